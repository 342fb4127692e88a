"""THE ORDER, a line a step: cut the page into blocks, find what they are, decide, render."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.classify import find_content
from cleaner.classify.walls import find_wall
from cleaner.decide import decide_labels, decide_status, limit_repeats, list_believed
from cleaner.dedupe import find_repeats
from cleaner.dedupe.templates import find_templates
from cleaner.document import Accounting, Document, InlineMarker, Label, Marker, Page
from cleaner.errors import LimitError
from cleaner.metadata import read_metadata
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.read import PageSource, read_page
from cleaner.references import find_references
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import SiteProfiles, find_site_headings, find_site_lines
from cleaner.write import render_document, render_text


def clean(
    page: PageSource | Page,
    *,
    url: str | None = None,
    kind: PageKind | str = "auto",
    settings: Settings | None = None,
    sites: SiteProfiles | None = None,
) -> Document:
    """Cleans one page.

    Args:
        page: Bytes off the wire, text of a page, a `Path`, an open file, a BeautifulSoup soup or tag, an lxml element,
            or a `Page`.
        url: Address that the page was fetched from; relative links are resolved against it.
        kind: `html`, `text` (flattened by another scraper), or `auto` to tell by the content.
        settings: The caller's choices; by default `Settings()`.
        sites: What is known about the sites of the pages, if the caller has learned it.

    Returns:
        The cleaned page. A page without content is a document too: its `status` and `hint` say what is wrong.

    Raises:
        PageError: If it is no page at all (a PDF, an image …) or over a limit.
        SourceError: If a file cannot be read.
        ValueError: If `kind` is none of the three.
        TypeError: If `page` is nothing that can hold a page.
    """
    settings = settings or Settings()
    taken = page if isinstance(page, Page) else read_page(page, url=url, max_bytes=settings.max_page_bytes)
    if kind != "auto":
        taken = taken.with_kind(PageKind(kind))
    return clean_page(taken, settings, sites)


def clean_page(page: Page, settings: Settings, sites: SiteProfiles | None = None) -> Document:
    """Cleans one page: the flow itself.

    Args:
        page: The page as it was scraped.
        settings: The caller's choices.
        sites: What is known about the sites of the pages.

    Returns:
        The cleaned page.

    Raises:
        PageError: If it is no page at all or over a limit.
    """
    if len(page.body) > settings.max_page_bytes:
        raise LimitError(
            f"{page.page_id}: {len(page.body)} bytes; the limit is max_page_bytes = {settings.max_page_bytes}"
        )
    columns = segment_page(page)
    content = find_content(columns, settings)
    references = find_references(columns, settings)
    believed = list_believed(content, references)
    repeats = find_repeats(columns, believed, references.blocks, settings)
    templates = find_templates(columns, content.scores, believed, references.blocks, settings)
    site_lines = find_site_lines(columns, content.scores, believed, references.blocks, settings, sites)
    limited = limit_repeats(columns.blocks, believed, (*repeats, *templates, *site_lines), settings)
    metadata = read_metadata(columns, content.title)
    headings = find_site_headings(columns, content.scores, believed, settings, sites)
    labels = decide_labels(content, references, (*limited, *headings), settings)
    rendered = render_text(columns.blocks, labels)
    accounting = account_words(columns, labels)
    wall = find_wall(columns, metadata.title, rendered.text, accounting.kept) if settings.reject_walls else None
    status = decide_status(columns, accounting.kept, wall)
    return Document(
        page_id=page.page_id,
        url=page.url,
        status=status.status,
        hint=status.hint,
        wall=status.wall,
        flattening=columns.flattening,
        text=rendered.text,
        metadata=metadata,
        blocks=columns.blocks,
        labels=labels,
        references=references.references,
        markers=place_markers(references.markers, rendered.offsets),
        confidence=content.confidence,
        accounting=accounting,
        encoding=columns.encoding,
        replaced_bytes=columns.replaced_bytes,
        base_url=columns.head.base or page.url,
        inline_markers=references.markers,
        render=render_document,
    )


def place_markers(markers: Sequence[InlineMarker], offsets: dict[int, int]) -> tuple[Marker, ...]:
    """Gives the markers of kept blocks their offset in the document's text."""
    return tuple(
        Marker(marker=marker.marker, offset=offsets[marker.block] + marker.offset, target=marker.target)
        for marker in markers
        if marker.block in offsets
    )


def account_words(page: PageColumns, labels: Sequence[Label]) -> Accounting:
    """Says where the page's words went."""
    kept = 0
    dropped: Counter[str] = Counter()
    for words, label in zip(page.blocks.words.tolist(), labels, strict=True):
        if label.kept:
            kept += words
        elif words:
            dropped[label.role.value] += words
    gone = dict(sorted(dropped.items()))
    left = page.word_count - kept - sum(gone.values())
    # What the maker of a dump wrote beside the page's text is no block, and is dropped by its own name.
    marks = sum(page.marks.values())
    if marks:
        gone["markup"] = marks
    return Accounting(total=page.word_count + marks, kept=kept, dropped=gone, unaccounted=left)
