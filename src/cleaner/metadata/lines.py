"""Reads the page's own text: its heading, its byline, its date line and who reviewed it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Block, BlockKind, Candidate, SegmentedPage
from cleaner.metadata.dates import read_date
from cleaner.metadata.names import read_byline
from cleaner.metadata.tables import LINE_HINT, MODIFIED_WORDS, PUBLISHED_WORDS, REVIEW_DATE, REVIEW_LINE

# Bylines and date lines are short; a paragraph that begins "By Monday" is none.
_MAX_LINE_CHARS = 160
# Blocks after the page's heading in which its byline stands, those of menus in between included.
_MAX_BLOCKS_AFTER_HEADING = 25


def read_lines(page: SegmentedPage) -> list[Candidate]:
    """Reads candidates for title, authors, dates and reviewers from the page's blocks.

    Args:
        page: The page, cut into blocks.

    Returns:
        Candidates whose source is `block:` and what kind of line it was.
    """
    found: list[Candidate] = []
    after_heading = _MAX_BLOCKS_AFTER_HEADING + 1
    for block in page.blocks:
        if block.kind is BlockKind.HEADING and block.level == 1 and not block.hidden:
            found.append(Candidate(field="title", value=_clean_heading(block.text), source="block:h1"))
            after_heading = 0
        elif len(block.text) <= _MAX_LINE_CHARS and not block.hidden and LINE_HINT.search(block.text):
            found.extend(_read_line(block, near=after_heading <= _MAX_BLOCKS_AFTER_HEADING))
        after_heading += 1
    return found


def _clean_heading(text: str) -> str:
    return " ".join(text.rstrip("¶#§ \n").split())


def _read_line(block: Block, *, near: bool) -> Iterator[Candidate]:
    place = "near" if near else "far"
    for line in block.text.split("\n"):
        match = REVIEW_LINE.search(line)
        if match:
            yield Candidate(field="reviewers", value=match["name"], source="block:review")
        match = REVIEW_DATE.search(line)
        if match and (reviewed := read_date(match["date"])):
            yield Candidate(field="last_reviewed", value=reviewed, source="block:review")
        if read_byline(line):
            yield Candidate(field="authors", value=line, source=f"block:byline-{place}")
        date = read_date(line)
        if date:
            modified = MODIFIED_WORDS.search(line)
            if modified and not PUBLISHED_WORDS.search(line):
                yield Candidate(field="modified", value=date, source=f"block:date-{place}")
            elif PUBLISHED_WORDS.search(line) or near or len(line) < 40:
                stated = "stated" if PUBLISHED_WORDS.search(line) else place
                yield Candidate(field="published", value=date, source=f"block:date-{stated}")
