"""Reads the page's own text: its heading, its byline, its date line and who reviewed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Candidate
from cleaner.lexicon import join_patterns, join_whole_words, read_date
from cleaner.metadata.bylines import read_byline
from cleaner.page.blocks import Block, BlockKind
from cleaner.page.columns import PageColumns

MODIFIED_WORDS = re.compile(join_whole_words(lambda language: language.modified), re.IGNORECASE)
_PUBLISHED_WORDS = re.compile(join_whole_words(lambda language: language.published), re.IGNORECASE)
_REVIEW_LINE = re.compile(
    rf"(?:{join_patterns(lambda language: language.reviewed_by)})\s*:?\s*(?P<name>\S.*)$", re.IGNORECASE
)
_REVIEW_DATE = re.compile(
    rf"(?:{join_patterns(lambda language: language.reviewed_on)})\s*:?\s*(?P<date>\S.{{5,40}})", re.IGNORECASE
)
# Lines without any of these hold neither byline nor date.
_LINE_HINT = re.compile(
    rf"(?:19|20)\d\d|\b(?:{join_patterns(lambda language: language.bylines)}"
    rf"|{join_patterns(lambda language: language.reviewed_by)})\b",
    re.IGNORECASE,
)
# What parts the pieces of a line that holds byline, date and more.
_LINE_PARTS = re.compile(r"\s*[|•·—–]\s*|\s+[-/]\s+|\s{3,}")
# Bylines and date lines are short; a paragraph that begins "By Monday" is none.
_MAX_LINE_CHARS = 160
# Blocks after the page's heading in which its byline stands, those of menus in between included.
_MAX_BLOCKS_AFTER_HEADING = 25
_SHORT_LINE_CHARS = 40
# `YYYY-MM-DD`.
_DAY_CHARS = 10


def read_lines(page: PageColumns, title: int | None) -> list[Candidate]:
    """Reads candidates for title, authors, dates and reviewers from the page's blocks.

    Args:
        page: The page, cut into blocks.
        title: Index of the line of a dump that shows its title.

    Returns:
        Candidates whose source is `block:` and what kind of line it was.
    """
    found: list[Candidate] = []
    after_heading = _MAX_BLOCKS_AFTER_HEADING + 1
    for block in page.blocks:
        if block.index == title:
            found.append(Candidate(field="title", value=_clean_heading(block.text), source="block:title"))
            after_heading = 0
        elif block.kind is BlockKind.HEADING and block.level == 1 and not block.hidden:
            found.append(Candidate(field="title", value=_clean_heading(block.text), source="block:h1"))
            after_heading = 0
        elif len(block.text) <= _MAX_LINE_CHARS and not block.hidden and _LINE_HINT.search(block.text):
            found.extend(_read_line(block, near=after_heading <= _MAX_BLOCKS_AFTER_HEADING, day_first=page.day_first))
        after_heading += 1
    return found


def _clean_heading(text: str) -> str:
    return " ".join(text.rstrip("¶#§ \n").split())


def _read_line(block: Block, *, near: bool, day_first: bool) -> Iterator[Candidate]:
    place = "near" if near else "far"
    for line in block.text.split("\n"):
        match = _REVIEW_LINE.search(line)
        if match:
            yield Candidate(field="reviewers", value=match["name"], source="block:review")
        match = _REVIEW_DATE.search(line)
        if match and (reviewed := read_date(match["date"], day_first=day_first)):
            yield Candidate(field="last_reviewed", value=reviewed, source="block:review")
        parts = _LINE_PARTS.split(line)
        byline = next((part for part in (line, *parts[1:]) if read_byline(part)), None)
        if byline is not None:
            yield Candidate(field="authors", value=byline, source=f"block:byline-{place}")
        yield from _read_dates(line, parts, place, day_first=day_first)


def _read_dates(line: str, parts: list[str], place: str, *, day_first: bool) -> Iterator[Candidate]:
    """Reads the dates of a line: each piece that has one, by its own words, or else the line as a whole."""
    dated = [
        (part, date) for part in parts if (date := read_date(part, day_first=day_first)) and len(date) == _DAY_CHARS
    ]
    if len(dated) < 2 or not any(MODIFIED_WORDS.search(part) for part, _ in dated):
        stated = [part for part, _ in dated if _says_when(part)]
        whole = stated[0] if stated else line
        date = read_date(line, day_first=day_first)
        dated = [(whole, date)] if date and len(date) == _DAY_CHARS else []
    for part, date in dated:
        published = _PUBLISHED_WORDS.search(part)
        if MODIFIED_WORDS.search(part) and not published:
            yield Candidate(field="modified", value=date, source=f"block:date-{place}")
        elif published or place == "near" or len(line) < _SHORT_LINE_CHARS:
            yield Candidate(field="published", value=date, source=f"block:date-{'stated' if published else place}")


def _says_when(part: str) -> bool:
    return MODIFIED_WORDS.search(part) is not None or _PUBLISHED_WORDS.search(part) is not None
