"""Reads archives of page files: ZIP, TAR, and WACZ, which is a ZIP of WARCs."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO, cast

from cleaner.document import PageKind, Reason
from cleaner.errors import NotAPageError
from cleaner.read.files import DAMAGE, Archive, name_format, show_path, split_suffix
from cleaner.read.inputs import PageInput, Problem, ReadOptions, Skipped
from cleaner.read.mhtml import unpack_mhtml
from cleaner.read.records import hash_version
from cleaner.read.tables import HTML_SUFFIXES, MHTML_SUFFIXES, TEXT_SUFFIXES
from cleaner.read.warc import read_warc


def read_zip(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a ZIP archive, in the order of its directory.

    Args:
        stream: The archive; it must be seekable.
        archive: Where it is.
        version: Changes when the file changes.
        options: The limit of a page's size.

    Yields:
        One value a file in it.

    Raises:
        OSError: If it is no ZIP archive.
    """
    with _open_zip(stream) as zipped:
        for entry in zipped.infolist():
            if entry.is_dir():
                continue
            if name_format(entry.filename) != "page":
                yield Skipped(path=f"{show_path(archive.path)}#{entry.filename}", why="its name is not that of a page")
                continue
            try:
                with zipped.open(entry) as file:
                    body = _read_member(file, entry.filename, options.max_page_bytes)
            except (*DAMAGE, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                yield _describe_member(entry.filename, str(error), archive, version)
            else:
                yield _describe_member(entry.filename, body, archive, version)


def read_tar(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a TAR archive in one pass, whatever it is packed with.

    Args:
        stream: The archive.
        archive: Where it is.
        version: Changes when the file changes.
        options: The limit of a page's size.

    Yields:
        One value a file in it.

    Raises:
        OSError: If it is no TAR archive, or damaged.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|*") as tar:
            for entry in tar:
                if not entry.isfile():
                    continue
                name = show_path(entry.name)
                if name_format(name) != "page":
                    yield Skipped(path=f"{show_path(archive.path)}#{name}", why="its name is not that of a page")
                    continue
                file = cast("IO[bytes]", tar.extractfile(entry))
                yield _describe_member(name, _read_member(file, name, options.max_page_bytes), archive, version)
    except tarfile.TarError as error:
        raise OSError(str(error)) from error


def read_wacz(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a web archive collection (WACZ 1.1.1): the WARCs in its folder `archive/`.

    Args:
        stream: The archive; it must be seekable.
        archive: Where it is.
        version: Changes when the file changes.
        options: The limit of a page's size.

    Yields:
        One value a record.

    Raises:
        OSError: If it is no ZIP archive.
    """
    with _open_zip(stream) as zipped:
        for entry in zipped.infolist():
            if name_format(entry.filename) != "warc":
                continue
            inner = Archive(
                path=f"{archive.path}#{entry.filename}", name=f"{archive.name}/{entry.filename}", format="warc"
            )
            with zipped.open(entry) as packed:
                yield from read_warc(packed, inner, version, options)


def _open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except zipfile.BadZipFile as error:
        raise OSError(str(error)) from error


def _read_member(file: IO[bytes], name: str, max_bytes: int) -> bytes:
    # One more than allowed, so that the limit is noticed without unpacking a bomb.
    if name.lower().endswith(".gz"):
        file = cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    return file.read(max_bytes + 1)


def _describe_member(member: str, body: bytes | str, archive: Archive, version: str) -> PageInput:
    """Makes an input of a file in an archive; a string says why there is no body."""
    shown = show_path(archive.path)
    suffix = split_suffix(member)[1]
    problem = (
        None if isinstance(body, bytes) else Problem(reason=Reason.UNREADABLE, detail=f"{shown}: {member}: {body}")
    )
    url = charset = None
    if suffix in MHTML_SUFFIXES and isinstance(body, bytes):
        try:
            page = unpack_mhtml(body, member, f"{shown}#{member}")
        except NotAPageError as error:
            problem = Problem(reason=Reason.NOT_A_PAGE, detail=str(error))
        else:
            body, url, charset = page.body, page.url, page.charset
    stem = archive.name.rpartition("/")[2].partition(".")[0]
    folder = archive.name.rpartition("/")[0]
    return PageInput(
        key=f"{shown}#{member}",
        page_id=f"{show_path(archive.name)}#{member}",
        name="/".join(part for part in (folder, stem, member) if part),
        path=archive.path,
        record=member,
        url=url,
        charset=charset,
        kind=PageKind.HTML if suffix in HTML_SUFFIXES else PageKind.TEXT if suffix in TEXT_SUFFIXES else None,
        body=body if problem is None else None,
        version=version or hash_version(body),
        problem=problem,
    )
