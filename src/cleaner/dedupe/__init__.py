"""Removes marketing blocks that repeat: in a page, across a site, across a corpus."""

from __future__ import annotations

from cleaner.dedupe.in_page import remove_repeats
from cleaner.document import Label, ReferenceFindings, SegmentedPage
from cleaner.settings import Settings

__all__ = ["dedupe_page"]


def dedupe_page(
    page: SegmentedPage, labels: tuple[Label, ...], findings: ReferenceFindings, settings: Settings
) -> tuple[Label, ...]:
    """Labels the marketing blocks that repeat on a page.

    Args:
        page: The page, cut into blocks.
        labels: The judgement so far on each block.
        findings: What is reference material; it stays.
        settings: The caller's choices; nothing happens where `dedupe` is off.

    Returns:
        The labels; removed blocks have the role `repeated`, the rule that removed them and what it saw.
    """
    if not settings.dedupe or not page.blocks:
        return labels
    return remove_repeats(page, labels, findings, settings)
