"""Finds pages in files and folders, and reads one of them."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from cleaner.document import Page, PageKind
from cleaner.errors import LimitError, NotAPageError, SourceError
from cleaner.read.inputs import PageInput, Skipped
from cleaner.read.mhtml import unpack_mhtml
from cleaner.read.tables import (
    ARCHIVE_SUFFIXES,
    HTML_SUFFIXES,
    MHTML_SUFFIXES,
    PACKED_SUFFIXES,
    PAGE_SUFFIXES,
    TEXT_SUFFIXES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A file that holds many pages.

    Attributes:
        path: Where it is.
        name: The relative path that its pages' outputs are named after.
        format: One of the values of `ARCHIVE_SUFFIXES`.
    """

    path: str
    name: str
    format: str


# What unpacking raises on bytes that are damaged, truncated or packed otherwise than their name says.
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError)


def find_files(inputs: Sequence[str], *, leave_out: Path | None = None) -> Iterator[PageInput | Archive | Skipped]:
    """Finds the pages among files and folders.

    Folders are searched to the bottom, entries in the order of their names, so that the same tree always gives the
    same order. A file that is named itself is taken whatever its name; in a folder, names decide.

    Args:
        inputs: Paths of files and folders.
        leave_out: A folder that is never searched, such as the one that the output goes to.

    Yields:
        One value a page, one an archive of pages, and one for every file that is neither by its name.

    Raises:
        SourceError: If an input does not exist or a folder cannot be listed.
    """
    folders = [path for path in inputs if Path(path).is_dir()]
    for path in inputs:
        if not os.path.lexists(path):
            raise SourceError(f"{path}: no such file or folder")
        if not Path(path).is_dir():
            yield _describe_file(path, Path(path).name)
            continue
        # Two folders may hold the same names; their own names keep the outputs apart.
        prefix = Path(path).resolve().name + "/" if len(folders) > 1 else ""
        yield from _walk_folder(path, prefix, _identify(leave_out))


def count_files(inputs: Sequence[str], leave_out: Path) -> int | None:
    """How many pages the inputs hold, or None where that cannot be told without reading them."""
    count = 0
    if any(path == "-" or "://" in path or not os.path.lexists(path) for path in inputs):
        return None
    for found in find_files(inputs, leave_out=leave_out):
        if isinstance(found, Archive):
            return None
        count += isinstance(found, PageInput)
    return count


def load_file(found: PageInput, page_id: str, max_bytes: int) -> Page:
    """Reads a page that is a file of its own.

    Args:
        found: The page, as found.
        page_id: Its id in the run.
        max_bytes: Larger pages are not read; a packed one counts unpacked.

    Returns:
        The page.

    Raises:
        SourceError: If the file cannot be read.
        LimitError: If it is too large.
        NotAPageError: If it is packed and the packing is damaged.
    """
    shown = show_path(found.path)
    try:
        with open_file(found.path) as file:
            # One more than allowed, so that the limit is noticed without unpacking a bomb.
            body = file.read(max_bytes + 1)
    except DAMAGE as error:
        raise NotAPageError(f"{shown}: damaged: {error}") from error
    except OSError as error:
        raise SourceError(f"{shown}: cannot be read: {error.strerror or error}") from error
    if len(body) > max_bytes:
        raise LimitError(f"{shown}: over the limit of max_page_bytes = {max_bytes}")
    if split_suffix(found.path)[1] in MHTML_SUFFIXES:
        return unpack_mhtml(body, page_id, shown)
    return Page(page_id=page_id, url=found.url, body=body, kind=found.kind, charset=found.charset, origin=found.path)


def _walk_folder(folder: str, prefix: str, left_out: tuple[int, int] | None) -> Iterator[PageInput | Archive | Skipped]:
    try:
        with os.scandir(folder) as entries:
            # Names alone are held: a folder of a million pages is sorted in memory, its entries are not.
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        raise SourceError(f"{folder}: cannot be listed: {error.strerror or error}") from error
    for name, is_folder in names:
        path = os.path.join(folder, name)  # noqa: PTH118 - a third of the walk's time with pathlib
        if is_folder:
            if left_out is None or _identify(path) != left_out:
                yield from _walk_folder(path, f"{prefix}{name}/", left_out)
        elif name_format(name) is not None:
            yield _describe_file(path, prefix + name)
        else:
            yield Skipped(path=show_path(path), why="its name is not that of a page")


def name_format(name: str) -> str | None:
    """Says by its name what a file holds: `page`, the format of an archive, or None."""
    suffix = split_suffix(name)[1]
    if suffix in PAGE_SUFFIXES:
        return "page"
    lower = name.lower()
    return ARCHIVE_SUFFIXES.get(suffix) or next(
        (held for ending, held in ARCHIVE_SUFFIXES.items() if lower.endswith(ending)), None
    )


def _describe_file(path: str, name: str) -> PageInput | Archive:
    suffix = split_suffix(name)[1]
    held = name_format(name) or "page"
    if held != "page":
        return Archive(path=path, name=name, format=held)
    shown = show_path(path)
    return PageInput(
        key=shown,
        page_id=show_path(name),
        name=name,
        path=path,
        kind=PageKind.HTML if suffix in HTML_SUFFIXES else PageKind.TEXT if suffix in TEXT_SUFFIXES else None,
        version=version_of(path),
    )


def show_path(path: str) -> str:
    """A path as valid Unicode: bytes that are none are shown as `\\xNN`, backslashes of Windows as `/`."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return shown.replace(os.sep, "/")


def version_of(path: str) -> str:
    """What changes when a file changes: its size and time."""
    try:
        status = os.stat(path)  # noqa: PTH116 - called for every page
    except OSError:
        # Reading it will say what is wrong, as the page's own rejection.
        return "missing"
    return f"{status.st_size}:{status.st_mtime_ns}"


def _identify(folder: Path | str | None) -> tuple[int, int] | None:
    """What tells a folder from another, whatever path leads to it."""
    if folder is None or not os.path.exists(folder):  # noqa: PTH110 - called for every folder
        return None
    status = os.stat(folder)  # noqa: PTH116 - called for every folder
    return status.st_dev, status.st_ino


def split_suffix(name: str) -> tuple[str, str]:
    """Splits `page.HTML.gz` into `page` and `.html`."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - called for every file
    if suffix.lower() in PACKED_SUFFIXES:
        stem, suffix = os.path.splitext(stem)  # noqa: PTH122 - called for every file
    return stem, suffix.lower()


def open_file(path: str, *, unpack: bool = True) -> IO[bytes]:
    """Opens a local file, or a remote one that the user has named by its address.

    Args:
        path: A path, or an address such as `s3://bucket/pages.warc.gz`.
        unpack: Whether what its name says is packed is unpacked.

    Returns:
        The bytes, open for reading.

    Raises:
        SourceError: If an optional package is missing or a remote file cannot be opened.
        OSError: If a local file cannot be opened.
    """
    raw = _open_remote(path) if "://" in path else Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    packing = PACKED_SUFFIXES.get(os.path.splitext(path)[1].lower()) if unpack else None  # noqa: PTH122 - or address
    if packing == "gzip":
        return cast("IO[bytes]", _GzipFile(fileobj=raw))
    if packing == "zstd":
        return _unpack_zstd(raw, path)
    return raw


def _open_remote(address: str) -> IO[bytes]:
    try:
        import fsspec  # noqa: PLC0415 - an extra

        return cast("IO[bytes]", fsspec.open(address, "rb").open())
    except ImportError as error:
        raise SourceError(f"{address}: {error}; pip install 'cleaner[remote]' reads remote files") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{address}: cannot be opened: {error}") from error


def _unpack_zstd(raw: IO[bytes], path: str) -> IO[bytes]:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError(f"{path}: packed with zstd; pip install 'cleaner[zstd]' reads it") from error
    reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True, closefd=True)
    return cast("IO[bytes]", io.BufferedReader(_ZstdBytes(reader, zstandard.ZstdError)))


class _GzipFile(gzip.GzipFile):
    """Closes the file that it unpacks."""

    def close(self) -> None:
        packed: Any = self.fileobj
        super().close()
        if packed is not None:
            packed.close()


class _ZstdBytes(io.RawIOBase):
    """Gives zstd's reader the errors that damaged files of other kinds raise."""

    def __init__(self, reader: Any, damage: type[Exception]) -> None:
        self._reader = reader
        self._damage = damage

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        try:
            read: int = self._reader.readinto(target)
        except self._damage as error:
            raise EOFError(str(error)) from error
        return read

    def close(self) -> None:
        self._reader.close()
        super().close()
