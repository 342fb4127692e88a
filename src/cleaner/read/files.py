"""Finds pages in files and folders, and reads one of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner.document import Page, Reason
from cleaner.errors import LimitError, NotAPageError, SourceError
from cleaner.page.blocks import PageKind
from cleaner.read.inputs import PageInput, Problem, Skipped
from cleaner.read.mhtml import unpack_mhtml
from cleaner.read.streams import DAMAGE, open_file, read_up_to
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
        is_named: Whether the user has named it, rather than a folder that it is in.
        is_stream: Whether it is a pipe, which can be read only once.
    """

    path: str
    name: str
    format: str
    is_named: bool = False
    is_stream: bool = False


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
            yield _describe_file(path, Path(path).name, is_named=True)
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


def load_page(found: PageInput, page_id: str, max_bytes: int) -> Page:
    """Takes a page out of what was found, or reads it where it is a file of its own.

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
    if found.body is not None:
        return Page(
            page_id=page_id, url=found.url, body=found.body, kind=found.kind, charset=found.charset, origin=found.key
        )
    shown = show_path(found.path)
    try:
        with open_file(found.path) as file:
            body = read_up_to(file, max_bytes + 1)
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


def name_format(name: str) -> str | None:
    """Says by its name what a file holds: `page`, the format of an archive, or None."""
    suffix = split_suffix(name)[1]
    if suffix in PAGE_SUFFIXES:
        return "page"
    lower = name.lower()
    return ARCHIVE_SUFFIXES.get(suffix) or next(
        (held for ending, held in ARCHIVE_SUFFIXES.items() if lower.endswith(ending)), None
    )


def _describe_file(path: str, name: str, *, is_named: bool = False) -> PageInput | Archive:
    suffix = split_suffix(name)[1]
    held = name_format(name) or "page"
    if held != "page":
        return Archive(path=path, name=name, format=held, is_named=is_named)
    return PageInput(
        key=_make_key(path),
        page_id=show_path(name),
        name=name,
        path=path,
        kind=PageKind.HTML if suffix in HTML_SUFFIXES else PageKind.TEXT if suffix in TEXT_SUFFIXES else None,
        version=version_of(path),
    )


def _make_key(path: str) -> str:
    """What tells a file from all others: unlike what is shown, never the same for two paths."""
    shown = show_path(path)
    if "\\" not in shown:
        return shown
    # A name of stray bytes is shown as another may be written; no path ends in a slash.
    is_unicode = path.encode("utf-8", "replace").decode("utf-8") == path
    return shown if is_unicode else show_path(path.replace("\\", "\\\\")) + "/"


def show_text(text: str) -> str:
    """Text as valid Unicode: half characters, which JSON can hold, are shown as `\\udNNN`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def name_member(archive: Archive, member: str) -> str:
    """The path that the output of a page in an archive is named after: the archive's own, without suffixes, first."""
    folder, _, file_name = archive.name.rpartition("/")
    return "/".join(part for part in (folder, file_name.partition(".")[0], member) if part)


def describe_damage(archive: Archive, version: str, reason: str, mark: str = "") -> PageInput:
    """Makes an input of what is damaged in an archive, so that it is a row like any other.

    Args:
        archive: The archive.
        version: Changes when it changes.
        reason: What is wrong.
        mark: What tells this damage from others in the archive, where reading goes on behind it.

    Returns:
        The input.
    """
    shown = show_path(archive.path)
    what = "damaged, and read on from the next whole record" if mark else "cannot be read to its end"
    return PageInput(
        key=f"{shown}#damage{mark}",
        page_id=f"{show_path(archive.name)}#damage{mark}",
        name=archive.name,
        path=archive.path,
        version=version,
        problem=Problem(reason=Reason.UNREADABLE, detail=f"{shown}: {what}: {show_text(reason)}"),
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
    if "?" in suffix:
        # `page.html?id=3`, as wget names the files that it saves.
        suffix = suffix.partition("?")[0]
    return stem, suffix.lower()
