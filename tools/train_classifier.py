"""Trains the block classifier: from a parquet file of pages with gold text to the weights in the wheel.

python -m tools.train_classifier DATA.parquet --kind html --seeds 1 --folds   # cross-validation, a table
python -m tools.train_classifier DATA.parquet --kind html --out src/cleaner/classify/weights
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from cleaner.classify.choice import choose_threshold
from cleaner.classify.feature_names import FEATURE_NAMES
from cleaner.classify.model import MANIFEST, hash_features, pack_networks, soften
from cleaner.classify.network import NetworkWeights, predict_blocks
from cleaner.document import PageKind
from tools.train_dataset import LabelledPage, read_dataset
from tools.train_network import EPOCHS, train_network

TEMPERATURES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5)

_WORDS = re.compile(r"\w+").findall


class Score(NamedTuple):
    """How well one page came out: word-level precision, recall and F1, and the F1 that was expected."""

    precision: float
    recall: float
    f1: float
    expected: float


def main() -> None:
    """Reads the arguments, and validates or trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="parquet file of pages with gold text")
    parser.add_argument("--kind", type=PageKind, default=PageKind.HTML, choices=list(PageKind))
    parser.add_argument("--seeds", type=int, default=1, help="networks whose probabilities are averaged")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="how often training sees each page")
    parser.add_argument("--folds", action="store_true", help="cross-validate instead of writing weights")
    parser.add_argument("--cache", type=Path, help="keep the features in this file between runs")
    parser.add_argument("--predictions", type=Path, help="write the cross-validated probabilities here")
    parser.add_argument("--out", type=Path, help="folder for the weights")
    args = parser.parse_args()
    if not args.folds and args.out is None:
        parser.error("give --folds, --out or both")
    pages = load_pages(args.data, args.kind, args.cache)
    print(f"{len(pages)} pages, {sum(len(page.texts) for page in pages)} blocks", flush=True)
    raw = cross_validate(pages, args.seeds, args.epochs)
    temperature = fit_temperature(pages, raw)
    probabilities = {page_id: soften(values, temperature) for page_id, values in raw.items()}
    if args.predictions:
        write_predictions(args.predictions, pages, probabilities)
    scores = print_table(pages, probabilities)
    if args.out is not None:
        torch.set_num_threads(1)
        networks = tuple(train_network(pages, seed=seed, epochs=args.epochs) for seed in range(args.seeds))
        write_weights(args.out, args.kind, networks, temperature, scores)


def write_weights(
    out: Path, kind: PageKind, networks: tuple[NetworkWeights, ...], temperature: float, scores: dict[str, list[Score]]
) -> None:
    """Writes the weights of one kind of pages and their entry in the manifest."""
    body = pack_networks(networks)
    out.mkdir(parents=True, exist_ok=True)
    name = f"{kind.value}.npz"
    (out / name).write_bytes(body)
    manifest_path = out / MANIFEST
    manifest = json.loads(manifest_path.read_text(encoding="utf-8")) if manifest_path.exists() else {}
    expected, reached = calibrate(scores["all"])
    manifest[kind.value] = {
        "file": name,
        "sha256": hashlib.sha256(body).hexdigest(),
        "networks": len(networks),
        "temperature": temperature,
        "features": list(FEATURE_NAMES),
        "features_sha256": hash_features(),
        "expected": expected,
        "reached": reached,
        "data": "WCXB development split, 1,497 pages (Foley 2026)",
        "licence": "CC-BY-4.0",
        "attribution": "Trained on the Web Content eXtraction Benchmark (WCXB) by Foley, 2026, under CC-BY-4.0.",
        "command": f"python -m tools.train_classifier DATA --kind {kind} --seeds {len(networks)} --out {out}",
        "cross_validated_f1": {group: round(float(np.mean([s.f1 for s in rows])), 4) for group, rows in scores.items()},
    }
    manifest_path.write_text(json.dumps(dict(sorted(manifest.items())), indent=1) + "\n", encoding="utf-8")


def fit_temperature(pages: list[LabelledPage], raw: dict[str, NDArray[np.float64]]) -> float:
    """Finds the temperature with the best mean F1: one number from all pages, on a coarse grid."""
    means = {}
    for temperature in TEMPERATURES:
        scores = [score_page(page, soften(raw[page.page_id], temperature)) for page in pages]
        means[temperature] = float(np.mean([score.f1 for score in scores]))
        print(f"temperature {temperature}: F1 {means[temperature]:.4f}", flush=True)
    return max(means, key=lambda temperature: means[temperature])


def write_predictions(path: Path, pages: list[LabelledPage], probabilities: dict[str, NDArray[np.float64]]) -> None:
    """Writes the cross-validated texts, a JSON object with page_id and text a line."""
    with path.open("w", encoding="utf-8") as file:
        for page in pages:
            row = {"page_id": page.page_id, "text": keep_text(page, probabilities[page.page_id])}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def keep_text(page: LabelledPage, probabilities: NDArray[np.float64]) -> str:
    """The texts of the blocks that would be kept."""
    choice = choose_threshold(probabilities, page.features.words)
    return "\n".join(text for text, p in zip(page.texts, probabilities, strict=True) if p > choice.threshold)


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


def cross_validate(pages: list[LabelledPage], seeds: int, epochs: int) -> dict[str, NDArray[np.float64]]:
    """Predicts every page by networks that have not seen its domain."""
    folds = sorted({page.fold for page in pages})
    global _PAGES  # noqa: PLW0603 - forked workers inherit the pages instead of copying them through a pipe
    _PAGES = pages
    jobs = [(fold, seed, epochs) for fold in folds for seed in range(seeds)]
    sums: dict[str, NDArray[np.float64]] = {}
    with ProcessPoolExecutor(2) as pool:
        for predicted in pool.map(_predict_fold, jobs):
            for page_id, probabilities in predicted.items():
                sums[page_id] = sums.get(page_id, 0.0) + probabilities / seeds
    return sums


_PAGES: list[LabelledPage] = []


def _predict_fold(job: tuple[int, int, int]) -> dict[str, NDArray[np.float64]]:
    fold, seed, epochs = job
    torch.set_num_threads(1)
    weights = train_network([page for page in _PAGES if page.fold != fold], seed=seed, epochs=epochs)
    predicted = {page.page_id: predict_blocks(page.features, weights) for page in _PAGES if page.fold == fold}
    scores = [score_page(page, predicted[page.page_id]) for page in _PAGES if page.fold == fold]
    print(f"fold {fold} seed {seed}: F1 {np.mean([score.f1 for score in scores]):.4f}", flush=True)
    return predicted


def score_page(page: LabelledPage, probabilities: NDArray[np.float64]) -> Score:
    """Scores the blocks that would be kept against the gold text."""
    choice = choose_threshold(probabilities, page.features.words)
    kept = keep_text(page, probabilities)
    predicted, gold = collections.Counter(_WORDS(kept.lower())), collections.Counter(_WORDS(page.gold.lower()))
    if not predicted or not gold:
        empty = float(not predicted and not gold)
        return Score(empty, empty, empty, choice.expected)
    hits = (predicted & gold).total()
    precision, recall = hits / predicted.total(), hits / gold.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0, choice.expected)


def print_table(pages: list[LabelledPage], probabilities: dict[str, NDArray[np.float64]]) -> dict[str, list[Score]]:
    """Prints precision, recall and F1 by page type, and returns the scores behind them."""
    groups: dict[str, list[Score]] = collections.defaultdict(list)
    for page in pages:
        score = score_page(page, probabilities[page.page_id])
        groups["all"].append(score)
        groups[page.page_type].append(score)
    for name, scores in sorted(groups.items(), key=lambda item: (item[0] != "all", item[0])):
        means = np.mean(scores, axis=0)
        print(
            f"{name:14s} n={len(scores):5d}  F1={means[2]:.4f}  P={means[0]:.4f}  R={means[1]:.4f}"
            f"  expected={means[3]:.4f}"
        )
    return groups


if __name__ == "__main__":
    main()
