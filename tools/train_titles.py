"""Fits the points of the signs by which the title of a dump is found, and says what they reach on domains unseen.

    python -m tools.train_titles DATA.parquet FLATTENED.parquet [--every 2]

FLATTENED is what `tools.flatten_pages` made of DATA, whose `title` is the teacher. The points are ten times the weights
of a softmax over a dump's lines and "none of them"; they are printed to be written into `classify/dump_titles.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq
import torch
from benchmarks.quality.titles import fold_title, read_dumps
from numpy.typing import NDArray

from cleaner.classify.dump_titles import PLACE_SIGNS, WORD_SIGNS, read_opening
from cleaner.classify.lines import choose_lines
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from cleaner.settings import Settings

_SIGNS = (*PLACE_SIGNS, *WORD_SIGNS)
_POINTS = 10
_FOLDS = 5
_STEPS = 80
_PENALTY = 1e-3
_MIN_POINTS = 20
_NOTHING = -1e9


class Example(NamedTuple):
    """A dump: which signs its lines have, `[n_lines, n_signs]`, which show the title, which a part of it."""

    fold: int
    signs: NDArray[np.float32]
    right: NDArray[np.bool_]
    partly: NDArray[np.bool_]
    is_shown: bool


def main() -> None:
    """Prints what is reached by fold, and the points."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("flattened", type=Path)
    parser.add_argument("--every", type=int, default=2, help="take every N-th dump (default: 2)")
    args = parser.parse_args()
    examples = list(read_examples(args.data, args.flattened, args.every))
    hits = np.zeros(3)
    for fold in range(_FOLDS):
        points = fit_points([example for example in examples if example.fold != fold])
        hits += count_hits([example for example in examples if example.fold == fold], points)
    print(
        f"of {hits[0]:.0f} shown: found {100 * hits[1] / hits[0]:.1f} %, another line {100 * hits[2] / hits[0]:.1f} %"
    )
    points = fit_points(examples)
    for sign, value in zip(_SIGNS, points, strict=True):
        print(f"{sign.name:28s} {value:4d}")


def read_examples(data: Path, flattened: Path, every: int) -> Iterator[Example]:
    """The dumps of pages whose title is known; every second one comes with its address."""
    known = {row["page_id"]: row for row in pq.read_table(data, columns=["page_id", "url", "title"]).to_pylist()}
    floor = round(1000 * Settings().min_content_score)
    for number, row in enumerate(read_dumps(flattened, every)):
        wanted = fold_title(known[row["page_id"]]["title"] or "")
        url = known[row["page_id"]]["url"] if number % 2 else None
        page = segment_page(Page(page_id=row["page_id"], url=url, body=row["text"], kind=PageKind.TEXT))
        if not wanted or not page.blocks:
            continue
        choice = choose_lines(page, "", floor, 1.0)
        opening = read_opening(page, choice.scores, choice.content)
        keys = [fold_title(text) for text in page.blocks.texts]
        if opening is None:
            yield Example(
                row["fold"], np.zeros((0, 0), np.float32), np.zeros(0, bool), np.zeros(0, bool), wanted in keys
            )
            continue
        lines = [keys[index] for index in opening.lines]
        right = np.array([key == wanted for key in lines])
        partly = np.array([len(key) > 8 and key != wanted and (key in wanted or wanted in key) for key in lines])
        signs = np.stack([sign.find(opening) for sign in _SIGNS], axis=1).astype(np.float32)
        yield Example(row["fold"], signs, right, partly, wanted in keys)


def fit_points(examples: Sequence[Example]) -> NDArray[np.int64]:
    """The points of each sign, beside a line that stands for none; lines that show a part of the title are left out."""
    examples = [example for example in examples if len(example.signs)]
    count = len(examples)
    signs = torch.tensor(np.concatenate([example.signs for example in examples]))
    right = torch.tensor(np.concatenate([example.right for example in examples]))
    partly = torch.tensor(np.concatenate([example.partly for example in examples]))
    owner = torch.tensor(np.repeat(np.arange(count), [len(example.signs) for example in examples]))
    has_right = torch.zeros(count, dtype=torch.bool)
    has_right[owner[right]] = True
    weights = torch.zeros(signs.shape[1], requires_grad=True)
    none = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, none], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def add_up(scores: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        scores = torch.where(mask, scores, torch.tensor(_NOTHING))
        highest = torch.full((count,), _NOTHING).scatter_reduce(0, owner, scores, "amax").detach()
        summed = torch.zeros(count).scatter_add(0, owner, torch.exp(scores - highest[owner]) * mask)
        return highest + torch.log(summed + 1e-30)

    def read_loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = signs @ weights
        whole = torch.logaddexp(add_up(scores, ~partly), none.expand(count))
        wanted = torch.where(has_right, add_up(scores, right), none.expand(count))
        loss = (whole - wanted).mean() + _PENALTY * (weights**2).sum()
        loss.backward()
        return loss

    optimiser.step(read_loss)
    points: NDArray[np.int64] = np.round(_POINTS * weights.detach().numpy()).astype(np.int64)
    return points


def count_hits(examples: Sequence[Example], points: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many dumps show their title, for how many it is found, and for how many of them another line is."""
    hits = np.zeros(3)
    for example in examples:
        if not example.is_shown:
            continue
        hits[0] += 1
        if len(example.signs):
            scores = example.signs @ points
            best = int(scores.argmax())
            is_chosen = scores[best] >= _MIN_POINTS
            hits[1] += is_chosen and example.right[best]
            hits[2] += is_chosen and not example.right[best] and not example.partly[best]
    return hits


if __name__ == "__main__":
    main()
