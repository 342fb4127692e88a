"""Says which part each block plays: an ordered table of named rules for what is kept, and one for what is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cleaner.classify.rules import link_ratio
from cleaner.classify.tables import COMMENT_WORDS, NAME_PART
from cleaner.document import Attributes, Block, BlockKind, Role, SegmentedPage, SpanKind

Zone = tuple[Role, str]

_KIND_ROLES = {
    BlockKind.HEADING: Role.HEADING,
    BlockKind.LIST_ITEM: Role.LIST,
    BlockKind.TABLE: Role.TABLE,
    BlockKind.CODE: Role.CODE,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.MEDIA: Role.MEDIA,
}
_BYLINE = re.compile(
    r"(?:written |posted |reviewed |medically reviewed )?(?:by|von|por|par|di|door|av|autor|auteur|author)\b[:\s]",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"""
      \b (?:19|20)\d\d \b .{0,20} $
    | ^ \D{0,25} \d{1,2} [./\ -] \s? (?:\d{1,2}|\w{3,9}) [./\ -] \s? (?:19|20)?\d\d \b
    | \b \d+ [ ] (?:min|minute)s? [ ] read
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MAX_LINE_WORDS = 14
# Notices to switch scripts on have a sentence or two; some pages hold all their text for readers without scripts.
_MAX_NOTICE_WORDS = 60


class _Facts(NamedTuple):
    """What the rules look at.

    Attributes:
        block: The block.
        zone: Part of the page that its elements say it is in.
        is_title: Whether it is the page's title.
        in_comment: Whether its elements say that it is a comment or a review.
    """

    block: Block
    zone: Zone | None
    is_title: bool
    in_comment: bool


class _Rule(NamedTuple):
    name: str
    role: Role
    applies: Callable[[_Facts], bool]


_CONTENT_RULES = (
    _Rule("page-title", Role.TITLE, lambda facts: facts.is_title),
    _Rule("comment-words", Role.COMMENT, lambda facts: facts.in_comment),
    _Rule(
        "byline-words",
        Role.BYLINE,
        lambda facts: facts.block.words <= _MAX_LINE_WORDS and _BYLINE.match(facts.block.text) is not None,
    ),
    _Rule(
        "date-line",
        Role.DATE,
        lambda facts: (
            facts.block.kind is BlockKind.PARAGRAPH
            and facts.block.words <= _MAX_LINE_WORDS
            and (
                any(span.kind is SpanKind.TIME for span in facts.block.spans)
                or _DATE.search(facts.block.text) is not None
            )
        ),
    ),
)
_BOILERPLATE_RULES = (
    _Rule("control", Role.CONTROL, lambda facts: facts.block.kind is BlockKind.CONTROL),
    _Rule("hidden", Role.HIDDEN, lambda facts: facts.block.hidden and facts.zone is None),
    _Rule("links", Role.NAVIGATION, lambda facts: facts.zone is None and link_ratio(facts.block) > 0.5),
)


def name_content(block: Block, zone: Zone | None, *, is_title: bool, in_comment: bool) -> Zone:
    """Names the role of a block of the main content, and the rule that says so."""
    facts = _Facts(block, zone, is_title, in_comment)
    for rule in _CONTENT_RULES:
        if rule.applies(facts):
            return rule.role, rule.name
    return _KIND_ROLES.get(block.kind, Role.BODY), f"kind-{block.kind.value}"


def name_boilerplate(block: Block, zone: Zone | None) -> Zone:
    """Names the role of a block outside the main content, and the rule that says so."""
    facts = _Facts(block, zone, is_title=False, in_comment=False)
    for rule in _BOILERPLATE_RULES:
        if rule.applies(facts):
            return rule.role, rule.name
    return zone or (Role.BOILERPLATE, "nothing-known")


def is_script_fallback(page: SegmentedPage, block: Block) -> bool:
    """Whether a block is shown only where scripts do not run, and no longer than a notice that they should."""
    element = block.element
    while element >= 0 and page.outline.tags[element] != "noscript":
        element = page.outline.parents[element]
    return element >= 0 and block.words <= _MAX_NOTICE_WORDS


def find_title(page: SegmentedPage) -> int | None:
    """Finds the block that shows the page's title.

    Args:
        page: The page.

    Returns:
        Index of the first heading whose words stand in the page's own title, else of the only first-level heading.
    """
    stated = " ".join((page.head.title or "").lower().split())
    first = [block for block in page.blocks if block.kind is BlockKind.HEADING and block.words]
    for block in first:
        if block.level <= 2 and block.words > 1 and block.text.lower() in stated:
            return block.index
    tops = [block.index for block in first if block.level == 1]
    return tops[0] if len(tops) == 1 else None


def find_comment_elements(page: SegmentedPage) -> list[bool]:
    """Says for every element whether it stands in a comment or a review."""
    inside: list[bool] = []
    known: dict[Attributes, bool] = {}
    for parent, attributes in zip(page.outline.parents, page.outline.attributes, strict=True):
        own = parent >= 0 and inside[parent]
        if not own and attributes:
            if attributes not in known:
                known[attributes] = _names_comment(attributes)
            own = known[attributes]
        inside.append(own)
    return inside


def _names_comment(attributes: Attributes) -> bool:
    return any(
        name in ("class", "id", "itemprop")
        and value is not None
        and not COMMENT_WORDS.isdisjoint(NAME_PART.findall(value.lower()))
        for name, value in attributes
    )
