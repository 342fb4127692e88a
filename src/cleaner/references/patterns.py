"""What several files of this room look for: the shape of their tables of patterns, and words that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cleaner.lexicon import list_words


class PatternRule(NamedTuple):
    """A row of an ordered table of patterns.

    Attributes:
        name: What it finds.
        pattern: How it is found.
    """

    name: str
    pattern: re.Pattern[str]


def search_first(rules: Iterable[PatternRule], text: str) -> re.Match[str] | None:
    """The match of the first rule that finds anything in a text."""
    return next((match for rule in rules if (match := rule.pattern.search(text))), None)


PROSE_WORDS = frozenset(list_words(lambda language: language.prose, separator=" "))
"""Verbs and pronouns: titles and names have few of them."""
AUTHOR_YEAR = re.compile(
    r"(?P<names>[A-ZÀ-ÖØ-Þ][\w'’\-]+(?:[,;]? (?:et al\.?,?|u\. ?a\.,?|et coll\.,?|y col(?:s)?\.,?|e col\.,?|and|und|et|y|e|en|&|[A-ZÀ-ÖØ-Þ][\w'’\-]+,?))*?),? \(?(?P<year>(?:1[89]|20)\d\d)(?P<letter>[a-z])?\b"
)
"""Author–year citations: `Smith et al., 2020`."""
# Words of links that lead from an entry to copies and indexes of the work.
UTILITY_LABELS = frozenset(
    """
    article|article in pubmed|cas|crossref|doi|download|download pdf|find in pubmed|free full text|full text|fulltext|go to source|
    google scholar|html|isi|link|linkgoogle scholar|link google scholar|mathscinet|medline|open url|pdf|pmc|pmc free article|pubmed|
    pubmed abstract|pubmed central|publisher full text|reference link|scopus|source|ui|view|view article|view in article|crossref full text|pubmed/ncbi|openurl|view pdf|view in scopus|view at publisher|view full text|view abstract|open in a new tab|
    view record in scopus|view source|visit source|web of science|webcite cache|read more|learn more|copy|copied|copy link|
    copy citation|copied!|share|facebook|twitter|linkedin|email|x|pinterest|export citation|zum artikel|volltext|
    zur quelle|voir la source|ver fuente|semantic scholar|inspire|nasa ads|ads|bibcode|s2cid|researchgate|trusted source
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
