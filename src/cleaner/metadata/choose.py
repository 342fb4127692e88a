"""Chooses one value for each field of the metadata from all that the page gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from cleaner.document import Candidate, Metadata, SegmentedPage
from cleaner.metadata.dates import read_date
from cleaner.metadata.names import read_names
from cleaner.metadata.tables import SOURCE_ORDER
from cleaner.metadata.title import Titles, choose_title, fold_key

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:/|-|$)")
_WEAK_DATES = ("block:date-far", "block:date-near", "class:")
_MAX_TAGS = 50
_MAX_AUTHORS = 50


def choose_metadata(page: SegmentedPage, candidates: list[Candidate]) -> Metadata:
    """Chooses the value of every field: the best source's first value that can be one.

    Args:
        page: The page, for its address.
        candidates: Everything that was found, in the order of the page within each source.

    Returns:
        The metadata; addresses absolute, dates ISO 8601.
    """
    by_field: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_field.setdefault(candidate.field, []).append(candidate)
    base = _join(page.url or "", page.head.base or "") or ""
    chosen: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for field, read in _READERS.items():
        for candidate in _by_rank(field, by_field.get(field, ())):
            value = read(candidate.value, base)
            if value:
                chosen[field] = value
                sources[field] = candidate.source
                break
    for field in ("authors", "reviewers", "tags", "opening_hours"):
        if field in chosen:
            chosen[field] = _gather(field, sources[field], by_field[field], base)
    _choose_title(page, by_field.get("title", ()), chosen, sources)
    _choose_date(page, by_field.get("modified", ()), chosen, sources)
    return Metadata(**chosen, sources=sources, candidates=tuple(dict.fromkeys(candidates)))


def _choose_title(
    page: SegmentedPage, candidates: Iterable[Candidate], chosen: dict[str, Any], sources: dict[str, str]
) -> None:
    heads = [c.value for c in candidates if c.source == "block:h1"]
    shared = [
        c for c in _by_rank("title", candidates) if not c.source.startswith(("block:", "title", "microdata", "rdfa"))
    ]
    titles = Titles(heads, [c.value for c in shared], page.head.title, chosen.get("site_name"), page.url)
    title, rule = choose_title(titles)
    if title:
        origin = "block:h1" if "heading" in rule else shared[0].source if rule == "shared" else "title"
        chosen["title"] = title
        sources["title"] = f"{origin} ({rule})"


def _choose_date(
    page: SegmentedPage, modified: Iterable[Candidate], chosen: dict[str, Any], sources: dict[str, str]
) -> None:
    """Settles the date where no source that can be trusted states it: the address's, or the only one shown."""
    weak = "published" not in chosen or sources["published"].startswith(_WEAK_DATES)
    match = _URL_DATE.search(page.url or "")
    if match and weak:
        chosen["published"] = "-".join(match.groups())
        sources["published"] = "url"
    elif "published" not in chosen:
        shown = sorted(modified, key=lambda candidate: not candidate.source.startswith(("block:date-near", "time")))
        if shown and (date := read_date(shown[0].value)):
            chosen["published"] = date
            sources["published"] = f"{shown[0].source} (modified)"


def _by_rank(field: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    order = SOURCE_ORDER.get(field, ())
    return sorted(
        candidates, key=lambda c: next((i for i, start in enumerate(order) if c.source.startswith(start)), len(order))
    )


def _gather(field: str, source: str, candidates: Iterable[Candidate], base: str) -> tuple[str, ...]:
    """All values that the chosen source gives for a field that may have several."""
    values: dict[str, str] = {}
    for candidate in candidates:
        if candidate.source == source:
            for value in _READERS[field](candidate.value, base):
                values.setdefault(fold_key(value), value)
            if source.startswith(("block:", "class:", "rel:", "microdata:", "rdfa:")):
                break
    return tuple(values.values())[: _MAX_TAGS if field == "tags" else _MAX_AUTHORS]


def _read_text(value: str, base: str) -> str | None:
    del base
    return " ".join(value.split()) or None


def _read_people(value: str, base: str) -> tuple[str, ...]:
    del base
    return read_names(value)


def _read_day(value: str, base: str) -> str | None:
    del base
    return read_date(value)


def _read_language(value: str, base: str) -> str | None:
    del base
    value = value.strip().split(",")[0]
    return value.replace("_", "-") if _LANGUAGE.match(value) else None


def _read_address(value: str, base: str) -> str | None:
    return _join(base, value.strip()) if value.strip() else None


def _read_list(value: str, base: str) -> tuple[str, ...]:
    del base
    return tuple(part for part in (" ".join(piece.split()) for piece in value.split(",")) if part)


def _read_whole(value: str, base: str) -> tuple[str, ...]:
    del base
    return (" ".join(value.split()),)


def _join(base: str, address: str) -> str | None:
    try:
        joined = urljoin(base, address)
        urlsplit(joined)
    except ValueError:
        return None
    return joined


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "authors": _read_people,
    "published": _read_day,
    "modified": _read_day,
    "site_name": _read_text,
    "description": _read_text,
    "language": _read_language,
    "canonical_url": _read_address,
    "licence": _read_text,
    "image": _read_address,
    "tags": _read_list,
    "reviewers": _read_people,
    "last_reviewed": _read_day,
    "specialty": _read_text,
    "phone": _read_text,
    "address": _read_text,
    "opening_hours": _read_whole,
}
