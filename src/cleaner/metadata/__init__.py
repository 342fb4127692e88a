"""Reads what a page says about itself: title, authors, dates, medical review and the like, each with its source."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Candidate, Metadata
from cleaner.metadata.choose import choose_metadata
from cleaner.metadata.lines import read_lines
from cleaner.metadata.marked import read_marked
from cleaner.metadata.structured import read_json_ld, read_parsely
from cleaner.metadata.tables import META_FIELDS
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
    candidates = [
        *read_json_ld(page.head.json_ld),
        *_read_head(page.head),
        *read_marked(page),
        *read_lines(page, day_first=page.day_first),
    ]
    return choose_metadata(page, candidates, day_first=page.day_first)


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
