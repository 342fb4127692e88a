"""Reads what a page says about itself: title, authors, dates, medical review and the like, each with its source."""

from __future__ import annotations

from cleaner.document import Candidate, Metadata, SegmentedPage
from cleaner.settings import Settings

__all__ = ["read_metadata"]


def read_metadata(page: SegmentedPage, settings: Settings) -> Metadata:
    """Reads a page's metadata.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        The chosen values, where each came from, and every candidate.
    """
    del settings
    title = page.head.title
    if title is None:
        return Metadata(language=page.head.language)
    return Metadata(
        title=title,
        language=page.head.language,
        sources={"title": "title"},
        candidates=(Candidate(field="title", value=title, source="title"),),
    )
