"""Tells which language a page is in by its small words, as far as grouping the pages of a site needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cleaner.lexicon import LANGUAGES

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Fewer of them, or hardly more than another language has, say nothing.
_MIN_HITS = 3


def guess_language(texts: Iterable[str]) -> str:
    """Guesses the language of lines.

    Args:
        texts: Lines of one page.

    Returns:
        The code of the language most of whose verbs, pronouns and conjunctions are among the words; empty where they
        are too few, or as many of another language.
    """
    words = Counter(word.casefold().replace("’", "'") for text in texts for word in _WORD.findall(text))
    hits = sorted(((sum(words[word] for word in known), code) for code, known in _KNOWN.items()), reverse=True)
    best, second = hits[0], hits[1]
    return best[1] if best[0] >= max(_MIN_HITS, second[0] + 1) else ""


def _list_known() -> dict[str, frozenset[str]]:
    """The small words of each language, without those that two languages share."""
    known = {language.code: {*language.prose.split(), *language.conjunctions.split()} for language in LANGUAGES}
    shared = Counter(word for words in known.values() for word in words)
    return {code: frozenset(word for word in words if shared[word] == 1) for code, words in known.items()}


_KNOWN = _list_known()
