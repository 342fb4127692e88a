"""What is known about the lines of a page and about one run of them, read when it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.dedupe.runs import Run, number_lines
from cleaner.dedupe.signals import (
    BOX_PHRASES,
    PROSE_WORDS,
    Phrase,
    count_line_words,
    is_box_markup,
    is_citation,
    is_prose,
    is_protected,
    read_phrase,
)
from cleaner.page.blocks import Block, PageKind
from cleaner.page.columns import PageColumns

# Share of a copy's lines that must be worded as marketing before the whole copy counts as such.
_MIN_MARKETING_RATIO = 1 / 3
# A form has a button or a heading beside a sentence; verse, exercises and tables have lines of like lengths.
_MIN_SENTENCE_WORDS = 8
_MAX_BUTTON_WORDS = 5
# Copies of three lines or more that come this often are no chorus.
_MANY_LINES = 3
_MANY_COPIES = 4


class Lines:
    """A page's lines that have text, with what is known about each; figures are read when they are asked for."""

    def __init__(self, page: PageColumns, believed: Sequence[bool], references: Collection[int]) -> None:
        self.page = page
        self.believed = believed
        self.references = references
        self.blocks = [block for block in page.blocks if block.text]
        self.numbers, self.kinds = number_lines([block.text for block in self.blocks])

    @cached_property
    def counts(self) -> Counter[int]:
        return Counter(self.numbers)

    @cached_property
    def article_end(self) -> int:
        """Place of the last line of article text, -1 where there is none."""
        return next((place for place in range(len(self.blocks) - 1, -1, -1) if self.is_article(place)), -1)

    @cached_property
    def article_start(self) -> int:
        """Place of the first line of article text, the number of lines where there is none."""
        return next((place for place in range(len(self.blocks)) if self.is_article(place)), len(self.blocks))

    def is_article(self, place: int) -> bool:
        """Whether a line is article text: kept, said once, and a reference or prose."""
        block = self.blocks[place]
        if not self.believed[block.index] or self.counts[self.numbers[place]] > 1:
            return False
        return is_prose(block) or block.index in self.references or is_citation(block)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known about one run, read when it is asked for."""

    lines: Lines
    run: Run

    @cached_property
    def copy(self) -> Sequence[Block]:
        return self.lines.blocks[self.run.start : self.run.start + self.run.period]

    @cached_property
    def phrases(self) -> Counter[Phrase]:
        """Kinds of marketing that its lines are worded as; none where one of them is prose."""
        if any(is_prose(block) for block in self.copy):
            return Counter()
        found = Counter(phrase for block in self.copy if (phrase := read_phrase(block)))
        return found if found.total() >= _MIN_MARKETING_RATIO * len(self.copy) else Counter()

    @property
    def worded(self) -> bool:
        return bool(self.phrases)

    @property
    def boxed(self) -> bool:
        """Worded as a form, a newsletter box or a pop-up."""
        return not BOX_PHRASES.isdisjoint(self.phrases)

    @cached_property
    def marked_up(self) -> bool:
        """In the markup of a form or a pop-up, in most of its lines."""
        outline = self.lines.page.tree
        return 2 * sum(is_box_markup(block, outline) for block in self.copy) > len(self.copy)

    @cached_property
    def hidden(self) -> bool:
        blocks = self.lines.blocks[self.run.start : self.run.end]
        return 2 * sum(block.hidden for block in blocks) > len(blocks)

    @cached_property
    def disbelieved(self) -> bool:
        """The classifier dropped more than half of its lines; half is a classifier that tells its copies apart."""
        blocks = self.lines.blocks[self.run.start : self.run.end]
        return 2 * sum(not self.lines.believed[block.index] for block in blocks) > len(blocks)

    @cached_property
    def at_tail(self) -> bool:
        """After the last paragraph or reference of the article."""
        return self.lines.article_start < self.run.start and self.lines.article_end < self.run.start

    @cached_property
    def protected(self) -> bool:
        return any(is_protected(block) for block in self.copy)

    @property
    def thrice(self) -> bool:
        return self.run.copies >= 3

    @property
    def blockwise(self) -> bool:
        """Of several lines, which do not come back together by chance."""
        return self.run.period > 1

    @property
    def flattened(self) -> bool:
        """In a text dump, where no markup says what is a form; the classifier is at its weakest there."""
        return self.lines.page.kind is PageKind.TEXT

    @property
    def guarded(self) -> bool:
        """Protected, and no two independent signals speak against it."""
        signals = (self.worded, self.marked_up, self.hidden, self.disbelieved, self.at_tail)
        return self.protected and sum(signals) < 2

    @cached_property
    def long_lined(self) -> bool:
        """Holds a line as long as a paragraph; verse and exercises repeat in shorter ones."""
        return any(count_line_words(block) >= PROSE_WORDS for block in self.copy)

    @property
    def shaped(self) -> bool:
        """Shaped as a form, whatever its language: a sentence and a button, or several lines very often."""
        words = [count_line_words(block) for block in self.copy]
        uneven = max(words) >= _MIN_SENTENCE_WORDS and min(words) <= _MAX_BUTTON_WORDS
        return uneven or (self.run.period >= _MANY_LINES and self.run.copies >= _MANY_COPIES)

    @property
    def asked(self) -> bool:
        """Worded as something that a reader is asked to do; `loading` and `powered by` label what is content too."""
        return any(phrase is not Phrase.WIDGET for phrase in self.phrases)

    @property
    def suspected(self) -> bool:
        """Hidden or mostly dropped: cards and badges stand in pop-ups' markup too."""
        return self.hidden or self.disbelieved
