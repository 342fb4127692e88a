"""Finds copies of a repeated block that stand beside it and differ in a word or a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cleaner.dedupe.runs import Run
from cleaner.dedupe.signals import is_protected
from cleaner.document import Block

# Share of common trigrams from which a block is a changed copy; two different forms of one site are below it.
MIN_LIKENESS = 0.6

_DIGITS = re.compile(r"\d+")


def find_changed_copies(
    blocks: Sequence[Block], run: Run, is_taken: Callable[[int], bool], *, numbers_matter: bool
) -> list[range]:
    """Walks from a run to both sides for as long as changed copies of its block follow.

    A changed copy may have a line more or less than the block. One with a heading, a list item, a quantity or a
    reference that the block itself has not is none.

    Args:
        blocks: The page's lines.
        run: The run.
        is_taken: Whether a place is no copy of it: reference material, or removed already.
        numbers_matter: Whether blocks that differ in a number are different: where a copy of the block stays, a
            changed telephone number must stay too.

    Returns:
        Places of the lines of each changed copy.
    """
    copy = blocks[run.start : run.start + run.period]
    wanted = _read(copy, numbers_matter=numbers_matter)
    spared = any(is_protected(block) for block in copy)

    def fits(window: range) -> bool:
        lines = blocks[window.start : window.stop]
        if any(map(is_taken, window)) or (not spared and any(map(is_protected, lines))):
            return False
        found = _read(lines, numbers_matter=numbers_matter)
        if numbers_matter and _DIGITS.findall(found) != _DIGITS.findall(wanted):
            return False
        return measure_likeness(found, wanted) >= MIN_LIKENESS

    found: list[range] = []
    for forward in (True, False):
        edge = run.end if forward else run.start
        while window := next(filter(fits, _list_windows(edge, run.period, len(blocks), forward=forward)), None):
            found.append(window)
            edge = window.stop if forward else window.start
    return found


def measure_likeness(a: str, b: str) -> float:
    """Share of common trigrams of two texts, their exact Jaccard index.

    Args:
        a: A text.
        b: Another.

    Returns:
        0 to 1.
    """
    if min(len(a), len(b)) < MIN_LIKENESS * max(len(a), len(b)) / 2:
        return 0.0
    ours, theirs = _cut(a), _cut(b)
    return len(ours & theirs) / (len(ours | theirs) or 1)


def mask_numbers(text: str) -> str:
    """The text with every number the same."""
    return _DIGITS.sub("0", text)


def _cut(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(len(text) - 2)}


def _read(blocks: Sequence[Block], *, numbers_matter: bool) -> str:
    text = "\n".join(block.text for block in blocks).casefold()
    return text if numbers_matter else mask_numbers(text)


def _list_windows(edge: int, period: int, length: int, *, forward: bool) -> list[range]:
    sizes = [size for size in (period, period + 1, period - 1) if size]
    windows = [range(edge, edge + size) if forward else range(edge - size, edge) for size in sizes]
    return [window for window in windows if window.start >= 0 and window.stop <= length]
