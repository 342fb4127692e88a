"""Reads the pages in `pages/*.txt`: invented pages in the forms that real sites emit, with what is to be found on them.

A case is `### name`, lines `url …` or `kind text`, the page, `---`, and a table. In the page, `⟦…⟧` stand around what is
the text of an entry, and `⟨1,2⟩` after a marker names the entries that it leads to; both are taken out before the page
is read. A row of the table is one entry: marker | title | year | addresses | DOI | other identifiers. `-` is nothing,
`?` anything, and `=` the addresses that the entry links to. A table of `!any` asks only that nothing goes wrong.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cleaner.document import Page, Reference, ReferenceFindings
from cleaner.page.blocks import PageKind
from cleaner.references import find_references
from cleaner.segment import segment_page
from cleaner.settings import Settings

FOLDER = Path(__file__).parent / "pages"
_ENTRY = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_LINKS_TO = re.compile(r"⟨([\d,]+)⟩")
_HREF = re.compile(r'href="(https?://[^"]+)"')
_BLOCK_TAG = re.compile(r"</?(?:p|div|li|br|dd|dt|td|tr|h\d|ol|ul)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


class Row(NamedTuple):
    """What is expected of one entry; `?` is anything.

    Attributes:
        text: Its visible text.
        marker, title, year, urls, doi, more: As in the table.
    """

    text: str
    marker: str
    title: str
    year: str
    urls: str
    doi: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One invented page.

    Attributes:
        name: What it is like.
        page: The page.
        rows: The entries on it.
        targets: For each marker of its text the entry that it leads to, counted from 1.
        is_open: Whether any answer will do.
    """

    name: str
    page: Page
    rows: tuple[Row, ...]
    targets: tuple[int, ...]
    is_open: bool


def read_cases(name: str) -> list[Case]:
    """Reads the cases of a file."""
    pieces = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("### ")[1:]
    return [_read_case(piece) for piece in pieces]


def find_case(case: Case) -> ReferenceFindings:
    """What is found on a case's page."""
    settings = Settings()
    return find_references(segment_page(case.page), settings)


def _read_case(piece: str) -> Case:
    name, _, rest = piece.partition("\n")
    url, kind = None, PageKind.HTML
    while rest.startswith(("url ", "kind ")):
        line, _, rest = rest.partition("\n")
        word, _, value = line.partition(" ")
        url, kind = (value, kind) if word == "url" else (url, PageKind(value))
    body, _, table = rest.partition("\n---\n")
    is_open = table.strip() == "!any"
    lines = [] if is_open else [line for line in table.splitlines() if line.strip()]
    entries = _ENTRY.findall(_LINKS_TO.sub("", body))
    if not is_open and len(entries) != len(lines):
        raise ValueError(f"{name}: {len(entries)} entries, {len(lines)} rows")
    rows = tuple(_read_row(line, entry) for line, entry in zip(lines, entries, strict=False))
    targets = tuple(int(number) for match in _LINKS_TO.findall(body) for number in match.split(","))
    body = re.sub("[⟦⟧]", "", _LINKS_TO.sub("", body))
    return Case(
        name=name,
        page=Page(page_id=name, url=url, body=body, kind=kind),
        rows=rows,
        targets=targets,
        is_open=is_open,
    )


def _read_row(line: str, entry: str) -> Row:
    cells = [cell.strip() for cell in line.split(" | ")]
    # A title may hold the separator itself.
    marker, title, year, urls, doi = cells[:5]
    text = html.unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", entry)))
    linked = " ".join(dict.fromkeys(html.unescape(href) for href in _HREF.findall(entry)))
    return Row(
        text=" ".join(text.split()),
        marker=marker,
        title=title,
        year=year,
        urls=urls.replace("=", linked, 1) if urls.split()[0] == "=" else urls,
        doi=doi,
        more=cells[5] if len(cells) > 5 else "",
    )


def overlap(wanted: str, found: str) -> float:
    """F1 of the words of two texts."""
    a, b = (Counter(re.findall(r"\w+", text.casefold())) for text in (wanted, found))
    shared = sum((a & b).values())
    return 2 * shared / max(1, a.total() + b.total())


def fields_of(reference: Reference) -> dict[str, str]:
    """The fields that a table asks for, written as the table writes them."""
    return {
        "marker": reference.marker or "-",
        "title": fold_title(reference.title or "-"),
        "year": str(reference.year or "-"),
        "urls": " ".join(sorted(reference.urls)) or "-",
        "doi": reference.doi or "-",
    }


def wanted_of(row: Row) -> dict[str, str]:
    """The fields of a row that are asked for."""
    wanted = {name: getattr(row, name) for name in ("marker", "title", "year", "urls", "doi")}
    wanted["title"] = fold_title(wanted["title"])
    if wanted["urls"] != "?":
        wanted["urls"] = " ".join(sorted(wanted["urls"].split()))
    return {name: value for name, value in wanted.items() if value != "?"}


def fold_title(title: str) -> str:
    """A title without the marks around it, in small letters."""
    return title if title in "?-" else " ".join(re.findall(r"\w+", title.casefold()))


def list_faults(case: Case) -> list[str]:
    """What is wrong with what is found on a case's page, in words; empty where all is right."""
    found = find_case(case)
    if case.is_open:
        return []
    faults = []
    references = list(found.references)
    for row in case.rows:
        match = max(references, key=lambda reference: overlap(row.text, reference.text), default=None)
        if match is None or overlap(row.text, match.text) < 0.8:
            faults.append(f"missed: {row.text[:90]}")
            continue
        fields = fields_of(match)
        faults += [f"{n}: {fields[n]!r} is not {v!r}" for n, v in wanted_of(row).items() if fields[n] != v]
        name, _, value = row.more.partition("=")
        if name and getattr(match, name) != value:
            faults.append(f"{name}: {getattr(match, name)!r} is not {value!r}")
    if len(references) != len(case.rows):
        faults.append(f"{len(references)} references, not {len(case.rows)}: {[r.text[:40] for r in references]}")
    targets = tuple((marker.target or 0) + 1 if marker.target is not None else 0 for marker in found.markers)
    if targets != case.targets and len(references) == len(case.rows):
        faults.append(f"markers lead to {targets}, not {case.targets}")
    return faults
