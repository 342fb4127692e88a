"""Finds telephone numbers and postal addresses in lines, for the record of what a site repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.lexicon import join_patterns

# A telephone number as pages print it, the words that announce one, and dates, which look like one.
_NUMBER = re.compile(r"(?<![\w.,/-])[+(]?\(?\d[\d()\s./–-]{5,20}\d(?![\w/-])")
_ANNOUNCED = re.compile(f"☎|📞|{join_patterns(lambda language: language.phones)}", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{1,2}[./-]){2}\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d")

_PLACE = re.compile(join_patterns(lambda language: language.streets), re.IGNORECASE)

# The shortest numbers have seven digits, the longest fifteen (ITU-T E.164).
_MIN_DIGITS = 7
_MAX_DIGITS = 15
_AMERICAN_DIGITS = 10
_AMERICAN_GROUPS = 3
_MAX_ADDRESS_CHARS = 200


def find_phones(lines: Iterable[str]) -> list[str]:
    """Finds telephone numbers as the lines print them.

    A number has a plus, brackets or a leading zero, is written in groups as American ones are, or stands in a line that
    says it is one; dates are none.

    Args:
        lines: Any lines.

    Returns:
        The numbers in order, none twice.
    """
    found: dict[str, str] = {}
    for line in lines:
        is_named = _ANNOUNCED.search(line) is not None
        for match in _NUMBER.finditer(line):
            text = match[0].strip()
            if _is_phone(text, is_named=is_named):
                found.setdefault("".join(filter(str.isdigit, text)), text)
    return list(found.values())


def find_addresses(lines: Iterable[str]) -> list[str]:
    """Finds lines that hold a postal address: a street with a number, or a town with its code.

    Args:
        lines: Any lines.

    Returns:
        The lines in order, none twice.
    """
    return list(dict.fromkeys(line for line in lines if len(line) <= _MAX_ADDRESS_CHARS and _PLACE.search(line)))


def _is_phone(text: str, *, is_named: bool) -> bool:
    digits = sum(map(str.isdigit, text))
    if not _MIN_DIGITS <= digits <= _MAX_DIGITS or _DATE.fullmatch(text):
        return False
    groups = 1 + sum(map(text.count, "-. "))
    return is_named or text[0] in "+(0" or (digits == _AMERICAN_DIGITS and groups == _AMERICAN_GROUPS)
