"""Finds references by label: words such as "References", then the list, lines or paragraphs after them."""

from __future__ import annotations

import re

from cleaner.document import Block, BlockKind, Cell, ListItem
from cleaner.references.addresses import find_printed
from cleaner.references.evidence import CITATION_POINTS, weigh_text
from cleaner.references.groups import Entry, Group, LabelKind, Part
from cleaner.references.labels import label_of, split_line_head
from cleaner.references.linked import whole
from cleaner.references.markers import read_entry_marker
from cleaner.references.tables import SHARE_LABEL
from cleaner.references.view import PageView

_MAX_LEAD_BLOCKS = 3
_MAX_ENTRIES = 2000


def find_labelled_groups(view: PageView) -> list[Group]:
    """Finds lists under words that promise references.

    Args:
        view: The page.

    Returns:
        The groups, in the order of the page; not yet judged.
    """
    groups = []
    for block in view.blocks:
        if len(block.text) <= 64:
            kind = label_of(block) if block.text else None
            if kind is not None:
                group = _read_after(view, block, kind)
                if group is not None:
                    groups.append(group)
    return groups


def _read_after(view: PageView, label: Block, kind: LabelKind) -> Group | None:
    scope = _scope_after(view, label)
    lead: list[int] = []
    for place, block in enumerate(scope):
        entries = _entries_from(view, scope[place:], label, kind)
        if entries:
            return Group(
                rule=f"label-{kind.value}", entries=entries, label=label.index, label_kind=kind, lead=tuple(lead)
            )
        if len(lead) == _MAX_LEAD_BLOCKS or (label_of(block) is not None and block.kind is BlockKind.HEADING):
            break
        lead.append(block.index)
    return None


def _scope_after(view: PageView, label: Block) -> list[Block]:
    """The blocks that a label can stand for: up to the next heading of its own rank."""
    scope: list[Block] = []
    item = _innermost(label, ListItem)
    for block in view.blocks[label.index + 1 :]:
        if not block.text:
            continue
        if block.kind is BlockKind.HEADING and _innermost(block, ListItem) == item:
            if label.kind is not BlockKind.HEADING or (block.level and block.level <= label.level) or label_of(block):
                if label_of(block) is None or scope:
                    break
            elif scope:
                break
            continue
        scope.append(block)
        if len(scope) > _MAX_ENTRIES:
            break
    return scope


def _innermost(block: Block, kind: type) -> object | None:
    return next((container for container in reversed(block.containers) if isinstance(container, kind)), None)


def _entries_from(view: PageView, scope: list[Block], label: Block, kind: LabelKind) -> tuple[Entry, ...]:
    first = scope[0]
    if first.kind is BlockKind.CONTROL or SHARE_LABEL.fullmatch(first.text):
        return ()
    outer = [c.list_element for c in label.containers if isinstance(c, ListItem)]
    item = next((c for c in first.containers if isinstance(c, ListItem) and c.list_element not in outer), None)
    if item is not None:
        return _take_lists(scope, outer)
    if first.kind in (BlockKind.TERM, BlockKind.DESCRIPTION) and label.kind is not BlockKind.TERM:
        terms = _take_terms(scope)
        if terms:
            return terms
    if any(isinstance(c, Cell) and not c.layout for c in first.containers) and not any(
        isinstance(c, Cell) for c in label.containers
    ):
        return _take_rows(scope)
    if "\n" in first.text:
        lines = split_lines(first)
        if len(lines) > 1:
            return lines
    return _take_paragraphs(view, scope, kind)


def _take_lists(scope: list[Block], outer: list[int]) -> tuple[Entry, ...]:
    """Takes the items of the first list and of lists that follow it directly, as columns do."""
    items: dict[int, list[Block]] = {}
    numbers: dict[int, int | None] = {}
    for block in scope:
        item = next((c for c in block.containers if isinstance(c, ListItem) and c.list_element not in outer), None)
        if item is None:
            break
        if _is_furniture(block):
            continue
        items.setdefault(item.element, []).append(block)
        numbers[item.element] = item.number
    return tuple(
        Entry(
            parts=tuple(whole(block) for block in blocks),
            marker=None if numbers[element] is None else str(numbers[element]),
            element=element,
        )
        for element, blocks in items.items()
    )


def _is_furniture(block: Block) -> bool:
    return block.kind is BlockKind.CONTROL or (len(block.text) < 40 and SHARE_LABEL.fullmatch(block.text) is not None)


def _take_terms(scope: list[Block]) -> tuple[Entry, ...]:
    entries: list[list[Block]] = []
    for block in scope:
        if block.kind is BlockKind.TERM or (block.kind is BlockKind.DESCRIPTION and not entries):
            entries.append([block])
        elif block.kind is BlockKind.DESCRIPTION:
            entries[-1].append(block)
        else:
            break
    if entries and all(blocks[0].kind is BlockKind.DESCRIPTION for blocks in entries):
        return ()
    return tuple(Entry(parts=tuple(whole(block) for block in blocks), element=blocks[0].element) for blocks in entries)


def _take_rows(scope: list[Block]) -> tuple[Entry, ...]:
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in scope:
        cell = next((c for c in block.containers if isinstance(c, Cell)), None)
        if cell is None:
            break
        rows.setdefault((cell.table_element, cell.row), []).append(block)
    return tuple(Entry(parts=tuple(whole(block) for block in blocks)) for blocks in rows.values())


def split_lines(block: Block, start: int = 0) -> tuple[Entry, ...]:
    """Cuts a block of `<br>` lines into entries: at markers if it has them, else line by line.

    A line that is only an address belongs to the line before it, if that has none.

    Args:
        block: The block.
        start: Where in its text to begin.

    Returns:
        The entries.
    """
    lines: list[tuple[int, int]] = []
    offset = start
    for words in block.text[start:].split("\n"):
        if words.strip():
            lines.append((offset, offset + len(words)))
        offset += len(words) + 1
    if not lines:
        return ()
    texts = [block.text[a:b] for a, b in lines]
    marked = [read_entry_marker(text) is not None for text in texts]
    cut_at_markers = marked[0] and sum(marked) > 1
    grouped: list[list[tuple[int, int]]] = []
    for place, line in enumerate(lines):
        starts = marked[place] if cut_at_markers else not (place and _continues(texts[place - 1], texts[place]))
        if starts or not grouped:
            grouped.append([])
        grouped[-1].append(line)
    return tuple(Entry(parts=(Part(block=block.index, start=group[0][0], end=group[-1][1]),)) for group in grouped)


_ONLY_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\W*", re.IGNORECASE)


def _continues(before: str, line: str) -> bool:
    return bool(_ONLY_ADDRESS.fullmatch(line)) and not find_printed(before)


def _take_paragraphs(view: PageView, scope: list[Block], kind: LabelKind) -> tuple[Entry, ...]:
    """Takes paragraphs as entries as long as they are numbered on or look like citations."""
    first = scope[0]
    numbered = read_entry_marker(first.text) is not None
    entries: list[list[Block]] = []
    for place, block in enumerate(scope):
        if not _is_sibling(view, first, block):
            break
        if _is_furniture(block):
            continue
        if numbered:
            if read_entry_marker(block.text) is not None:
                entries.append([block])
            elif entries and _continues(entries[-1][-1].text, block.text):
                entries[-1].append(block)
            else:
                break
        elif entries and _continues(entries[-1][-1].text, block.text):
            entries[-1].append(block)
        elif _looks_cited(block) or (
            kind is LabelKind.REFERENCES
            and place + 1 < len(scope)
            and place < 40
            and _looks_cited(scope[place + 1])
            and _is_sibling(view, first, scope[place + 1])
        ):
            entries.append([block])
        else:
            break
    return tuple(Entry(parts=tuple(whole(block) for block in blocks)) for blocks in entries)


def _looks_cited(block: Block) -> bool:
    points, _ = weigh_text(block.text[:1200])
    return points >= CITATION_POINTS or bool(
        block.spans and any(s.kind.value == "link" and s.end - s.start > 0.5 * len(block.text) for s in block.spans)
    )


def _is_sibling(view: PageView, first: Block, block: Block) -> bool:
    if first.element < 0 or block.element < 0 or first.element == block.element:
        return True
    tags, parents = view.page.outline.tags, view.page.outline.parents
    a, b = first.element, block.element
    if tags[a] != tags[b]:
        return False
    return (
        parents[a] == parents[b]
        or parents[parents[a]] == parents[parents[b]]
        or split_line_head(block.text) is not None
    )
