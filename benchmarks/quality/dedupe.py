"""Quality of deduplication on pages with gold text: what the in-page rules remove, and what that costs.

    python benchmarks/quality/dedupe.py wcxb_dev.parquet

A removed word is lost when the gold has it and the page's remaining text has it fewer times than the gold does.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyarrow.parquet as pq

from cleaner.classify import classify_blocks
from cleaner.dedupe import dedupe_page
from cleaner.document import Label, Page, PageKind, ReferenceFindings, Role, SegmentedPage
from cleaner.segment import segment_page
from cleaner.settings import Settings

_WORDS = re.compile(r"\w+").findall


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="a Parquet file with page_id, url, html and main_content")
    parser.add_argument("--show", action="store_true", help="print what is removed and what is lost, line by line")
    arguments = parser.parse_args()
    print("labels        pages  fired  removed words  precision  pages that lose  ms a page")
    for name in ("all kept", "classified"):
        _measure_in_page(arguments.data, name, show=arguments.show)


def _measure_in_page(data: str, name: str, *, show: bool) -> None:
    settings = Settings()
    pages = fired = removed = lost = losing = 0
    seconds = 0.0
    for page, gold in _read_pages(data):
        labels = _keep_all(page) if name == "all kept" else classify_blocks(page, settings)
        start = time.process_time()
        judged = dedupe_page(page, labels, ReferenceFindings(), settings)
        seconds += time.process_time() - start
        pages += 1
        before, after = _count_kept(page, labels), _count_kept(page, judged)
        gone = before.total() - after.total()
        if not gone:
            continue
        missing = (before & gold) - (after & gold)
        fired, removed, lost, losing = fired + 1, removed + gone, lost + missing.total(), losing + bool(missing)
        if show:
            _show(page, labels, judged, missing)
    precision = 1 - lost / removed if removed else 1.0
    print(
        f"{name:12s} {pages:6d} {fired:6d} {removed:14d} {precision:10.4f} {losing:16d} {1000 * seconds / pages:10.3f}"
    )


def _show(page: SegmentedPage, labels: tuple[Label, ...], judged: tuple[Label, ...], missing: Counter[str]) -> None:
    print(f"== {page.page_id} {page.url} lost: {dict(missing)}")
    for block, was, label in zip(page.blocks, labels, judged, strict=True):
        if was.kept != label.kept:
            print(f"   {block.index:4d} {label.rule}: {block.text[:100]!r} ({label.evidence})")


def _read_pages(data: str) -> Iterator[tuple[SegmentedPage, Counter[str]]]:
    file = pq.ParquetFile(data)
    for batch in file.iter_batches(64, columns=["page_id", "url", "html", "main_content"]):
        for row in batch.to_pylist():
            yield _segment(row), Counter(_WORDS((row["main_content"] or "").lower()))


def _segment(row: dict[str, Any]) -> SegmentedPage:
    page = Page(page_id=row["page_id"], url=row["url"], body=row["html"], kind=PageKind.HTML)
    return segment_page(page, Settings())


def _keep_all(page: SegmentedPage) -> tuple[Label, ...]:
    return tuple(Label(role=Role.BODY, kept=True, score=1.0, rule="all") for _ in page.blocks)


def _count_kept(page: SegmentedPage, labels: tuple[Label, ...]) -> Counter[str]:
    kept = (block.text for block, label in zip(page.blocks, labels, strict=True) if label.kept)
    return Counter(_WORDS(" ".join(kept).lower()))


if __name__ == "__main__":
    main()
