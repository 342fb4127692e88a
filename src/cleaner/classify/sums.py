"""Adds up columns over groups and ranges of blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.feature_names import RATIOS

# Whether a sum is a share of the words or of the blocks.
_PER_WORD = np.array(
    [
        name in ("linked_words", "stops", "commas", "digits", "capitals", "frequent_words", "prose_words")
        for name in RATIOS
    ]
)


def divide_sums(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turns sums, columns as `SUMMED`, into shares of the words or blocks that they were taken over."""
    whole = np.where(_PER_WORD, sums[:, 1:2], sums[:, 0:1])
    return np.minimum(sums[:, 2:] / np.maximum(whole, 1), 3.0)


class Groups:
    """Blocks that have the same key."""

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        _, self.ids, self.counts = np.unique(keys, return_inverse=True, return_counts=True)

    def add_up(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        """Sums of values by group."""
        return np.bincount(self.ids, weights=values, minlength=len(self.counts)).astype(np.float64)


def count_unique(owners: NDArray[np.int64], word_ids: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Different words by text."""
    keys = np.unique(owners * (int(word_ids.max(initial=0)) + 1) + word_ids)
    return np.bincount(keys // (int(word_ids.max(initial=0)) + 1), minlength=count).astype(np.float64)
