"""Rows of many pages in files of bounded size, in the order of the inputs whatever the workers did."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from cleaner.document import Document
from cleaner.errors import SourceError
from cleaner.run.request import RunRequest
from cleaner.run.state import RunState, explain_disk_errors, replace_output
from cleaner.write import build_schema, render_document

# A level that packs text to a quarter at 200 MB/s; fixed, since it is part of the output's bytes.
_ZSTD_LEVEL = 6
_ROW_GROUP_ROWS = 1000


def pack_row(document: Document) -> bytes:
    """Makes the row of a document, packed for the run's state.

    Args:
        document: The cleaned page.

    Returns:
        The line of JSON that `cleaner clean --format jsonl` writes, packed with zlib.
    """
    return zlib.compress(render_document(document, "jsonl").rstrip("\n").encode("utf-8"), 1)


def write_shards(state: RunState, request: RunRequest) -> None:
    """Writes the rows of all pages into shards, and notes where each row went.

    Args:
        state: The finished run.
        request: Format and size of the shards.

    Raises:
        SinkError: If a shard cannot be written.
        SourceError: If an optional package is missing.
    """
    written: list[str] = []
    for name, rows in _cut(state, request):
        with replace_output(request.out, name) as draft, _open_shard(draft, request.output_format) as shard:
            for place, (ordinal, row) in enumerate(rows):
                shard.add(row)
                state.place_row(ordinal, name, place)
        written.append(name)
    with explain_disk_errors(request.out):
        for path in request.out.glob(f"part-*{request.suffix}"):
            if path.name not in written:
                path.unlink()


def _cut(state: RunState, request: RunRequest) -> Iterator[tuple[str, Iterator[tuple[int, bytes]]]]:
    """Groups rows into shards by their sizes alone, one row held at a time."""
    rows = state.packed_rows()
    pending = next(rows, None)
    number = 0

    def take() -> Iterator[tuple[int, bytes]]:
        nonlocal pending
        size = 0
        while pending is not None and size < request.shard_bytes:
            ordinal, packed = pending
            row = zlib.decompress(packed)
            size += len(row)
            yield ordinal, row
            pending = next(rows, None)

    while pending is not None:
        yield f"part-{number:05}{request.suffix}", take()
        number += 1


class _Shard(Protocol):
    def add(self, row: bytes) -> None: ...
    def __enter__(self) -> _Shard: ...
    def __exit__(self, *_: object) -> None: ...


def _open_shard(path: Path, output_format: str) -> _Shard:
    return _JsonLinesShard(path) if output_format == "jsonl" else _ParquetShard(path)


class _JsonLinesShard:
    def __init__(self, path: Path) -> None:
        try:
            import zstandard  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise SourceError("pip install 'cleaner[zstd]' writes .jsonl.zst") from error
        self._file = path.open("wb")
        self._writer: Any = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).stream_writer(self._file)

    def add(self, row: bytes) -> None:
        self._writer.write(row + b"\n")

    def __enter__(self) -> _JsonLinesShard:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()
        self._file.close()


class _ParquetShard:
    """The same rows as typed columns; references are a list of structs."""

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow  # noqa: PLC0415 - an extra
            from pyarrow import parquet  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise SourceError("pip install 'cleaner[parquet]' writes Parquet") from error
        self._arrow = pyarrow
        self._schema = build_schema()
        self._writer: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, row: bytes) -> None:
        self._rows.append(json.loads(row))
        if len(self._rows) >= _ROW_GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def __enter__(self) -> _ParquetShard:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()
