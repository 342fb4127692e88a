"""The value that every source yields: one page still to be read, or the reason why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.document import PageKind, Reason


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
    charset: str | None = None
    kind: PageKind | None = None
    body: bytes | str | None = None
    version: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something in a source that is no page by its name or declared type, and was left alone.

    Attributes:
        path: The file, and the record where it has several.
        why: In words.
    """

    path: str
    why: str
