"""Joins the words and patterns of all languages."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaner.lexicon.languages import LANGUAGES, Language

ReadField = Callable[[Language], str]
# Letters that a pattern takes for the same where it ignores case, though neither is the other in lower case: the dotted
# and the dotless i, the long s, the micro sign, and second forms of Greek letters.
_SAME_LETTERS = str.maketrans("İıſµςϐϵϑϰϖϱϕ", "iisμσβεθκπρφ")
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


def fold_case(text: str) -> str:
    """The text in lower case, for patterns of `compile_folded`; as long as before."""
    return text.lower() if text.isascii() else text.translate(_SAME_LETTERS).lower()


def compile_folded(read: ReadField, *more: str) -> re.Pattern[str]:
    r"""Compiles the patterns of a field in all languages, and more, for texts that `fold_case` has read.

    It finds texts that patterns find which ignore case, thirty times as fast: the beginnings of words and of the text
    are tried once for all patterns that begin there, and letters are compared without a look at their other forms.

    Args:
        read: Takes the field of a language: patterns in lower case, without an alternative outside brackets where they
            begin with `^` or `\b`.
        more: Further patterns.
    """
    groups: dict[str, list[str]] = {"^": [], r"\b": [], "": []}
    for pattern in (*list_patterns(read), *more):
        start = next(start for start in groups if pattern.startswith(start))
        groups[start].append(pattern.translate(_SAME_LETTERS).removeprefix(start))
    return re.compile("|".join(f"{start}(?:{'|'.join(group)})" for start, group in groups.items() if group))
