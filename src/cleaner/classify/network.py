"""The classifier's network in numpy: features of a page's blocks in, a probability of main content a block out.

A dense layer reads each block's features, the names of the elements around it and its words; a summary of the page,
two residual convolutions along the sequence of blocks and two residual poolings over the blocks under the same
ancestors give it its surroundings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.features import PageFeatures
from cleaner.classify.paths import LEVEL_COUNT, PathColumns

Array = NDArray[np.float32]

SLOT_COUNT = LEVEL_COUNT + 1
# Offsets, in blocks, of the taps of the two convolutions.
TAPS = ((-2, -1, 0, 1, 2), (-9, -6, -3, 0, 3, 6, 9))
# Levels of ancestors whose blocks are pooled; blocks with the same path are pooled too.
POOLED_LEVELS = (1, 2, 3)
# Standardised features beyond this many deviations are outliers of odd pages.
CLIP = 5.0
_CHUNK_BLOCKS = 4096
# OpenBLAS gives a product to a second thread from this many multiplications on (interface/gemm.c:
# SMP_THRESHOLD_MIN * GEMM_MULTITHREAD_THRESHOLD); on a page's small matrices its threads wait for each other in a loop.
_MAX_MULTIPLICATIONS = 65_536 * 4
# Rows that OpenBLAS' kernels for these processors multiply at once: eight rows take a fifth less time than nine.
_KERNEL_ROWS = 4


class KnownInputs(NamedTuple):
    """What all networks of a model know of their inputs.

    Attributes:
        names: Hashes of the known names of elements, ascending.
        words: The same of the words of texts.
        page_names: The same of the names that pages give themselves.
        center: Mean of each feature.
        scale: Reciprocal deviation of each feature.
    """

    names: NDArray[np.uint64]
    words: NDArray[np.uint64]
    page_names: NDArray[np.uint64]
    center: Array
    scale: Array


class NetworkWeights(NamedTuple):
    """What training learned.

    Attributes:
        name_embeddings, word_embeddings, page_embeddings: A row for each that is known, and row 0 for all others,
            `[n_known + 1, n_dimensions]`.
        input_weights, input_bias: Features, names and words to the hidden layer.
        page_weights, page_bias: Mean and maximum of the hidden layer over the page, and the page's own names, to the
            hidden layer.
        near_weights, near_bias, far_weights, far_bias: The convolutions, `[n_taps * n_hidden, n_hidden]`.
        near_pool_weights, near_pool_bias, far_pool_weights, far_pool_bias: The poolings after each,
            `[(len(POOLED_LEVELS) + 1) * n_hidden, n_hidden]`.
        output_weights, output_bias: Hidden layer to the logit.
    """

    name_embeddings: Array
    word_embeddings: Array
    page_embeddings: Array
    input_weights: Array
    input_bias: Array
    page_weights: Array
    page_bias: Array
    near_weights: Array
    near_bias: Array
    near_pool_weights: Array
    near_pool_bias: Array
    far_weights: Array
    far_bias: Array
    far_pool_weights: Array
    far_pool_bias: Array
    output_weights: Array
    output_bias: Array


def predict_blocks(
    features: PageFeatures, known: KnownInputs, networks: Sequence[NetworkWeights]
) -> NDArray[np.float64]:
    """Predicts how probable it is that each block is main content.

    Args:
        features: Of one page with at least one block.
        known: What the networks know of their inputs.
        networks: Their probabilities are averaged.

    Returns:
        Probabilities, `[n_blocks]`.
    """
    inputs = _Inputs(features, known)
    probabilities: NDArray[np.float64] = np.mean([_run_network(inputs, weights) for weights in networks], axis=0)
    return probabilities


def soften(probabilities: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Divides the logits of probabilities by a temperature."""
    clipped = np.clip(probabilities, 1e-9, 1 - 1e-9)
    softened: NDArray[np.float64] = 1 / (1 + ((1 - clipped) / clipped) ** (1 / temperature))
    return softened


class _Inputs:
    """A page as all networks of a model see it."""

    def __init__(self, features: PageFeatures, known: KnownInputs) -> None:
        self.features = features
        self.known = known
        self.names = find_tokens(features.paths.token_hashes, known.names)
        self.slot_starts = np.flatnonzero(np.diff(features.paths.pair_slots, prepend=-1))
        words = find_tokens(features.text.hashes, known.words)
        self.words = words[words > 0]
        self.word_ends = np.searchsorted(features.text.owners[words > 0], np.arange(len(features.dense) + 1))
        self.word_roots = np.sqrt(np.maximum(features.text.counts, 1)).astype(np.float32)[:, None]
        page_names = find_tokens(features.page_names, known.page_names)
        self.page_names = page_names[page_names > 0]
        self.pools = _Pools(features.paths)


def _run_network(inputs: _Inputs, weights: NetworkWeights) -> NDArray[np.float64]:
    hidden = _relu(_mix_inputs(inputs, weights))
    page_names = weights.page_embeddings[inputs.page_names].sum(axis=0) / np.sqrt(
        np.float32(max(len(inputs.page_names), 1))
    )
    summary = np.concatenate([hidden.mean(axis=0), hidden.max(axis=0), np.tanh(page_names)])
    # Of a vector `einsum` makes the product itself: no other thread.
    hidden = _relu(hidden + (np.einsum("i,ij->j", summary, weights.page_weights) + weights.page_bias))
    hidden += _relu(_convolve(hidden, TAPS[0], weights.near_weights) + weights.near_bias)
    hidden += _relu(inputs.pools.pool(hidden, weights.near_pool_weights) + weights.near_pool_bias)
    hidden += _relu(_convolve(hidden, TAPS[1], weights.far_weights) + weights.far_bias)
    hidden += _relu(inputs.pools.pool(hidden, weights.far_pool_weights) + weights.far_pool_bias)
    logits = np.einsum("ij,j->i", hidden, weights.output_weights[:, 0]).astype(np.float64) + weights.output_bias
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return probabilities


def standardise(dense: Array, center: Array, scale: Array) -> Array:
    """Gives features mean 0 and deviation 1, outliers clipped."""
    standardised: Array = dense - center
    standardised *= scale
    np.clip(standardised, -CLIP, CLIP, out=standardised)
    return standardised


def find_tokens(hashes: NDArray[np.uint64], vocabulary: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Looks up names or words: 1 and more for known ones, 0 for others."""
    if not len(vocabulary):
        return np.zeros(len(hashes), dtype=np.int64)
    places = np.minimum(np.searchsorted(vocabulary, hashes), len(vocabulary) - 1)
    return np.where(vocabulary[places] == hashes, places + 1, 0)


def _read_names(inputs: _Inputs, embeddings: Array) -> Array:
    """Adds up what is known of the names of the elements around each block, level by level.

    Args:
        inputs: The page.
        embeddings: `[n_known + 1, n_dimensions]`.

    Returns:
        `[n_blocks, SLOT_COUNT * n_dimensions]`.
    """
    paths, size, count = inputs.features.paths, embeddings.shape[1], len(inputs.features.dense)
    slots = np.zeros((count * SLOT_COUNT, size), dtype=np.float32)
    if len(inputs.names) and len(paths.pair_rows):
        rows = _add_ranges(embeddings.take(inputs.names, axis=0), paths.token_starts)
        starts = inputs.slot_starts
        slots[paths.pair_slots[starts]] = np.add.reduceat(rows.take(paths.pair_rows, axis=0), starts, axis=0)
    return np.tanh(slots, out=slots).reshape(count, SLOT_COUNT * size)


def _read_words(inputs: _Inputs, embeddings: Array) -> Array:
    """Adds up what is known of each block's words, by the root of their number, `[n_blocks, n_dimensions]`."""
    sums = _add_ranges(embeddings.take(inputs.words, axis=0), inputs.word_ends)
    sums /= inputs.word_roots
    return np.tanh(sums, out=sums)


class _Ranges:
    """From which block to which, for each block, and what share of the range one block is."""

    def __init__(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        self.starts = starts
        self.ends = ends
        self.shares = (1 / (ends - starts)).astype(np.float32)[:, None]


class _Pools:
    """Which blocks stand under the same ancestors, and which have the same path."""

    def __init__(self, paths: PathColumns) -> None:
        self._ranges = [_Ranges(paths.firsts[:, level], paths.lasts[:, level] + 1) for level in POOLED_LEVELS]
        self._groups = paths.full_paths
        self._group_ends = np.append(0, np.cumsum(self._groups.counts))
        self._group_shares = (1 / self._groups.counts[:, None]).astype(np.float32)

    def pool(self, hidden: Array, kernel: Array) -> Array:
        """What the means of the hidden layer over each block's surroundings give.

        Args:
            hidden: `[n_blocks, n_hidden]`.
            kernel: `[(len(POOLED_LEVELS) + 1) * n_hidden, n_hidden]`.

        Returns:
            `[n_blocks, n_hidden]`.
        """
        width = hidden.shape[1]
        running = _run_up(hidden)
        grouped = _add_ranges(hidden.take(self._groups.order, axis=0), self._group_ends)
        grouped *= self._group_shares
        total = np.empty_like(hidden)
        for start in range(0, len(hidden), _CHUNK_BLOCKS):
            chunk = slice(start, start + _CHUNK_BLOCKS)
            ids = self._groups.ids[chunk]
            means = np.empty((len(ids), len(kernel)), dtype=np.float32)
            for place, ranges in enumerate(self._ranges):
                sums = running.take(ranges.ends[chunk], axis=0)
                sums -= running.take(ranges.starts[chunk], axis=0)
                np.multiply(sums, ranges.shares[chunk], out=means[:, place * width : (place + 1) * width])
            means[:, len(POOLED_LEVELS) * width :] = grouped.take(ids, axis=0)
            total[chunk] = multiply(means, kernel)
        return total


def _run_up(values: Array) -> Array:
    """Sums of all rows before each row, and of all."""
    sums = np.zeros((len(values) + 1, values.shape[1]), dtype=np.float32)
    np.cumsum(values, axis=0, out=sums[1:])
    return sums


def _add_ranges(values: Array, ends: NDArray[np.int64]) -> Array:
    """Sums of the rows from each end to the next."""
    sums = _run_up(values).take(ends, axis=0)
    added: Array = sums[1:] - sums[:-1]
    return added


def _mix_inputs(inputs: _Inputs, weights: NetworkWeights) -> Array:
    """The first layer, some blocks at a time: a page of a hundred thousand needs no second copy of its features."""
    dense, known = inputs.features.dense, inputs.known
    width = dense.shape[1]
    read = np.concatenate(
        [_read_names(inputs, weights.name_embeddings), _read_words(inputs, weights.word_embeddings)], axis=1
    )
    mixed: Array = multiply(read, weights.input_weights[width:])
    mixed += weights.input_bias
    for start in range(0, len(dense), _CHUNK_BLOCKS):
        rows = standardise(dense[start : start + _CHUNK_BLOCKS], known.center, known.scale)
        mixed[start : start + _CHUNK_BLOCKS] += multiply(rows, weights.input_weights[:width])
    return mixed


def _convolve(hidden: Array, taps: tuple[int, ...], kernel: Array) -> Array:
    """Adds up what each block and its neighbours give, zeros beyond the page's ends."""
    reach, count, width = max(taps), len(hidden), hidden.shape[1]
    padded = np.zeros((count + 2 * reach, width), dtype=np.float32)
    padded[reach : reach + count] = hidden
    total = np.empty_like(hidden)
    for start in range(0, count, _CHUNK_BLOCKS):
        end = min(start + _CHUNK_BLOCKS, count)
        windows = np.concatenate([padded[reach + tap + start : reach + tap + end] for tap in taps], axis=1)
        total[start:end] = multiply(windows, kernel)
    return total


def _relu(values: Array) -> Array:
    return np.maximum(values, 0, out=values)


def multiply(rows: Array, matrix: Array) -> Array:
    """Multiplies matrices, so many rows at a time that OpenBLAS stays in the calling thread.

    A page's small matrices would wake other threads (docs/decisions/0002-one-thread-a-page.md).

    Args:
        rows: `[n, k]`, contiguous.
        matrix: `[k, m]`.

    Returns:
        `[n, m]`.
    """
    count, inner = rows.shape
    width = matrix.shape[1]
    piece = max(_MAX_MULTIPLICATIONS // (inner * width), 1)
    if piece > _KERNEL_ROWS:
        piece -= piece % _KERNEL_ROWS
    whole = count - count % piece
    product = np.empty((count, width), dtype=np.float32)
    # One call: numpy multiplies the pieces one after the other.
    np.matmul(rows[:whole].reshape(-1, piece, inner), matrix, out=product[:whole].reshape(-1, piece, width))
    np.matmul(rows[whole:], matrix, out=product[whole:])
    return product
