"""The first classifier: an ordered table of named rules; the first match decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from cleaner.classify.tables import NAME_PART, NEVER_ZONES, ZONE_ARIA_ROLES, ZONE_TAGS, ZONE_WORDS
from cleaner.document import Attributes, Block, BlockKind, Label, Outline, Role, SegmentedPage, SpanKind
from cleaner.settings import Settings

_Zone = tuple[Role, str]

_CONTENT_KINDS = {
    BlockKind.HEADING: Role.HEADING,
    BlockKind.LIST_ITEM: Role.LIST,
    BlockKind.TABLE: Role.TABLE,
    BlockKind.CODE: Role.CODE,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.MEDIA: Role.MEDIA,
}


class _Facts(NamedTuple):
    """What the rules look at.

    Attributes:
        block: The block.
        zone: Part of the page that its elements say it is in, and how they say it.
        link_ratio: Share of its characters that are links, 0–1.
        repeats: How often its text stands on the page.
    """

    block: Block
    zone: _Zone | None
    link_ratio: float
    repeats: int


class _Rule(NamedTuple):
    name: str
    role: Role
    applies: Callable[[_Facts], bool]


_RULES = (
    _Rule("control", Role.CONTROL, lambda facts: facts.block.kind is BlockKind.CONTROL),
    _Rule("hidden-fragment", Role.HIDDEN, lambda facts: facts.block.hidden and facts.block.words < 8),
    _Rule("only-links", Role.NAVIGATION, lambda facts: facts.link_ratio > 0.9 and facts.block.words < 4),
    _Rule("repeated-link", Role.NAVIGATION, lambda facts: facts.link_ratio > 0.5 and facts.repeats > 2),
)


def classify_by_rules(page: SegmentedPage, settings: Settings) -> tuple[Label, ...]:
    """Judges every block by hand-written rules.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        One label a block, in order.
    """
    zones = find_zones(page)
    repeats = Counter(block.text for block in page.blocks)
    labels = []
    for block in page.blocks:
        zone = zones[block.element] if block.element >= 0 and zones else None
        role, rule = _find_role(_Facts(block, zone, link_ratio(block), repeats[block.text]))
        kept = role in settings.kept_roles
        labels.append(Label(role=role, kept=kept, score=float(kept), rule=rule))
    return tuple(labels)


def find_zones(page: SegmentedPage) -> list[_Zone | None]:
    """Says for every element which part of the page it is in.

    Args:
        page: The page.

    Returns:
        A zone by ordinal, or None in the open page. A zone that holds most of the page's words in sentences is none:
        templates wrap whole pages in forms, sidebars and pop-ups.
    """
    outline = page.outline
    zones: list[_Zone | None] = []
    origins: list[int] = []
    known: dict[Attributes, _Zone | None] = {}
    for ordinal, (tag, parent) in enumerate(zip(outline.tags, outline.parents, strict=True)):
        inherited = zones[parent] if parent >= 0 else None
        own = None if inherited is not None or tag in NEVER_ZONES else _name_zone(outline, ordinal, known)
        zones.append(inherited or own)
        origins.append(origins[parent] if inherited else ordinal)
    prose = Counter[int]()
    total = 0
    for block in page.blocks:
        if block.element >= 0 and block.words >= 12 and link_ratio(block) < 0.5:
            total += block.words
            prose[origins[block.element]] += block.words
    trusted = {origin for origin, words in prose.items() if words > 0.4 * total}
    return [None if origin in trusted else zone for zone, origin in zip(zones, origins, strict=True)]


def _name_zone(outline: Outline, ordinal: int, known: dict[Attributes, _Zone | None]) -> _Zone | None:
    tag, attributes = outline.tags[ordinal], outline.attributes[ordinal]
    if tag in ZONE_TAGS:
        return ZONE_TAGS[tag]
    if tag == "header" and not _is_inside_article(outline, ordinal):
        return Role.NAVIGATION, "page-header"
    if not attributes:
        return None
    if attributes not in known:
        known[attributes] = _read_attributes(attributes)
    return known[attributes]


def _is_inside_article(outline: Outline, ordinal: int) -> bool:
    while ordinal >= 0:
        if outline.tags[ordinal] in ("article", "main"):
            return True
        ordinal = outline.parents[ordinal]
    return False


def _read_attributes(attributes: Attributes) -> _Zone | None:
    for name, value in attributes:
        if not value:
            continue
        if name == "role" and value in ZONE_ARIA_ROLES:
            return ZONE_ARIA_ROLES[value]
        if name in ("class", "id"):
            for part in NAME_PART.findall(value.lower()):
                if part in ZONE_WORDS:
                    return ZONE_WORDS[part]
    return None


def _find_role(facts: _Facts) -> tuple[Role, str]:
    for rule in _RULES:
        if rule.applies(facts):
            return rule.role, rule.name
    if facts.zone is not None:
        return facts.zone
    kind = facts.block.kind
    return _CONTENT_KINDS.get(kind, Role.BODY), f"open-{kind.value}"


def link_ratio(block: Block) -> float:
    """Share of a block's characters that are links, 0–1."""
    linked = sum(span.end - span.start for span in block.spans if span.kind is SpanKind.LINK)
    return linked / len(block.text) if block.text else 0.0
