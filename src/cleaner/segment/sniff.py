"""Tells markup from text that somebody has flattened, by the content alone."""

from __future__ import annotations

import re

from cleaner.document import PageKind

_DOCUMENT_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\b|\?xml\b|html\b|head\b|body\b)", re.IGNORECASE | re.DOTALL
)
# An article about HTML names a tag here and there; markup closes them by the dozen.
_TAG = re.compile(
    r"</(?:a|p|div|span|li|ul|td|tr|h[1-6]|b|i|em|strong|section|article|script|style|html)\s*>|<(?:br|p|li|hr|img)\b[^<>]*>",
    re.IGNORECASE,
)
_SNIFFED_CHARS = 200_000
_MAX_CHARS_PER_TAG = 1000


def sniff_kind(text: str) -> PageKind:
    """Tells whether a page's body is HTML or flattened text.

    Args:
        text: The body.

    Returns:
        HTML if it starts as a document does, or has a tag in every thousand characters.
    """
    head = text[:_SNIFFED_CHARS]
    if _DOCUMENT_START.match(head[:5000]):
        return PageKind.HTML
    tags = sum(1 for _ in _TAG.finditer(head))
    return PageKind.HTML if tags and len(head) < tags * _MAX_CHARS_PER_TAG else PageKind.TEXT
