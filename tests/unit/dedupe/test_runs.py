"""Runs of repeating lines: found whole, never overlapping, against a slow search that cannot be wrong."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cleaner.dedupe.runs import Run, find_runs


def test_run_has_period_and_copies() -> None:
    """A run is where the first copy starts, how long a copy is and how many there are; a cut last copy belongs."""
    assert find_runs([0, 1, 2, 1, 2, 1, 2, 1, 3], max_period_lines=60) == [Run(start=1, end=8, period=2, copies=3)]


def test_pair_of_long_copies_does_not_hide_many_short_ones() -> None:
    """Three copies of a line win over two copies of a longer stretch that overlaps them."""
    assert Run(start=0, end=3, period=1, copies=3) in find_runs([0, 0, 0, 1, 0, 0, 0, 1], max_period_lines=60)


@given(st.lists(st.integers(0, 3), max_size=60))
def test_every_run_repeats_and_no_two_overlap(numbers: list[int]) -> None:
    """Each line of a run equals the line one period before it, and runs stand apart."""
    runs = find_runs(numbers, max_period_lines=10)
    for run in runs:
        assert all(numbers[i] == numbers[i - run.period] for i in range(run.start + run.period, run.end))
        assert run.copies == (run.end - run.start) // run.period >= 2
    assert all(a.end <= b.start for a, b in itertools.pairwise(runs))


@given(st.lists(st.integers(0, 3), max_size=40))
def test_no_stretch_of_three_copies_is_missed(numbers: list[int]) -> None:
    """Wherever a stretch stands three times in a row, a found run of three or more copies meets it."""
    runs = [run for run in find_runs(numbers, max_period_lines=8) if run.copies >= 3]
    for period in range(1, 9):
        for start in range(len(numbers) - 3 * period + 1):
            if numbers[start : start + 2 * period] == numbers[start + period : start + 3 * period]:
                assert any(run.start < start + 3 * period and run.end > start for run in runs)


@given(st.lists(st.integers(0, 3), max_size=40))
def test_asking_for_three_copies_leaves_out_pairs_alone(numbers: list[int]) -> None:
    """Runs of three copies or more are the same whether or not pairs are looked for."""
    runs = find_runs(numbers, max_period_lines=8)
    assert find_runs(numbers, max_period_lines=8, min_copies=3) == [run for run in runs if run.copies >= 3]


def test_neighbours_that_share_a_line_are_both_found() -> None:
    """A run that a longer one cuts into is found as far as it is free."""
    runs = find_runs([0, 0, 0, 0, 1, 0, 1, 0, 1], max_period_lines=8)
    assert [(run.start, run.end, run.period, run.copies) for run in runs] == [(0, 3, 1, 3), (3, 9, 2, 3)]
