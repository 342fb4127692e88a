"""Trains the network that judges HTML: from a parquet file of pages with gold text to the weights in the wheel.

python -m tools.train_classifier DATA.parquet --fold-weights FOLDS               # cross-validation, tables
python -m tools.train_classifier DATA.parquet --out src/cleaner/classify/weights
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import multiprocessing
import pickle
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from cleaner.classify.features import FEATURE_NAMES
from cleaner.classify.model import MANIFEST, ModelKind, hash_features, pack_network
from cleaner.classify.network import KnownInputs, Network, judge_blocks
from cleaner.classify.threshold import SURE, choose_floor, choose_threshold
from cleaner.evaluate.metrics import score_text
from cleaner.settings import Settings
from tools.cut_pieces import WAY as PIECE
from tools.cut_pieces import cut_pieces
from tools.train_dataset import LabelledPage, read_dataset
from tools.train_network import EPOCHS, read_known_inputs, train_network

TEMPERATURES = (1.0, 1.25, 1.5)
NO_FOLD = -1
# What pages count by the way they were made: pieces alone are too few to learn from.
WEIGHTS = {ModelKind.PAGE: {"": 1.0}, ModelKind.PIECE: {"": 0.4, PIECE: 1.0}}
WAYS = {ModelKind.PAGE: "", ModelKind.PIECE: PIECE}
# What recall weighs beside precision: the points of the documented curve.
RECALL_WEIGHTS = (0.25, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0)


class Score(NamedTuple):
    """How well one page came out: word-level precision, recall and F1, and the F1 that was expected in thousandths."""

    precision: float
    recall: float
    f1: float
    expected: int


class FoldResult(NamedTuple):
    """A network that has not seen the domains of a fold.

    Attributes:
        kind: What it judges.
        fold: Number of the fold, `NO_FOLD` for a network that has seen all pages.
        known: What the network knows of its inputs.
        network: The network.
    """

    kind: ModelKind
    fold: int
    known: KnownInputs
    network: Network


def main() -> None:
    """Reads the arguments, validates, and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="parquet file of pages with gold text")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="how often training sees each page")
    parser.add_argument("--workers", type=int, default=2, help="networks that are trained side by side")
    parser.add_argument("--cache", type=Path, help="keep the features in this file between runs")
    parser.add_argument("--predictions", type=Path, help="write the cross-validated texts here, as JSON Lines")
    parser.add_argument(
        "--fold-weights", type=Path, help="write the weights of each fold here, for `cleaner evaluate --fold-weights`"
    )
    parser.add_argument("--foreign", action="store_true", help="validate on replaced words too: what language matters")
    parser.add_argument("--out", type=Path, help="folder for the weights; without it, cross-validation is all")
    args = parser.parse_args()
    pages = load_pages(args.data, args.cache)
    folds = sorted({page.fold for page in pages})
    jobs = [(kind, fold) for kind in WEIGHTS for fold in (*folds, *([NO_FOLD] if args.out else []))]
    with _open_pool(pages, args.workers) as pool:
        results = list(pool.map(_train, [(*job, args.seed, args.epochs) for job in jobs]))
    entries: dict[ModelKind, dict[str, Any]] = {}
    for kind in WEIGHTS:
        ways = [page for page in pages if page.way == WAYS[kind]]
        found = [result for result in results if result.kind is kind]
        print(f"{kind}: {len(ways)} pages, {sum(len(page.texts) for page in ways)} blocks", flush=True)
        temperature = choose_temperature(ways, found)
        scores = print_table(judge_pages(ways, found, temperature))
        print_recall_weights(ways, found, temperature)
        entries[kind] = describe_weights(temperature, scores)
        if kind is ModelKind.PAGE and args.foreign:
            print("every word replaced by one that no language has:")
            print_table(judge_pages(list(read_dataset(args.data, foreign=True)), found, temperature))
        if kind is ModelKind.PAGE and args.predictions:
            write_predictions(args.predictions, judge_pages(ways, found, temperature))
    for fold in folds if args.fold_weights else ():
        write_weights(args.fold_weights / str(fold), [result for result in results if result.fold == fold], entries)
    if args.out is not None:
        write_weights(args.out, [result for result in results if result.fold == NO_FOLD], entries)


def load_pages(data: Path, cache: Path | None) -> list[LabelledPage]:
    """Reads the pages and cuts pieces out of them, or takes what an earlier run has read."""
    if cache is not None and cache.exists():
        with cache.open("rb") as file:
            cached: list[LabelledPage] = pickle.load(file)
            return cached
    found = [*read_dataset(data), *cut_pieces(data)]
    if cache is not None:
        with cache.open("wb") as file:
            pickle.dump(found, file, protocol=5)
    return found


_PAGES: list[LabelledPage] = []


def _open_pool(pages: list[LabelledPage], workers: int) -> ProcessPoolExecutor:
    global _PAGES  # noqa: PLW0603 - forked processes find the pages here
    _PAGES = pages
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))


def _train(job: tuple[ModelKind, int, int, int]) -> FoldResult:
    """A network from the pages of all folds but one."""
    kind, fold, seed, epochs = job
    torch.set_num_threads(1)
    pages = [page for page in _PAGES if page.fold != fold]
    known = read_known_inputs([page for page in pages if not page.way])
    network = train_network(pages, known, WEIGHTS[kind], seed=seed, epochs=epochs)
    print(f"{kind} fold {fold} seed {seed}: trained", flush=True)
    return FoldResult(kind, fold, known, network)


# A page, and for each of its blocks the probability of being content.
Judged = tuple[LabelledPage, NDArray[np.int64]]


def judge_pages(pages: Iterable[LabelledPage], results: list[FoldResult], temperature: float) -> list[Judged]:
    """Judges every page by the network that has not seen its domain."""
    by_fold = {result.fold: result for result in results}
    judged = []
    for page in pages:
        result = by_fold[page.fold]
        judged.append((page, judge_blocks(page.features, result.known, result.network, temperature)))
    return judged


def choose_temperature(pages: list[LabelledPage], results: list[FoldResult]) -> float:
    """Finds the temperature with the best mean F1: one number from all pages, on a coarse grid."""
    means = {}
    for temperature in TEMPERATURES:
        scores = [score_page(page, values) for page, values in judge_pages(pages, results, temperature)]
        means[temperature] = float(np.mean([score.f1 for score in scores]))
        print(f"temperature {temperature}: F1 {means[temperature]:.4f}", flush=True)
    return max(means, key=lambda temperature: means[temperature])


def score_page(page: LabelledPage, probabilities: NDArray[np.int64], recall_weight: float = 1.0) -> Score:
    """Scores the blocks that would be kept against the gold text."""
    kept, expected = keep_text(page, probabilities, recall_weight)
    return Score(*score_text(kept, page.gold), expected)


def keep_text(page: LabelledPage, probabilities: NDArray[np.int64], recall_weight: float = 1.0) -> tuple[str, int]:
    """The texts of the blocks that would be kept, and the F1 that is expected of them."""
    choice = choose_threshold(probabilities, page.features.text.counts, recall_weight)
    threshold = max(choice.threshold, choose_floor(Settings(recall_weight=recall_weight)))
    return "\n".join(text for text, p in zip(page.texts, probabilities, strict=True) if p > threshold), choice.expected


def print_table(judged: Iterable[Judged]) -> list[Score]:
    """Prints precision, recall and F1 by page type, and returns the scores behind them."""
    groups: dict[str, list[Score]] = collections.defaultdict(list)
    for page, probabilities in judged:
        score = score_page(page, probabilities)
        groups["all"].append(score)
        groups[page.page_type].append(score)
    for name, scores in sorted(groups.items(), key=lambda item: (item[0] != "all", item[0])):
        precision, recall, f1, expected = np.mean(scores, axis=0)
        print(f"{name:14s} n={len(scores):5d}  F1={f1:.4f}  P={precision:.4f}  R={recall:.4f}  expected={expected:.0f}")
    return groups["all"]


def print_recall_weights(pages: list[LabelledPage], results: list[FoldResult], temperature: float) -> None:
    """Prints precision and recall for each weight of recall."""
    judged = judge_pages(pages, results, temperature)
    for weight in RECALL_WEIGHTS:
        scores = [score_page(page, probabilities, weight) for page, probabilities in judged]
        precision, recall, f1, _ = np.mean(scores, axis=0)
        print(f"recall_weight {weight}: P={precision:.4f}  R={recall:.4f}  F1={f1:.4f}", flush=True)


def write_predictions(path: Path, judged: Iterable[Judged]) -> None:
    """Writes the cross-validated texts and how sure they are, a JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for page, probabilities in judged:
            text, expected = keep_text(page, probabilities)
            row = {"page_id": page.page_id, "text": text, "expected": expected / SURE}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def describe_weights(temperature: float, scores: list[Score]) -> dict[str, Any]:
    """The entry of a kind in the manifest, but for its file."""
    expected, reached = calibrate(scores)
    return {
        "temperature": temperature,
        "features": list(FEATURE_NAMES),
        "features_sha256": hash_features(),
        "expected": expected,
        "reached": reached,
        "data": "WCXB development split, 1,497 pages (Foley 2026)",
        "licence": "CC-BY-4.0",
        "attribution": "Trained on the Web Content eXtraction Benchmark (WCXB) by Foley, 2026, under CC-BY-4.0.",
        "command": "python -m tools.train_classifier DATA --out FOLDER",
        "cross_validated_f1": round(float(np.mean([score.f1 for score in scores])), 4),
    }


def write_weights(out: Path, results: list[FoldResult], entries: dict[ModelKind, dict[str, Any]]) -> None:
    """Writes weights and their manifest."""
    out.mkdir(parents=True, exist_ok=True)
    manifest = {}
    for result in results:
        body = pack_network(result.known, result.network)
        name = f"{result.kind}.npz"
        (out / name).write_bytes(body)
        manifest[result.kind] = {"file": name, "sha256": hashlib.sha256(body).hexdigest(), **entries[result.kind]}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def calibrate(scores: list[Score]) -> tuple[list[int], list[float]]:
    """Relates the expected F1 to the F1 that pages had: means of ten equal groups, made to rise.

    Args:
        scores: Cross-validated.

    Returns:
        Expected F1 in thousandths and reached F1, both ascending.
    """
    ordered = sorted(scores, key=lambda score: score.expected)
    groups = np.array_split(np.array([(score.expected, score.f1) for score in ordered]), 10)
    means = np.array([group.mean(axis=0) for group in groups])
    reached = np.maximum.accumulate(means[:, 1])
    print("confidence  expected  reached  pages")
    for (expected, _), value, group in zip(means, reached, groups, strict=True):
        print(f"            {expected:8.0f} {value:8.3f} {len(group):6d}")
    return [round(value) for value in means[:, 0].tolist()], [round(value, 4) for value in reached.tolist()]


if __name__ == "__main__":
    main()
