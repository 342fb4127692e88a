"""A run: every page of the inputs cleaned into a folder, one manifest row each, resumable at any moment."""

from __future__ import annotations

import contextlib
import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cleaner.document import Reason, to_plain
from cleaner.errors import PageError, SourceError
from cleaner.read import Found, Notice, PageInput, Problem, Skipped, expand_glob, find_pages, load_page
from cleaner.run.job import CleanToFile
from cleaner.run.naming import RUN_NAME
from cleaner.run.outputs import write_joint_outputs, write_manifest
from cleaner.run.pool import WorkerPool, count_cores
from cleaner.run.request import RunRequest, find_version
from cleaner.run.state import Outcome, PlannedPage, RunState, replace_output
from cleaner.run.worker import Job, Limits

# How many of the slowest and of the largest pages `run.json` names.
_EXTREMES = 50
_MAX_SKIP_REASONS = 50
Count = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """How a run ended.

    Attributes:
        inputs: Pages that were found.
        written: Pages with an output.
        empty: Pages without content.
        rejected: Pages that could not be used.
        reused: Pages of these that an earlier run had finished.
        reasons: Pages that were not written, by reason, most frequent first.
        low_yields: Written pages that keep far less than their siblings.
        skipped: Files and records that are no pages by name or type, by why.
        skipped_examples: For each of these reasons, one of them.
        vanished: Pages of earlier runs that are no longer in the inputs; their outputs are left alone.
        seconds: Wall time.
        body_bytes: Size of all pages.
    """

    inputs: int
    written: int
    empty: int
    rejected: int
    reused: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    low_yields: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    skipped_examples: dict[str, str] = field(default_factory=dict)
    vanished: int = 0
    seconds: float = 0.0
    body_bytes: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every input ended as exactly one row."""
        return self.inputs == self.written + self.empty + self.rejected

    def __str__(self) -> str:
        return f"in {self.inputs} = written {self.written} + empty {self.empty} + rejected {self.rejected}"

    def notes(self) -> list[str]:
        """What the figures leave open, one sentence a line."""
        lines = [f"{count} × {reason}" for reason, count in self.reasons.items()]
        if self.low_yields:
            lines.append(
                f"{self.low_yields} × low_yield: written, but far less than from their siblings; see the manifest"
            )
        for why, count in self.skipped.items():
            lines.append(f"skipped {count} since {why}, such as {self.skipped_examples[why]}")
        if self.reused:
            lines.append(f"{self.reused} were finished by an earlier run")
        if self.vanished:
            lines.append(
                f"{self.vanished} of an earlier run are no longer among the inputs; their outputs are left alone"
            )
        return lines


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
    state = RunState(request)
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
        self._job = CleanToFile(request)

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
                self._count(outcome.row["status"], outcome.row["bytes"] or 0)
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
            page = self._state.plan(found)
            self._reused += page is None
            return page
        return None

    def _note_skipped(self, skipped: Skipped) -> None:
        # Reasons hold what the source declares, and a hostile one could make each of them another.
        is_listed = skipped.why in self._skipped or len(self._skipped) < _MAX_SKIP_REASONS
        why = skipped.why if is_listed else "of other reasons"
        self._skipped[why] += 1
        self._skipped_examples.setdefault(why, skipped.path)

    def _as_outcome(self, task: PlannedPage, result: Outcome | Problem) -> Outcome:
        if isinstance(result, Outcome):
            if result.row["reason"] == Reason.UNREADABLE:
                self._check_sources()
            return result
        page = None
        if task.found.problem is None:
            with contextlib.suppress(PageError, SourceError):
                page = load_page(task.found, self._request.settings.max_page_bytes)
        detail = f"{task.found.page_id}: {result.detail}"
        return self._job.reject(task, Problem(reason=result.reason, detail=detail), page)

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
        write_joint_outputs(request, state)
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
        write_manifest(request, state)
        with replace_output(request.out, RUN_NAME) as draft:
            described = self._describe(summary, worker_ms)
            draft.write_text(json.dumps(described, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")
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


def _weigh(found: Found) -> int:
    return len(found.body or b"") if isinstance(found, PageInput) else 0
