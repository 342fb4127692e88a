"""Titles in quotation marks: the surest place of all."""

from __future__ import annotations

import re

from cleaner.references.dates import find_date_span
from cleaner.references.names import match_authors
from cleaner.references.sentences import split_sentences
from cleaner.references.title_drafts import Draft, Split, is_date_only, split_site

_OPEN_QUOTES = '"“„«‹「『《〈‚'


_CLOSE_QUOTES = {
    '"': '"”“',
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "‚": "‘’",
}


def split_quoted(draft: Draft) -> Split | None:
    """A title in quotation marks at the start or after authors."""
    text = draft.text
    for start, character in enumerate(text[:400]):
        if character not in _OPEN_QUOTES or not _is_boundary(text, start):
            continue
        end = _closing(text, start)
        if end < 0:
            continue
        inside = text[start + 1 : end]
        inner = max(inside.rfind(" " + quote) for quote in '"“„')
        if character == "“" and inner >= 0 and "”" not in inside and inside.count('"') == 1:
            inside = inside[inner + 2 :]
        before, after = text[:start].strip(" ,.:;"), text[end + 1 :]
        following = after.lstrip()[:1]
        closed = inside.rstrip()[-1:] in ".,?!;" or after[:1] in ".,;:?!)" or not following
        if (
            len(inside.strip()) < 2
            or not (closed or following.isupper() or following in "([<–-&" or before)
            or len(before) > 320
        ):
            continue
        if not before and after[:1] == ":" and following == ":":
            continue
        if following.islower() and not re.match(r"in\b|dans\b|en\b|hrsg|ed\.|edited", after.lstrip()) and not closed:
            continue
        container = after.strip(" .,;:")
        named = (
            bool(container)
            and not is_date_only(container)
            and not container[:1].isdigit()
            and find_date_span(container[:24]) is None
        )
        title, site = (inside, "") if named else split_site(inside, draft, loose=not before)
        return Split(rule="", title=title, authors=_authors_before(before), rest=after, site=site)
    return None


def _is_boundary(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return (
        not before
        or before[-1] in ",.:;()[]–—-"
        or before.casefold().endswith(("see", "read", "in", "vgl", "siehe", "voir"))
        or (before[-1].isalnum() and start < 60 and text[start - 1] == " ")
    )


def _closing(text: str, start: int) -> int:
    closers = _CLOSE_QUOTES[text[start]]
    depth = 0
    for place in range(start + 1, len(text)):
        character = text[place]
        if character == text[start] and character not in closers:
            depth += 1
        elif character in closers:
            if depth and character == _CLOSE_QUOTES[text[start]][0]:
                depth -= 1
                continue
            following = text[place + 1 : place + 2]
            if character != '"' or not following.isalnum():
                return place
    return -1


def _authors_before(before: str) -> str:
    """What stands before a quoted title, unless it is a sentence of its own."""
    pieces = split_sentences(before)
    last = pieces[-1] if pieces else ""
    for opening in ("See ", "see ", "Read", "Vgl. ", "Siehe ", "Voir ", "Cf. "):
        last = last.removeprefix(opening)
    words = last.split()
    if len(pieces) > 1 and match_authors(before + ". X"):
        return before
    return last if len(words) <= 30 else ""
