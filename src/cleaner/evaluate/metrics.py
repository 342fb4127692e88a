"""Word-level precision, recall and F1, and how sure a mean of them is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

_WORDS = re.compile(r"\w+")
_RESAMPLES = 1000


class Score(NamedTuple):
    """How well one text matches another, each 0–1."""

    precision: float
    recall: float
    f1: float


class Interval(NamedTuple):
    """A mean and the bounds of its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def split_words(text: str) -> list[str]:
    """The words that the metric counts: runs of letters, digits and underscores, in lower case."""
    return _WORDS.findall(text.lower())


def score_text(predicted: str, gold: str) -> Score:
    """Compares two texts as bags of words.

    Args:
        predicted: What a tool extracted.
        gold: What people agreed on.

    Returns:
        The score; 1 where both are empty, 0 where one is.
    """
    found, wanted = Counter(split_words(predicted)), Counter(split_words(gold))
    if not found or not wanted:
        return Score(*[float(found == wanted)] * 3)
    hits = (found & wanted).total()
    precision, recall = hits / found.total(), hits / wanted.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)


def estimate_mean(values: Sequence[float], clusters: Sequence[str]) -> Interval:
    """Gives the mean of values with a bootstrap interval.

    Whole clusters are drawn, not values: pages of one site resemble each other (Cameron, Gelbach and Miller 2008).

    Args:
        values: At least one value.
        clusters: The cluster of each, such as its domain.

    Returns:
        The mean and its interval; the same values always give the same interval.
    """
    _, places = np.unique(np.asarray(clusters), return_inverse=True)
    sizes = np.bincount(places)
    sums = np.bincount(places, weights=np.asarray(values, dtype=np.float64))
    drawn = np.random.default_rng(0).multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), size=_RESAMPLES)
    low, high = np.percentile(drawn @ sums / (drawn @ sizes), [2.5, 97.5])
    return Interval(float(np.mean(values)), float(low), float(high))
