"""Tells other kinds of files from pages by their first bytes, as the WHATWG MIME Sniffing Standard does."""

from __future__ import annotations

from cleaner.errors import NotAPageError

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
