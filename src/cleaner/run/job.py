"""What a worker does with one input of a run: read, clean, write, and say how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cleaner.document import Document, Reason, Status
from cleaner.errors import PageError, SourceError
from cleaner.page.blocks import PageKind
from cleaner.read import Problem, load_page
from cleaner.run.cited import pack_references
from cleaner.run.plan import Outcome, PlannedPage
from cleaner.run.request import SHARD_SUFFIXES
from cleaner.run.rows import describe_document, describe_failure
from cleaner.run.shards import pack_row
from cleaner.run.state import explain_disk_errors, replace_output
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.sites import SiteProfiles


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanToFile:
    """Cleans one input and writes its output file.

    Attributes:
        out: The output folder.
        output_format: One of `cleaner.write.FORMATS`, or of `SHARD_SUFFIXES`.
        settings: What to clean with.
        quarantine: Whether the bodies of rejected pages are kept in `rejected/`.
        sites: What is known about the sites of the pages.
        with_references: Whether the rows of the pages' references are handed back for one file of all.
    """

    out: Path
    output_format: str
    settings: Settings
    quarantine: bool = False
    sites: SiteProfiles | None = None
    with_references: bool = False

    def __call__(self, task: PlannedPage) -> Outcome:
        """Does the work of one task.

        Args:
            task: The input with its place.

        Returns:
            How it ended.

        Raises:
            SinkError: If the output cannot be written.
        """
        # Workers clean; the parent only names this class.
        from cleaner.pipeline import clean_page  # noqa: PLC0415
        from cleaner.run.kept_once import pack_removed  # noqa: PLC0415

        body: bytes | str | None = None
        document: Document | None = None
        if task.found.problem is not None:
            return self.reject(task, task.found.problem, None)
        try:
            page = load_page(task.found, task.page_id, self.settings.max_page_bytes)
            body = page.body
            document = clean_page(page, self.settings, self.sites)
            failure = Problem(reason=document.wall, detail=document.hint) if document.wall else None
        except PageError as error:
            failure = Problem(reason=Reason(error.reason), detail=str(error))
        except SourceError as error:
            failure = Problem(reason=Reason.UNREADABLE, detail=str(error))
        if document is None or failure is not None or body is None:
            return self.reject(task, cast("Problem", failure), body, document)
        outcome = describe_document(task, document, body)
        if self.with_references:
            outcome = replace(outcome, cited=pack_references(document))
        if self.sites is not None:
            outcome = replace(outcome, removed=pack_removed(document, self.sites))
        if task.is_known:
            self._remove(quarantine_place(task))
            self._remove("" if document.status is Status.OK else task.output)
        if document.status is Status.OK and self.output_format in SHARD_SUFFIXES:
            return replace(outcome, packed=pack_row(document))
        if document.status is Status.OK:
            self._write(task.output, document.render(document, self.output_format).encode("utf-8"))
        return outcome

    def reject(
        self, task: PlannedPage, failure: Problem, body: bytes | str | None, document: Document | None = None
    ) -> Outcome:
        """Says that an input was rejected, and keeps its body where the user wants that.

        Args:
            task: The input.
            failure: What happened.
            body: The page, where it could be read.
            document: What came of it, where anything did.

        Returns:
            How it ended.

        Raises:
            SinkError: If the body cannot be kept.
        """
        place = None
        if task.is_known:
            self._remove(task.output)
        if self.quarantine and body is not None:
            place = quarantine_place(task)
            self._write(place, body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body)
        return describe_failure(task, failure, body=body, quarantine=place, document=document)

    def _remove(self, output: str) -> None:
        """Removes what an earlier run has written of a page that ends otherwise now."""
        if output:
            with explain_disk_errors(self.out):
                (self.out / output).unlink(missing_ok=True)

    def _write(self, output: str, content: bytes) -> None:
        with replace_output(self.out, output) as draft:
            draft.write_bytes(content)


def quarantine_place(task: PlannedPage) -> str:
    """Where the body of a rejected page is kept, relative to the output folder."""
    stem = task.output.rpartition(".")[0]
    return f"rejected/{stem}{'.txt' if task.found.kind is PageKind.TEXT else '.html'}"
