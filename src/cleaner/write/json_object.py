"""Writes a document as JSON and reads it back."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import orjson

from cleaner.document import SAID_OF_SOME, Document, Label, to_plain
from cleaner.page.blocks import Block, Cell, Figure, ListItem, Quotation
from cleaner.page.columns import BLOCK_KINDS, SOURCES, BlockTable, tabulate_blocks
from cleaner.write.nesting import Node, Table, TableCell, build_tree, list_kept

_SKIPPED = frozenset(["render"])
_WRITTEN = tuple(field.name for field in dataclasses.fields(Document) if field.name not in _SKIPPED)


def render_json(document: Document) -> str:
    """Renders everything that is known about a document as one JSON object.

    `tables` gives each kept table as rows of cells, a cell as the text of its blocks; what a span covers is empty.
    """
    values: dict[str, Any] = {name: getattr(document, name) for name in _WRITTEN}
    for name in SAID_OF_SOME:
        if not values[name]:
            del values[name]
    values["labels"] = list(map(_describe_label, document.labels))
    containers = document.blocks.containers
    in_cells = [index for index in list_kept(document.labels) if any(isinstance(c, Cell) for c in containers[index])]
    values["tables"] = _list_tables(build_tree(containers, in_cells), document.blocks.texts)
    return write_json(values) + "\n"


def _describe_label(label: Label) -> dict[str, Any]:
    """A label without its trail, which `cleaner why` shows: of most blocks it says what the label says already."""
    return {
        "role": label.role,
        "kept": label.kept,
        "score": label.score,
        "rule": label.rule,
        "evidence": label.evidence,
    }


def write_json(value: Any) -> str:
    """Writes a value of `cleaner.document`, or a dictionary of such, as JSON on one line; fields keep their order."""
    try:
        return orjson.dumps(value, default=_write_fields).decode("utf-8")
    except orjson.JSONEncodeError:
        # Names that no encoding can write, such as a file's on a disk of bytes, hold lone surrogates.
        return json.dumps(to_plain(value))


def _write_fields(value: Any) -> list[dict[str, Any]] | dict[str, Any]:
    """What `orjson` asks about values that it does not know: tuples with names, and a table of blocks."""
    if isinstance(value, BlockTable):
        return _list_rows(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        named: dict[str, Any] = value._asdict()
        return named
    raise TypeError(f"{type(value).__name__} is no value of a document")


def _list_rows(table: BlockTable) -> list[dict[str, Any]]:
    """The fields of `Block`, row by row; spans are written out, since `orjson` would ask about each of them."""
    columns = zip(
        table.kinds.tolist(),
        table.texts,
        table.words.tolist(),
        table.levels.tolist(),
        table.spans,
        table.elements.tolist(),
        table.containers,
        table.sources.tolist(),
        table.hidden.tolist(),
        strict=True,
    )
    return [
        {
            "index": index,
            "kind": BLOCK_KINDS[code],
            "text": text,
            "words": words,
            "level": level,
            "spans": [
                {"kind": kind, "start": start, "end": end, "target": target, "title": title}
                for kind, start, end, target, title in spans
            ],
            "element": element,
            "containers": containers,
            "source": SOURCES[source],
            "hidden": hidden,
            "language": table.languages.get(index),
        }
        for index, (code, text, words, level, spans, element, containers, source, hidden) in enumerate(columns)
    ]


def read_json(text: str, render: Callable[[Document, str], str]) -> Document:
    """Reads what `render_json` wrote; `render` is what the document renders itself with."""
    values = json.loads(text)
    kinds = _field_types(Document)
    expected = kinds.keys() - _SKIPPED - (SAID_OF_SOME - values.keys())
    fields = {name: _build(kinds[name], values[name]) for name in expected}
    return Document(**fields, render=render)


def _list_tables(nodes: Sequence[Node], texts: Sequence[str]) -> list[list[list[str]]]:
    """The tables among nodes, in order, as rows of cells."""
    tables: list[list[list[str]]] = []
    for node in nodes:
        if isinstance(node, Table):
            tables.append(
                [
                    [_join_texts(cell, texts) for cell in row.children if isinstance(cell, TableCell)]
                    for row in node.children
                    if not isinstance(row, int)
                ]
            )
        elif not isinstance(node, int):
            tables.extend(_list_tables(node.children, texts))
    return tables


def _join_texts(node: Node, texts: Sequence[str]) -> str:
    return texts[node] if isinstance(node, int) else "\n".join([_join_texts(child, texts) for child in node.children])


@functools.cache
def _field_types(kind: type) -> dict[str, Any]:
    """The types of a value's fields; none where it has no fields."""
    if not (dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")):
        return {}
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else kind._fields
    return {name: hints[name] for name in names}


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
    if kind is BlockTable:
        return tabulate_blocks(_build(Block, row) for row in value)
    if hints := _field_types(kind):
        return kind(**{name: _build(hint, value[name]) for name, hint in hints.items() if name != "trail"})
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
