"""Labels blocks by gold text: which words of a block does the gold hold, in order?

A longest common subsequence of the page's words and the gold's words is found with bit-parallel integers (Hyyrö 2004,
"Bit-parallel LCS-length computation revisited"). Where stray words of boilerplate happen to occur in the gold, they
are taken out and the alignment is made once more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORDS = re.compile(r"\w+")
# A block with a smaller share of its words in the alignment only met them by chance.
_MIN_SHARE = 0.4
_MIN_MOVED_WORDS = 4


def split_words(text: str) -> list[str]:
    """The words that the metric counts."""
    return _WORDS.findall(text.lower())


def align_words(first: Sequence[str], second: Sequence[str]) -> list[int]:
    """Finds a longest common subsequence.

    Args:
        first: Words.
        second: Words.

    Returns:
        Indices of the words of `first` that are in it, ascending.
    """
    places: dict[str, int] = {}
    for index, word in enumerate(first):
        places[word] = places.get(word, 0) | (1 << index)
    ones = (1 << len(first)) - 1
    row = ones
    rows: list[int] = []
    for word in second:
        hits = row & places.get(word, 0)
        row = ((row + hits) | (row - hits)) & ones
        rows.append(row)
    matched: list[int] = []
    column, line = len(first), len(second)
    while column and line:
        if rows[line - 1] >> (column - 1) & 1:
            column -= 1
            continue
        line -= 1
        if line and not rows[line - 1] >> (column - 1) & 1:
            continue
        column -= 1
        matched.append(column)
    return matched[::-1]


def label_blocks(texts: Sequence[str], gold: str) -> list[float]:
    """Gives each block the share of its words that the gold holds.

    Args:
        texts: The blocks' texts, in order.
        gold: The gold text.

    Returns:
        Shares from 0 to 1; 0 for a block without words.
    """
    words = [split_words(text) for text in texts]
    wanted = split_words(gold)
    shares = _share_aligned(words, wanted, range(len(words)))
    trusted = [index for index, share in enumerate(shares) if share >= _MIN_SHARE]
    again = _share_aligned(words, wanted, trusted)
    return _add_moved(words, wanted, again)


def _share_aligned(words: list[list[str]], wanted: list[str], indices: Sequence[int]) -> list[float]:
    owners = [index for index in indices for _ in words[index]]
    flat = [word for index in indices for word in words[index]]
    hits = Counter(owners[place] for place in align_words(flat, wanted))
    return [hits[index] / len(block) if block else 0.0 for index, block in enumerate(words)]


def _add_moved(words: list[list[str]], wanted: list[str], shares: list[float]) -> list[float]:
    """Finds blocks that the gold holds at another place than the page."""
    left = Counter(wanted)
    for block, share in zip(words, shares, strict=True):
        if share >= _MIN_SHARE:
            left.subtract(block)
    triples = set(zip(wanted, wanted[1:], wanted[2:], strict=False))
    moved = list(shares)
    for index, block in enumerate(words):
        if shares[index] >= _MIN_SHARE or len(block) < _MIN_MOVED_WORDS:
            continue
        own = list(zip(block, block[1:], block[2:], strict=False))
        found = sum(triple in triples for triple in own) / len(own)
        available = sum(min(count, max(left[word], 0)) for word, count in Counter(block).items()) / len(block)
        if found >= 0.8 and available >= 0.8:
            moved[index] = found
            left.subtract(block)
    return moved
