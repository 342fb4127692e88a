"""Reads what a page says about itself: title, authors, dates, medical review and the like, each with its source."""

from __future__ import annotations

from cleaner.document import Metadata
from cleaner.metadata.choose import choose_metadata
from cleaner.metadata.marked import read_marked
from cleaner.metadata.shown_lines import read_lines
from cleaner.metadata.structured import read_head, read_json_ld
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns

__all__ = ["read_metadata"]


def read_metadata(page: PageColumns, title: int | None = None) -> Metadata:
    """Reads a page's metadata.

    Args:
        page: The page, cut into blocks.
        title: Index of the block that shows its title, where it is known; of HTML, the head and the headings say it.

    Returns:
        The chosen values, where each came from, and every candidate.
    """
    candidates = [
        *read_json_ld(page.head.json_ld),
        *read_head(page.head),
        *read_marked(page),
        *read_lines(page, title if page.kind is PageKind.TEXT else None),
    ]
    return choose_metadata(page, candidates)
