"""Takes the page out of an HTTP response as it went over the wire (RFC 9110, 9112), and forgives what scrapers do."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/[\d.]+\s+(\d{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
# Brotli has no bound of its own on what a byte may unpack to, so it is fed in pieces.
_BROTLI_PIECE_BYTES = 1024
# What a decoder raises on bytes that are not packed as the header says.
_DAMAGE = (OSError, ValueError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """An HTTP response.

    Attributes:
        status: Its status code; None where it has none.
        media_type: Its declared type, in lower case; None where it declares none.
        charset: Its declared character set.
        body: Its decoded body, one byte more than allowed at most.
        damage: Why there is no body though there should be; empty where all is well.
    """

    status: int | None
    media_type: str | None
    charset: str | None
    body: bytes
    damage: str = ""


def parse_http(block: bytes, max_bytes: int) -> HttpMessage:
    """Parses an HTTP response, of whose body one byte more than `max_bytes` is decoded at most.

    Many archives keep the headers of a transfer that they have already undone, so a body that is not encoded as its
    headers say is taken as it is. Of one that is cut off, what is there is taken, as browsers do. Without headers, all
    of it is body.
    """
    status = _STATUS.match(block)
    end = _HEAD_END.search(block) if status or block.startswith(b"HTTP/") else None
    head = _parse_head(block[: end.start()]) if end else {}
    body = block[end.end() :] if end else (b"" if status else block)
    if "chunked" in head.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    damage = ""
    for coding in reversed(head.get("content-encoding", "").lower().replace(",", " ").split()):
        body, damage = _undo(coding, body, max_bytes)
        if damage:
            break
    declared = head.get("content-type", "")
    charset = _CHARSET.search(declared)
    return HttpMessage(
        status=int(status.group(1)) if status else None,
        media_type=declared.partition(";")[0].strip().lower() or None,
        charset=charset.group(1).lower() if charset else None,
        body=body,
        damage=damage,
    )


def _parse_head(head: bytes) -> dict[str, str]:
    """The headers by their names in lower case; of one that is repeated, the last."""
    fields: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()
    return fields


def _join_chunks(body: bytes) -> bytes:
    pieces: list[bytes] = []
    place = 0
    while found := _CHUNK_SIZE.match(body, place):
        size = int(found.group(1), 16)
        pieces.append(body[found.end() : found.end() + size])
        place = found.end() + size
        if size == 0 or place >= len(body):
            break
    return b"".join(pieces) if place else body


def _undo(coding: str, body: bytes, max_bytes: int) -> tuple[bytes, str]:
    """Undoes one content coding; says what is wrong where nothing can be made of the body."""
    known = _DECODERS.get(coding)
    if known is None or not body:
        return body, ""
    decode, mark = known
    try:
        decoded = decode(body, max_bytes + 1)
    except ImportError as error:
        return b"", f"its content is packed with {coding}: {error}"
    except _DAMAGE as error:
        decoded, reason = b"", str(error)
    else:
        reason = "nothing could be unpacked"
    if decoded:
        return decoded, ""
    # Most codings begin with a mark, brotli does not: there, what starts like markup or text was never packed.
    looks_packed = body.startswith(mark) if mark else body.lstrip()[:1] not in (b"<", b"{")
    return (b"", f"its content is packed with {coding} and damaged: {reason}") if looks_packed else (body, "")


def _inflate(body: bytes, max_bytes: int, windows: tuple[int, ...]) -> bytes:
    """Unpacks as far as the bytes go; the first way of packing that yields anything is the right one."""
    for window in windows:
        decoder = zlib.decompressobj(window)
        pieces: list[bytes] = []
        size = 0
        try:
            # In pieces, so that what comes before the damage is kept.
            for start in range(0, len(body), 4096):
                piece = decoder.decompress(body[start : start + 4096], max_bytes - size)
                pieces.append(piece)
                size += len(piece)
                if size >= max_bytes or decoder.eof:
                    break
        except zlib.error:
            # Without a frame, bytes that were never packed may unpack to a little rubbish.
            size = size if window > 0 else 0
        if size:
            return b"".join(pieces)
    return b""


def _unpack_gzip(body: bytes, max_bytes: int) -> bytes:
    return _inflate(body, max_bytes, (zlib.MAX_WBITS | 16,))


def _unpack_deflate(body: bytes, max_bytes: int) -> bytes:
    # "deflate" means zlib (RFC 9110), but many servers send it without zlib's frame.
    return _inflate(body, max_bytes, (zlib.MAX_WBITS, -zlib.MAX_WBITS))


def _unpack_brotli(body: bytes, max_bytes: int) -> bytes:
    try:
        import brotli  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ImportError("pip install 'cleaner[warc]' reads it") from error
    decoder = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    try:
        for start in range(0, len(body), _BROTLI_PIECE_BYTES):
            pieces.append(decoder.process(body[start : start + _BROTLI_PIECE_BYTES]))
            size += len(pieces[-1])
            if size >= max_bytes:
                break
    except brotli.error as error:
        # Markup that was never packed may unpack to a little rubbish.
        if not size or body.lstrip().startswith(b"<"):
            raise ValueError(str(error)) from error
    return b"".join(pieces)[:max_bytes]


def _unpack_zstd(body: bytes, max_bytes: int) -> bytes:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ImportError("pip install 'cleaner[zstd]' reads it") from error
    try:
        unpacked: bytes = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)).read(max_bytes)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error
    return unpacked


# Name of a content coding -> what undoes it, and the bytes that everything packed with it begins with.
_DECODERS: dict[str, tuple[Callable[[bytes, int], bytes], bytes]] = {
    "gzip": (_unpack_gzip, b"\x1f\x8b"),
    "x-gzip": (_unpack_gzip, b"\x1f\x8b"),
    "deflate": (_unpack_deflate, b"\x78"),
    "br": (_unpack_brotli, b""),
    "zstd": (_unpack_zstd, b"\x28\xb5\x2f\xfd"),
}
