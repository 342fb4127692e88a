"""A run: every page of the inputs cleaned into a folder, one manifest row each, resumable at any moment."""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from cleaner.document import Reason, to_plain
from cleaner.errors import PageError, SourceError
from cleaner.read import Found, Notice, PageInput, Problem, Skipped, expand_glob, find_pages, load_page
from cleaner.run.cited import write_references
from cleaner.run.job import CleanToFile
from cleaner.run.naming import MANIFEST_NAME, RUN_NAME
from cleaner.run.plan import Outcome, PlannedPage
from cleaner.run.pool import WorkerPool, count_cores
from cleaner.run.request import RunRequest, find_version
from cleaner.run.shards import write_shards
from cleaner.run.state import RunState, replace_output
from cleaner.run.summary import RunSummary
from cleaner.run.worker import Failure, Job, Limits

# How many of the slowest and of the largest pages `run.json` names.
_EXTREMES = 50
_MAX_SKIP_REASONS = 50
Count = Callable[[str, int], None]


def execute_run(
    request: RunRequest,
    *,
    tell: Callable[[str], None] = lambda _: None,
    count: Count = lambda _status, _size: None,
    wrap_job: Callable[[Job], Job] | None = None,
) -> RunSummary:
    """Cleans every page of the inputs into the output folder.

    What an earlier run with the same request has finished is not done again.

    Args:
        request: What to do.
        tell: Takes what the user should know while it runs, one sentence at a time.
        count: Takes status and size of every page as it ends.
        wrap_job: Puts something around the work on each page; for tests of what workers survive.

    Returns:
        How many pages ended how.

    Raises:
        SettingsError: If the request is impossible, or the folder holds another run's output.
        SourceError: If an input is missing.
        SinkError: If the output cannot be written; run again to continue.
    """
    request.check()
    state = RunState(request.out, request.facts(), overwrite=request.overwrite, retry=request.retry)
    try:
        return _Run(request, state, tell, count).execute(wrap_job)
    finally:
        state.close()


class _Run:
    def __init__(self, request: RunRequest, state: RunState, tell: Callable[[str], None], count: Count) -> None:
        self._request = request
        self._state = state
        self._tell = tell
        self._count = count
        self._started = time.time()
        self._skipped: Counter[str] = Counter()
        self._skipped_examples: dict[str, str] = {}
        self._inputs = 0
        self._reused = 0
        self._job = CleanToFile(
            out=request.out,
            output_format=request.output_format,
            settings=request.settings,
            quarantine=request.quarantine,
            sites=request.sites,
            with_references=request.references is not None,
        )

    def execute(self, wrap_job: Callable[[Job], Job] | None) -> RunSummary:
        settings = self._request.settings
        limits = Limits(seconds=settings.max_page_seconds, memory_bytes=settings.max_page_memory_bytes)
        job: Job = wrap_job(self._job) if wrap_job else self._job
        pool = WorkerPool(job, workers=self._request.workers or count_cores(), limits=limits)
        try:
            found = find_pages(self._request.inputs, self._request.read_options())
            for answer in pool.run(found, plan=self._plan, weigh=_weigh):
                outcome = self._as_outcome(answer.task, answer.result)
                self._state.record(answer.task, outcome, answer.ms)
                self._count(outcome.status, outcome.size_bytes)
        finally:
            self._state.commit()
        return self._finish()

    def _plan(self, found: Sequence[Found]) -> list[PlannedPage | None]:
        """Says what is to be done with what has come; its names are on disk before any of its files."""
        planned = [self._plan_page(item) for item in found]
        self._state.commit()
        return planned

    def _plan_page(self, found: Found) -> PlannedPage | None:
        if isinstance(found, Notice):
            self._tell(found.text)
        elif isinstance(found, Skipped):
            self._note_skipped(found)
        elif not self._state.was_planned(found):
            self._inputs += 1
            page = self._state.plan(found, self._request.suffix)
            self._reused += page.is_done
            return None if page.is_done else page
        return None

    def _note_skipped(self, skipped: Skipped) -> None:
        # Reasons hold what the source declares, and a hostile one could make each of them another.
        is_listed = skipped.why in self._skipped or len(self._skipped) < _MAX_SKIP_REASONS
        why = skipped.why if is_listed else "of other reasons"
        self._skipped[why] += 1
        self._skipped_examples.setdefault(why, skipped.path)

    def _as_outcome(self, page: PlannedPage, result: Outcome | Failure) -> Outcome:
        if isinstance(result, Outcome):
            if result.reason == Reason.UNREADABLE:
                self._check_sources()
            return result
        body = None
        if page.found.problem is None:
            try:
                body = load_page(page.found, page.page_id, self._request.settings.max_page_bytes).body
            except (PageError, SourceError):
                body = None
        return self._job.reject(page, Problem(reason=result.reason, detail=f"{page.page_id}: {result.detail}"), body)

    def _check_sources(self) -> None:
        """A page that cannot be read is its own matter; a source that has gone, a drive perhaps, stops the run."""
        for named in self._request.inputs:
            try:
                expand_glob(named)
            except SourceError as error:
                raise SourceError(f"{error}; it has gone while the run was at work; run again to continue") from error

    def _finish(self) -> RunSummary:
        request, state = self._request, self._state
        low_yields = state.warn_low_yields()
        if request.is_sharded:
            write_shards(state, request)
        if request.sites is not None:
            from cleaner.run.kept_once import write_record  # noqa: PLC0415 - no stage is loaded unless it has to be

            write_record(state, request.out, request.sites)
        if request.references is not None:
            write_references(state, request.references)
        counts = state.count_statuses()
        size, worker_ms = state.sum_sizes()
        summary = RunSummary(
            inputs=self._inputs,
            written=counts.get("written", 0),
            empty=counts.get("empty", 0),
            rejected=counts.get("rejected", 0),
            reused=self._reused,
            reasons=state.count_reasons(),
            low_yields=low_yields,
            skipped=dict(self._skipped),
            skipped_examples=self._skipped_examples,
            vanished=state.count_vanished(),
            seconds=round(time.time() - self._started, 3),
            body_bytes=size,
        )
        state.commit()
        self._write_whole(MANIFEST_NAME, (row + "\n" for row in state.rows(timings=request.timings)))
        self._write_whole(RUN_NAME, [json.dumps(self._describe(summary, worker_ms), ensure_ascii=False, indent=1)])
        return summary

    def _describe(self, summary: RunSummary, worker_ms: float) -> dict[str, object]:
        done = max(summary.inputs - summary.reused, 0)
        return {
            "versions": {"cleaner": find_version(), "python": platform.python_version(), "system": platform.platform()},
            "asked": self._request.facts(),
            "workers": self._request.workers or count_cores(),
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._started)),
            "counts": to_plain(summary),
            "pages_per_second": round(done / max(summary.seconds, 0.001), 1),
            "worker_seconds": round(worker_ms / 1000, 3),
            "slowest_ms": self._state.find_extremes("ms", _EXTREMES),
            "largest_bytes": self._state.find_extremes("bytes", _EXTREMES),
        }

    def _write_whole(self, name: str, pieces: Iterable[str]) -> None:
        with replace_output(self._request.out, name) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)


def _weigh(found: Found) -> int:
    return len(found.body or b"") if isinstance(found, PageInput) else 0
