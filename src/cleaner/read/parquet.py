"""Reads Parquet tables, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from cleaner.errors import SourceError
from cleaner.read.inputs import Archive, Notice, PageInput, ReadOptions, show_path
from cleaner.read.records import choose_fields, describe_rows

_BATCH_ROWS = 64


def read_parquet(
    stream: IO[bytes], archive: Archive, version: str, options: ReadOptions
) -> Iterator[PageInput | Notice]:
    """Reads a Parquet table; only the columns that are needed."""
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError(f"{archive.path}: pip install 'cleaner[parquet]' reads Parquet") from error
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False)
        fields, notices = choose_fields(file.schema_arrow.names, options, show_path(archive.path))
        yield from notices
        yield from describe_rows(_rows(file, [fields.page, fields.url, fields.id]), fields, archive, version)
    except (ArrowException, ValueError) as error:
        raise OSError(str(error)) from error


def _rows(file: Any, columns: list[str | None]) -> Iterator[dict[str, Any]]:
    wanted = [name for name in columns if name is not None]
    for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=wanted, use_threads=False):
        try:
            yield from batch.to_pylist()
        except UnicodeDecodeError:
            yield from _read_bytes(batch)


def _read_bytes(batch: Any) -> Iterator[dict[str, Any]]:
    """Rows of columns that claim to be Unicode and are not: what the segmenter cannot read either, it counts."""
    import pyarrow  # noqa: PLC0415 - an extra

    fields = {pyarrow.string(): pyarrow.binary(), pyarrow.large_string(): pyarrow.large_binary()}
    columns = [column.cast(fields.get(column.type, column.type)).to_pylist() for column in batch.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))
