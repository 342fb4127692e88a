"""Keeps site profiles in a file: small enough for a million lines, shown and edited by `cleaner sites`."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from cleaner.atomic import replace_file
from cleaner.errors import SinkError, SourceError
from cleaner.sites.profiles import NORMALISATION, SiteLine, SiteProfiles

# Of the columns of numbers: keys are 8 bytes each, counts of pages 2; one row a line would take four times the space.
_FORMAT = "3"
_SCHEMA = (
    # A site's row has some kilobytes: on small pages, or in a table without row ids, half of the file would be gaps.
    "PRAGMA page_size = 16384",
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE sites (site TEXT PRIMARY KEY, of_pages INTEGER NOT NULL, lines INTEGER NOT NULL,"
        " keys BLOB NOT NULL, pages BLOB NOT NULL, texts BLOB NOT NULL)"
    ),
    "CREATE TABLE kept (site TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (site, key)) WITHOUT ROWID",
)


def write_profiles(profiles: SiteProfiles, path: Path) -> None:
    """Writes profiles to a file, all of it or nothing; the same profiles give the same bytes.

    `cleaner sites show` prints the lines of a site, `cleaner sites keep` marks one as content.

    Args:
        profiles: What to write.
        path: The file; one that is there is replaced.

    Raises:
        SinkError: If it cannot be written.
    """
    try:
        with replace_file(path) as draft, closing(sqlite3.connect(draft)) as database:
            for statement in _SCHEMA:
                database.execute(statement)
            about = [("format", _FORMAT), ("normalisation", NORMALISATION), ("profile_id", profiles.profile_id)]
            database.executemany("INSERT INTO about VALUES (?, ?)", about)
            database.executemany("INSERT INTO sites VALUES (?, ?, ?, ?, ?, ?)", _pack_sites(profiles))
            kept = (
                (site, f"{key:016x}")
                for site in sorted(profiles.sites)
                for key, line in sorted(profiles.sites[site].items())
                if line.keep
            )
            database.executemany("INSERT INTO kept VALUES (?, ?)", kept)
            database.commit()
    except (OSError, sqlite3.Error) as error:
        raise SinkError(f"{path}: cannot write site profiles: {error}") from error


def read_profiles(path: Path) -> SiteProfiles:
    """Reads profiles from a file.

    Args:
        path: The file.

    Returns:
        The profiles, with the marks that people have set.

    Raises:
        SourceError: If there is none, it is no profile, or it is of another normalisation.
    """
    if not path.is_file():
        raise SourceError(f"{path}: no such file of site profiles; make one with `cleaner sites learn`")
    try:
        with closing(sqlite3.connect(path)) as database:
            about = dict(database.execute("SELECT name, value FROM about"))
            made_with = (about.get("format"), about.get("normalisation"))
            if made_with != (_FORMAT, NORMALISATION):
                raise SourceError(f"{path}: made by another version of cleaner; learn the sites anew")
            return _unpack(database)
    except (sqlite3.Error, zlib.error, ValueError) as error:
        raise SourceError(f"{path}: not a file of site profiles: {error}") from error


def _pack_sites(profiles: SiteProfiles) -> Iterator[tuple[str, int, int, bytes, bytes, bytes]]:
    for site in sorted({*profiles.sites, *profiles.pages}):
        lines = dict(sorted(profiles.sites.get(site, {}).items()))
        yield (
            site,
            profiles.pages.get(site, 0),
            len(lines),
            _pack(array("Q", lines)),
            zlib.compress(_pack(array("H", [n for line in lines.values() for n in (line.pages, line.of)])), 9),
            zlib.compress("\n".join(line.text for line in lines.values()).encode("utf-8", "replace"), 9),
        )


def _unpack(database: sqlite3.Connection) -> SiteProfiles:
    kept = set(database.execute("SELECT site, key FROM kept"))
    sites: dict[str, Mapping[int, SiteLine]] = {}
    pages: dict[str, int] = {}
    for site, seen, count, packed_keys, packed_counts, texts in database.execute("SELECT * FROM sites ORDER BY site"):
        pages[site] = seen
        if not count:
            continue
        keys = _read(array("Q"), packed_keys)
        counts = _read(array("H"), zlib.decompress(packed_counts))
        shown = zlib.decompress(texts).decode("utf-8").split("\n")
        sites[site] = {
            key: SiteLine(pages=number, of=of, text=text, keep=(site, f"{key:016x}") in kept)
            for key, number, of, text in zip(keys, counts[::2], counts[1::2], shown, strict=True)
        }
    return SiteProfiles(sites=sites, pages=pages)


def _pack(column: array[int]) -> bytes:
    """The column's bytes, the lowest of each number first on every machine."""
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def _read(column: array[int], packed: bytes) -> array[int]:
    column.frombytes(packed)
    if sys.byteorder == "big":
        column.byteswap()
    return column
