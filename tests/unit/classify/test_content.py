"""The threshold that a page's own probabilities ask for."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.classify import choose_threshold


def expected_f1(probabilities: np.ndarray, words: np.ndarray, kept: np.ndarray) -> float:
    """The ratio that the choice maximises: twice the expected hits over kept and expected gold words."""
    hits = (probabilities * words)[kept].sum()
    total = words[kept].sum() + (probabilities * words).sum()
    return float(2 * hits / total) if total else 0.0


# No deadline: what is told here is true on a busy machine too.
@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(1, 50)), min_size=1, max_size=8))
def test_no_other_choice_of_blocks_is_expected_to_be_better(rows: list[tuple[float, int]]) -> None:
    """Of all sets of blocks, the one over the threshold has the highest expected F1."""
    probabilities = np.array([row[0] for row in rows])
    words = np.array([row[1] for row in rows])
    choice = choose_threshold(probabilities, words)
    best = max(
        expected_f1(probabilities, words, np.array(kept)) for kept in itertools.product([False, True], repeat=len(rows))
    )
    assert choice.expected >= best - 1e-6


def test_a_page_where_nothing_is_content_keeps_nothing() -> None:
    """With all probabilities at zero the threshold is one."""
    assert choose_threshold(np.zeros(3), np.array([5, 5, 5])) == (1.0, 0.0)
