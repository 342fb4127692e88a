"""Reads the references that a page's head states: `citation_reference` of Highwire, `citation` of schema.org."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from cleaner.document import Reference
from cleaner.page.head import Head
from cleaner.references.addresses import find_printed
from cleaner.references.fields import Hints, parse_fields
from cleaner.references.identifiers import find_identifiers

_PAIR = re.compile(r"\s*citation_(?P<name>\w+)=(?P<value>[^;]*(?:;(?!\s*citation_)[^;]*)*)")
_MAX_STATED = 2000


def find_stated(head: Head, *, day_first: bool) -> list[Reference]:
    """Reads the references that a page's head states.

    Args:
        head: What the page says about itself.
        day_first: Whether the page writes the day before the month in `3/4/2021`.

    Returns:
        The references, without blocks or markers.
    """
    stated = [
        _read_highwire(content, day_first=day_first) for name, content in head.metas if name == "citation_reference"
    ]
    for script in head.json_ld:
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
    return [_fill(reference, by_key) for reference in shown]


def _keys_of(reference: Reference) -> Iterator[str]:
    if reference.doi:
        yield reference.doi
    if reference.title and len(reference.title) > 12:
        yield re.sub(r"\W+", "", reference.title.casefold())


def _fill(reference: Reference, by_key: dict[str, Reference]) -> Reference:
    other = next((by_key[key] for key in _keys_of(reference) if key in by_key), None)
    if other is None:
        return reference
    names = ("title", "container", "authors", "year", "date", "volume", "issue", "pages", "publisher", "doi", "pmid")
    gaps = {name: getattr(other, name) for name in names if not getattr(reference, name) and getattr(other, name)}
    return dataclasses.replace(reference, **gaps)


def _read_highwire(content: str, *, day_first: bool) -> Reference:
    pairs = [(match.group("name"), match.group("value").strip()) for match in _PAIR.finditer(content)]
    if not pairs:
        return _read_text(content, day_first=day_first)
    values = dict(reversed(pairs))
    pages = "–".join(values[name] for name in ("firstpage", "lastpage") if values.get(name))
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", values.get("publication_date") or values.get("year") or "")
    authors = tuple(value for name, value in pairs if name == "author" and value)
    title = values.get("title")
    container = values.get("journal_title") or values.get("conference_title") or values.get("inbook_title")
    shown = [", ".join(authors), title, container, year.group() if year else None, values.get("volume"), pages]
    return Reference(
        text=". ".join(part for part in shown if part),
        raw=content,
        title=title,
        container=container,
        authors=authors,
        year=int(year.group()) if year else None,
        date=year.group() if year else None,
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
    known = {field.name: getattr(fields, field.name) for field in dataclasses.fields(fields)}
    return Reference(text=folded, raw=text, urls=urls, doi=ids.doi, pmid=ids.pmid, pmcid=ids.pmcid, **known)
