"""References: found, parsed and linked to the markers in the text."""

from __future__ import annotations

from cleaner.document import ReferenceFindings
from cleaner.page.columns import PageColumns
from cleaner.references.find import find_on_page
from cleaner.settings import Settings

__all__ = ["find_references"]


def find_references(page: PageColumns, settings: Settings) -> ReferenceFindings:
    """Finds the references of a page, hidden blocks included.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        The references, the markers that lead to them, and the blocks that are reference material; nothing where the
        settings ask for none.
    """
    return find_on_page(page) if settings.references else ReferenceFindings()
