"""The network that judges the blocks of HTML pages, in whole numbers: the same bits on every processor.

A dense layer reads each block's features, the names of the elements around it and its words; a summary of the page,
two residual convolutions along the sequence of blocks and two residual poolings over the blocks under the same
ancestors give it its surroundings.

Weights are whole numbers of a signed byte, what a layer says is 0 to 255, so that no sum of products reaches 2**24: all
are exact in single precision, in whatever order they are added. What lies between the sums is done number by number.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.features import PageFeatures
from cleaner.classify.paths import LEVEL_COUNT, PathColumns
from cleaner.classify.threshold import SURE

Array = NDArray[np.float32]

SLOT_COUNT = LEVEL_COUNT + 1
# Offsets, in blocks, of the taps of the two convolutions.
TAPS = ((-2, -1, 0, 1, 2), (-9, -6, -3, 0, 3, 6, 9))
# Levels of ancestors whose blocks are pooled; blocks with the same path are pooled too.
POOLED_LEVELS = (1, 2, 3)
# What 1 is in the whole numbers of inputs, of the rows of names and words, and of what layers say.
INPUT_UNIT, ROW_UNIT, ACT_UNIT = 25, 64, 32
# Standardised features beyond this are outliers of odd pages: as far as a signed byte reaches.
MAX_INPUT, MAX_ACT = 127, 255
# Steps of the logit, from -`_MAX_LOGIT` to `_MAX_LOGIT`, by which probabilities are looked up.
LOGIT_STEPS = 32
_MAX_LOGIT = 16
_CHUNK_BLOCKS = 4096
# Sums of what layers say, over more blocks than this, are taken in double precision.
_MAX_SINGLE_BLOCKS = 2**24 // (MAX_ACT + 1)
# OpenBLAS gives a product to a second thread from this many multiplications on (interface/gemm.c:
# SMP_THRESHOLD_MIN * GEMM_MULTITHREAD_THRESHOLD); on a page's small matrices its threads wait for each other in a loop.
_MAX_MULTIPLICATIONS = 65_536 * 4
# Rows that OpenBLAS' kernels for these processors multiply at once: eight rows take a fifth less time than nine.
_KERNEL_ROWS = 4


class KnownInputs(NamedTuple):
    """What a network knows of its inputs.

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


class Layer(NamedTuple):
    """A product in whole numbers.

    Attributes:
        weights: -127 to 127, `[n_inputs, n_outputs]`.
        scale: What a sum is multiplied by, a number each output.
        bias: What is added to it.
    """

    weights: Array
    scale: Array
    bias: Array


class Network:
    """Weights in whole numbers.

    Attributes:
        arrays: As the file holds them: `NAME_weights`, `NAME_scale` and `NAME_bias` of each of `LAYERS`, and the rows
            of `ROWS`, one for each known name or word after row 0 for all others.
        rows: The rows.
        layers: The layers.
    """

    ROWS: ClassVar = ("name_rows", "word_rows", "page_name_rows")
    LAYERS: ClassVar = ("enter", "page", "near", "near_pool", "far", "far_pool", "leave")

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self.arrays = arrays
        self.rows: dict[str, Array] = {name: arrays[name].astype(np.float32) for name in self.ROWS}
        self.layers = {
            name: Layer(*(arrays[f"{name}_{part}"].astype(np.float32) for part in Layer._fields))
            for name in self.LAYERS
        }


def judge_blocks(features: PageFeatures, known: KnownInputs, network: Network, temperature: float) -> NDArray[np.int64]:
    """Says how probable it is that each block is main content.

    Args:
        features: Of one page with at least one block.
        known: What the network knows of its inputs.
        network: The weights.
        temperature: What logits are divided by: networks that fit their pages well are too sure of others (Guo et al.
            2017, "On calibration of modern neural networks").

    Returns:
        Thousandths, `[n_blocks]`.
    """
    layers, pools = network.layers, _Pools(features.paths)
    hidden = _enter(features, known, network)
    hidden = _limit(hidden + _apply(layers["page"], _read_page(hidden, features, known, network)))
    hidden = _add_reading(hidden, _convolve(hidden, TAPS[0], layers["near"]))
    hidden = _add_reading(hidden, pools.pool(hidden, layers["near_pool"]))
    hidden = _add_reading(hidden, _convolve(hidden, TAPS[1], layers["far"]))
    hidden = _add_reading(hidden, pools.pool(hidden, layers["far_pool"]))
    leave = layers["leave"]
    logits = multiply(hidden, leave.weights)[:, 0] * leave.scale[0] + leave.bias[0]
    steps = np.rint(logits * np.float32(LOGIT_STEPS / ACT_UNIT)).astype(np.int64) + _MAX_LOGIT * LOGIT_STEPS
    probabilities: NDArray[np.int64] = _read_curve(temperature).take(steps, mode="clip")
    return probabilities


def _read_curve(temperature: float) -> NDArray[np.int64]:
    """Thousandths by step of the logit; rounded, so that the last bits of `exp` do not show."""
    logits = np.arange(-_MAX_LOGIT * LOGIT_STEPS, _MAX_LOGIT * LOGIT_STEPS + 1) / (LOGIT_STEPS * temperature)
    return np.rint(SURE / (1 + np.exp(-logits))).astype(np.int64)


def standardise(dense: Array, center: Array, scale: Array) -> Array:
    """Features as whole numbers, mean 0 and deviation `INPUT_UNIT`, outliers clipped."""
    inputs: Array = dense - center
    inputs *= scale * np.float32(INPUT_UNIT)
    np.rint(inputs, out=inputs)
    return np.clip(inputs, -MAX_INPUT, MAX_INPUT, out=inputs)


def find_tokens(hashes: NDArray[np.uint64], vocabulary: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Looks up names or words: 1 and more for known ones, 0 for others."""
    if not len(vocabulary):
        return np.zeros(len(hashes), dtype=np.int64)
    places = np.minimum(np.searchsorted(vocabulary, hashes), len(vocabulary) - 1)
    return np.where(vocabulary[places] == hashes, places + 1, 0)


def _enter(features: PageFeatures, known: KnownInputs, network: Network) -> Array:
    """The first layer, some blocks at a time: a page of a hundred thousand needs no second copy of its features."""
    dense, layer = features.dense, network.layers["enter"]
    names = _read_names(features, known, network.rows["name_rows"])
    words = _read_words(features, known, network.rows["word_rows"])
    entered = np.empty((len(dense), layer.weights.shape[1]), dtype=np.float32)
    for start in range(0, len(dense), _CHUNK_BLOCKS):
        rows = slice(start, start + _CHUNK_BLOCKS)
        inputs = [standardise(dense[rows], known.center, known.scale), names[rows], words[rows]]
        entered[rows] = _apply(layer, np.concatenate(inputs, axis=1))
    return _limit(entered)


def _read_names(features: PageFeatures, known: KnownInputs, rows: Array) -> Array:
    """Adds up what is known of the names of the elements around each block, `[n_blocks, SLOT_COUNT * n_dimensions]`."""
    paths, size, count = features.paths, rows.shape[1], len(features.dense)
    slots = np.zeros((count * SLOT_COUNT, size), dtype=np.float32)
    if len(paths.token_hashes) and len(paths.pair_rows):
        tokens = find_tokens(paths.token_hashes, known.names)
        by_element = _add_ranges(rows.take(tokens, axis=0), paths.token_starts)
        is_first = np.ones(len(paths.pair_slots), dtype=bool)
        np.not_equal(paths.pair_slots[1:], paths.pair_slots[:-1], out=is_first[1:])
        starts = np.flatnonzero(is_first)
        slots[paths.pair_slots[starts]] = np.add.reduceat(by_element.take(paths.pair_rows, axis=0), starts, axis=0)
    return _round_inputs(slots, INPUT_UNIT).reshape(count, SLOT_COUNT * size)


def _read_words(features: PageFeatures, known: KnownInputs, rows: Array) -> Array:
    """Adds up what is known of each block's words, by the root of their number, `[n_blocks, n_dimensions]`."""
    tokens = find_tokens(features.text.hashes, known.words)
    is_known = tokens > 0
    ends = np.searchsorted(features.text.owners[is_known], np.arange(len(features.dense) + 1))
    sums = _add_ranges(rows.take(tokens[is_known], axis=0), ends)
    sums /= np.sqrt(np.maximum(features.text.counts, 1)).astype(np.float32)[:, None]
    return _round_inputs(sums, INPUT_UNIT)


def _round_inputs(sums: Array, unit: int) -> Array:
    sums *= np.float32(unit / ROW_UNIT)
    np.rint(sums, out=sums)
    return np.clip(sums, -MAX_INPUT, MAX_INPUT, out=sums)


def _read_page(hidden: Array, features: PageFeatures, known: KnownInputs, network: Network) -> Array:
    """What the blocks have in common, their mean and their highest values, and the page's own names, `[1, n]`."""
    tokens = find_tokens(features.page_names, known.page_names)
    tokens = tokens[tokens > 0]
    names = network.rows["page_name_rows"].take(tokens, axis=0).sum(axis=0, keepdims=True)
    names /= np.sqrt(np.float32(max(len(tokens), 1)))
    means = np.rint(hidden.sum(axis=0, dtype=np.float64) / len(hidden)).astype(np.float32)
    return np.concatenate([means[None], hidden.max(axis=0)[None], _round_inputs(names, ACT_UNIT)], axis=1)


def _apply(layer: Layer, rows: Array) -> Array:
    return _scale(layer, multiply(rows, layer.weights))


def _scale(layer: Layer, sums: Array) -> Array:
    sums *= layer.scale
    sums += layer.bias
    return np.rint(sums, out=sums)


def _limit(values: Array) -> Array:
    return np.clip(values, 0, MAX_ACT, out=values)


def _add_reading(hidden: Array, read: Array) -> Array:
    """A residual layer: what it reads is added, where it is positive."""
    np.maximum(read, 0, out=read)
    read += hidden
    return np.minimum(read, MAX_ACT, out=read)


class _Ranges:
    """From which block to which, for each block, and how many they are."""

    def __init__(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        self.starts = starts
        self.ends = ends
        self.counts = (ends - starts).astype(np.float32)[:, None]


class _Pools:
    """Which blocks stand under the same ancestors, and which have the same path."""

    def __init__(self, paths: PathColumns) -> None:
        self._ranges = [_Ranges(paths.firsts[:, level], paths.lasts[:, level] + 1) for level in POOLED_LEVELS]
        self._groups = paths.full_paths
        self._group_ends = np.append(0, np.cumsum(self._groups.counts))
        self._group_counts = self._groups.counts.astype(np.float32)[:, None]

    def pool(self, hidden: Array, layer: Layer) -> Array:
        """What the means of the hidden layer over each block's surroundings give.

        Args:
            hidden: `[n_blocks, n_hidden]`.
            layer: `[(len(POOLED_LEVELS) + 1) * n_hidden, n_hidden]`.

        Returns:
            `[n_blocks, n_hidden]`.
        """
        width = hidden.shape[1]
        running = _run_up(hidden)
        grouped = _add_ranges(hidden.take(self._groups.order, axis=0), self._group_ends)
        grouped /= self._group_counts
        total = np.empty_like(hidden)
        for start in range(0, len(hidden), _CHUNK_BLOCKS):
            chunk = slice(start, start + _CHUNK_BLOCKS)
            ids = self._groups.ids[chunk]
            means = np.empty((len(ids), len(layer.weights)), dtype=np.float32)
            for place, ranges in enumerate(self._ranges):
                sums = running.take(ranges.ends[chunk], axis=0)
                sums -= running.take(ranges.starts[chunk], axis=0)
                np.divide(
                    sums, ranges.counts[chunk], out=means[:, place * width : (place + 1) * width], casting="unsafe"
                )
            means[:, len(POOLED_LEVELS) * width :] = grouped.take(ids, axis=0)
            np.rint(means, out=means)
            total[chunk] = _apply(layer, means)
        return total


def _run_up(values: Array) -> NDArray[np.floating]:
    """Sums of all rows before each row, and of all; exact, as they are whole numbers."""
    dtype = np.float32 if len(values) <= _MAX_SINGLE_BLOCKS else np.float64
    sums = np.zeros((len(values) + 1, values.shape[1]), dtype=dtype)
    np.cumsum(values, axis=0, out=sums[1:])
    return sums


def _add_ranges(values: Array, ends: NDArray[np.int64]) -> Array:
    """Sums of the rows from each end to the next."""
    sums = _run_up(values).take(ends, axis=0)
    return (sums[1:] - sums[:-1]).astype(np.float32, copy=False)


def _convolve(hidden: Array, taps: tuple[int, ...], layer: Layer) -> Array:
    """What each block and its neighbours give, zeros beyond the page's ends."""
    reach, count, width = max(taps), len(hidden), hidden.shape[1]
    padded = np.zeros((count + 2 * reach, width), dtype=np.float32)
    padded[reach : reach + count] = hidden
    total = np.empty_like(hidden)
    for start in range(0, count, _CHUNK_BLOCKS):
        end = min(start + _CHUNK_BLOCKS, count)
        windows = np.concatenate([padded[reach + tap + start : reach + tap + end] for tap in taps], axis=1)
        total[start:end] = _apply(layer, windows)
    return total


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
