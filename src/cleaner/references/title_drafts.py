"""An entry ready for the title rules, what a rule makes of it, and the site's name at the end of a page's title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner.references.names import is_capitalised, is_organisation, names_host, names_organisation
from cleaner.references.tables import MONTHS, TITLE_SEPARATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry ready for the rules.

    Attributes:
        text: Its text without addresses, identifiers and access dates.
        links: Words of its links, in order; printed addresses left out.
        emphasised: Its emphasised and strong words, in order.
        urls: Its addresses.
        lead: The strong words that it begins with where more lines follow, else empty.
    """

    text: str
    links: tuple[str, ...] = ()
    emphasised: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    lead: str = ""

    def names_site(self, words: str) -> bool:
        """Whether words name the site that the entry's address belongs to."""
        return any(names_host(words, url) for url in self.urls[:3])

    def is_source(self, words: str) -> bool:
        """Whether words name a site or an organisation rather than a work."""
        if self.names_site(words) or names_organisation(words):
            return True
        return len(words.split()) <= 16 and is_organisation(words) and is_capitalised(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What a rule made of an entry.

    Attributes:
        rule: Name of the rule.
        title: Title of the work.
        authors: Authors as printed.
        rest: What follows the title: container, year, numbers.
        site: Site that the title names at its end or start.
        book: Whether the style says that the title is a book's.
    """

    rule: str
    title: str
    authors: str = ""
    rest: str = ""
    site: str = ""
    book: bool = False


_DATE_ONLY = re.compile(r"^[\W\d]*(?P<word>[A-Za-zÀ-ÿ]{3,10})?\.?[\W\d]*$")


def is_date_only(text: str) -> bool:
    """Whether a text is nothing but numbers and at most a month: `12 May 2019`, but not `Pneumonia`."""
    match = _DATE_ONLY.match(text)
    return match is not None and (match.group("word") or "may").casefold() in MONTHS


def split_site(title: str, draft: Draft, *, loose: bool) -> tuple[str, str]:
    """Takes a site's name off a page's title.

    Args:
        title: A title as a browser's tab shows it, such as `Knee pain – Overview – Mayo Clinic`.
        draft: The entry.
        loose: Whether a short last part is taken for the site even if nothing else says so.

    Returns:
        The title and the site's name, empty where there is none.
    """
    for separator in TITLE_SEPARATORS:
        if separator not in title:
            continue
        head, _, tail = title.rpartition(separator)
        first, _, others = title.partition(separator)
        tail = tail.strip(" .,")
        if draft.names_site(tail):
            return head, tail
        if draft.names_site(first) and others:
            return others, first
        if separator == " | " and len(tail.split()) <= 7:
            return head, tail
        if (loose or is_organisation(tail)) and len(tail.split()) <= 6 and tail[:1].isupper():
            return head, tail
    return title, ""
