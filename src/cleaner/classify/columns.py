"""Columns with one number a block: words, links, kinds, repeated texts, and their running sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.feature_names import SUMMED
from cleaner.classify.paths import PathColumns
from cleaner.classify.spans import SpanColumns
from cleaner.classify.sums import Groups, add_up_texts, count_unique, is_among
from cleaner.classify.vocabulary import COMMA, DIGIT, KIND_CODES, STOP, UPPER
from cleaner.classify.words import WordColumns, read_words
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import PageColumns

# By identity: an enumeration's members hash in Python.
_CODES = {id(kind): code for kind, code in KIND_CODES.items()}


def log_of(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Logarithm of one more than each value."""
    logs: NDArray[np.float64] = np.log1p(values)
    return logs


def ratio_of(part: NDArray[np.generic], whole: NDArray[np.generic]) -> NDArray[np.float64]:
    """Part by whole, a whole of less than one taken as one."""
    ratios: NDArray[np.float64] = part / np.maximum(whole, 1)
    return ratios


def stack_rows(columns: Sequence[NDArray[np.generic] | Sequence[float] | float], count: int) -> NDArray[np.float64]:
    """Columns of any type as the rows of one array: `np.stack` takes twice as long."""
    rows = np.empty((len(columns), count))
    for row, column in zip(rows, columns, strict=True):
        row[:] = column
    return rows


class BlockColumns:
    """Columns with one number a block that several groups of features are made of."""

    def __init__(self, page: PageColumns, text: WordColumns, spans: SpanColumns, paths: PathColumns) -> None:
        self.page = page
        self.text = text
        self.spans = spans
        self.paths = paths
        self.count = len(page.blocks)
        self.index = np.arange(self.count)
        self.kinds = np.array([_CODES[id(block.kind)] for block in page.blocks])
        self.is_heading = self.kinds == KIND_CODES[BlockKind.HEADING]
        self.levels = np.array([block.level for block in page.blocks])
        self.hidden = np.array([block.hidden for block in page.blocks])
        self.chars = np.maximum(spans.chars, 1)
        self.words = text.counts
        self.link_share = np.minimum(spans.link_chars / self.chars, 1)
        self.linked_words = self.link_share * self.words
        self.stops = text.classes[:, STOP]
        self._count_words()
        self.sums = np.zeros((self.count + 1, len(SUMMED)))
        np.cumsum(self._stack_summed().T, axis=0, out=self.sums[1:])

    def _count_words(self) -> None:
        """A page's own most frequent words stand for the stop words of its language."""
        text, groups = self.text, Groups(self.text.hashes)
        total = max(len(text.hashes), 1)
        often = np.sort(groups.counts)[-24:]
        threshold = max(often[0] if len(often) else 3, 3, total / 400)
        distinct, lengths = text.hashes[groups.leaders], text.lengths[groups.leaders]
        titles, others = self._read_titles()
        # What is said of a word, said once for all places where it stands.
        facts = np.stack(
            [
                (groups.counts >= threshold) & (lengths <= 6),
                groups.counts == 1,
                lengths <= 3,
                lengths >= 8,
                lengths,
                is_among(distinct, titles),
                is_among(distinct, others) & (lengths > 2),
            ]
        )
        sums = add_up_texts(facts.take(groups.ids, axis=1), text.counts)
        self.frequent, self.rare, self.short_words, self.long_words, self.word_chars = sums[:5]
        self.title_words, self.described_words = sums[5:]
        self.title_size = max(len(set(titles.tolist())), 1)
        self.described_size = max(len(set(others.tolist())), 1)
        self.unique_words = count_unique(text.owners, groups, self.count)

    def _read_titles(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """The words of the page's title and those of its descriptions."""
        head = self.page.head
        described = [
            content for name, content in head.metas if name.endswith(("description", "og:title", "twitter:title"))
        ]
        known = read_words([head.title or "", *described], with_classes=False)
        return known.hashes[known.owners == 0], known.hashes[known.owners > 0]

    def _stack_summed(self) -> NDArray[np.float64]:
        kinds, text = self.kinds, self.text
        self.same_text = self._number_texts()
        self.same_text_count = np.bincount(self.same_text)[self.same_text]
        self.prose = (self.link_share < 0.3) & (self.words >= 12) & (self.stops > 0)
        columns = (
            1,
            self.words,
            self.linked_words,
            self.stops,
            text.classes[:, COMMA],
            text.classes[:, DIGIT],
            text.classes[:, UPPER],
            self.frequent,
            self.is_heading,
            kinds == KIND_CODES[BlockKind.LIST_ITEM],
            self.spans.images,
            kinds == KIND_CODES[BlockKind.CONTROL],
            self.hidden,
            self.prose * self.words,
            self.same_text_count > 1,
            self.words <= 4,
        )
        return stack_rows(columns, self.count)

    def _number_texts(self) -> NDArray[np.int64]:
        # A new key is given the next number as soon as it is looked up.
        known: defaultdict[str, int] = defaultdict(count().__next__)
        return np.array([known[block.text] for block in self.page.blocks], dtype=np.int64)
