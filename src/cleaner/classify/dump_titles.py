"""Finds the line of a text dump that shows its title: a dump has no `<title>` that would say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.parts import BYLINE, DATE_LINE
from cleaner.page.addresses import split_address
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import PageColumns

Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]

_MIN_PROSE_WORDS = 12
_MAX_TITLE_WORDS = 25
_MAX_WHO_WORDS = 14
_MAX_DATE_WORDS = 5
_MAX_LABEL_WORDS = 2
# As much of the content as says what it is about.
_MAX_READ_CHARS = 4_000
# Paragraphs that begin the text: a title speaks of what they speak of.
_FIRST_PARAGRAPHS = 3
# Lines above the text, and below its beginning, among which a title is looked for.
_MAX_LINES_ABOVE = 400
_MAX_LINES_BELOW = 6
# Lines whose words are looked at: those that stand and look most like titles.
_MAX_READ_LINES = 32
# Lines between a title and who wrote the text or when, and one more.
_MAX_BYLINE_DISTANCE = 3
# Shorter lines stand in others by chance.
_MIN_SAID_CHARS = 4
_MIN_REPEATED_CHARS = 7
_MAX_REPEATING_WORDS = 30
# Flattenings in which a heading's level is what the page says, and not a guess.
_MARKED = "Markdown"
# Thousandths of the judge of lines: what it takes for text.
_TEXT_SCORE = 300
# A line with fewer points is hardly ever the title. Titles of short dumps, whose text says little, have 20 to 30.
_MIN_POINTS = 20

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")
_LONG_WORD = re.compile(r"[^\W_]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
# Sentences, prices, addresses and breadcrumbs are no titles.
_NO_TITLE = re.compile(r"[.;,]$|://|@|^[\W\d_]*$|\s[>›»/|]\s.*\s[>›»/|]\s|[$€£]\s?\d")


class _Opening:
    """What stands around the beginning of a dump's text.

    Attributes:
        page: The dump.
        scores: Of the judge of lines, in thousandths, `[n_blocks]`.
        content: Whether each block belongs to the main content, `[n_blocks]`.
        text: Index of the first paragraph that is content.
        lines: Indices of the lines that may be the title, ascending, `[n_lines]`; all masks are about these.
        shown: Their texts, and `keys`: the same in lower case.
        keys: See `shown`.
    """

    def __init__(self, page: PageColumns, scores: Whole, content: Mask, lines: Whole) -> None:
        self.page = page
        self.scores = scores
        self.content = content
        self.words = page.blocks.words
        self.texts = page.blocks.texts
        self.prose = np.flatnonzero(content & (self.words >= _MIN_PROSE_WORDS))
        self.text = int(self.prose[0])
        self.lines = lines
        self.shown = [self.texts[index] for index in lines.tolist()]
        self.keys = [line.lower() for line in self.shown]

    def narrow(self, places: Whole) -> _Opening:
        """The same with some of the lines only."""
        return _Opening(self.page, self.scores, self.content, self.lines[places])

    def read_shape(self, holds: Callable[[str], object]) -> Mask:
        """Which lines a question about their text is true of."""
        return np.array([bool(holds(line)) for line in self.shown], dtype=np.bool_)

    def shift(self, column: Whole, step: int) -> Whole:
        """What a column has so many blocks further on, at the ends the last one's, `[n_lines]`."""
        return column.take(self.lines + step, mode="clip")

    @cached_property
    def line_words(self) -> Whole:
        return self.words[self.lines]

    @cached_property
    def distances(self) -> Whole:
        """How far above the text each line stands."""
        return self.text - self.lines

    @cached_property
    def levels(self) -> Whole:
        levels = np.where(self.page.blocks.is_kind(BlockKind.HEADING), self.page.blocks.levels, 0)
        return levels[self.lines].astype(np.int64)

    @cached_property
    def long_words(self) -> list[set[str]]:
        return [set(_LONG_WORD.findall(key)) for key in self.keys]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often the content's paragraphs use their longer words."""
        return Counter(self._read_words(self.prose))

    def _read_words(self, blocks: Whole) -> list[str]:
        """The longer words of blocks, in lower case, as far as they are read."""
        texts: list[str] = []
        left = _MAX_READ_CHARS
        for index in blocks.tolist():
            texts.append(self.texts[index][:left])
            left -= len(texts[-1])
            if left <= 0:
                break
        return _LONG_WORD.findall(" ".join(texts).lower())

    @cached_property
    def used(self) -> Whole:
        """How many of a line's words the content uses."""
        used = self.vocabulary
        return np.array([sum(word in used for word in words) for words in self.long_words], dtype=np.int64)

    @cached_property
    def used_often(self) -> Whole:
        """How many of a line's words the content uses three times and more."""
        often = {word for word, count in self.vocabulary.items() if count > 2}
        return np.array([len(words & often) for words in self.long_words], dtype=np.int64)

    @cached_property
    def used_first(self) -> Whole:
        """How many of a line's words the first paragraphs use."""
        first = set(self._read_words(self.prose[:_FIRST_PARAGRAPHS]))
        return np.array([len(words & first) for words in self.long_words], dtype=np.int64)

    @cached_property
    def used_in_address(self) -> Whole:
        """How many of a line's words the path of the page's address has, where the caller gave one."""
        words = set(_LONG_WORD.findall(unquote(split_address(self.page.url).path).lower()))
        return np.array([len(words & long) for long in self.long_words], dtype=np.int64)

    @cached_property
    def longest_before(self) -> Whole:
        """Words of the longest of the three lines before."""
        longest: Whole = np.max([self.shift(self.words, -step) for step in (1, 2, 3)], axis=0)
        return longest

    @cached_property
    def longest_behind(self) -> Whole:
        """The same of the three lines behind, paragraphs left out."""
        words = np.where(self.words >= _MIN_PROSE_WORDS, 0, self.words)
        longest: Whole = np.max([self.shift(words, step) for step in (1, 2, 3)], axis=0)
        return longest

    @cached_property
    def who_or_when(self) -> Whole:
        """Whether each block on a line or a little below one says who wrote the text, or when, `[n_blocks]`."""
        told = np.zeros(len(self.texts), dtype=np.int64)
        near = {int(index) + step for index in self.lines for step in range(_MAX_BYLINE_DISTANCE + 1)}
        for index in near:
            if index < len(told) and self.words[index] <= _MAX_WHO_WORDS:
                told[index] = _tells_who_or_when(self.texts[index])
        return told

    @cached_property
    def repeats(self) -> tuple[Whole, Whole]:
        """How many lines of the page hold a line among other words, and how many are its copies."""
        near = slice(None, self.text + _MAX_LINES_ABOVE)
        short = [self.texts[index].lower() for index in np.flatnonzero(self.words[near] <= _MAX_REPEATING_WORDS)]
        whole, counts = "\n".join(short), Counter(short)
        copies = np.array([counts[key] for key in self.keys], dtype=np.int64)
        said = [whole.count(key) if len(key) >= _MIN_REPEATED_CHARS else 0 for key in self.keys]
        return np.maximum(np.array(said, dtype=np.int64) - copies, 0), copies


class TitleSign(NamedTuple):
    """A named sign that a line shows the title, or that it does not.

    Attributes:
        name: Of the sign.
        points: What it is worth; fitted by `tools.train_titles`.
        find: Says which lines have it, `[n_lines]`.
    """

    name: str
    points: int
    find: Callable[[_Opening], Mask]


def _find_first_line_start(opening: _Opening) -> Mask:
    """What the first line begins with: scrapers put `<title>` there, which has the site's name behind it."""
    first = opening.texts[0].lower()
    said = [len(key) >= _MIN_SAID_CHARS and first.startswith(key) for key in opening.keys]
    return np.array(said, dtype=np.bool_) & (opening.lines > 0)


def _find_first_line_part(opening: _Opening) -> Mask:
    first = opening.texts[0].lower()
    said = [len(key) >= _MIN_SAID_CHARS and key in first for key in opening.keys]
    return np.array(said, dtype=np.bool_) & (opening.lines > 0)


def _find_path_ends(opening: _Opening) -> Mask:
    """What the line above ends with: the path through the site to the page."""
    texts = opening.texts
    ends = [
        index > 0 and len(key) >= _MIN_SAID_CHARS and texts[index - 1].lower().endswith(key)
        for index, key in zip(opening.lines.tolist(), opening.keys, strict=True)
    ]
    return np.array(ends, dtype=np.bool_)


def _find_before_byline(opening: _Opening) -> Mask:
    steps = range(1, _MAX_BYLINE_DISTANCE + 1)
    found: Mask = np.max([opening.shift(opening.who_or_when, step) for step in steps], axis=0) > 0
    return found


def _find_unknown_labels(opening: _Opening) -> Mask:
    """Short lines that neither the text nor another line nor the address knows: the last of a menu."""
    known = (opening.used > 0) | (opening.used_in_address > 0) | (opening.repeats[0] > 0)
    return (opening.line_words <= _MAX_LABEL_WORDS) & ~known


def _is_title_case(line: str) -> bool:
    long = [word for word in line.split() if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _is_short_date(line: str) -> bool:
    """A day and a year, and little beside them."""
    return len(_NUMBER.findall(line)) > 1 and len(line.split()) <= _MAX_DATE_WORDS


def _is_numeric(line: str) -> bool:
    return 10 * len(_DIGIT.findall(line)) > 3 * len(line)


def _find_rises(opening: _Opening) -> Mask:
    """Lines that the judge of lines finds better than the one above."""
    return opening.scores[opening.lines] > 3 * np.maximum(opening.shift(opening.scores, -1), 2)


# Where a line stands, and how it looks from afar.
PLACE_SIGNS = (
    TitleSign("right-above-text", 10, lambda o: (o.distances > 0) & (o.distances <= 10)),
    TitleSign("near-text", 4, lambda o: (o.distances > 10) & (o.distances <= 20)),
    TitleSign("far-from-text", -8, lambda o: o.distances > 50),
    TitleSign("in-text", -9, lambda o: o.distances <= 0),
    TitleSign("marked-first-level", 31, lambda o: (o.levels == 1) & (o.page.flattening == _MARKED)),
    TitleSign("first-level", 10, lambda o: (o.levels == 1) & (o.page.flattening != _MARKED)),
    TitleSign("lower-level", -6, lambda o: o.levels > 2),
    TitleSign("list-item", -16, lambda o: o.page.blocks.is_kind(BlockKind.LIST_ITEM)[o.lines]),
    TitleSign("five-to-fourteen-words", 4, lambda o: (o.line_words >= 5) & (o.line_words <= 14)),
    TitleSign("many-words", -6, lambda o: o.line_words > 14),
    TitleSign("longer-than-lines-before", 1, lambda o: o.line_words > o.longest_before),
    TitleSign("longer-than-lines-behind", 2, lambda o: o.line_words > o.longest_behind),
    TitleSign("stands-out", 3, lambda o: o.line_words >= np.maximum(o.longest_before, o.longest_behind) + 2),
    TitleSign("menu-before", 3, lambda o: o.longest_before <= 2),
    TitleSign("reads-like-text", -5, lambda o: o.scores[o.lines] >= _TEXT_SCORE),
    TitleSign("text-before", -5, lambda o: o.shift(o.scores, -1) >= _TEXT_SCORE),
    TitleSign("rises", 7, _find_rises),
    TitleSign("first-line-begins-so", 12, _find_first_line_start),
    TitleSign("said-on-the-first-line", 6, _find_first_line_part),
)
# What it says.
WORD_SIGNS = (
    TitleSign("link", -7, lambda o: o.page.blocks.link_ratios[o.lines] > 0.5),
    TitleSign("path-ends-so", 15, _find_path_ends),
    TitleSign("said-in-another-line", 11, lambda o: o.repeats[0] > 0),
    TitleSign("copied", 2, lambda o: o.repeats[1] > 1),
    TitleSign("before-byline", 17, _find_before_byline),
    TitleSign("byline", -4, lambda o: o.read_shape(BYLINE.match)),
    TitleSign("date-line", 1, lambda o: (o.shift(o.who_or_when, 0) > 0) & o.read_shape(_is_short_date)),
    TitleSign("year", 13, lambda o: o.read_shape(_YEAR.search) & (o.line_words > _MAX_DATE_WORDS)),
    TitleSign("word-of-the-address", 9, lambda o: o.used_in_address >= 1),
    TitleSign("words-of-the-address", 9, lambda o: o.used_in_address >= 2),
    TitleSign("more-words-of-the-address", 12, lambda o: o.used_in_address >= 3),
    TitleSign("no-title", -17, lambda o: o.read_shape(_NO_TITLE.search)),
    TitleSign("question", 6, lambda o: o.read_shape(lambda line: line[-1] in "?？؟")),
    TitleSign("label", -4, lambda o: o.read_shape(lambda line: line[-1] in ":：")),
    TitleSign("lower-case", -5, lambda o: o.read_shape(lambda line: line[0].islower())),
    TitleSign("capitals", -4, lambda o: o.read_shape(str.isupper)),
    TitleSign("title-case", 5, lambda o: o.read_shape(_is_title_case)),
    TitleSign("numbers", -3, lambda o: o.read_shape(_is_numeric)),
    TitleSign("unknown-label", -11, _find_unknown_labels),
    TitleSign("word-of-the-text", 7, lambda o: o.used >= 1),
    TitleSign("words-missing", -7, lambda o: o.used <= np.array(list(map(len, o.long_words))) - 2),
    TitleSign("word-used-often", 6, lambda o: o.used_often >= 1),
    TitleSign("words-used-often", 7, lambda o: o.used_often >= 2),
    TitleSign("word-used-first", 6, lambda o: o.used_first >= 1),
    TitleSign("words-used-first", 5, lambda o: o.used_first >= 2),
    TitleSign("more-words-used-first", 6, lambda o: o.used_first >= 3),
)


def find_dump_title(page: PageColumns, scores: Whole, content: Mask) -> int | None:
    """Finds the line of a dump that shows its title: the one with the most points, if it has or leads by enough.

    Args:
        page: A text dump.
        scores: Of the judge of lines, in thousandths, `[n_blocks]`.
        content: Whether each block belongs to the main content, `[n_blocks]`.

    Returns:
        Index of the line; None where no paragraph is content, or no line has points enough.
    """
    opening = read_opening(page, scores, content)
    if opening is None:
        return None
    points = add_points(opening, (*PLACE_SIGNS, *WORD_SIGNS))
    best = int(points.argmax())
    return int(opening.lines[best]) if points[best] >= _MIN_POINTS else None


def read_opening(page: PageColumns, scores: Whole, content: Mask) -> _Opening | None:
    """The lines that stand and look most like a dump's title; None where there are none."""
    prose = np.flatnonzero(content & (page.blocks.words >= _MIN_PROSE_WORDS))
    if not len(prose):
        return None
    words, text = page.blocks.words, int(prose[0])
    first, end = max(0, text - _MAX_LINES_ABOVE), min(len(words), text + _MAX_LINES_BELOW)
    lines = np.flatnonzero((words[first:end] >= 1) & (words[first:end] <= _MAX_TITLE_WORDS)) + first
    if not len(lines):
        return None
    opening = _Opening(page, scores, content, lines)
    if len(lines) <= _MAX_READ_LINES:
        return opening
    order = np.argsort(-add_points(opening, PLACE_SIGNS), kind="stable")
    return opening.narrow(np.sort(order[:_MAX_READ_LINES]))


def add_points(opening: _Opening, signs: tuple[TitleSign, ...]) -> Whole:
    """The points of each line, `[n_lines]`."""
    points = np.zeros(len(opening.lines), dtype=np.int64)
    for sign in signs:
        points += sign.points * sign.find(opening)
    return points


def _tells_who_or_when(text: str) -> bool:
    return BYLINE.match(text) is not None or (_DIGIT.search(text) is not None and DATE_LINE.search(text) is not None)
