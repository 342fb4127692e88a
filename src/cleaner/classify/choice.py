"""Chooses which blocks to keep so that the expected F1 of the page is highest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MAX_ROUNDS = 20


class Choice(NamedTuple):
    """Which blocks to keep.

    Attributes:
        threshold: Blocks with at least this probability are kept.
        expected: The word-level F1 that this may be expected to have, 0–1.
    """

    threshold: float
    expected: float


def choose_threshold(probabilities: NDArray[np.float64], words: NDArray[np.int64]) -> Choice:
    """Finds the threshold with the highest expected F1.

    Keeping a block raises the ratio of expected hits to words exactly if its probability is over half of the F1 that
    is reached (Lipton, Elkan and Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure");
    the two are found in turns, which converges from any start.

    Args:
        probabilities: Of each block being main content.
        words: Of each block.

    Returns:
        The choice; with nothing to expect, a threshold that keeps nothing.
    """
    expected_gold = float((probabilities * words).sum())
    if expected_gold < 1e-9:
        return Choice(1.0, 0.0)
    best = 0.0
    for _ in range(_MAX_ROUNDS):
        kept = probabilities > best / 2
        hits = float((probabilities * words)[kept].sum())
        reached = 2 * hits / (float(words[kept].sum()) + expected_gold)
        if reached <= best + 1e-9:
            break
        best = reached
    return Choice(best / 2, best)
