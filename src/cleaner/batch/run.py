"""A run: every page of the inputs cleaned into a folder, one manifest row each, resumable at any moment."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cleaner.batch.job import CleanToFile, load_page
from cleaner.batch.plan import Outcome, PlannedPage
from cleaner.batch.pool import WorkerPool, count_cores
from cleaner.batch.rows import describe_failure
from cleaner.batch.state import STATE_FOLDER, RunState, explain_disk_errors
from cleaner.batch.worker import Failure, Job, Limits
from cleaner.document import to_plain
from cleaner.errors import PageError, SettingsError, SinkError, SourceError
from cleaner.read import Notice, ReadOptions, Skipped, expand_glob, find_pages
from cleaner.settings import Settings

OUTPUT_SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json", "xml": ".xml", "tei": ".xml"}
# Small at first, so that every worker starts at once; then large enough that handing over costs little.
_FIRST_CHUNK_PAGES = 1
_MAX_CHUNK_PAGES = 16
_MAX_CHUNK_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a run is asked for.

    Attributes:
        inputs: Paths of files and folders, globs, addresses that fsspec opens, or `-` for stdin.
        out: The output folder.
        settings: What to clean with.
        fields: Which fields of JSON Lines and Parquet hold what.
        output_format: One of `cleaner.write.FORMATS`.
        workers: How many processes; None for as many as there are cores.
        overwrite: Whether the output of an earlier run is removed first.
    """

    inputs: tuple[str, ...]
    out: Path
    settings: Settings = field(default_factory=Settings)
    fields: ReadOptions = field(default_factory=ReadOptions)
    output_format: str = "text"
    workers: int | None = None
    overwrite: bool = False


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
        skipped: Files that are no pages by their names.
        skipped_example: One of them, empty if there is none.
    """

    inputs: int
    written: int
    empty: int
    rejected: int
    reused: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    skipped_example: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether every input ended as exactly one row."""
        return self.inputs == self.written + self.empty + self.rejected

    def __str__(self) -> str:
        return f"in {self.inputs} = written {self.written} + empty {self.empty} + rejected {self.rejected}"


def run_batch(
    request: RunRequest,
    *,
    tell: Callable[[str], None] = lambda _: None,
    wrap_job: Callable[[Job], Job] | None = None,
) -> RunSummary:
    """Cleans every page of the inputs into the output folder.

    What an earlier run with the same request has finished is not done again.

    Args:
        request: What to do.
        tell: Takes what the user should know while it runs, one sentence at a time.
        wrap_job: Puts something around the work on each page; for tests of what workers survive.

    Returns:
        How many pages ended how.

    Raises:
        SettingsError: If the request is impossible, or the folder holds another run's output.
        SourceError: If an input is missing.
        SinkError: If the output cannot be written; run again to continue.
    """
    _check_request(request)
    state = RunState(request.out, _describe_request(request), overwrite=request.overwrite)
    try:
        return _Run(request, state, tell).execute(wrap_job)
    finally:
        state.close()


class _Run:
    def __init__(self, request: RunRequest, state: RunState, tell: Callable[[str], None]) -> None:
        self._request = request
        self._state = state
        self._tell = tell
        self._skipped: Counter[str] = Counter()
        self._skipped_example = ""
        self._inputs = 0
        self._reused = 0

    def execute(self, wrap_job: Callable[[Job], Job] | None) -> RunSummary:
        request, settings = self._request, self._request.settings
        job: Job = CleanToFile(out=request.out, output_format=request.output_format, settings=settings)
        limits = Limits(seconds=settings.max_page_seconds, memory_bytes=settings.max_page_memory_bytes)
        pool = WorkerPool(wrap_job(job) if wrap_job else job, workers=request.workers or count_cores(), limits=limits)
        try:
            for answer in pool.run(self._plan_chunks()):
                self._state.record(answer.task, self._as_outcome(answer.task, answer.result), answer.ms)
        finally:
            self._state.commit()
        return self._finish()

    def _plan_chunks(self) -> Iterator[Sequence[PlannedPage]]:
        """Groups what is to be done; a group's names are on disk before any of its files."""
        chunk: list[PlannedPage] = []
        size, target = 0, _FIRST_CHUNK_PAGES
        for page in self._plan_pages():
            chunk.append(page)
            size += len(page.found.body or b"")
            if len(chunk) >= target or size >= _MAX_CHUNK_BYTES:
                self._state.commit()
                yield chunk
                chunk, size, target = [], 0, min(target * 2, _MAX_CHUNK_PAGES)
        if chunk:
            self._state.commit()
            yield chunk

    def _plan_pages(self) -> Iterator[PlannedPage]:
        suffix = OUTPUT_SUFFIXES[self._request.output_format]
        options = dataclasses.replace(
            self._request.fields,
            leave_out=self._request.out,
            max_page_bytes=self._request.settings.max_page_bytes,
        )
        for found in find_pages(self._request.inputs, options):
            if isinstance(found, Notice):
                self._tell(found.text)
                continue
            if isinstance(found, Skipped):
                self._skipped[found.why] += 1
                self._skipped_example = self._skipped_example or found.path
                continue
            if self._state.was_planned(found):
                continue
            self._inputs += 1
            page = self._state.plan(found, suffix)
            if page.is_done:
                self._reused += 1
            else:
                yield page

    def _as_outcome(self, page: PlannedPage, result: Outcome | Failure) -> Outcome:
        if isinstance(result, Outcome):
            return result
        try:
            body = load_page(page, self._request.settings.max_page_bytes).body
        except (PageError, SourceError):
            body = None
        return describe_failure(page, result.reason, f"{page.page_id}: {result.detail}", body=body)

    def _finish(self) -> RunSummary:
        counts = self._state.count_statuses()
        summary = RunSummary(
            inputs=self._inputs,
            written=counts.get("written", 0),
            empty=counts.get("empty", 0),
            rejected=counts.get("rejected", 0),
            reused=self._reused,
            reasons=self._state.count_reasons(),
            skipped=self._skipped.total(),
            skipped_example=self._skipped_example,
        )
        self._write_whole("manifest.jsonl", (row + "\n" for row in self._state.rows()))
        report = {"version": find_version(), **to_plain(summary)}
        self._write_whole("run.json", [json.dumps(report, ensure_ascii=False, indent=1) + "\n"])
        return summary

    def _write_whole(self, name: str, pieces: Iterator[str] | Sequence[str]) -> None:
        """Writes under another name first: a file with its final name is always whole."""
        draft = self._request.out / STATE_FOLDER / "tmp" / name
        with explain_disk_errors(self._request.out):
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(pieces)
            draft.replace(self._request.out / name)


def find_version() -> str:
    """This project's version, or `unknown` where it runs from its source without being installed."""
    try:
        return importlib.metadata.version("cleaner")
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def _check_request(request: RunRequest) -> None:
    if request.output_format not in OUTPUT_SUFFIXES:
        raise SettingsError(f"unknown format {request.output_format!r}; known are {', '.join(OUTPUT_SUFFIXES)}")
    if request.workers is not None and request.workers < 1:
        raise SettingsError(f"workers is {request.workers}; it must be at least 1")
    for named in request.inputs:
        expand_glob(named)
    if request.out.exists() and not request.out.is_dir():
        raise SinkError(f"{request.out}: is a file; the output needs a folder")


def _describe_request(request: RunRequest) -> dict[str, str]:
    """What decides about the output: a run may only be continued by one that was asked for the same."""
    settings = to_plain({f.name: getattr(request.settings, f.name) for f in dataclasses.fields(Settings)})
    if not isinstance(request.settings.keep_roles, str):
        settings["keep_roles"] = sorted(role.value for role in request.settings.keep_roles)
    return {
        "cleaner version": find_version(),
        "inputs": json.dumps(request.inputs),
        "format": request.output_format,
        "fields": json.dumps([request.fields.html_field, request.fields.url_field, request.fields.id_field]),
        **{f"setting {name}": json.dumps(value) for name, value in settings.items()},
    }
