"""Learns site profiles from many pages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from cleaner.document import Page
from cleaner.errors import ChangedInputError, PageError, SourceError
from cleaner.read import Notice, PageInput, ReadOptions, Skipped, find_pages, load_file
from cleaner.run.learning import LearningLog
from cleaner.run.request import find_version
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import NORMALISATION, PageSketch, SiteLearner, SiteProfiles

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
        SinkError: If the log cannot be written.
    """
    if log_path is None:
        return _Learning(options, settings, tell, None).learn(inputs)
    facts = {
        "cleaner version": find_version(),
        "normalisation": NORMALISATION,
        "sample": str(settings.site_sample_pages),
        "bytes": str(settings.max_page_bytes),
        "inputs": json.dumps(list(inputs)),
        "fields": json.dumps([options.html_field, options.url_field, options.id_field]),
    }
    log = LearningLog(log_path, facts)
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

    def __init__(self, options: ReadOptions, settings: Settings, tell: Tell, log: LearningLog | None) -> None:
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
        return self._learner.freeze()

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
            return "", self._learner.add_page(segment_page(_load(found, self._settings)))
        except (PageError, SourceError):
            return "unreadable", None


def _hash(body: bytes | str | None) -> str:
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body or b""
    return blake2b(raw, digest_size=8).hexdigest()


def _load(found: PageInput, settings: Settings) -> Page:
    if found.body is None:
        return load_file(found, found.page_id, settings.max_page_bytes)
    return Page(
        page_id=found.page_id, url=found.url, body=found.body, kind=found.kind, charset=found.charset, origin=found.key
    )
