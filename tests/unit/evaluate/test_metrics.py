"""The figures that `cleaner evaluate` prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.evaluate.metrics import estimate_mean, score_text


def test_words_are_counted_as_often_as_both_texts_have_them() -> None:
    """A word said twice and wanted once is one hit and one miss."""
    score = score_text("pill pill", "Pill, water")
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(("predicted", "gold", "expected"), [("", "", 1.0), ("a", "", 0.0), ("", "a", 0.0)])
def test_empty_texts_match_only_each_other(predicted: str, gold: str, expected: float) -> None:
    """Nothing found where nothing was wanted is right; nothing else about nothing is."""
    assert score_text(predicted, gold).f1 == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_f1_is_symmetric_and_bounded(first: str, second: str) -> None:
    """Which text is the gold one does not matter to F1, and it stays within 0 and 1."""
    f1 = score_text(first, second).f1
    assert 0 <= f1 <= 1
    assert f1 == pytest.approx(score_text(second, first).f1)


def test_pages_of_one_site_count_as_one_draw() -> None:
    """A hundred equal pages of one site make an interval no narrower."""
    interval = estimate_mean([0.0] * 50 + [1.0] * 50, ["one.example"] * 50 + ["two.example"] * 50)
    assert interval.mean == 0.5
    assert (interval.low, interval.high) == (0.0, 1.0)


def test_intervals_are_the_same_every_time() -> None:
    """The draws are seeded."""
    values, sites = [0.2, 0.9, 0.5], ["a", "b", "c"]
    assert estimate_mean(values, sites) == estimate_mean(values, sites)
