"""Many pages for a library user: one after the other in this process, or side by side in worker processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.document import Document, Page, Reason, Rejection
from cleaner.errors import PageError, SettingsError
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean_page
from cleaner.read import PageSource, read_page
from cleaner.settings import Settings
from cleaner.sites import SiteProfiles


def clean_pages(
    pages: Iterable[PageSource | Page],
    *,
    settings: Settings | None = None,
    sites: SiteProfiles | None = None,
    kind: PageKind | str = "auto",
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
        kind: `html`, `text` (flattened by another scraper), or `auto` to tell by each page's content.
        workers: How many processes; 0 for as many as there are cores.

    Yields:
        For each page its document, or the rejection that says why there is none.

    Raises:
        SettingsError: If `workers` is negative.
        ValueError: If `kind` is none of the three.
        SourceError: If a file cannot be read.
        TypeError: If `pages` is one page.
    """
    if isinstance(pages, str | bytes | bytearray | memoryview):
        raise TypeError(f"pages is one {type(pages).__name__}; give a list of pages, or call clean for one")
    settings = settings or Settings()
    if workers < 0:
        raise SettingsError(f"workers is {workers}; give 1 or more, or 0 for as many as there are cores")
    tasks = (_read(source, number, settings.max_page_bytes) for number, source in enumerate(pages))
    job = _Clean(settings=settings, sites=sites, kind=None if kind == "auto" else PageKind(kind))
    if workers == 1:
        yield from map(job, tasks)
        return
    from cleaner.run.pool import WorkerPool, count_cores  # noqa: PLC0415 - one worker needs no processes
    from cleaner.run.worker import Limits  # noqa: PLC0415

    limits = Limits(seconds=settings.max_page_seconds, memory_bytes=settings.max_page_memory_bytes)
    pool = WorkerPool(job, workers=workers or count_cores(), limits=limits, in_order=True)
    for answer in pool.run(tasks, weigh=_weigh):
        task, result = answer.task, answer.result
        if isinstance(result, Document | Rejection):
            yield result
        else:
            yield _reject(task, result.reason, "segment", f"{task.page.page_id}: {result.detail}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """A page, and what it is called where it is rejected: one without a name of its own by its number."""

    page: Page | Rejection
    page_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clean:
    settings: Settings
    sites: SiteProfiles | None
    kind: PageKind | None

    def __call__(self, task: _Task) -> Document | Rejection:
        if isinstance(task.page, Rejection):
            return task.page
        try:
            page = task.page if self.kind is None else task.page.with_kind(self.kind)
            return clean_page(page, self.settings, self.sites)
        except PageError as error:
            return _reject(task, Reason(error.reason), error.stage, str(error))


def _read(source: PageSource | Page, number: int, max_bytes: int) -> _Task:
    if isinstance(source, Page):
        return _Task(page=source, page_id=source.page_id)
    page: Page | Rejection
    try:
        page = read_page(source, max_bytes=max_bytes)
    except PageError as error:
        reason = Reason(error.reason)
        page = Rejection(page_id=str(number), url=None, reason=reason, stage=error.stage, detail=str(error))
    return _Task(page=page, page_id=str(number))


def _reject(task: _Task, reason: Reason, stage: str, detail: str) -> Rejection:
    return Rejection(page_id=task.page_id, url=task.page.url, reason=reason, stage=stage, detail=detail)


def _weigh(task: _Task) -> int:
    return 0 if isinstance(task.page, Rejection) else len(task.page.body)
