"""Collects the text and inline marks of a page and makes a block of them at every block-level boundary."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.page.blocks import Block, Span
from cleaner.page.head import Head
from cleaner.page.tree import Attributes, ElementTree
from cleaner.segment import codes
from cleaner.segment.cells import settle_cells
from cleaner.segment.drafts import make_block
from cleaner.segment.flow import START, Flow, FlowReader, heads
from cleaner.segment.formula import FormulaReader
from cleaner.segment.head import HeadReader
from cleaner.segment.inline import (
    Piece,
    Point,
    SpanStart,
    find_raw_tex,
    fold_code,
    fold_marked,
    fold_text,
    is_shown,
)
from cleaner.segment.kinds import BLOCK_CODE, BLOCK_FORMULA, BLOCK_HEADING, BLOCK_MEDIA, BLOCK_TERM, SPAN_FORMULA
from cleaner.segment.tables import (
    HIDING_STYLE,
    QUESTION_MARKS,
    UNUSUAL,
)
from cleaner.segment.tabular import TableShape

# Spans that are open when a block begins stay open in it, the innermost of them; hostile pages open very many.
_MAX_CARRIED_SPANS = 16

NO_COPY = (-1, -1)
"""No visual copy of a formula stands in the buffer."""


class HtmlSegments(NamedTuple):
    """What one pass over a page's HTML gives.

    Attributes:
        blocks: Every piece of text.
        outline: The elements.
        head: What the page says about itself.
    """

    blocks: list[Block]
    outline: ElementTree
    head: Head


def changes_block(name: str, value: str | None, attributes: Attributes) -> bool:
    """Says whether one of `BLOCK_ATTRIBUTES` makes a plain block something else."""
    if name == "style":
        return value is not None and HIDING_STYLE.search(value) is not None
    return name == "hidden" or heads(value, attributes)


def is_space(piece: Piece) -> bool:
    return piece.__class__ is str and piece.isspace()


def is_formula(piece: Piece) -> bool:
    return piece.__class__ is Point and piece[0] is SPAN_FORMULA


class BlockBuilder:
    """The buffer between two boundaries, and the elements that are open around it."""

    __slots__ = (
        "asides", "attributes", "base", "blocks", "buffer", "carried", "characters", "codes", "copy", "copy_block",
        "current", "edge", "flow", "flows", "flushes", "formula", "formula_flush", "head", "languages", "marked",
        "marks", "notes", "owner",
        "parents", "picture", "players", "reader", "scripts", "shapes", "spans", "tags", "undo", "unnumbered", "words",
    )  # fmt: skip

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.attributes: list[Attributes] = []
        self.current = -1
        self.undo: list[int] = []
        # What tags are here: HTML's, or in a drawing or formula those of its language.
        self.codes: dict[str, int] = codes.CODES
        # For each drawing, formula or HTML in them that is open: what tags are around it, and what its end undoes.
        self.languages: list[tuple[dict[str, int], int]] = []
        # Text and marks since the last boundary, from `base` on; before it lies what an aside interrupts.
        self.buffer: list[Piece] = []
        self.characters = self.buffer.append
        self.base = 0
        self.marked = 0
        self.edge = 0
        self.spans: list[SpanStart] = []
        self.carried: tuple[SpanStart, ...] = ()
        self.asides: list[tuple[int, int, list[SpanStart], tuple[SpanStart, ...]]] = []
        self.flow = START
        self.flows: list[tuple[Flow, int]] = []
        self.owner = -1
        self.reader = FlowReader(self.parents, self.attributes)
        self.shapes: dict[int, TableShape] = {}
        self.marks: list[int] = []
        self.unnumbered = 0
        self.scripts: list[tuple[Attributes, dict[str, int]]] = []
        self.head = HeadReader()
        self.formula: FormulaReader | None = None
        # Where in the buffer the visual copy of a formula stands, and the block that holds nothing else.
        self.copy = NO_COPY
        self.copy_block = -1
        # Number of boundaries after the last formula that stands on lines of its own.
        self.formula_flush = -1
        # Address of the last source in a picture, and the picture's ordinal.
        self.picture = (-1, "")
        # What stands beside the text since the last boundary: it becomes blocks after that text.
        self.notes: list[tuple[list[Piece], int, Flow, int]] = []
        # For each aside that is open: the address of what it plays, empty until a source gives it.
        self.players: list[str | None] = []
        self.blocks: list[Block] = []
        self.words = 0
        self.flushes = 0

    def finish(self) -> HtmlSegments:
        """Gives what the pass has collected."""
        self._flush()
        blocks = self.blocks
        if self.shapes or self.reader.reversed_lists:
            blocks = settle_cells(blocks, self.shapes, self.reader.reversed_lists)
        outline = ElementTree(tags=tuple(self.tags), parents=tuple(self.parents), attributes=tuple(self.attributes))
        root = self.attributes[0] if self.attributes else ()
        return HtmlSegments(blocks=blocks, outline=outline, head=self.head.finish(root))

    def _flush(self) -> None:  # noqa: C901 - hot: benchmarks/speed/segment.py
        """Makes a block of the text since the last boundary, if there is any."""
        if self.notes:
            self._flush_notes()
            return
        buffer, base = self.buffer, self.base
        marked, carried = self.marked, self.carried
        self.marked = 0
        self.edge = -1
        self.flushes += 1
        self.carried = tuple(self.spans[-_MAX_CARRIED_SPANS:]) if self.spans else ()
        if self.copy is not NO_COPY:
            self.copy_block = len(self.blocks) if self.copy == (base, len(buffer)) else -1
            self.copy = NO_COPY
        kind, level, containers, hidden, preformatted, language = self.flow
        spans: tuple[Span, ...] = ()
        if marked or carried:
            pieces = buffer[base:]
            del buffer[base:]
            text, words, spans = fold_marked(pieces, carried, marked, preformatted=preformatted)
        else:
            raw: str = buffer[base] if len(buffer) == base + 1 else "".join(buffer[base:])  # type: ignore
            del buffer[base:]
            if preformatted:
                text, words = fold_code(raw)
            elif raw.isascii() or UNUSUAL.search(raw) is None:
                parts = raw.split()
                text, words = " ".join(parts), len(parts)
            else:
                text, words = fold_text(raw)
        if not words:
            if not any(is_shown(span) for span in spans):
                return
            kind, level = BLOCK_MEDIA, 0
        elif "\\" in text or "$$" in text:
            spans = find_raw_tex(text, spans) if kind is not BLOCK_CODE else spans
        if spans and (first := spans[0]).kind is SPAN_FORMULA and first.end - first.start == len(text):
            kind = BLOCK_FORMULA
        elif kind is BLOCK_TERM and text[-1] in QUESTION_MARKS:
            kind, level = BLOCK_HEADING, min(self.reader.heading_level + 1, 6)
        self.words += words
        index = len(self.blocks)
        self.blocks.append(make_block(index, kind, text, words, level, spans, self.owner, containers, hidden, language))

    def _flush_notes(self) -> None:
        """Makes a block of the text since the last boundary, then of each note beside it."""
        notes, self.notes = self.notes, []
        self._flush()
        outer = (self.base, self.marked, self.carried, self.spans, self.flow, self.owner)
        for pieces, marked, flow, owner in notes:
            self.base, self.marked, self.carried, self.spans = len(self.buffer), marked, (), []
            self.flow, self.owner = flow, owner
            self.buffer.extend(pieces)
            self._flush()
        self.base, self.marked, self.carried, self.spans, self.flow, self.owner = outer

    def _enter_block(self, tag: str, attrs: Attributes, code: int) -> None:
        self.flows.append((self.flow, self.owner))
        self.owner = self.current
        self.flow = self.reader.enter(tag, attrs, self.current, self.flow)
        if code == codes.TABLE:
            self.marks.append(self.words)
        self.undo.append(codes.BLOCK if code == codes.PLAIN else code)

    def _leave_block(self) -> None:
        if len(self.buffer) > self.base:
            self._flush()
        self.flow, self.owner = self.flows.pop()

    def _end_line(self) -> None:
        if len(self.buffer) > self.base:
            last = self.buffer[-1]
            if last.__class__ is not str or not last.endswith("\n"):
                self.buffer.append("\n")

    def _leave_container(self, code: int) -> None:
        self._leave_block()
        if code == codes.LIST:
            self.reader.leave_list()
            return
        grid = self.reader.grids.pop()
        shape = grid.finish(self.words - self.marks.pop())
        if shape is not None:
            self.shapes[grid.element] = shape

    def _add_point(self, point: Point) -> None:
        self.buffer.append(point)
        self.marked += 1

    def _add_formula(self, tex: str, *, display: bool) -> None:
        if not tex:
            return
        if display and len(self.buffer) > self.base:
            self._flush()
        self._add_point(Point(SPAN_FORMULA, None, tex))
        if display and not self.spans:
            self._flush()
            self.formula_flush = self.flushes
