"""Whether trafilatura would help where the classifier is unsure: F1 of both by tenths of the expected F1.

    python -m benchmarks.quality.fallback BENCH/wcxb_dev.parquet PREDICTIONS.jsonl

PREDICTIONS are the cross-validated ones of `tools.train_classifier --predictions`: `page_id`, `text` and `expected`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from cleaner.evaluate import load_peer, read_dataset
from cleaner.evaluate.metrics import score_text


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("predictions", type=Path)
    args = parser.parse_args()
    with args.predictions.open(encoding="utf-8") as lines:
        rows = {row["page_id"]: row for row in map(json.loads, lines)}
    extract = load_peer("trafilatura")
    scores = np.array(
        [
            (
                rows[page.page_id]["expected"],
                score_text(rows[page.page_id]["text"], page.gold).f1,
                score_text(extract(page), page.gold).f1,
            )
            for page in read_dataset(args.data)
            if page.page_id in rows
        ]
    )
    print(f"{'expected F1':>15s} {'pages':>6s} {'cleaner':>8s} {'trafilatura':>12s} {'the better one':>15s}")
    for tenth in np.array_split(scores[np.argsort(scores[:, 0], kind="stable")], 10):
        expected, ours, theirs = tenth.mean(axis=0)
        best = tenth[:, 1:].max(axis=1).mean()
        print(f"{expected:15.3f} {len(tenth):6d} {ours:8.3f} {theirs:12.3f} {best:15.3f}")


if __name__ == "__main__":
    main()
