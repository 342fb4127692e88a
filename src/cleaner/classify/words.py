"""Reads all texts of a page at once: classes of characters and hashes of words, a block or an element at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.vocabulary import (
    CHARACTER_TABLE,
    IDEOGRAPH,
    LOWER,
    LOWER_TABLE,
    TABLE_SIZE,
    UPPER,
    WIDE_RANGES,
    WORD_CLASSES,
)

_CLASS_COUNT = 16
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MAX_WORD_CHARS = 64


def _build_powers() -> NDArray[np.uint64]:
    powers = np.empty(_MAX_WORD_CHARS, dtype=np.uint64)
    power = 1
    for position in range(_MAX_WORD_CHARS):
        powers[position] = power
        power = power * 0x100000001B3 % 2**64
    return powers


_POWERS = _build_powers()
_WIDE_STARTS = np.array([start for start, _ in WIDE_RANGES], dtype=np.uint32)
_WIDE_CLASSES = np.array([name for _, name in WIDE_RANGES], dtype=np.uint8)


class WordColumns(NamedTuple):
    """The words and characters of a list of texts.

    Attributes:
        classes: Characters by text and class, `[n_texts, 16]`.
        hashes: Hash of each word in lower case, in order.
        lengths: Characters of each word.
        owners: Index of the text that each word stands in.
        counts: Words by text.
        first: Class of each text's first character; 0 where it has none.
        last: Class of each text's last character; 0 where it has none.
    """

    classes: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    lengths: NDArray[np.int64]
    owners: NDArray[np.int64]
    counts: NDArray[np.int64]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]


def read_words(texts: Sequence[str], *, split_case: bool = False) -> WordColumns:
    """Reads the words of many texts in one pass.

    A word is a run of letters, marks and digits; an ideograph is a word of its own.

    Args:
        texts: The texts.
        split_case: Whether a capital after a small letter begins a word, as in names of classes.

    Returns:
        Its columns.
    """
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.cumsum(sizes + 1) - sizes - 1
    clipped = np.minimum(codes, TABLE_SIZE)
    classes = CHARACTER_TABLE[clipped]
    wide = clipped == TABLE_SIZE
    if wide.any():
        classes[wide] = _WIDE_CLASSES[np.searchsorted(_WIDE_STARTS, codes[wide], side="right") - 1]
    owners = np.repeat(np.arange(len(texts)), sizes + 1)[: len(codes)]
    filled = sizes > 0
    ends = np.maximum(starts + sizes - 1, 0)
    first = np.zeros(len(texts), dtype=np.uint8)
    last = np.zeros(len(texts), dtype=np.uint8)
    first[filled] = classes[starts[filled]]
    last[filled] = classes[ends[filled]]
    table = np.bincount(owners * _CLASS_COUNT + classes, minlength=len(texts) * _CLASS_COUNT).reshape(-1, _CLASS_COUNT)
    begins = _find_word_starts(classes, split_case=split_case)
    if not len(begins):
        empty = np.zeros(0, dtype=np.int64)
        counts = np.zeros(len(texts), dtype=np.int64)
        return WordColumns(table, empty.astype(np.uint64), empty, empty, counts, first, last)
    hashes, lengths = _hash_words(codes, clipped, classes, begins)
    word_owners = owners[begins]
    counts = np.bincount(word_owners, minlength=len(texts))
    return WordColumns(table, hashes, lengths, word_owners, counts, first, last)


def _find_word_starts(classes: NDArray[np.uint8], *, split_case: bool) -> NDArray[np.int64]:
    inside = WORD_CLASSES[classes]
    starts = inside.copy()
    starts[1:] &= ~inside[:-1]
    ideographs = classes == IDEOGRAPH
    if ideographs.any():
        starts |= ideographs
        starts[1:] |= inside[1:] & ideographs[:-1]
    if split_case:
        starts[1:] |= (classes[1:] == UPPER) & (classes[:-1] == LOWER)
    return np.flatnonzero(starts)


def _hash_words(
    codes: NDArray[np.uint32], clipped: NDArray[np.uint32], classes: NDArray[np.uint8], begins: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    inside = WORD_CLASSES[classes]
    spans = np.diff(begins, append=len(codes))
    positions = np.arange(begins[0], len(codes)) - np.repeat(begins, spans)
    lowered = LOWER_TABLE[clipped]
    if clipped.max(initial=0) == TABLE_SIZE:
        lowered = np.where(clipped == TABLE_SIZE, codes, lowered).astype(np.uint64)
    terms = lowered * inside
    terms = terms[begins[0] :] * _POWERS[np.minimum(positions, _MAX_WORD_CHARS - 1)]
    offsets = begins - begins[0]
    hashes = np.add.reduceat(terms, offsets) * _MULTIPLIER
    lengths = np.add.reduceat(inside[begins[0] :].astype(np.int64), offsets)
    return hashes ^ (hashes >> np.uint64(29)), lengths
