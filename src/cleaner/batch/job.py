"""What a worker does with one input of a run: read, clean, write, and say how it ended."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cleaner.batch.plan import Outcome, PlannedPage
from cleaner.batch.rows import describe_document, describe_failure
from cleaner.batch.state import STATE_FOLDER, explain_disk_errors
from cleaner.document import Page, Reason, Status
from cleaner.errors import PageError, SourceError
from cleaner.pipeline import clean_page
from cleaner.read import load_file
from cleaner.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanToFile:
    """Cleans one input and writes its output file.

    Attributes:
        out: The output folder.
        output_format: One of `cleaner.write.FORMATS`.
        settings: What to clean with.
    """

    out: Path
    output_format: str
    settings: Settings

    def __call__(self, task: PlannedPage) -> Outcome:
        """Does the work of one task.

        Args:
            task: The input with its place.

        Returns:
            How it ended.

        Raises:
            SinkError: If the output cannot be written.
        """
        if task.found.problem is not None:
            return describe_failure(task, task.found.problem.reason, task.found.problem.detail)
        try:
            page = load_page(task, self.settings.max_page_bytes)
        except PageError as error:
            return describe_failure(task, Reason(error.reason), str(error))
        except SourceError as error:
            return describe_failure(task, Reason.UNREADABLE, str(error))
        try:
            document = clean_page(page, self.settings)
        except PageError as error:
            return describe_failure(task, Reason(error.reason), str(error), body=page.body)
        if document.status is Status.OK:
            self._write(task.output, document.render(document, self.output_format))
        return describe_document(task, document, page.body)

    def _write(self, output: str, text: str) -> None:
        """Writes under another name first: a file with its final name is always whole."""
        target = self.out / output
        draft = self.out / STATE_FOLDER / "tmp" / f"{os.getpid()}"
        with explain_disk_errors(self.out):
            try:
                draft.write_text(text, encoding="utf-8", newline="\n")
                draft.replace(target)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                draft.replace(target)


def load_page(task: PlannedPage, max_bytes: int) -> Page:
    """Takes the page out of a task, or reads it from its file.

    Args:
        task: The input with its place.
        max_bytes: Larger pages are not read.

    Returns:
        The page, under its id in the run.

    Raises:
        PageError: If it is too large or damaged.
        SourceError: If its file cannot be read.
    """
    found = task.found
    if found.body is None:
        return load_file(found, task.page_id, max_bytes)
    return Page(
        page_id=task.page_id, url=found.url, body=found.body, kind=found.kind, charset=found.charset, origin=found.key
    )
