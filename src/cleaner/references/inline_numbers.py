"""Finds the numbers of bracketed and raised markers in the running text, with lists and ranges."""

from __future__ import annotations

import re

from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import NUMBERS_IN_BRACKETS, RAISED_DIGIT_VALUES, RAISED_NUMBERS, expand_numbers
from cleaner.references.tables import EXPONENT_BASE

TextNumbers = list[tuple[int, list[int]]]


def find_text_numbers(page: PageColumns) -> TextNumbers:
    """Collects the numbers of bracketed and raised markers on a page.

    Args:
        page: The page.

    Returns:
        For each group of numbers the index of its block and the numbers.
    """
    return [
        (block.index, values)
        for block in page.blocks
        if ("[" in block.text or not block.text.isascii()) and block.kind is not BlockKind.CODE
        for _, _, values in find_number_groups(block)
    ]


def count_text_numbers(found: TextNumbers, inside: set[int]) -> set[int]:
    """The numbers that stand outside the blocks that are entries themselves.

    Args:
        found: What `find_text_numbers` gave.
        inside: Blocks that are entries.
    """
    return {value for block, values in found if block not in inside for value in values}


def find_number_groups(block: Block) -> list[tuple[int, int, list[int]]]:
    """Finds bracketed and raised numbers in a block.

    Args:
        block: The block.

    Returns:
        For each group its start, end, and the numbers it names, ranges written out.
    """
    text = block.text
    found: list[tuple[int, int, list[int]]] = []
    if "[" in text or "［" in text or "【" in text:
        for match in NUMBERS_IN_BRACKETS.finditer(text):
            if _is_code(block, match.start()):
                continue
            values = expand_numbers(next(group for group in match.groups() if group))
            if values:
                found.append((match.start(), match.end(), values))
    if not text.isascii():
        for match in RAISED_NUMBERS.finditer(text):
            if match.start() and not _is_exponent(text, match):
                values = expand_numbers(match.group().translate(RAISED_DIGIT_VALUES))
                if values:
                    found.append((match.start(), match.end(), values))
    found.sort()
    return found


def _is_code(block: Block, offset: int) -> bool:
    return any(
        span.kind in (SpanKind.CODE, SpanKind.FORMULA) and span.start <= offset < span.end for span in block.spans
    )


def _is_exponent(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    if not before or before[-1].isspace():
        return match.start() == 0
    if before[-1].isdigit():
        # 10² is a power; "in 2019¹²" and "of 1,142¹" are markers on years and counts.
        digits = re.search(r"[\d.,]+$", before)
        return (
            digits is not None and (digits.group().strip(".,") in ("10", "2", "x") or len(digits.group()) < 3)
        ) or match.group()[0] == "⁻"
    return match.group()[0] == "⁻" or bool(EXPONENT_BASE.search(before))
