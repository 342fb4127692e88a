"""Many pages for a library user: one after the other in this process, or side by side in worker processes."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cleaner import pipeline
from cleaner.dedupe import SiteProfiles
from cleaner.document import Document, Page, Reason, Rejection
from cleaner.errors import PageError, SettingsError
from cleaner.read import PageSource, read_page
from cleaner.settings import Settings

_MAX_CHUNK_PAGES = 8
# Pages that come slowly, as from a scraper at work, are not held back until there are enough of them.
_MAX_GATHER_SECONDS = 0.05
# Documents that are done but wait for an earlier page: enough for a page that takes a hundred times the usual.
_MAX_HELD_PER_WORKER = 128


def clean_pages(
    pages: Iterable[PageSource | Page],
    *,
    settings: Settings | None = None,
    sites: SiteProfiles | None = None,
    workers: int = 1,
) -> Iterator[Document | Rejection]:
    """Cleans many pages and gives them back in their order.

    With one worker, pages are cleaned in this process as they are asked for. With more, each runs in a process of its
    own: a page over `max_page_seconds` or `max_page_memory_bytes` is ended there and becomes a rejection. The caller's
    script is not run again in them.

    Args:
        pages: Anything that `clean` takes; `Page` values carry their own ids and addresses. Taken as they are needed.
        settings: The caller's choices; by default `Settings()`.
        sites: What is known about the sites of the pages, if the caller has learned it.
        workers: How many processes; 0 for as many as there are cores.

    Yields:
        For each page its document, or the rejection that says why there is none.

    Raises:
        SettingsError: If `workers` is negative.
        SourceError: If a file cannot be read.
        TypeError: If `pages` is one page.
    """
    if isinstance(pages, str | bytes | bytearray | memoryview):
        raise TypeError(f"pages is one {type(pages).__name__}; give a list of pages, or call clean for one")
    settings = settings or Settings()
    if workers < 0:
        raise SettingsError(f"workers is {workers}; give 1 or more, or 0 for as many as there are cores")
    if workers == 1:
        yield from pipeline.clean_pages(pages, settings=settings, sites=sites)
        return
    yield from _Ordered(settings, sites).run(pages, workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    number: int
    page: Page | Rejection
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clean:
    settings: Settings
    sites: SiteProfiles | None

    def __call__(self, task: _Task) -> Document | Rejection:
        if isinstance(task.page, Rejection):
            return task.page
        (result,) = pipeline.clean_pages([task.page], settings=self.settings, sites=self.sites)
        return result


class _Ordered:
    """Puts answers back in order, and asks for no new pages while too many wait for one."""

    def __init__(self, settings: Settings, sites: SiteProfiles | None) -> None:
        self._settings = settings
        self._sites = sites
        self._held: dict[int, Document | Rejection] = {}
        self._next = 0
        self._max_held = 0

    def run(self, pages: Iterable[PageSource | Page], workers: int) -> Iterator[Document | Rejection]:
        from cleaner.batch.pool import WorkerPool, count_cores  # noqa: PLC0415 - one page needs no processes
        from cleaner.batch.worker import Limits  # noqa: PLC0415

        limits = Limits(seconds=self._settings.max_page_seconds, memory_bytes=self._settings.max_page_memory_bytes)
        workers = workers or count_cores()
        self._max_held = workers * _MAX_HELD_PER_WORKER
        pool = WorkerPool(_Clean(settings=self._settings, sites=self._sites), workers=workers, limits=limits)
        for answer in pool.run(self._chunk(pages)):
            self._held[answer.task.number] = self._as_result(answer.task, answer.result)
            while self._next in self._held:
                yield self._held.pop(self._next)
                self._next += 1

    def _chunk(self, pages: Iterable[PageSource | Page]) -> Iterator[list[_Task]]:
        chunk: list[_Task] = []
        target, started = 1, time.monotonic()
        for number, source in enumerate(pages):
            chunk.append(self._take(number, source))
            if len(chunk) < target and time.monotonic() - started < _MAX_GATHER_SECONDS:
                continue
            while len(self._held) >= self._max_held:
                yield []
            yield chunk
            chunk, target, started = [], min(target * 2, _MAX_CHUNK_PAGES), time.monotonic()
        if chunk:
            yield chunk

    def _take(self, number: int, source: PageSource | Page) -> _Task:
        if isinstance(source, Page):
            return _Task(number=number, page=source, is_named=True)
        page: Page | Rejection
        try:
            page = read_page(source, max_bytes=self._settings.max_page_bytes)
        except PageError as error:
            reason = Reason(error.reason)
            page = Rejection(page_id=str(number), url=None, reason=reason, stage=error.stage, detail=str(error))
        return _Task(number=number, page=page, is_named=False)

    def _as_result(self, task: _Task, result: object) -> Document | Rejection:
        if isinstance(result, Document):
            return result
        if not isinstance(result, Rejection):
            failure: Any = result
            result = Rejection(
                page_id=task.page.page_id,
                url=task.page.url,
                reason=failure.reason,
                stage="segment",
                detail=f"{task.page.page_id}: {failure.detail}",
            )
        return result if task.is_named else dataclasses.replace(result, page_id=str(task.number))
