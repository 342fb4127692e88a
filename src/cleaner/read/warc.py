"""Reads WARC files, and WET files, which are WARCs of flattened pages (ISO 28500:2017)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO, Any, cast

from cleaner.document import Reason
from cleaner.errors import SourceError
from cleaner.page.addresses import split_address
from cleaner.page.blocks import PageKind
from cleaner.read.http_response import parse_http
from cleaner.read.inputs import (
    Archive,
    PageInput,
    Problem,
    ReadOptions,
    Skipped,
    describe_damage,
    hash_version,
    name_member,
    show_path,
    show_text,
)
from cleaner.read.streams import DAMAGE

# Media types of records that are pages.
_PAGE_MEDIA_TYPES = {
    "text/html": PageKind.HTML,
    "application/xhtml+xml": PageKind.HTML,
    "text/plain": PageKind.TEXT,
}

_OK_STATUSES = range(200, 300)
_MAX_HEADER_BYTES = 1_000_000
_GZIP_MARK = b"\x1f\x8b\x08"
_RECORD_MARK = b"WARC/"
_SCAN_BYTES = 1_000_000


def read_warc(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a WARC or WET file, whose records may be packed one by one with gzip or zstd.

    Where the file is damaged, the damage is one input with a problem, and reading goes on at the next whole record.
    """
    try:
        from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError(f"{archive.path}: pip install 'cleaner[warc]' reads WARC files") from error
    reader = _Records(archive, version, options)
    is_seekable = not archive.is_stream and stream.seekable()
    start = 0
    while True:
        following: int | None = None
        tape = _Tape(stream, start)
        try:
            yield from reader.read(ArchiveIterator(cast("Any", tape), parse_http=False, fsspec_args=False))
            tape.check()
            if not is_seekable:
                return
            if not reader.last_is_whole:
                # A record that claims to be longer than it is swallows those behind it.
                following = _find_next(stream, reader.last_start + 1)
            elif damage := _find_cut(stream, reader.last_start):
                yield describe_damage(archive, version, damage, f"@{reader.last_start}")
        except OSError as error:
            if not is_seekable:
                raise
            yield describe_damage(archive, version, str(error), f"@{max(reader.last_start, start)}")
            following = _find_next(stream, max(reader.last_start, start) + 1)
        if following is None:
            return
        start = following
        stream.seek(start)


class _Tape:
    """A stream that is only read on and never raises: within the library, an exception would end the process."""

    def __init__(self, stream: IO[bytes], start: int) -> None:
        self._read_some = getattr(stream, "read1", stream.read)
        self._place = start
        self._error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            # What has come of a slow pipe, however little.
            piece = self._read_some(size)
        except (*DAMAGE, OSError, ValueError) as error:
            self._error, piece = error, b""
        self._place += len(piece)
        return piece

    def tell(self) -> int:
        return self._place

    def check(self) -> None:
        if self._error is not None:
            raise OSError(str(self._error)) from self._error


class _Records:
    """Turns records into inputs, and remembers where the last one began."""

    def __init__(self, archive: Archive, version: str, options: ReadOptions) -> None:
        self._archive = archive
        self._shown = show_path(archive.path)
        self._version = version
        self._max_bytes = options.max_page_bytes
        self._pages = 0
        self.last_start = 0
        self.last_is_whole = True

    def read(self, records: Any) -> Iterator[PageInput | Skipped]:
        from fastwarc.warc import WarcRecordType  # noqa: PLC0415 - an extra

        wanted = {int(WarcRecordType.response), int(WarcRecordType.resource), int(WarcRecordType.conversion)}
        revisit = int(WarcRecordType.revisit)
        for record in records:
            self.last_start, self.last_is_whole = record.stream_pos, True
            kind = int(record.record_type)
            declared = (record.headers.get("Content-Length") or "").strip()
            if not declared.isdecimal() or int(declared) != record.content_length:
                raise OSError("a record without a valid Content-Length")
            if kind == revisit:
                yield Skipped(
                    path=f"{self._shown}#{record.record_id}", why="it is a revisit: another record has its body"
                )
            elif kind in wanted:
                yield self._read_record(record)

    def _read_record(self, record: Any) -> PageInput | Skipped:
        number, self._pages = self._pages, self._pages + 1
        body, problem = self._read_block(record)
        media, charset = _media_type(record.headers.get("Content-Type")), None
        if problem is None and record.is_http:
            message = parse_http(body, self._max_bytes)
            body, media, charset = message.body, message.media_type, message.charset
            if message.status is not None and message.status not in _OK_STATUSES:
                return Skipped(path=f"{self._shown}#{record.record_id}", why=f"HTTP status {message.status}")
            if message.damage:
                detail = f"{self._shown}: record {record.record_id}: {message.damage}"
                problem = Problem(reason=Reason.UNDECODABLE, detail=detail)
        if problem is None and media is not None and media not in _PAGE_MEDIA_TYPES:
            return Skipped(path=f"{self._shown}#{record.record_id}", why=f"its type is {show_text(media)}")
        return self._describe(record, number, (body, problem), (media, charset))

    def _describe(
        self,
        record: Any,
        number: int,
        content: tuple[bytes, Problem | None],
        declared: tuple[str | None, str | None],
    ) -> PageInput:
        body, problem = content
        media, charset = declared
        url = show_text(record.headers.get("WARC-Target-URI") or "").strip("<>") or None
        return PageInput(
            key=f"{self._shown}#{record.record_id or number}@{record.stream_pos}",
            page_id=show_text(record.record_id or "") or f"{show_path(self._archive.name)}#{number}",
            name=name_member(self._archive, f"{number:08}-{split_address(url).hostname or 'page'}"),
            path=self._archive.path,
            record=f"{record.record_id} at {record.stream_pos}",
            url=url,
            fetched=show_text(record.headers.get("WARC-Date") or "") or None,
            charset=charset,
            kind=_PAGE_MEDIA_TYPES[media] if problem is None and media else None,
            body=body if problem is None else None,
            version=self._version or hash_version(body),
            problem=problem,
        )

    def _read_block(self, record: Any) -> tuple[bytes, Problem | None]:
        """Reads a record's bytes as they are in the file, and notices where the file ends too early."""
        size = record.content_length
        self.last_is_whole = False
        if size > self._max_bytes + _MAX_HEADER_BYTES:
            detail = f"record {record.record_id} has {size} bytes; the limit is max_page_bytes = {self._max_bytes}"
            return b"", Problem(reason=Reason.TOO_LARGE, detail=f"{self._shown}: {detail}")
        block = record.reader.read(size)
        if len(block) < size:
            detail = f"{self._shown}: the file ends in the middle of record {record.record_id}"
            return b"", Problem(reason=Reason.UNREADABLE, detail=detail)
        self.last_is_whole = True
        return block, None


def _media_type(declared: str | None) -> str | None:
    return declared.partition(";")[0].strip().lower() or None if declared else None


def _find_cut(stream: IO[bytes], last_start: int) -> str:
    """Says whether the file ends within something that its reader has passed over without a word, else nothing."""
    stream.seek(last_start)
    if stream.read(3) != _GZIP_MARK:
        # Not the start of a member: one member holds many records, or nothing is packed with gzip.
        stream.seek(0)
        if stream.read(3) != _GZIP_MARK:
            return ""
        last_start = 0
    stream.seek(last_start)
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    rest = stream.read(_SCAN_BYTES)
    while rest:
        try:
            decoder.decompress(rest)
        except zlib.error as error:
            return str(error)
        rest = decoder.unused_data
        if decoder.eof and rest.strip(b"\0"):
            decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        else:
            rest = stream.read(_SCAN_BYTES)
    return "" if decoder.eof else "the file ends in the middle of a record"


def _find_next(stream: IO[bytes], start: int) -> int | None:
    """Where the next record begins at or after a place; None where there is none."""
    stream.seek(0)
    is_packed = stream.read(3) == _GZIP_MARK
    mark = _GZIP_MARK if is_packed else b"\n" + _RECORD_MARK
    stream.seek(start)
    offset, held = start, b""
    while piece := stream.read(_SCAN_BYTES):
        held += piece
        place = held.find(mark)
        while place >= 0:
            if not is_packed:
                return offset + place + 1
            if _begins_record(held[place : place + 4096]):
                return offset + place
            place = held.find(mark, place + 1)
        kept = min(len(held), 256)
        offset, held = offset + len(held) - kept, held[-kept:]
    return None


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, 16).startswith(_RECORD_MARK)
    except zlib.error:
        return False
