"""The values of a run: an input with its place in it, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.read import PageInput


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """One input with its place in the run.

    Attributes:
        found: The input.
        ordinal: Its place among the inputs, from 0.
        page_id: Its name, made unique within the run.
        output: Path that its output gets, relative to the output folder.
        is_done: Whether an earlier run has finished it and nothing has changed since.
        is_known: Whether an earlier run has met it, and may have left files that are no longer right.
    """

    found: PageInput
    ordinal: int
    page_id: str
    output: str
    is_done: bool
    is_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one input ended.

    Attributes:
        status: `written`, `empty` or `rejected`.
        reason: Why it is not written; None where it is.
        row: Its row of the manifest, as JSON.
        size_bytes: Size of its body; 0 where it could not be read.
        site: The part of a site, or the folder, whose pages it is compared with.
        kept_words: Words of the output.
        total_words: Words of the page.
        packed: The page's row where the output is shards, packed; None where it is a file.
        cited: The rows of the page's references, packed; None where it has none or nobody asked for them.
        removed: The lines that its site repeats and that are not in its output, packed; None where there are none.
    """

    status: str
    reason: str | None
    row: str
    size_bytes: int
    site: str
    kept_words: int
    total_words: int
    packed: bytes | None = None
    cited: bytes | None = None
    removed: bytes | None = None
