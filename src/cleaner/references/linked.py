"""Finds notes by structure: what numbered links in the text lead to, and what stands in the markup beside its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import numpy as np

from cleaner.page.blocks import BlockKind, ListItem, Span, SpanKind
from cleaner.page.columns import KIND_CODES, PageColumns
from cleaner.page.markers import read_link_marker
from cleaner.references.groups import Entry, Group, GroupKind, item_of, whole

# How software names the places of notes: MediaWiki, WordPress, Pandoc, Word, Google Docs, Substack, Sphinx, publishers.
_NOTE_FRAGMENT = re.compile(
    r"(?:^|[^a-z])(?:_?fn|f?note|ftnt?|_?edn|foot-?note|end-?note|cite|citation|ref|reference|bib|cr|b|r|en|source|anm|fu(?:ss|ß)note|quelle|"
    r"nota|lit)s?(?:[^a-z]|$)|[0-9a-f]{8}-[0-9a-f]{4}-",
    re.IGNORECASE,
)
# Notes amid the text: Tufte CSS and its themes, WordPress' Modern Footnotes.
_BESIDE_NOTE_CLASSES = frozenset(["sidenote", "modern-footnotes-footnote__note"])
_NO_NOTES = (KIND_CODES[BlockKind.HEADING], KIND_CODES[BlockKind.CONTROL])
_MAX_CLIMB = 3
_THREE_LETTERS = re.compile(r"[^\W\d_](?:[\W\d_]*[^\W\d_]){2}")
_MAX_ENTRY_BLOCKS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLink:
    """A numbered link to a place further down on the page.

    Attributes:
        block: Index of the block that it stands in.
        start: Offset of its first character in that block's text.
        end: Offset after its last character.
        value: What it shows, without brackets.
        target: Index of the block that it leads to.
        element: Ordinal of the element that it leads to, -1 where it leads to an inline anchor.
        firm: Whether it is raised, in brackets, or leads to a place that is named like a note.
    """

    block: int
    start: int
    end: int
    value: str
    target: int
    element: int
    firm: bool


def find_note_links(page: PageColumns) -> list[NoteLink]:
    """Finds the links from the text to notes.

    Args:
        page: The page.

    Returns:
        Links with the text of a marker, inside running text, that lead to a block further down.
    """
    found: list[NoteLink] = []
    link = SpanKind.LINK
    for index, spans in enumerate(page.blocks.spans):
        if not spans:
            continue
        text = page.blocks.texts[index]
        candidates = [
            (span, fragment, value)
            for span in spans
            if span.kind is link
            and span.target
            and "#" in span.target
            and (value := read_link_marker(text[span.start : span.end])) is not None
            and (fragment := page.address.fragment_of(span.target)) is not None
        ]
        if not candidates or not _has_running_text(text, [span for span, _, _ in candidates]):
            continue
        followed = [_follow(page, index, span, fragment, value) for span, fragment, value in candidates]
        found.extend(note for note in followed if note is not None)
    return found


def _has_running_text(text: str, spans: list[Span]) -> bool:
    """Rows of page numbers and letters of an index link to places too; notes hang on words."""
    offset = 0
    pieces = []
    for span in spans:
        pieces.append(text[offset : span.start])
        offset = max(offset, span.end)
    pieces.append(text[offset:])
    return _THREE_LETTERS.search(" ".join(pieces)) is not None


def _follow(page: PageColumns, index: int, span: Span, fragment: str, value: str) -> NoteLink | None:
    element = page.tree.ids.get(fragment, -1)
    target = -1
    if element >= 0:
        inside = page.blocks_inside(element)
        target = inside[0] if inside else -1
    if target < 0:
        element = -1
        target = page.anchors.get(fragment, -1)
    if target <= index or page.blocks.kinds[target] in _NO_NOTES or value == "0":
        return None
    return NoteLink(
        block=index,
        start=span.start,
        end=span.end,
        value=value,
        target=target,
        element=element,
        firm=_is_firm(page, index, span, fragment),
    )


def _is_firm(page: PageColumns, index: int, span: Span, fragment: str) -> bool:
    around = page.blocks.texts[index][max(0, span.start - 1) : span.end + 1]
    if "[" in around or "(" in around or _NOTE_FRAGMENT.search(fragment):
        return True
    raised = SpanKind.SUPERSCRIPT
    return any(s.kind is raised and s.start <= span.end and span.start <= s.end for s in page.blocks.spans[index])


def find_linked_groups(page: PageColumns, links: Sequence[NoteLink]) -> list[Group]:
    """Makes groups of the places that note links lead to.

    Args:
        page: The page.
        links: What `find_note_links` gave.

    Returns:
        One group for each list, and one for all notes outside lists.
    """
    links = links if any(link.firm for link in links) else ()
    lists: dict[int, set[int]] = {}
    loose: dict[int, NoteLink] = {}
    shown: dict[int, str] = {}
    for link in links:
        shown.setdefault(link.target, link.value)
        item = item_of(page, link.target)
        if item is None:
            loose.setdefault(link.target, link)
        else:
            lists.setdefault(item.list_element, set()).add(item.element)
    groups = [
        Group(kind=GroupKind.LINKED, rule="linked-list", entries=entries)
        for element in lists
        if (entries := _list_entries(page, element, shown))
    ]
    entries = _loose_entries(page, loose)
    if entries:
        groups.append(Group(kind=GroupKind.LINKED, rule="linked-notes", entries=entries))
    return groups


def _list_entries(page: PageColumns, list_element: int, shown: dict[int, str]) -> tuple[Entry, ...]:
    items: dict[int, list[int]] = {}
    numbers: dict[int, int | None] = {}
    for index in page.blocks_inside(list_element):
        containers = page.blocks.containers[index]
        item = next((c for c in containers if isinstance(c, ListItem) and c.list_element == list_element), None)
        if item is not None and page.blocks.texts[index]:
            items.setdefault(item.element, []).append(index)
            numbers[item.element] = item.number
    entries = []
    for element, blocks in items.items():
        marker = next((shown[index] for index in blocks if index in shown), None)
        if marker is None and numbers[element] is not None:
            marker = str(numbers[element])
        entries.append(Entry(parts=tuple(whole(page, index) for index in blocks), marker=marker, element=element))
    return tuple(entries)


def _loose_entries(page: PageColumns, loose: dict[int, NoteLink]) -> tuple[Entry, ...]:
    targets = set(loose)
    entries = []
    for target in sorted(targets):
        blocks = _entry_blocks(page, loose[target], targets)
        if blocks:
            parts = tuple(whole(page, index) for index in blocks)
            element = int(page.blocks.elements[target])
            entries.append(Entry(parts=parts, marker=loose[target].value, element=element))
    return tuple(entries)


def _entry_blocks(page: PageColumns, link: NoteLink, targets: set[int]) -> list[int]:
    """The blocks of the note that a link leads to: its element, or as far up as no other note begins."""
    if page.blocks.kinds[link.target] == KIND_CODES[BlockKind.TERM]:
        return _term_blocks(page, link.target)
    start = link.element if link.element >= 0 else int(page.blocks.elements[link.target])
    best = page.blocks_inside(start) if start >= 0 else [link.target]
    if len(best) > _MAX_ENTRY_BLOCKS:
        return []
    for element in islice(page.tree.climb(start), 1, 1 + _MAX_CLIMB):
        if _has_note_text(page, best):
            break
        wider = page.blocks_inside(element)
        if len(wider) > _MAX_ENTRY_BLOCKS or len(targets.intersection(wider)) > 1:
            break
        best = wider
    return [index for index in best if index >= link.target and page.blocks.texts[index]]


def _term_blocks(page: PageColumns, target: int) -> list[int]:
    kinds = page.blocks.kinds[target + 1 :].tolist()
    described = takewhile(lambda kind: kind == KIND_CODES[BlockKind.DESCRIPTION], kinds)
    return [target + place for place, _ in enumerate((None, *described))]


def _has_note_text(page: PageColumns, blocks: list[int]) -> bool:
    texts = [page.blocks.texts[index] for index in blocks]
    return any(len(text) > 3 and read_link_marker(text) is None for text in texts)


def find_beside_notes(page: PageColumns) -> list[Group]:
    """Finds notes beside the words that they belong to, which `segment` has made blocks of their own.

    Args:
        page: The page.

    Returns:
        One group of all of them; where the page shows no numbers, CSS counts them.
    """
    entries: list[Entry] = []
    elements = page.blocks.elements
    for index in np.flatnonzero(page.blocks.is_kind(BlockKind.PARAGRAPH) & (elements >= 0)).tolist():
        element = int(elements[index])
        attributes = page.tree.attributes[element]
        if not attributes or not page.blocks.texts[index]:
            continue
        named = dict(attributes)
        if named.get("class") in _BESIDE_NOTE_CLASSES:
            marker = named.get("data-mfn") or str(len(entries) + 1)
            entries.append(Entry(parts=(whole(page, index),), marker=marker, element=element))
    return [Group(kind=GroupKind.LINKED, rule="linked-beside", entries=tuple(entries))] if entries else []
