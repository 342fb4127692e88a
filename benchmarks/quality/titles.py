"""Titles of flattened pages: of the dumps that show their page's gold title, how many keep it.

    python -m benchmarks.quality.titles DATA.parquet FLATTENED.parquet [--fold-weights FOLDER]

FLATTENED is what `tools.flatten_pages` made of DATA. A dump shows the title if one of its blocks reads as the gold
title but for case, white space and punctuation; it keeps it if a block that does is kept.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cleaner.document import Document, Page
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean_page
from cleaner.settings import Settings

_NOT_WORD = re.compile(r"[\W_]+")


def main() -> None:
    """Prints a row for each way of flattening, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("flattened", type=Path)
    parser.add_argument("--fold-weights", type=Path, help="judge each page by weights that have not seen its domain")
    parser.add_argument("--every", type=int, default=1, help="take every N-th dump (default: 1)")
    args = parser.parse_args()
    titles = {
        row["page_id"]: row["title"] for row in pq.read_table(args.data, columns=["page_id", "title"]).to_pylist()
    }
    shown: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    for row in read_dumps(args.flattened, args.every):
        wanted = fold_title(titles[row["page_id"]] or "")
        folder = "" if args.fold_weights is None else str(args.fold_weights / str(row["fold"]))
        page = Page(page_id=row["page_id"], body=row["text"], kind=PageKind.TEXT)
        document = clean_page(page, Settings(weights=folder))
        blocks = [index for index, text in enumerate(document.blocks.texts) if wanted and fold_title(text) == wanted]
        if blocks:
            shown[row["way"]] += 1
            kept[row["way"]] += any(document.labels[index].kept for index in blocks)
            stated[row["way"]] += is_stated(document, wanted)
    print(f"{'way':16s} {'shown':>6s} {'kept':>6s} {'kept %':>7s} {'metadata %':>11s}")
    for way in (*sorted(shown), "all"):
        total, left, said = (sum(c.values()) if way == "all" else c[way] for c in (shown, kept, stated))
        print(f"{way:16s} {total:6d} {left:6d} {100 * left / total:7.1f} {100 * said / total:11.1f}")


def read_dumps(path: Path, every: int) -> Iterator[dict[str, Any]]:
    """The dumps, one after the other."""
    number = 0
    for batch in pq.ParquetFile(path).iter_batches(64, columns=["page_id", "fold", "way", "text"]):
        for row in batch.to_pylist():
            if number % every == 0:
                yield row
            number += 1


def is_stated(document: Document, wanted: str) -> bool:
    """Whether the metadata give the title."""
    return fold_title(document.metadata.title or "") == wanted


def fold_title(text: str) -> str:
    """Letters and digits of a title, in lower case."""
    return _NOT_WORD.sub("", text).lower()


if __name__ == "__main__":
    main()
