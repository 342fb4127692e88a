"""Reads dates as pages write them."""

from __future__ import annotations

import datetime
import re

from cleaner.metadata.tables import MONTHS

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/]|\.\s?)(0?[1-9]|1[0-2])(?:[-/]|\.\s?)(0?[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_EAST_ASIAN = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s\-]+(?:of\s+|de\s+)?({_MONTH})\b\.?,?[\s\-]+(?:de\s+|del\s+)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(rf"\b((?:19|20)\d\d)[.,]?\s+({_MONTH})\b\.?\s+(\d{{1,2}})\b", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"^((?:19|20)\d\d)-(0[1-9]|1[0-2])$")
_MONTH_YEAR = re.compile(rf"^({_MONTH})\b\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)$", re.IGNORECASE)
# Seconds or milliseconds since 1970, from 1990 to 2096.
_EPOCH = re.compile(r"^(6[3-9]\d{8}|[7-9]\d{8}|[1-3]\d{9})(?:\d{3})?$")


def read_date(text: str, *, day_first: bool = False) -> str | None:
    """Finds the first date in a text.

    Args:
        text: An ISO 8601 or RFC 2822 date or time, a date in words or numbers, or the seconds since 1970.
        day_first: Whether the day comes first in `3/4/2021`; in `3.4.2021` it does anyway.

    Returns:
        `YYYY-MM-DD` (`YYYY-MM` where that is all there is), or None if there is no date.
    """
    text = text[:400].strip()
    if _YEAR.search(text) is None:
        return _read_epoch(text)
    for pattern in (_ISO, _EAST_ASIAN, _COMPACT):
        match = pattern.search(text)
        if match:
            return _make_date(int(match[1]), int(match[2]), int(match[3]))
    found = _read_epoch(text) or _read_words(text)
    return found or _read_numbers(text, day_first=day_first) or _read_month(text)


def _read_epoch(text: str) -> str | None:
    match = _EPOCH.match(text)
    return datetime.datetime.fromtimestamp(int(match[1]), datetime.UTC).date().isoformat() if match else None


def _read_words(text: str) -> str | None:
    match = _MONTH_FIRST.search(text)
    if match:
        return _make_date(int(match[3]), MONTHS[match[1].lower()], int(match[2]))
    match = _DAY_FIRST.search(text)
    if match:
        return _make_date(int(match[3]), MONTHS[match[2].lower()], int(match[1]))
    match = _YEAR_FIRST.search(text)
    return _make_date(int(match[1]), MONTHS[match[2].lower()], int(match[3])) if match else None


def _read_numbers(text: str, *, day_first: bool) -> str | None:
    match = _NUMBERS.search(text)
    if not match:
        return None
    first, second = int(match[1]), int(match[3])
    day_first = second <= 12 and (first > 12 or day_first or match[2] == ".")
    return _make_date(int(match[4]), second if day_first else first, first if day_first else second)


def _read_month(text: str) -> str | None:
    """A month and its year, where the text says no more."""
    match = _MONTH_YEAR.match(text)
    if match:
        return f"{match[2]}-{MONTHS[match[1].lower()]:02}"
    return text if _YEAR_MONTH.match(text) else None


def _make_date(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
