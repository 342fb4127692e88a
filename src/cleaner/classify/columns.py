"""Columns with one number a block: words, links, kinds, repeated texts, and their running sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.feature_names import SUMMED
from cleaner.classify.paths import PathColumns
from cleaner.classify.spans import SpanColumns
from cleaner.classify.vocabulary import COMMA, DIGIT, KIND_CODES, STOP, UPPER
from cleaner.classify.words import WordColumns, read_words
from cleaner.document import BlockKind, SegmentedPage


def log_of(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Logarithm of one more than each value."""
    logs: NDArray[np.float64] = np.log1p(values)
    return logs


def ratio_of(part: NDArray[np.generic], whole: NDArray[np.generic]) -> NDArray[np.float64]:
    """Part by whole, a whole of less than one taken as one."""
    ratios: NDArray[np.float64] = part / np.maximum(whole, 1)
    return ratios


class BlockColumns:
    """Columns with one number a block that several groups of features are made of."""

    def __init__(self, page: SegmentedPage, text: WordColumns, spans: SpanColumns, paths: PathColumns) -> None:
        self.page = page
        self.text = text
        self.spans = spans
        self.paths = paths
        self.count = len(page.blocks)
        self.index = np.arange(self.count)
        self.kinds = np.array([KIND_CODES[block.kind] for block in page.blocks])
        self.is_heading = self.kinds == KIND_CODES[BlockKind.HEADING]
        self.levels = np.array([block.level for block in page.blocks])
        self.hidden = np.array([block.hidden for block in page.blocks])
        self.chars = np.maximum(spans.chars, 1)
        self.words = text.counts
        self.link_share = np.minimum(spans.link_chars / self.chars, 1)
        self.linked_words = self.link_share * self.words
        self.stops = text.classes[:, STOP]
        self._count_frequencies()
        self._match_texts()
        self.sums = np.zeros((self.count + 1, len(SUMMED)))
        np.cumsum(self._stack_summed(), axis=0, out=self.sums[1:])

    def _count_frequencies(self) -> None:
        """A page's own most frequent words stand for the stop words of its language."""
        text = self.text
        _, places, counts = np.unique(text.hashes, return_inverse=True, return_counts=True)
        total = max(len(text.hashes), 1)
        often = np.sort(counts)[-24:]
        threshold = max(often[0] if len(often) else 3, 3, total / 400)
        occurrences = counts[places]
        short = text.lengths <= 6
        flags = np.stack(
            [(occurrences >= threshold) & short, occurrences == 1, text.lengths <= 3, text.lengths >= 8, text.lengths]
        )
        sums = np.zeros((5, self.count))
        for row, flag in enumerate(flags):
            sums[row] = np.bincount(text.owners, weights=flag, minlength=self.count)
        self.frequent, self.rare, self.short_words, self.long_words, self.word_chars = sums
        self.word_ids = places

    def _match_texts(self) -> None:
        """Which words of the title and the description stand where."""
        head = self.page.head
        described = [
            content for name, content in head.metas if name.endswith(("description", "og:title", "twitter:title"))
        ]
        known = read_words([head.title or "", *described])
        titles = known.hashes[known.owners == 0]
        others = known.hashes[known.owners > 0]
        in_title = np.isin(self.text.hashes, titles)
        in_others = np.isin(self.text.hashes, others) & (self.text.lengths > 2)
        self.title_words = np.bincount(self.text.owners, weights=in_title, minlength=self.count)
        self.described_words = np.bincount(self.text.owners, weights=in_others, minlength=self.count)
        self.title_size = max(len(np.unique(titles)), 1)
        self.described_size = max(len(np.unique(others)), 1)

    def _stack_summed(self) -> NDArray[np.float64]:
        kinds, text = self.kinds, self.text
        self.same_text = self._number_texts()
        self.same_text_count = np.bincount(self.same_text)[self.same_text]
        prose = (self.link_share < 0.3) & (self.words >= 12) & (self.stops > 0)
        self.prose = prose
        return np.stack(
            [
                np.ones(self.count),
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
                prose * self.words,
                self.same_text_count > 1,
                self.words <= 4,
            ],
            axis=1,
        )

    def _number_texts(self) -> NDArray[np.int64]:
        known: dict[str, int] = {}
        ids = [known.setdefault(block.text, len(known)) for block in self.page.blocks]
        return np.array(ids, dtype=np.int64)
