"""The first classifier: an ordered table of named rules; the first match decides."""

from __future__ import annotations

from cleaner.document import Block, BlockKind, Label, Role, SegmentedPage, SpanKind
from cleaner.settings import Settings

_SHELL_TAGS = frozenset(["nav", "footer", "aside", "header"])


def classify_by_rules(page: SegmentedPage, settings: Settings) -> tuple[Label, ...]:
    """Judges every block by hand-written rules.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        One label a block, in order.
    """
    return tuple(_judge(page, block, settings) for block in page.blocks)


def _judge(page: SegmentedPage, block: Block, settings: Settings) -> Label:
    role, rule = _find_role(page, block)
    kept = role in settings.kept_roles
    return Label(role=role, kept=kept, score=1.0 if kept else 0.0, rule=rule)


def _find_role(page: SegmentedPage, block: Block) -> tuple[Role, str]:
    linked = sum(span.end - span.start for span in block.spans if span.kind is SpanKind.LINK)
    if block.hidden:
        return Role.HIDDEN, "hidden"
    if block.kind is BlockKind.CONTROL:
        return Role.CONTROL, "control"
    element = block.element
    while element >= 0:
        if page.outline.tags[element] in _SHELL_TAGS:
            return Role.NAVIGATION, "inside-" + page.outline.tags[element]
        element = page.outline.parents[element]
    if linked > len(block.text) / 2:
        return Role.NAVIGATION, "mostly-links"
    if block.kind is BlockKind.HEADING:
        return Role.HEADING, "heading"
    return Role.BODY, "text"
