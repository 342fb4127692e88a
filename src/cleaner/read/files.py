"""Finds pages in files and folders, and reads one of them."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from cleaner.document import Page, PageKind
from cleaner.errors import LimitError, NotAPageError, SourceError
from cleaner.read.inputs import PageInput, Skipped
from cleaner.read.tables import HTML_SUFFIXES, PACKED_SUFFIXES, PAGE_SUFFIXES, TEXT_SUFFIXES


def find_files(inputs: Sequence[str], *, leave_out: Path | None = None) -> Iterator[PageInput | Skipped]:
    """Finds the pages among files and folders.

    Folders are searched to the bottom, entries in the order of their names, so that the same tree always gives the
    same order. A file that is named itself is taken whatever its name; in a folder, names decide.

    Args:
        inputs: Paths of files and folders.
        leave_out: A folder that is never searched, such as the one that the output goes to.

    Yields:
        One value a page, and one for every file that is none by its name.

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
    packing = PACKED_SUFFIXES.get(Path(found.path).suffix.lower())
    try:
        with _open_file(found.path, packing) as file:
            # One more than allowed, so that the limit is noticed without unpacking a bomb.
            body = file.read(max_bytes + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise NotAPageError(f"{found.path}: damaged {packing} file: {error}") from error
    except OSError as error:
        raise SourceError(f"{found.path}: cannot be read: {error.strerror or error}") from error
    if len(body) > max_bytes:
        raise LimitError(f"{found.path}: over the limit of max_page_bytes = {max_bytes}")
    return Page(
        page_id=page_id,
        url=found.url,
        body=body,
        kind=found.kind,
        charset=found.charset,
        origin=found.path,
    )


def _walk_folder(folder: str, prefix: str, left_out: tuple[int, int] | None) -> Iterator[PageInput | Skipped]:
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
        elif _split_suffix(name)[1] in PAGE_SUFFIXES:
            yield _describe_file(path, prefix + name)
        else:
            yield Skipped(path=show_path(path), why="its name is not that of a page")


def _describe_file(path: str, name: str) -> PageInput:
    suffix = _split_suffix(name)[1]
    shown = show_path(path)
    return PageInput(
        key=shown,
        page_id=show_path(name),
        name=name,
        path=path,
        kind=PageKind.HTML if suffix in HTML_SUFFIXES else PageKind.TEXT if suffix in TEXT_SUFFIXES else None,
        version=_version_of(path),
    )


def show_path(path: str) -> str:
    """A path as valid Unicode: bytes that are none are shown as `\\xNN`, backslashes of Windows as `/`."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return shown.replace(os.sep, "/")


def _version_of(path: str) -> str:
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


def _split_suffix(name: str) -> tuple[str, str]:
    """Splits `page.html.gz` into `page` and `.html`."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - called for every file
    if suffix.lower() in PACKED_SUFFIXES:
        stem, suffix = os.path.splitext(stem)  # noqa: PTH122 - called for every file
    return stem, suffix.lower()


def _open_file(path: str, packing: str | None) -> IO[bytes]:
    if packing == "gzip":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if packing == "zstd":
        return _open_zstd(path)
    return Path(path).open("rb")


def _open_zstd(path: str) -> IO[bytes]:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError(f"{path}: packed with zstd; pip install 'cleaner[zstd]' reads it") from error
    return cast("IO[bytes]", zstandard.open(path, "rb"))
