"""SQLite files that one process holds at a time and that a kill at any moment leaves whole."""

from __future__ import annotations

import sqlite3


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
