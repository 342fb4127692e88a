"""Milliseconds of CPU a page that each writer takes, and that reading metadata takes.

python -m benchmarks.speed.writers BENCH [--pages 300]
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet

from cleaner import Settings
from cleaner.document import Page
from cleaner.metadata import read_metadata
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean_page
from cleaner.segment import segment_page
from cleaner.write import FORMATS, render_document, render_text

_ROUNDS = 3


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    arguments = parser.parse_args()
    table = pyarrow.parquet.read_table(arguments.bench / "wcxb_dev.parquet", columns=["page_id", "url", "html"])
    rows = table.slice(0, arguments.pages).to_pylist()
    settings = Settings()
    pages = [Page(page_id=row["page_id"], body=row["html"], kind=PageKind.HTML, url=row["url"]) for row in rows]
    segmented = [segment_page(page) for page in pages]
    report("read_metadata", read_metadata, segmented)
    documents = [clean_page(page, settings) for page in pages]
    report("render_text", lambda document: render_text(document.blocks, document.labels), documents)
    for name in FORMATS:
        report(name, lambda document, name=name: render_document(document, name), documents)


def report(name: str, step: Callable[[Any], Any], values: Sequence[Any]) -> None:
    """Prints the least CPU time of several rounds over all values: what other work on the machine adds is no cost."""
    least = math.inf
    for _ in range(_ROUNDS):
        start = time.process_time()
        for value in values:
            step(value)
        least = min(least, time.process_time() - start)
    print(f"{name:14s} {least / len(values) * 1000:.2f} ms a page")


if __name__ == "__main__":
    main()
