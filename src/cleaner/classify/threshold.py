"""Chooses from which probability on the blocks of a page are kept: the one with the highest expected F measure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.settings import Settings

# Probabilities are thousandths.
SURE = 1000
_MAX_ROUNDS = 20


class Choice(NamedTuple):
    """Which blocks to keep.

    Attributes:
        threshold: Blocks with a higher probability are kept, in thousandths.
        expected: The word-level F1 that this may be expected to have, in thousandths.
    """

    threshold: int
    expected: int


def choose_threshold(probabilities: NDArray[np.int64], words: NDArray[np.int64], recall_weight: float = 1.0) -> Choice:
    """Finds the threshold with the highest expected F measure.

    Keeping a block raises the ratio of expected hits to words exactly if its probability is over half of the F1 that
    is reached (Lipton, Elkan and Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure"), or
    where recall weighs `b` times as much, over the share 1 / (1 + b**2) of that measure; the two are found in turns,
    which converges from any start.

    Args:
        probabilities: Of each block being main content, in thousandths.
        words: Of each block.
        recall_weight: How many times as much as precision recall counts, over 0 (van Rijsbergen's F measure).

    Returns:
        The choice; with nothing to expect, a threshold that keeps nothing.
    """
    # In hundredths, so that all goes on in whole numbers.
    square = max(round(100 * recall_weight * recall_weight), 1)
    expected_words = probabilities * words
    expected_gold = int(expected_words.sum())
    if not expected_gold:
        return Choice(SURE, 0)
    best = 0
    for _ in range(_MAX_ROUNDS):
        kept = probabilities * (100 + square) > 100 * best
        hits = int(expected_words[kept].sum())
        whole = 100 * SURE * int(words[kept].sum()) + square * expected_gold
        reached = (100 + square) * SURE * hits // whole
        if reached <= best:
            break
        best = reached
    return Choice(100 * best // (100 + square), best)


def choose_floor(settings: Settings) -> int:
    """The probability, in thousandths, that no threshold is lower than.

    Where recall weighs more than precision, the threshold of a page that is kept half is lower by this ratio, and so is
    the floor.
    """
    ratio = min(2 / (1 + settings.recall_weight**2), 1.0)
    return round(SURE * settings.min_content_score * ratio)
