"""Many pages for a library user: one after the other in this process, or side by side in worker processes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner import pipeline
from cleaner.document import Document, Page, Reason, Rejection
from cleaner.errors import PageError, SettingsError
from cleaner.read import PageSource, read_page
from cleaner.settings import Settings
from cleaner.sites import SiteProfiles

if TYPE_CHECKING:
    from cleaner.run.worker import Failure


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
    script is not run again in them. `pages` is then read in a thread of its own, so that documents are given back while
    the next page is still to come.

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
    from cleaner.run.pool import WorkerPool, count_cores  # noqa: PLC0415 - one worker needs no processes
    from cleaner.run.worker import Limits  # noqa: PLC0415

    limits = Limits(seconds=settings.max_page_seconds, memory_bytes=settings.max_page_memory_bytes)
    job = _Clean(settings=settings, sites=sites)
    pool = WorkerPool(job, workers=workers or count_cores(), limits=limits, in_order=True)
    for answer in pool.run(_read_pages(pages, settings.max_page_bytes), weigh=_weigh):
        yield _as_result(answer.task, answer.result)


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


def _read_pages(pages: Iterable[PageSource | Page], max_bytes: int) -> Iterator[_Task]:
    for number, source in enumerate(pages):
        page = source if isinstance(source, Page) else _read_or_reject(source, number, max_bytes)
        yield _Task(number=number, page=page, is_named=isinstance(source, Page))


def _read_or_reject(source: PageSource, number: int, max_bytes: int) -> Page | Rejection:
    try:
        return read_page(source, max_bytes=max_bytes)
    except PageError as error:
        reason = Reason(error.reason)
        return Rejection(page_id=str(number), url=None, reason=reason, stage=error.stage, detail=str(error))


def _weigh(task: _Task) -> int:
    return 0 if isinstance(task.page, Rejection) else len(task.page.body)


def _as_result(task: _Task, result: Document | Rejection | Failure) -> Document | Rejection:
    if isinstance(result, Document):
        return result
    if not isinstance(result, Rejection):
        result = Rejection(
            page_id=task.page.page_id,
            url=task.page.url,
            reason=result.reason,
            stage="segment",
            detail=f"{task.page.page_id}: {result.detail}",
        )
    return result if task.is_named else dataclasses.replace(result, page_id=str(task.number))
