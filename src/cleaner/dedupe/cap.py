"""Keeps deduplication from taking (nearly) the whole page: what would go beyond the limit is reported, not removed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from cleaner.document import Label
from cleaner.page.blocks import Block
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings


def limit_removal(
    page: PageColumns, before: tuple[Label, ...], after: tuple[Label, ...], settings: Settings
) -> tuple[Label, ...]:
    """Takes back removals where too much of the body would go: of every text that would vanish, its first copy stays.

    Copies beyond the first say nothing new, so they are not counted, and go whatever the limit.

    Args:
        page: The page, cut into blocks.
        before: The labels before deduplication.
        after: The labels after it.
        settings: `dedupe_max_body_percent` is the limit, in percent of the words of the body's different lines.

    Returns:
        The labels; those that were taken back say in their evidence what would have removed them.
    """
    if after is before:
        return after
    body = _words_by_text(page.blocks, before)
    left = _words_by_text(page.blocks, after)
    gone = sum(body.values()) - sum(left.values())
    if 100 * gone <= settings.dedupe_max_body_percent * sum(body.values()):
        return after
    share = 100 * gone // sum(body.values())
    labels = list(after)
    for block, old, new in zip(page.blocks, before, after, strict=True):
        if old.kept and not new.kept and block.text not in left:
            left[block.text] = block.words
            told = f"{new.evidence}; kept, since {share} % of the body would go"
            labels[block.index] = dataclasses.replace(old, evidence=told)
    return tuple(labels)


def _words_by_text(blocks: Sequence[Block], labels: Sequence[Label]) -> dict[str, int]:
    return {block.text: block.words for block, label in zip(blocks, labels, strict=True) if label.kept and block.words}
