"""Tells title, authors and container of an entry by the position of certain parts: one rule a style, in order."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaner.references.title_drafts import Draft, Split
from cleaner.references.title_quotes import split_quoted
from cleaner.references.title_styles import (
    split_authors_colon,
    split_book_bracket,
    split_gb_type,
    split_named_authors,
    split_title_first,
    split_year_between_commas,
    split_year_in_brackets,
)
from cleaner.references.title_web import (
    split_by_commas,
    split_by_sentences,
    split_dated_title,
    split_emphasised,
    split_lead_line,
    split_linked_part,
    split_single,
    split_whole_link,
)

_MEDIUM = re.compile(
    r"\s?\[(?:Internet|online|en ligne|en línea|Video|PDF|Blog post|Elektronische Ressource|eBook)[^\]]*\]\.?",
    re.IGNORECASE,
)


def split_title(draft: Draft) -> Split | None:
    """Tells the title of an entry.

    Args:
        draft: The entry.

    Returns:
        What the first rule that applies made of it, None where none does.
    """
    for name, rule in RULES:
        found = rule(draft)
        if found is not None and len(found.title.strip(" .,;:")) > 1:
            return Split(
                rule=name,
                title=_tidy(found.title),
                authors=found.authors,
                rest=found.rest,
                site=found.site.strip(" .,:"),
                book=found.book,
            )
    return None


def _tidy(title: str) -> str:
    title = _MEDIUM.sub("", title).strip(" ,;:|–—·*_-\t")
    while title.endswith(".") and not title.endswith(("...", " Inc.", "U.S.", " Jr.", "etc.")):
        title = title[:-1].rstrip()
    for opening, closing in (("(", ")"), ("[", "]")):
        if title.endswith(closing) and title.count(closing) > title.count(opening):
            title = title[:-1]
        if title.startswith(opening) and title.count(opening) > title.count(closing):
            title = title[1:]
    return title.strip()


RULES: tuple[tuple[str, Callable[[Draft], Split | None]], ...] = (
    ("lead-line", split_lead_line),
    ("quoted", split_quoted),
    ("gb-type", split_gb_type),
    ("year-in-brackets", split_year_in_brackets),
    ("named-authors", split_named_authors),
    ("title-first", split_title_first),
    ("authors-colon", split_authors_colon),
    ("year-between-commas", split_year_between_commas),
    ("whole-link", split_whole_link),
    ("book-bracket", split_book_bracket),
    ("linked-part", split_linked_part),
    ("emphasised", split_emphasised),
    ("dated-title", split_dated_title),
    ("sentences", split_by_sentences),
    ("commas", split_by_commas),
    ("single", split_single),
)
