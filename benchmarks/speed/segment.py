"""What cutting a page into blocks costs, beside a bare parse and another extractor, in one run.

    python -m benchmarks.speed.segment PAGES.parquet [--pages 300] [--rounds 5]

The Parquet file has a column `html` of bytes. The tools take turns, round by round; each figure is the best round's
CPU time a page.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from resiliparse.extract.html2text import extract_plain_text
from turbohtml.saxparse import SaxHandler, sax_parse

from cleaner.page.columns import BlockTable
from cleaner.page.decoding import decode_body
from cleaner.segment.html import segment_html


class _Silent(SaxHandler):
    """Takes every event and does nothing."""


def parse_bare(html: str) -> None:
    """Parses a page and keeps nothing."""
    sax_parse(html, _Silent())


BARE = "turbohtml sax_parse, silent handler"
TOOLS: dict[str, Callable[[str], object]] = {
    BARE: parse_bare,
    "cleaner segment_html": lambda html: BlockTable(segment_html(html).rows),
    "resiliparse extract_plain_text": lambda html: extract_plain_text(html, main_content=True),
}


def measure(runs: Mapping[str, tuple[Callable[[Any], object], Sequence[Any]]], rounds: int) -> dict[str, float]:
    """Gives the best round's milliseconds a page of each tool over its pages; the tools take turns."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, (run, pages) in runs.items():
            start = time.process_time()
            for page in pages:
                run(page)
            best[name] = min(best[name], (time.process_time() - start) / len(pages) * 1000)
    return best


def print_figures(figures: Mapping[str, float]) -> None:
    """Prints each figure and how many bare parses it takes."""
    for name, figure in figures.items():
        print(f"{name:40} {figure:6.2f} ms a page {figure / figures[BARE]:6.2f} x")


def build_parser(description: str | None, *, rounds: int) -> argparse.ArgumentParser:
    """The arguments that every benchmark over a file of pages has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("pages_file", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=rounds)
    return parser


def read_bodies(arguments: argparse.Namespace) -> list[bytes]:
    """The first pages of the file."""
    bodies: list[bytes] = (
        pq.read_table(arguments.pages_file, columns=["html"]).slice(0, arguments.pages)["html"].to_pylist()
    )
    return bodies


def main() -> None:
    """Prints the table."""
    arguments = build_parser(__doc__, rounds=5).parse_args()
    pages = [decode_body(body).text for body in read_bodies(arguments)]
    print(f"{len(pages)} pages, turbohtml {version('turbohtml')}, resiliparse {version('resiliparse')}")
    print_figures(measure({name: (run, pages) for name, run in TOOLS.items()}, arguments.rounds))


if __name__ == "__main__":
    main()
