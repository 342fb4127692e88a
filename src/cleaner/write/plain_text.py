"""Renders kept blocks as plain text, each block's own text unbroken so that offsets stay simple."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Document, Label
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import KIND_CODES, BlockTable
from cleaner.write.nesting import List, Node, Table, TableCell, build_tree, find_only_block, lay_out_rows, list_kept

# A table whose lines would be wider than a wide terminal is not padded: the padding would hide what it aligns.
_MAX_ALIGNED_COLUMNS = 120
_COLUMN_GAP = " | "
_TERM, _DESCRIPTION = KIND_CODES[BlockKind.TERM], KIND_CODES[BlockKind.DESCRIPTION]
# Entries of a glossary keep together: their terms, then what describes them.
_KEPT_TOGETHER = frozenset([(_TERM, _TERM), (_TERM, _DESCRIPTION), (_DESCRIPTION, _DESCRIPTION)])


class RenderedText(NamedTuple):
    """Plain text and where each block stands in it.

    Attributes:
        text: The text, ending in a newline unless empty.
        offsets: For each kept block's index, the offset of its text in `text`.
    """

    text: str
    offsets: dict[int, int]


def render_text(blocks: BlockTable, labels: Sequence[Label]) -> RenderedText:
    """Renders the kept blocks: a blank line between paragraphs, one line an item of a list or a row of a table.

    Args:
        blocks: The page's blocks.
        labels: The judgement on each.

    Returns:
        The text; the text of every kept block stands in it unbroken, but for its line breaks in a table's cell, which
        are spaces there.
    """
    writer = _TextWriter(blocks)
    texts = blocks.texts
    writer.write_nodes(build_tree(blocks.containers, [index for index in list_kept(labels) if texts[index]]), indent="")
    if writer.parts:
        writer.parts.append("\n")
    return RenderedText("".join(writer.parts), writer.offsets)


def render_plain_text(document: Document, *, wrap_columns: int = 0) -> str:
    """Renders a document as plain text, its lines wrapped to a width unless that is 0."""
    if not wrap_columns:
        return document.text
    return "".join(_wrap_line(line, wrap_columns) + "\n" for line in document.text.splitlines())


def _wrap_line(line: str, columns: int) -> str:
    body = line.lstrip(" ")
    indent = " " * (len(line) - len(body))
    return textwrap.fill(
        body,
        max(columns, len(indent) + 20),
        initial_indent=indent,
        subsequent_indent=indent + ("  " if body.startswith("- ") else ""),
        break_long_words=False,
        break_on_hyphens=False,
    )


class _TextWriter:
    """Collects text and the offset of each block in it."""

    def __init__(self, blocks: BlockTable) -> None:
        self.texts = blocks.texts
        self.kinds: list[int] = blocks.kinds.tolist()
        self.parts: list[str] = []
        self.length = 0
        self.offsets: dict[int, int] = {}
        self.gap = ""
        self.lead = ""

    def write_nodes(self, nodes: Sequence[Node], *, indent: str) -> None:
        """Writes siblings; `indent` stands before the first line of each."""
        before: Node | None = None
        for node in nodes:
            if before is not None:
                self.gap = "\n" if indent else self._choose_gap(before, node)
            before = node
            if isinstance(node, int):
                self._write_block(node, indent)
            elif isinstance(node, List):
                self._write_list(node, indent)
            elif isinstance(node, Table):
                self._write_table(node, indent)
            else:
                self.write_nodes(node.children, indent=indent)

    def _write_block(self, index: int, indent: str) -> None:
        self._put(self.gap + (self.lead or indent))
        self.gap = self.lead = ""
        self._put_block(index, self.texts[index])

    def _write_list(self, node: List, indent: str) -> None:
        for index, item in enumerate(node.items):
            if index:
                self.gap = "\n"
            marker = "- " if item.number is None else f"{item.number}. "
            self.lead = (self.lead or indent) + marker
            self.write_nodes(item.children, indent=indent + " " * len(marker))

    def _write_table(self, node: Table, indent: str) -> None:
        rows = lay_out_rows(node)
        widths = self._measure_columns(rows)
        tall = [any(cell is not None and find_only_block(cell) is None for cell in row) for row in rows]
        for index, row in enumerate(rows):
            if index:
                self.gap = "\n\n" if tall[index] or tall[index - 1] else "\n"
            if tall[index]:
                self._write_tall_row(row, indent)
            else:
                self._write_row(row, widths, indent)

    def _write_tall_row(self, row: list[TableCell | None], indent: str) -> None:
        for cell in filter(None, row):
            self.write_nodes(cell.children, indent=indent)
            self.gap = "\n"

    def _write_row(self, row: list[TableCell | None], widths: list[int], indent: str) -> None:
        self._put(self.gap + (self.lead or indent))
        self.gap = self.lead = ""
        for column, cell in enumerate(row):
            index = None if cell is None else find_only_block(cell)
            text = "" if index is None else self.texts[index].replace("\n", " ")
            if index is not None:
                self._put_block(index, text)
            if column + 1 < len(row):
                padding = widths[column] - _measure_width(text) if widths else 0
                self._put(" " * max(padding, 0) + _COLUMN_GAP)

    def _put(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def _put_block(self, index: int, text: str) -> None:
        self.offsets[index] = self.length
        self.parts.append(text)
        self.length += len(text)

    def _choose_gap(self, before: Node, node: Node) -> str:
        """What stands between two siblings: items of one thing keep together, the rest is parted by a blank line."""
        if isinstance(before, int) and isinstance(node, int):
            return "\n" if (self.kinds[before], self.kinds[node]) in _KEPT_TOGETHER else "\n\n"
        return "\n\n"

    def _measure_columns(self, rows: list[list[TableCell | None]]) -> list[int]:
        """Widths of a table's columns in characters of a terminal; empty where the table is too wide to be aligned."""
        widths: list[int] = []
        for row in rows:
            for column, cell in enumerate(row):
                if column == len(widths):
                    widths.append(0)
                # What spans several columns, or ends the row, says nothing about one column's width.
                index = find_only_block(cell) if cell is not None and cell.cell.column_span == 1 else None
                if index is not None:
                    widths[column] = max(widths[column], _measure_width(self.texts[index]))
        total = sum(widths) + len(_COLUMN_GAP) * len(widths)
        return widths if total <= _MAX_ALIGNED_COLUMNS else []


def _measure_width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
