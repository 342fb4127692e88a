"""Reads what a page says about itself: title, authors, dates, medical review and the like, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Candidate, Metadata
from cleaner.metadata.choose import choose_metadata
from cleaner.metadata.lines import read_lines
from cleaner.metadata.marked import read_marked
from cleaner.metadata.structured import read_json_ld, read_parsely
from cleaner.metadata.tables import DAY_FIRST_DOMAINS, META_FIELDS, MONTH_FIRST_LANGUAGES
from cleaner.page.columns import PageColumns
from cleaner.page.head import Head

__all__ = ["read_metadata"]

_LINK_FIELDS = {"canonical": "canonical_url", "license": "licence", "image_src": "image"}
_DUBLIN_CORE = ("dc:", "dcterms:")


def read_metadata(page: PageColumns) -> Metadata:
    """Reads a page's metadata.

    Args:
        page: The page, cut into blocks.

    Returns:
        The chosen values, where each came from, and every candidate.
    """
    day_first = writes_day_first(page.head.language, page.url)
    candidates = [
        *read_json_ld(page.head.json_ld),
        *_read_head(page.head),
        *read_marked(page),
        *read_lines(page, day_first=day_first),
    ]
    return choose_metadata(page, candidates, day_first=day_first)


def writes_day_first(language: str | None, url: str | None) -> bool:
    """Says whether people of a page's language and country write the day before the month in `3/4/2021`.

    Args:
        language: `<html lang>`.
        url: The page's address.

    Returns:
        False where neither is known.
    """
    tag = (language or "").strip().lower().replace("_", "-")
    if tag and tag != "en":
        return tag not in MONTH_FIRST_LANGUAGES
    host = re.match(r"[a-z]+://([^/:?#]+)", (url or "").lower())
    return host is not None and host[1].rsplit(".", 1)[-1] in DAY_FIRST_DOMAINS


def _group_metas(head: Head) -> dict[str, list[str]]:
    stated: dict[str, list[str]] = {}
    for name, content in head.metas:
        if content.strip():
            key = name.replace(":", ".", 1) if name.startswith(_DUBLIN_CORE) else name
            stated.setdefault(key, []).append(content)
    return stated


def _read_head(head: Head) -> Iterator[Candidate]:
    stated = _group_metas(head)
    for name, field in META_FIELDS:
        for content in stated.get(name, ()):
            yield Candidate(field=field, value=content, source=f"meta:{name}")
    for content in stated.get("parsely-page", ()):
        yield from read_parsely(content)
    if head.title:
        yield Candidate(field="title", value=head.title, source="title")
    if head.language:
        yield Candidate(field="language", value=head.language, source="html:lang")
    for rels, href in head.links:
        for rel in rels.split():
            if rel in _LINK_FIELDS:
                yield Candidate(field=_LINK_FIELDS[rel], value=href, source=f"link:{rel}")
