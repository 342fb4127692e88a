"""Renders kept blocks as plain text, each block's own text unbroken so that offsets stay simple."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Block, Label


class RenderedText(NamedTuple):
    """Plain text and where each block stands in it.

    Attributes:
        text: The text, ending in a newline unless empty.
        offsets: For each kept block's index, the offset of its text in `text`.
    """

    text: str
    offsets: dict[int, int]


def render_text(blocks: Sequence[Block], labels: Sequence[Label]) -> RenderedText:
    """Renders the kept blocks, a blank line between paragraphs.

    Args:
        blocks: The page's blocks.
        labels: The judgement on each.

    Returns:
        The text; the text of every kept block stands in it unbroken.
    """
    parts: list[str] = []
    offsets: dict[int, int] = {}
    length = 0
    for block, label in zip(blocks, labels, strict=True):
        if not label.kept or not block.text:
            continue
        offsets[block.index] = length
        parts.append(block.text)
        length += len(block.text) + 2
    text = "\n\n".join(parts)
    return RenderedText(text + "\n" if text else "", offsets)
