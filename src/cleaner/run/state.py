"""What a run knows about its inputs, on disk from the first moment, so that it can go on after any kind of end."""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cleaner.atomic import hold_alone, replace_file
from cleaner.errors import SettingsError, SinkError
from cleaner.read import PageInput, show_text
from cleaner.run.naming import RUN_FILES, choose_name, fold_path
from cleaner.run.request import RunRequest

STATE_FOLDER = ".cleaner"
# Files of the run itself, which no page's output may be named as.
RESERVED_NAMES = (*RUN_FILES, "rejected", STATE_FOLDER)

# Fewer pages have no median worth comparing with.
_MIN_SIBLINGS = 8
_LOW_WORDS_RATIO = 0.2
_LOW_SHARE_RATIO = 0.5

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (folded TEXT PRIMARY KEY, is_folder INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    key TEXT PRIMARY KEY, ordinal INTEGER, round INTEGER, version TEXT, page_id TEXT UNIQUE, output TEXT,
    status TEXT, reason TEXT, row TEXT, ms REAL, bytes INTEGER,
    site TEXT, kept INTEGER, total INTEGER, warning TEXT, shard TEXT, shard_row INTEGER
);
CREATE TABLE IF NOT EXISTS parts (key TEXT, name TEXT, part BLOB, PRIMARY KEY (key, name));
"""
# Changes with the tables.
_FORMAT = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """One input with its place in the run.

    Attributes:
        found: The input, under an id that no other has.
        output: Path that its output gets, relative to the output folder.
        is_known: Whether an earlier run has met it, and may have left files that are no longer right.
    """

    found: PageInput
    output: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one input ended.

    Attributes:
        row: Its row of the manifest.
        parts: What it adds to outputs of many pages, by their names, packed.
    """

    row: dict[str, Any]
    parts: Mapping[str, bytes] = field(default_factory=dict)


class RunState:
    """The run's database, `OUT/.cleaner/state.sqlite`; one process at a time may hold it.

    Args:
        request: What the run is asked for.

    Raises:
        SettingsError: If the folder holds the output of another run, or files of another origin.
        SinkError: If it cannot be written, or another run is at work in it.
    """

    def __init__(self, request: RunRequest) -> None:
        out = self._out = request.out
        self._retry = request.retry
        self._suffix = request.suffix
        path = out / STATE_FOLDER / "state.sqlite"
        with explain_disk_errors(out):
            if (
                not (request.overwrite or path.exists())
                and out.is_dir()
                and any(file.name != STATE_FOLDER for file in out.iterdir())
            ):
                raise SettingsError(
                    f"{out}: not empty, and not the output of an earlier run; choose another folder or add --overwrite"
                )
            (out / STATE_FOLDER / "tmp").mkdir(parents=True, exist_ok=True)
            self._open(path)
            if request.overwrite:
                self._remove_outputs()
            self._compare_facts({"state": _FORMAT, **request.facts()})
            for leftover in (out / STATE_FOLDER / "tmp").iterdir():
                leftover.unlink()
        self._round = int(self._fact("round") or 0) + 1
        self._set_fact("round", str(self._round))
        self._count = 0

    def plan(self, found: PageInput) -> PlannedPage | None:
        """Gives an input its place, its unique id and its output's name, or finds those that it was given before.

        Returns:
            What is to be done; None where an earlier run has done it and nothing has changed since.
        """
        ordinal, self._count = self._count, self._count + 1
        known = self._database.execute(
            "SELECT page_id, output, version, status, reason FROM pages WHERE key = ?", (found.key,)
        ).fetchone()
        if known is None:
            page_id = self._unique_id(found)
            output = choose_name(found.name, found.key, self._suffix, self._claim_name)
            self._database.execute(
                "INSERT INTO pages (key, ordinal, round, version, page_id, output) VALUES (?, ?, ?, ?, ?, ?)",
                (found.key, ordinal, self._round, found.version, page_id, output),
            )
        else:
            page_id, output, version, status, reason = known
            is_done = self._is_done(found, output, version, status, reason)
            self._database.execute(
                "UPDATE pages SET ordinal = ?, round = ?, version = ?, status = iif(?, status, NULL) WHERE key = ?",
                (ordinal, self._round, found.version, is_done, found.key),
            )
            if is_done:
                return None
        return PlannedPage(found=replace(found, page_id=page_id), output=output, is_known=known is not None)

    def was_planned(self, found: PageInput) -> bool:
        """Says whether this run has met the input already, as when a file is named twice."""
        query = "SELECT 1 FROM pages WHERE key = ? AND round = ?"
        return self._database.execute(query, (found.key, self._round)).fetchone() is not None

    def record(self, page: PlannedPage, outcome: Outcome, ms: float) -> None:
        """Keeps how an input ended; it is on disk after the next `commit`."""
        key, row = page.found.key, outcome.row
        counted = row["accounting"] or {"kept": 0, "total": 0}
        self._database.execute(
            "UPDATE pages SET status = ?, reason = ?, row = ?, ms = ?, bytes = ?, site = ?, kept = ?, total = ?"
            " WHERE key = ?",
            (
                # Text of a page may hold half characters, which no UTF-8 can say.
                *(row["status"], row["reason"], show_text(json.dumps(row, ensure_ascii=False)), ms, row["bytes"] or 0),
                *(show_text(_site_of(row["url"], page.found.name)), counted["kept"], counted["total"], key),
            ),
        )
        if page.is_known:
            self._database.execute("DELETE FROM parts WHERE key = ?", (key,))
        parts = [(key, name, part) for name, part in outcome.parts.items()]
        self._database.executemany("INSERT INTO parts VALUES (?, ?, ?)", parts)

    def commit(self) -> None:
        """Puts everything on disk that was planned and recorded."""
        with explain_disk_errors(self._out):
            self._database.commit()

    def read_rows(self, *, timings: bool = False) -> Iterator[str]:
        """The manifest's rows, in the order of the inputs."""
        columns = "row, warning, shard, shard_row, ms"
        query = f"SELECT {columns} FROM pages WHERE round = ? AND status IS NOT NULL ORDER BY ordinal"  # noqa: S608
        for row, warning, shard, shard_row, ms in self._database.execute(query, (self._round,)):
            added: dict[str, object] = {"warnings": [warning]} if warning else {}
            if shard is not None:
                added |= {"output": shard, "output_row": shard_row}
            if timings:
                added["ms"] = round(ms, 2)
            yield json.dumps({**json.loads(row), **added}, ensure_ascii=False) if added else row

    def read_parts(self, name: str) -> Iterator[tuple[int, bytes]]:
        """What pages have added to an output of many, with their places, in the order of the inputs."""
        # Pages in their order, then the part of each: the other way round, all parts would have to be sorted.
        query = (
            "SELECT ordinal, part FROM pages CROSS JOIN parts ON parts.key = pages.key AND parts.name = ?"
            " WHERE round = ? ORDER BY ordinal"
        )
        yield from self._database.execute(query, (name, self._round))

    def forget_places(self) -> None:
        """Forgets which shard each page's row is in."""
        self._database.execute("UPDATE pages SET shard = NULL, shard_row = NULL")

    def note_place(self, ordinal: int, shard: str, shard_row: int) -> None:
        """Notes which shard a page's row is in, and where."""
        self._database.execute(
            "UPDATE pages SET shard = ?, shard_row = ? WHERE ordinal = ? AND round = ?",
            (shard, shard_row, ordinal, self._round),
        )

    def count_statuses(self) -> dict[str | None, int]:
        """How many inputs ended how; None counts those that did not end."""
        query = "SELECT status, count(*) FROM pages WHERE round = ? GROUP BY status"
        return dict(self._database.execute(query, (self._round,)).fetchall())

    def count_reasons(self) -> dict[str, int]:
        """How many inputs were not written for which reason, most frequent first."""
        query = (
            "SELECT reason, count(*) FROM pages WHERE round = ? AND reason IS NOT NULL"
            " GROUP BY reason ORDER BY count(*) DESC, reason"
        )
        return dict(self._database.execute(query, (self._round,)).fetchall())

    def warn_low_yields(self) -> int:
        """Marks written pages that keep far less than their siblings, and says how many.

        A page is compared with the pages of the same part of its site, or of its folder: it keeps under a fifth of
        their median words, and under half of their median share of the page's words.
        """
        self._database.execute("UPDATE pages SET warning = NULL WHERE warning IS NOT NULL")
        query = (
            "SELECT site, kept, CAST(kept AS REAL) / max(total, 1) FROM pages"
            " WHERE round = ? AND status = 'written' ORDER BY site"
        )
        groups = itertools.groupby(self._database.execute(query, (self._round,)).fetchall(), key=lambda row: row[0])
        for site, group in groups:
            siblings = list(group)
            if len(siblings) < _MIN_SIBLINGS:
                continue
            words = statistics.median(row[1] for row in siblings)
            share = statistics.median(row[2] for row in siblings)
            self._database.execute(
                "UPDATE pages SET warning = 'low_yield' WHERE round = ? AND site = ? AND status = 'written'"
                " AND kept < ? AND CAST(kept AS REAL) / max(total, 1) < ?",
                (self._round, site, words * _LOW_WORDS_RATIO, share * _LOW_SHARE_RATIO),
            )
        return int(self._database.execute("SELECT count(*) FROM pages WHERE warning IS NOT NULL").fetchone()[0])

    def find_extremes(self, column: str, count: int) -> list[tuple[str, float]]:
        """The pages with the highest `ms` or `bytes`, with that figure."""
        query = f"SELECT page_id, {column} FROM pages WHERE round = ? ORDER BY {column} DESC, ordinal LIMIT ?"  # noqa: S608
        return self._database.execute(query, (self._round, count)).fetchall()

    def sum_sizes(self) -> tuple[int, float]:
        """Bytes of all bodies, and milliseconds that workers spent on them."""
        query = "SELECT ifnull(sum(bytes), 0), ifnull(sum(ms), 0) FROM pages WHERE round = ?"
        size, ms = self._database.execute(query, (self._round,)).fetchone()
        return int(size), float(ms)

    def count_vanished(self) -> int:
        """How many inputs of earlier runs this one has not met."""
        return int(self._database.execute("SELECT count(*) FROM pages WHERE round < ?", (self._round,)).fetchone()[0])

    def close(self) -> None:
        """Lets go of the database; what was not committed is forgotten."""
        self._database.close()

    def _open(self, path: Path) -> None:
        self._database = sqlite3.connect(path, timeout=0)
        hold_alone(self._database)
        self._database.executescript(_SCHEMA)
        self._database.execute("CREATE INDEX IF NOT EXISTS by_ordinal ON pages (ordinal)")
        self._database.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, ?)", [(fold_path(name), False) for name in RESERVED_NAMES]
        )
        self._database.commit()

    def _remove_outputs(self) -> None:
        """Removes what earlier runs have written, and nothing else, then what they knew."""
        query = "SELECT output, json_extract(row, '$.quarantine') FROM pages"
        for path in itertools.chain.from_iterable(self._database.execute(query)):
            if path is not None:
                (self._out / path).unlink(missing_ok=True)
        shards = self._database.execute("SELECT DISTINCT shard FROM pages WHERE shard IS NOT NULL").fetchall()
        for name in (*RUN_FILES, *(shard for (shard,) in shards)):
            (self._out / name).unlink(missing_ok=True)
        for table in ("pages", "parts", "facts"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        self._database.execute(
            "DELETE FROM names WHERE folded NOT IN (SELECT value FROM json_each(?))",
            (json.dumps([fold_path(name) for name in RESERVED_NAMES]),),
        )
        self._database.commit()

    def _compare_facts(self, facts: Mapping[str, str]) -> None:
        known = self._fact("asked")
        if known is None:
            self._set_fact("asked", json.dumps(facts))
            self._database.commit()
            return
        before = json.loads(known)
        changed = [name for name in {**before, **facts} if before.get(name) != facts.get(name)]
        if changed:
            what = "; ".join(f"{name} was {before.get(name)}, now {facts.get(name)}" for name in changed)
            raise SettingsError(
                f"{self._out}: holds the output of a run that was asked for something else ({what});"
                " choose another folder, or --overwrite to remove that output"
            )

    def _fact(self, name: str) -> str | None:
        found = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def _set_fact(self, name: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _is_done(self, found: PageInput, output: str, version: str, status: str | None, reason: str | None) -> bool:
        if status is None or version != found.version or reason == "unreadable":
            return False
        if status in self._retry or reason in self._retry:
            return False
        return status != "written" or self._has_row(found) or (self._out / output).exists()

    def _has_row(self, found: PageInput) -> bool:
        """Whether a page's output is a row of a shard."""
        query = "SELECT 1 FROM parts WHERE key = ? AND name = 'rows'"
        return self._database.execute(query, (found.key,)).fetchone() is not None

    def _unique_id(self, found: PageInput) -> str:
        candidate, number = found.page_id, 1
        while self._database.execute("SELECT 1 FROM pages WHERE page_id = ?", (candidate,)).fetchone() is not None:
            number += 1
            candidate = f"{found.page_id}#{number}"
        return candidate

    def _claim_name(self, path: str) -> bool:
        """Takes a path for a file, unless it or a folder on its way is something else already.

        What was in the folder before the run is never written over, and no link is followed out of it.
        """
        folded = fold_path(path)
        parts = folded.split("/")
        folders = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
        is_new_folder = False
        for name in (*folders, folded):
            known = self._database.execute("SELECT is_folder FROM names WHERE folded = ?", (name,)).fetchone()
            if known is not None and (name == folded or not known[0]):
                return False
            is_new_folder = is_new_folder or (known is None and name != folded)
        if os.path.lexists(f"{self._out}/{path}"):
            return False
        if is_new_folder:
            self._refuse_links(path)
        self._database.executemany("INSERT OR IGNORE INTO names VALUES (?, 1)", [(name,) for name in folders])
        self._database.execute("INSERT INTO names VALUES (?, 0)", (folded,))
        return True

    def _refuse_links(self, path: str) -> None:
        for folder in (self._out / path).parents:
            if folder == self._out:
                return
            if folder.is_symlink():
                raise SinkError(f"{folder}: is a link that leads out of the output; remove it or choose another folder")


def _site_of(url: str | None, name: str) -> str:
    """The pages that a page is compared with: those of the same part of the same site, or of the same folder."""
    if not url:
        return name.rpartition("/")[0]
    address = url.partition("://")[2] or url
    return "/".join(address.split("?")[0].split("/")[:2] if address.count("/") > 1 else address.split("/")[:1]).lower()


@contextmanager
def replace_output(out: Path, name: str) -> Iterator[Path]:
    """Has a file of the output written among the run's own first, where a killed run's drafts are removed by the next.

    Args:
        out: The output folder.
        name: The file's path in it.

    Yields:
        The path to write to.

    Raises:
        SinkError: If it cannot be written.
    """
    with explain_disk_errors(out), replace_file(out / name, out / STATE_FOLDER / "tmp" / str(os.getpid())) as draft:
        yield draft


@contextmanager
def explain_disk_errors(out: Path) -> Iterator[None]:
    """Turns errors of the disk and of the database into a sentence about the output folder.

    Args:
        out: The output folder.

    Yields:
        Nothing.

    Raises:
        SinkError: If the body fails to write.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise SinkError(f"{out}: another run is writing there; wait for it or choose another folder") from error
        raise SinkError(f"{out}: cannot be written: {error}; run the same command again to continue") from error
    except sqlite3.DatabaseError as error:
        raise SinkError(f"{out / STATE_FOLDER}: damaged ({error}); add --overwrite to start anew") from error
    except OSError as error:
        place = error.filename or os.fspath(out)
        why = error.strerror or error
        raise SinkError(f"{place}: cannot be written: {why}; run the same command again to continue") from error
