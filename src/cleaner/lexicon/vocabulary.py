"""Joins the words and patterns of all languages."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaner.lexicon.languages import LANGUAGES, Language

ReadField = Callable[[Language], str]
# The characters that a pattern begins with, without one that need not be there.
_STEM = re.compile(r"(?:\\b)?(?P<stem>(?:(?:\w|[ ]|\\[.()])(?![?*]))+)")


def list_words(read: ReadField, *, separator: str = "|") -> tuple[str, ...]:
    """The words of a field in all languages, each once, in the order of the rows.

    Args:
        read: Takes the field of a language.
        separator: What parts its words: `|`, or a space for fields that hold single words only.
    """
    texts = [" ".join(read(language).split()) for language in LANGUAGES]
    found = [word.strip() for text in texts for word in text.split(separator)]
    return tuple(dict.fromkeys(word for word in found if word))


def list_patterns(read: ReadField) -> tuple[str, ...]:
    """The patterns of a field in all languages, each once, in the order of the rows."""
    lines = (line.strip() for language in LANGUAGES for line in read(language).split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def join_patterns(read: ReadField) -> str:
    """One regular expression of the patterns of a field in all languages."""
    return "|".join(list_patterns(read))


def join_whole_words(read: ReadField) -> str:
    """The same, for patterns of whole words: where a script parts words, nothing of a word may stand beside them."""
    spaced = "|".join(list_patterns(lambda language: "" if language.unspaced else read(language)))
    unspaced = "|".join(list_patterns(lambda language: read(language) if language.unspaced else ""))
    return rf"\b(?:{spaced})\b" + (f"|{unspaced}" if unspaced else "")


def list_stems(read: ReadField) -> tuple[str, ...]:
    """What the patterns of a field begin with: a text in lower case without any of them matches none."""
    stems = [match["stem"] for pattern in list_patterns(read) if (match := _STEM.match(pattern))]
    return tuple(dict.fromkeys(stem.replace("\\", "").strip().casefold() for stem in stems))
