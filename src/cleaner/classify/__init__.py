"""Judges every block of a page: its role, and whether it belongs to the main content."""

from __future__ import annotations

from cleaner.classify.rules import classify_by_rules
from cleaner.document import Label, SegmentedPage
from cleaner.settings import Settings

__all__ = ["classify_blocks"]


def classify_blocks(page: SegmentedPage, settings: Settings) -> tuple[Label, ...]:
    """Judges every block.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        One label a block, in order.
    """
    return classify_by_rules(page, settings)
