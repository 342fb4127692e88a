"""Reads archives of page files: ZIP, TAR, and WACZ, which is a ZIP of WARCs."""

from __future__ import annotations

import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, cast

from cleaner.document import Reason
from cleaner.errors import NotAPageError
from cleaner.read.file_names import MHTML_SUFFIXES, name_format, name_kind, split_suffix
from cleaner.read.inputs import (
    Archive,
    PageInput,
    Problem,
    ReadOptions,
    Skipped,
    describe_damage,
    hash_version,
    name_member,
    show_path,
)
from cleaner.read.mhtml import unpack_mhtml
from cleaner.read.streams import DAMAGE, unpack_stream
from cleaner.read.warc import read_warc

# Bit 0 of a ZIP entry's flags (PKWARE APPNOTE 6.3.10, 4.4.4).
_ENCRYPTED = 1
# What the library raises on damaged archives.
_ZIP_DAMAGE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, struct.error)


def read_zip(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a ZIP archive, which must be seekable, in the order of its directory."""
    with _open_zip(stream) as zipped:
        for number, entry in enumerate(zipped.infolist()):
            if entry.is_dir():
                continue
            if name_format(entry.filename) != "page":
                path = f"{show_path(archive.path)}#{show_path(entry.filename)}"
                yield Skipped(path=path, why="its name is not that of a page")
                continue
            member = _Member(name=show_path(entry.filename), number=number, archive=archive, version=version)
            yield member.read(partial(_open_zipped, zipped, entry), options.max_page_bytes)


def read_tar(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a TAR archive in one pass, whatever it is packed with."""
    try:
        with tarfile.open(fileobj=stream, mode="r|*", tarinfo=_StrictTarInfo) as tar:
            for number, entry in enumerate(iter(tar.next, None)):
                # The reader would remember every entry that it has passed.
                tar.members = []  # type: ignore[attr-defined]
                if entry.isdir():
                    continue
                name = show_path(entry.name)
                if not entry.isfile():
                    yield Skipped(path=f"{show_path(archive.path)}#{name}", why="it is a link or a device")
                elif name_format(name) != "page":
                    yield Skipped(path=f"{show_path(archive.path)}#{name}", why="its name is not that of a page")
                else:
                    member = _Member(name=name, number=number, archive=archive, version=version)
                    yield member.read(partial(_open_tarred, tar, entry), options.max_page_bytes)
    except tarfile.TarError as error:
        raise OSError(str(error)) from error


def read_wacz(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Skipped]:
    """Reads the pages of a web archive collection (WACZ 1.1.1): the WARCs in its folder `archive/`."""
    with _open_zip(stream) as zipped:
        for entry in zipped.infolist():
            if name_format(entry.filename) != "warc":
                continue
            inner = Archive(
                path=f"{archive.path}#{entry.filename}", name=f"{archive.name}/{entry.filename}", format="warc"
            )
            try:
                with zipped.open(entry) as packed:
                    yield from read_warc(packed, inner, version, options)
            except (*DAMAGE, *_ZIP_DAMAGE, OSError) as error:
                yield describe_damage(inner, version, str(error))


class _StrictTarInfo(tarfile.TarInfo):
    """Says so where an archive is damaged or cut off between two files; the library takes that for its end."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> _StrictTarInfo:
        try:
            return super().fromtarfile(tar)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"{error}: damaged or cut off after {tar.offset} bytes") from error


def _open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except _ZIP_DAMAGE as error:
        raise OSError(str(error)) from error


def _open_zipped(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    if entry.flag_bits & _ENCRYPTED:
        raise OSError("it is encrypted; unpack the archive with its password first")
    try:
        return zipped.open(entry)
    except _ZIP_DAMAGE as error:
        raise OSError(str(error)) from error


def _open_tarred(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    return cast("IO[bytes]", tar.extractfile(entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """A file in an archive; its number tells it from others of the same name."""

    name: str
    number: int
    archive: Archive
    version: str

    def read(self, open_member: Callable[[], IO[bytes]], max_bytes: int) -> PageInput:
        """Makes an input of it; what is wrong with it alone is its own problem and not the archive's."""
        shown = show_path(self.archive.path)
        try:
            with open_member() as packed, unpack_stream(packed, self.name) as file:
                # One more than allowed, so that the limit is noticed without unpacking a bomb.
                body = file.read(max_bytes + 1)
        except tarfile.TarError:
            raise
        except (*DAMAGE, *_ZIP_DAMAGE, OSError) as error:
            return self._describe(Problem(reason=Reason.UNREADABLE, detail=f"{shown}: {self.name}: {error}"))
        if len(body) > max_bytes:
            detail = f"{shown}: {self.name}: over the limit of max_page_bytes = {max_bytes}"
            return self._describe(Problem(reason=Reason.TOO_LARGE, detail=detail))
        if split_suffix(self.name)[1] not in MHTML_SUFFIXES:
            return self._describe(body)
        try:
            page = unpack_mhtml(body, self.name, f"{shown}#{self.name}")
        except NotAPageError as error:
            return self._describe(Problem(reason=Reason.NOT_A_PAGE, detail=str(error)))
        return self._describe(page.body, url=page.url, charset=page.charset)

    def _describe(
        self, content: bytes | str | Problem, *, url: str | None = None, charset: str | None = None
    ) -> PageInput:
        body, problem = (None, content) if isinstance(content, Problem) else (content, None)
        return PageInput(
            key=f"{show_path(self.archive.path)}#{self.number}#{self.name}",
            page_id=f"{show_path(self.archive.name)}#{self.name}",
            name=name_member(self.archive, self.name),
            path=self.archive.path,
            record=self.name,
            url=url,
            charset=charset,
            kind=name_kind(self.name),
            body=body,
            version=self.version or ("" if body is None else hash_version(body)),
            problem=problem,
        )
