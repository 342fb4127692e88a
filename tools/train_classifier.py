"""Trains the block classifier: from a parquet file of pages with gold text to the weights in the wheel.

python -m tools.train_classifier DATA.parquet --kind html --seeds 1 --foreign   # cross-validation, tables
python -m tools.train_classifier DATA.parquet --kind html --out src/cleaner/classify/weights
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from cleaner.classify import choose_threshold
from cleaner.classify.features import FEATURE_NAMES
from cleaner.classify.model import MANIFEST, hash_features, pack_networks
from cleaner.classify.network import KnownInputs, NetworkWeights, predict_blocks, soften
from cleaner.evaluate.metrics import score_text
from cleaner.page.blocks import PageKind
from tools.train_dataset import LabelledPage, read_dataset
from tools.train_network import EPOCHS, read_known_inputs, train_network

TEMPERATURES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5)
# Bounds of the pages' thresholds that are tried: a floor (`Settings.min_content_score`) and a ceiling (none is used).
BOUNDS = ((0.0, 1.0), *((0.15, ceiling) for ceiling in (1.0, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2)))


# By page id and way of flattening: of each block.
Probabilities = dict[tuple[str, str], NDArray[np.float64]]


class CrossValidation(NamedTuple):
    """Networks that have not seen the domains of a fold, and what they say of its pages.

    Attributes:
        own: Probabilities of the pages as they are.
        foreign: The same with every word replaced.
        known: What the networks of each fold know of their inputs.
        networks: The networks of each fold.
    """

    own: Probabilities
    foreign: Probabilities
    known: dict[int, KnownInputs]
    networks: dict[int, list[NetworkWeights]]


class _FoldResult(NamedTuple):
    """What one network says of its fold."""

    fold: int
    own: Probabilities
    foreign: Probabilities
    known: KnownInputs
    network: NetworkWeights


class Score(NamedTuple):
    """How well one page came out: word-level precision, recall and F1, and the F1 that was expected."""

    precision: float
    recall: float
    f1: float
    expected: float


def main() -> None:
    """Reads the arguments, validates, and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="parquet file of pages with gold text")
    parser.add_argument("--kind", type=PageKind, default=PageKind.HTML, choices=list(PageKind))
    parser.add_argument("--seeds", type=int, default=1, help="networks whose probabilities are averaged")
    parser.add_argument("--epochs", type=int, help="how often training sees each page; by default, as shipped")
    parser.add_argument("--cache", type=Path, help="keep the features in this file between runs")
    parser.add_argument("--predictions", type=Path, help="write the cross-validated texts here, as JSON Lines")
    parser.add_argument(
        "--fold-weights", type=Path, help="write the weights of each fold here, for `cleaner evaluate --fold-weights`"
    )
    parser.add_argument("--foreign", action="store_true", help="validate on replaced words too: what language matters")
    parser.add_argument("--out", type=Path, help="folder for the weights; without it, cross-validation is all")
    args = parser.parse_args()
    epochs = args.epochs or EPOCHS[args.kind]
    pages = load_pages(args.data, args.kind, args.cache)
    print(f"{len(pages)} pages, {sum(len(page.texts) for page in pages)} blocks", flush=True)
    strangers = list(read_dataset(args.data, args.kind, foreign=True)) if args.foreign else []
    raw = cross_validate(pages, strangers, args.seeds, epochs)
    temperature = fit_temperature(pages, raw.own)
    if args.predictions:
        write_predictions(args.predictions, pages, soften_all(raw.own, temperature))
    scores = print_table(pages, soften_all(raw.own, temperature))
    print_bounds(pages, soften_all(raw.own, temperature))
    if strangers:
        print("every word replaced by one that no language has:")
        print_table(pages, soften_all(raw.foreign, temperature))
    for fold, networks in sorted(raw.networks.items() if args.fold_weights else ()):
        body = pack_networks(raw.known[fold], networks)
        write_weights(args.fold_weights / str(fold), args.kind, body, args.seeds, temperature, scores)
    if args.out is not None:
        known = read_known_inputs(pages)
        body = pack_networks(known, train_networks(pages, known, args.seeds, epochs))
        write_weights(args.out, args.kind, body, args.seeds, temperature, scores)


def write_weights(
    out: Path, kind: PageKind, body: bytes, seeds: int, temperature: float, scores: dict[str, list[Score]]
) -> None:
    """Writes the weights of one kind of pages and their entry in the manifest."""
    out.mkdir(parents=True, exist_ok=True)
    name = f"{kind.value}.npz"
    (out / name).write_bytes(body)
    manifest_path = out / MANIFEST
    manifest = json.loads(manifest_path.read_text(encoding="utf-8")) if manifest_path.exists() else {}
    expected, reached = calibrate(scores["all"])
    manifest[kind.value] = {
        "file": name,
        "sha256": hashlib.sha256(body).hexdigest(),
        "networks": seeds,
        "temperature": temperature,
        "features": list(FEATURE_NAMES),
        "features_sha256": hash_features(),
        "expected": expected,
        "reached": reached,
        "data": "WCXB development split, 1,497 pages (Foley 2026)",
        "licence": "CC-BY-4.0",
        "attribution": "Trained on the Web Content eXtraction Benchmark (WCXB) by Foley, 2026, under CC-BY-4.0.",
        "command": f"python -m tools.train_classifier DATA --kind {kind} --seeds {seeds} --out {out}",
        "cross_validated_f1": {group: round(float(np.mean([s.f1 for s in rows])), 4) for group, rows in scores.items()},
    }
    manifest_path.write_text(json.dumps(dict(sorted(manifest.items())), indent=1) + "\n", encoding="utf-8")


def soften_all(raw: Probabilities, temperature: float) -> Probabilities:
    """Divides the logits of all pages' probabilities by a temperature."""
    return {key: soften(values, temperature) for key, values in raw.items()}


def fit_temperature(pages: list[LabelledPage], raw: Probabilities) -> float:
    """Finds the temperature with the best mean F1: one number from all pages, on a coarse grid."""
    means = {}
    for temperature in TEMPERATURES:
        scores = [score_page(page, soften(raw[page.page_id, page.way], temperature)) for page in pages]
        means[temperature] = float(np.mean([score.f1 for score in scores]))
        print(f"temperature {temperature}: F1 {means[temperature]:.4f}", flush=True)
    return max(means, key=lambda temperature: means[temperature])


def write_predictions(path: Path, pages: list[LabelledPage], probabilities: Probabilities) -> None:
    """Writes the cross-validated texts and how sure they are, a JSON object a line; a page by its first way."""
    written: set[str] = set()
    with path.open("w", encoding="utf-8") as file:
        for page in pages:
            if page.page_id in written:
                continue
            written.add(page.page_id)
            values = probabilities[page.page_id, page.way]
            expected = choose_threshold(values, page.features.text.counts).expected
            row = {"page_id": page.page_id, "text": keep_text(page, values), "expected": round(expected, 4)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def keep_text(
    page: LabelledPage, probabilities: NDArray[np.float64], *, floor: float = 0.0, ceiling: float = 1.0
) -> str:
    """The texts of the blocks that would be kept, the page's threshold held between two bounds."""
    threshold = min(max(choose_threshold(probabilities, page.features.text.counts).threshold, floor), ceiling)
    return "\n".join(text for text, p in zip(page.texts, probabilities, strict=True) if p > threshold)


def print_bounds(pages: list[LabelledPage], probabilities: Probabilities) -> None:
    """Prints what it costs and what it saves to hold every page's threshold between two bounds."""
    for floor, ceiling in BOUNDS:
        figures = []
        for page in pages:
            kept = keep_text(page, probabilities[page.page_id, page.way], floor=floor, ceiling=ceiling)
            figures.append(score_text(kept, page.gold))
        precision, recall, f1 = np.mean(figures, axis=0)
        print(f"threshold from {floor} to {ceiling}: F1={f1:.4f}  P={precision:.4f}  R={recall:.4f}", flush=True)


def calibrate(scores: list[Score]) -> tuple[list[float], list[float]]:
    """Relates the expected F1 to the F1 that pages had: means of ten equal groups, made to rise.

    Args:
        scores: Cross-validated.

    Returns:
        Expected and reached F1, both ascending.
    """
    ordered = sorted(scores, key=lambda score: score.expected)
    groups = np.array_split(np.array([(score.expected, score.f1) for score in ordered]), 10)
    means = np.array([group.mean(axis=0) for group in groups])
    reached = np.maximum.accumulate(means[:, 1])
    print("confidence  expected  reached  pages")
    for (expected, _), value, group in zip(means, reached, groups, strict=True):
        print(f"            {expected:8.3f} {value:8.3f} {len(group):6d}")
    return [round(float(value), 4) for value in means[:, 0]], [round(float(value), 4) for value in reached]


def load_pages(data: Path, kind: PageKind, cache: Path | None) -> list[LabelledPage]:
    """Reads the pages, or what an earlier run has read."""
    if cache is not None and cache.exists():
        with cache.open("rb") as file:
            cached: list[LabelledPage] = pickle.load(file)
            return cached
    pages = list(read_dataset(data, kind))
    if cache is not None:
        with cache.open("wb") as file:
            pickle.dump(pages, file, protocol=5)
    return pages


def cross_validate(
    pages: list[LabelledPage], strangers: list[LabelledPage], seeds: int, epochs: int
) -> CrossValidation:
    """Predicts every page by networks that have not seen its domain.

    Args:
        pages: What to learn from, and to predict.
        strangers: Pages to predict only, by networks that have not seen them in their own language.
        seeds: Networks a fold.
        epochs: How often training sees each page.

    Returns:
        What they learned and say.
    """
    folds = sorted({page.fold for page in pages})
    result = CrossValidation({}, {}, {}, {fold: [] for fold in folds})
    with _open_pool(pages, strangers) as pool:
        jobs = [(fold, seed, epochs) for seed in range(seeds) for fold in folds]
        for part in pool.map(_predict_fold, jobs):
            result.known[part.fold] = part.known
            result.networks[part.fold].append(part.network)
            for sums, found in ((result.own, part.own), (result.foreign, part.foreign)):
                for key, values in found.items():
                    sums[key] = sums.get(key, 0.0) + values / seeds
    return result


def train_networks(
    pages: list[LabelledPage], known: KnownInputs, seeds: int, epochs: int
) -> tuple[NetworkWeights, ...]:
    """Trains networks on all pages, one a seed."""
    with _open_pool(pages, []) as pool:
        return tuple(pool.map(_train_on_all, [(known, seed, epochs) for seed in range(seeds)]))


def _open_pool(pages: list[LabelledPage], strangers: list[LabelledPage]) -> ProcessPoolExecutor:
    global _PAGES, _STRANGERS
    _PAGES, _STRANGERS = pages, strangers
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork"))


_PAGES: list[LabelledPage] = []
_STRANGERS: list[LabelledPage] = []


def _train_on_all(job: tuple[KnownInputs, int, int]) -> NetworkWeights:
    known, seed, epochs = job
    torch.set_num_threads(1)
    return train_network(_PAGES, known, seed=seed, epochs=epochs)


def _predict_fold(job: tuple[int, int, int]) -> _FoldResult:
    fold, seed, epochs = job
    torch.set_num_threads(1)
    others = [page for page in _PAGES if page.fold != fold]
    known = read_known_inputs(others)
    network = train_network(others, known, seed=seed, epochs=epochs)
    own, foreign = (
        {
            (page.page_id, page.way): predict_blocks(page.features, known, [network])
            for page in some
            if page.fold == fold
        }
        for some in (_PAGES, _STRANGERS)
    )
    scores = [score_page(page, own[page.page_id, page.way]) for page in _PAGES if page.fold == fold]
    print(f"fold {fold} seed {seed}: F1 {np.mean([score.f1 for score in scores]):.4f}", flush=True)
    return _FoldResult(fold, own, foreign, known, network)


def score_page(page: LabelledPage, probabilities: NDArray[np.float64]) -> Score:
    """Scores the blocks that would be kept against the gold text."""
    choice = choose_threshold(probabilities, page.features.text.counts)
    return Score(*score_text(keep_text(page, probabilities), page.gold), choice.expected)


def print_table(pages: list[LabelledPage], probabilities: Probabilities) -> dict[str, list[Score]]:
    """Prints precision, recall and F1 by page type and way, and returns the scores behind them."""
    groups: dict[str, list[Score]] = collections.defaultdict(list)
    for page in pages:
        score = score_page(page, probabilities[page.page_id, page.way])
        for group in ("all", page.page_type, *([f"way {page.way}"] if page.way else [])):
            groups[group].append(score)
    for name, scores in sorted(groups.items(), key=lambda item: (item[0] != "all", item[0])):
        means = np.mean(scores, axis=0)
        print(
            f"{name:14s} n={len(scores):5d}  F1={means[2]:.4f}  P={means[0]:.4f}  R={means[1]:.4f}"
            f"  expected={means[3]:.4f}"
        )
    return groups


if __name__ == "__main__":
    main()
