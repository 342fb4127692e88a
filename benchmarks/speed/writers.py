"""Milliseconds of CPU a page that each writer takes, and that reading metadata takes.

python -m benchmarks.speed.writers ../shared/bench [--pages 300]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import pyarrow.parquet

from cleaner import Settings
from cleaner.document import Page, PageKind
from cleaner.metadata import read_metadata
from cleaner.pipeline import clean_page
from cleaner.segment import segment_page
from cleaner.write import FORMATS, render_document, render_text


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
    segmented = [segment_page(page, settings) for page in pages]
    start = time.process_time()
    for page in segmented:
        read_metadata(page, settings)
    print(f"{'read_metadata':14s} {(time.process_time() - start) / len(pages) * 1000:.2f} ms a page")
    documents = [clean_page(page, settings) for page in pages]
    start = time.process_time()
    for document in documents:
        render_text(document.blocks, document.labels)
    print(f"{'render_text':14s} {(time.process_time() - start) / len(pages) * 1000:.2f} ms a page")
    for name in FORMATS:
        start = time.process_time()
        for document in documents:
            render_document(document, name)
        print(f"{name:14s} {(time.process_time() - start) / len(pages) * 1000:.2f} ms a page")


if __name__ == "__main__":
    main()
