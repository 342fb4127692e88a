"""Tells organisations by the words of their names."""

from __future__ import annotations

import re

from cleaner.references.tables import (
    ORGANISATION_ENDS,
    ORGANISATION_PHRASES,
    ORGANISATION_STARTS,
    ORGANISATION_WORDS,
)

_WORD = re.compile(r"[^\W\d_]+")


def has_organisation(text: str) -> bool:
    """Says whether a text has a word that only names of organisations have.

    Words are looked up one by one: a pattern of as many alternatives takes ten times as long.

    Args:
        text: Any text.
    """
    for word in _WORD.findall(text):
        if word in ORGANISATION_WORDS or word.startswith(ORGANISATION_STARTS):
            return True
        if word.endswith(ORGANISATION_ENDS) and word[0].isupper():
            return True
    return ORGANISATION_PHRASES.search(text) is not None
