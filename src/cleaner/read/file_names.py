"""What the name of a file says about what it holds, and who reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from cleaner.page.blocks import PageKind

# Ending -> name of the packing; the rest of the name says what is packed.
PACKED_SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
MHTML_SUFFIXES = frozenset([".mhtml", ".mht"])
_HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".xht", ".shtml"]) | MHTML_SUFFIXES
_TEXT_SUFFIXES = frozenset([".txt"])


class ArchiveFormat(NamedTuple):
    """Files that hold many pages.

    Attributes:
        suffixes: What their names end in, unpacked.
        reader: Module and function that read them, a `cleaner.read.inputs.ReadArchive`; loaded when the first such file
            is met, since some need optional packages.
    """

    suffixes: tuple[str, ...]
    reader: str


# To add a format, write a module with a reader, and add a line here.
ARCHIVE_FORMATS: Mapping[str, ArchiveFormat] = {
    "jsonl": ArchiveFormat((".jsonl", ".ndjson"), "cleaner.read.jsonl:read_jsonl"),
    "parquet": ArchiveFormat((".parquet",), "cleaner.read.parquet:read_parquet"),
    "warc": ArchiveFormat((".warc", ".wet"), "cleaner.read.warc:read_warc"),
    "wacz": ArchiveFormat((".wacz",), "cleaner.read.archives:read_wacz"),
    "zip": ArchiveFormat((".zip",), "cleaner.read.archives:read_zip"),
    "tar": ArchiveFormat((".tar", ".tgz", ".tbz2", ".txz", ".tar.bz2", ".tar.xz"), "cleaner.read.archives:read_tar"),
}
_FORMATS_BY_SUFFIX = {suffix: name for name, known in ARCHIVE_FORMATS.items() for suffix in known.suffixes}


def name_format(name: str) -> str | None:
    """Says by its name what a file holds: `page`, the format of an archive, or None."""
    suffix = split_suffix(name)[1]
    if suffix in _HTML_SUFFIXES or suffix in _TEXT_SUFFIXES:
        return "page"
    lower = name.lower()
    return _FORMATS_BY_SUFFIX.get(suffix) or next(
        (held for ending, held in _FORMATS_BY_SUFFIX.items() if lower.endswith(ending)), None
    )


def name_kind(name: str) -> PageKind | None:
    """Says by its name what a page is written in, where the name tells."""
    suffix = split_suffix(name)[1]
    return PageKind.HTML if suffix in _HTML_SUFFIXES else PageKind.TEXT if suffix in _TEXT_SUFFIXES else None


def split_suffix(name: str) -> tuple[str, str]:
    """Splits `page.HTML.gz` into `page` and `.html`."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - called for every file
    if suffix.lower() in PACKED_SUFFIXES:
        stem, suffix = os.path.splitext(stem)  # noqa: PTH122 - called for every file
    if "?" in suffix:
        # `page.html?id=3`, as wget names the files that it saves.
        suffix = suffix.partition("?")[0]
    return stem, suffix.lower()
