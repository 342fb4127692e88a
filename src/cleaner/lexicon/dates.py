"""Reads dates as pages write them: one grammar, one table of months and one order of day and month for a whole page."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from cleaner.lexicon.languages import LANGUAGES
from cleaner.lexicon.vocabulary import list_patterns, list_words

# A name that two languages give to different months is the month of the first row: `listopada`.
MONTHS: dict[str, int] = {
    name: number
    for language in reversed(LANGUAGES)
    for number, names in enumerate(language.months.split("|"), 1)
    for name in names.split()
}
# Common words of other languages: `a training set 2019` is no September.
_NEEDS_DAY = frozenset(["set", "out"])

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_NUMBER = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
# Any word stands for a month until `MONTHS` is asked: trying two hundred names everywhere is dear.
# Signs that combine with letters are no letters to `re`: accents, and the vowels of Hindi and Thai.
_NAME = r"(?P<name>(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0e31-\u0e4e])+)"
# An address or another number goes on here; a Chinese character before a date means nothing.
_APART = r"(?<![A-Za-z\d_/-])"
_ORDINAL = "|".join([r"\.", *list_words(lambda language: language.ordinals, separator=" ")])
_JOINT = rf"(?:(?:{'|'.join(list_words(lambda language: language.date_joints, separator=' '))})\s+)?"


# Each language's own: `YEAR`, `MONTH` and `DAY` stand for the numbers.
_NUMBERED = tuple(
    rf"(?<!\d){pattern}".replace("YEAR", _YEAR).replace("MONTH", _NUMBER).replace("DAY", _DAY)
    for pattern in list_patterns(lambda language: language.numbered_dates)
)

# Name and pattern; of two that begin at the same place the first counts.
_FORMS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("iso", rf"{_APART}{_YEAR}(?P<joint>[-/.])\s?{_NUMBER}(?P=joint)\s?{_DAY}(?!\d)"),
        *(("numbered", pattern) for pattern in _NUMBERED),
        ("numbers", rf"{_APART}(?<!\.)(?P<first>\d\d?)(?P<joint>[./-])\s?(?P<second>\d\d?)(?P=joint)\s?{_YEAR}(?!\d)"),
        ("day-month-year", rf"(?<![\w/]){_DAY}(?:{_ORDINAL})?[\s-]+{_JOINT}{_NAME}\.?,?[\s-]+{_JOINT}{_YEAR}(?!\d)"),
        ("month-day-year", rf"(?<!\w){_NAME}\.?\s+{_DAY}(?:{_ORDINAL})?\s*[,،]?\s+{_YEAR}(?!\d)"),
        ("year-month-day", rf"(?<!\w){_YEAR}[.,]?\s+{_NAME}\.?(?:\s+{_DAY}(?!\w))?"),
        ("month-year", rf"(?<!\w){_NAME}\.?,?\s+{_JOINT}{_YEAR}(?!\d)"),
    )
)
_HAS_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_COMPACT = re.compile(rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
# Seconds or milliseconds since 1970, from 1990 to 2096.
_EPOCH = re.compile(r"(6[3-9]\d{8}|[7-9]\d{8}|[1-3]\d{9})(?:\d{3})?$")
_MAX_VALUE_CHARS = 400
# `YYYY-MM-DD`.
_DAY_CHARS = 10
_FIRST_YEAR_ONLINE = "1900"


class FoundDate(NamedTuple):
    """A date in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        iso: `YYYY-MM-DD`, or `YYYY-MM` where the text gives no day.
    """

    start: int
    end: int
    iso: str


def find_dates(text: str, *, day_first: bool) -> list[FoundDate]:
    """Finds the dates in a text that give more than a year.

    Args:
        text: Any text.
        day_first: Whether the day comes first in `3/4/2021`; in `3.4.2021` it does anyway.

    Returns:
        The dates in order; none overlaps another.
    """
    if _HAS_YEAR.search(text) is None:
        return []
    matches = [match for _, pattern in _FORMS for match in pattern.finditer(text)]
    found: list[FoundDate] = []
    end = 0
    for match in sorted(matches, key=lambda match: match.start()):
        iso = _read_match(match.groupdict(), day_first=day_first) if match.start() >= end else None
        if iso is not None:
            end = match.end()
            found.append(FoundDate(match.start(), end, iso))
    return found


def read_date(text: str, *, day_first: bool) -> str | None:
    """Reads the value of a field that holds a date, or the first day in a line.

    Args:
        text: An ISO 8601 or RFC 2822 date or time, a date in words or numbers, or the seconds since 1970.
        day_first: Whether the day comes first in `3/4/2021`; in `3.4.2021` it does anyway.

    Returns:
        `YYYY-MM-DD` (`YYYY-MM` where that is all there is), or None if there is no date from 1900 on.
    """
    text = text[:_MAX_VALUE_CHARS].strip()
    match = _COMPACT.match(text)
    if match:
        return _read_match(match.groupdict(), day_first=day_first)
    epoch = _EPOCH.match(text)
    if epoch:
        return datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC).date().isoformat()
    found = [date for date in find_dates(text, day_first=day_first) if date.iso >= _FIRST_YEAR_ONLINE]
    day = next((date.iso for date in found if len(date.iso) == _DAY_CHARS), None)
    if day is not None:
        return day
    if _YEAR_MONTH.fullmatch(text):
        return text
    return found[0].iso if found and (found[0].start, found[0].end) == (0, len(text)) else None


def _read_match(groups: dict[str, str | None], *, day_first: bool) -> str | None:
    year, day = int(groups["year"] or 0), int(groups.get("day") or 0)
    month = int(groups.get("month") or 0)
    name = (groups.get("name") or "").lower()
    if name:
        month = 0 if name in _NEEDS_DAY and not day else MONTHS.get(name, 0)
    first, second = int(groups.get("first") or 0), int(groups.get("second") or 0)
    if first:
        day_first = second <= 12 and (first > 12 or day_first or groups["joint"] == ".")
        day, month = (first, second) if day_first else (second, first)
    try:
        date = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return date.isoformat() if day else f"{year}-{month:02}"
