"""The value that every source yields: one page still to be read, or the reason why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cleaner.document import Reason
from cleaner.page.blocks import PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an input cannot be read.

    Attributes:
        reason: Class of the failure.
        detail: What happened and what to do, in words.
    """

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInput:
    """One page of a source, found but not yet cleaned.

    Attributes:
        key: What tells it from every other input of the run.
        page_id: Its name within its source.
        name: The path that its output is named after, relative, parted by `/`.
        path: The file that it is in, as the caller named it.
        record: Which part of that file it is: record id, row or member name; None where it is the whole file.
        url: Address that it was fetched from, if known.
        fetched: When it was fetched, as its archive writes it, if known.
        charset: Character set from the HTTP header, if known.
        kind: HTML or flattened text; None where only the body can tell.
        body: The page; None where the file at `path` is the page, which is then read by whoever cleans it.
        version: Changes when the file changes: size and time; empty where the body is at hand.
        problem: Why there is no body; None where there is one.
    """

    key: str
    page_id: str
    name: str
    path: str
    record: str | None = None
    url: str | None = None
    fetched: str | None = None
    charset: str | None = None
    kind: PageKind | None = None
    body: bytes | str | None = None
    version: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How sources are read.

    Attributes:
        html_field: Field or column of JSON Lines and Parquet that holds the page; None guesses by the usual names.
        url_field: The one that holds its address.
        id_field: The one that holds its id.
        leave_out: A folder that is never searched, such as the one that the output goes to.
        max_page_bytes: Larger pages are not read.
    """

    html_field: str | None = None
    url_field: str | None = None
    id_field: str | None = None
    leave_out: Path | None = None
    max_page_bytes: int = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that the user should know about how a source is read, such as a guess.

    Attributes:
        text: One sentence.
    """

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something in a source that is no page by its name or declared type, and was left alone.

    Attributes:
        path: The file, and the record where it has several.
        why: In words.
    """

    path: str
    why: str
