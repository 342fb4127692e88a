"""Finds stretches of near-identical forms in text dumps: copies that differ in a line, so that no exact run forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleaner.dedupe.signals import BOX_PHRASES, is_protected, read_phrase
from cleaner.document import Block

# A form line said so often on a page is a template's; a stretch needs two such lines, and three in all.
_MIN_COPIES = 3
_MIN_TEMPLATE_LINES = 2
_MIN_LINES = 3
_MAX_BOX_WORDS = 20
# Lines between two form lines that go with them: short, and like another line of the page in this share of trigrams.
_MAX_GAP_LINES = 2
_MAX_GAP_WORDS = 8
_MIN_LIKENESS = 0.6
# Copies of a form are looked for no further away than this, so that a dump of any length costs its length.
_WINDOW_LINES = 60

_DIGITS = re.compile(r"\d+")


def find_stretches(blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int]) -> list[range]:
    """Finds stretches of lines that are worded as forms, newsletter boxes or widgets and come back on the page.

    Args:
        blocks: The page's lines.
        numbers: One number a line, equal for equal lines.
        counts: How often each number stands on the page.

    Returns:
        Places of the lines of each stretch; its first and last line are form lines that the page says twice or more.
    """
    if max(counts.values(), default=0) < _MIN_COPIES:
        return []
    boxed = [
        counts[number] >= 2 and block.words <= _MAX_BOX_WORDS and read_phrase(block) in BOX_PHRASES
        for block, number in zip(blocks, numbers, strict=True)
    ]
    found: list[range] = []
    start = end = -1
    for place in (place for place, is_box in enumerate(boxed) if is_box):
        if start >= 0 and _spans_gap(blocks, numbers, counts, range(end + 1, place)):
            end = place
            continue
        found.append(range(start, end + 1))
        start = end = place
    found.append(range(start, end + 1))
    grown = [_grow(stretch, blocks, numbers, counts) for stretch in found if stretch.start >= 0]
    return [stretch for stretch in grown if _is_template(stretch, numbers, counts, boxed)]


def _grow(stretch: range, blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int]) -> range:
    """Takes in the line above and the line below that belong to the forms too."""
    inside = [blocks[place] for place in stretch[:_WINDOW_LINES]]
    start, end = stretch.start, stretch.stop
    if start > 0 and _belongs(blocks[start - 1], counts[numbers[start - 1]], inside):
        start -= 1
    if end < len(blocks) and _belongs(blocks[end], counts[numbers[end]], inside):
        end += 1
    return range(start, end)


def _belongs(block: Block, count: int, inside: Sequence[Block]) -> bool:
    """Whether a line is a call to action that comes back, or a changed copy of a line of the stretch."""
    if block.words > _MAX_GAP_WORDS:
        return False
    if count >= _MIN_COPIES and read_phrase(block) is not None:
        return True
    return not is_protected(block) and _is_like_any(block, inside)


def _spans_gap(blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int], gap: range) -> bool:
    return len(gap) <= _MAX_GAP_LINES and all(_goes_with(blocks, numbers, counts, place) for place in gap)


def _goes_with(blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int], place: int) -> bool:
    block = blocks[place]
    if block.words <= _MAX_BOX_WORDS and read_phrase(block) in BOX_PHRASES:
        return True
    if block.words > _MAX_GAP_WORDS or is_protected(block):
        return False
    return counts[numbers[place]] >= 2 or _is_like_any(
        block, blocks[max(0, place - _WINDOW_LINES) : place + _WINDOW_LINES]
    )


def _is_like_any(block: Block, others: Sequence[Block]) -> bool:
    return any(
        _liken(block.text, other.text) >= _MIN_LIKENESS
        for other in others
        if other is not block and other.words <= _MAX_GAP_WORDS
    )


def _is_template(stretch: range, numbers: Sequence[int], counts: Mapping[int, int], boxed: Sequence[bool]) -> bool:
    often = sum(boxed[place] and counts[numbers[place]] >= _MIN_COPIES for place in stretch)
    return often >= _MIN_TEMPLATE_LINES and len(stretch) >= _MIN_LINES


def _liken(a: str, b: str) -> float:
    # Copies of a form are numbered: inside a stretch of forms, and only there, a digit tells nothing apart.
    a, b = _DIGITS.sub("0", a), _DIGITS.sub("0", b)
    ours = {a[i : i + 3] for i in range(len(a) - 2)}
    theirs = {b[i : i + 3] for i in range(len(b) - 2)}
    return len(ours & theirs) / (len(ours | theirs) or 1)
