"""Parses an entry into its fields by the position of certain parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_ACCESS = re.compile(r"(?:accessed|retrieved|abgerufen|consulté|consultado|zugriff)[^.;]{0,60}", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_QUOTED = re.compile(r"[“„«]\s*([^”“»]{3,}?)\s*[”“»]|\"([^\"]{3,})\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the markup says about an entry's parts.

    Attributes:
        links: Words of its links, in order.
        emphasised: Its emphasised and strong words, in order.
    """

    links: tuple[str, ...] = ()
    emphasised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The parts of an entry; as in `Reference`."""

    title: str | None = None
    container: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    date: str | None = None
    accessed: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    type: str | None = None


def parse_fields(text: str, hints: Hints) -> Fields:
    """Parses an entry.

    Args:
        text: The entry's text, without its marker.
        hints: What the markup says.

    Returns:
        The fields that could be told.
    """
    bare = _ACCESS.sub("", _URL.sub("", text))
    years = [int(y) for y in _YEAR.findall(bare)]
    title = None
    quoted = _QUOTED.search(text)
    if quoted:
        title = (quoted.group(1) or quoted.group(2)).strip(" .,")
    if title is None and len(hints.links) == 1 and hints.links[0] == text:
        title = text
    return Fields(title=title, year=years[-1] if years else None)
