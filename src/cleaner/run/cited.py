"""The references of all pages of a run in one file of JSON Lines, in the order of the inputs."""

from __future__ import annotations

import zlib
from pathlib import Path

from cleaner.atomic import replace_file
from cleaner.document import Document
from cleaner.run.state import RunState, explain_disk_errors


def pack_references(document: Document) -> bytes | None:
    """Makes the rows of a page's references, packed for the run's state.

    Args:
        document: The cleaned page.

    Returns:
        One JSON object a reference, a line each, packed with zlib; None where there are none.
    """
    from cleaner.references.export import render_references_jsonl  # noqa: PLC0415 - workers cite, the parent does not

    rows = render_references_jsonl(document)
    return zlib.compress(rows.encode("utf-8"), 1) if rows else None


def write_references(state: RunState, path: Path) -> None:
    """Writes the references of every page of a run.

    Args:
        state: The finished run.
        path: The file; it is replaced as a whole, and empty where no page has references.

    Raises:
        SinkError: If it cannot be written.
    """
    with explain_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replace_file(path) as draft, draft.open("wb") as file:
            file.writelines(zlib.decompress(packed) for packed in state.cited_rows())
