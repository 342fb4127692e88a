"""Finds pages in whatever the user names: files, folders, globs, archives, tables, streams, remote addresses."""

from __future__ import annotations

import codecs
import dataclasses
import glob
import importlib
import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from cleaner.document import Reason
from cleaner.errors import NoPageFieldError, SourceError
from cleaner.read.file_names import ARCHIVE_FORMATS, name_format, name_kind
from cleaner.read.inputs import (
    Archive,
    Found,
    PageInput,
    Problem,
    ReadArchive,
    ReadOptions,
    Skipped,
    describe_damage,
    hash_version,
    show_path,
)
from cleaner.read.streams import DAMAGE, open_file, open_stdin, unpack_stream

# First bytes of packed streams -> what a file that is packed like that may be called.
_PACKED_MARKS = {b"\x1f\x8b": "stream.gz", b"\x28\xb5\x2f\xfd": "stream.zst"}


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
        for page in _read_archive(found, options) if isinstance(found, Archive) else (found,):
            asked = options.kind if isinstance(page, PageInput) else None
            yield dataclasses.replace(cast("PageInput", page), kind=asked) if asked else page


def count_files(inputs: Sequence[str], leave_out: Path) -> int | None:
    """How many pages the inputs hold, or None where that cannot be told without reading them."""
    count = 0
    if any(path == "-" or "://" in path or not os.path.lexists(path) for path in inputs):
        return None
    for found in _find_files(inputs, leave_out=leave_out):
        if isinstance(found, Archive):
            return None
        count += isinstance(found, PageInput)
    return count


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
    """Reads a list of inputs, one a line, or parted by zero bytes; `-` is stdin.

    Args:
        path: The list.

    Returns:
        The inputs.

    Raises:
        SourceError: If it cannot be read.
    """
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    # `find -print0` parts names with zero bytes, since all others may be in a name.
    lines = raw.split(b"\0") if b"\0" in raw else raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").split(b"\n")
    return [os.fsdecode(line) for line in lines if line.strip()]


def _in_order(paths: Sequence[str], options: ReadOptions) -> Iterator[Found | Archive]:
    batch: list[str] = []
    for path in paths:
        is_stream = path == "-" or _is_stream(path)
        if is_stream or "://" in path:
            yield from _find_files(batch, leave_out=options.leave_out)
            batch = []
            yield from _read_stream(path, options) if is_stream else _find_remote(path, options)
        else:
            batch.append(path)
    yield from _find_files(batch, leave_out=options.leave_out)


def _find_files(inputs: Sequence[str], *, leave_out: Path | None = None) -> Iterator[PageInput | Archive | Skipped]:
    """Finds the pages among files and folders; a file that is named itself is taken whatever its name.

    Folders are searched to the bottom, entries in the order of their names, so that the same tree always gives the
    same order; in a folder, names decide.
    """
    folders = [path for path in inputs if Path(path).is_dir()]
    for path in inputs:
        if not os.path.lexists(path):
            raise SourceError(f"{path}: no such file or folder")
        if not Path(path).is_dir():
            yield _describe_file(path, Path(path).name, is_named=True)
            continue
        # Two folders may hold the same names; their own names keep the outputs apart.
        prefix = Path(path).resolve().name + "/" if len(folders) > 1 else ""
        yield from _walk_folder(path, prefix, _identify(leave_out))


def _walk_folder(folder: str, prefix: str, left_out: tuple[int, int] | None) -> Iterator[PageInput | Archive | Skipped]:
    try:
        with os.scandir(folder) as entries:
            # Names alone are held: a folder of a million pages is sorted in memory, its entries are not.
            names = sorted((entry.name, _tell_kind(entry)) for entry in entries)
    except OSError as error:
        raise SourceError(f"{folder}: cannot be listed: {error.strerror or error}") from error
    for name, kind in names:
        path = os.path.join(folder, name)  # noqa: PTH118 - a third of the walk's time with pathlib
        if kind == "folder":
            if left_out is None or _identify(path) != left_out:
                yield from _walk_folder(path, f"{prefix}{name}/", left_out)
        elif kind != "file":
            yield Skipped(path=show_path(path), why=kind)
        elif name_format(name) is not None:
            yield _describe_file(path, prefix + name)
        else:
            yield Skipped(path=show_path(path), why="its name is not that of a page")


def _tell_kind(entry: os.DirEntry[str]) -> str:
    """`folder`, `file`, or why an entry is passed over; links are followed to files alone: no walk is endless."""
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    if entry.is_file(follow_symlinks=False):
        return "file"
    if entry.is_dir():
        return "it is a link to a folder; name that folder as an input to read it"
    # A link that leads nowhere is a page that cannot be read, which its row will say.
    return "file" if entry.is_file() or entry.is_symlink() else "it is a pipe, a socket or a device"


def _describe_file(path: str, name: str, *, is_named: bool = False) -> PageInput | Archive:
    held = name_format(name) or "page"
    if held != "page":
        return Archive(path=path, name=name, format=held, is_named=is_named)
    return PageInput(
        key=_make_key(path),
        page_id=show_path(name),
        name=name,
        path=path,
        kind=name_kind(name),
        version=_date_version(path),
    )


def _make_key(path: str) -> str:
    """What tells a file from all others: unlike what is shown, never the same for two paths."""
    shown = show_path(path)
    if "\\" not in shown:
        return shown
    # A name of stray bytes is shown as another may be written; no path ends in a slash.
    is_unicode = path.encode("utf-8", "replace").decode("utf-8") == path
    return shown if is_unicode else show_path(path.replace("\\", "\\\\")) + "/"


def _date_version(path: str) -> str:
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


def _is_stream(path: str) -> bool:
    """Whether a path is a pipe or a device, as the shell's `<(command)` gives: only this process can read it."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - no error for an address
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _read_stream(path: str, options: ReadOptions) -> Iterator[Found]:
    """What a stream holds is told by its first bytes: JSON Lines, a WARC, or one page; packed or not."""
    name = "stdin" if path == "-" else show_path(path).rpartition("/")[2]
    try:
        with open_stdin() if path == "-" else Path(path).open("rb") as raw:
            yield from _sniff_stream(cast("io.BufferedReader", raw), path, name, options)
    except (*DAMAGE, OSError) as error:
        yield describe_damage(Archive(path=path, name=name, format="page"), "", str(error))


def _sniff_stream(packed: io.BufferedReader, path: str, name: str, options: ReadOptions) -> Iterator[Found]:
    start = packed.peek(16)[:16]
    packing = next((named for mark, named in _PACKED_MARKS.items() if start.startswith(mark)), "")
    unpacked = unpack_stream(packed, packing)
    stream = packed if unpacked is packed else io.BufferedReader(cast("io.RawIOBase", unpacked))
    start = stream.peek(16)[:16]
    known = name_format(name)
    held = known if known not in (None, "page") else None
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        held = "jsonl"
    elif start.startswith(b"WARC/"):
        held = "warc"
    if held is not None:
        archive = Archive(path=path, name=name, format=held, is_named=True, is_stream=True)
        yield from _read_archive(archive, options, stream)
        return
    body = stream.read(options.max_page_bytes + 1)
    yield PageInput(key=path, page_id=name, name=name, path=path, body=body, version=hash_version(body))


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
    return PageInput(key=address, page_id=name, name=name, path=address, url=url, body=body, version=hash_version(body))


def _read_archive(archive: Archive, options: ReadOptions, stream: IO[bytes] | None = None) -> Iterator[Found]:
    module, name = ARCHIVE_FORMATS[archive.format].reader.split(":")
    read: ReadArchive = getattr(importlib.import_module(module), name)
    version = "" if stream is not None or "://" in archive.path else _date_version(archive.path)
    try:
        # WARC records are packed one by one, which its reader undoes itself, and keeps those before the damage.
        with stream or open_file(archive.path, unpack=archive.format != "warc") as opened:
            yield from read(opened, archive, version, options)
    except NoPageFieldError as error:
        # A table that the user has named is a mistake to correct now; one found among others is one row.
        if archive.is_named:
            raise
        yield describe_damage(archive, version, str(error))
    except (*DAMAGE, OSError) as error:
        # What was read before the damage is kept; the rest is one row that says so.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield describe_damage(archive, version, reason)
