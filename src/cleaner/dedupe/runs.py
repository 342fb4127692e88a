"""Finds runs of lines that repeat back to back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# What is left of a run that another one has cut into.
_MIN_CUT_COPIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of lines that says the same again and again.

    Attributes:
        start: Place of its first line.
        end: Place after its last line; the last copy may be cut short.
        period: Lines in one copy, 1 or more.
        copies: Full copies, 2 or more.
    """

    start: int
    end: int
    period: int
    copies: int


def find_runs(numbers: Sequence[int], *, max_period_lines: int, min_copies: int = 2) -> list[Run]:
    """Finds every stretch of lines that repeats back to back; stretches do not overlap.

    Where stretches would overlap, the one that covers more lines wins, then the one of the shorter period; of the
    other, what is free is a run too if it holds three copies.

    Args:
        numbers: One number a line, from 0, equal for equal lines.
        max_period_lines: Longest copy that is looked for.
        min_copies: Copies from which a stretch is one, 2 or 3.

    Returns:
        The runs in the order of the page.
    """
    column = np.asarray(numbers, dtype=np.int64)
    if not len(column):
        return []
    # A run is a stretch of lines that each stand on the page that often, so its copies are no longer than their share.
    starts, ends = _find_stretches(np.bincount(column)[column] >= min_copies)
    longest = int((ends - starts).max(initial=0)) // min_copies
    found: list[Run] = []
    for period in range(1, min(max_period_lines, longest) + 1):
        starts, ends = _find_stretches(column[period:] == column[:-period])
        long = ends - starts >= period * (min_copies - 1)
        found += [
            Run(start=start, end=end + period, period=period, copies=(end - start) // period + 1)
            for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)
        ]
    return _choose_apart(found, len(column))


def _find_stretches(holds: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where something begins to hold, and where it ends."""
    padded = np.zeros(len(holds) + 2, dtype=np.bool_)
    padded[1:-1] = holds
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def _choose_apart(found: list[Run], length: int) -> list[Run]:
    chosen: list[Run] = []
    taken = bytearray(length)
    # Three copies outrank two: a pair of long copies must not hide a run of many short ones inside it.
    for run in sorted(found, key=lambda run: (run.copies < 3, run.start - run.end, run.period, run.start)):
        for part in _cut_free(run, taken):
            chosen.append(part)
            taken[part.start : part.end] = b"\x01" * (part.end - part.start)
    return sorted(chosen, key=lambda run: run.start)


def _cut_free(run: Run, taken: bytearray) -> list[Run]:
    """Gives what is free of a run, where that still holds three copies: neighbours often share a line at their edge."""
    if taken.find(1, run.start, run.end) < 0:
        return [run]
    parts = []
    start = taken.find(0, run.start, run.end)
    while start >= 0:
        edge = taken.find(1, start, run.end)
        end = edge if edge >= 0 else run.end
        copies = (end - start) // run.period
        if copies >= _MIN_CUT_COPIES:
            parts.append(Run(start=start, end=end, period=run.period, copies=copies))
        start = taken.find(0, end, run.end)
    return parts
