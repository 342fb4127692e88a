"""Reads JSON Lines: one object a line, one of its fields a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from cleaner.read.inputs import Archive, Notice, PageInput, ReadOptions, show_path
from cleaner.read.records import Fields, choose_fields, describe_bad_row, describe_row

# Text in JSON takes up to six bytes a byte (`\u0000`), and a row has more fields than its page.
_MAX_LINE_FACTOR = 8


def read_jsonl(stream: IO[bytes], archive: Archive, version: str, options: ReadOptions) -> Iterator[PageInput | Notice]:
    """Reads JSON Lines; a line that is no JSON object is an input with a problem, a blank one nothing."""
    fields: Fields | None = None
    number = -1
    for line in _read_lines(stream, options.max_page_bytes * _MAX_LINE_FACTOR):
        if line is not None and not line.strip():
            continue
        number += 1
        row = _parse(line)
        if isinstance(row, str):
            yield describe_bad_row(number, row, archive, version)
            continue
        if fields is None:
            fields, notices = choose_fields(row, options, show_path(archive.path))
            yield from notices
        yield describe_row(row, number, fields, archive, version)


def _read_lines(stream: IO[bytes], max_bytes: int) -> Iterator[bytes | None]:
    """Lines of a stream; None for one that is too long to be held."""
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(max_bytes)
        yield None


def _parse(line: bytes | None) -> dict[str, Any] | str:
    if line is None:
        return "the line is too long"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return row if isinstance(row, dict) else "not a JSON object"
