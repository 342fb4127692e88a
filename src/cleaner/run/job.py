"""What a worker does with one input of a run: read, clean, write, and say how it ended in a row of the manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from cleaner.document import Document, Page, Reason, Status, to_plain
from cleaner.errors import PageError, SourceError
from cleaner.page.blocks import PageKind
from cleaner.read import Problem, load_page, show_path
from cleaner.run.outputs import make_parts
from cleaner.run.request import RunRequest
from cleaner.run.state import Outcome, PlannedPage, explain_disk_errors, replace_output


@dataclass(frozen=True, slots=True)
class CleanToFile:
    """Cleans one input of a run and writes its output file.

    Attributes:
        request: What the run was asked for.
    """

    request: RunRequest

    def __call__(self, task: PlannedPage) -> Outcome:
        """Does the work of one task.

        Raises:
            SinkError: If the output cannot be written.
        """
        # Workers clean; the parent only names this class.
        from cleaner.pipeline import clean_page  # noqa: PLC0415

        if task.found.problem is not None:
            return self.reject(task, task.found.problem)
        page: Page | None = None
        try:
            page = load_page(task.found, self.request.settings.max_page_bytes)
            document = clean_page(page, self.request.settings, self.request.sites)
        except PageError as error:
            return self.reject(task, Problem(reason=Reason(error.reason), detail=str(error)), page)
        except SourceError as error:
            return self.reject(task, Problem(reason=Reason.UNREADABLE, detail=str(error)), page)
        if document.wall is not None:
            return self.reject(task, Problem(reason=document.wall, detail=document.hint), page, document)
        return self.write(task, page, document)

    def write(self, task: PlannedPage, page: Page, document: Document) -> Outcome:
        """Writes what came of a page, unless it is empty or a row of a shard.

        Raises:
            SinkError: If it cannot be written.
        """
        is_written = document.status is Status.OK
        if task.is_known:
            self._remove(_quarantine_place(task))
        if task.is_known and not is_written:
            self._remove(task.output)
        if is_written and not self.request.is_sharded:
            self._write(task.output, document.render(document, self.request.output_format).encode("utf-8"))
        row = _describe(
            task,
            page,
            url=document.url,
            status="written" if is_written else "empty",
            reason=None if is_written else document.status.value,
            detail=document.hint or None,
            output=task.output if is_written else None,
            accounting=to_plain(document.accounting),
            confidence=round(document.confidence, 4),
        )
        return Outcome(row=row, parts=make_parts(document, self.request))

    def reject(
        self, task: PlannedPage, problem: Problem, page: Page | None = None, document: Document | None = None
    ) -> Outcome:
        """Says that an input was rejected, and keeps its body where the user wants that.

        Args:
            task: The input.
            problem: What happened.
            page: The page, where it could be read.
            document: What came of it, where it is a wall or an error page.

        Raises:
            SinkError: If the body cannot be kept.
        """
        place = _quarantine_place(task) if self.request.quarantine and page is not None else None
        if task.is_known:
            self._remove(task.output)
        if place is not None and page is not None:
            self._write(place, _encode(page.body))
        row = _describe(
            task,
            page,
            status="rejected",
            reason=problem.reason.value,
            detail=problem.detail,
            quarantine=place,
            accounting=None if document is None else to_plain(document.accounting),
        )
        return Outcome(row=row)

    def _remove(self, output: str) -> None:
        """Removes what an earlier run has written of a page that ends otherwise now."""
        with explain_disk_errors(self.request.out):
            (self.request.out / output).unlink(missing_ok=True)

    def _write(self, output: str, content: bytes) -> None:
        with replace_output(self.request.out, output) as draft:
            draft.write_bytes(content)


def _quarantine_place(task: PlannedPage) -> str:
    """Where the body of a rejected page is kept, relative to the output folder."""
    stem = task.output.rpartition(".")[0]
    return f"rejected/{stem}{'.txt' if task.found.kind is PageKind.TEXT else '.html'}"


def _encode(body: bytes | str) -> bytes:
    return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body


def _describe(task: PlannedPage, page: Page | None, **ending: Any) -> dict[str, Any]:
    """An input's row of the manifest."""
    return {
        "page_id": task.found.page_id,
        "url": task.found.url,
        "input": show_path(task.found.path),
        "record": task.found.record,
        "fetched": task.found.fetched,
        "sha256": None if page is None else hashlib.sha256(_encode(page.body)).hexdigest(),
        "bytes": None if page is None else len(page.body),
        "status": None,
        "reason": None,
        "detail": None,
        "output": None,
        "quarantine": None,
        "accounting": None,
        "confidence": None,
        "warnings": [],
        **ending,
    }
