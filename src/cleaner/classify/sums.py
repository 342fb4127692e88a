"""Adds up columns over groups and ranges of blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.feature_names import RATIOS

# What a sum is a share of: column 0, the blocks, or column 1, the words.
_WHOLES = np.array(
    [
        int(name in ("linked_words", "stops", "commas", "digits", "capitals", "frequent_words", "prose_words"))
        for name in RATIOS
    ]
)
# An odd number: multiplying by it loses nothing and brings low bits up.
_MIX = np.uint64(0x9E3779B97F4A7C15)


def divide_sums(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turns sums, columns as `SUMMED`, into shares of the words or blocks that they were taken over."""
    whole = np.maximum(sums[..., :2], 1)[..., _WHOLES]
    shares = sums[..., 2:] / whole
    return np.minimum(shares, 3.0, out=shares)


class Groups:
    """Things that have the same key.

    Attributes:
        ids: Number of each thing's group.
        counts: Things by group.
        order: The things, group by group, in each in their order.
        leaders: The first thing of each group.
    """

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        """Numbers the groups.

        Args:
            keys: Hashes; their lowest bits make room for the places of the things, so that one plain sort, three
                times faster than sorting places by keys, gives both.
        """
        size = len(keys)
        bits = np.uint64(max(size - 1, 1).bit_length())
        packed = (keys * _MIX >> bits << bits) | np.arange(size, dtype=np.uint64)
        packed.sort()
        self.order = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
        packed >>= bits
        is_new = np.ones(size, dtype=bool)
        np.not_equal(packed[1:], packed[:-1], out=is_new[1:])
        begins = np.flatnonzero(is_new)
        self.counts = np.diff(begins, append=size)
        self.ids = np.empty(size, dtype=np.int64)
        self.ids[self.order] = np.repeat(np.arange(len(begins)), self.counts)
        self.leaders = self.order[begins]

    def add_up(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        """Sums of values by group."""
        return np.bincount(self.ids, weights=values, minlength=len(self.counts)).astype(np.float64)


def count_unique(owners: NDArray[np.int64], words: Groups, count: int) -> NDArray[np.int64]:
    """Different words by text."""
    texts, ids = owners[words.order], words.ids[words.order]
    # In each group words follow each other as in the page: those of one text are neighbours.
    new = np.ones(len(ids), dtype=bool)
    new[1:] = (ids[1:] != ids[:-1]) | (texts[1:] != texts[:-1])
    return np.bincount(texts[new], minlength=count)


def add_up_texts(rows: NDArray[np.generic], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sums by text of values that stand in the order of the texts, `counts` of them a text; some rows at once."""
    sums = np.zeros((len(rows), len(counts)))
    filled = np.flatnonzero(counts)
    if len(filled):
        sums[:, filled] = np.add.reduceat(rows, (np.cumsum(counts) - counts)[filled], axis=1)
    return sums


def is_among(hashes: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether each hash is one of the known."""
    if not len(known):
        return np.zeros(len(hashes), dtype=bool)
    ordered = np.sort(known)
    found: NDArray[np.bool_] = ordered.take(np.searchsorted(ordered, hashes), mode="clip") == hashes
    return found
