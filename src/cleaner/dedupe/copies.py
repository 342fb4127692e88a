"""Finds changed copies of a repeated block: beside it they go with it, elsewhere they are only told."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from cleaner.dedupe.runs import Run
from cleaner.dedupe.signals import is_protected
from cleaner.page.blocks import Block

# Share of common trigrams from which a block is a changed copy; two different forms of one site are below it.
MIN_LIKENESS = 0.6
# Lines shorter than this are alike by chance; more lines than this are not compared with the rest of the page.
_MIN_COMPARED_WORDS = 5
MAX_COMPARED = 100

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


def find_near_lines(texts: Mapping[int, str], removed: Iterable[str]) -> list[int]:
    """Finds lines that are nearly the same as a removed one; a third of such are content, so they only get a note.

    Args:
        texts: Lines that stay, by place.
        removed: Lines that go; the first `MAX_COMPARED` different ones are compared.

    Returns:
        Places of the lines of which `MIN_LIKENESS` of the word pairs are also a removed line's, by Jaccard index.
    """
    gone = [pairs for text in list(dict.fromkeys(removed))[:MAX_COMPARED] if (pairs := _pair_words(text))]
    holders: dict[tuple[str, str], list[int]] = {}
    for number, pairs in enumerate(gone):
        for pair in pairs:
            holders.setdefault(pair, []).append(number)
    found = []
    for place, text in texts.items():
        pairs = _pair_words(text)
        common = Counter(number for pair in pairs for number in holders.get(pair, ()))
        if any(count >= MIN_LIKENESS * (len(pairs | gone[number])) for number, count in common.items()):
            found.append(place)
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


def _pair_words(text: str) -> set[tuple[str, str]]:
    words = mask_numbers(text).casefold().split()
    return set(itertools.pairwise(words)) if len(words) >= _MIN_COMPARED_WORDS else set()


def _cut(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(len(text) - 2)}


def _read(blocks: Sequence[Block], *, numbers_matter: bool) -> str:
    text = "\n".join(block.text for block in blocks).casefold()
    return text if numbers_matter else mask_numbers(text)


def _list_windows(edge: int, period: int, length: int, *, forward: bool) -> list[range]:
    sizes = [size for size in (period, period + 1, period - 1) if size]
    windows = [range(edge, edge + size) if forward else range(edge - size, edge) for size in sizes]
    return [window for window in windows if window.start >= 0 and window.stop <= length]
