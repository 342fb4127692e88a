"""Puts kept blocks back into the lists, quotes, tables and figures that the page had them in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.document import Label
from cleaner.page.blocks import Block, Cell, Container, Figure, ListItem, Quotation

# Readers of Markdown give up at 20 levels (markdown-it's maxNesting); no reader follows so deep an indent anyway.
MAX_DEPTH = 8
# Hostile tables have thousands of columns; with more than this, cells are no longer put under each other.
_MAX_COLUMNS = 200


class Leaf(NamedTuple):
    """One block."""

    block: Block


class Item(NamedTuple):
    """One item of a list."""

    number: int | None
    children: list[Node]


class List(NamedTuple):
    """A list and its items."""

    ordered: bool
    children: list[Node]

    @property
    def items(self) -> list[Item]:
        """The children, which are all items."""
        return [child for child in self.children if isinstance(child, Item)]


class Quote(NamedTuple):
    """A block quote."""

    cite: str | None
    children: list[Node]


class FigureGroup(NamedTuple):
    """A figure: its pictures and its caption."""

    children: list[Node]


class TableCell(NamedTuple):
    """One cell of a table."""

    cell: Cell
    children: list[Node]


class Row(NamedTuple):
    """One row of a table."""

    children: list[Node]


class Table(NamedTuple):
    """A table of data and its rows."""

    children: list[Node]


Node = Leaf | Item | List | Quote | FigureGroup | TableCell | Row | Table
_Step = tuple[str, int]


def keep_blocks(blocks: Iterable[Block], labels: Iterable[Label]) -> list[Block]:
    """Gives the blocks that are in the output."""
    return [block for block, label in zip(blocks, labels, strict=True) if label.kept]


def build_tree(blocks: Sequence[Block]) -> list[Node]:
    """Nests blocks as their containers say.

    Layout tables are left out, as are containers below `MAX_DEPTH`.

    Args:
        blocks: Kept blocks, in document order.

    Returns:
        The top-level nodes; every block is in exactly one leaf, in the same order.
    """
    top: list[Node] = []
    steps: list[_Step] = []
    lists: list[list[Node]] = [top]
    previous: tuple[Container, ...] = ()
    for block in blocks:
        containers = block.containers
        if containers != previous:
            _open_containers(containers[:MAX_DEPTH], steps, lists)
            previous = containers
        lists[-1].append(Leaf(block))
    return top


def _open_containers(containers: Sequence[Container], steps: list[_Step], lists: list[list[Node]]) -> None:
    depth = 0
    for container in containers:
        for step, node in _list_steps(container):
            if depth < len(steps) and steps[depth] == step:
                depth += 1
                continue
            del steps[depth:]
            del lists[depth + 1 :]
            lists[-1].append(node)
            steps.append(step)
            lists.append(node.children)
            depth += 1
    del steps[depth:]
    del lists[depth + 1 :]


def _list_steps(
    container: Container,
) -> tuple[tuple[_Step, List | Item | Quote | FigureGroup | Table | Row | TableCell], ...]:
    """A container's levels in the tree, each with what tells it from its neighbours."""
    if isinstance(container, ListItem):
        return (
            (("list", container.list_element), List(container.ordered, [])),
            (("item", container.element), Item(container.number, [])),
        )
    if isinstance(container, Quotation):
        return ((("quote", container.element), Quote(container.cite, [])),)
    if isinstance(container, Figure):
        return ((("figure", container.element), FigureGroup([])),)
    if container.layout:
        return ()
    return (
        (("table", container.table_element), Table([])),
        (("row", container.row), Row([])),
        (("cell", container.element), TableCell(container, [])),
    )


def lay_out_rows(table: Table) -> list[list[TableCell | None]]:
    """Gives a table's rows with each cell in its column.

    Only columns that some cell starts in count, so that a column span of a thousand costs nothing; what a cell of an
    earlier row or column covers is None, as is what was not kept. Rows end at their last cell.

    Args:
        table: The table.

    Returns:
        The rows, from the top.
    """
    rows = [
        [cell for cell in row.children if isinstance(cell, TableCell)] for row in table.children if isinstance(row, Row)
    ]
    starts = sorted({cell.cell.column for row in rows for cell in row})
    if len(starts) > _MAX_COLUMNS:
        return [list(row) for row in rows]
    place = {column: index for index, column in enumerate(starts)}
    grid: list[list[TableCell | None]] = []
    for row in rows:
        line: list[TableCell | None] = []
        for cell in row:
            line.extend([None] * (place[cell.cell.column] - len(line)))
            line.append(cell)
        grid.append(line)
    return grid


def count_columns(rows: list[list[TableCell | None]]) -> int:
    """The number of cells in the longest row."""
    return max(map(len, rows), default=0)


def is_simple(cell: TableCell | None) -> bool:
    """Whether a cell holds nothing but one block."""
    return cell is None or (len(cell.children) == 1 and isinstance(cell.children[0], Leaf))
