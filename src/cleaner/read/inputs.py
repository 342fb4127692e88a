"""What every source yields: a page still to be read, or the reason why it cannot be; and how it is named."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cleaner.document import Reason
from cleaner.page.blocks import PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an input cannot be read.

    Attributes:
        reason: Class of the failure.
        detail: What happened and what to do, in words.
    """

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInput:
    """One page of a source, found but not yet cleaned.

    Attributes:
        key: What tells it from every other input of the run.
        page_id: Its name within its source.
        name: The path that its output is named after, relative, parted by `/`.
        path: The file that it is in, as the caller named it.
        record: Which part of that file it is: record id, row or member name; None where it is the whole file.
        url: Address that it was fetched from, if known.
        fetched: When it was fetched, as its archive writes it, if known.
        charset: Character set from the HTTP header, if known.
        kind: HTML or flattened text; None where only the body can tell.
        body: The page; None where the file at `path` is the page, which is then read by whoever cleans it.
        version: Changes when the file changes: size and time; empty where the body is at hand.
        problem: Why there is no body; None where there is one.
    """

    key: str
    page_id: str
    name: str
    path: str
    record: str | None = None
    url: str | None = None
    fetched: str | None = None
    charset: str | None = None
    kind: PageKind | None = None
    body: bytes | str | None = None
    version: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How sources are read.

    Attributes:
        html_field: Field or column of JSON Lines and Parquet that holds the page; None guesses by the usual names.
        url_field: The one that holds its address.
        id_field: The one that holds its id.
        kind: What all pages are; None lets each page's record, name or content tell.
        leave_out: A folder that is never searched, such as the one that the output goes to.
        max_page_bytes: Larger pages are not read.
    """

    html_field: str | None = None
    url_field: str | None = None
    id_field: str | None = None
    kind: PageKind | None = None
    leave_out: Path | None = None
    max_page_bytes: int = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that the user should know about how a source is read, such as a guess.

    Attributes:
        text: One sentence.
    """

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something in a source that is no page by its name or declared type, and was left alone.

    Attributes:
        path: The file, and the record where it has several.
        why: In words.
    """

    path: str
    why: str


Found = PageInput | Skipped | Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A file that holds many pages.

    Attributes:
        path: Where it is.
        name: The relative path that its pages' outputs are named after.
        format: One of `ARCHIVE_FORMATS`.
        is_named: Whether the user has named it, rather than a folder that it is in.
        is_stream: Whether it is a pipe, which can be read only once.
    """

    path: str
    name: str
    format: str
    is_named: bool = False
    is_stream: bool = False


ReadArchive = Callable[[IO[bytes], Archive, str, ReadOptions], Iterator[Found]]
"""Reads the pages of a stream, given where it is, what changes when it changes, and how to read it.

What is wrong with one page is that page's problem; what is wrong with the rest of the archive is an `OSError`, and what
the user must change a `SourceError`.
"""


def name_member(archive: Archive, member: str) -> str:
    """The path that the output of a page in an archive is named after: the archive's own, without suffixes, first."""
    folder, _, file_name = archive.name.rpartition("/")
    return "/".join(part for part in (folder, file_name.partition(".")[0], member) if part)


def describe_damage(archive: Archive, version: str, reason: str, mark: str = "") -> PageInput:
    """Makes an input of what is damaged in an archive, so that it is a row like any other.

    `mark` tells it from other damage in the archive, where reading goes on behind it.
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


def hash_version(body: bytes | str) -> str:
    """What changes when a body changes that is in no file of its own."""
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def show_path(path: str) -> str:
    """A path as valid Unicode: bytes that are none are shown as `\\xNN`, backslashes of Windows as `/`."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return shown.replace(os.sep, "/")


def show_text(text: str) -> str:
    """Text as valid Unicode: half characters, which JSON can hold, are shown as `\\udNNN`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
