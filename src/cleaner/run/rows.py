"""Rows of the manifest: one JSON object for every input."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from cleaner.document import Document, Status, to_plain
from cleaner.read import Problem, show_path, show_text
from cleaner.run.plan import Outcome, PlannedPage


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


def describe_failure(
    page: PlannedPage,
    failure: Problem,
    *,
    body: bytes | str | None = None,
    quarantine: str | None = None,
    document: Document | None = None,
) -> Outcome:
    """Says how an input ended that could not be used.

    Args:
        page: The input.
        failure: What happened.
        body: The page, where it could be read.
        quarantine: Where its body was put, relative to the output folder.
        document: What came of it, where it is a wall or an error page.

    Returns:
        Rejected, with the reason.
    """
    return _describe(
        page,
        body,
        status="rejected",
        reason=failure.reason.value,
        detail=failure.detail,
        quarantine=quarantine,
        accounting=None if document is None else to_plain(document.accounting),
    )


def hash_body(body: bytes | str) -> str:
    """SHA-256 of a page's body, in hex; of its UTF-8 where text came in."""
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    return hashlib.sha256(raw).hexdigest()


def _describe(page: PlannedPage, body: bytes | str | None, **ending: Any) -> Outcome:
    row: dict[str, Any] = {
        "page_id": page.page_id,
        "url": page.found.url,
        "input": show_path(page.found.path),
        "record": page.found.record,
        "fetched": page.found.fetched,
        "sha256": None if body is None else hash_body(body),
        "bytes": None if body is None else len(body),
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
    accounting = row["accounting"] or {"kept": 0, "total": 0}
    return Outcome(
        status=ending["status"],
        reason=ending["reason"],
        # Text of a page may hold half characters, which no UTF-8 can say.
        row=show_text(json.dumps(row, ensure_ascii=False)),
        size_bytes=0 if body is None else len(body),
        site=show_text(_site_of(row["url"], page.found.name)),
        kept_words=accounting["kept"],
        total_words=accounting["total"],
    )


def _site_of(url: str | None, name: str) -> str:
    """The pages that a page is compared with: those of the same part of the same site, or of the same folder."""
    if not url:
        return name.rpartition("/")[0]
    address = url.partition("://")[2] or url
    return "/".join(address.split("?")[0].split("/")[:2] if address.count("/") > 1 else address.split("/")[:1]).lower()
