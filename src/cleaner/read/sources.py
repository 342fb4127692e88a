"""Finds pages in whatever the user names: files, folders, globs, archives, tables, streams, remote addresses."""

from __future__ import annotations

import glob
import importlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from cleaner.document import Reason
from cleaner.errors import SourceError
from cleaner.read.files import DAMAGE, Archive, find_files, name_format, open_file, show_path, version_of
from cleaner.read.inputs import Notice, PageInput, Problem, ReadOptions, Skipped

Found = PageInput | Skipped | Notice
ReadArchive = Callable[[IO[bytes], Archive, str, ReadOptions], Iterator[Found]]

# Format -> module and function; loaded when the first such file is met, since some need optional packages.
_READERS = {
    "jsonl": "cleaner.read.jsonl:read_jsonl",
    "parquet": "cleaner.read.parquet:read_parquet",
    "warc": "cleaner.read.warc:read_warc",
    "wacz": "cleaner.read.archives:read_wacz",
    "zip": "cleaner.read.archives:read_zip",
    "tar": "cleaner.read.archives:read_tar",
}


def find_pages(inputs: Sequence[str], options: ReadOptions) -> Iterator[Found]:
    """Finds every page of the inputs, in an order that depends on the inputs alone.

    Args:
        inputs: Paths of files and folders, globs, addresses that fsspec opens, or `-` for stdin.
        options: How to read them.

    Yields:
        One value a page, also where it cannot be read; what was skipped; what the user should know.

    Raises:
        SourceError: If an input does not exist, or needs a package that is not installed.
    """
    local = [path for named in inputs for path in expand_glob(named)]
    for found in _in_order(local, options):
        if isinstance(found, Archive):
            yield from _read_archive(found, options)
        else:
            yield found


def expand_glob(named: str) -> list[str]:
    """The paths that an input stands for.

    Args:
        named: A path, an address, `-`, or a pattern with `*`, `?`, `[…]` or `**`.

    Returns:
        One path, or all that match the pattern, sorted.

    Raises:
        SourceError: If nothing is there.
    """
    if named == "-" or "://" in named or os.path.lexists(named):
        return [named]
    matches = sorted(glob.glob(named, recursive=True)) if glob.has_magic(named) else []  # noqa: PTH207 - any pattern
    if not matches:
        raise SourceError(f"{named}: no such file or folder")
    return matches


def read_list(path: str) -> list[str]:
    """Reads a list of inputs, one a line; `-` is stdin.

    Args:
        path: The list.

    Returns:
        The inputs.

    Raises:
        SourceError: If it cannot be read.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def _in_order(paths: Sequence[str], options: ReadOptions) -> Iterator[PageInput | Archive | Skipped]:
    batch: list[str] = []
    for path in paths:
        if path == "-" or "://" in path:
            yield from find_files(batch, leave_out=options.leave_out)
            batch = []
            yield from _find_stdin(options) if path == "-" else _find_remote(path, options)
        else:
            batch.append(path)
    yield from find_files(batch, leave_out=options.leave_out)


def _find_stdin(options: ReadOptions) -> Iterator[PageInput | Archive]:
    """Stdin is JSON Lines if it starts with a brace, otherwise one page."""
    stream = cast("io.BufferedReader", sys.stdin.buffer)
    if stream.peek(1)[:1] == b"{":
        yield Archive(path="-", name="stdin", format="jsonl")
        return
    body = stream.read(options.max_page_bytes + 1)
    yield PageInput(key="-", page_id="stdin", name="stdin", path="-", body=body)


def _find_remote(address: str, options: ReadOptions) -> Iterator[PageInput | Archive | Skipped]:
    name = address.rpartition("://")[2].rstrip("/").rpartition("/")[2]
    held = name_format(name)
    if held is not None and held != "page":
        yield Archive(path=address, name=name, format=held)
        return
    if address.endswith("/"):
        yield from _list_remote(address, options)
        return
    yield _take_remote(address, name, options)


def _list_remote(address: str, options: ReadOptions) -> Iterator[PageInput | Archive | Skipped]:
    try:
        import fsspec  # noqa: PLC0415 - an extra

        system, root = fsspec.core.url_to_fs(address)
        paths = sorted(system.find(root))
    except ImportError as error:
        raise SourceError(f"{address}: {error}; pip install 'cleaner[remote]' reads remote files") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{address}: cannot be listed: {error}") from error
    for path in paths:
        full = system.unstrip_protocol(path)
        name = path[len(root) :].lstrip("/")
        held = name_format(name)
        if held is None:
            yield Skipped(path=full, why="its name is not that of a page")
        elif held == "page":
            yield _take_remote(full, name, options)
        else:
            yield Archive(path=full, name=name, format=held)


def _take_remote(address: str, name: str, options: ReadOptions) -> PageInput:
    url = address if address.startswith(("http://", "https://")) else None
    try:
        with open_file(address) as file:
            body = file.read(options.max_page_bytes + 1)
    except (*DAMAGE, OSError) as error:
        problem = Problem(reason=Reason.UNREADABLE, detail=f"{address}: cannot be read: {error}")
        return PageInput(key=address, page_id=name, name=name, path=address, url=url, problem=problem)
    return PageInput(key=address, page_id=name, name=name, path=address, url=url, body=body)


def _read_archive(archive: Archive, options: ReadOptions) -> Iterator[Found]:
    module, name = _READERS[archive.format].split(":")
    read: ReadArchive = getattr(importlib.import_module(module), name)
    version = "" if archive.path == "-" or "://" in archive.path else version_of(archive.path)
    try:
        with _open_archive(archive) as stream:
            yield from read(stream, archive, version, options)
    except (*DAMAGE, OSError) as error:
        # What was read before the damage is kept; the rest is one row that says so.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        shown = show_path(archive.path)
        yield PageInput(
            key=f"{shown}#damage",
            page_id=f"{show_path(archive.name)}#damage",
            name=archive.name,
            path=archive.path,
            version=version,
            problem=Problem(reason=Reason.UNREADABLE, detail=f"{shown}: cannot be read to its end: {reason}"),
        )


def _open_archive(archive: Archive) -> IO[bytes]:
    if archive.path == "-":
        return sys.stdin.buffer
    # WARC records are packed one by one, which its reader undoes itself, and keeps those before the damage.
    return open_file(archive.path, unpack=archive.format != "warc")
