"""Opens files, local or remote, packed or not."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import sys
import zlib
from pathlib import Path
from typing import IO, Any, cast

from cleaner.errors import SourceError
from cleaner.read.file_names import PACKED_SUFFIXES

# What unpacking raises on bytes that are damaged, truncated or packed otherwise than their name says.
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError)


def open_file(path: str, *, unpack: bool = True) -> IO[bytes]:
    """Opens a local file, or a remote one by its address, and unpacks what its name says is packed."""
    raw = _open_remote(path) if "://" in path else Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    return unpack_stream(raw, path) if unpack else raw


def open_stdin() -> IO[bytes]:
    """Opens stdin; closing that closes nothing else, so that stdin can be asked again."""
    return os.fdopen(os.dup(sys.stdin.fileno()), "rb")


def unpack_stream(raw: IO[bytes], name: str) -> IO[bytes]:
    """Unpacks a stream if its name says that it is packed; closing it closes both."""
    packing = PACKED_SUFFIXES.get(os.path.splitext(name)[1].lower())  # noqa: PTH122 - or an address
    if packing == "gzip":
        return cast("IO[bytes]", _GzipFile(fileobj=raw))
    if packing == "zstd":
        return _unpack_zstd(raw, name)
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


def read_up_to(file: IO[bytes], max_bytes: int) -> bytes:
    """Reads at most so many bytes, without setting memory aside for more than there are."""
    # Asked for the limit at once, the system would set that much memory aside for every page.
    size = os.fstat(file.fileno()).st_size if isinstance(file, io.BufferedReader | io.FileIO) else max_bytes
    body = file.read(min(size + 1, max_bytes))
    return body + file.read(max_bytes - len(body)) if len(body) > size else body
