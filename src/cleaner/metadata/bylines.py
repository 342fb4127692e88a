"""Reads the names of people from bylines."""

from __future__ import annotations

import re

from cleaner.lexicon import MONTHS, join_patterns, join_whole_words, list_words

_MAX_NAME_CHARS = 80
_MAX_NAME_WORDS = 7
_BYLINE = re.compile(
    rf"^[-–—|•·\s]*(?:(?:{join_patterns(lambda language: language.byline_leads)})\s+)?"
    rf"(?:{join_patterns(lambda language: language.bylines)})(?:\s*:\s*|\s+)(?P<name>\S.*)$",
    re.IGNORECASE,
)
# What follows a name on a byline and is no part of it.
_AFTER_NAME = re.compile(
    rf",?\s+(?:[|•·–—/]|-\s|{join_patterns(lambda language: language.after_names)})|\s*[(\n]|\s*,?\s+\d|[|•·]"
    rf"|\s+(?:{'|'.join(MONTHS)})\.?\s+\d",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|@", re.IGNORECASE)
_IN_NO_NAME = re.compile(join_whole_words(lambda language: language.in_no_names), re.IGNORECASE)
# Labels, times of reading and months that stand where a name should.
_NO_NAME = re.compile(join_patterns(lambda language: language.no_names), re.IGNORECASE)
_CREDENTIALS = re.compile(
    r"^(?:[A-Z][A-Za-z]?\.?){1,5}®?$|^(?:Ph\.?\s?D|M\.?D|Dr|Jr|Sr|II|III|RD|RN|CFP|Esq|MSc|BSc|Staff|Inc|LLC|Ltd)\.?$",
    re.IGNORECASE,
)
# An initial, a degree or a rank keeps its full stop.
_ENDS_SHORT = re.compile(r"(?:\b[A-Z]|[JS]r|\bInc|\bEsq)\.\s*$")
_CONJUNCTIONS = "|".join(list_words(lambda language: language.conjunctions, separator=" "))
_BETWEEN_NAMES = re.compile(rf"\s*;\s*|\s+(?:{_CONJUNCTIONS})\s+|\s+&\s+|\s*,\s+(?:and|&)\s+", re.IGNORECASE)


def read_names(text: str) -> tuple[str, ...]:
    """Takes the names out of a byline or of the value of an author field.

    Args:
        text: One or several names, perhaps after `By` and before a date.

    Returns:
        The names; empty where the text holds none.
    """
    text = " ".join(text.split())
    match = _BYLINE.match(text)
    if match:
        text = match["name"]
    end = _AFTER_NAME.search(text)
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
    match = _BYLINE.match(text)
    if not match or len(text) > 200:
        return ()
    first = match["name"][0]
    return read_names(match["name"]) if first.isupper() or not first.isascii() else ()


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person, a group of people or an account."""
    if not 1 < len(text) <= _MAX_NAME_CHARS or len(text.split()) > _MAX_NAME_WORDS:
        return False
    if not any(map(str.isalpha, text)) or _ADDRESS.search(text) or _IN_NO_NAME.search(text):
        return False
    return _NO_NAME.fullmatch(text) is None


def _split_commas(text: str) -> list[str]:
    """Parts names at commas, but never a name from the degrees and offices after it."""
    parts = [part for part in (piece.strip() for piece in text.split(",")) if part]
    names: list[str] = []
    for part in parts:
        words = part.split()
        whole = len(words) > 1 and not _CREDENTIALS.match(part) and all(word[:1].isupper() for word in words[:2])
        if names and not (whole and len(names[-1].split()) > 1):
            names[-1] += ", " + part
        else:
            names.append(part)
    return names
