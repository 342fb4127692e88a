"""The classifier's network in numpy: features of a page's blocks in, a probability of main content a block out.

A dense layer reads each block's features and the names of the elements around it; a summary of the page and two
residual convolutions along the sequence of blocks give it its surroundings.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.features import PageFeatures
from cleaner.classify.paths import LEVEL_COUNT
from cleaner.classify.products import multiply

Array = NDArray[np.float32]

SLOT_COUNT = LEVEL_COUNT + 1
# Offsets, in blocks, of the taps of the two convolutions.
TAPS = ((-2, -1, 0, 1, 2), (-9, -6, -3, 0, 3, 6, 9))
# Standardised features beyond this many deviations are outliers of odd pages.
CLIP = 5.0
_CHUNK_BLOCKS = 4096


class NetworkWeights(NamedTuple):
    """What training learned.

    Attributes:
        vocabulary: Sorted hashes of the known tokens, `[n_tokens]`.
        embeddings: A row a token, and row 0 for unknown ones, `[n_tokens + 1, n_dimensions]`.
        center, scale: Mean and reciprocal deviation of each feature.
        input_weights, input_bias: Features and slots to the hidden layer.
        page_weights, page_bias: Mean and maximum of the hidden layer over the page to the hidden layer.
        near_weights, near_bias, far_weights, far_bias: The convolutions, `[n_taps * n_hidden, n_hidden]`.
        output_weights, output_bias: Hidden layer to the logit.
    """

    vocabulary: NDArray[np.uint64]
    embeddings: Array
    center: Array
    scale: Array
    input_weights: Array
    input_bias: Array
    page_weights: Array
    page_bias: Array
    near_weights: Array
    near_bias: Array
    far_weights: Array
    far_bias: Array
    output_weights: Array
    output_bias: Array


def predict_blocks(features: PageFeatures, weights: NetworkWeights) -> NDArray[np.float64]:
    """Predicts how probable it is that each block is main content.

    Args:
        features: Of one page with at least one block.
        weights: What training learned.

    Returns:
        Probabilities, `[n_blocks]`.
    """
    slots = read_slots(features, find_tokens(features, weights.vocabulary), weights.embeddings)
    hidden = _relu(_mix_inputs(features.dense, slots, weights))
    summary = np.concatenate([hidden.mean(axis=0), hidden.max(axis=0)])
    # Of a vector `einsum` makes the product itself: no other thread.
    page = np.einsum("i,ij->j", summary, weights.page_weights) + weights.page_bias
    hidden = _relu(hidden + page)
    hidden = hidden + _relu(_convolve(hidden, TAPS[0], weights.near_weights) + weights.near_bias)
    hidden = hidden + _relu(_convolve(hidden, TAPS[1], weights.far_weights) + weights.far_bias)
    logits = np.einsum("ij,j->i", hidden, weights.output_weights[:, 0]).astype(np.float64) + weights.output_bias
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return probabilities


def standardise(dense: Array, center: Array, scale: Array) -> Array:
    """Gives features mean 0 and deviation 1, outliers clipped."""
    standardised: Array = dense - center
    standardised *= scale
    np.clip(standardised, -CLIP, CLIP, out=standardised)
    return standardised


def find_tokens(features: PageFeatures, vocabulary: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Looks up the page's tokens: 1 and more for known ones, 0 for others."""
    hashes = features.paths.token_hashes
    places = np.minimum(np.searchsorted(vocabulary, hashes), len(vocabulary) - 1)
    return np.where(vocabulary[places] == hashes, places + 1, 0)


def read_slots(features: PageFeatures, tokens: NDArray[np.int64], embeddings: Array) -> Array:
    """Adds up what is known of the names of the elements around each block, level by level.

    Args:
        features: Of the page.
        tokens: Row of `embeddings` for each token of the page.
        embeddings: `[n_tokens + 1, n_dimensions]`.

    Returns:
        `[n_blocks, SLOT_COUNT * n_dimensions]`.
    """
    paths, size = features.paths, embeddings.shape[1]
    slots = np.zeros((len(features.dense) * SLOT_COUNT, size), dtype=np.float32)
    if len(tokens) and len(paths.pair_rows):
        sums = np.zeros((len(tokens) + 1, size), dtype=np.float32)
        np.cumsum(embeddings[tokens], axis=0, out=sums[1:])
        rows = sums[paths.token_starts[1:]] - sums[paths.token_starts[:-1]]
        starts = np.flatnonzero(np.diff(paths.pair_slots, prepend=-1))
        slots[paths.pair_slots[starts]] = np.add.reduceat(rows[paths.pair_rows], starts, axis=0)
    return np.tanh(slots).reshape(len(features.dense), SLOT_COUNT * size)


def _mix_inputs(dense: Array, slots: Array, weights: NetworkWeights) -> Array:
    """The first layer, some blocks at a time: a page of a hundred thousand needs no second copy of its features."""
    width = dense.shape[1]
    mixed: Array = multiply(slots, weights.input_weights[width:])
    mixed += weights.input_bias
    for start in range(0, len(dense), _CHUNK_BLOCKS):
        rows = standardise(dense[start : start + _CHUNK_BLOCKS], weights.center, weights.scale)
        mixed[start : start + _CHUNK_BLOCKS] += multiply(rows, weights.input_weights[:width])
    return mixed


def _convolve(hidden: Array, taps: tuple[int, ...], kernel: Array) -> Array:
    """Adds up what each block and its neighbours give, zeros beyond the page's ends."""
    reach, count, width = max(taps), len(hidden), hidden.shape[1]
    padded = np.zeros((count + 2 * reach, width), dtype=np.float32)
    padded[reach : reach + count] = hidden
    total = np.zeros_like(hidden)
    for place, tap in enumerate(taps):
        total += multiply(padded[reach + tap : reach + tap + count], kernel[place * width : (place + 1) * width])
    return total


def _relu(values: Array) -> Array:
    return np.maximum(values, 0)
