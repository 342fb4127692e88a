"""Writes a document as JSON and reads it back."""

from __future__ import annotations

import dataclasses
import functools
import json
import operator
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from cleaner.document import Block, Cell, Document, Figure, Label, ListItem, Quotation, Span
from cleaner.write.options import WriteOptions
from cleaner.write.tree import Leaf, Node, Table, TableCell, build_tree, keep_blocks

_SKIPPED = frozenset(["render"])
_COMPACT = frozenset([Block, Span, Label, ListItem, Cell])


def render_json(document: Document, options: WriteOptions) -> str:
    """Renders everything that is known about a document as one JSON object.

    `tables` gives each kept table as rows of cells, a cell as the text of its blocks; what a span covers is empty.

    Args:
        document: The cleaned page.
        options: Not used: JSON holds everything.

    Returns:
        The object on one line, ending in a newline.
    """
    del options
    values = plain_value(document)
    values["tables"] = list_tables(build_tree(keep_blocks(document.blocks, document.labels)))
    return json.dumps(values, ensure_ascii=False) + "\n"


def read_json(text: str, render: Callable[[Document, str], str]) -> Document:
    """Reads what `render_json` wrote.

    Args:
        text: The JSON.
        render: What the document renders itself with: `cleaner.write.render_document`.

    Returns:
        A document that equals the written one.

    Raises:
        ValueError: If it is no JSON, or a value is none that its field can have.
        KeyError: If a field is missing.
    """
    values = json.loads(text)
    kinds = _field_types(Document)
    fields = {name: _build(kind, values[name]) for name, kind in kinds.items() if name not in _SKIPPED}
    return Document(**fields, render=render)


def list_tables(nodes: list[Node]) -> list[list[list[str]]]:
    """The tables among nodes, in order, as rows of cells."""
    tables: list[list[list[str]]] = []
    for node in nodes:
        if isinstance(node, Table):
            tables.append(
                [
                    [_cell_text(cell) for cell in row.children if isinstance(cell, TableCell)]
                    for row in node.children
                    if not isinstance(row, Leaf)
                ]
            )
        elif not isinstance(node, Leaf):
            tables.extend(list_tables(node.children))
    return tables


def _cell_text(node: Node) -> str:
    if isinstance(node, Leaf):
        return node.block.text
    return "\n".join(_cell_text(child) for child in node.children)


def plain_value(value: Any) -> Any:
    """Turns a value of `cleaner.document` into what `json` can write; fields keep their order.

    Of blocks, spans, containers and labels, of which a page has thousands, fields at their default are left out.
    """
    kind = value.__class__
    if kind is tuple or kind is list:
        return [plain_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    if not dataclasses.is_dataclass(value):
        return value
    names, nested, getter, defaults = _plan(kind)
    taken = getter(value)
    if defaults:
        plain = {
            n: v for n, v, default in zip(names, taken, defaults, strict=True) if v is not default and v != default
        }
    else:
        plain = dict(zip(names, taken, strict=True))
    for name in nested:
        if name in plain:
            plain[name] = plain_value(plain[name])
    return plain


class _Plan(NamedTuple):
    """How values of one class become plain.

    Attributes:
        names: The fields.
        nested: Those of them that are no plain values.
        getter: Reads all of them at once.
        defaults: Their defaults; empty where every field is written.
    """

    names: tuple[str, ...]
    nested: tuple[str, ...]
    getter: Callable[[Any], tuple[Any, ...]]
    defaults: tuple[Any, ...]


@functools.cache
def _plan(kind: type) -> _Plan:
    hints = _field_types(kind)
    names = tuple(name for name in hints if name not in _SKIPPED)
    nested = tuple(name for name in names if not _is_plain(hints[name]))
    getter = operator.attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    stated = {f.name: f.default for f in dataclasses.fields(kind)} if kind in _COMPACT else {}
    return _Plan(names, nested, getter, tuple(stated[name] for name in names) if stated else ())


def _is_plain(hint: Any) -> bool:
    """Whether values of a type are written as they are; a `StrEnum` is a string."""
    kinds = [kind for kind in typing.get_args(hint) or (hint,) if kind is not types.NoneType]
    return all(isinstance(kind, type) and issubclass(kind, str | int | float) for kind in kinds) and (
        typing.get_origin(hint) in (None, types.UnionType, typing.Union)
    )


@functools.cache
def _field_types(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _build(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is types.UnionType or origin is typing.Union:
        return _build_union(typing.get_args(kind), value)
    if origin is tuple:
        (first, *_) = typing.get_args(kind)
        return tuple(_build(first, item) for item in value)
    if origin is not None:
        key, item = typing.get_args(kind)
        return {_build(key, name): _build(item, content) for name, content in value.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _field_types(kind)
        if kind not in _COMPACT:
            return kind(**{name: _build(hint, value[name]) for name, hint in hints.items()})
        return kind(**{name: _build(hints[name], item) for name, item in value.items()})
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value


def _build_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, dict):
        for kind, telling in ((ListItem, "list_element"), (Cell, "table_element"), (Quotation, "cite")):
            if telling in value:
                return _build(kind, value)
        return _build(Figure, value)
    return _build(next(kind for kind in kinds if kind is not types.NoneType), value)
