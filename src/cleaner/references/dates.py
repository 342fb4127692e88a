"""Dates of an entry: of the work, and of the day on which the citing author read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner.references.tables import ACCESS_STEMS, ACCESS_WORDS, MONTHS, NO_DATE, PROSE_WORDS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?P<iso>(?:1[5-9]|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9]))(?!\d)"
    rf"|(?P<cjk>(?:19|20)\d\d\s?[年년]\s?(?:1[0-2]|0?[1-9])\s?[月월](?:\s?(?:3[01]|[12]\d|0?[1-9])\s?[日일])?)"
    rf"|(?P<numeric>(?:3[01]|[12]\d|0?[1-9])[./-]\s?(?:1[0-2]|0?[1-9])[./-]\s?(?:19|20)\d\d)(?!\d)"
    rf"|(?P<day_first>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|of\s)?(?:{_MONTH})\b\.?,?\s(?:de\s|del\s)?(?:1[5-9]|20)\d\d)"
    rf"|(?P<month_first>(?:{_MONTH})\b\.?\s(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s(?:1[5-9]|20)\d\d)"
    rf"|(?P<year_first>(?:19|20)\d\d,?\s(?:{_MONTH})\b\.?(?:\s(?:3[01]|[12]\d|0?[1-9])\b)?)"
    rf"|(?P<month>(?:{_MONTH})\b\.?,?\s(?:de\s)?(?:1[5-9]|20)\d\d)"
)
_FULL_DATE = re.compile(rf"(?<![\w/-])(?:{_DATE})", re.IGNORECASE)
# The forms of `_DATE` without a month's name: most entries have none, and trying every name everywhere is dear.
_BARE_DATE = re.compile(rf"(?<![\w/-])(?:{_DATE[: _DATE.index('|(?P<day_first>')]})")
# "[06.03.2023]" at the end says when the page was read.
_BRACKET_DATE = re.compile(rf"\[\s*(?:{_DATE})\s*\]\W*$", re.IGNORECASE)
_HAS_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ACCESS = re.compile(
    rf"[\[(]?\b(?:{ACCESS_WORDS})\b(?:\s\([A-Z]{{2,5}}\))?(?:[^\d\[\]()]{{0,24}}?)\s?(?:(?:{_DATE})|(?P<bare>(?:19|20)\d\d)|(?P<none>(?=from\b|https?:|$)))(?:[,.]?\s(?:from|von|de|desde|da)\b:?)?[\])]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
# The first that matches decides; later ones are weaker.
_YEAR_RULES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^\W{{0,2}}(?P<year>{_YEAR})[a-z]?\.\s",
        rf"\((?:[^()]*?\b)?(?P<year>{_YEAR})[a-z]?(?:[,;/–-][^()]*|\s[^()\d]*(?:\d{{1,2}})?)?\)",
        rf"\b(?P<year>{_YEAR})(?:\s\w{{3,9}}\.?)?(?:[-–/]\w{{3,9}})?(?:\s\d{{1,2}})?\s?[;:]\s?\w?\d",
        r"\b(?P<year>(?:19|20)\d\d),\s(?:S\.\s?|pp?\.\s?)?\d{1,4}\b(?!\.\d)",
        r"[,.;]\s(?:©\s?|c)?(?P<year>(?:1[789]|20)\d\d)[a-z]?(?=[,.;\])]|\s*$)",
        rf"(?:^|[,.;:]\s)(?P<year>{_YEAR})(?=\s\w{{3,9}}\b)",
        rf"\b(?P<year>{_YEAR})\b(?![\d–-])",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDates:
    """The dates of an entry.

    Attributes:
        rest: The entry's text without access dates.
        date: ISO 8601 date of the work, if the entry gives more than a year.
        accessed: ISO 8601 date on which the citing author read it.
    """

    rest: str
    date: str | None
    accessed: str | None


def split_access(text: str) -> EntryDates:
    """Parts the access date from the rest of an entry, and reads the date of the work.

    Args:
        text: The entry's text without addresses.

    Returns:
        The dates and the text that is left.
    """
    accessed = None
    bracket = _BRACKET_DATE.search(text) if "[" in text else None
    if bracket is not None:
        accessed, text = read_date(bracket), text[: bracket.start()]
    pieces = []
    offset = 0
    folded = text.casefold()
    words = set(_WORD.findall(folded))
    told = any(stem in folded for stem in ACCESS_STEMS)
    for match in _ACCESS.finditer(text) if told else ():
        accessed = accessed or read_date(match)
        pieces.append(text[offset : match.start()])
        offset = match.end()
    pieces.append(text[offset:])
    rest = " ".join(piece.rstrip(" ,;") if place < len(pieces) - 1 else piece for place, piece in enumerate(pieces))
    full = _search_date(rest, words)
    return EntryDates(rest=rest, date=read_date(full) if full else None, accessed=accessed)


def find_date_span(text: str) -> tuple[int, int] | None:
    """The place of the first date with a month in a text."""
    match = _search_date(text, set(_WORD.findall(text.casefold())))
    return match.span() if match else None


def _search_date(text: str, words: set[str]) -> re.Match[str] | None:
    if not _HAS_YEAR.search(text):
        return None
    return (_BARE_DATE if words.isdisjoint(MONTHS) else _FULL_DATE).search(text)


def find_year(text: str) -> int | None:
    """The year of the work in what an entry says beside its title.

    Args:
        text: The entry's text without title, addresses and access date.

    Returns:
        The year, None where there is none or the entry says that there is none.
    """
    if NO_DATE.search(text):
        return None
    for pattern in _YEAR_RULES:
        match = pattern.search(text)
        if match:
            return int(match.group("year"))
    return None


_TITLE_YEAR = re.compile(r"(?:[A-Za-zÀ-ÿ.][,\s]\s?|\()(?P<year>(?:19|20)\d\d)\)?(?:,\s(?:S|pp?)\.?\s?[\d–-]+)?$")


def find_title_year(title: str) -> int | None:
    """The year that a title ends in, where the entry says no other: `Annual report 2020`, `Broudy 1979, p. 12`.

    Args:
        title: The title.

    Returns:
        The year, None where it ends otherwise.
    """
    match = _TITLE_YEAR.search(title)
    words = set(title[:-4].casefold().split())
    return int(match.group("year")) if match and words.isdisjoint(PROSE_WORDS) and "in" not in words else None


def read_date(match: re.Match[str]) -> str | None:
    """The ISO 8601 date of a match, as exact as it is."""
    groups = match.groupdict()
    kind = next((name for name, value in groups.items() if value), None)
    if kind is None:
        return None
    text = groups[kind] or ""
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if kind == "bare":
        return text
    if kind in ("iso", "cjk"):
        return _iso(*numbers)
    if kind == "numeric":
        # Day first, as everywhere but in the United States; a month over 12 tells the other order.
        day, month, year = numbers
        return _iso(year, month, day)
    month = next((MONTHS[word] for word in map(str.casefold, _WORD.findall(text)) if word in MONTHS), 0)
    year = next((number for number in numbers if number > 31), 0)
    day = next((number for number in numbers if number <= 31), 0)
    return _iso(year, month, day)


def _iso(year: int, month: int = 0, day: int = 0) -> str:
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
