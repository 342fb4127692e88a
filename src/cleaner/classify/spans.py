"""Reads what blocks know about themselves beside their words: links, emphasis, images, lists and cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.page.blocks import Block, Cell, Container, Figure, ListItem, Quotation, SpanKind

IntArray = NDArray[np.int64]


class SpanColumns(NamedTuple):
    """Columns with one number a block.

    Attributes:
        chars: Characters of text.
        newlines: Line breaks in it.
        links, link_chars: Links and the characters in them.
        anchor_links, contact_links, script_links: Links within the page, to mail or telephone, to scripts or nowhere.
        strong_chars, emphasis_chars: Characters in bold and in italics.
        images: Images and other media.
        times: Machine-readable times.
        list_depth: Lists around the block.
        in_ordered, in_cell, in_header_cell, in_layout_cell, in_quote, in_figure: 1 where it is.
    """

    chars: IntArray
    newlines: IntArray
    links: IntArray
    link_chars: IntArray
    anchor_links: IntArray
    contact_links: IntArray
    script_links: IntArray
    strong_chars: IntArray
    emphasis_chars: IntArray
    images: IntArray
    times: IntArray
    list_depth: IntArray
    in_ordered: IntArray
    in_cell: IntArray
    in_header_cell: IntArray
    in_layout_cell: IntArray
    in_quote: IntArray
    in_figure: IntArray


_COLUMN = {name: place for place, name in enumerate(SpanColumns._fields)}
_WIDTH = len(_COLUMN)
_LINK = SpanKind.LINK
# By identity: an enumeration's members hash in Python. The columns that add up characters, and those that count.
_SPAN_COLUMNS = {
    id(SpanKind.STRONG): _COLUMN["strong_chars"],
    id(SpanKind.EMPHASIS): _COLUMN["emphasis_chars"],
}
_POINT_COLUMNS = {
    id(SpanKind.IMAGE): _COLUMN["images"],
    id(SpanKind.MEDIA): _COLUMN["images"],
    id(SpanKind.TIME): _COLUMN["times"],
}
_TARGET_COLUMNS = {
    "#": _COLUMN["anchor_links"],
    "m": _COLUMN["contact_links"],
    "t": _COLUMN["contact_links"],
    "j": _COLUMN["script_links"],
    "": _COLUMN["script_links"],
}
_TARGET_STARTS = ("#", "mailto:", "tel:", "javascript:")


def read_spans(blocks: Sequence[Block]) -> SpanColumns:
    """Reads the columns.

    Args:
        blocks: Blocks.

    Returns:
        One number a block in each column.
    """
    cells: list[int] = []
    values: list[int] = []
    owners: list[int] = []
    lengths: list[int] = []
    count = len(blocks)
    for index, block in enumerate(blocks):
        for span in block.spans:
            kind = span.kind
            if kind is _LINK:
                target = span.target
                owners.append(index)
                lengths.append(span.end - span.start)
                if not target or (target[0] in _TARGET_COLUMNS and target.startswith(_TARGET_STARTS)):
                    cells.append(_TARGET_COLUMNS[target[0] if target else ""] * count + index)
                    values.append(1)
            elif id(kind) in _SPAN_COLUMNS:
                cells.append(_SPAN_COLUMNS[id(kind)] * count + index)
                values.append(span.end - span.start)
            elif id(kind) in _POINT_COLUMNS:
                cells.append(_POINT_COLUMNS[id(kind)] * count + index)
                values.append(1)
    # Sums of whole numbers are exact in double precision.
    table = np.bincount(cells, weights=values, minlength=_WIDTH * count).astype(np.int64).reshape(_WIDTH, count)
    table[_COLUMN["links"]] = np.bincount(owners, minlength=count)
    table[_COLUMN["link_chars"]] = np.bincount(owners, weights=lengths, minlength=count)
    table[0] = [len(block.text) for block in blocks]
    table[1] = [block.text.count("\n") for block in blocks]
    table[_COLUMN["list_depth"] :] = _read_containers(blocks)
    return SpanColumns(*table)


def _read_containers(blocks: Sequence[Block]) -> IntArray:
    """The columns from `list_depth` on."""
    # Blocks beside each other share one tuple, and an empty one is the same everywhere.
    known: dict[int, int] = {}
    described: list[tuple[int, ...]] = []
    rows = []
    for block in blocks:
        containers = block.containers
        key = id(containers)
        if key not in known:
            known[key] = len(described)
            described.append(_describe_containers(containers))
        rows.append(known[key])
    columns: IntArray = np.array(described, dtype=np.int64).reshape(-1, _WIDTH - _COLUMN["list_depth"])[rows].T
    return columns


def _describe_containers(containers: tuple[Container, ...]) -> tuple[int, ...]:
    """The columns from `list_depth` on."""
    depth = ordered = cell = header = layout = quoted = figure = 0
    for item in containers:
        if isinstance(item, ListItem):
            depth += 1
            ordered |= item.ordered
        elif isinstance(item, Cell):
            cell |= not item.layout
            header |= item.header
            layout |= item.layout
        elif isinstance(item, Quotation):
            quoted = 1
        elif isinstance(item, Figure):
            figure = 1
    return depth, int(ordered), int(cell), int(header), int(layout), quoted, figure
