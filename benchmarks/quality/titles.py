"""Titles of flattened pages: of the dumps that show their page's gold title, how many keep it.

    python -m benchmarks.quality.titles DATA.parquet FLATTENED.parquet [--fold-weights FOLDER]

FLATTENED is what `tools.flatten_pages` made of DATA. A dump shows the title if one of its blocks reads as the gold
title but for case, white space and punctuation; it keeps it if a block that does is kept. Another line is taken for
the title where the block labelled so neither holds the gold title nor is a part of it.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cleaner.document import Document, Page, Role
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
    parser.add_argument("--addresses", action="store_true", help="give each dump its page's address")
    parser.add_argument("--every", type=int, default=1, help="take every N-th dump (default: 1)")
    args = parser.parse_args()
    known = {row["page_id"]: row for row in pq.read_table(args.data, columns=["page_id", "url", "title"]).to_pylist()}
    shown: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    mistaken: Counter[str] = Counter()
    for row in read_dumps(args.flattened, args.every):
        wanted = fold_title(known[row["page_id"]]["title"] or "")
        folder = "" if args.fold_weights is None else str(args.fold_weights / str(row["fold"]))
        url = known[row["page_id"]]["url"] if args.addresses else None
        page = Page(page_id=row["page_id"], url=url, body=row["text"], kind=PageKind.TEXT)
        document = clean_page(page, Settings(weights=folder))
        blocks = [index for index, text in enumerate(document.blocks.texts) if wanted and fold_title(text) == wanted]
        if blocks:
            shown[row["way"]] += 1
            kept[row["way"]] += any(document.labels[index].kept for index in blocks)
            stated[row["way"]] += is_stated(document, wanted)
            mistaken[row["way"]] += is_mistaken(document, wanted)
    print(f"{'way':16s} {'shown':>6s} {'kept':>6s} {'kept %':>7s} {'metadata %':>11s} {'another line %':>15s}")
    for way in (*sorted(shown), "all"):
        counters = (shown, kept, stated, mistaken)
        total, left, said, wrong = (counter.total() if way == "all" else counter[way] for counter in counters)
        shares = f"{100 * left / total:7.1f} {100 * said / total:11.1f} {100 * wrong / total:15.1f}"
        print(f"{way:16s} {total:6d} {left:6d} {shares}")


def read_dumps(path: Path, every: int) -> Iterator[dict[str, Any]]:
    """The dumps, one after the other, each with its `page_id`, `fold`, `way` and `text`."""
    number = 0
    for batch in pq.ParquetFile(path).iter_batches(64, columns=["page_id", "fold", "way", "html"]):
        for row in batch.to_pylist():
            if number % every == 0:
                yield {**row, "text": row["html"]}
            number += 1


def is_stated(document: Document, wanted: str) -> bool:
    """Whether the metadata give the title."""
    return fold_title(document.metadata.title or "") == wanted


def is_mistaken(document: Document, wanted: str) -> bool:
    """Whether a block that is neither the title nor a part of it, nor holds it, is labelled as the title."""
    pairs = zip(document.blocks.texts, document.labels, strict=True)
    named = [fold_title(text) for text, label in pairs if label.role is Role.TITLE]
    return any(not text or (text not in wanted and wanted not in text) for text in named)


def fold_title(text: str) -> str:
    """Letters and digits of a title, in lower case."""
    return _NOT_WORD.sub("", text).lower()


if __name__ == "__main__":
    main()
