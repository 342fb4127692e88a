"""Finds notes that stand in the markup right where the text cites them: side notes and Modern Footnotes."""

from __future__ import annotations

from cleaner.page.blocks import BlockKind
from cleaner.page.columns import PageColumns
from cleaner.references.groups import Entry, Group
from cleaner.references.linked import whole
from cleaner.references.tables import BESIDE_NOTE_CLASSES


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
        if block.text and named.get("class") in BESIDE_NOTE_CLASSES:
            marker = named.get("data-mfn") or str(len(entries) + 1)
            entries.append(Entry(parts=(whole(block),), marker=marker, element=block.element))
    return [Group(rule="linked-beside", entries=tuple(entries))] if entries else []
