"""Reads the names of people from bylines."""

from __future__ import annotations

import re

from cleaner.metadata.tables import AFTER_NAME, BYLINE, CREDENTIALS, NO_NAME, NOT_A_NAME

_MAX_NAME_CHARS = 80
_MAX_NAME_WORDS = 7
# An initial, a degree or a rank keeps its full stop.
_ENDS_SHORT = re.compile(r"(?:\b[A-Z]|[JS]r|\bInc|\bEsq)\.\s*$")
_BETWEEN_NAMES = re.compile(r"\s*;\s*|\s+(?:and|und|y|et)\s+|\s+&\s+|\s*,\s+(?:and|&)\s+", re.IGNORECASE)


def read_names(text: str) -> tuple[str, ...]:
    """Takes the names out of a byline or of the value of an author field.

    Args:
        text: One or several names, perhaps after `By` and before a date.

    Returns:
        The names; empty where the text holds none.
    """
    text = " ".join(text.split())
    match = BYLINE.match(text)
    if match:
        text = match["name"]
    end = AFTER_NAME.search(text)
    if end and end.start() > 1:
        text = text[: end.start()]
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(text):
        names.extend(_split_commas(part))
    cleaned = [
        name.strip(" ,;:|–—-•·\"'") if _ENDS_SHORT.search(name) else name.strip(" ,;:.|–—-•·\"'") for name in names
    ]
    return tuple(dict.fromkeys(name for name in cleaned if is_name(name)))


def read_byline(text: str) -> tuple[str, ...]:
    """Takes the names out of a line of the page, if it is a byline."""
    match = BYLINE.match(text)
    if not match or len(text) > 200:
        return ()
    first = match["name"][0]
    return read_names(match["name"]) if first.isupper() or not first.isascii() else ()


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person, a group of people or an account."""
    if not 1 < len(text) <= _MAX_NAME_CHARS or len(text.split()) > _MAX_NAME_WORDS:
        return False
    return any(c.isalpha() for c in text) and NO_NAME.search(text) is None and NOT_A_NAME.fullmatch(text) is None


def _split_commas(text: str) -> list[str]:
    """Parts names at commas, but never a name from the degrees and offices after it."""
    parts = [part for part in (piece.strip() for piece in text.split(",")) if part]
    names: list[str] = []
    for part in parts:
        whole = len(part.split()) > 1 and not CREDENTIALS.match(part) and all(w[:1].isupper() for w in part.split()[:2])
        if names and not (whole and len(names[-1].split()) > 1):
            names[-1] += ", " + part
        else:
            names.append(part)
    return names
