"""What a learn has done so far, on disk, so that one that was killed goes on where it was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from cleaner.atomic import hold_alone
from cleaner.errors import ChangedInputError, SinkError
from cleaner.sites import PageSketch, SiteLearner

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS done (key TEXT PRIMARY KEY, version TEXT NOT NULL, problem TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sketches (
    site TEXT NOT NULL, page INTEGER NOT NULL, keys BLOB NOT NULL, words BLOB NOT NULL, texts BLOB NOT NULL,
    PRIMARY KEY (site, page)
) WITHOUT ROWID;
"""
# Pages between two moments at which everything is on disk; a killed learn does at most these again.
_COMMIT_PAGES = 200


class LearningLog:
    """The pages that a learn has seen and what it took from them, in a file beside the profile to be.

    A page is on disk together with what was taken from it, or not at all; samples are merged by the smallest hashes,
    so the pages that are done again after a kill change nothing.

    Args:
        path: The file; one of an interrupted learn is continued.
        facts: What was asked for; an interrupted learn that was asked for something else is forgotten.

    Raises:
        SinkError: If it cannot be written, or another learn is at work on it.
    """

    def __init__(self, path: Path, facts: Mapping[str, str]) -> None:
        self._path = path
        self._pending = 0
        self._facts = json.dumps(facts, sort_keys=True)
        try:
            self._open()
        except sqlite3.DatabaseError:
            # Damaged; one that another learn holds, or that cannot be written, is left alone: `_open` says which.
            self._start_anew()

    def read_sketches(self, learner: SiteLearner) -> int:
        """Gives a learner what an interrupted learn has taken.

        Args:
            learner: A fresh learner.

        Returns:
            How many pages the interrupted learn has seen.
        """
        for site, *columns in self._database.execute("SELECT site, page, keys, words, texts FROM sketches"):
            page, keys, words, texts = columns
            learner.add_sketch(site, PageSketch(page=page, keys=keys, words=words, texts=texts))
        return int(self._database.execute("SELECT count(*) FROM done").fetchone()[0])

    def find_problem(self, key: str, version: str) -> str | None:
        """Says how an input ended that an interrupted learn has seen.

        Args:
            key: The input.
            version: Its version now.

        Returns:
            Why it could not be read, empty where it could; None where it has not been seen.

        Raises:
            ChangedInputError: If it has changed since.
        """
        row = self._database.execute("SELECT version, problem FROM done WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        if row[0] != version:
            raise ChangedInputError(key)
        return str(row[1])

    def record(self, key: str, version: str, problem: str, taken: tuple[str, PageSketch] | None) -> None:
        """Keeps how an input ended and what was taken from it."""
        try:
            self._database.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", (key, version, problem))
            if taken is not None:
                site, sketch = taken
                row = (site, sketch.page, sketch.keys, sketch.words, sketch.texts)
                self._database.execute("INSERT OR REPLACE INTO sketches VALUES (?, ?, ?, ?, ?)", row)
            self._pending += 1
            if self._pending >= _COMMIT_PAGES:
                self._database.commit()
                self._pending = 0
        except sqlite3.Error as error:
            raise SinkError(f"{self._path}: cannot be written: {error}; run the same command again") from error

    def forget(self) -> None:
        """Removes all that an interrupted learn has seen."""
        self._database.execute("DELETE FROM done")
        self._database.execute("DELETE FROM sketches")
        self._database.commit()

    def close(self, *, remove: bool) -> None:
        """Lets go of the file, and removes it where the learn has ended."""
        self._database.commit()
        self._database.close()
        if remove:
            self._unlink()

    def _open(self) -> None:
        try:
            self._database = sqlite3.connect(self._path, timeout=0)
            hold_alone(self._database)
            self._database.executescript(_SCHEMA)
            known = self._database.execute("SELECT value FROM facts WHERE name = 'asked'").fetchone()
            if known is None or known[0] != self._facts:
                self.forget()
                self._database.execute("INSERT OR REPLACE INTO facts VALUES ('asked', ?)", (self._facts,))
                self._database.commit()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise SinkError(f"{self._path}: another learn is at work on it; wait for it to end") from error
            raise SinkError(f"{self._path}: cannot be written: {error}") from error

    def _start_anew(self) -> None:
        self._database.close()
        self._unlink()
        self._open()

    def _unlink(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
