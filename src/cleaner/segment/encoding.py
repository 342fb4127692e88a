"""Reads bytes as text: byte-order mark, UTF-8, what the page declares, statistics, in this order."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from turbohtml.detect import Detection, detect

from cleaner.errors import DecodeError

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
