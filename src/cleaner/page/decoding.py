"""Says what a page's body is: which kind of file, in which encoding, markup or text that somebody has flattened.

Bytes are read as text by byte-order mark, UTF-8, what the page declares, statistics, in this order.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from turbohtml.detect import Detection, detect

from cleaner.errors import DecodeError, NotAPageError
from cleaner.page.blocks import PageKind

# https://mimesniff.spec.whatwg.org, sections 6 and 7, and formats that scrapers fetch by mistake: (offset, bytes, name).  # noqa: E501
_SIGNATURES = (
    (0, b"%PDF-", "a PDF"),
    (0, b"%!PS-Adobe-", "a PostScript file"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBPVP", "a WebP image"),
    (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (8, b"WAVE", "a WAVE sound"),
    (8, b"AVI ", "an AVI video"),
    (0, b"OggS\x00", "an Ogg stream"),
    (0, b"ID3", "an MP3 sound"),
    (0, b"fLaC", "a FLAC sound"),
    (4, b"ftyp", "an MP4 video"),
    (0, b"\x1a\x45\xdf\xa3", "a WebM or Matroska video"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"BZh9", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"\x00\x01\x00\x00\x00", "a font"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (0, b"\x7fELF", "a program"),
    (0, b"SQLite format 3\x00", "a database"),
    (0, b"{\\rtf", "an RTF document"),
)
# "Binary data bytes" of the standard, section 3, but for NUL, which damaged pages hold.
_BINARY_BYTES = bytes([*range(0x01, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SNIFFED_BYTES = 1445
# Damaged and hostile pages hold some; noise holds one byte in ten.
_MAX_BINARY_RATIO = 0.05

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
# The standard looks for a declaration in the first 1024 bytes; pages put scripts before it, browsers read on.
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.+-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w:.+-]{2,40})""",
    re.IGNORECASE,
)
_DECLARATION_BYTES = 8192
_SURROGATES = re.compile("[\ud800-\udfff]")
# A page of another encoding has an accent in every line; damage to a UTF-8 page is a few bytes.
_MAX_BAD_RATIO = 0.001

_MARKUP_START = re.compile(r"\s*<(?:!--|!doctype\b|\?xml\b|[a-z][a-z0-9-]*(?:\s[^<>]*|/)?>)", re.IGNORECASE)
# An article about HTML names a tag here and there; markup closes them by the dozen.
_TAG = re.compile(
    r"</(?:a|p|div|span|li|ul|td|tr|h[1-6]|b|i|em|strong|section|article|script|style|html)\s*>|<(?:br|p|li|hr|img)\b[^<>]*>",
    re.IGNORECASE,
)
_SNIFFED_CHARS = 200_000
_MAX_CHARS_PER_TAG = 1000


def refuse_other_files(body: bytes, page_id: str) -> None:
    """Checks that a body may be a page.

    Args:
        body: The bytes.
        page_id: Name of the page, for the error's text.

    Raises:
        NotAPageError: If they begin as another kind of file does, or as no text does.
    """
    for offset, signature, name in _SIGNATURES:
        if body.startswith(signature, offset):
            raise NotAPageError(f"{page_id}: this is {name}, not a page; convert it to HTML or text first")
    head = body[:_SNIFFED_BYTES]
    binary = len(head) - len(head.translate(None, _BINARY_BYTES))
    if binary > _MAX_BINARY_RATIO * len(head) and b"<" not in head:
        raise NotAPageError(f"{page_id}: this is binary data, not a page")


class DecodedText(NamedTuple):
    """Text and how it was read.

    Attributes:
        text: The text, without byte-order mark and lone surrogates.
        encoding: Name of the encoding, in lower case; `None` where text came in.
        replaced_bytes: Number of U+FFFD that stand for what could not be read.
    """

    text: str
    encoding: str | None
    replaced_bytes: int


def decode_body(body: bytes | str, charset: str | None = None) -> DecodedText:
    """Reads a page's body.

    Args:
        body: Bytes off the wire, or text.
        charset: What the HTTP header declares.

    Returns:
        The text and how it was read.

    Raises:
        DecodeError: If no encoding fits.
    """
    if isinstance(body, str):
        text, replaced = _SURROGATES.subn("�", body.removeprefix("\ufeff")) if not body.isascii() else (body, 0)
        return DecodedText(text, None, replaced)
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _decode_as(body[len(mark) :], name)
    declared = _find_declared(body, charset)
    if b"\x1b" in body and declared == "iso-2022-jp":
        return _decode_as(body, declared)
    utf8 = _decode_utf8(body, declared)
    if utf8 is not None:
        return utf8
    if declared is not None and declared not in ("utf-8", "utf8"):
        return _decode_as(body, declared)
    return _decode_by_statistics(body)


def _decode_utf8(body: bytes, declared: str | None) -> DecodedText | None:
    """Reads UTF-8, with a few bad bytes if the rest proves that UTF-8 was meant; None if it was not."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    else:
        return None if _is_wide(body) else DecodedText(text, "utf-8", 0)
    text = body.decode("utf-8", "replace")
    replaced = text.count("�") - body.count("�".encode())
    # Continuation bytes that are not in the text as characters of their own: one or more a good multi-byte character.
    good = sum(not character.isascii() for character in text) - text.count("�")
    truncated = declared in ("utf-8", "utf8") and len(body) - first_bad < 4
    stated = declared in ("utf-8", "utf8") and good == replaced
    if replaced <= max(1, len(body) * _MAX_BAD_RATIO) and (good > replaced or stated or truncated):
        return DecodedText(text, "utf-8", replaced)
    return None


def _is_wide(body: bytes) -> bool:
    """Says whether the bytes look like UTF-16 without a mark: every other byte is NUL."""
    head = body[:1000]
    return head.count(0) * 3 > len(head) and len(head) > 8


def _find_declared(body: bytes, charset: str | None) -> str | None:
    found = _DECLARATION.search(body[:_DECLARATION_BYTES])
    meta = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else None
    for label in (charset, meta):
        if label is None:
            continue
        name = label.strip().strip("\"'").lower()
        # In a meta element the standard reads UTF-16 as UTF-8: the element could not be read otherwise.
        if label is meta and name.startswith("utf-16"):
            name = "utf-8"
        try:
            codecs.lookup(f"whatwg-{name}")
        except LookupError:
            continue
        return name
    return None


def _decode_as(body: bytes, name: str) -> DecodedText:
    codec = name if name.startswith("utf-16") else f"whatwg-{name}"
    text = body.decode(codec, "replace")
    return DecodedText(_SURROGATES.sub("�", text), name, text.count("�"))


def _decode_by_statistics(body: bytes) -> DecodedText:
    if _is_wide(body):
        return _decode_as(body, "utf-16le" if body[1:1000:2].count(0) > body[:1000:2].count(0) else "utf-16be")
    match = detect(body, Detection())
    if match.encoding is None or match.codec is None:
        raise DecodeError("the bytes are not text in any known encoding; save the page again or give its charset")
    text = body.decode(match.codec, "replace")
    return DecodedText(_SURROGATES.sub("�", text), match.encoding.lower(), text.count("�"))


def sniff_kind(text: str) -> PageKind:
    """Tells whether a page's body is HTML or flattened text.

    Args:
        text: The body.

    Returns:
        HTML if it starts with a tag or a comment, as documents and what a selector returns do, or has a tag in every
        thousand characters.
    """
    head = text[:_SNIFFED_CHARS]
    if _MARKUP_START.match(head[:5000]):
        return PageKind.HTML
    tags = sum(1 for _ in _TAG.finditer(head))
    return PageKind.HTML if tags and len(head) < tags * _MAX_CHARS_PER_TAG else PageKind.TEXT
