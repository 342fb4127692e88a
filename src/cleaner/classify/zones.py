"""Says which part of the page each block is in, by the tags, roles and names of the elements around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.classify.tables import (
    COMMENT_WORDS,
    NAME_PART,
    NEVER_ZONES,
    ZONE_ARIA_ROLES,
    ZONE_PAIRS,
    ZONE_TAGS,
    ZONE_WORDS,
)
from cleaner.document import Role
from cleaner.page.columns import PageColumns
from cleaner.page.tree import Attributes

Zone = tuple[Role, str]

_ARTICLE_TAGS = frozenset(["article", "main"])
_PAGE_HEADER = (Role.NAVIGATION, "page-header")
_COMMENT_ATTRIBUTES = ("class", "id", "itemprop")
# What each of the words of comments begins with: a page without these has none of them.
_COMMENT_STEMS = tuple(sorted({min((s for s in COMMENT_WORDS if w.startswith(s)), key=len) for w in COMMENT_WORDS}))


def find_zones(page: PageColumns, link_ratios: Sequence[float]) -> list[Zone | None]:
    """Says for every block which part of the page it is in.

    Args:
        page: The page.
        link_ratios: Share of each block's characters that are links, 0–1.

    Returns:
        A zone by block, or None in the open page. A zone that holds most of the page's words in sentences is none:
        templates wrap whole pages in forms, sidebars and pop-ups.
    """
    origins, zones = _find_origins(page)
    prose = Counter[int]()
    total = 0
    for block, ratio in zip(page.blocks, link_ratios, strict=True):
        if block.words >= 12 and ratio < 0.5 and block.element >= 0:
            total += block.words
            prose[origins[block.element]] += block.words
    for origin, words in prose.items():
        if words > 0.4 * total:
            zones[origin] = None
    return [zones[origins[block.element]] for block in page.blocks]


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
