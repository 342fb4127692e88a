"""Reads the elements around every block: which of its ancestors hold which other blocks, and what they are called."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.words import Groups, group_keys, read_words
from cleaner.page.columns import PageColumns, Surroundings
from cleaner.page.tree import Attributes

# Elements nearer to the root than this many steps above a block say nothing about it that its page does not say.
_MAX_STEPS = 48
# Ancestors that hold the same blocks are one level; levels above this one are read as one.
LEVEL_COUNT = 6
# Levels whose containers are compared with their siblings.
ITEM_LEVELS = 3
_POWERS = np.power(np.uint64(0x9E3779B97F4A7C15), np.arange(_MAX_STEPS + 1, dtype=np.uint64))
_NO_NAMES = ("", "", "")
# Attributes that say what an element is for, by names that authors choose and by words with a meaning of their own
# (HTML Standard, WAI-ARIA 1.2, schema.org microdata, and what page builders write; 2026-11).
_NAME_ATTRIBUTES = frozenset(
    """
    class id data-testid data-test data-component data-component-type data-type data-role data-widget data-element_type
    data-hook data-block data-module data-section-type data-qa data-elementor-type data-widget_type
    """.split()
)
_MEANING_ATTRIBUTES = frozenset(
    """
    role itemprop itemtype rel typeof property aria-label aria-hidden aria-expanded aria-modal style method type open
    hidden
    """.split()
)


class PathColumns(NamedTuple):
    """What stands around each block.

    Attributes:
        firsts: First block of the ancestor that ends each level, `[n_blocks, LEVEL_COUNT]`; level 0 holds the block
            alone, level k+1 more blocks than level k, and where the page ends, the whole page.
        lasts: Last block of the same.
        depths: Number of ancestors.
        full_paths: Which blocks have the same tags and classes from their element to the root.
        tag_paths: The same with tags alone.
        pair_rows: For each block and ancestor, the ancestor's row in the token table, block by block and outwards.
        pair_slots: For the same, `block * (LEVEL_COUNT + 1) + level`; ascending.
        token_hashes: Hash of each token of each distinct tag with its attributes, row by row; row 0 has none.
        token_starts: Where each row's tokens start; one more entry at the end.
        holders: The ancestor that ends each level, as a place among the page's elements; the last place stands for the
            page, `[n_blocks, LEVEL_COUNT]`.
        first_blocks: First block of each such place.
        last_blocks: Last block of the same.
        siblings: For each block and each of the levels from 1 to `ITEM_LEVELS`, how many ancestors are like its own, of
            the same tag and class in the same ancestor of the next level, itself among them, `[n_blocks, ITEM_LEVELS]`.
        ranks: How many of them come before its own.
        sibling_groups: By level, a number that like siblings share.
    """

    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    depths: NDArray[np.int64]
    full_paths: Groups
    tag_paths: Groups
    pair_rows: NDArray[np.int64]
    pair_slots: NDArray[np.int64]
    token_hashes: NDArray[np.uint64]
    token_starts: NDArray[np.int64]
    holders: NDArray[np.int64]
    first_blocks: NDArray[np.int64]
    last_blocks: NDArray[np.int64]
    siblings: NDArray[np.int64]
    ranks: NDArray[np.int64]
    sibling_groups: NDArray[np.int64]


class _ElementNames(NamedTuple):
    """Names of the elements around blocks, by distinct tag and attributes.

    Attributes:
        tags: Hash of the tag by row; row 0 for none.
        classes: Hash of tag and class by row.
        token_hashes: Hashes of all rows' tokens, by row.
        token_starts: Where each row's tokens start; one more entry at the end.
    """

    tags: NDArray[np.uint64]
    classes: NDArray[np.uint64]
    token_hashes: NDArray[np.uint64]
    token_starts: NDArray[np.int64]


def read_paths(page: PageColumns) -> PathColumns:
    """Reads the ancestors of all blocks at once.

    Args:
        page: The page, cut into blocks.

    Returns:
        Their columns.
    """
    surroundings = page.surroundings
    chain = _climb(page)
    count, steps = chain.shape
    missing = len(surroundings.elements)
    first_block, last_block = _find_ranges(chain, missing)
    levels = _count_levels((last_block - first_block).take(chain))
    present = chain < missing
    own = np.arange(count)
    pairs = np.flatnonzero(present)
    ends = np.full((count, LEVEL_COUNT + 1), missing, dtype=np.int64)
    slots = own[:, None] * (LEVEL_COUNT + 1) + np.minimum(levels, LEVEL_COUNT)
    pair_slots = slots.take(pairs)
    # Of several elements of one level, the outermost stays: it is written last.
    ends.ravel()[pair_slots] = chain.take(pairs)
    ends = ends[:, :LEVEL_COUNT]
    firsts, lasts = first_block.take(ends), last_block.take(ends)
    # Level 0 is the block alone, also where its element holds more.
    firsts[:, 0], lasts[:, 0] = own, own
    names = _read_names(surroundings)
    row_of = np.append(np.array(surroundings.rows, dtype=np.int64) + 1, 0)
    rows = row_of.take(chain)
    siblings = _count_siblings(ends, names.classes.take(row_of))
    return PathColumns(
        firsts=firsts,
        lasts=lasts,
        depths=present.sum(axis=1),
        full_paths=group_keys(names.classes.take(rows) @ _POWERS[:steps]),
        tag_paths=group_keys(names.tags.take(rows) @ _POWERS[:steps]),
        pair_rows=rows.take(pairs),
        pair_slots=pair_slots,
        token_hashes=names.token_hashes,
        token_starts=names.token_starts,
        holders=ends,
        first_blocks=first_block,
        last_blocks=last_block,
        siblings=siblings.counts,
        ranks=siblings.ranks,
        sibling_groups=siblings.groups,
    )


class _Siblings(NamedTuple):
    """The columns of `PathColumns` with one number a block and level of items, `[n_blocks, ITEM_LEVELS]`."""

    counts: NDArray[np.int64]
    ranks: NDArray[np.int64]
    groups: NDArray[np.int64]


def _count_siblings(holders: NDArray[np.int64], classes: NDArray[np.uint64]) -> _Siblings:
    shape = (len(holders), ITEM_LEVELS)
    siblings = _Siblings(*(np.empty(shape, dtype=np.int64) for _ in _Siblings._fields))
    parents = np.zeros(len(classes), dtype=np.int64)
    numbers = np.zeros(len(classes), dtype=np.int64)
    for level in range(ITEM_LEVELS):
        own = holders[:, level + 1]
        parents[own] = holders[:, level + 2]
        is_item = np.zeros(len(classes), dtype=bool)
        is_item[own] = True
        items = np.flatnonzero(is_item)
        groups = group_keys(classes.take(items) * _POWERS[1] ^ parents[items].astype(np.uint64))
        # Elements are numbered in document order, and so are the items of a group.
        ranks = np.empty(len(items), dtype=np.int64)
        ranks[groups.order] = np.arange(len(items)) - np.repeat(np.cumsum(groups.counts) - groups.counts, groups.counts)
        numbers[items] = np.arange(len(items))
        places = numbers[own]
        siblings.counts[:, level] = groups.counts[groups.ids][places]
        siblings.ranks[:, level] = ranks[places]
        siblings.groups[:, level] = groups.ids[places]
    return siblings


def _climb(page: PageColumns) -> NDArray[np.int64]:
    """Places in `surroundings` of each block's element and its ancestors, outwards; after the last place for none."""
    surroundings, parents_of = page.surroundings, page.tree.parents
    missing = len(surroundings.elements)
    places = np.full(len(parents_of) + 1, missing, dtype=np.int64)
    places[np.array(surroundings.elements, dtype=np.int64)] = np.arange(missing)
    parents = np.fromiter(map(parents_of.__getitem__, surroundings.elements), dtype=np.int64, count=missing)
    # Ordinal -1, no element, is the last entry of `places`.
    parents = np.append(places[parents], missing)
    current = places[page.blocks.elements]
    columns = [current]
    for _ in range(_MAX_STEPS):
        current = parents[current]
        if current.min(initial=missing) == missing:
            break
        columns.append(current)
    return np.stack(columns, axis=1)


def _find_ranges(chain: NDArray[np.int64], missing: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    count, steps = chain.shape
    flat = chain.ravel()
    owners = np.repeat(np.arange(count), steps)
    first = np.zeros(missing + 1, dtype=np.int64)
    last = np.zeros(missing + 1, dtype=np.int64)
    # Of several values for one place, the last one stays: that is how numpy defines it.
    last[flat] = owners
    first[flat[::-1]] = owners[::-1]
    first[missing], last[missing] = 0, count - 1
    return first, last


def _count_levels(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    grown = np.empty(sizes.shape, dtype=bool)
    grown[:, 0] = sizes[:, 0] > 0
    np.greater(sizes[:, 1:], sizes[:, :-1], out=grown[:, 1:])
    return np.cumsum(grown, axis=1)


def _read_names(surroundings: Surroundings) -> _ElementNames:
    texts = ["", ""]
    tags = [0]
    classes = [0]
    known: dict[str, int] = {}
    for tag, attributes in surroundings.names:
        names, meanings, styled = _read_attributes(attributes) if attributes else _NO_NAMES
        texts.append(tag + " " + names if names else tag)
        texts.append(meanings)
        if tag not in known:
            known[tag] = zlib.crc32(tag.encode("utf-8", "replace"))
        tags.append(known[tag])
        classes.append(zlib.crc32(styled.encode("utf-8", "replace"), known[tag]) if styled else known[tag])
    words = read_words(texts, split_case=True, with_classes=False)
    # Tags, names and meanings are three vocabularies: the same word differs by a salt.
    hashes = words.hashes
    counts = words.counts
    starts = np.cumsum(counts) - counts
    named = np.flatnonzero(counts[0::2]) * 2
    hashes[starts[named]] ^= np.uint64(0x5555555555555555)
    hashes[words.owners % 2 == 1] ^= np.uint64(0x3333333333333333)
    row_counts = counts[0::2] + counts[1::2]
    return _ElementNames(
        tags=np.array(tags, dtype=np.uint64),
        classes=np.array(classes, dtype=np.uint64),
        token_hashes=hashes,
        token_starts=np.append(0, np.cumsum(row_counts)),
    )


def _read_attributes(attributes: Attributes) -> tuple[str, str, str]:
    names: list[str] = []
    meanings: list[str] = []
    styled = ""
    for name, value in attributes:
        if name in _NAME_ATTRIBUTES:
            names.append(value or "")
            if name == "class":
                styled = value or ""
        elif name in _MEANING_ATTRIBUTES:
            meanings.append(f"{name} {value}" if value else name)
    return " ".join(names), " ".join(meanings), styled
