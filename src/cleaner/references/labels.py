"""Reads the words above a list: do they promise references?"""

from __future__ import annotations

import re

from cleaner.lexicon import join_patterns
from cleaner.page.blocks import Block, BlockKind, ListItem, Span, SpanKind
from cleaner.references.groups import LabelKind
from cleaner.references.tables import (
    LABEL_HEADS,
    LABEL_KINDS,
    LABEL_MODIFIERS,
    LABEL_PHRASES,
    SOURCE_LINE_HEADS,
)

MAX_LABEL_CHARS = 64
_MAX_PHRASE_WORDS = 7
# Counted by `count_words`, where a Chinese or Japanese character is a word.
MAX_LABEL_WORDS = 14
_EDGES = " \t\n:：.。·•¶§#*_|()[]{}<>«»“”\"'+−–—-▼▾▸►▶▲△∨⌄﹀✕×🔗📚📖0123456789"
_TO_SPACES = str.maketrans({edge: " " for edge in _EDGES if edge != "'"})
_TAIL = re.compile(r"\s*(?:\[[^\]]{0,40}\]|\([^)]{0,40}\)|（[^）]{0,20}）)+\s*$")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[ivxIVX]{1,5}[.)])\s+")
# "References & Citations" lists where the page itself is cited; words that turn the promise around.
_TURNED = re.compile(join_patterns(lambda language: language.cite_this), re.IGNORECASE)
_LABEL_BLOCKS = frozenset(
    [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.TERM,
        BlockKind.DESCRIPTION,
        BlockKind.LIST_ITEM,
        BlockKind.CONTROL,
        BlockKind.TABLE,
    ]
)


def read_label(text: str) -> LabelKind | None:
    """Says what a short text promises to stand above.

    Args:
        text: A whole block's text, or what stands before a colon.

    Returns:
        The kind of promise, None for any other text.
    """
    if len(text) > MAX_LABEL_CHARS:
        return None
    folded = text.casefold().replace("’", "'")
    if LABEL_HEADS.isdisjoint(folded.translate(_TO_SPACES).split()) or _TURNED.search(folded):
        return None
    while (shorter := _TAIL.sub("", folded)) != folded and shorter.strip(_EDGES):
        folded = shorter
    folded = _NUMBERING.sub("", folded).strip(_EDGES)
    if folded in LABEL_KINDS:
        return LABEL_KINDS[folded]
    return _read_words(folded)


def _read_words(folded: str) -> LabelKind | None:
    found: list[LabelKind] = []
    for phrase in LABEL_PHRASES:
        if phrase in folded:
            found.append(LABEL_KINDS[phrase])
            folded = folded.replace(phrase, " ")
    words = [word for word in (word.strip(_EDGES) for word in re.split(r"[\s/&+,]+", folded)) if word]
    if len(words) > _MAX_PHRASE_WORDS:
        return None
    for word in words:
        if word in LABEL_KINDS:
            found.append(LABEL_KINDS[word])
        elif word not in LABEL_MODIFIERS:
            return None
    for kind in (LabelKind.REFERENCES, LabelKind.SOURCES, LabelKind.NOTES, LabelKind.READING):
        if kind in found:
            return kind
    return None


def label_of(block: Block) -> LabelKind | None:
    """Says what a whole block promises to stand above; links to elsewhere and tables of contents promise nothing."""
    if block.words > MAX_LABEL_WORDS or len(block.text) > MAX_LABEL_CHARS or block.kind not in _LABEL_BLOCKS:
        return None
    spans = block.spans
    if spans and spans[0].kind is SpanKind.LINK and _leads_away(block, spans[0]):
        # Most short blocks are links of menus: this spares reading them.
        return None
    kind = read_label(block.text)
    if kind is None:
        return None
    if any(span.kind is SpanKind.LINK and _leads_away(block, span) for span in spans):
        return None
    return kind


def _leads_away(block: Block, span: Span) -> bool:
    if span.end - span.start <= len(block.text) / 2:
        return False
    if not (span.target or "#").startswith(("#", "javascript:")):
        return True
    return any(isinstance(container, ListItem) for container in block.containers)


def split_line_head(text: str) -> tuple[str, int] | None:
    """Finds a head such as `Source:` at the start of a line.

    Args:
        text: The line.

    Returns:
        The head in lower case and the offset of what follows the colon; None if there is no such head.
    """
    colon = text.find(":", 0, 48)
    if colon < 0:
        colon = text.find("：", 0, 24)
        if colon < 0:
            return None
    head = text[:colon].casefold().replace("’", "'").strip(_EDGES)
    if head in SOURCE_LINE_HEADS:
        return head, colon + 1
    kind = _read_words(head) if not LABEL_HEADS.isdisjoint(head.split()) else None
    if kind in (LabelKind.REFERENCES, LabelKind.SOURCES) and len(head.split()) <= 4:
        return head, colon + 1
    return None
