"""Tells the cells of tables what was known only when the table had ended, in new blocks."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from cleaner.page.blocks import Block, BlockKind, Cell, Container, ListItem
from cleaner.segment.tabular import TableShape


def settle_cells(blocks: list[Block], shapes: Mapping[int, TableShape], countdowns: Mapping[int, int]) -> list[Block]:
    """Gives cells their columns and bounded spans, and the items of lists that count down their numbers.

    Args:
        blocks: The page's blocks.
        shapes: For the ordinals of tables whose cells have to be told something, what to tell them.
        countdowns: For the ordinals of lists that count down, their number of items.

    Returns:
        The blocks; those of layout tables are paragraphs.
    """
    return [_settle_block(block, shapes, countdowns) if block.containers else block for block in blocks]


def _settle_block(block: Block, shapes: Mapping[int, TableShape], countdowns: Mapping[int, int]) -> Block:
    containers = tuple([_settle_container(container, shapes, countdowns) for container in block.containers])
    if all(new is old for new, old in zip(containers, block.containers, strict=True)):
        return block
    innermost = next((container for container in reversed(containers) if isinstance(container, Cell)), None)
    in_layout = innermost is not None and innermost.layout and block.kind is BlockKind.TABLE
    kind = BlockKind.PARAGRAPH if in_layout else block.kind
    return dataclasses.replace(block, kind=kind, containers=containers)


def _settle_container(
    container: Container, shapes: Mapping[int, TableShape], countdowns: Mapping[int, int]
) -> Container:
    if isinstance(container, Cell):
        shape = shapes.get(container.table_element)
        return container if shape is None else shape.settle(container)
    if isinstance(container, ListItem) and container.number is not None and container.list_element in countdowns:
        return container._replace(number=container.number - 1 + countdowns[container.list_element])
    return container
