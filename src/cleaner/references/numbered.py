"""Finds lists without a label: runs of `[n]`, `n.`, `(n)` or raised numbers, and counted lists, near the end."""

from __future__ import annotations

import numpy as np

from cleaner.page.blocks import BlockKind, ListItem
from cleaner.page.columns import KIND_CODES, PageColumns
from cleaner.page.markers import ENTRY_MARKER_STARTS, EntryMarker, MarkerShape, read_entry_marker
from cleaner.references.groups import Entry, Group, GroupKind, Part, item_of, whole
from cleaner.references.labelled import split_lines

_RUN_KINDS = frozenset(
    KIND_CODES[kind]
    for kind in (
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.DESCRIPTION,
        BlockKind.QUOTE,
        BlockKind.TABLE,
        BlockKind.CAPTION,
    )
)
# A single marker of these is one; other numbers need a run.
_PLAIN_SHAPES = (MarkerShape.BRACKET, MarkerShape.LENS, MarkerShape.RAISED)
_MAX_JUMP = 3


def find_numbered_groups(page: PageColumns, claimed: set[int]) -> list[Group]:
    """Finds runs of numbered blocks and lists.

    Args:
        page: The page.
        claimed: Indices of blocks that other finders have taken.

    Returns:
        The runs, in the order of the page; not yet judged.
    """
    groups: list[Group] = []
    run: list[tuple[EntryMarker, Entry]] = []
    texts = page.blocks.texts
    last = -1
    for index, text in enumerate(texts):
        if not text or text[0] not in ENTRY_MARKER_STARTS:
            continue
        may_be_entry = page.blocks.kinds[index] in _RUN_KINDS and index not in claimed
        found = _numbered_entries(page, index) if may_be_entry else []
        if run and (any(texts[last + 1 : index]) or not found or not _follows(run[-1][0], found[0][0])):
            _close(run, groups)
        run.extend(found)
        last = index
    _close(run, groups)
    return groups


def _numbered_entries(page: PageColumns, index: int) -> list[tuple[EntryMarker, Entry]]:
    text = page.blocks.texts[index]
    marker = read_entry_marker(text)
    if marker is None or marker.number is None:
        return []
    found: list[tuple[EntryMarker, Entry]] = []
    for line in split_lines(page, index) if "\n" in text else ():
        part = line.parts[0]
        read = read_entry_marker(text[part.start : part.end])
        if read is None or read.number is None:
            found = []
            break
        found.append((read, Entry(parts=line.parts, marker=read.value)))
    return found or [(marker, Entry(parts=(whole(page, index),), marker=marker.value))]


def _follows(before: EntryMarker, after: EntryMarker) -> bool:
    if before.shape != after.shape or before.number is None or after.number is None:
        return False
    return 0 < after.number - before.number <= _MAX_JUMP


def _close(run: list[tuple[EntryMarker, Entry]], groups: list[Group]) -> None:
    if run and (len(run) > 1 or run[0][0].shape in _PLAIN_SHAPES):
        groups.append(
            Group(kind=GroupKind.NUMBERED, rule=f"run-{run[0][0].shape}", entries=tuple(entry for _, entry in run))
        )
    run.clear()


def find_counted_lists(page: PageColumns, claimed: set[int]) -> list[Group]:
    """Finds ordered lists that no label announces.

    Args:
        page: The page.
        claimed: Indices of blocks that other finders have taken.

    Returns:
        One group a list; not yet judged.
    """
    lists: dict[int, dict[int, tuple[ListItem, list[Part]]]] = {}
    for index in np.flatnonzero(page.blocks.is_kind(BlockKind.LIST_ITEM)).tolist():
        item = item_of(page, index)
        if item is not None and item.number is not None and index not in claimed and page.blocks.texts[index]:
            items = lists.setdefault(item.list_element, {})
            items.setdefault(item.element, (item, []))[1].append(whole(page, index))
    return [
        Group(
            kind=GroupKind.COUNTED,
            rule="counted-list",
            entries=tuple(
                Entry(parts=tuple(parts), marker=str(item.number), element=item.element)
                for item, parts in items.values()
            ),
        )
        for items in lists.values()
    ]
