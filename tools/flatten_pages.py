"""Flattens labelled pages as other people's scrapers do, and keeps the texts on disk.

python -m tools.flatten_pages DATA.parquet FLAT.parquet   # to train on
python -m tools.flatten_pages DATA.parquet FOUR.parquet --ways lines,paragraphs,wrapped,soup   # to measure by

What it writes is a dataset that `cleaner evaluate` reads, too. Needs
beautifulsoup4, inscriptis and html2text, and the programs lynx and w3m.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html2text
import inscriptis
import pyarrow as pa
import pyarrow.parquet as pq
from bs4 import BeautifulSoup

from cleaner.document import Page
from cleaner.page.blocks import BlockKind, PageKind
from cleaner.segment import segment_page

_UNSEEN = ["script", "style", "noscript", "template", "svg"]
_MAX_SECONDS = 20


def main() -> None:
    """Reads the arguments and flattens."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--ways", help=f"some of {', '.join(_WAYS)}; by default the first two and two of the slow ones, by turns"
    )
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    rows = pq.read_table(
        args.data, columns=["page_id", "domain", "fold", "page_type", "html", "main_content"]
    ).to_pylist()
    for number, row in enumerate(rows):
        row["ways"] = args.ways.split(",") if args.ways else _take_turns(number)
    texts: list[dict[str, Any]] = []
    with multiprocessing.Pool(args.workers) as pool:
        for done, flattened in enumerate(pool.imap(_flatten_row, rows, chunksize=4)):
            texts.extend(flattened)
            if done % 100 == 0:
                print(done, len(texts), flush=True)
    pq.write_table(pa.Table.from_pylist(texts), args.out, compression="zstd")


def _take_turns(number: int) -> list[str]:
    return ["lines", "soup", *(_SLOW_WAYS[(number + turn) % len(_SLOW_WAYS)] for turn in (0, 2))]


def _flatten_row(row: dict[str, Any]) -> list[dict[str, Any]]:
    sys.setrecursionlimit(20_000)
    known = {name: row[name] for name in ("page_id", "domain", "fold", "page_type", "main_content")}
    flattened = []
    for way in row["ways"]:
        try:
            text = _WAYS[way](row["html"])
        except Exception as error:  # noqa: BLE001 - strangers' programs fail as they like; the page has other ways
            print(f"{row['page_id']} {way}: {error!r}"[:200])
            continue
        if text.strip():
            flattened.append({**known, "way": way, "kind": "text", "html": text})
    return flattened


def _flatten_lines(html: bytes) -> str:
    page = segment_page(Page(page_id="", body=html, kind=PageKind.HTML))
    return "\n".join(block.text for block in page.blocks if block.text and block.kind is not BlockKind.MEDIA)


def _flatten_paragraphs(html: bytes) -> str:
    return _flatten_lines(html).replace("\n", "\n\n")


def _flatten_wrapped(html: bytes) -> str:
    return "\n\n".join(textwrap.fill(line, 80) for line in _flatten_lines(html).split("\n"))


def _flatten_soup(html: bytes) -> str:
    soup = BeautifulSoup(html, "lxml")
    for element in soup(_UNSEEN):
        element.decompose()
    return str(soup.get_text("\n"))


def _by_inscriptis(html: bytes) -> str:
    return str(inscriptis.get_text(_decode(html)))


def _by_html2text(html: bytes) -> str:
    writer = html2text.HTML2Text()
    writer.ignore_links = True
    return str(writer.handle(_decode(html)))


def _by_html2text_links(html: bytes) -> str:
    return str(html2text.HTML2Text().handle(_decode(html)))


def _decode(html: bytes) -> str:
    return html.decode("utf-8", "replace")


def _by_lynx(html: bytes) -> str:
    return _call(["lynx", "-dump", "-stdin", "-assume_charset=utf-8", "-display_charset=utf-8"], html)


def _by_w3m(html: bytes) -> str:
    return _call(["w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8", "-cols", "80"], html)


def _call(command: list[str], html: bytes) -> str:
    # Frames and redirects would be fetched.
    quiet = re.sub("(?is)<(?:meta[^>]*http-equiv|i?frame|base)[^>]*>", "", _decode(html))
    done = subprocess.run(command, input=quiet.encode(), capture_output=True, timeout=_MAX_SECONDS, check=True)
    return done.stdout.decode("utf-8", "replace")


_WAYS: dict[str, Callable[[bytes], str]] = {
    "lines": _flatten_lines,
    "soup": _flatten_soup,
    "paragraphs": _flatten_paragraphs,
    "wrapped": _flatten_wrapped,
    "inscriptis": _by_inscriptis,
    "html2text": _by_html2text,
    "html2text_links": _by_html2text_links,
    "lynx": _by_lynx,
    "w3m": _by_w3m,
}
_SLOW_WAYS = ("inscriptis", "html2text", "lynx", "w3m", "html2text_links")

if __name__ == "__main__":
    main()
