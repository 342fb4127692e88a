"""Finds notes by structure: what numbered links in the text lead to, and what stands in the markup beside its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.page.blocks import Block, BlockKind, Span, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import read_link_marker
from cleaner.references.groups import Entry, Group, GroupKind, item_of, whole

# Text of a link from the running text to a note.
# How software names the places of notes: MediaWiki, WordPress, Pandoc, Word, Google Docs, Substack, Sphinx, publishers.
_NOTE_FRAGMENT = re.compile(
    r"(?:^|[^a-z])(?:_?fn|f?note|ftnt?|_?edn|foot-?note|end-?note|cite|citation|ref|reference|bib|cr|b|r|en|source|anm|fu(?:ss|ß)note|quelle|"
    r"nota|lit)s?(?:[^a-z]|$)|[0-9a-f]{8}-[0-9a-f]{4}-",
    re.IGNORECASE,
)
# Notes amid the text: Tufte CSS and its themes, WordPress' Modern Footnotes.
_BESIDE_NOTE_CLASSES = frozenset(["sidenote", "modern-footnotes-footnote__note"])

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
    for block in page.blocks:
        if not block.spans:
            continue
        candidates = [
            (span, fragment, value)
            for span in block.spans
            if span.target
            and "#" in span.target
            and span.kind is SpanKind.LINK
            and (value := read_link_marker(block.text[span.start : span.end])) is not None
            and (fragment := page.address.fragment_of(span.target)) is not None
        ]
        if not candidates or not _has_running_text(block, [span for span, _, _ in candidates]):
            continue
        for span, fragment, value in candidates:
            link = _follow(page, block, span, fragment, value)
            if link is not None:
                found.append(link)
    return found


def _has_running_text(block: Block, spans: list[Span]) -> bool:
    """Rows of page numbers and letters of an index link to places too; notes hang on words."""
    offset = 0
    pieces = []
    for span in spans:
        pieces.append(block.text[offset : span.start])
        offset = max(offset, span.end)
    pieces.append(block.text[offset:])
    return _THREE_LETTERS.search(" ".join(pieces)) is not None


def _follow(page: PageColumns, block: Block, span: Span, fragment: str, value: str) -> NoteLink | None:
    element = page.tree.ids.get(fragment, -1)
    target = -1
    if element >= 0:
        inside = page.blocks_inside(element)
        target = inside[0] if inside else -1
    if target < 0:
        element = -1
        target = page.anchors.get(fragment, -1)
    if target <= block.index or page.blocks[target].kind in (BlockKind.HEADING, BlockKind.CONTROL) or value == "0":
        return None
    return NoteLink(
        block=block.index,
        start=span.start,
        end=span.end,
        value=value,
        target=target,
        element=element,
        firm=_is_firm(block, span, fragment),
    )


def _is_firm(block: Block, span: Span, fragment: str) -> bool:
    around = block.text[max(0, span.start - 1) : span.end + 1]
    if "[" in around or "(" in around or _NOTE_FRAGMENT.search(fragment):
        return True
    return any(s.kind is SpanKind.SUPERSCRIPT and s.start <= span.end and span.start <= s.end for s in block.spans)


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
        item = item_of(page.blocks[link.target])
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
    items: dict[int, list[Block]] = {}
    numbers: dict[int, int | None] = {}
    for index in page.blocks_inside(list_element):
        block = page.blocks[index]
        item = next((c for c in block.containers if getattr(c, "list_element", None) == list_element), None)
        if item is not None and block.text:
            items.setdefault(item.element, []).append(block)
            numbers[item.element] = getattr(item, "number", None)
    entries = []
    for element, blocks in items.items():
        marker = next((shown[block.index] for block in blocks if block.index in shown), None)
        if marker is None and numbers[element] is not None:
            marker = str(numbers[element])
        entries.append(Entry(parts=tuple(whole(block) for block in blocks), marker=marker, element=element))
    return tuple(entries)


def _loose_entries(page: PageColumns, loose: dict[int, NoteLink]) -> tuple[Entry, ...]:
    targets = set(loose)
    entries = []
    for target in sorted(targets):
        link = loose[target]
        blocks = _entry_blocks(page, link, targets)
        if blocks:
            element = page.blocks[target].element
            entries.append(
                Entry(parts=tuple(whole(page.blocks[i]) for i in blocks), marker=link.value, element=element)
            )
    return tuple(entries)


def _entry_blocks(page: PageColumns, link: NoteLink, targets: set[int]) -> list[int]:
    """The blocks of the note that a link leads to: its element, or as far up as no other note begins."""
    block = page.blocks[link.target]
    if block.kind is BlockKind.TERM:
        return _term_blocks(page, link.target)
    start = link.element if link.element >= 0 else block.element
    best = page.blocks_inside(start) if start >= 0 else [link.target]
    if len(best) > _MAX_ENTRY_BLOCKS:
        return []
    climbs = 0
    parents = page.tree.parents
    element = start
    while element >= 0 and climbs < _MAX_CLIMB and not _has_note_text(page, best):
        element = parents[element]
        climbs += 1
        if element < 0:
            break
        wider = page.blocks_inside(element)
        if len(wider) > _MAX_ENTRY_BLOCKS or len(targets.intersection(wider)) > 1:
            break
        best = wider
    return [index for index in best if index >= link.target and page.blocks[index].text]


def _term_blocks(page: PageColumns, target: int) -> list[int]:
    found = [target]
    for block in page.blocks[target + 1 :]:
        if block.kind is not BlockKind.DESCRIPTION:
            break
        found.append(block.index)
    return found


def _has_note_text(page: PageColumns, blocks: list[int]) -> bool:
    return any(
        read_link_marker(page.blocks[index].text) is None and len(page.blocks[index].text) > 3 for index in blocks
    )


def find_beside_notes(page: PageColumns) -> list[Group]:
    """Finds notes beside the words that they belong to, which `segment` has made blocks of their own.

    Args:
        page: The page.

    Returns:
        One group of all of them; where the page shows no numbers, CSS counts them.
    """
    attributes = page.tree.attributes
    entries: list[Entry] = []
    for block in page.blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.element < 0 or not attributes[block.element]:
            continue
        named = dict(attributes[block.element])
        if block.text and named.get("class") in _BESIDE_NOTE_CLASSES:
            marker = named.get("data-mfn") or str(len(entries) + 1)
            entries.append(Entry(parts=(whole(block),), marker=marker, element=block.element))
    return [Group(kind=GroupKind.LINKED, rule="linked-beside", entries=tuple(entries))] if entries else []
