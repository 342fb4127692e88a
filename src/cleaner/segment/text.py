"""Cuts text that somebody else's scraper has flattened into blocks."""

from __future__ import annotations

from itertools import pairwise

from cleaner.page.blocks import Block, BlockKind, Source
from cleaner.segment.inline import fold_text

# Lines longer than this were not wrapped by a program that wraps for people.
_MAX_WRAP_CHARS = 132
_MIN_WRAP_CHARS = 50
# Share of lines, those at a paragraph's end apart, to which the next line's first word could not have been added.
_MIN_FULL_RATIO = 0.8


def segment_text(text: str) -> list[Block]:
    """Cuts a flattened page into blocks.

    Blank lines always part blocks. Where the text was wrapped at a column, the lines of a paragraph are joined;
    otherwise each line is a block.

    Args:
        text: The dump.

    Returns:
        Its blocks, in order.
    """
    groups = _group_lines(text)
    pieces = (
        [" ".join(lines) for lines in groups] if _is_wrapped(groups) else [line for lines in groups for line in lines]
    )
    blocks: list[Block] = []
    for piece in pieces:
        folded, words = fold_text(piece)
        if folded:
            blocks.append(
                Block(
                    index=len(blocks),
                    kind=BlockKind.PARAGRAPH,
                    text=folded,
                    words=words,
                    source=Source.TEXT,
                )
            )
    return blocks


def _group_lines(text: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in text.splitlines():
        stripped = line.strip()
        if stripped:
            groups[-1].append(stripped)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_wrapped(groups: list[list[str]]) -> bool:
    width = max((len(line) for group in groups for line in group), default=0)
    if not _MIN_WRAP_CHARS <= width <= _MAX_WRAP_CHARS:
        return False
    pairs = [(line, following) for group in groups for line, following in pairwise(group)]
    if not pairs:
        return False
    full = sum(len(line) + 1 + len(following.split(maxsplit=1)[0]) > width for line, following in pairs)
    return full >= _MIN_FULL_RATIO * len(pairs)
