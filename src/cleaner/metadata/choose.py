"""Chooses one value for each field of the metadata from all that the page gives."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from cleaner.document import Candidate, Metadata
from cleaner.lexicon import MONTHS, read_date
from cleaner.metadata.names import read_names
from cleaner.metadata.tables import SOURCE_ORDER
from cleaner.metadata.title import Titles, choose_title, fold_key
from cleaner.page.columns import PageColumns

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)(?:([/_-])(0?[1-9]|1[0-2]|[a-z]{3})\2(0?[1-9]|[12]\d|3[01])"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?=[/_.-]|$)",
    re.IGNORECASE,
)
_UTC_TIME = re.compile(r"^\d{4}-\d\d-\d\d[T ](\d\d):\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]00:?00)$")
_STRUCTURED = ("json_ld:", "meta:", "microdata:", "rdfa:")
_BYLINES = ("rel:author", "block:byline-near", "class:authors")
_SHOWN = ("block:date-near", "block:date-stated")
_NOON_HOUR = 12
# The last piece of a title that a separator parts from the rest.
_SITE_TAIL = re.compile(r"\s+(?:[|–—\-·•»:]|::)\s+([^|–—·•»]+)")
_MAX_SITE_CHARS = 40
_WEAK_DATES = ("block:date-far", "block:date-near", "class:")
_MAX_TAGS = 50
_MAX_AUTHORS = 50


def choose_metadata(page: PageColumns, candidates: list[Candidate], *, day_first: bool) -> Metadata:
    """Chooses the value of every field: the best source's first value that can be one.

    Args:
        page: The page, for its address.
        candidates: Everything that was found, in the order of the page within each source.
        day_first: Whether the day comes first in dates such as `3/4/2021`.

    Returns:
        The metadata; addresses absolute, dates ISO 8601.
    """
    by_field: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_field.setdefault(candidate.field, []).append(candidate)
    base = _join(page.url or "", page.head.base or "") or ""
    readers = _list_readers(base, day_first=day_first)
    chosen: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for field, read in readers.items():
        for candidate in _by_rank(field, by_field.get(field, ())):
            value = read(candidate.value)
            if value:
                chosen[field] = value
                sources[field] = candidate.source
                break
    _prefer_person(by_field.get("authors", ()), chosen, sources)
    for field in ("authors", "reviewers", "tags", "opening_hours"):
        if field in chosen:
            chosen[field] = _gather(field, sources[field], by_field[field], readers[field])
    _choose_title(page, by_field.get("title", ()), chosen, sources)
    if "site_name" not in chosen:
        _read_site(page.head.title, chosen, sources)
    _choose_date(page, by_field, chosen, sources, readers["published"])
    return Metadata(**chosen, sources=sources, candidates=tuple(dict.fromkeys(candidates)))


def _prefer_person(candidates: Iterable[Candidate], chosen: dict[str, Any], sources: dict[str, str]) -> None:
    """Takes the byline where the structured author is only the site itself."""
    site = fold_key(chosen.get("site_name") or "")
    if not site or [fold_key(name) for name in chosen.get("authors", ())] != [site]:
        return
    for candidate in _by_rank("authors", candidates):
        names = read_names(candidate.value) if candidate.source.startswith(_BYLINES) else ()
        if names and all(fold_key(name) != site for name in names):
            chosen["authors"] = names
            sources["authors"] = candidate.source
            return


def _choose_title(
    page: PageColumns, candidates: Iterable[Candidate], chosen: dict[str, Any], sources: dict[str, str]
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
    page: PageColumns,
    candidates: Mapping[str, list[Candidate]],
    chosen: dict[str, Any],
    sources: dict[str, str],
    read_day: Callable[[str], str | None],
) -> None:
    """Settles the date where no source that can be trusted states it: the address's, or the one shown."""
    modified = candidates.get("modified", ())
    shown_instead = _find_shown(candidates, chosen, sources, read_day)
    if shown_instead is not None:
        chosen["published"] = shown_instead.value
        sources["published"] = f"{shown_instead.source} (shown)"
        return
    weak = "published" not in chosen or sources["published"].startswith(_WEAK_DATES)
    stated = _read_url_date(page.url or "") if weak else None
    if stated:
        chosen["published"] = stated
        sources["published"] = "url"
    elif "published" not in chosen:
        shown = sorted(modified, key=lambda candidate: not candidate.source.startswith(("block:date-near", "time")))
        if shown and (date := read_day(shown[0].value)):
            chosen["published"] = date
            sources["published"] = f"{shown[0].source} (modified)"


def _find_shown(
    candidates: Mapping[str, list[Candidate]],
    chosen: dict[str, Any],
    sources: dict[str, str],
    read_day: Callable[[str], str | None],
) -> Candidate | None:
    """The date line near the heading, where the structured date is the machine's rather than the author's.

    That is where publication and change are the same day, as systems write it that know the last change alone, and
    where the line shows the day before or after in the author's time zone. Measured: decision 0052.
    """
    published = chosen.get("published")
    if not published or not sources["published"].startswith(_STRUCTURED):
        return None
    stated = [c for c in candidates["published"] if c.source.startswith(_STRUCTURED)]
    days = {read_day(c.value) for c in stated}
    shown = next((c for c in candidates["published"] if c.source in _SHOWN), None)
    if shown is None or shown.value in days:
        return None
    if published in {read_day(c.value) for c in candidates.get("modified", ()) if c.source.startswith(_STRUCTURED)}:
        return shown
    times = (match for c in stated if c.source == sources["published"] and (match := _UTC_TIME.match(c.value.strip())))
    clock = next(times, None)
    if clock is None or len(published) != len(shown.value):
        return None
    gap = (datetime.date.fromisoformat(shown.value) - datetime.date.fromisoformat(published)).days
    is_zone = gap == (-1 if int(clock[1]) < _NOON_HOUR else 1)
    return shown if is_zone else None


def _read_url_date(url: str) -> str | None:
    match = _URL_DATE.search(url)
    if not match:
        return None
    month, day = match[3] or match[5], match[4] or match[6]
    number = MONTHS.get(month.lower()) if month.isalpha() else int(month)
    return read_date(f"{match[1]}-{number}-{day}", day_first=False) if number else None


def _read_site(document_title: str | None, chosen: dict[str, Any], sources: dict[str, str]) -> None:
    """Takes for the site's name what stands in `<title>` behind the page's own title."""
    title = chosen.get("title")
    whole = " ".join((document_title or "").split())
    if title and whole.lower().startswith(title.lower()):
        match = _SITE_TAIL.fullmatch(whole[len(title) :])
        if match and len(match[1]) <= _MAX_SITE_CHARS:
            chosen["site_name"] = match[1]
            sources["site_name"] = "title"


def _by_rank(field: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    order = SOURCE_ORDER.get(field, ())
    return sorted(
        candidates, key=lambda c: next((i for i, start in enumerate(order) if c.source.startswith(start)), len(order))
    )


def _gather(
    field: str, source: str, candidates: Iterable[Candidate], read: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    """All values that the chosen source gives for a field that may have several."""
    values: dict[str, str] = {}
    for candidate in candidates:
        if candidate.source == source:
            for value in read(candidate.value):
                values.setdefault(fold_key(value), value)
            if source.startswith(("block:", "class:", "rel:author", "microdata:", "rdfa:")):
                break
    return tuple(values.values())[: _MAX_TAGS if field == "tags" else _MAX_AUTHORS]


def _read_text(value: str) -> str | None:
    return " ".join(value.split()) or None


def _read_language(value: str) -> str | None:
    value = value.strip().split(",")[0]
    return value.replace("_", "-") if _LANGUAGE.match(value) else None


def _read_address(value: str, *, base: str) -> str | None:
    return _join(base, value.strip()) if value.strip() else None


def _read_list(value: str) -> tuple[str, ...]:
    return tuple(part for part in (" ".join(piece.split()) for piece in value.split(",")) if part)


def _read_whole(value: str) -> tuple[str, ...]:
    return (" ".join(value.split()),)


def _join(base: str, address: str) -> str | None:
    try:
        joined = urljoin(base, address)
        urlsplit(joined)
    except ValueError:
        return None
    return joined


def _list_readers(base: str, *, day_first: bool) -> dict[str, Callable[[str], Any]]:
    """What turns a candidate into a field's value, in the order in which the fields are chosen."""
    read_day = functools.partial(read_date, day_first=day_first)
    read_address = functools.partial(_read_address, base=base)
    return {
        "authors": read_names,
        "published": read_day,
        "modified": read_day,
        "site_name": _read_text,
        "description": _read_text,
        "language": _read_language,
        "canonical_url": read_address,
        "licence": _read_text,
        "image": read_address,
        "tags": _read_list,
        "reviewers": read_names,
        "last_reviewed": read_day,
        "specialty": _read_text,
        "phone": _read_text,
        "address": _read_text,
        "opening_hours": _read_whole,
    }
