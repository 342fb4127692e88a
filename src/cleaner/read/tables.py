"""File names that hold pages, and how they are packed."""

from __future__ import annotations

# Ending -> name of the packing; the rest of the name says what is packed.
PACKED_SUFFIXES = {".gz": "gzip", ".zst": "zstd"}

HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".xht", ".shtml"])
TEXT_SUFFIXES = frozenset([".txt"])
PAGE_SUFFIXES = HTML_SUFFIXES | TEXT_SUFFIXES
