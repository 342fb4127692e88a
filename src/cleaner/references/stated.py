"""References that a page states for programs: `citation_reference` of Highwire, `citation` of schema.org, COinS."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from cleaner.document import Reference
from cleaner.page.columns import PageColumns
from cleaner.references.fields import Hints, parse_fields
from cleaner.references.identifiers import find_identifiers, find_printed, is_isbn

_MAX_STATED = 2000
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_GAPS = ("container", "authors", "year", "date", "volume", "issue", "pages", "publisher", "doi", "pmid", "isbn")


def _fill_gaps(reference: Reference, stated: Reference, names: Iterable[str] = _GAPS) -> Reference:
    gaps = {name: getattr(stated, name) for name in names if not getattr(reference, name) and getattr(stated, name)}
    return dataclasses.replace(reference, **gaps)


def _join_parts(*parts: str | None) -> str:
    return ". ".join(part for part in parts if part)


# ---- in the page's head

_PAIR = re.compile(r"\s*citation_(?P<name>\w+)=(?P<value>[^;]*(?:;(?!\s*citation_)[^;]*)*)")


def find_stated(page: PageColumns) -> list[Reference]:
    """Reads the references that a page's head states; they have neither blocks nor markers."""
    day_first = page.day_first
    stated = [
        _read_highwire(content, day_first=day_first)
        for name, content in page.head.metas
        if name == "citation_reference"
    ]
    for script in page.head.json_ld:
        stated.extend(_read_schema(script.value, day_first=day_first))
    return [reference for reference in stated[:_MAX_STATED] if reference.text or reference.urls]


def merge_stated(shown: Sequence[Reference], stated: Sequence[Reference]) -> list[Reference]:
    """Joins what a page shows with what its head states.

    A stated reference fills the gaps of the shown one with the same DOI or title. Stated references without a shown
    one are taken only where the page shows none: beside a shown list they are the same works in other words.

    Args:
        shown: The entries on the page.
        stated: What `find_stated` gave.

    Returns:
        The references of the page.
    """
    if not shown:
        return list(stated)
    by_key = {key: reference for reference in stated for key in _keys_of(reference)}
    return [_fill_from_head(reference, by_key) for reference in shown]


def _keys_of(reference: Reference) -> Iterator[str]:
    if reference.doi:
        yield reference.doi
    if reference.title and len(reference.title) > 12:
        yield re.sub(r"\W+", "", reference.title.casefold())


def _fill_from_head(reference: Reference, by_key: Mapping[str, Reference]) -> Reference:
    stated = next((by_key[key] for key in _keys_of(reference) if key in by_key), None)
    return reference if stated is None else _fill_gaps(reference, stated, ("title", *_GAPS))


def _read_highwire(content: str, *, day_first: bool) -> Reference:
    pairs = [(match.group("name"), match.group("value").strip()) for match in _PAIR.finditer(content)]
    if not pairs:
        return _read_text(content, day_first=day_first)
    values = dict(reversed(pairs))
    pages = "–".join(values[name] for name in ("firstpage", "lastpage") if values.get(name))
    match = _YEAR.search(values.get("publication_date") or values.get("year") or "")
    year = match.group() if match else None
    authors = tuple(value for name, value in pairs if name == "author" and value)
    title = values.get("title")
    container = values.get("journal_title") or values.get("conference_title") or values.get("inbook_title")
    return Reference(
        text=_join_parts(", ".join(authors), title, container, year, values.get("volume"), pages),
        raw=content,
        title=title,
        container=container,
        authors=authors,
        year=int(year) if year else None,
        date=year,
        volume=values.get("volume"),
        issue=values.get("issue"),
        pages=pages or None,
        publisher=values.get("publisher"),
        doi=find_identifiers(values.get("doi", ""), ()).doi,
        pmid=values.get("pmid"),
        type="article-journal" if values.get("journal_title") else "document",
    )


def _read_schema(data: Any, *, day_first: bool) -> list[Reference]:
    found: list[Reference] = []
    waiting: list[Any] = [data]
    while waiting and len(found) < _MAX_STATED:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            cited = node.get("citation")
            for work in cited if isinstance(cited, list) else [cited]:
                found.extend(_read_work(work, day_first=day_first))
            waiting.extend(value for name, value in node.items() if name in ("@graph", "mainEntity", "hasPart"))
    return found


def _read_work(work: object, *, day_first: bool) -> list[Reference]:
    if isinstance(work, str) and work.strip():
        return [_read_text(work, day_first=day_first)]
    if not isinstance(work, dict):
        return []
    url, name = work.get("url") or work.get("@id"), work.get("name") or work.get("headline")
    if not isinstance(name, str):
        return []
    reference = _read_text(name, day_first=day_first)
    urls = (url,) if isinstance(url, str) and url.startswith("http") else ()
    ids = find_identifiers(name, urls)
    return [dataclasses.replace(reference, title=reference.title or name, urls=urls, doi=ids.doi, pmid=ids.pmid)]


def _read_text(text: str, *, day_first: bool) -> Reference:
    folded = " ".join(text.split())
    urls = tuple(folded[start:end] for start, end in find_printed(folded))
    ids = find_identifiers(folded, urls)
    fields = parse_fields(folded, Hints(urls=urls, day_first=day_first))
    known = fields._asdict()
    return Reference(text=folded, raw=text, urls=urls, doi=ids.doi, pmid=ids.pmid, pmcid=ids.pmcid, **known)


# ---- in empty `Z3988` spans (ANSI Z39.88-2004)

_COINS_MARK = ("class", "Z3988")
# A single one describes the page itself, as blogs and repositories write it.
_MIN_COINS_ALONE = 2
_COINS_DATE = re.compile(r"(?:1[5-9]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_COINS_TYPES = {"article": "article-journal", "book": "book", "bookitem": "chapter", "report": "report"}

Coins = Sequence[tuple[int, Reference]]


def find_coins(page: PageColumns) -> Coins:
    """Reads the COinS of a page.

    Args:
        page: The page.

    Returns:
        The ordinal of each span and the reference that it states.
    """
    every = page.tree.attributes
    found: list[tuple[int, Reference]] = []
    for ordinal in [place for place, attributes in enumerate(every) if _COINS_MARK in attributes][:_MAX_STATED]:
        title = dict(every[ordinal]).get("title") or ""
        if "rft" in title:
            found.append((ordinal, _read_coins(parse_qs(title))))
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
        return alone if len(alone) >= _MIN_COINS_ALONE else []
    return [_fill_from_span(reference, _held_by(page, reference, coins)) for reference in shown]


def _held_by(page: PageColumns, reference: Reference, coins: Coins) -> Reference | None:
    for index in reference.blocks:
        element = int(page.blocks.elements[index])
        if element >= 0:
            end = page.tree.ends[element]
            for ordinal, stated in coins:
                if element <= ordinal < end:
                    return stated
    return None


def _fill_from_span(reference: Reference, stated: Reference | None) -> Reference:
    """Takes the span's fields where the entry lacks them, and its title where the entry prints that."""
    if stated is None:
        return reference
    if stated.title and _fold(stated.title) in _fold(reference.text):
        reference = dataclasses.replace(reference, title=stated.title)
    return _fill_gaps(reference, stated)


def _fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _read_coins(values: Mapping[str, list[str]]) -> Reference:
    def first(*names: str) -> str | None:
        return next((" ".join(values[name][0].split()) for name in names if name in values), None)

    title = first("rft.atitle", "rft.btitle", "rft.title")
    container = first("rft.jtitle", "rft.stitle") or (
        first("rft.btitle", "rft.title") if "rft.atitle" in values else None
    )
    date = first("rft.date") or ""
    match = _YEAR.search(date)
    year = match.group() if match else None
    whole_date = _COINS_DATE.fullmatch(date)
    pages = first("rft.pages") or "–".join(filter(None, (first("rft.spage"), first("rft.epage"))))
    authors = _read_coins_authors(values)
    ids = find_identifiers("", [value for value in values.get("rft_id", ()) if value.startswith("http")])
    named = dict(value[5:].split("/", 1) for value in values.get("rft_id", ()) if re.match(r"info:\w+/.", value))
    isbn = re.sub(r"\D(?!$)", "", first("rft.isbn") or "").upper()
    return Reference(
        text=_join_parts(", ".join(authors), title, container, year, first("rft.volume"), pages),
        raw="",
        title=title,
        container=container,
        authors=authors,
        year=int(year) if year else None,
        date=date if whole_date else year,
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
        type=_COINS_TYPES.get(first("rft.genre") or "", "document"),
    )


def _read_coins_authors(values: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The first author in parts comes before the others, who are whole names; it may be among them once more."""
    last = " ".join(values.get("rft.aulast", [""])[0].split())
    given = " ".join((values.get("rft.aufirst") or values.get("rft.auinit") or [""])[0].split())
    names = [f"{last}, {given}" if given else last] if last else []
    names += [" ".join(name.split()) for name in values.get("rft.au", ())]
    return tuple(dict.fromkeys(name for name in names if name))
