"""Dates of an entry: of the work, and of the day on which the citing author read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner.lexicon import FoundDate, Language, find_dates, join_patterns, list_stems
from cleaner.references.patterns import PROSE_WORDS, PatternRule, search_first


def _read_accessed(language: Language) -> str:
    return f"{language.accessed}\n{language.accessed_on}"


_ACCESS_WORDS = (
    rf"(?:(?:{join_patterns(lambda language: language.accessed_lead)}) )?(?:{join_patterns(_read_accessed)})"
)
# A text in lower case with none of these states no access.
_ACCESS_STEMS = list_stems(_read_accessed)
_NO_DATE = re.compile(rf"\((?:{join_patterns(lambda language: language.no_date)})[^)]*\)", re.IGNORECASE)

_ACCESS = re.compile(rf"[\[(]?\b(?:{_ACCESS_WORDS})\b(?:\s\([A-Z]{{2,5}}\))?", re.IGNORECASE)
# What may stand between those words and their date, and where they have none.
_GAP = re.compile(r"[^\d\[\]()]{0,25}")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_DATELESS = re.compile(r"[^\d\[\]()]{0,24}?\s?(?=from\b|https?:|$)", re.IGNORECASE)
_AFTER_ACCESS = re.compile(r"(?:[,.]?\s(?:from|von|de|desde|da)\b:?)?[\])]?", re.IGNORECASE)
_BRACKET_END = re.compile(r"\s*\]\W*")
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"


# The first that matches decides; later ones are weaker.
YEAR_PLACES = (
    PatternRule("first", re.compile(rf"^\W{{0,2}}(?P<year>{_YEAR})[a-z]?\.\s")),
    PatternRule(
        "brackets",
        re.compile(
            rf"\((?:[^()]*?\b)?(?P<year>{_YEAR})[a-z]?(?:[,;/–-][^()]*|\s[^()\d]*(?:\d{{1,2}})?)?\)",
        ),
    ),
    PatternRule(
        "before-volume",
        re.compile(rf"\b(?P<year>{_YEAR})(?:\s\w{{3,9}}\.?)?(?:[-–/]\w{{3,9}})?(?:\s\d{{1,2}})?\s?[;:]\s?\w?\d"),
    ),
    PatternRule("before-pages", re.compile(r"\b(?P<year>(?:19|20)\d\d),\s(?:S\.\s?|pp?\.\s?)?\d{1,4}\b(?!\.\d)")),
    PatternRule("between-stops", re.compile(r"[,.;]\s(?:©\s?|c)?(?P<year>(?:1[789]|20)\d\d)[a-z]?(?=[,.;\])]|\s*$)")),
    PatternRule("before-word", re.compile(rf"(?:^|[,.;:]\s)(?P<year>{_YEAR})(?=\s\w{{3,9}}\b)")),
    PatternRule("anywhere", re.compile(rf"\b(?P<year>{_YEAR})\b(?![\d–-])")),
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


def split_access(text: str, *, day_first: bool) -> EntryDates:
    """Parts the access date from the rest of an entry, and reads the date of the work.

    Args:
        text: The entry's text without addresses.
        day_first: Whether the day comes first in `3/4/2021`.

    Returns:
        The dates and the text that is left.
    """
    dates = find_dates(text, day_first=day_first)
    accessed = None
    before = text[: dates[-1].start].rstrip() if dates else ""
    if before.endswith("[") and _BRACKET_END.fullmatch(text, dates[-1].end):
        # "[06.03.2023]" at the end says when the page was read.
        accessed, text = dates.pop().iso, before[:-1]
    pieces = []
    offset = 0
    folded = text.lower()
    told = any(stem in folded for stem in _ACCESS_STEMS)
    for match in _ACCESS.finditer(text) if told else ():
        found = _read_access(text, match.end(), dates) if match.start() >= offset else None
        if found is not None:
            iso, end = found
            accessed = accessed or iso
            pieces.append(text[offset : match.start()])
            offset = end
            dates = [date for date in dates if not match.start() <= date.start < end]
    pieces.append(text[offset:])
    rest = " ".join(piece.rstrip(" ,;") if place < len(pieces) - 1 else piece for place, piece in enumerate(pieces))
    return EntryDates(rest=rest, date=dates[0].iso if dates else None, accessed=accessed)


def _read_access(text: str, start: int, dates: list[FoundDate]) -> tuple[str | None, int] | None:
    """The date that follows words of access, perhaps none, and where it ends; None where they say no such thing."""
    match = _GAP.match(text, start)
    gap_end = match.end() if match else start
    date = next((date for date in dates if start <= date.start <= gap_end), None)
    dateless = _DATELESS.match(text, start)
    year = _BARE_YEAR.match(text, gap_end)
    if dateless is not None and (date is None or dateless.end() < date.start):
        iso, end = None, dateless.end()
    elif date is not None:
        iso, end = date.iso, date.end
    elif year is not None:
        iso, end = year[0], year.end()
    else:
        return None
    after = _AFTER_ACCESS.match(text, end)
    return iso, after.end() if after else end


def find_date_span(text: str) -> tuple[int, int] | None:
    """The place of the first date with a month in a text."""
    found = find_dates(text, day_first=True)
    return (found[0].start, found[0].end) if found else None


def find_year(text: str) -> int | None:
    """The year of the work in what an entry says beside its title.

    Args:
        text: The entry's text without title, addresses and access date.

    Returns:
        The year, None where there is none or the entry says that there is none.
    """
    if _NO_DATE.search(text):
        return None
    match = search_first(YEAR_PLACES, text)
    return int(match.group("year")) if match else None


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
