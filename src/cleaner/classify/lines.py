"""Judges the lines of a dump by a small network in whole numbers: the same on every machine."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import re
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.line_features import Lines, read_context, read_lines
from cleaner.classify.threshold import choose_threshold
from cleaner.errors import ModelError
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import BlockTable, PageColumns

MANIFEST = "lines.json"
WEIGHTS = "lines.npz"
_REMEDY = "install cleaner again, or check the setting weights"
# A dump with fewer lines is what another scraper has left of a page: there a line is dropped when it is surely none.
_MIN_WHOLE_LINES = 60
_MAX_SHORT_THRESHOLD = 150
# A dump without lines that are surely none is what another scraper took for the content: all of it stays.
_SURE_SCORE = 30
_MIN_SURE_LINES = 1
_USUAL_FLOOR = 150
# In such a dump a sentence goes only when it is surely none of the content, and so does a heading above what stays: the
# percent of the floor that they need.
_SENTENCE_PERCENT = 20
_HEADING_PERCENT = 10
_MIN_SENTENCE_WORDS = 6
_SENTENCE_END = re.compile(r"[.!?。！？؟…][)\]»”’\"']*(?:\[[\d,– -]+\])*$")

Whole = NDArray[np.int64]
Exact = NDArray[np.float32]

# What 1 is in the whole numbers: of what words say, and of what a layer says.
SLOT_UNIT = 64
ACT_UNIT = 32
SHIFT = 20
NEAR_TAPS = (-2, -1, 0, 1, 2)
FAR_TAPS = (-9, -6, -3, 0, 3, 6, 9)
# Lines on each side whose means are taken; beside them the means of all lines up to each and from each on.
WIDE_REACHES = (8, 30)
_MAX_ACT, _MAX_SLOT = 255, 127
_ROOT_SHIFT = 12
# Thousandths that a logit is worth: half units from -8 to 8.
_LOGIT_STEPS = 16
_CURVE = (1000 / (1 + np.exp(-np.arange(-8 * _LOGIT_STEPS, 8 * _LOGIT_STEPS + 1) / _LOGIT_STEPS))).round()


class LineNetwork:
    """Weights in whole numbers.

    Attributes:
        arrays: As the file holds them.
    """

    LAYERS: ClassVar = ("enter", "page", "near", "far", "wide", "page_again", "last", "leave")

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self.arrays = arrays
        self.rows: NDArray[np.int32] = arrays["rows"].astype(np.int32)
        self.row_shift = np.uint32(32 - len(self.rows).bit_length() + 1)
        self.weights: dict[str, Exact] = {name: arrays[f"{name}_weights"].astype(np.float32) for name in self.LAYERS}
        self.scales: dict[str, Whole] = {name: arrays[f"{name}_scale"].astype(np.int64) for name in self.LAYERS}
        self.biases: dict[str, Whole] = {name: arrays[f"{name}_bias"].astype(np.int64) for name in self.LAYERS}

    def pack(self) -> bytes:
        """The weights as a file."""
        body = io.BytesIO()
        np.savez_compressed(body, **self.arrays)  # type: ignore[arg-type]
        return body.getvalue()

    def apply(self, name: str, values: Exact) -> Whole:
        """A layer: products and sums of whole numbers under 2**24, which are exact in single precision."""
        total = (values @ self.weights[name]).astype(np.int64)
        total *= self.scales[name]
        total += self.biases[name] + (1 << (SHIFT - 1))
        total >>= SHIFT
        return total


class LineModel(NamedTuple):
    """A network and what its scores are worth.

    Attributes:
        network: The network.
        expected: Expected F1 in thousandths, ascending, and `reached`: the mean F1 that pages with it had in
            cross-validation.
        reached: See `expected`.
    """

    network: LineNetwork
    expected: tuple[int, ...]
    reached: tuple[float, ...]


@functools.cache
def load_line_model(folder: str = "") -> LineModel:
    """Loads the judge of lines; it is read once a process.

    Args:
        folder: Where `tools.train_lines` wrote it; empty for the one in the package.

    Returns:
        The model.

    Raises:
        ModelError: If a file is missing or altered.
    """
    place = Path(folder) if folder else resources.files("cleaner.classify") / "weights"
    try:
        entry: dict[str, Any] = json.loads((place / MANIFEST).read_bytes())
        body = (place / WEIGHTS).read_bytes()
    except (OSError, ValueError) as error:
        raise ModelError(f"{place}: the weights for lines cannot be read: {error}; {_REMEDY}") from error
    if hashlib.sha256(body).hexdigest() != entry["sha256"]:
        raise ModelError(f"{place / WEIGHTS}: not the file that its manifest describes; {_REMEDY}")
    with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
        network = LineNetwork(dict(arrays))
    return LineModel(network, tuple(entry["expected"]), tuple(entry["reached"]))


class LineChoice(NamedTuple):
    """Which lines of a dump to keep.

    Attributes:
        scores: How sure it is that each line is content, in thousandths, `[n_lines]`.
        content: Whether each is taken for content, `[n_lines]`.
        threshold: Thousandths that keep a line.
        confidence: Predicted word-level F1, 0–1.
    """

    scores: Whole
    content: NDArray[np.bool_]
    threshold: int
    confidence: float


def choose_lines(page: PageColumns, folder: str, floor: int, recall_weight: float) -> LineChoice:
    """Says which lines of a dump are content.

    Args:
        page: A dump with at least one block.
        folder: As in `load_line_model`.
        floor: Thousandths that no threshold is lower than.
        recall_weight: How many times as much as precision recall counts.

    Returns:
        The choice.
    """
    model = load_line_model(folder)
    blocks = page.blocks
    scores = judge_lines(read_lines(blocks.texts, blocks.kinds), model.network)
    best, expected = choose_threshold(scores, blocks.words, recall_weight)
    threshold = max(floor, best if len(scores) >= _MIN_WHOLE_LINES else min(best, _MAX_SHORT_THRESHOLD))
    content = scores >= threshold
    # A floor that the caller raised holds for sentences and headings too.
    if len(scores) < _MIN_WHOLE_LINES and floor <= _USUAL_FLOOR:
        content |= _find_sentences(blocks) & (100 * scores >= _SENTENCE_PERCENT * floor)
        content |= _heads_content(blocks, content) & (100 * scores >= _HEADING_PERCENT * floor)
    if int((scores < _SURE_SCORE).sum()) < _MIN_SURE_LINES:
        content |= scores >= (floor if floor > _USUAL_FLOOR else 0)
    return LineChoice(scores, content, threshold, float(np.interp(expected, model.expected, model.reached)))


def _find_sentences(blocks: BlockTable) -> NDArray[np.bool_]:
    """Whether each line is a whole sentence of some length, `[n_lines]`."""
    ends = np.array([_SENTENCE_END.search(text) is not None for text in blocks.texts], dtype=np.bool_)
    return ends & np.greater_equal(blocks.words, _MIN_SENTENCE_WORDS)


def _heads_content(blocks: BlockTable, content: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each line is a heading right above content, `[n_lines]`."""
    above: NDArray[np.bool_] = blocks.is_kind(BlockKind.HEADING) & np.append(content[1:], False)
    return above


def judge_lines(lines: Lines, network: LineNetwork) -> Whole:
    """Says how sure it is that each line is content.

    Args:
        lines: Of one dump; at least one.
        network: The weights.

    Returns:
        Thousandths, `[n_lines]`.
    """
    bits = np.concatenate([lines.bits, read_context(lines)], axis=1).astype(np.float32)
    bits *= SLOT_UNIT
    entered = np.concatenate([bits, _read_slots(lines, network).astype(np.float32)], axis=1)
    hidden = _limit(network.apply("enter", entered))
    hidden = _limit(hidden + _read_page(hidden, network, "page"))
    hidden = _limit(hidden + _convolve(hidden, NEAR_TAPS, network, "near"))
    hidden = _limit(hidden + _convolve(hidden, FAR_TAPS, network, "far"))
    hidden = _limit(hidden + _read_stretches(hidden, network, "wide"))
    hidden = _limit(hidden + _read_page(hidden, network, "page_again"))
    hidden = _limit(hidden + _convolve(hidden, NEAR_TAPS, network, "last"))
    logits = network.apply("leave", hidden.astype(np.float32))[:, 0]
    steps = logits * _LOGIT_STEPS // ACT_UNIT + 8 * _LOGIT_STEPS
    scores: Whole = _CURVE.astype(np.int64).take(steps, mode="clip")
    return scores


def _limit(values: Whole) -> Whole:
    return np.clip(values, 0, _MAX_ACT, out=values)


def _read_slots(lines: Lines, network: LineNetwork) -> Whole:
    """Sums of the words' rows, each line's divided by the root of how many they are."""
    counts = lines.token_counts
    ends = np.cumsum(counts)
    running = np.zeros((len(lines.tokens) + 1, network.rows.shape[1]), dtype=np.int32)
    np.cumsum(network.rows.take(lines.tokens >> network.row_shift, axis=0), axis=0, out=running[1:])
    sums = (running[ends] - running[ends - counts]).astype(np.int64)
    roots = _ROOTS.take(counts, mode="clip")
    slots: Whole = (sums * roots[:, None] + (1 << (_ROOT_SHIFT - 1))) >> _ROOT_SHIFT
    return np.clip(slots, -_MAX_SLOT, _MAX_SLOT, out=slots)


_ROOTS = np.array([round(2**_ROOT_SHIFT / max(count, 1) ** 0.5) for count in range(256)], dtype=np.int64)


def _read_page(hidden: Whole, network: LineNetwork, name: str) -> Whole:
    """What the lines have in common: their mean and their highest values."""
    count = len(hidden)
    means = (2 * hidden.sum(axis=0) + count) // (2 * count)
    values = np.concatenate([means, hidden.max(axis=0)])[None].astype(np.float32)
    return network.apply(name, values)


def _read_stretches(hidden: Whole, network: LineNetwork, name: str) -> Whole:
    """What the lines above, below and around each line have in common: their means."""
    count = len(hidden)
    index = np.arange(count)
    sums = np.zeros((count + 1, hidden.shape[1]), dtype=np.int64)
    np.cumsum(hidden, axis=0, out=sums[1:])
    bounds = [(np.zeros(count, dtype=np.int64), index + 1), (index, np.full(count, count))]
    bounds += [(np.maximum(index - reach, 0), np.minimum(index + reach + 1, count)) for reach in WIDE_REACHES]
    means = [
        (2 * (sums[end] - sums[first]) + (end - first)[:, None]) // (2 * (end - first))[:, None]
        for first, end in bounds
    ]
    return np.maximum(network.apply(name, np.concatenate(means, axis=1).astype(np.float32)), 0)


def _convolve(hidden: Whole, taps: tuple[int, ...], network: LineNetwork, name: str) -> Whole:
    """What each line and its neighbours say, zeros beyond the ends."""
    reach, count = max(taps), len(hidden)
    padded = np.zeros((count + 2 * reach, hidden.shape[1]), dtype=np.float32)
    padded[reach : reach + count] = hidden
    windows = np.concatenate([padded[reach + tap : reach + tap + count] for tap in taps], axis=1)
    return np.maximum(network.apply(name, windows), 0)
