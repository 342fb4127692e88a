"""Finds which part of its page each block is: by the elements around it, by its kind and by its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from cleaner.classify.tables import (
    COMMENT_WORDS,
    NAME_PART,
    NEVER_ZONES,
    ZONE_ARIA_ROLES,
    ZONE_PAIRS,
    ZONE_TAGS,
    ZONE_WORDS,
)
from cleaner.document import Finding, Judge, Role
from cleaner.page.blocks import BlockKind, PageKind, SpanKind
from cleaner.page.columns import BLOCK_KINDS, BlockTable, PageColumns
from cleaner.page.tree import Attributes

Zone = tuple[Role, str]

KIND_ROLES = {
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
_MIN_PROSE_WORDS = 12
# A zone with more of the page's prose than this is none: templates wrap whole pages in forms, sidebars and pop-ups.
_MAX_ZONE_PROSE_RATIO = 0.4
_ARTICLE_TAGS = frozenset(["article", "main"])
_PAGE_HEADER = (Role.NAVIGATION, "page-header")
_COMMENT_ATTRIBUTES = ("class", "id", "itemprop")
# What each of the words of comments begins with: a page without these has none of them.
_COMMENT_STEMS = tuple(sorted({min((s for s in COMMENT_WORDS if w.startswith(s)), key=len) for w in COMMENT_WORDS}))


def find_parts(page: PageColumns, content: Sequence[bool], title: int | None) -> tuple[Finding, ...]:
    """Finds the parts of a page that the network has judged.

    Args:
        page: The page.
        content: Whether each block belongs to the main content.
        title: Index of the block that shows the page's title.

    Returns:
        The findings; their rules are named after the network, without which none of them would decide.
    """
    blocks = page.blocks
    zones = find_zones(page)
    outside = [zone is None for zone in zones]
    bodies = [index for index, is_content in enumerate(content) if is_content]
    short = [index for index, few in enumerate((blocks.words <= _MAX_LINE_WORDS).tolist()) if few and content[index]]
    found = [
        (Judge.TITLE, "page-title", Role.TITLE, [] if title is None else [title]),
        (Judge.AUTHOR_BOX, "author-bio", Role.AUTHOR_BIO, _find_in_zone(zones, bodies, Role.AUTHOR_BIO)),
        (Judge.TAG_LIST, "tags", Role.TAGS, _find_in_zone(zones, bodies, Role.TAGS)),
        (Judge.COMMENT, "comment-words", Role.COMMENT, [i for i, inside in enumerate(find_comments(page)) if inside]),
        (Judge.BYLINE, "byline-words", Role.BYLINE, [i for i in short if _BYLINE.match(blocks.texts[i])]),
        (Judge.DATE_LINE, "date-line", Role.DATE, _find_date_lines(blocks, short)),
        (Judge.CONTROL, "control", Role.CONTROL, np.flatnonzero(blocks.is_kind(BlockKind.CONTROL)).tolist()),
        (Judge.HIDDEN, "hidden", Role.HIDDEN, np.flatnonzero(blocks.hidden & outside).tolist()),
        (Judge.LINKS, "links", Role.NAVIGATION, np.flatnonzero((blocks.link_ratios > 0.5) & outside).tolist()),
        *((Judge.ZONE, rule, role, indices) for (role, rule), indices in _group_zones(zones).items()),
        *_find_kinds(blocks, bodies, prefix="kind"),
        (Judge.UNKNOWN, "nothing-known", Role.BOILERPLATE, range(len(blocks))),
    ]
    return tuple(
        Finding(judge=judge, rule=f"model:{rule}", blocks=tuple(indices), role=role)
        for judge, rule, role, indices in found
        if indices
    )


def find_parts_by_rules(page: PageColumns) -> tuple[Finding, ...]:
    """Finds the parts of a page that is too short for the network.

    Args:
        page: The page.

    Returns:
        The findings; what none of them but its kind speaks of is content.
    """
    blocks = page.blocks
    repeats = Counter(blocks.texts)
    linked = blocks.link_ratios.tolist()
    words = blocks.words.tolist()
    places = range(len(blocks))
    found = [
        (Judge.CONTROL, "control", Role.CONTROL, np.flatnonzero(blocks.is_kind(BlockKind.CONTROL)).tolist()),
        (Judge.HIDDEN, "hidden-fragment", Role.HIDDEN, np.flatnonzero(blocks.hidden & (blocks.words < 8)).tolist()),
        (Judge.LINKS, "only-links", Role.NAVIGATION, [i for i in places if linked[i] > 0.9 and words[i] < 4]),
        (
            Judge.LINKS,
            "repeated-link",
            Role.NAVIGATION,
            [i for i in places if linked[i] > 0.5 and repeats[blocks.texts[i]] > 2],
        ),
        *((Judge.ZONE, rule, role, indices) for (role, rule), indices in _group_zones(find_zones(page)).items()),
        *_find_kinds(blocks, places, prefix="open"),
    ]
    return tuple(
        Finding(judge=judge, rule=rule, blocks=tuple(indices), role=role)
        for judge, rule, role, indices in found
        if indices
    )


def _find_kinds(
    blocks: BlockTable, indices: Iterable[int], *, prefix: str
) -> Iterator[tuple[Judge, str, Role, list[int]]]:
    """What some blocks are by their kind alone."""
    kinds = blocks.kinds.tolist()
    grouped: dict[int, list[int]] = {}
    for index in indices:
        grouped.setdefault(kinds[index], []).append(index)
    for code, members in grouped.items():
        kind = BLOCK_KINDS[code]
        yield Judge.KIND, f"{prefix}-{kind.value}", KIND_ROLES.get(kind, Role.BODY), members


def _group_zones(zones: Sequence[Zone | None]) -> Mapping[Zone, list[int]]:
    grouped: dict[Zone, list[int]] = {}
    for index, zone in enumerate(zones):
        if zone is not None:
            grouped.setdefault(zone, []).append(index)
    return grouped


def _find_in_zone(zones: Sequence[Zone | None], indices: Iterable[int], role: Role) -> list[int]:
    return [index for index in indices if (zone := zones[index]) is not None and zone[0] is role]


def _find_date_lines(blocks: BlockTable, indices: Iterable[int]) -> list[int]:
    is_paragraph = blocks.is_kind(BlockKind.PARAGRAPH).tolist()
    return [
        index
        for index in indices
        if is_paragraph[index]
        and (
            any(span.kind is SpanKind.TIME for span in blocks.spans[index])
            or _DATE.search(blocks.texts[index]) is not None
        )
    ]


def find_title(page: PageColumns) -> int | None:
    """Finds the block that shows the page's title.

    Args:
        page: The page.

    Returns:
        Index of the first heading whose words stand in the page's own title, else of the only first-level heading.
    """
    blocks = page.blocks
    stated = " ".join((page.head.title or "").lower().split())
    headings = np.flatnonzero(blocks.is_kind(BlockKind.HEADING) & (blocks.words > 0)).tolist()
    for index in headings:
        if blocks.levels[index] <= 2 and blocks.words[index] > 1 and blocks.texts[index].lower() in stated:
            return int(index)
    tops = [int(index) for index in headings if blocks.levels[index] == 1]
    return tops[0] if len(tops) == 1 else None


def find_zones(page: PageColumns) -> list[Zone | None]:
    """Says for every block which part of the page its elements name.

    Args:
        page: The page.

    Returns:
        A zone by block, or None in the open page. A zone that holds most of the page's words in sentences is none.
    """
    if page.kind is PageKind.TEXT:
        return [None] * len(page.blocks)
    origins, zones = _find_origins(page)
    prose = Counter[int]()
    blocks = page.blocks
    is_prose = (blocks.words >= _MIN_PROSE_WORDS) & (blocks.link_ratios < 0.5) & (blocks.elements >= 0)
    elements, words = blocks.elements.tolist(), blocks.words.tolist()
    for index in np.flatnonzero(is_prose).tolist():
        prose[origins[elements[index]]] += words[index]
    total = prose.total()
    for origin, count in prose.items():
        if count > _MAX_ZONE_PROSE_RATIO * total:
            zones[origin] = None
    return [zones[origins[element]] for element in elements]


def _find_origins(page: PageColumns) -> tuple[list[int], dict[int, Zone | None]]:
    """The outermost element that names a zone around each element, -1 for none, and the zones by such elements."""
    tree, surroundings = page.tree, page.surroundings
    named = _name_rows(surroundings.names)
    parents = tree.parents
    # The last place stands for the parent of the root and for blocks without an element.
    origins = [-1] * (len(parents) + 1)
    zones: dict[int, Zone | None] = {-1: None}
    for element, row in zip(surroundings.elements, surroundings.rows, strict=True):
        origin = origins[parents[element]]
        if origin < 0 and row in named:
            zone, fallback = named[row]
            if zone is _PAGE_HEADER and tree.find_above(element, _ARTICLE_TAGS) >= 0:
                zone = fallback
            if zone is not None:
                origin = element
                zones[element] = zone
        origins[element] = origin
    return origins, zones


def _name_rows(names: Sequence[tuple[str, Attributes]]) -> dict[int, tuple[Zone | None, Zone | None]]:
    """For tags with attributes that name a zone, the zone and the one that the attributes name."""
    known: dict[str, Zone | None] = {}
    named: dict[int, tuple[Zone | None, Zone | None]] = {}
    for row, (tag, attributes) in enumerate(names):
        if tag in ZONE_TAGS:
            named[row] = (ZONE_TAGS[tag], None)
        elif tag == "header":
            named[row] = (_PAGE_HEADER, _read_zone(attributes, known))
        elif attributes and tag not in NEVER_ZONES:
            zone = _read_zone(attributes, known)
            if zone is not None:
                named[row] = (zone, None)
    return named


def _read_zone(attributes: Attributes, known: dict[str, Zone | None]) -> Zone | None:
    for name, value in attributes:
        if not value:
            continue
        if name in ("class", "id"):
            if value not in known:
                known[value] = _find_zone_word(value)
            if known[value] is not None:
                return known[value]
        elif name == "role" and value in ZONE_ARIA_ROLES:
            return ZONE_ARIA_ROLES[value]
    return None


def _find_zone_word(value: str) -> Zone | None:
    previous = ""
    for part in NAME_PART.findall(value.lower()):
        zone = ZONE_WORDS.get(part) or ZONE_PAIRS.get(f"{previous} {part}")
        if zone is not None:
            return zone
        previous = part
    return None


def find_comments(page: PageColumns) -> list[bool]:
    """Says for every block whether it stands in a comment or a review.

    Args:
        page: The page.

    Returns:
        Whether it does, by block.
    """
    surroundings = page.surroundings
    rows = {row for row, (_, attributes) in enumerate(surroundings.names) if _names_comment(attributes)}
    if not rows:
        return [False] * len(page.blocks)
    parents = page.tree.parents
    inside = [False] * (len(parents) + 1)
    for element, row in zip(surroundings.elements, surroundings.rows, strict=True):
        inside[element] = row in rows or inside[parents[element]]
    return [inside[block.element] for block in page.blocks]


def _names_comment(attributes: Attributes) -> bool:
    for name, value in attributes:
        if value and name in _COMMENT_ATTRIBUTES:
            lowered = value.lower()
            for stem in _COMMENT_STEMS:
                if stem in lowered and not COMMENT_WORDS.isdisjoint(NAME_PART.findall(lowered)):
                    return True
    return False
