"""Reads WARC files, and WET files, which are WARCs of flattened pages (ISO 28500:2017)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import urlsplit

from cleaner.document import PageKind, Reason
from cleaner.errors import SourceError
from cleaner.read.files import Archive, show_path
from cleaner.read.inputs import PageInput, Problem, ReadOptions, Skipped
from cleaner.read.records import hash_version
from cleaner.read.tables import PAGE_MEDIA_TYPES

_OK_STATUSES = range(200, 300)
_MAX_HEADER_BYTES = 1_000_000


def read_warc(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a WARC or WET file.

    Args:
        stream: The file; each record may be packed with gzip or zstd.
        archive: Where it is.
        version: Changes when the file changes.
        options: The limit of a page's size.

    Yields:
        One value a record that is a page by its type, and one for every other response.

    Raises:
        SourceError: If fastwarc is missing.
        OSError: If the file is damaged.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError(f"{archive.path}: pip install 'cleaner[warc]' reads WARC files") from error
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    records = ArchiveIterator(stream, record_types=wanted, parse_http=False, fsspec_args=False)
    for number, record in enumerate(records):
        yield _read_record(record, number, archive, version, options)


def _read_record(record: Any, number: int, archive: Archive, version: str, options: ReadOptions) -> PageInput | Skipped:
    shown = show_path(archive.path)
    is_http = bool(record.is_http)
    body, problem = _read_block(record, shown, options.max_page_bytes)
    if problem is None and is_http:
        record.set_bytes_content(body)
        record.parse_http(auto_decode="all")
        body = record.reader.read(options.max_page_bytes + 1)
    why = _why_not(record, is_http=is_http) if problem is None else None
    if why is not None:
        return Skipped(path=f"{shown}#{record.record_id}", why=why)
    url = record.headers.get("WARC-Target-URI")
    url = url.strip("<>") if url else None
    host = urlsplit(url).hostname if url else None
    stem = archive.name.rpartition("/")[2].partition(".")[0]
    folder = archive.name.rpartition("/")[0]
    media = _media_type(record, is_http=is_http) if problem is None else None
    return PageInput(
        key=f"{shown}#{record.record_id or number}@{record.stream_pos}",
        page_id=record.record_id or f"{show_path(archive.name)}#{number}",
        name="/".join(part for part in (folder, stem, f"{number:08}-{host or 'page'}") if part),
        path=archive.path,
        record=f"{record.record_id} at {record.stream_pos}",
        url=url,
        charset=record.http_charset if is_http and problem is None else None,
        kind=PageKind(PAGE_MEDIA_TYPES[media]) if media else None,
        body=body if problem is None else None,
        version=version or hash_version(body),
        problem=problem,
    )


def _why_not(record: Any, *, is_http: bool) -> str | None:
    """Why a record is no page by what it declares, or None."""
    if is_http and (record.http_headers.status_code or 200) not in _OK_STATUSES:
        return f"HTTP status {record.http_headers.status_code}"
    media = _media_type(record, is_http=is_http)
    if media is None or media in PAGE_MEDIA_TYPES:
        return None
    return f"its type is {media}"


def _media_type(record: Any, *, is_http: bool) -> str | None:
    declared = record.http_content_type if is_http else record.headers.get("Content-Type")
    return declared.partition(";")[0].strip().lower() if declared else None


def _read_block(record: Any, shown: str, max_page_bytes: int) -> tuple[bytes, Problem | None]:
    """Reads a record's bytes as they are in the file, and notices where the file ends too early."""
    size = record.content_length
    if size > max_page_bytes + _MAX_HEADER_BYTES:
        detail = f"{shown}: record {record.record_id} has {size} bytes; the limit is max_page_bytes = {max_page_bytes}"
        return b"", Problem(reason=Reason.TOO_LARGE, detail=detail)
    block = record.reader.read(size)
    if len(block) < size:
        detail = f"{shown}: the file ends in the middle of record {record.record_id}"
        return b"", Problem(reason=Reason.UNREADABLE, detail=detail)
    return block, None
