"""Rows of the manifest: one JSON object for every input."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from cleaner.batch.plan import Outcome, PlannedPage
from cleaner.document import Document, Reason, Status, to_plain
from cleaner.read import show_path


def describe_document(page: PlannedPage, document: Document, body: bytes | str) -> Outcome:
    """Says how an input ended that could be cleaned.

    Args:
        page: The input.
        document: What came of it.
        body: The page.

    Returns:
        Written, or empty with the reason.
    """
    is_written = document.status is Status.OK
    return _describe(
        page,
        body,
        status="written" if is_written else "empty",
        reason=None if is_written else document.status.value,
        detail=document.hint or None,
        output=page.output if is_written else None,
        accounting=to_plain(document.accounting),
        confidence=round(document.confidence, 4),
        url=document.url,
    )


def describe_failure(page: PlannedPage, reason: Reason, detail: str, *, body: bytes | str | None = None) -> Outcome:
    """Says how an input ended that could not be cleaned.

    Args:
        page: The input.
        reason: Class of the failure.
        detail: What happened, in words.
        body: The page, where it could be read.

    Returns:
        Rejected, with the reason.
    """
    return _describe(page, body, status="rejected", reason=reason.value, detail=detail)


def hash_body(body: bytes | str) -> str:
    """SHA-256 of a page's body, in hex; of its UTF-8 where text came in."""
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    return hashlib.sha256(raw).hexdigest()


def _describe(page: PlannedPage, body: bytes | str | None, **ending: Any) -> Outcome:
    row = {
        "page_id": page.page_id,
        "url": page.found.url,
        "input": show_path(page.found.path),
        "record": page.found.record,
        "sha256": None if body is None else hash_body(body),
        "bytes": None if body is None else len(body),
        "status": None,
        "reason": None,
        "detail": None,
        "output": None,
        "accounting": None,
        "confidence": None,
        **ending,
    }
    return Outcome(
        status=ending["status"],
        reason=ending["reason"],
        row=json.dumps(row, ensure_ascii=False),
        size_bytes=0 if body is None else len(body),
    )
