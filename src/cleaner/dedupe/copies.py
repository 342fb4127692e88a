"""Finds changed copies of a repeated block: beside it they go with it, elsewhere they are only told."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cleaner.dedupe.marketing import Lines
from cleaner.dedupe.runs import Run

# Share of common trigrams from which a block is a changed copy; two different forms of one site are below it.
MIN_LIKENESS = 0.6
# Lines shorter than this are alike by chance; more lines than this are not compared with the rest of the page.
_MIN_COMPARED_WORDS = 5
_MAX_COMPARED = 100

_DIGITS = re.compile(r"\d+")


def find_changed_copies(
    lines: Lines, run: Run, is_taken: Callable[[int], bool], *, numbers_matter: bool
) -> list[range]:
    """Walks from a run to both sides for as long as changed copies of its block follow.

    A changed copy may have a line more or less than the block. One with a heading, a list item, a quantity or a
    reference that the block itself has not is none.

    Args:
        lines: The page's lines.
        run: The run.
        is_taken: Whether a place is no copy of it: reference material, or removed already.
        numbers_matter: Whether blocks that differ in a number are different: where a copy of the block stays, a
            changed telephone number must stay too.

    Returns:
        Places of the lines of each changed copy.
    """
    wanted = _read(lines.texts[run.start : run.start + run.period])
    masked = mask_numbers(wanted)
    protects = any(map(lines.is_protected, range(run.start, run.start + run.period)))

    def fits(window: range) -> bool:
        if any(map(is_taken, window)) or (not protects and any(map(lines.is_protected, window))):
            return False
        found = _read(lines.texts[window.start : window.stop])
        if not numbers_matter:
            return measure_likeness(mask_numbers(found), masked) >= MIN_LIKENESS
        return _DIGITS.findall(found) == _DIGITS.findall(wanted) and measure_likeness(found, wanted) >= MIN_LIKENESS

    found: list[range] = []
    for forward in (True, False):
        edge = run.end if forward else run.start
        while window := next(filter(fits, _list_windows(edge, run.period, len(lines), forward=forward)), None):
            found.append(window)
            edge = window.stop if forward else window.start
    return found


def find_near_lines(texts: Mapping[int, str], removed: Iterable[str]) -> list[int]:
    """Finds lines that are nearly the same as a removed one; a third of such are content, so they only get a note.

    Args:
        texts: Lines that stay, by place.
        removed: Lines that go; the first hundred different ones are compared.

    Returns:
        Places of the lines of which `MIN_LIKENESS` of the word pairs are also a removed line's, by Jaccard index.
    """
    gone = [pairs for text in list(dict.fromkeys(removed))[:_MAX_COMPARED] if (pairs := _pair_words(text))]
    holders: dict[tuple[str, str], list[int]] = {}
    for number, pairs in enumerate(gone):
        for pair in pairs:
            holders.setdefault(pair, []).append(number)
    found = []
    for place, text in texts.items():
        pairs = _pair_words(text)
        common = Counter(number for pair in pairs & holders.keys() for number in holders[pair])
        if any(count >= MIN_LIKENESS * (len(pairs) + len(gone[number]) - count) for number, count in common.items()):
            found.append(place)
    return found


def measure_likeness(a: str, b: str) -> float:
    """Share of common trigrams of two texts, their exact Jaccard index, 0–1."""
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


def _read(texts: Sequence[str]) -> str:
    return "\n".join(texts).casefold()


def _list_windows(edge: int, period: int, length: int, *, forward: bool) -> Iterator[range]:
    for size in (period, period + 1, period - 1):
        window = range(edge, edge + size) if forward else range(edge - size, edge)
        if size and window.start >= 0 and window.stop <= length:
            yield window
