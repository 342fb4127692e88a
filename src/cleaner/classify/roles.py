"""Says which part each block plays: an ordered table of named rules for what is kept, and one for what is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cleaner.classify.zones import Zone
from cleaner.document import Role
from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.page.columns import PageColumns

_KIND_ROLES = {
    BlockKind.HEADING: Role.HEADING,
    BlockKind.LIST_ITEM: Role.LIST,
    BlockKind.TABLE: Role.TABLE,
    BlockKind.CODE: Role.CODE,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.MEDIA: Role.MEDIA,
}
_CONTROL, _PARAGRAPH, _TIME = BlockKind.CONTROL, BlockKind.PARAGRAPH, SpanKind.TIME
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
# By identity: an enumeration's members hash in Python, a hundred times slower than this.
_KIND_PARTS = {id(kind): (_KIND_ROLES.get(kind, Role.BODY), f"kind-{kind.value}") for kind in BlockKind}
_UNKNOWN = (Role.BOILERPLATE, "nothing-known")


class PageFacts(NamedTuple):
    """What the rules look at; one entry a block in each column.

    Attributes:
        blocks: The page's blocks.
        content: Whether each belongs to the main content.
        zones: Part of the page that its elements say it is in.
        in_comments: Whether its elements say that it is a comment or a review.
        link_ratios: Share of its characters that are links, 0–1.
        title: Index of the block that shows the page's title.
    """

    blocks: Sequence[Block]
    content: Sequence[bool]
    zones: Sequence[Zone | None]
    in_comments: Sequence[bool]
    link_ratios: Sequence[float]
    title: int | None


class _Rule(NamedTuple):
    """A named rule.

    Attributes:
        name: Kept in the output.
        role: Of the blocks that it applies to.
        find: Picks these, by index, out of the blocks that it is given.
    """

    name: str
    role: Role
    find: Callable[[PageFacts, Sequence[Block]], Iterable[int]]


_CONTENT_RULES = (
    _Rule("page-title", Role.TITLE, lambda facts, blocks: [b.index for b in blocks if b.index == facts.title]),
    _Rule("author-bio", Role.AUTHOR_BIO, lambda facts, blocks: _find_in_zone(facts, blocks, Role.AUTHOR_BIO)),
    _Rule("tags", Role.TAGS, lambda facts, blocks: _find_in_zone(facts, blocks, Role.TAGS)),
    _Rule("comment-words", Role.COMMENT, lambda facts, blocks: [b.index for b in blocks if facts.in_comments[b.index]]),
    _Rule("byline-words", Role.BYLINE, lambda _, blocks: _find_bylines(blocks)),
    _Rule("date-line", Role.DATE, lambda _, blocks: _find_dates(blocks)),
)
_BOILERPLATE_RULES = (
    _Rule("control", Role.CONTROL, lambda _, blocks: [b.index for b in blocks if b.kind is _CONTROL]),
    _Rule(
        "hidden",
        Role.HIDDEN,
        lambda facts, blocks: [b.index for b in blocks if b.hidden and facts.zones[b.index] is None],
    ),
    _Rule(
        "links",
        Role.NAVIGATION,
        lambda facts, blocks: [
            b.index for b in blocks if facts.link_ratios[b.index] > 0.5 and facts.zones[b.index] is None
        ],
    ),
)


def _find_in_zone(facts: PageFacts, blocks: Sequence[Block], role: Role) -> list[int]:
    zones = facts.zones
    return [block.index for block in blocks if (zone := zones[block.index]) is not None and zone[0] is role]


def _find_bylines(blocks: Sequence[Block]) -> list[int]:
    return [block.index for block in blocks if block.words <= _MAX_LINE_WORDS and _BYLINE.match(block.text)]


def _find_dates(blocks: Sequence[Block]) -> list[int]:
    return [
        block.index
        for block in blocks
        if block.words <= _MAX_LINE_WORDS
        and block.kind is _PARAGRAPH
        and (any(span.kind is _TIME for span in block.spans) or _DATE.search(block.text) is not None)
    ]


def name_parts(facts: PageFacts) -> list[Zone]:
    """Names the role of every block, and the rule that says so: of each table the first rule that applies.

    Args:
        facts: What is known of the page.

    Returns:
        Role and rule by block.
    """
    content = [block for block, kept in zip(facts.blocks, facts.content, strict=True) if kept]
    others = [block for block, kept in zip(facts.blocks, facts.content, strict=True) if not kept]
    parts = [zone or _UNKNOWN for zone in facts.zones]
    for block in content:
        parts[block.index] = _KIND_PARTS[id(block.kind)]
    for rules, blocks in ((_CONTENT_RULES, content), (_BOILERPLATE_RULES, others)):
        # Written last to first, the first rule that applies is the one that stays.
        for rule in reversed(rules):
            part = (rule.role, rule.name)
            for index in rule.find(facts, blocks):
                parts[index] = part
    return parts


def find_script_notices(page: PageColumns) -> frozenset[int]:
    """Finds notices that scripts should be switched on.

    Args:
        page: The page.

    Returns:
        Indices of the blocks in `<noscript>` elements that hold no more words than such a notice does; some forums hold
        whole threads in one, for readers without scripts.
    """
    tags, parents = page.tree.tags, page.tree.parents
    inside: dict[int, list[Block]] = {}
    for block in page.blocks:
        if block.hidden:
            element = block.element
            while element >= 0 and tags[element] != "noscript":
                element = parents[element]
            if element >= 0:
                inside.setdefault(element, []).append(block)
    return frozenset(
        block.index
        for blocks in inside.values()
        if sum(block.words for block in blocks) <= _MAX_NOTICE_WORDS
        for block in blocks
    )


def find_title(page: PageColumns) -> int | None:
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
