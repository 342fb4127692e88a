"""Title, author and date beside other tools: the share of pages right.

    python -m benchmarks.quality.metadata BENCH

A title is right if it equals the gold but for case and white space; authors, if the same names stand in both, in any
order (names parted by `;`, `,`, `&`, `and`), of the pages that have a gold author; a date, if it is the same day, of
the pages that have a gold date. All tools are judged by the same rules, in one run.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
import trafilatura
import turbohtml

from cleaner.document import Page
from cleaner.metadata import read_metadata
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page

Answer = tuple[str, str, str]
_NAME_BREAK = re.compile(r"[;,|&]| and ")


def ask_trafilatura(html: bytes, url: str) -> tuple[Answer, float]:
    """trafilatura's `extract_metadata` and its milliseconds of CPU."""
    start = time.process_time()
    found = trafilatura.extract_metadata(html, default_url=url)
    spent = time.process_time() - start
    return (found.title or "", found.author or "", found.date or "") if found else ("", "", ""), spent * 1000


def ask_turbohtml(html: bytes, url: str) -> tuple[Answer, float]:
    """turbohtml's `article()` and its milliseconds of CPU, parse included."""
    del url
    start = time.process_time()
    found = turbohtml.parse(html).article()
    spent = time.process_time() - start
    return (found.title or "", found.byline or "", found.date or ""), spent * 1000


def ask_cleaner(html: bytes, url: str) -> tuple[Answer, float]:
    """Our `read_metadata` and its milliseconds of CPU; the page is cut into blocks once, for every stage."""
    segmented = segment_page(Page(page_id="", body=html, kind=PageKind.HTML, url=url))
    start = time.process_time()
    found = read_metadata(segmented)
    spent = time.process_time() - start
    return (found.title or "", "; ".join(found.authors), found.published or ""), spent * 1000


TOOLS: dict[str, Callable[[bytes, str], tuple[Answer, float]]] = {
    "cleaner": ask_cleaner,
    "trafilatura extract_metadata": ask_trafilatura,
    "turbohtml article()": ask_turbohtml,
}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    columns = ["url", "fold", "html", "title", "author", "publish_date"]
    table = pyarrow.parquet.read_table(parser.parse_args().bench / "wcxb_dev.parquet", columns=columns)
    counts: Counter[tuple[str, str]] = Counter()
    spent: Counter[str] = Counter()
    for row in table.to_pylist():
        part = "folds 0-2" if row["fold"] < 3 else "folds 3-4"
        for tool, ask in TOOLS.items():
            answer, milliseconds = ask(row["html"], row["url"])
            spent[tool] += milliseconds
            for field, right in judge_answer(answer, row).items():
                for group in ("all", part):
                    counts[f"{tool} {group}", field] += right
                    counts[f"{tool} {group}", f"{field} n"] += 1
    for tool in TOOLS:
        for group in ("all", "folds 0-2", "folds 3-4"):
            key = f"{tool} {group}"
            shares = (
                f"{field} {counts[key, field] / counts[key, field + ' n']:.3f}" for field in ("title", "author", "date")
            )
            print(f"{key:40s} {'  '.join(shares)}   {spent[tool] / table.num_rows:.1f} ms a page")


def judge_answer(answer: Answer, gold: dict[str, str | None]) -> dict[str, bool]:
    """Says which fields are right; those without gold are left out."""
    title, author, date = answer
    right = {"title": _fold(title) == _fold(gold["title"] or "")}
    if gold["author"]:
        right["author"] = _split_names(author) == _split_names(gold["author"])
    if gold["publish_date"]:
        right["date"] = date[:10] == gold["publish_date"][:10]
    return right


def _fold(text: str) -> str:
    return " ".join(text.split()).lower()


def _split_names(text: str) -> list[str]:
    return sorted(name.strip() for name in _NAME_BREAK.split(_fold(text)) if name.strip())


if __name__ == "__main__":
    main()
