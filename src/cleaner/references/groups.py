"""What the finders hand to the judge: runs of entries that may be references."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from cleaner.page.blocks import ListItem, Span, SpanKind
from cleaner.page.columns import PageColumns


class LabelKind(StrEnum):
    """What the words above a list promise."""

    REFERENCES = "references"
    SOURCES = "sources"
    NOTES = "notes"
    READING = "reading"


class GroupKind(Enum):
    """What makes a run of entries one."""

    LABELLED = auto()
    """Words above it announce it."""
    LINKED = auto()
    """The text leads to its entries, by links or by its markup."""
    NUMBERED = auto()
    """Its entries begin with numbers that go on."""
    COUNTED = auto()
    """It is an ordered list."""
    LINE = auto()
    """A line names it after a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a block's text.

    Attributes:
        block: Index of the block.
        start: Offset of the first character.
        end: Offset after the last.
    """

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list as the page cuts it.

    Attributes:
        parts: Its text, in order; the marker may be included.
        marker: The number or letter that the page shows or counts, if the finder knows it.
        element: Ordinal of the element that holds it, -1 where there is none of its own.
    """

    parts: tuple[Part, ...]
    marker: str | None = None
    element: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A run of entries.

    Attributes:
        kind: What makes it one.
        rule: Name of the rule that found it.
        entries: Its entries, in the order of the page.
        label: Index of the block whose words announce it, None where there is none.
        label_kind: What those words promise.
        lead: Blocks between the label and the entries, such as a sentence about how sources are chosen.
    """

    kind: GroupKind
    rule: str
    entries: tuple[Entry, ...]
    label: int | None = None
    label_kind: LabelKind | None = None
    lead: tuple[int, ...] = ()

    @property
    def blocks(self) -> list[int]:
        """Indices of the blocks that its entries stand in, in their order."""
        return [part.block for entry in self.entries for part in entry.parts]


def whole(page: PageColumns, index: int) -> Part:
    """All of a block's text."""
    return Part(block=index, start=0, end=len(page.blocks.texts[index]))


def text_of(page: PageColumns, entry: Entry) -> str:
    """The entry's text as the page has it."""
    texts = page.blocks.texts
    return "\n".join([texts[part.block][part.start : part.end] for part in entry.parts])


def item_of(page: PageColumns, index: int) -> ListItem | None:
    """The innermost list item that a block is in."""
    return next((c for c in reversed(page.blocks.containers[index]) if isinstance(c, ListItem)), None)


def links_of(page: PageColumns, part: Part) -> list[Span]:
    """The links within a stretch of a block's text."""
    link, start, end = SpanKind.LINK, part.start, part.end
    return [
        span for span in page.blocks.spans[part.block] if span.kind is link and span.start >= start and span.end <= end
    ]
