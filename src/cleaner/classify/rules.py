"""The first classifier: an ordered table of named rules; the first match decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from cleaner.classify.zones import Zone, find_zones
from cleaner.document import Label, Role
from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

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
    zone: Zone | None
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


def classify_by_rules(page: PageColumns, settings: Settings) -> tuple[Label, ...]:
    """Judges every block by hand-written rules.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        One label a block, in order.
    """
    link_ratios = [link_ratio(block) for block in page.blocks]
    zones = find_zones(page, link_ratios)
    repeats = Counter(block.text for block in page.blocks)
    labels = []
    for block, zone, linked in zip(page.blocks, zones, link_ratios, strict=True):
        role, rule = _find_role(_Facts(block, zone, linked, repeats[block.text]))
        kept = role in settings.kept_roles
        labels.append(Label(role=role, kept=kept, score=float(kept), rule=rule))
    return tuple(labels)


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
