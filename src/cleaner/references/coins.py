"""Reads COinS: citations that pages carry for programs in the `title` of empty `Z3988` spans (ANSI Z39.88-2004)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from cleaner.document import Reference
from cleaner.page.columns import PageColumns
from cleaner.references.identifiers import find_identifiers, is_isbn

_MARK = ("class", "Z3988")
_MAX_COINS = 2000
# A single one describes the page itself, as blogs and repositories write it.
_MIN_ALONE = 2
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_DATE = re.compile(r"(?:1[5-9]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_TYPES = {"article": "article-journal", "book": "book", "bookitem": "chapter", "report": "report"}

Coins = Sequence[tuple[int, Reference]]


def find_coins(page: PageColumns) -> Coins:
    """Reads the COinS of a page.

    Args:
        page: The page.

    Returns:
        The ordinal of each span and the reference that it states.
    """
    outline = page.tree
    found: list[tuple[int, Reference]] = []
    for ordinal in [place for place, attributes in enumerate(outline.attributes) if _MARK in attributes][:_MAX_COINS]:
        title = dict(outline.attributes[ordinal]).get("title") or ""
        if "rft" in title:
            found.append((ordinal, _read(parse_qs(title))))
    return [(ordinal, reference) for ordinal, reference in found if reference.title or reference.doi]


def merge_coins(page: PageColumns, shown: Sequence[Reference], coins: Coins) -> list[Reference]:
    """Joins what a page shows with its COinS.

    Args:
        page: The page.
        shown: The entries on the page.
        coins: What `find_coins` gave.

    Returns:
        Entries that hold a span, with its fields; without any entry what several spans state.
    """
    if not shown:
        own = " ".join((page.head.title or "").split()).casefold()
        alone = [stated for _, stated in coins if not stated.title or stated.title.casefold() not in own]
        return alone if len(alone) >= _MIN_ALONE else []
    return [_fill(reference, _held_by(page, reference, coins)) for reference in shown]


def _held_by(page: PageColumns, reference: Reference, coins: Coins) -> Reference | None:
    for index in reference.blocks:
        element = page.blocks[index].element
        if element >= 0:
            end = page.tree.ends[element]
            for ordinal, stated in coins:
                if element <= ordinal < end:
                    return stated
    return None


def _fill(reference: Reference, stated: Reference | None) -> Reference:
    """Takes the span's fields where the entry lacks them, and its title where the entry prints that."""
    if stated is None:
        return reference
    names = ("container", "authors", "year", "date", "volume", "issue", "pages", "publisher", "doi", "pmid", "isbn")
    changes = {name: getattr(stated, name) for name in names if not getattr(reference, name) and getattr(stated, name)}
    if stated.title and _fold(stated.title) in _fold(reference.text):
        changes["title"] = stated.title
    return dataclasses.replace(reference, **changes)


def _fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _read(values: Mapping[str, list[str]]) -> Reference:
    def first(*names: str) -> str | None:
        return next((" ".join(values[name][0].split()) for name in names if name in values), None)

    title = first("rft.atitle", "rft.btitle", "rft.title")
    container = first("rft.jtitle", "rft.stitle") or (
        first("rft.btitle", "rft.title") if "rft.atitle" in values else None
    )
    date = first("rft.date") or ""
    year = _YEAR.search(date)
    whole_date = _DATE.fullmatch(date)
    pages = first("rft.pages") or "–".join(filter(None, (first("rft.spage"), first("rft.epage"))))
    authors = _read_authors(values)
    ids = find_identifiers("", [value for value in values.get("rft_id", ()) if value.startswith("http")])
    named = dict(value[5:].split("/", 1) for value in values.get("rft_id", ()) if re.match(r"info:\w+/.", value))
    isbn = re.sub(r"\D(?!$)", "", first("rft.isbn") or "").upper()
    parts = (", ".join(authors), title, container, year.group() if year else None, first("rft.volume"), pages)
    return Reference(
        text=". ".join(part for part in parts if part),
        raw="",
        title=title,
        container=container,
        authors=authors,
        year=int(year.group()) if year else None,
        date=date if whole_date else (year.group() if year else None),
        volume=first("rft.volume"),
        issue=first("rft.issue"),
        pages=pages or None,
        publisher=first("rft.pub"),
        urls=tuple(
            dict.fromkeys(value for value in values.get("rft_id", ()) if value.startswith(("http://", "https://")))
        ),
        doi=ids.doi or find_identifiers(named.get("doi", ""), ()).doi,
        pmid=ids.pmid or (named["pmid"] if named.get("pmid", "").isdigit() else None),
        isbn=isbn if is_isbn(isbn) else None,
        type=_TYPES.get(first("rft.genre") or "", "document"),
    )


def _read_authors(values: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The first author in parts comes before the others, who are whole names; it may be among them once more."""
    last = " ".join(values.get("rft.aulast", [""])[0].split())
    given = " ".join((values.get("rft.aufirst") or values.get("rft.auinit") or [""])[0].split())
    names = [f"{last}, {given}" if given else last] if last else []
    names += [" ".join(name.split()) for name in values.get("rft.au", ())]
    return tuple(dict.fromkeys(name for name in names if name))
