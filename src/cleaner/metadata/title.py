"""Chooses a page's title from its heading, its `<title>` and what it tells other sites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

_SEPARATOR = re.compile(r"\s+[|–—\-·•»«:/~]+\s+|\s*\|\s*|\s+::\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_MIN_MATCH_CHARS = 9
_HOST_NOISE = frozenset(["www", "com", "org", "net", "blog", "co", "gov", "edu", "en"])


class Titles(NamedTuple):
    """What a page could be called.

    Attributes:
        headings: Its visible headings of the first level.
        shared: What it tells other sites (OpenGraph and the like), best first.
        document: Its `<title>`.
        site_name: The site's name, where the page gives it.
        url: The page's address.
    """

    headings: Sequence[str]
    shared: Sequence[str]
    document: str | None
    site_name: str | None
    url: str | None


def choose_title(titles: Titles) -> tuple[str | None, str]:
    """Chooses a page's title; the first rule that fits decides.

    Args:
        titles: What the page could be called.

    Returns:
        The title, without the site's name, and the rule's name; None and an empty name where there is nothing.
    """
    shared = next((strip_site(title, titles) for title in titles.shared), None)
    document = strip_site(titles.document, titles) if titles.document else None
    keys = {fold_key(text) for text in (shared, document) if text} - {""}
    whole = [fold_key(text) for text in (*titles.shared[:1], titles.document) if text]
    site = fold_key(titles.site_name or "")
    for heading in titles.headings:
        if fold_key(heading) in keys:
            return heading, "heading-is-title"
    for heading in titles.headings:
        key = fold_key(heading)
        if (
            len(key) >= _MIN_MATCH_CHARS
            and key != site
            and any(key in text for text in whole)
            and not _names_site(heading, titles)
        ):
            return heading, "heading-in-title"
    for heading in titles.headings:
        if any(len(key) >= _MIN_MATCH_CHARS and key in fold_key(heading) for key in keys):
            return heading, "title-in-heading"
    if len(titles.headings) == 1:
        return titles.headings[0], "only-heading"
    for text, rule in ((shared, "shared"), (document, "document")):
        if text:
            return text, rule
    return (titles.headings[0], "first-heading") if titles.headings else (None, "")


def strip_site(title: str, titles: Titles) -> str:
    """Takes the site's name off a title's ends."""
    title = " ".join(title.split())
    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            break
        if cuts[-1].start() and _names_site(title[cuts[-1].end() :], titles):
            title = title[: cuts[-1].start()]
        elif title[cuts[0].end() :] and _names_site(title[: cuts[0].start()], titles):
            title = title[cuts[0].end() :]
        else:
            break
    return title


def fold_key(text: str) -> str:
    """A text's letters and digits in lower case: what stays when people retype it."""
    return _NOT_WORD.sub("", text).lower()


def _names_site(part: str, titles: Titles) -> bool:
    key = fold_key(part)
    site = fold_key(titles.site_name or "")
    if not key or (site and (key in site or site in key)):
        return True
    host = [fold_key(label) for label in _host_of(titles.url).split(".")]
    labels = [label for label in host if len(label) > 2 and label not in _HOST_NOISE]
    return any(key == label or (len(label) > 3 and label in key) or (len(key) > 3 and key in label) for label in labels)


def _host_of(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
