"""Says where on a page each block stands beside what looks most like its main item: columns of whole numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.paths import PathColumns

IntArray = NDArray[np.int64]

# Levels of ancestors that may be the container of an item, and twelfths of its prose that each adds to its score: what
# stands right in a container speaks for it more than what stands deep inside.
_LEVEL_WEIGHTS = ((1, 12), (2, 6), (3, 4), (4, 3))
# One long block does not make a container.
_MAX_BLOCK_WORDS = 100
# Containers with more than this share of the best one's score, as its numerator and denominator, are rivals of it.
_RIVAL = (3, 10)


class Scope(NamedTuple):
    """The containers that compete for being the page's main item, as each block sees them.

    Attributes:
        in_best, in_second: Whether each block is inside the container with the highest score, and inside the best one
            that shares no block with it.
        after_best, before_best: Blocks between it and the best container, 0 inside.
        own_score: The highest score of the containers that hold it.
        in_title_scope: Whether it stands in the smallest container that holds the title and the first half of the best
            container.
        best_score, second_score: Scores of the two containers, 0 for none.
        best_prose, title_scope_prose, total_prose: Words of prose in the best container, in the title's scope and on
            the page.
        rivals: Containers that are nearly as good as the best one, itself among them.
    """

    in_best: NDArray[np.bool_]
    in_second: NDArray[np.bool_]
    after_best: IntArray
    before_best: IntArray
    own_score: IntArray
    in_title_scope: NDArray[np.bool_]
    best_score: int
    second_score: int
    best_prose: int
    title_scope_prose: int
    total_prose: int
    rivals: int


def find_scope(
    paths: PathColumns, words: IntArray, linked_words: NDArray[np.float64], prose: NDArray[np.bool_], title: int
) -> Scope:
    """Finds the containers of prose.

    Args:
        paths: The elements around each block.
        words: Of each block.
        linked_words: Of each block, in whole sixteenths.
        prose: Which blocks are text rather than labels and links.
        title: The block that looks most like the page's title, -1 for none.

    Returns:
        What each block is to them.
    """
    count = len(words)
    weights = np.where(prose, np.minimum(words, _MAX_BLOCK_WORDS), 0)
    starts, ends, scores, own = _score_containers(paths, weights, words, linked_words)
    index = np.arange(count)
    running = np.append(0, np.cumsum(weights))
    nothing = np.zeros(count, dtype=bool)
    if not len(scores) or scores.max() <= 0:
        zeros = np.zeros(count, dtype=np.int64)
        return Scope(nothing, nothing, zeros, zeros, zeros, nothing, 0, 0, 0, 0, int(running[-1]), 0)
    # The highest score; of equal ones the container that begins first, and the smaller one.
    order = np.lexsort((ends, starts, -scores))
    best = order[0]
    first, last = int(starts[best]), int(ends[best])
    apart = order[(ends[order] < first) | (starts[order] > last)]
    second = int(apart[0]) if len(apart) and scores[apart[0]] > 0 else -1
    low, high = _find_title_scope(paths, title, first, last)
    return Scope(
        in_best=(index >= first) & (index <= last),
        in_second=(index >= starts[second]) & (index <= ends[second]) if second >= 0 else nothing,
        after_best=np.maximum(index - last, 0),
        before_best=np.maximum(first - index, 0),
        own_score=own,
        in_title_scope=(index >= low) & (index <= high),
        best_score=int(scores[best]),
        second_score=int(scores[second]) if second >= 0 else 0,
        best_prose=int(running[last + 1] - running[first]),
        title_scope_prose=int(running[high + 1] - running[low]) if high >= low else 0,
        total_prose=int(running[-1]),
        rivals=int((scores * _RIVAL[1] > scores[best] * _RIVAL[0]).sum()),
    )


def _score_containers(
    paths: PathColumns, weights: IntArray, words: IntArray, linked_words: NDArray[np.float64]
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """First and last block and score of every container, and the best score of those around each block."""
    levels = [level for level, _ in _LEVEL_WEIGHTS]
    holders, starts, ends = paths.holders[:, levels], paths.first_blocks, paths.last_blocks
    # A page without so many levels repeats its last one.
    is_new = np.ones(holders.shape, dtype=bool)
    np.not_equal(holders[:, 1:], holders[:, :-1], out=is_new[:, 1:])
    shares = weights[:, None] * np.array([weight for _, weight in _LEVEL_WEIGHTS]) * is_new
    sums = np.bincount(holders.ravel(), weights=shares.ravel(), minlength=len(starts)).astype(np.int64)
    passed = np.zeros((2, len(weights) + 1))
    np.cumsum(words, out=passed[0, 1:])
    np.cumsum(linked_words, out=passed[1, 1:])
    all_words, all_linked = passed[:, ends + 1] - passed[:, starts]
    # Rounded down to whole numbers, so that equal containers are equal on every machine.
    scores = np.floor(sums * (all_words - all_linked) / np.maximum(all_words, 1)).astype(np.int64)
    return starts, ends, scores, scores.take(holders).max(axis=1)


def _find_title_scope(paths: PathColumns, title: int, first: int, last: int) -> tuple[int, int]:
    """First and last block of the smallest container with the title and half of the best container; none without."""
    if title < 0:
        return 0, -1
    half = min(last, first + max(0, (last - first) // 2))
    around = zip(paths.firsts[title, 1:].tolist(), paths.lasts[title, 1:].tolist(), strict=True)
    return next(((low, high) for low, high in around if low <= first and high >= half), (0, -1))
