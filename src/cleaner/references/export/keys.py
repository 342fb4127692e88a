"""Citation keys and the parts of names and dates that the export formats share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Reference

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_VANCOUVER = re.compile(
    r"^(?P<family>.+?)\s(?P<given>[^\W\d_a-z]{1,4}(?:-[^\W\d_a-z]{1,2})?)(?:\s(?P<suffix>Jr|Sr|II|III|IV|2nd|3rd))?\.?$"
)
_COMMA = re.compile(r"^(?P<family>[^,]+),\s*(?P<given>[^,]+?)(?:,\s*(?P<suffix>Jr|Sr|II|III|IV)\.?)?$")


class NameParts(NamedTuple):
    """A name cut as far as its form tells; an organisation has only a family part.

    Attributes:
        family: Surname, or the whole name of an organisation.
        given: Given names or initials, empty where there are none.
        suffix: `Jr` and the like.
    """

    family: str
    given: str = ""
    suffix: str = ""


def clean_line(text: str) -> str:
    """One line without control characters and lone surrogates: what every export format can carry."""
    return re.sub(r"\s+", " ", _CONTROL.sub(" ", text)).strip()


def split_name(name: str) -> NameParts:
    """Cuts a printed name: `Smith AB`, `Smith, A. B.` or `Smith, Anna`; any other form is kept whole.

    Args:
        name: The name as an entry prints it.
    """
    name = clean_line(name)
    match = _COMMA.match(name)
    if match:
        return NameParts(match.group("family"), match.group("given"), match.group("suffix") or "")
    match = _VANCOUVER.match(name)
    if match:
        initials = " ".join(f"{letter}." for letter in match.group("given") if letter != "-")
        return NameParts(match.group("family"), initials, match.group("suffix") or "")
    return NameParts(name)


def date_parts(date: str | None) -> list[int]:
    """The numbers of an ISO 8601 date, as many as it has."""
    return [int(part) for part in (date or "").split("-") if part.isdigit()]


def make_keys(references: Sequence[Reference]) -> list[str]:
    """Makes citation keys such as `smith2020`, each once: ASCII letters, digits and a letter where two would be equal.

    Args:
        references: The references of a page.

    Returns:
        One key a reference, in order.
    """
    used: set[str] = set()
    keys = []
    for place, reference in enumerate(references, 1):
        surname = [word for name in reference.authors[:1] for word in split_name(name).family.split()][-1:]
        stem = next(map(_fold, surname), "") or next(
            (word for word in map(_fold, (reference.title or "").split()) if len(word) > 3), ""
        )
        wanted = f"{stem or 'ref'}{reference.year or ('' if stem else place)}"
        key, number = wanted, 1
        while key in used:
            number += 1
            key = f"{wanted}-{number}"
        used.add(key)
        keys.append(key)
    return keys


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())
