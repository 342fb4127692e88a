"""The words that pages use, by language, for every stage that looks for words.

`languages.py` is the one place to add a language: a row there is known to all stages. Stages ask for a field of all
languages at once, since a page mixes languages and seldom says which:

    LABELS = list_words(lambda language: language.references)
    FORM = compile_folded(lambda language: language.forms)
"""

from __future__ import annotations

from cleaner.lexicon.dates import MONTHS, FoundDate, find_dates, read_date
from cleaner.lexicon.languages import LANGUAGES, Language
from cleaner.lexicon.vocabulary import (
    compile_folded,
    fold_case,
    join_patterns,
    join_whole_words,
    list_patterns,
    list_stems,
    list_words,
)

__all__ = [
    "LANGUAGES",
    "MONTHS",
    "FoundDate",
    "Language",
    "compile_folded",
    "find_dates",
    "fold_case",
    "join_patterns",
    "join_whole_words",
    "list_patterns",
    "list_stems",
    "list_words",
    "read_date",
]
