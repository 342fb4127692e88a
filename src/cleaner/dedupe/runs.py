"""Finds runs of lines that repeat back to back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

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


def number_lines(lines: Sequence[str]) -> tuple[list[int], int]:
    """Gives equal lines equal numbers; digits, punctuation and case are part of a line's identity.

    Args:
        lines: The page's lines.

    Returns:
        One number a line, and how many different lines there are.
    """
    known: dict[str, int] = {}
    return [known.setdefault(line, len(known)) for line in lines], len(known)


def find_runs(numbers: Sequence[int], *, max_period_lines: int) -> list[Run]:
    """Finds every stretch of lines that repeats back to back at least twice; stretches do not overlap.

    Where stretches would overlap, the one that covers more lines wins, then the one of the shorter period; of the
    other, what is free is a run too if it holds three copies.

    Args:
        numbers: One number a line, equal for equal lines.
        max_period_lines: Longest copy that is looked for.

    Returns:
        The runs in the order of the page.
    """
    column = np.asarray(numbers, dtype=np.int32)
    found: list[Run] = []
    for period in range(1, min(max_period_lines, len(column) // 2) + 1):
        same = column[period:] == column[:-period]
        if np.count_nonzero(same) >= period:
            found.extend(_read_stretches(same, period))
    return _choose_apart(found, len(column))


def _read_stretches(same: np.ndarray, period: int) -> list[Run]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], same.view(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= period
    return [
        Run(start=start, end=end + period, period=period, copies=(end - start) // period + 1)
        for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)
    ]


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
