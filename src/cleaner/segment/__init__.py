"""Cuts a page into blocks: every piece of its text ends up in exactly one."""

from __future__ import annotations

from cleaner.document import Page
from cleaner.page.blocks import PageKind, count_words
from cleaner.page.columns import BlockTable, PageColumns
from cleaner.page.decoding import decode_body, refuse_other_files, sniff_kind
from cleaner.page.head import Head
from cleaner.page.tree import ElementTree
from cleaner.segment.embedded import find_embedded_rows
from cleaner.segment.html import segment_html
from cleaner.segment.text import segment_text

__all__ = ["segment_page"]


def segment_page(page: Page) -> PageColumns:
    """Cuts a page into blocks.

    Args:
        page: The page as it was scraped.

    Returns:
        Its blocks, elements and head.

    Raises:
        NotAPageError: If its bytes are another kind of file.
        DecodeError: If its bytes are no text.
    """
    if isinstance(page.body, bytes):
        refuse_other_files(page.body, page.page_id)
    decoded = decode_body(page.body, page.charset)
    kind = page.kind or sniff_kind(decoded.text)
    flattening, marks = "", {}
    if kind is PageKind.TEXT:
        dump = segment_text(decoded.text)
        blocks, tree, head = dump.blocks, ElementTree(), Head()
        flattening = dump.flattening.value
        marks = {name: count_words(text) for name, text in dump.marks.items()}
    else:
        rows, tree, head = segment_html(decoded.text)
        blocks = BlockTable(rows + find_embedded_rows(head, rows))
    return PageColumns(
        page_id=page.page_id,
        url=page.url,
        kind=kind,
        blocks=blocks,
        tree=tree,
        head=head,
        encoding=decoded.encoding,
        replaced_bytes=decoded.replaced_bytes,
        flattening=flattening,
        marks=marks,
    )
