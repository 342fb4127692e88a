"""Places the cells of one table while its rows go by."""

from __future__ import annotations

from cleaner.document import Attributes, Cell
from cleaner.segment.tables import MAX_COLUMN_SPAN, MAX_ROW_SPAN

# Cells that span down at the same time; hostile tables have millions, real ones a handful.
_MAX_ACTIVE_SPANS = 100


class TableGrid:
    """Where the next cell of a table stands, cells that span down from earlier rows counted.

    Attributes:
        element: Ordinal of the table's element.
        is_data: Whether something says that the table holds data, not layout.
    """

    __slots__ = ("_active", "cells", "column", "columns", "element", "is_data", "nested", "row", "words")

    def __init__(self, element: int, attributes: Attributes) -> None:
        self.element = element
        self.row = -1
        self.column = 0
        self.columns = 0
        self.cells = 0
        self.words = 0
        self.nested = False
        self._active: list[tuple[int, int, int]] = []
        names = dict(attributes)
        self.is_data = names.get("role") in ("table", "grid") or "summary" in names
        if names.get("role") in ("presentation", "none"):
            self.nested = True

    def start_row(self) -> None:
        """Goes on to the next row."""
        self.row += 1
        self.column = 0
        self._active = [span for span in self._active if span[2] >= self.row]

    def place_cell(self, element: int, attributes: Attributes, *, header: bool) -> Cell:
        """Gives the next cell of the row its place.

        Args:
            element: Ordinal of the cell's element.
            attributes: The cell's attributes; spans are clamped as the HTML Standard says.
            header: Whether it is a `th`.

        Returns:
            The cell.
        """
        if self.row < 0:
            self.row = 0
        names = dict(attributes)
        column_span = _read_span(names.get("colspan"), MAX_COLUMN_SPAN)
        row_span = _read_span(names.get("rowspan"), MAX_ROW_SPAN)
        for start, end, _ in sorted(self._active):
            if start <= self.column < end:
                self.column = end
        cell = Cell(
            table_element=self.element,
            element=element,
            row=self.row,
            column=self.column,
            row_span=row_span,
            column_span=column_span,
            header=header,
        )
        if row_span > 1 and len(self._active) < _MAX_ACTIVE_SPANS:
            self._active.append((self.column, self.column + column_span, self.row + row_span - 1))
        self.column += column_span
        self.columns = max(self.columns, self.column)
        self.cells += 1
        self.is_data = self.is_data or header
        return cell

    def is_layout(self, words: int) -> bool:
        """Says whether the table, now complete, only arranges the page.

        Args:
            words: Words inside the table.
        """
        if self.is_data and not self.nested:
            return False
        if self.nested or self.row < 1 or self.columns < 2:
            return True
        # A cell of a data table holds a figure or a phrase; a column of a layout table holds the page.
        return words > 40 * max(self.cells, 1)


def _read_span(value: str | None, limit: int) -> int:
    digits = (value or "").strip()[:20]
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return min(max(int(digits), 1), limit)
