"""Finds runs of lines that repeat back to back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


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

    Where stretches would overlap, the one that covers more lines wins, then the one of the shorter period.

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
        if taken.find(1, run.start, run.end) < 0:
            chosen.append(run)
            taken[run.start : run.end] = b"\x01" * (run.end - run.start)
    return sorted(chosen, key=lambda run: run.start)
