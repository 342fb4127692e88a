"""Puts what a page has flat back into what it stands in: kept blocks into lists and tables, spans into each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.document import Label
from cleaner.page.blocks import Cell, Container, Figure, ListItem, Quotation, Span, SpanKind

# Readers of Markdown give up at 20 levels (markdown-it's maxNesting); no reader follows so deep an indent anyway.
_MAX_DEPTH = 8
# Hostile tables have thousands of columns; with more than this, cells are no longer put under each other.
_MAX_COLUMNS = 200
# Where two spans cover the same text, this one is outside.
_NESTING = {
    kind: depth
    for depth, kind in enumerate(
        (
            SpanKind.ANCHOR,
            SpanKind.LINK,
            SpanKind.STRONG,
            SpanKind.EMPHASIS,
            SpanKind.DELETED,
            SpanKind.ABBREVIATION,
            SpanKind.TIME,
            SpanKind.CODE,
            SpanKind.FORMULA,
            SpanKind.IMAGE,
            SpanKind.MEDIA,
        )
    )
}
# What stands at a place in the text and covers none of it.
POINT_KINDS = frozenset([SpanKind.IMAGE, SpanKind.MEDIA])
# Two of these that touch are one.
_JOINED = frozenset([SpanKind.STRONG, SpanKind.EMPHASIS, SpanKind.DELETED, SpanKind.CODE])
# Their text is written as it is, whatever lies in it; an anchor with text is a footnote's marker.
_LITERAL = frozenset([SpanKind.CODE, SpanKind.FORMULA, SpanKind.ANCHOR])


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


Group = Item | List | Quote | FigureGroup | TableCell | Row | Table
Node = int | Group
"""A block, by its index, or something that blocks stand in."""
_Step = tuple[str, int]


def list_kept(labels: Iterable[Label]) -> list[int]:
    """Gives the indices of the blocks that are in the output."""
    return [index for index, label in enumerate(labels) if label.kept]


def build_tree(containers: Sequence[tuple[Container, ...]], indices: Iterable[int]) -> list[Node]:
    """Nests blocks as their containers say; layout tables are left out, as are containers below `_MAX_DEPTH`.

    Every one of the indices, which are ascending, is in the tree once, in the same order.
    """
    top: list[Node] = []
    steps: list[_Step] = []
    lists: list[list[Node]] = [top]
    previous: tuple[Container, ...] = ()
    for index in indices:
        around = containers[index]
        if around != previous:
            _open_containers(around[:_MAX_DEPTH], steps, lists)
            previous = around
        lists[-1].append(index)
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
) -> tuple[tuple[_Step, Group], ...]:
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
    """Gives a table's rows with each cell in its column; a row ends at its last cell.

    Only columns that some cell starts in count, so that a column span of a thousand costs nothing; what a cell of an
    earlier row or column covers is None, as is what was not kept.
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


def find_only_block(cell: TableCell) -> int | None:
    """The block of a cell that holds nothing else; None where it holds lists, or several blocks."""
    first = cell.children[0]
    return first if len(cell.children) == 1 and isinstance(first, int) else None


class NestedSpan(NamedTuple):
    """A span with the spans inside it; `end` is where it ends, which may be before the span itself does."""

    span: Span
    end: int
    children: list[NestedSpan]


def nest_spans(spans: Sequence[Span], text: str) -> list[NestedSpan]:
    """Nests spans; what overlaps is cut at the end of the span around it, what repeats its surroundings is left out."""
    if len(spans) == 1 and spans[0].kind in _NESTING:
        only = _trim_span(spans[0], text)
        return [NestedSpan(only, only.end, [])] if only.end > only.start or only.kind in POINT_KINDS else []
    top: list[NestedSpan] = []
    opened: list[NestedSpan] = []
    end = len(text)
    known = [_trim_span(span, text) for span in spans if span.kind in _NESTING]
    links = _find_image_links(known)
    known = [span for span in known if span.end > span.start or span.kind in POINT_KINDS]
    for span in sorted(known, key=lambda span: (span.start, -span.end, _NESTING[span.kind])):
        while opened and opened[-1].end <= span.start and not (span.start == span.end < opened[-1].end):
            opened.pop()
        if any(outer.span.kind is span.kind or outer.span.kind in _LITERAL for outer in opened):
            continue
        siblings = opened[-1].children if opened else top
        nested = NestedSpan(span, min(span.end, opened[-1].end if opened else end), [])
        if id(span) in links:
            siblings.append(NestedSpan(links[id(span)], span.end, [nested]))
            continue
        before = siblings[-1] if siblings else None
        if before and before.end == span.start and before.span.kind is span.kind and span.kind in _JOINED:
            nested = before._replace(end=nested.end)
            siblings.pop()
        siblings.append(nested)
        if nested.end > nested.span.start:
            opened.append(nested)
    return top


def _find_image_links(spans: Sequence[Span]) -> dict[int, Span]:
    """The links around images alone, by the identity of the first image that follows each."""
    links: dict[int, Span] = {}
    link: Span | None = None
    for span in spans:
        if span.kind is SpanKind.LINK:
            link = span if span.start == span.end else None
        elif link is not None and span.kind is SpanKind.IMAGE and span.start == link.start:
            links[id(span)] = link
            link = None
    return links


def _trim_span(span: Span, text: str) -> Span:
    """The span without white space at its ends, where no delimiter may stand."""
    start, end = span.start, span.end
    if start == end or not (text[start : start + 1].isspace() or text[end - 1 : end].isspace()):
        return span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return span._replace(start=start, end=end)


def find_task_box(spans: Iterable[Span]) -> Span | None:
    """The box that makes a task of a block, if it begins with one."""
    first = next((span for span in spans if span.kind is SpanKind.CHECKBOX), None)
    return first if first is not None and first.start == 0 else None
