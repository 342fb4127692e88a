"""Files that are whole at every moment, whenever the process is killed: drafts that take their place, SQLite files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replace_file(path: Path, draft: Path | None = None) -> Iterator[Path]:
    """Has a file written under another name; it takes its place once it is whole.

    Args:
        path: The file; one that is there is replaced. Its folder is made where the draft is in another.
        draft: Where to write, on the same disk; by default beside the file, with a dot before its name.

    Yields:
        The path to write to; what the block leaves there is removed where it fails.

    Raises:
        OSError: If it cannot be written.
    """
    draft = draft or path.with_name(f".{path.name}.part")
    try:
        yield draft
        try:
            draft.replace(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def hold_alone(database: sqlite3.Connection) -> None:
    """Makes a database this process's own until it is closed, and every commit safe from a kill.

    Args:
        database: Just connected, with a timeout of 0: another holder is told of at once.

    Raises:
        sqlite3.OperationalError: If another process holds it, or it cannot be written.
        sqlite3.DatabaseError: If the file is no database.
    """
    # Without memory that processes share the database also works on network drives.
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    # A killed process loses nothing with NORMAL; only a power cut may cost the last commits.
    database.execute("PRAGMA synchronous = NORMAL")
