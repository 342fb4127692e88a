"""From which probability on blocks are kept: the choice with the highest expected F measure."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.classify.threshold import Choice, choose_floor, choose_threshold
from cleaner.settings import Settings

BLOCKS = st.lists(st.tuples(st.integers(10, 990), st.integers(1, 50)), min_size=1, max_size=8)


def expect_measure(probabilities: np.ndarray, words: np.ndarray, kept: np.ndarray, recall_weight: float) -> float:
    """The F measure that keeping these blocks is expected to have, in thousandths."""
    square = recall_weight**2
    hits = (probabilities * words)[kept].sum()
    total = 1000 * words[kept].sum() + square * (probabilities * words).sum()
    return float(1000 * (1 + square) * hits / total) if total else 0.0


# No deadline: what is told here is true on a busy machine too.
@settings(deadline=None)
@given(BLOCKS, st.sampled_from([0.5, 1.0, 2.0]))
def test_no_other_choice_of_blocks_is_expected_to_be_better(rows: list[tuple[int, int]], recall_weight: float) -> None:
    """Of all sets of blocks, the one over the threshold has the highest expected F measure, but for rounding."""
    probabilities, words = np.array(rows).T
    choice = choose_threshold(probabilities, words, recall_weight)
    sets = itertools.product([False, True], repeat=len(rows))
    best = max(expect_measure(probabilities, words, np.array(kept), recall_weight) for kept in sets)
    assert choice.expected >= best - 2


@given(BLOCKS, st.floats(0.1, 10), st.floats(0.1, 10))
def test_more_weight_of_recall_never_drops_a_block(rows: list[tuple[int, int]], one: float, other: float) -> None:
    """The threshold falls, or stays, as recall weighs more; by rounding it may rise by one."""
    probabilities, words = np.array(rows).T
    low, high = sorted([one, other])
    assert (
        choose_threshold(probabilities, words, high).threshold
        <= choose_threshold(probabilities, words, low).threshold + 1
    )


def test_a_page_where_nothing_is_content_keeps_nothing() -> None:
    """With all probabilities at zero the threshold is one."""
    nothing = np.zeros(3, dtype=np.int64)
    assert choose_threshold(nothing, np.array([5, 5, 5])) == Choice(1000, 0)


def test_the_floor_falls_where_recall_weighs_more_and_stays_where_it_weighs_less() -> None:
    """150 thousandths by default, 60 where recall counts twice, 150 where it counts half."""
    assert [choose_floor(Settings(recall_weight=weight)) for weight in (1, 2, 0.5)] == [150, 60, 150]
