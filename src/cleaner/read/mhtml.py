"""Takes the page out of a web archive of one page, as browsers save it (RFC 2557)."""

from __future__ import annotations

import email
import email.policy

from cleaner.document import Page
from cleaner.errors import NotAPageError
from cleaner.page.blocks import PageKind


def unpack_mhtml(body: bytes, page_id: str, origin: str) -> Page:
    """Takes the first HTML part out of an MHTML file, with its address and character set."""
    message = email.message_from_bytes(body, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return Page(
                page_id=page_id,
                url=part.get("Content-Location") or message.get("Snapshot-Content-Location"),
                body=payload,
                kind=PageKind.HTML,
                charset=part.get_content_charset(),
                origin=origin,
            )
    raise NotAPageError(f"{origin}: a web archive without an HTML part")
