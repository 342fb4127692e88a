"""Learns site profiles from many pages, and goes on where a learn that was killed has stopped."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from cleaner.atomic import hold_alone
from cleaner.errors import ChangedInputError, PageError, SinkError, SourceError
from cleaner.read import Notice, PageInput, ReadOptions, Skipped, find_pages, load_page
from cleaner.run.request import find_version
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import NORMALISATION, PageSketch, SiteLearner, SiteProfiles

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
_SHOWN_SITES = 5

Tell = Callable[[str], None]


def learn_sites(
    inputs: Sequence[str], options: ReadOptions, settings: Settings, tell: Tell, log_path: Path | None = None
) -> SiteProfiles:
    """Reads every page of the inputs and learns what their sites repeat.

    Args:
        inputs: As `cleaner.read.find_pages` takes them.
        options: How to read them.
        settings: The caller's choices.
        tell: Takes sentences for the user: guesses, and how many pages could not be read.
        log_path: Where what was done is kept until the learn has ended, so that one that was killed goes on; None
            keeps nothing.

    Returns:
        The profiles; the same for any order of the same pages, and however often the learn was killed.

    Raises:
        SourceError: If an input does not exist.
        SinkError: If the log cannot be written, or another learn is at work on it.
    """
    if log_path is None:
        return _Learning(options, settings, tell, None).learn(inputs)
    facts = {
        "cleaner version": find_version(),
        "normalisation": NORMALISATION,
        "sample": str(settings.site_sample_pages),
        "bytes": str(settings.max_page_bytes),
        "inputs": json.dumps(list(inputs)),
        "fields": json.dumps([options.html_field, options.url_field, options.id_field, options.kind]),
    }
    log = _Log(log_path, facts)
    is_done = False
    try:
        try:
            profiles = _Learning(options, settings, tell, log).learn(inputs)
        except ChangedInputError:
            tell("inputs have changed since the learn was interrupted; it starts anew")
            log.forget()
            profiles = _Learning(options, settings, tell, log).learn(inputs)
        is_done = True
    finally:
        log.close(remove=is_done)
    return profiles


class _Learning:
    """One pass over the inputs."""

    def __init__(self, options: ReadOptions, settings: Settings, tell: Tell, log: _Log | None) -> None:
        self._options = options
        self._settings = settings
        self._tell = tell
        self._log = log
        self._learner = SiteLearner(settings)
        self._before = 0 if log is None else log.read_sketches(self._learner)
        self._met: set[str] = set()

    def learn(self, inputs: Sequence[str]) -> SiteProfiles:
        if self._before:
            self._tell(f"goes on after {self._before} pages of an interrupted learn")
        unread: Counter[str] = Counter()
        for found in find_pages(inputs, self._options):
            if isinstance(found, Notice):
                self._tell(found.text)
            else:
                unread["skipped" if isinstance(found, Skipped) else self._take(found)] += 1
        if len(self._met) < self._before:
            raise ChangedInputError
        for why, count in sorted(unread.items()):
            if why:
                self._tell(f"{count} inputs were {why}; they are not in the profiles")
        profiles = self._learner.freeze()
        for sentence in _tell_untaught(profiles, self._learner.list_mixed(), self._settings):
            self._tell(sentence)
        return profiles

    def _take(self, found: PageInput) -> str:
        """Learns from one input, unless an interrupted learn has, and says what was wrong with it, if anything."""
        if self._log is None:
            return self._read(found)[0]
        version = found.version or _hash(found.body)
        known = self._log.find_problem(found.key, version) if self._before else None
        if known is not None:
            self._met.add(found.key)
            return known
        problem, taken = self._read(found)
        self._log.record(found.key, version, problem, taken)
        return problem

    def _read(self, found: PageInput) -> tuple[str, tuple[str, PageSketch] | None]:
        if found.problem is not None:
            return "unreadable", None
        try:
            page = load_page(found, self._settings.max_page_bytes)
            return "", self._learner.add_page(segment_page(page))
        except (PageError, SourceError):
            return "unreadable", None


def _tell_untaught(profiles: SiteProfiles, mixed: Sequence[str], settings: Settings) -> Iterator[str]:
    """Says of which sites nothing was learned, and what would change that."""
    few = [site for site in profiles.list_untaught() if profiles.pages[site] < settings.site_few_pages]
    bare = [site for site in profiles.list_untaught() if site not in few and site not in mixed]
    if few:
        yield f"{_name_some(few)}: nothing learned, fewer than {settings.site_few_pages} different pages"
    if bare:
        yield f"{_name_some(bare)}: nothing learned, no line stands on enough of the pages in one language"
    for site in mixed:
        yield (
            f"{site}: nothing learned, dumps of several sites lie there without addresses; give each site a folder of"
            " its own, or its pages' addresses in JSON Lines"
        )


def _name_some(sites: Sequence[str]) -> str:
    shown = ", ".join(sites[:_SHOWN_SITES])
    return shown if len(sites) <= _SHOWN_SITES else f"{shown} and {len(sites) - _SHOWN_SITES} other sites"


def _hash(body: bytes | str | None) -> str:
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body or b""
    return blake2b(raw, digest_size=8).hexdigest()


class _Log:
    """The pages that a learn has seen and what it took from them, in a file beside the profile to be.

    A page is on disk together with what was taken from it, or not at all; samples are merged by the smallest hashes,
    so the pages that are done again after a kill change nothing. What was asked for otherwise is forgotten.
    """

    def __init__(self, path: Path, facts: Mapping[str, str]) -> None:
        self._path = path
        self._pending = 0
        self._facts = json.dumps(facts, sort_keys=True)
        try:
            self._open()
        except sqlite3.DatabaseError:
            # Damaged; one that another learn holds, or that cannot be written, is left alone: `_open` says which.
            self._database.close()
            self._unlink()
            self._open()

    def read_sketches(self, learner: SiteLearner) -> int:
        """Gives a learner what an interrupted learn has taken, and says how many pages that one has seen."""
        for site, *columns in self._database.execute("SELECT site, page, keys, words, texts FROM sketches"):
            page, keys, words, texts = columns
            learner.add_sketch(site, PageSketch(page=page, keys=keys, words=words, texts=texts))
        return int(self._database.execute("SELECT count(*) FROM done").fetchone()[0])

    def find_problem(self, key: str, version: str) -> str | None:
        """Why an input could not be read, empty where it could; None where no interrupted learn has seen it."""
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

    def _unlink(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
