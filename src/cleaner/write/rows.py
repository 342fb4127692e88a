"""Writes documents as rows, one a page: JSON Lines and Parquet, in columns that data-set tools know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.document import Document, Reference, to_plain
from cleaner.write.json import write_json
from cleaner.write.options import WriteOptions

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]

_TEXT_COLUMNS = ("id", "url", "text", "markdown", "title", "author", "date", "language")
_NUMBER_COLUMNS = {"confidence": "double", "words_kept": "int64", "words_dropped": "int64"}
_REFERENCE_LISTS = {"authors": "string", "urls": "string", "trial_ids": "string", "blocks": "int64"}
# Rows of a Parquet row group: memory is bounded by this many pages, whatever their number.
_GROUP_ROWS = 1000


def build_row(document: Document) -> Row:
    """Makes a document's row.

    Args:
        document: The cleaned page.

    Returns:
        `id`, `url`, `text`, `markdown`, `title`, `author` (names parted by `; `), `date`, `language`, `references`,
        `confidence`, `words_kept` and `words_dropped`; what is not known is None.
    """
    metadata = document.metadata
    return {
        "id": document.page_id,
        "url": document.url,
        "text": document.text,
        "markdown": document.markdown,
        "title": metadata.title,
        "author": "; ".join(metadata.authors) or None,
        "date": metadata.published,
        "language": metadata.language,
        "references": [to_plain(reference) for reference in document.references],
        "confidence": round(document.confidence, 4),
        "words_kept": document.accounting.kept,
        "words_dropped": sum(document.accounting.dropped.values()),
    }


def render_jsonl(document: Document, options: WriteOptions) -> str:
    """Renders a document as one line of JSON."""
    del options
    return write_json(build_row(document)) + "\n"


def read_jsonl(text: str) -> Iterator[Row]:
    """Reads rows that `render_jsonl` wrote.

    Raises:
        ValueError: If a line is no JSON.
    """
    for line in text.split("\n"):
        if line:
            yield json.loads(line)


def build_schema() -> pyarrow.Schema:
    """The columns of `build_row` as Arrow types; needs the extra `parquet`."""
    import pyarrow  # noqa: PLC0415 - optional

    number = {"double": pyarrow.float64(), "int64": pyarrow.int64(), "string": pyarrow.string()}
    reference = [
        (name, pyarrow.list_(number[_REFERENCE_LISTS[name]]) if name in _REFERENCE_LISTS else pyarrow.string())
        for name in to_plain(Reference(text=""))
    ]
    reference = [(name, pyarrow.int64() if name == "year" else kind) for name, kind in reference]
    columns = [(name, pyarrow.string()) for name in _TEXT_COLUMNS]
    columns.append(("references", pyarrow.list_(pyarrow.struct(reference))))
    columns.extend((name, number[kind]) for name, kind in _NUMBER_COLUMNS.items())
    return pyarrow.schema(columns)


def write_parquet(rows: Iterable[Row], path: Path) -> int:
    """Writes rows to a Parquet file, a group at a time.

    Args:
        rows: Rows from `build_row`.
        path: The file; whoever calls writes to a temporary name and renames.

    Returns:
        The number of rows.
    """
    import pyarrow  # noqa: PLC0415 - optional
    import pyarrow.parquet  # noqa: PLC0415 - optional

    schema = build_schema()
    count = 0
    group: list[Row] = []
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for row in rows:
            group.append(row)
            count += 1
            if len(group) == _GROUP_ROWS:
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
                group.clear()
        if group:
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
    return count


def read_parquet(path: Path) -> Iterator[Row]:
    """Reads rows that `write_parquet` wrote, a group at a time."""
    import pyarrow.parquet  # noqa: PLC0415 - optional

    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_GROUP_ROWS):
            yield from batch.to_pylist()
