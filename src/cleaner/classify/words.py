"""Reads all texts of a page at once: classes of characters and hashes of words, a block or an element at a time.

Classes of characters come from the Unicode character database of the running Python.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Classes of characters; a character is in exactly one.
(
    OTHER,
    LOWER,
    UPPER,
    LETTER,
    IDEOGRAPH,
    DIGIT,
    SPACE,
    STOP,
    COMMA,
    COLON,
    QUOTE,
    BRACKET,
    DASH,
    SEPARATOR,
    CURRENCY,
    SIGN,
) = range(16)
# Below this every character has a row of its own; above it, ranges do.
_TABLE_SIZE: Final = 0x3100
# First character of each range and the class of its characters (Unicode 16, Blocks.txt).
_WIDE_RANGES: Final = (
    (0x3100, IDEOGRAPH),
    (0xA000, LETTER),
    (0xD800, OTHER),
    (0xF900, IDEOGRAPH),
    (0xFB00, LETTER),
    (0xFE10, SIGN),
    (0xFE70, LETTER),
    (0xFEFF, OTHER),
    (0xFF01, STOP),
    (0xFF02, SIGN),
    (0xFF0C, COMMA),
    (0xFF0D, DASH),
    (0xFF0E, STOP),
    (0xFF0F, SEPARATOR),
    (0xFF10, DIGIT),
    (0xFF1A, COLON),
    (0xFF1B, COMMA),
    (0xFF1C, SIGN),
    (0xFF1F, STOP),
    (0xFF20, SIGN),
    (0xFF21, UPPER),
    (0xFF3B, SIGN),
    (0xFF41, LOWER),
    (0xFF5B, SIGN),
    (0xFF66, LETTER),
    (0xFFE0, SIGN),
    (0xFFF0, OTHER),
    (0x10000, LETTER),
    (0x1F000, SIGN),
    (0x20000, IDEOGRAPH),
    (0x40000, OTHER),
)

_STOPS = ".!?…؟।॥።։。"
_COMMAS = ",;،؛·、"
_QUOTES = "\"'«»“”‘’„‚‹`´「」『』"
_SEPARATORS = "|/\\›→←↑↓•‣►▶◄◀▼▲■□●○★☆✓✔✕✖~_"


def _classify_character(code: int) -> int:
    character = chr(code)
    for members, name in ((_STOPS, STOP), (_COMMAS, COMMA), (_SEPARATORS, SEPARATOR), (_QUOTES, QUOTE), (":", COLON)):
        if character in members:
            return name
    if character.isspace() or code == 0:
        return SPACE
    if code >= 0x3000:
        return IDEOGRAPH
    category = unicodedata.category(character)
    exact = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Pd": DASH, "Ps": BRACKET, "Pe": BRACKET, "Sc": CURRENCY}
    broad = {"L": LETTER, "M": LETTER, "N": DIGIT, "P": SIGN, "S": SIGN}
    return exact.get(category, broad.get(category[0], OTHER))


def _build_character_table() -> NDArray[np.uint8]:
    """The class of every character below `_TABLE_SIZE`, and one row that stands for all others."""
    return np.array([*map(_classify_character, range(_TABLE_SIZE)), OTHER], dtype=np.uint8)


def _build_lower_table() -> NDArray[np.uint64]:
    """The lower-case character of every character below `_TABLE_SIZE`, and one row that stands for all others."""
    table = np.arange(_TABLE_SIZE + 1, dtype=np.uint64)
    for code in range(_TABLE_SIZE):
        lower = chr(code).lower()
        if len(lower) == 1:
            table[code] = ord(lower)
    return table


_CHARACTER_TABLE: Final = _build_character_table()
_LOWER_TABLE: Final = _build_lower_table()

_CLASS_COUNT = 16
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_BASE = 0x100000001B3
_LAST_LATIN = 0xFF
_LATIN_CLASSES = _CHARACTER_TABLE[: _LAST_LATIN + 1].tobytes()
_LATIN_LOWER = _LOWER_TABLE[: _LAST_LATIN + 1].astype(np.uint8).tobytes()


def _build_powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base modulo 2**64, and their inverses."""
    powers = np.full((2, count), 1, dtype=np.uint64)
    powers[0, 1:], powers[1, 1:] = _BASE, pow(_BASE, -1, 2**64)
    np.cumprod(powers, axis=1, out=powers)
    return powers[0], powers[1]


# For nineteen pages in twenty; longer ones build their own.
_POWERS, _INVERSES = _build_powers(2**16)
_WIDE_STARTS = np.array([start for start, _ in _WIDE_RANGES], dtype=np.uint32)
_WIDE_CLASSES = np.array([name for _, name in _WIDE_RANGES], dtype=np.uint8)


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


def read_words(texts: Sequence[str], *, split_case: bool = False, with_classes: bool = True) -> WordColumns:
    """Reads the words of many texts in one pass.

    A word is a run of letters, marks and digits; an ideograph is a word of its own.

    Args:
        texts: The texts.
        split_case: Whether a capital after a small letter begins a word, as in names of classes.
        with_classes: Whether `classes` is wanted; without, it has no rows.

    Returns:
        Its columns.
    """
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.cumsum(sizes + 1) - sizes - 1
    classes, lowered = _read_characters(codes)
    begins, ends = _find_words(classes, split_case=split_case)
    # A text's words begin from its start on; what follows it is a separator.
    counts = np.diff(np.searchsorted(begins, starts), append=len(begins))
    return WordColumns(
        classes=_count_classes(classes, sizes) if with_classes else np.zeros((0, _CLASS_COUNT), dtype=np.int64),
        hashes=_hash_words(lowered, begins, ends),
        lengths=ends - begins,
        owners=np.repeat(np.arange(len(texts)), counts),
        counts=counts,
        first=_pick_classes(classes, starts, sizes),
        last=_pick_classes(classes, starts + sizes - 1, sizes),
    )


def _read_characters(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
    """Class and lower case of every character: Latin letters by tables of bytes, the few others by wider tables."""
    narrow = codes.astype(np.uint8).tobytes()
    classes = np.frombuffer(bytearray(narrow.translate(_LATIN_CLASSES)), dtype=np.uint8)
    lowered = np.frombuffer(narrow.translate(_LATIN_LOWER), dtype=np.uint8).astype(np.uint64)
    others = np.flatnonzero(codes > _LAST_LATIN)
    if len(others):
        wide = codes[others]
        clipped = np.minimum(wide, _TABLE_SIZE)
        beyond = clipped == _TABLE_SIZE
        found = _CHARACTER_TABLE[clipped]
        found[beyond] = _WIDE_CLASSES[np.searchsorted(_WIDE_STARTS, wide[beyond], side="right") - 1]
        classes[others] = found
        lowered[others] = np.where(beyond, wide, _LOWER_TABLE[clipped])
    return classes, lowered


def _count_classes(classes: NDArray[np.uint8], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    rows = np.repeat(np.arange(0, len(sizes) * _CLASS_COUNT, _CLASS_COUNT), sizes + 1)[: len(classes)]
    rows += classes
    return np.bincount(rows, minlength=len(sizes) * _CLASS_COUNT).reshape(-1, _CLASS_COUNT)


def _pick_classes(classes: NDArray[np.uint8], places: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Classes at places, 0 for empty texts."""
    if not len(classes):
        return np.zeros(len(sizes), dtype=np.uint8)
    picked: NDArray[np.uint8] = classes.take(places, mode="clip") * (sizes > 0)
    return picked


def _find_words(classes: NDArray[np.uint8], *, split_case: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First character of each word and the one after its last."""
    inside = (classes >= LOWER) & (classes <= DIGIT)
    starts = inside.copy()
    starts[1:] &= ~inside[:-1]
    ideographs = classes == IDEOGRAPH
    if ideographs.any():
        starts |= ideographs
        starts[1:] |= inside[1:] & ideographs[:-1]
    if split_case:
        starts[1:] |= (classes[1:] == UPPER) & (classes[:-1] == LOWER)
    ends = inside.copy()
    ends[:-1] &= starts[1:] | ~inside[1:]
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


def _hash_words(lowered: NDArray[np.uint64], begins: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Polynomials over the characters of each word, from sums over all characters before its ends.

    All is modulo 2**64, where the base, an odd number, has an inverse.
    """
    powers, inverses = (_POWERS, _INVERSES) if len(lowered) <= len(_POWERS) else _build_powers(len(lowered))
    sums = np.zeros(len(lowered) + 1, dtype=np.uint64)
    np.cumsum(lowered * powers[: len(lowered)], out=sums[1:])
    hashes = (sums[ends] - sums[begins]) * inverses[begins]
    hashes *= _MULTIPLIER
    return hashes ^ (hashes >> np.uint64(29))


class Groups(NamedTuple):
    """Things that have the same key.

    Attributes:
        ids: Number of each thing's group.
        counts: Things by group.
        order: The things, group by group, in each in their order.
        leaders: The first thing of each group.
    """

    ids: NDArray[np.int64]
    counts: NDArray[np.int64]
    order: NDArray[np.int64]
    leaders: NDArray[np.int64]

    def add_up(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        """Sums of values by group."""
        return np.bincount(self.ids, weights=values, minlength=len(self.counts)).astype(np.float64)


def group_keys(keys: NDArray[np.uint64]) -> Groups:
    """Finds which things have the same key.

    Args:
        keys: Hashes; their lowest bits make room for the places of the things, so that one plain sort, three times
            faster than sorting places by keys, gives both.

    Returns:
        The groups.
    """
    size = len(keys)
    bits = np.uint64(max(size - 1, 1).bit_length())
    # An odd number: multiplying by it loses nothing and brings low bits up.
    packed = (keys * _MULTIPLIER >> bits << bits) | np.arange(size, dtype=np.uint64)
    packed.sort()
    order = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    packed >>= bits
    is_new = np.ones(size, dtype=bool)
    np.not_equal(packed[1:], packed[:-1], out=is_new[1:])
    begins = np.flatnonzero(is_new)
    counts = np.diff(begins, append=size)
    ids = np.empty(size, dtype=np.int64)
    ids[order] = np.repeat(np.arange(len(begins)), counts)
    return Groups(ids, counts, order, order[begins])


class WordReading(NamedTuple):
    """The characters and words of a list of lines, for the judge of lines.

    Attributes:
        codes: Code points of all lines, a newline between two.
        starts: Offset of each line in them.
        sizes: Characters of each line.
        classes: Characters by line and class, `[n_lines, 16]`.
        lowered: Small letters of all characters.
        begins, ends: Offsets of each word.
        hashes: Hash of each word in lower case.
        lengths: Characters of each word.
        owners: Line of each word.
        counts: Words of each line.
        word_starts: Number of each line's first word.
        is_number: Whether a word begins with a digit.
        is_year: Whether it is a number from 1900 to 2099.
        begins_upper: Whether it begins with a capital.
        first, last: Classes of each line's first and last character.
        last_code: The last character's code point.
    """

    codes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    classes: NDArray[np.int64]
    lowered: NDArray[np.uint64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    lengths: NDArray[np.int64]
    owners: NDArray[np.int64]
    counts: NDArray[np.int64]
    word_starts: NDArray[np.int64]
    is_number: NDArray[np.bool_]
    is_year: NDArray[np.bool_]
    begins_upper: NDArray[np.bool_]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    last_code: NDArray[np.uint32]


def read_characters(texts: Sequence[str]) -> WordReading:
    """Reads the characters and words of lines in one pass; a word is what `read_words` says."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.cumsum(sizes + 1) - sizes - 1
    classes, lowered = _read_characters(codes)
    begins, ends = _find_words(classes, split_case=False)
    word_starts = np.searchsorted(begins, starts)
    counts = np.diff(word_starts, append=len(begins))
    opening = classes[begins]
    lengths = ends - begins
    is_number = opening == DIGIT
    return WordReading(
        codes=codes,
        starts=starts,
        sizes=sizes,
        classes=_count_classes(classes, sizes),
        lowered=lowered,
        begins=begins,
        ends=ends,
        hashes=_hash_words(lowered, begins, ends),
        lengths=lengths,
        owners=np.repeat(np.arange(len(texts)), counts),
        counts=counts,
        word_starts=word_starts,
        is_number=is_number,
        is_year=is_number & (lengths == 4) & np.isin(_read_centuries(codes, begins), (19, 20)),
        begins_upper=opening == UPPER,
        first=_pick_classes(classes, starts, sizes),
        last=_pick_classes(classes, starts + sizes - 1, sizes),
        last_code=codes.take(starts + sizes - 1, mode="clip"),
    )


def _read_centuries(codes: NDArray[np.uint32], begins: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number that the first two characters of each word make, if they are ASCII digits."""
    second = codes.take(begins + 1, mode="clip").astype(np.int64)
    return (codes[begins].astype(np.int64) - ord("0")) * 10 + second - ord("0")


def find_stems(reading: WordReading, chars: int) -> NDArray[np.uint64]:
    """Hashes of the first characters of each word."""
    return _hash_words(reading.lowered, reading.begins, np.minimum(reading.begins + chars, reading.ends))
