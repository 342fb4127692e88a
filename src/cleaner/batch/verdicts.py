"""Tells pages that were fetched well but are no content: error pages behind status 200, walls and checks."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.batch.tables import BLOCKED, CONSENT_WALL, LOGIN_WALL, NOT_FOUND
from cleaner.document import Document, Reason
from cleaner.page.blocks import BlockKind
from cleaner.read import Problem

# Walls are short, and so are the pages behind them that are none; on wcxb_dev (1,497 pages that people found content
# on) these limits reject none (docs/decisions/0062-walls-are-rejected.md).
_MAX_WALL_WORDS = 250
_MAX_NOT_FOUND_WORDS = 120
_OPENING_CHARS = 400


class Rule(NamedTuple):
    """One class of pages that are no content.

    Attributes:
        reason: The class.
        pattern: What such pages say.
        max_kept_words: Pages that keep more are content, whatever they say.
        in_heading: Whether it counts only in the title and the headings.
        detail: What to do, in words.
    """

    reason: Reason
    pattern: re.Pattern[str]
    max_kept_words: int
    in_heading: bool
    detail: str


# The first that matches decides.
RULES = (
    Rule(Reason.SOFT_404, NOT_FOUND, _MAX_NOT_FOUND_WORDS, True, "an error page that was served as a page"),
    Rule(Reason.BLOCKED, BLOCKED, _MAX_WALL_WORDS, False, "the site blocked the scraper; fetch it in another way"),
    Rule(Reason.LOGIN_WALL, LOGIN_WALL, _MAX_WALL_WORDS // 2, True, "the page is behind a login"),
    Rule(Reason.CONSENT_WALL, CONSENT_WALL, _MAX_WALL_WORDS // 2, True, "the page is behind a consent dialogue"),
)


def find_wall(document: Document) -> Problem | None:
    """Says whether a document is an error page or a wall instead of content.

    Args:
        document: The cleaned page.

    Returns:
        The class with an explanation, or None for content.
    """
    kept = document.accounting.kept
    if kept > _MAX_WALL_WORDS:
        return None
    headings = " \n ".join(
        block.text for block in document.blocks if block.kind is BlockKind.HEADING and not block.hidden
    )
    top = f"{document.metadata.title or ''} \n {headings}"[:_OPENING_CHARS]
    opening = f"{top} \n {document.text[:_OPENING_CHARS]}"
    for rule in RULES:
        found = rule.pattern.search(top if rule.in_heading else opening)
        if found is not None and kept <= rule.max_kept_words:
            return Problem(reason=rule.reason, detail=f"{rule.detail}: it says {found.group().strip()!r}")
    return None
