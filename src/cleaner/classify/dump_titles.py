"""Finds the line of a text dump that shows its title: a dump has no `<title>` that would say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.classify.parts import BYLINE, DATE_LINE
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import BlockTable, PageColumns

_MIN_PROSE_WORDS = 12
_MAX_TITLE_WORDS = 25
_MIN_TITLE_WORDS = 3
_MIN_HITS = 2
_MISS_COST = 0.4
_HEADING_GAINS = {1: 2.0, 2: 0.5}
_DISTANCE_COST = 0.03
_MAX_READ_CHARS = 50_000
_LONG_WORD = re.compile(r"[^\W_]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
# Lines between a title and its text: who wrote it, when, in which part of the site, a caption.
_MAX_TITLE_DISTANCE = 6
# Sentences, prices, addresses and breadcrumbs are no titles.
_NO_TITLE = re.compile(r"[.;,]$|://|@|^\W*$|\s[>›»/|]\s.*\s[>›»/|]\s|[$€£]\s?\d")


class _Opening(NamedTuple):
    """What stands above the text of a dump, which has no `<title>`.

    Attributes:
        blocks: The dump's blocks.
        text: Index of its first paragraph that is content.
        lines: Indices of the short lines above it that may be a title, the nearest first.
        vocabulary: The longer words of the content's paragraphs, in lower case.
    """

    blocks: BlockTable
    text: int
    lines: list[int]
    vocabulary: frozenset[str]


class TitleRule(NamedTuple):
    """A named rule that finds the title of a dump, -1 where it finds none."""

    name: str
    find: Callable[[_Opening], int]


def _find_marked_title(opening: _Opening) -> int:
    """A heading of the first level above the text."""
    kinds, levels = opening.blocks.is_kind(BlockKind.HEADING), opening.blocks.levels
    return next((index for index in opening.lines if kinds[index] and levels[index] == 1), -1)


def _find_repeated_title(opening: _Opening) -> int:
    """What the first line says too: scrapers put the page's `<title>` there, which has the site's name behind it."""
    first = opening.blocks.texts[0].lower()
    said = [index for index in opening.lines if index and opening.blocks.texts[index].lower() in first]
    return max(said, key=lambda index: len(opening.blocks.texts[index]), default=-1)


def _find_speaking_line(opening: _Opening) -> int:
    """The line with the most words that the text comes back to; names of dishes and towns in a menu have one or two."""
    best, found = 0.0, -1
    levels = opening.blocks.levels.tolist()
    for index in opening.lines:
        words = {word.lower() for word in _LONG_WORD.findall(opening.blocks.texts[index])}
        hits = len(words & opening.vocabulary)
        score = hits - _MISS_COST * (len(words) - hits) + _HEADING_GAINS.get(levels[index], 0.0)
        score -= _DISTANCE_COST * (opening.text - index)
        if hits >= _MIN_HITS and score > best:
            best, found = score, index
    return found


def _find_nearest_line(opening: _Opening) -> int:
    near = (index for index in opening.lines if opening.text - index <= _MAX_TITLE_DISTANCE)
    return next((index for index in near if opening.blocks.words[index] >= _MIN_TITLE_WORDS), -1)


DUMP_TITLE_RULES = (
    TitleRule("said-on-the-first-line", _find_repeated_title),
    TitleRule("speaks-of-the-text", _find_speaking_line),
    TitleRule("first-level-heading", _find_marked_title),
    TitleRule("nearest-line", _find_nearest_line),
)


def find_dump_title(page: PageColumns, content: Sequence[bool]) -> int | None:
    """Finds the line of a dump that shows its title: the first rule that finds one.

    Args:
        page: A text dump.
        content: Whether each block belongs to the main content.

    Returns:
        Index of the line; None where no paragraph is content.
    """
    blocks = page.blocks
    words = blocks.words.tolist()
    text = next((i for i, is_content in enumerate(content) if is_content and words[i] >= _MIN_PROSE_WORDS), -1)
    levels = blocks.levels.tolist()
    lines = [i for i in range(text - 1, -1, -1) if 1 < words[i] <= _MAX_TITLE_WORDS or levels[i] == 1]
    names = [
        index for index in lines if not _NO_TITLE.search(blocks.texts[index]) and not _tells_who_or_when(blocks, index)
    ]
    prose = [blocks.texts[i] for i, is_content in enumerate(content) if is_content and words[i] >= _MIN_PROSE_WORDS]
    vocabulary = frozenset(_LONG_WORD.findall(" ".join(prose)[:_MAX_READ_CHARS].lower()))
    opening = _Opening(blocks, text, names, vocabulary)
    found = next((index for rule in DUMP_TITLE_RULES if (index := rule.find(opening)) >= 0), -1)
    return None if text < 0 or found < 0 else found


def _tells_who_or_when(blocks: BlockTable, index: int) -> bool:
    return BYLINE.match(blocks.texts[index]) is not None or DATE_LINE.search(blocks.texts[index]) is not None
