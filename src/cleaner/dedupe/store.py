"""Keeps site profiles in a file that people can open with any SQLite tool."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cleaner.dedupe.keys import NORMALISATION
from cleaner.dedupe.profiles import SiteLine, SiteProfiles
from cleaner.errors import SinkError, SourceError

_SCHEMA = (
    "PRAGMA page_size = 4096",
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE lines (site TEXT NOT NULL, key TEXT NOT NULL, pages INTEGER NOT NULL, of_pages INTEGER NOT NULL,"
        " keep INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL, PRIMARY KEY (site, key)) WITHOUT ROWID"
    ),
)


def write_profiles(profiles: SiteProfiles, path: Path) -> None:
    """Writes profiles to a file, all of it or nothing; the same profiles give the same bytes.

    To keep a line that the profile would remove, set its `keep` to 1 here, or use `cleaner sites keep`.

    Args:
        profiles: What to write.
        path: The file; one that is there is replaced.

    Raises:
        SinkError: If it cannot be written.
    """
    draft = path.with_name(f".{path.name}.tmp")
    rows = (
        (site, f"{key:016x}", line.pages, line.of, int(line.keep), line.text.encode("utf-8", "replace").decode())
        for site in sorted(profiles.sites)
        for key, line in sorted(profiles.sites[site].items())
    )
    try:
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as database:
            for statement in _SCHEMA:
                database.execute(statement)
            about = [("normalisation", NORMALISATION), ("profile_id", profiles.profile_id)]
            database.executemany("INSERT INTO about VALUES (?, ?)", about)
            database.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", rows)
            database.commit()
        draft.replace(path)
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
    return _read(path)


def _read(path: Path) -> SiteProfiles:
    try:
        with closing(sqlite3.connect(path)) as database:
            version, profiles = _load(database)
    except sqlite3.Error as error:
        raise SourceError(f"{path}: not a file of site profiles: {error}") from error
    if version != NORMALISATION:
        raise SourceError(f"{path}: made with {version}, this is {NORMALISATION}; learn the sites anew")
    return profiles


def _load(database: sqlite3.Connection) -> tuple[str, SiteProfiles]:
    row = database.execute("SELECT value FROM about WHERE name = 'normalisation'").fetchone()
    sites: dict[str, dict[int, SiteLine]] = {}
    for site, key, pages, of, keep, text in database.execute("SELECT * FROM lines"):
        sites.setdefault(site, {})[int(key, 16)] = SiteLine(pages=pages, of=of, keep=bool(keep), text=text)
    return (row[0] if row else "nothing known"), SiteProfiles(sites=sites)
