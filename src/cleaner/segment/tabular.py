"""Places the cells of a table while its rows go by, judges the table when it ends, and then tells its cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from cleaner.page.blocks import Cell, Container, ListItem
from cleaner.page.columns import Row
from cleaner.page.tree import Attributes
from cleaner.segment.elements import KIND_PARAGRAPH, KIND_TABLE

# The standard clamps spans of cells to these (section 4.9.11).
_MAX_COLUMN_SPAN = 1000
_MAX_ROW_SPAN = 65534

# Cells that span down at the same time; hostile tables have millions, real ones a handful.
_MAX_ACTIVE_SPANS = 100
# A cell of a data table holds a figure or a phrase; a column of a layout table holds the page.
_MAX_DATA_WORDS_PER_CELL = 40


class TableShape(NamedTuple):
    """What is known of a table when it has ended.

    Attributes:
        layout: Whether it only arranges the page.
        columns: The columns in which a cell starts, in order; a column that only spans cover has no width.
        rows: Number of rows.
    """

    layout: bool
    columns: list[int]
    rows: int

    def settle(self, cell: Cell) -> Cell:
        """Gives a cell its column among those that have a width, and bounds its spans by the table's edge."""
        column = bisect_left(self.columns, cell.column)
        end = bisect_left(self.columns, cell.column + cell.column_span)
        return cell._replace(
            column=column,
            row_span=max(min(cell.row_span, self.rows - cell.row), 1),
            column_span=max(end - column, 1),
            layout=self.layout,
        )


class TableGrid:
    """Where the next cell of a table stands, cells that span down from earlier rows counted.

    Attributes:
        element: Ordinal of the table's element.
        is_data: Whether its markup says that it holds data.
        nested: Whether another table stands in it.
    """

    __slots__ = (
        "_active", "_columns", "_head", "_spans", "cells", "column", "element", "is_data", "is_layout_stated", "nested",
        "row",
    )  # fmt: skip

    def __init__(self, element: int, attributes: Attributes) -> None:
        names = dict(attributes)
        self.element = element
        self.is_data = names.get("role") in ("table", "grid") or bool(names.get("summary"))
        self.is_layout_stated = names.get("role") in ("presentation", "none") or names.get("datatable") == "0"
        self.nested = False
        self.row = -1
        self.column = 0
        self.cells = 0
        self._active: list[tuple[int, int, int]] = []
        self._columns: set[int] = set()
        self._head = False
        self._spans = False

    def start_group(self, *, head: bool) -> None:
        """Goes on to the next row group; no cell spans down into it.

        Args:
            head: Whether it is the table's head.
        """
        self._head = head
        self._active = []

    def start_row(self) -> None:
        """Goes on to the next row."""
        self.row += 1
        self.column = 0
        if self._active:
            self._active = sorted(span for span in self._active if span[2] >= self.row)

    def place_cell(self, element: int, attributes: Attributes, *, header: bool) -> Cell:
        """Gives the next cell of the row its place.

        Args:
            element: Ordinal of the cell's element.
            attributes: The cell's attributes; spans are clamped as the HTML Standard says.
            header: Whether it is a `th`.

        Returns:
            The cell.
        """
        self.row = max(self.row, 0)
        row_span = column_span = 1
        if attributes:
            names = dict(attributes)
            column_span = _read_span(names.get("colspan"), _MAX_COLUMN_SPAN)
            row_span = _read_span(names.get("rowspan"), _MAX_ROW_SPAN)
            header = header or names.get("role") in ("columnheader", "rowheader")
        for start, end, _ in self._active:
            if start <= self.column < end:
                self.column = end
        header = header or self._head
        cell = Cell(self.element, element, self.row, self.column, row_span, column_span, header)
        self._columns.add(self.column)
        self.column += column_span
        self.cells += 1
        self.is_data = self.is_data or header
        if row_span > 1 or column_span > 1:
            self._spans = True
            if row_span > 1 and len(self._active) < _MAX_ACTIVE_SPANS:
                self._active.append((cell.column, self.column, self.row + row_span - 1))
                self._active.sort()
        return cell

    def finish(self, words: int) -> TableShape | None:
        """Judges the table, now complete.

        The order of the tests is that of Firefox's `TableAccessible::IsProbablyLayoutTable`, as far as markup goes.

        Args:
            words: Words inside the table.

        Returns:
            Its shape where its cells have to be told something, else None.
        """
        if self.is_layout_stated:
            layout = True
        elif self.is_data:
            layout = False
        elif self.nested or self.row < 1 or len(self._columns) < 2:
            layout = True
        else:
            layout = words > _MAX_DATA_WORDS_PER_CELL * max(self.cells, 1)
        if not layout and not self._spans:
            return None
        return TableShape(layout, sorted(self._columns), self.row + 1)


def settle_rows(rows: list[Row], shapes: Mapping[int, TableShape], countdowns: Mapping[int, int]) -> None:
    """Gives cells their columns and bounded spans, and the items of lists that count down their numbers.

    Args:
        rows: The page's blocks; those of layout tables become paragraphs.
        shapes: For the ordinals of tables whose cells have to be told something, what to tell them.
        countdowns: For the ordinals of lists that count down, their number of items.
    """
    for index, row in enumerate(rows):
        if not row.containers:
            continue
        containers = tuple([_settle_container(container, shapes, countdowns) for container in row.containers])
        cell = next((container for container in reversed(containers) if isinstance(container, Cell)), None)
        in_layout = cell is not None and cell.layout and row.kind == KIND_TABLE
        rows[index] = row._replace(kind=KIND_PARAGRAPH if in_layout else row.kind, containers=containers)


def _settle_container(
    container: Container, shapes: Mapping[int, TableShape], countdowns: Mapping[int, int]
) -> Container:
    if isinstance(container, Cell):
        shape = shapes.get(container.table_element)
        return container if shape is None else shape.settle(container)
    if isinstance(container, ListItem) and container.number is not None and container.list_element in countdowns:
        return container._replace(number=container.number - 1 + countdowns[container.list_element])
    return container


def _read_span(value: str | None, limit: int) -> int:
    digits = (value or "").strip()[:20]
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return min(max(int(digits), 1), limit)
