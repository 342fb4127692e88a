"""THE ORDER: segment > classify > references > dedupe > write, for one page and for many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cleaner.classify import classify_blocks
from cleaner.document import Accounting, Document, Label, Page, Reason, Rejection, SegmentedPage, Status
from cleaner.errors import LimitError, PageError
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.write import render_document, render_text
from cleaner.document import Metadata


def clean_page(page: Page, settings: Settings) -> Document:
    """Cleans one page.

    Args:
        page: The page as it was scraped.
        settings: The caller's choices.

    Returns:
        The cleaned page.

    Raises:
        PageError: If it is no page at all or over a limit.
    """
    if len(page.body) > settings.max_page_bytes:
        raise LimitError(f"{page.page_id}: {len(page.body)} bytes; the limit is max_page_bytes = {settings.max_page_bytes}")
    segmented = segment_page(page)
    labels = classify_blocks(segmented, settings)
    rendered = render_text(segmented.blocks, labels)
    return Document(
        page_id=page.page_id,
        url=page.url,
        status=Status.OK if rendered.text else Status.EMPTY,
        hint="",
        text=rendered.text,
        metadata=Metadata(),
        blocks=segmented.blocks,
        labels=labels,
        references=(),
        markers=(),
        confidence=1.0,
        accounting=account_words(segmented, labels),
        encoding=segmented.encoding,
        replaced_bytes=segmented.replaced_bytes,
        base_url=segmented.head.base or page.url,
        inline_markers=(),
        render=render_document,
    )


def account_words(page: SegmentedPage, labels: tuple[Label, ...]) -> Accounting:
    """Says where the page's words went."""
    kept = 0
    dropped: Counter[str] = Counter()
    for block, label in zip(page.blocks, labels, strict=True):
        if label.kept:
            kept += block.words
        else:
            dropped[label.role.value] += block.words
    gone = {role: words for role, words in sorted(dropped.items()) if words}
    return Accounting(total=page.words, kept=kept, dropped=gone, unaccounted=page.words - kept - sum(gone.values()))
