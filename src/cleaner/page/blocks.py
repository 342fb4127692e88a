"""The pieces of a page as values: blocks, what stands in their text, and what stands around them.

What a page has thousands of is a tuple with names: it is made in a third of the time of a frozen dataclass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

# Scripts that write without spaces: there a character stands for a word, as word counters of office suites do it.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED = re.compile(f"[{UNSPACED}]")


def count_words(text: str) -> int:
    """Counts words: runs of non-space characters, where each character of an unspaced script counts as one.

    Chinese, Japanese, Thai, Lao, Khmer and Burmese write no spaces between words, so there a run of n such characters
    counts as n; text around them in the same run counts as one more word for each stretch.

    Args:
        text: Any text.

    Returns:
        The number of words, 0 or more.
    """
    if text.isascii():
        return len(text.split())
    spaced, characters = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + characters


class PageKind(StrEnum):
    """What a page's body is written in."""

    HTML = "html"
    TEXT = "text"


class BlockKind(StrEnum):
    """What a block is on the page, by its markup (or, in a text dump, by its shape)."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TERM = "term"
    DESCRIPTION = "description"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    CAPTION = "caption"
    FORMULA = "formula"
    CONTROL = "control"
    MEDIA = "media"


class SpanKind(StrEnum):
    """What a stretch of a block's text is."""

    LINK = "link"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    DELETED = "deleted"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    ANCHOR = "anchor"
    IMAGE = "image"
    MEDIA = "media"
    ABBREVIATION = "abbreviation"
    TIME = "time"
    FORMULA = "formula"
    CHECKBOX = "checkbox"


class Source(StrEnum):
    """Which part of the page a block was read from."""

    DOM = "dom"
    TEXT = "text"
    JSON_LD = "json_ld"
    NEXT_DATA = "next_data"


class Span(NamedTuple):
    """A stretch of a block's text.

    Attributes:
        kind: What the stretch is.
        start: Offset of its first character in `Block.text`.
        end: Offset after its last character; equal to `start` for an image, other media, a checkbox or an anchor, and
            for a link around those alone, which comes before them in `Block.spans`.
        target: A link's or image's address as the page writes it (not resolved), or an anchor's name.
        title: An image's alternative text, an abbreviation's expansion, a machine-readable time, TeX of a formula, `x`
            for a task's box that is checked.
    """

    kind: SpanKind
    start: int
    end: int
    target: str | None = None
    title: str | None = None


class ListItem(NamedTuple):
    """A block's place in a list.

    Attributes:
        list_element: Ordinal of the list's element.
        element: Ordinal of the item's element.
        ordered: Whether the list counts its items.
        number: The item's number in an ordered list, else None.
    """

    list_element: int
    element: int
    ordered: bool
    number: int | None = None


class Quotation(NamedTuple):
    """A block's place in a block quote.

    Attributes:
        element: Ordinal of the quote's element.
        cite: Address of the quote's source, if the page gives one.
    """

    element: int
    cite: str | None = None


class Cell(NamedTuple):
    """A block's place in a table; rows and columns count from 0, spans from 1.

    Attributes:
        table_element: Ordinal of the table's element.
        element: Ordinal of the cell's element.
        row: The row that the cell starts in.
        column: The column that the cell starts in, cells that span down from earlier rows counted.
        row_span: Rows that the cell covers.
        column_span: Columns that the cell covers.
        header: Whether the cell heads a row or a column.
        layout: Whether the table only arranges the page.
    """

    table_element: int
    element: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    layout: bool = False


class Figure(NamedTuple):
    """A block's place in a figure.

    Attributes:
        element: Ordinal of the figure's element.
    """

    element: int


Container = ListItem | Quotation | Cell | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a page's text: every piece of text on the page is in exactly one block.

    Attributes:
        index: Place among the page's blocks, from 0.
        kind: What it is on the page.
        level: 1–6 for a heading, 0 otherwise.
        text: Its readable text, white space folded (kept in code); `<br>` is a newline.
        spans: Links, emphasis and the like, in the order in which they open on the page.
        element: Ordinal of its element, as `document.querySelectorAll('*')` counts from 0; -1 without one.
        containers: Lists, quotes, cells and figures around it, outermost first.
        source: Which part of the page it was read from.
        hidden: Whether markup hides it when the page opens.
        language: Language of a code block, if the page names it.
        words: Number of words in `text`, by `count_words`.
    """

    index: int
    kind: BlockKind
    text: str
    words: int
    level: int = 0
    spans: tuple[Span, ...] = ()
    element: int = -1
    containers: tuple[Container, ...] = ()
    source: Source = Source.DOM
    hidden: bool = False
    language: str | None = None
