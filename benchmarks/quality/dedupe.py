"""Quality of deduplication on pages with gold text: what the in-page rules remove, and what that costs.

    python benchmarks/quality/dedupe.py wcxb_dev.parquet

A removed word is lost when the gold has it and the page's remaining text has it fewer times than the gold does.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import pyarrow.parquet as pq

from cleaner.classify import find_content
from cleaner.decide import limit_repeats
from cleaner.dedupe import find_repeats
from cleaner.document import Finding, Page
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import SiteLearner, find_site_lines, name_site

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
    _measure_sites(arguments.data)


def _measure_in_page(data: str, name: str, *, show: bool) -> None:
    settings = Settings()
    pages = fired = removed = lost = losing = 0
    seconds = 0.0
    for page, gold in _read_pages(data):
        believed = [True] * len(page.blocks) if name == "all kept" else find_content(page, settings).content
        start = time.process_time()
        repeats = limit_repeats(page.blocks, believed, find_repeats(page, believed, (), settings), settings)
        seconds += time.process_time() - start
        pages += 1
        before, after = _count_kept(page, believed), _count_kept(page, _leave_out(believed, repeats))
        gone = before.total() - after.total()
        if not gone:
            continue
        missing = (before & gold) - (after & gold)
        fired, removed, lost, losing = fired + 1, removed + gone, lost + missing.total(), losing + bool(missing)
        if show:
            _show(page, repeats, missing)
    precision = 1 - lost / removed if removed else 1.0
    print(
        f"{name:12s} {pages:6d} {fired:6d} {removed:14d} {precision:10.4f} {losing:16d} {1000 * seconds / pages:10.3f}"
    )


def _measure_sites(data: str) -> None:
    """All text of the pages of hosts with five pages or more, as dumps, without and with their sites' profiles."""
    settings = Settings()
    pages = [(page, gold) for page, gold in _read_pages(data) if urlsplit(page.url or "").hostname]
    hosts = Counter(name_site(page) for page, _ in pages)
    chosen = [(page, gold) for page, gold in pages if hosts[name_site(page)] >= 5]
    dumps = [(_flatten(page), gold) for page, gold in chosen]
    scores = {page.page_id: find_content(page, settings).scores for page, _ in dumps}
    learner = SiteLearner(settings)
    blocks = sum(len(page.blocks) for page, _ in dumps)
    start = time.process_time()
    for page, _ in dumps:
        learner.add_page(page)
    profiles = learner.freeze()
    left = {}
    for page, _ in dumps:
        everything = [True] * len(page.blocks)
        repeats = find_repeats(page, everything, (), settings)
        site_lines = find_site_lines(page, scores[page.page_id], everything, (), settings, profiles)
        found = limit_repeats(page.blocks, everything, (*repeats, *site_lines), settings)
        left[page.page_id] = _leave_out(everything, found)
    seconds = time.process_time() - start
    print(f"\nhosts with >= 5 pages: {len(chosen)} pages; {len(profiles.sites)} sites learned")
    print(f"learn + apply {blocks / seconds:,.0f} blocks/s, {blocks} blocks")
    before = [(_count_kept(page, [True] * len(page.blocks)), gold) for page, gold in dumps]
    after = [(_count_kept(page, left[page.page_id]), gold) for page, gold in dumps]
    _compare("all text", before, after)
    _measure_after_extraction(chosen, settings)


def _measure_after_extraction(chosen: Sequence[tuple[PageColumns, Counter[str]]], settings: Settings) -> None:
    """What is lost and won as a site's calls go from HTML pages too."""
    learner = SiteLearner(settings)
    for page, _ in chosen:
        learner.add_page(page)
    profiles = learner.freeze()
    before, after = [], []
    for page, gold in chosen:
        judged = find_content(page, settings)
        site_lines = find_site_lines(page, judged.scores, judged.content, (), settings, profiles)
        before.append((_count_kept(page, judged.content), gold))
        after.append((_count_kept(page, _leave_out(judged.content, site_lines)), gold))
    _compare("after extraction, HTML", before, after)


def _compare(
    name: str, before: list[tuple[Counter[str], Counter[str]]], after: list[tuple[Counter[str], Counter[str]]]
) -> None:
    reached = sum((words & gold).total() for words, gold in before)
    lost = reached - sum((words & gold).total() for words, gold in after)
    print(f"{name}: F1 {_mean_f1(before):.4f}, without site lines {_mean_f1(after):.4f}")
    print(f"  gold words lost {lost} of {reached} ({100 * lost / reached:.2f} %)")


def _mean_f1(rows: list[tuple[Counter[str], Counter[str]]]) -> float:
    return sum(2 * (a & b).total() / ((a.total() + b.total()) or 1) for a, b in rows) / len(rows)


def _flatten(page: PageColumns) -> PageColumns:
    """The page as a scraper that knows no markup would have saved it: every line of every block, hidden ones too."""
    lines = (line for block in page.blocks for line in block.text.splitlines() if line.strip())
    return segment_page(Page(page_id=page.page_id, url=page.url, body="\n\n".join(lines), kind=PageKind.TEXT))


def _show(page: PageColumns, repeats: Sequence[Finding], missing: Counter[str]) -> None:
    print(f"== {page.page_id} {page.url} lost: {dict(missing)}")
    for finding in repeats:
        for index in finding.blocks if finding.role else ():
            print(f"   {index:4d} {finding.rule}: {page.blocks.texts[index][:100]!r} ({finding.evidence})")


def _read_pages(data: str) -> Iterator[tuple[PageColumns, Counter[str]]]:
    file = pq.ParquetFile(data)
    for batch in file.iter_batches(64, columns=["page_id", "url", "html", "main_content"]):
        for row in batch.to_pylist():
            yield _segment(row), Counter(_WORDS((row["main_content"] or "").lower()))


def _segment(row: dict[str, Any]) -> PageColumns:
    page = Page(page_id=row["page_id"], url=row["url"], body=row["html"], kind=PageKind.HTML)
    return segment_page(page)


def _leave_out(believed: Sequence[bool], repeats: Sequence[Finding]) -> list[bool]:
    gone = {index for finding in repeats if finding.role for index in finding.blocks}
    return [is_believed and index not in gone for index, is_believed in enumerate(believed)]


def _count_kept(page: PageColumns, kept: Sequence[bool]) -> Counter[str]:
    texts = (text for text, is_kept in zip(page.blocks.texts, kept, strict=True) if is_kept)
    return Counter(_WORDS(" ".join(texts).lower()))


if __name__ == "__main__":
    main()
