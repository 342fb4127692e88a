"""Turns a page into numbers: one row a block, one named column a feature, in a few passes over whole columns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.columns import BlockColumns, log_of, ratio_of, stack_rows
from cleaner.classify.feature_names import FEATURE_NAMES, LEVEL_FEATURES, RATIOS, WINDOW_FEATURES, WINDOWS
from cleaner.classify.page_names import read_page_names
from cleaner.classify.paths import LEVEL_COUNT, PathColumns, read_paths
from cleaner.classify.spans import read_spans
from cleaner.classify.sums import Groups, divide_sums
from cleaner.classify.vocabulary import (
    BRACKET,
    COLON,
    COMMA,
    CURRENCY,
    DASH,
    DIGIT,
    IDEOGRAPH,
    KIND_CODES,
    LETTER,
    LOWER,
    QUOTE,
    SEPARATOR,
    SIGN,
    STOP,
    UPPER,
)
from cleaner.classify.words import WordColumns, read_words
from cleaner.page.blocks import Source
from cleaner.page.columns import PageColumns

_DOM, _TEXT = Source.DOM, Source.TEXT

_SHARES = [LOWER, UPPER, LETTER, DIGIT, STOP, COMMA, COLON, QUOTE, BRACKET, DASH, SEPARATOR, CURRENCY, SIGN]
_WINDOW_SIZES = np.array(WINDOWS)
_WINDOW_RATIOS = [
    RATIOS.index(name)
    for name in ("linked_words", "stops", "commas", "headings", "items", "controls", "frequent_words")
]
_LEVELS_WIDTH = (LEVEL_COUNT - 1) * len(LEVEL_FEATURES)
# Levels take several times the memory of their features: a page of a hundred thousand blocks is read in turns.
_CHUNK_BLOCKS = 4096

FloatArray = NDArray[np.float32]


class PageFeatures(NamedTuple):
    """What the model sees of a page.

    Attributes:
        dense: One row a block, columns as `FEATURE_NAMES`, `[n_blocks, n_features]`.
        words: Words of each block, as the metric counts them.
        link_share: Share of each block's characters that are links, 0–1.
        paths: The elements around the blocks.
        text: The words of the blocks.
        page_names: Hashes of the names that the page gives itself.
    """

    dense: FloatArray
    words: NDArray[np.int64]
    link_share: NDArray[np.float64]
    paths: PathColumns
    text: WordColumns
    page_names: NDArray[np.uint64]


def read_features(page: PageColumns) -> PageFeatures:
    """Reads the features of all blocks of a page.

    Args:
        page: The page, cut into blocks; at least one.

    Returns:
        The features.
    """
    blocks = page.blocks
    text = read_words([block.text for block in blocks])
    spans = read_spans(blocks)
    paths = read_paths(page)
    assembly = _Assembly(page, text, spans, paths)
    return PageFeatures(
        dense=assembly.assemble(),
        words=text.counts,
        link_share=assembly.link_share,
        paths=paths,
        text=text,
        page_names=read_page_names(page),
    )


class _Assembly(BlockColumns):
    """Makes the groups of features."""

    def assemble(self) -> FloatArray:
        """All features, group by group, so that no group waits for the others in double precision."""
        dense = np.empty((self.count, len(FEATURE_NAMES)), dtype=np.float32)
        column = 0
        for group in self._read_blocks():
            dense[:, column : column + group.shape[1]] = group
            column += group.shape[1]
        page = self._read_page()
        dense[:, -page.shape[1] :] = page
        for start in range(0, self.count, _CHUNK_BLOCKS):
            rows = slice(start, start + _CHUNK_BLOCKS)
            self._read_levels(rows, dense[rows, column : column + _LEVELS_WIDTH])
            self._read_windows(rows, dense[rows, column + _LEVELS_WIDTH : -page.shape[1]])
        return dense

    # ---- groups of features

    def _read_blocks(self) -> Iterator[NDArray[np.float64]]:
        yield np.eye(len(KIND_CODES))[self.kinds]
        yield self._read_text_shape().T
        yield self._read_structure().T
        yield self._read_characters().T
        yield self._read_places().T
        yield self._read_groups().T
        yield self._read_headings().T

    def _read_text_shape(self) -> NDArray[np.float64]:
        words, spans, blocks = self.words, self.spans, self.page.blocks
        return stack_rows(
            [
                self.levels / 6,
                self.hidden,
                [block.source is not _DOM and block.source is not _TEXT for block in blocks],
                log_of(words),
                log_of(spans.chars),
                words == 0,
                ratio_of(self.word_chars, words) / 8,
                ratio_of(self.short_words, words),
                ratio_of(self.long_words, words),
                ratio_of(self.frequent, words),
                ratio_of(self.rare, words),
                ratio_of(self.unique_words, words),
                ratio_of(self.title_words, words),
                np.minimum(self.title_words / self.title_size, 2),
                np.minimum(self.described_words / self.described_size, 2),
                self.link_share,
                log_of(spans.links),
                np.minimum(spans.anchor_links, 4) / 4,
                np.minimum(spans.contact_links, 2) / 2,
                np.minimum(spans.script_links, 2) / 2,
                np.minimum(spans.strong_chars / self.chars, 1),
                np.minimum(spans.emphasis_chars / self.chars, 1),
                log_of(spans.images),
                spans.times > 0,
                log_of(spans.newlines),
            ],
            self.count,
        )

    def _read_structure(self) -> NDArray[np.float64]:
        spans = self.spans
        return stack_rows(
            [
                spans.list_depth > 0,
                spans.in_ordered,
                spans.in_cell,
                spans.in_header_cell,
                spans.in_layout_cell,
                spans.in_quote,
                spans.in_figure,
                np.minimum(spans.list_depth, 4) / 4,
            ],
            self.count,
        )

    def _read_characters(self) -> NDArray[np.float64]:
        classes, first, last = self.text.classes, self.text.first, self.text.last
        shares = classes.take(_SHARES, axis=1).T / self.chars
        firsts = [first == LOWER, first == UPPER, first == DIGIT, first >= STOP]
        lasts = [last == STOP, last == COLON, last == COMMA, (last >= LOWER) & (last <= IDEOGRAPH), last == DIGIT]
        return stack_rows([*shares, *firsts, *lasts], self.count)

    def _read_places(self) -> NDArray[np.float64]:
        before = self.sums[:-1, 1]
        total = max(self.sums[-1, 1], 1)
        return stack_rows(
            [
                log_of(self.paths.depths),
                self.index / self.count,
                before / total,
                log_of(self.index),
                log_of(self.count - 1 - self.index),
            ],
            self.count,
        )

    def _read_groups(self) -> NDArray[np.float64]:
        """How often the same text and the same path occur, and what blocks with the same path are like."""
        full = Groups(self.paths.full_paths)
        tags = Groups(self.paths.tag_paths)
        self.full_groups = full
        spread = full.order[np.cumsum(full.counts) - 1] - full.leaders
        words, linked, stops = (full.add_up(values) for values in (self.words, self.linked_words, self.stops))
        tag_words, tag_linked = (tags.add_up(values) for values in (self.words, self.linked_words))
        rows = np.empty((12, self.count))
        rows[0] = log_of(self.same_text_count)
        # Texts are numbered as they appear: a number that is not the highest so far was there before.
        rows[1, 0] = False
        rows[1, 1:] = self.same_text[1:] <= np.maximum.accumulate(self.same_text)[:-1]
        by_path = (
            log_of(full.counts),
            spread / self.count,
            log_of(words / full.counts),
            ratio_of(linked, words),
            ratio_of(stops, words),
        )
        rows[2:7] = stack_rows(by_path, len(full.counts)).take(full.ids, axis=1)
        by_tags = (log_of(tags.counts), log_of(tag_words / tags.counts), ratio_of(tag_linked, tag_words))
        rows[7:10] = stack_rows(by_tags, len(tags.counts)).take(tags.ids, axis=1)
        same = full.ids[1:] == full.ids[:-1]
        rows[10, 0] = rows[11, -1] = False
        rows[10, 1:] = rows[11, :-1] = same
        return rows

    def _read_headings(self) -> NDArray[np.float64]:
        headings = np.where(self.is_heading, self.index, -1)
        above = np.maximum.accumulate(headings)
        below = np.minimum.accumulate(np.where(self.is_heading, self.index, self.count)[::-1])[::-1]
        below = np.append(below[1:], self.count)
        before = self.sums[:, 1]
        first = np.flatnonzero(self.is_heading & (self.levels == 1) & (self.words > 0))
        main = first[0] if len(first) else -1
        score = (self.title_words**2) / (self.title_size * np.maximum(self.words, 1)) + 0.2 * self.is_heading * (
            self.title_words > 0
        )
        best = int(np.argmax(score))
        title = best if score[best] > 0.3 else -1
        self.title_found = title >= 0
        return stack_rows(
            [
                log_of(self.index - above),
                log_of(before[self.index] - before[np.maximum(above, 0)]),
                np.where(above >= 0, self.levels[above], 7) / 7,
                log_of(below - self.index),
                log_of(np.maximum(self.index - main, 0)) * (main >= 0),
                log_of(np.maximum(main - self.index, 0)) * (main >= 0),
                log_of(np.maximum(self.index - title, 0)) * (title >= 0),
                log_of(np.maximum(title - self.index, 0)) * (title >= 0),
                self.index == title,
                *self._compare_neighbours(),
            ],
            self.count,
        )

    def _compare_neighbours(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The innermost level that a block shares with the block before and after it."""
        shared_before = (self.paths.firsts[:, 1:] >= self.index[:, None]).sum(axis=1)
        shared_after = (self.paths.lasts[:, 1:] <= self.index[:, None]).sum(axis=1)
        return shared_before / LEVEL_COUNT, shared_after / LEVEL_COUNT

    def _read_levels(self, rows: slice, features: FloatArray) -> None:
        """Writes the features of some blocks' levels, `[n_rows, n_levels * n_features]`, in place."""
        total = max(self.sums[-1, 1], 1)
        path_counts = self.full_groups.counts[self.full_groups.ids[rows]]
        first, last = self.paths.firsts[rows, 1:], self.paths.lasts[rows, 1:]
        sums = self.sums.take(last + 1, axis=0) - self.sums.take(first, axis=0)
        blocks, words = sums[..., 0], sums[..., 1]
        columns = features.reshape(*first.shape, len(LEVEL_FEATURES))
        columns[..., 0] = log_of(blocks)
        columns[..., 1] = log_of(words)
        columns[..., 2] = words / total
        columns[..., 3] = log_of(words / blocks)
        columns[..., 4] = (self.index[rows, None] - first) / blocks
        columns[..., 5] = np.minimum(path_counts[:, None] / blocks, 1)
        columns[..., 6:] = divide_sums(sums)

    def _read_windows(self, rows: slice, features: FloatArray) -> None:
        """Writes the features of some blocks' windows, `[n_rows, n_windows * n_features]`, in place."""
        low = np.maximum(self.index[rows, None] - _WINDOW_SIZES, 0)
        high = np.minimum(self.index[rows, None] + _WINDOW_SIZES + 1, self.count)
        sums = self.sums.take(high, axis=0) - self.sums.take(low, axis=0)
        columns = features.reshape(*low.shape, len(WINDOW_FEATURES))
        columns[..., 0] = log_of(sums[..., 1] / sums[..., 0])
        columns[..., 1:] = divide_sums(sums).take(_WINDOW_RATIOS, axis=-1)

    def _read_page(self) -> NDArray[np.float64]:
        sums = self.sums[-1:]
        row = [
            math.log1p(self.count),
            math.log1p(sums[0, 1]),
            math.log1p(sums[0, 1] / self.count),
            *divide_sums(sums)[0],
            float(self.prose.mean()),
            math.log1p(len(self.full_groups.counts)),
            math.log1p(len(self.page.tree.tags)),
            float(self.title_found),
            min(self.described_words.max() / self.described_size, 2.0),
        ]
        return np.broadcast_to(np.array(row), (self.count, len(row)))
