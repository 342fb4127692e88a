"""What cutting a page into blocks costs, beside a bare parse and another extractor, in one run.

    python -m benchmarks.speed.segment PAGES.parquet [--pages 300] [--rounds 5]

The Parquet file has a column `html` of bytes. The tools take turns, round by round; each figure is the best round's
CPU time a page.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pyarrow.parquet as pq
from resiliparse.extract.html2text import extract_plain_text
from turbohtml.saxparse import SaxHandler, sax_parse

from cleaner.segment.encoding import decode_body
from cleaner.segment.html import segment_html


class _Silent(SaxHandler):
    """Takes every event and does nothing."""


def parse_bare(html: str) -> None:
    """Parses a page and keeps nothing."""
    sax_parse(html, _Silent())


TOOLS: dict[str, Callable[[str], object]] = {
    "turbohtml sax_parse, silent handler": parse_bare,
    "cleaner segment_html": segment_html,
    "resiliparse extract_plain_text": lambda html: extract_plain_text(html, main_content=True),
}


def measure(pages: list[str], rounds: int) -> dict[str, float]:
    """Gives the best round's milliseconds a page of each tool."""
    best = dict.fromkeys(TOOLS, float("inf"))
    for _ in range(rounds):
        for name, run in TOOLS.items():
            start = time.process_time()
            for page in pages:
                run(page)
            best[name] = min(best[name], (time.process_time() - start) / len(pages) * 1000)
    return best


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages_file", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    bodies = pq.read_table(arguments.pages_file, columns=["html"]).slice(0, arguments.pages)["html"].to_pylist()
    figures = measure([decode_body(body).text for body in bodies], arguments.rounds)
    bare = figures["turbohtml sax_parse, silent handler"]
    print(f"{len(bodies)} pages, turbohtml {version('turbohtml')}, resiliparse {version('resiliparse')}")
    for name, figure in figures.items():
        print(f"{name:40} {figure:6.2f} ms a page {figure / bare:6.2f} x")


if __name__ == "__main__":
    main()
