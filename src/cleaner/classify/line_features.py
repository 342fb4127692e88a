"""What the judge of lines sees of a dump: bits and hashed words, whole numbers throughout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.words import (
    BRACKET,
    COLON,
    COMMA,
    CURRENCY,
    DASH,
    DIGIT,
    IDEOGRAPH,
    LETTER,
    LOWER,
    QUOTE,
    SEPARATOR,
    SIGN,
    STOP,
    UPPER,
    WordReading,
    find_stems,
    read_characters,
)

KIND_COUNT = 12
# A line's first and last words say what it is for.
EDGE_WORDS = 10
STEM_CHARS = 5
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)

# Characters that speak for themselves, by group; each group is a column of counts.
_MARKS = ("@", "©®", "*", "%", "#", ">»›→", "<«‹←", "|·•/", "+", "&", "…", "★☆⭐", "[]", "_", "?？؟;")
_MARK_COUNT = len(_MARKS) + 1
_MARK_TABLE = np.zeros(0x2C00, dtype=np.uint8)
for _column, _group in enumerate(_MARKS, start=1):
    for _character in _group:
        _MARK_TABLE[min(ord(_character), 0x2BFF)] = _column

_WORD_STEPS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 22, 30, 45, 70, 120)
_CHAR_STEPS = (4, 8, 14, 20, 30, 45, 70, 110, 180, 300)
_FEW_STEPS = (1, 2, 3, 5)
_PLACE_STEPS = (1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 50, 90)
_COUNT_STEPS = (4, 6, 9, 13, 18, 25, 35, 50, 80, 130, 250, 600)
_DISTANCE_STEPS = (1, 2, 3, 4, 6, 9, 14, 22, 40)
_PROSE_STEPS = (1, 2, 3, 5, 8, 13, 22, 40)
_RUN_STEPS = (2, 3, 4, 6, 9, 14, 25)
_COPY_STEPS = (2, 3, 4, 6, 10)
_TENTHS = tuple(range(1, 10))
_ODD_TENTHS = (1, 3, 5, 7, 9)
_EIGHTHS = tuple(range(1, 9))
_TOTAL_STEPS = (30, 60, 120, 250, 500, 1000, 2500)
_AWAY_STEPS = (1, 3, 6, 12, 25)
# Lines on each side that a window takes in.
_WINDOWS = (3, 8, 20)
# What a line that is no prose costs the stretch of prose that it stands in, in words.
_GAP_COSTS = (3, 12)
_FAR = 1_000_000

Bits = NDArray[np.uint8]
Whole = NDArray[np.int64]


class Lines(NamedTuple):
    """What each line is by itself; rows can be taken and put together anew.

    Attributes:
        bits: `[n_lines, n_own_bits]`.
        tokens: Hashes of words, stems and pairs of words, a line after the other.
        token_counts: Tokens of each line.
        words: Words of each line.
        prose: Whether the line reads as a sentence of some length.
        same: A number that lines with the same words share.
        alike: A number that lines share that differ in names and numbers alone.
    """

    bits: Bits
    tokens: NDArray[np.uint32]
    token_counts: Whole
    words: Whole
    prose: NDArray[np.bool_]
    same: NDArray[np.uint64]
    alike: NDArray[np.uint64]


def read_lines(texts: Sequence[str], kinds: NDArray[np.uint8]) -> Lines:
    """Reads each line by itself.

    Args:
        texts: The blocks' texts.
        kinds: `KIND_CODES` of each block.

    Returns:
        One row a line.
    """
    reading = read_characters(texts)
    same, alike = _identify(reading)
    tokens, token_counts = _read_tokens(reading, same)
    chars = reading.sizes
    counts = reading.classes
    ideographs = counts[:, IDEOGRAPH]
    wide = 2 * ideographs >= chars
    ends = np.isin(reading.last, (STOP, QUOTE, BRACKET)) & (counts[:, STOP] > 0)
    prose = ends & (chars >= np.where(wide, 22, 60))
    return Lines(
        bits=_read_bits(reading, kinds, prose),
        tokens=tokens,
        token_counts=token_counts,
        words=reading.counts,
        prose=prose,
        same=same,
        alike=alike,
    )


def _step(values: Whole, steps: Sequence[int]) -> Bits:
    """A bit for each step that a value reaches."""
    reached: Bits = (values[:, None] >= np.array(steps)).view(np.uint8)
    return reached


def _read_bits(reading: WordReading, kinds: NDArray[np.uint8], prose: NDArray[np.bool_]) -> Bits:
    chars, counts, words = reading.sizes, reading.classes, reading.counts
    letters = counts[:, LOWER] + counts[:, UPPER] + counts[:, LETTER] + counts[:, IDEOGRAPH]
    digits, upper = counts[:, DIGIT], counts[:, UPPER]
    capitals = np.bincount(reading.owners, weights=reading.begins_upper, minlength=len(chars)).astype(np.int64)
    numbers = np.bincount(reading.owners, weights=reading.is_number, minlength=len(chars)).astype(np.int64)
    years = np.bincount(reading.owners, weights=reading.is_year, minlength=len(chars)).astype(np.int64)
    marks = _count_marks(reading)
    firsts = (LOWER, UPPER, LETTER, IDEOGRAPH, DIGIT, SEPARATOR, DASH, BRACKET, QUOTE, SIGN, CURRENCY)
    lasts = (LOWER, UPPER, LETTER, IDEOGRAPH, DIGIT, STOP, COLON, COMMA, SEPARATOR, BRACKET, QUOTE, SIGN, CURRENCY)
    single = [
        *(kinds == code for code in range(KIND_COUNT)),
        *(reading.first == code for code in firsts),
        *(reading.last == code for code in lasts),
        reading.last_code == ord("!"),
        np.isin(reading.last_code, _QUESTION_CODES),
        reading.last_code == _ELLIPSIS,
        prose,
        2 * counts[:, IDEOGRAPH] >= chars,
        2 * counts[:, LETTER] >= chars,
        letters == 0,
        4 * digits >= chars,
        2 * digits >= chars,
        10 * upper >= 4 * letters,
        (upper >= letters) & (letters > 1),
        capitals == 0,
        2 * capitals > words,
        (capitals >= words) & (words > 1),
        digits >= 7,
        (digits >= 7) & (2 * digits >= chars),
        digits >= 10,
        (digits >= 3) & (counts[:, COLON] > 0),
        years > 0,
        counts[:, CURRENCY] > 0,
        counts[:, QUOTE] > 1,
        counts[:, BRACKET] > 1,
        counts[:, DASH] > 0,
        counts[:, SEPARATOR] > 1,
        *(marks[:, column] > 0 for column in range(1, _MARK_COUNT)),
    ]
    return np.concatenate(
        [
            np.array(single, dtype=np.uint8).T,
            _step(words, _WORD_STEPS),
            _step(chars, _CHAR_STEPS),
            _step(counts[:, STOP], _FEW_STEPS),
            _step(counts[:, COMMA], _FEW_STEPS),
            _step(numbers, _FEW_STEPS),
        ],
        axis=1,
    )


_QUESTION_CODES = np.array([ord(character) for character in "?？؟;"], dtype=np.uint32)
_ELLIPSIS = ord("…")


def _count_marks(reading: WordReading) -> Whole:
    found = _MARK_TABLE.take(np.minimum(reading.codes, 0x2BFF), mode="clip")
    places = np.flatnonzero(found)
    lines = np.searchsorted(reading.starts, places, side="right") - 1
    count = len(reading.sizes)
    return np.bincount(lines * _MARK_COUNT + found[places], minlength=count * _MARK_COUNT).reshape(count, _MARK_COUNT)


def _identify(reading: WordReading) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Numbers of each line's words, and of those that are neither names nor numbers."""
    ranks = (np.arange(len(reading.owners)) - reading.word_starts[reading.owners]).astype(np.uint64)
    same = _add_up(reading.hashes * (2 * ranks + np.uint64(1)), reading)
    plain = ~reading.is_number & (~reading.begins_upper | (ranks == 0))
    kept = np.where(plain, reading.hashes, np.uint64(0))
    alike = _add_up(kept * (kept >> np.uint64(7) | np.uint64(1)), reading)
    plain_words = np.bincount(reading.owners, weights=plain, minlength=len(reading.counts))
    few = plain_words < 3
    return same, np.where(few, same, alike)


def _add_up(values: NDArray[np.uint64], reading: WordReading) -> NDArray[np.uint64]:
    """Sums by line, modulo 2**64."""
    sums = np.zeros(len(values) + 1, dtype=np.uint64)
    np.cumsum(values, out=sums[1:])
    ends = reading.word_starts + reading.counts
    added: NDArray[np.uint64] = sums[ends] - sums[reading.word_starts]
    return added


def _read_tokens(reading: WordReading, same: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], Whole]:
    """Words, stems and pairs at both ends of each line, and the line as a whole."""
    owners, count = reading.owners, len(reading.counts)
    ranks = np.arange(len(owners)) - reading.word_starts[owners]
    chosen = (ranks < EDGE_WORDS) | (reading.counts[owners] - ranks <= EDGE_WORDS)
    # A number is a number, of whatever digits.
    numbers = (reading.lengths.astype(np.uint64) + np.uint64(11)) * _MULTIPLIER
    words = np.where(reading.is_number, numbers, reading.hashes)
    before = np.empty_like(words)
    before[1:] = words[:-1]
    before[reading.word_starts[reading.counts > 0]] = np.uint64(77)
    pairs = (before * np.uint64(31) + words) * _MULTIPLIER
    stems = find_stems(reading, STEM_CHARS) * np.uint64(0x2545F4914F6CDD1D)
    last = reading.word_starts + reading.counts - 1
    with_words = np.flatnonzero(reading.counts > 0)
    closing = (words[last[with_words]] * np.uint64(37) + np.uint64(99)) * _MULTIPLIER
    whole = (same[with_words] + np.uint64(5)) * _MULTIPLIER
    places = np.flatnonzero(chosen)
    lengthy = places[reading.lengths[places] > STEM_CHARS]
    hashes = np.concatenate([words[places], pairs[places], stems[lengthy], closing, whole])
    lines = np.concatenate([owners[places], owners[places], owners[lengthy], with_words, with_words])
    order = np.argsort(lines, kind="stable")
    return (hashes[order] >> _HALF).astype(np.uint32), np.bincount(lines, minlength=count)


def read_context(lines: Lines) -> Bits:
    """Reads what each line is among the others.

    Args:
        lines: Of one dump, in order; at least one.

    Returns:
        Bits, `[n_lines, n_context_bits]`.
    """
    count = len(lines.words)
    index = np.arange(count)
    every = np.full(count, count)
    copies, later = _count_copies(lines.same)
    likenesses, _ = _count_copies(lines.alike)
    above, below = _measure_distances(lines.prose)
    passed = np.cumsum(lines.words) - lines.words
    total = int(lines.words.sum())
    prose_before: Whole = np.cumsum(lines.prose) - lines.prose
    prose_total = np.full(count, int(lines.prose.sum()))
    short = (lines.words <= 4) & ~lines.prose
    return np.concatenate(
        [
            _step(index, _PLACE_STEPS),
            _step(count - 1 - index, _PLACE_STEPS),
            _step(every, _COUNT_STEPS),
            _step(10 * passed, [tenth * max(total, 1) for tenth in _TENTHS]),
            _step(above, _DISTANCE_STEPS),
            _step(below, _DISTANCE_STEPS),
            _step(prose_before, (1, 3)),
            _step(prose_total - prose_before, (1, 3)),
            _step(prose_total, _PROSE_STEPS),
            _step(_measure_runs(short), _RUN_STEPS),
            _step(copies, _COPY_STEPS),
            _step(likenesses, _COPY_STEPS),
            later[:, None].astype(np.uint8),
            _step(np.full(count, 10 * int(short.sum()) // count), (2, 4, 6, 8)),
            _step(np.full(count, total), _TOTAL_STEPS),
            *_read_windows(lines, short),
            *(_read_stretch(lines, cost) for cost in _GAP_COSTS),
            *_read_shared(lines),
        ],
        axis=1,
    )


def _read_windows(lines: Lines, short: NDArray[np.bool_]) -> Iterator[Bits]:
    """How much of the words around each line is prose, and how many of the lines are short."""
    count = len(short)
    index = np.arange(count)
    rows = np.array([lines.words, lines.words * lines.prose, short])
    sums = np.zeros((3, count + 1), dtype=np.int64)
    np.cumsum(rows, axis=1, out=sums[:, 1:])
    for reach in _WINDOWS:
        first, end = np.maximum(index - reach, 0), np.minimum(index + reach + 1, count)
        words, prose, few = sums[:, end] - sums[:, first]
        yield _step(10 * prose // np.maximum(words, 1), _ODD_TENTHS)
        yield _step(10 * few // (end - first), _ODD_TENTHS)


def _read_stretch(lines: Lines, cost: int) -> Bits:
    """Where each line is beside the longest stretch of prose: the one with the most words, less a cost for each other
    line in it."""
    count = len(lines.words)
    index = np.arange(count)
    sums = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.where(lines.prose, lines.words, -cost), out=sums[1:])
    lowest = np.minimum.accumulate(sums)
    end = int((sums - lowest).argmax())
    start = int(sums[: end + 1].argmin()) if end else 0
    inside = (index >= start) & (index < end)
    return np.concatenate(
        [
            inside[:, None].astype(np.uint8),
            _step(start - index, _AWAY_STEPS),
            _step(index - end + 1, _AWAY_STEPS),
        ],
        axis=1,
    )


def _read_shared(lines: Lines) -> Iterator[Bits]:
    """How many of each line's words stand nowhere else on the page, and how many in other lines of prose."""
    count = len(lines.words)
    owners = np.repeat(np.arange(count), lines.token_counts)
    _, places, often = np.unique(lines.tokens, return_inverse=True, return_counts=True)
    own = lines.prose[owners]
    in_prose = np.bincount(places, weights=own, minlength=len(often))[places] > own
    counts = np.maximum(lines.token_counts, 1)
    for marked in (often[places] == 1, in_prose):
        yield _step(8 * np.bincount(owners, weights=marked, minlength=count).astype(np.int64) // counts, _EIGHTHS)


def _count_copies(keys: NDArray[np.uint64]) -> tuple[Whole, NDArray[np.bool_]]:
    """How often each line stands on the page, and whether it stood there before."""
    _, firsts, places, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    return counts[places], firsts[places] < np.arange(len(keys))


def _measure_distances(marked: NDArray[np.bool_]) -> tuple[Whole, Whole]:
    """Lines to the last marked line up to each line, and to the next from it on."""
    index = np.arange(len(marked))
    above = index - np.maximum.accumulate(np.where(marked, index, -_FAR))
    below = np.minimum.accumulate(np.where(marked, index, _FAR)[::-1])[::-1] - index
    return above, below


def _measure_runs(marked: NDArray[np.bool_]) -> Whole:
    """Length of the run of marked lines around each line, 0 outside."""
    edges = np.flatnonzero(np.diff(marked, prepend=False, append=False))
    lengths = np.zeros(len(marked), dtype=np.int64)
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        lengths[start:end] = end - start
    return lengths
