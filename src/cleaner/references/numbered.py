"""Finds lists without a label: runs of `[n]`, `n.`, `(n)` or raised numbers, and counted lists, near the end."""

from __future__ import annotations

from cleaner.page.blocks import Block, BlockKind, ListItem
from cleaner.page.columns import PageColumns
from cleaner.page.markers import ENTRY_MARKER_STARTS, EntryMarker, MarkerShape, read_entry_marker
from cleaner.references.groups import Entry, Group, GroupKind, item_of, whole
from cleaner.references.labelled import split_lines

_RUN_KINDS = frozenset(
    [
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.DESCRIPTION,
        BlockKind.QUOTE,
        BlockKind.TABLE,
        BlockKind.CAPTION,
    ]
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
    blocks = page.blocks
    last = -1
    for block in blocks:
        if not block.text or block.text[0] not in ENTRY_MARKER_STARTS:
            continue
        found = _numbered_entries(block) if block.kind in _RUN_KINDS and block.index not in claimed else []
        parted = any(between.text for between in blocks[last + 1 : block.index])
        if run and (parted or not found or not _follows(run[-1][0], found[0][0])):
            _close(run, groups)
        run.extend(found)
        last = block.index
    _close(run, groups)
    return groups


def _numbered_entries(block: Block) -> list[tuple[EntryMarker, Entry]]:
    marker = read_entry_marker(block.text)
    if marker is None or marker.number is None:
        return []
    if "\n" in block.text:
        lines = split_lines(block)
        found = []
        for line in lines:
            part = line.parts[0]
            read = read_entry_marker(block.text[part.start : part.end])
            if read is None or read.number is None:
                return [(marker, Entry(parts=(whole(block),), marker=marker.value))]
            found.append((read, Entry(parts=line.parts, marker=read.value)))
        return found
    return [(marker, Entry(parts=(whole(block),), marker=marker.value))]


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
    lists: dict[int, dict[int, tuple[ListItem, list[Block]]]] = {}
    for block in page.blocks:
        if block.kind is BlockKind.LIST_ITEM and block.index not in claimed and block.text:
            item = item_of(block)
            if item is not None and item.number is not None:
                lists.setdefault(item.list_element, {}).setdefault(item.element, (item, []))[1].append(block)
    return [
        Group(
            kind=GroupKind.COUNTED,
            rule="counted-list",
            entries=tuple(
                Entry(parts=tuple(whole(block) for block in blocks), marker=str(item.number), element=item.element)
                for item, blocks in items.values()
            ),
        )
        for items in lists.values()
    ]
