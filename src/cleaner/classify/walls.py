"""Finds pages that were fetched well but are no content: error pages behind status 200, walls and checks."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from cleaner.document import Reason
from cleaner.lexicon import join_patterns
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import PageColumns

# Walls are short, and so are the pages behind them that are none; on wcxb_dev (1,497 pages that people found content
# on) these limits find none (docs/decisions/0062-walls-are-rejected.md).
_MAX_WALL_WORDS = 250
_MAX_NOT_FOUND_WORDS = 120
_OPENING_CHARS = 400


class WallFinding(NamedTuple):
    """What a page is instead of content.

    Attributes:
        reason: Its class.
        detail: What it is, what to do, and the words that say so.
    """

    reason: Reason
    detail: str


class WallRule(NamedTuple):
    """One class of pages that are no content; the first rule that matches decides.

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


_BLOCKED = re.compile(join_patterns(lambda language: language.blocked), re.IGNORECASE)
_LOGIN = re.compile(join_patterns(lambda language: language.logins), re.IGNORECASE)
_CONSENT = re.compile(join_patterns(lambda language: language.consents), re.IGNORECASE)
_NOT_FOUND = re.compile(join_patterns(lambda language: language.not_found), re.IGNORECASE)

WALL_RULES = (
    WallRule(Reason.SOFT_404, _NOT_FOUND, _MAX_NOT_FOUND_WORDS, True, "an error page that was served as a page"),
    WallRule(Reason.BLOCKED, _BLOCKED, _MAX_WALL_WORDS, False, "the site blocked the scraper; fetch it in another way"),
    WallRule(Reason.LOGIN_WALL, _LOGIN, _MAX_WALL_WORDS // 2, True, "the page is behind a login"),
    WallRule(Reason.CONSENT_WALL, _CONSENT, _MAX_WALL_WORDS // 2, True, "the page is behind a consent dialogue"),
)


def find_wall(page: PageColumns, title: str | None, text: str, kept_words: int) -> WallFinding | None:
    """Says whether a page is an error page or a wall instead of content.

    Args:
        page: The page, cut into blocks.
        title: Its title, as its metadata has it.
        text: What of it would be kept.
        kept_words: Words of that.

    Returns:
        The class with an explanation, or None for content.
    """
    if kept_words > _MAX_WALL_WORDS:
        return None
    shown = np.flatnonzero(page.blocks.is_kind(BlockKind.HEADING) & ~page.blocks.hidden).tolist()
    headings = " \n ".join([page.blocks.texts[index] for index in shown])
    top = f"{title or ''} \n {headings}"[:_OPENING_CHARS]
    opening = f"{top} \n {text[:_OPENING_CHARS]}"
    for rule in WALL_RULES:
        found = rule.pattern.search(top if rule.in_heading else opening)
        if found is not None and kept_words <= rule.max_kept_words:
            return WallFinding(rule.reason, f"{rule.detail}: it says {found.group().strip()!r}")
    return None
