"""Cuts a page into blocks: every piece of its text ends up in exactly one."""

from __future__ import annotations

from cleaner.document import Head, Outline, Page, PageKind, SegmentedPage
from cleaner.segment.encoding import decode_body
from cleaner.segment.html import segment_html
from cleaner.segment.sniff import sniff_kind
from cleaner.segment.text import segment_text
from cleaner.settings import Settings

__all__ = ["segment_page"]


def segment_page(page: Page, settings: Settings) -> SegmentedPage:
    """Cuts a page into blocks.

    Args:
        page: The page as it was scraped.
        settings: The caller's choices.

    Returns:
        Its blocks, elements and head.

    Raises:
        DecodeError: If its bytes are no text.
    """
    decoded = decode_body(page.body, page.charset)
    kind = page.kind or sniff_kind(decoded.text)
    if kind is PageKind.TEXT:
        blocks, outline, head = segment_text(decoded.text), Outline(), Head()
        words = sum(block.words for block in blocks)
    else:
        blocks, outline, head, words = segment_html(decoded.text)
    return SegmentedPage(
        page_id=page.page_id,
        url=page.url,
        kind=kind,
        blocks=tuple(blocks),
        outline=outline,
        head=head,
        words=words,
        encoding=decoded.encoding,
        replaced_bytes=decoded.replaced_bytes,
    )
