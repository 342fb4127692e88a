"""Links markers that only their numbers show: `(3)` in round brackets, and raised digits that lost their raising."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from cleaner.document import InlineMarker
from cleaner.page.blocks import Block, BlockKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import GLUED_NUMBERS, NUMBERS_IN_ROUND_BRACKETS, expand_numbers
from cleaner.references.tables import NUMBERED_THINGS

# On the gold's pages no enumeration, equation or unit meets all of these; they stay loose for lists cited in part.
_MIN_COVERED_RATIO = 0.4
_MIN_ORDERED_RATIO = 0.7
_MIN_CLOSING_RATIO = 0.6
_SKIPPED = (BlockKind.CODE, BlockKind.FORMULA, BlockKind.CONTROL)


class _Found(NamedTuple):
    block: int
    start: int
    end: int
    numbers: list[int]
    closes: bool


def link_loose_numbers(
    page: PageColumns, by_number: Mapping[int, int], inside: Mapping[int, str]
) -> list[InlineMarker]:
    """Finds such markers where a page has none that are surer.

    Args:
        page: The page.
        by_number: Place of the entry of each number.
        inside: Blocks that are reference material.

    Returns:
        The markers in document order; nothing where the numbers do not run through the text as citations do.
    """
    for pattern in (NUMBERS_IN_ROUND_BRACKETS, GLUED_NUMBERS):
        found = [
            hit
            for block in page.blocks
            if block.index not in inside and block.kind not in _SKIPPED
            for hit in _search(block, pattern)
            if all(number in by_number for number in hit.numbers)
        ]
        if _run_as_citations(found, by_number):
            return [
                InlineMarker(
                    marker=str(number),
                    block=hit.block,
                    offset=hit.start,
                    length=hit.end - hit.start,
                    target=by_number[number],
                )
                for hit in found
                for number in hit.numbers
            ]
    return []


def _search(block: Block, pattern: re.Pattern[str]) -> Iterator[_Found]:
    text = block.text
    for match in pattern.finditer(text):
        start, end = match.span("numbers") if pattern is GLUED_NUMBERS else match.span()
        numbers = expand_numbers(match.group("numbers"))
        if not numbers or not start or NUMBERED_THINGS.search(text, max(0, start - 16), start):
            continue
        following = text[end:].lstrip()[:1]
        closes = not following or following in ".,;:!?)(–" or text[start - 1] in ".,;:!?"
        yield _Found(block.index, start, end, numbers, closes or pattern is GLUED_NUMBERS)


def _run_as_citations(found: list[_Found], by_number: Mapping[int, int]) -> bool:
    """Whether the numbers name a good part of the entries, for the first time in order, and close clauses."""
    firsts = list(dict.fromkeys(number for hit in found for number in hit.numbers))
    if len(firsts) < _MIN_COVERED_RATIO * len(by_number):
        return False
    ordered = sum(a < b for a, b in pairwise(firsts))
    closing = sum(hit.closes for hit in found)
    return ordered >= _MIN_ORDERED_RATIO * (len(firsts) - 1) and closing >= _MIN_CLOSING_RATIO * len(found)
