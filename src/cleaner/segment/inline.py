"""Folds the text and inline marks of one block into readable text with spans."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from cleaner.document import Span, SpanKind, count_words
from cleaner.segment.drafts import make_span
from cleaner.segment.online import find_line_form
from cleaner.segment.tables import INVISIBLE, LINE_BREAK_IN_CJK, RAW_TEX, UNUSUAL, WIDE


class Mark(Enum):
    """What stands between runs of text."""

    CLOSE = auto()
    LINK_CLOSE = auto()
    BREAK = auto()
    SOFT_EDGE = auto()


CLOSE, LINK_CLOSE, BREAK, SOFT_EDGE = Mark.CLOSE, Mark.LINK_CLOSE, Mark.BREAK, Mark.SOFT_EDGE

SpanStart = tuple[SpanKind, str | None, str | None]
"""A span opens here: its kind, target and title."""


class Point(NamedTuple):
    """An image, other media or an anchor stands here, or a formula with its TeX as text."""

    kind: SpanKind
    target: str | None = None
    title: str | None = None


Piece = str | Mark | SpanStart | Point


class FoldedText(NamedTuple):
    """A block's text, ready to read.

    Attributes:
        text: The text, white space folded.
        words: Number of words in it.
        spans: Its spans, in the order in which they open.
    """

    text: str
    words: int
    spans: tuple[Span, ...]


def fold_text(raw: str) -> tuple[str, int]:
    """Folds white space and removes invisible characters without meaning.

    A line break between two Chinese or Japanese characters is no space.

    Returns:
        The text and the number of its words.
    """
    if raw.isascii() or UNUSUAL.search(raw) is None:
        parts = raw.split()
        return " ".join(parts), len(parts)
    raw = INVISIBLE.sub("", raw)
    text = " ".join(LINE_BREAK_IN_CJK.sub("", raw).split())
    return text, count_words(text)


def fold_code(raw: str) -> tuple[str, int]:
    """Keeps lines and their spaces as they are, without the empty lines around them.

    Returns:
        The text and the number of its words.
    """
    text = raw.replace("\xa0", " ").strip("\n")
    return text, count_words(text)


def fold_marked(
    pieces: list[Piece], carried: tuple[SpanStart, ...], marks: int, *, preformatted: bool = False
) -> FoldedText:
    """Joins the pieces of a block as `fold_pieces` does, and faster where one link is around all of it.

    Args:
        pieces: Text and marks in document order.
        carried: Spans that opened before the block.
        marks: How many of the pieces are no text.
        preformatted: Whether white space stays as it is.

    Returns:
        The text and its spans.
    """
    if preformatted or marks > 2:
        return fold_pieces(pieces, carried, preformatted=preformatted)
    if marks == 2 and not carried:
        return _fold_link(pieces)
    if marks == 1 and _holds_nothing(pieces):
        return FoldedText("", 0, ())
    if marks == 0 and len(carried) == 1 and carried[0][0] is SpanKind.LINK:
        text, words = fold_text("".join(pieces))  # type: ignore[arg-type]
        return FoldedText(text, words, (make_span(SpanKind.LINK, 0, len(text), carried[0][1], None),) if text else ())
    return fold_pieces(pieces, carried)


def _holds_nothing(pieces: list[Piece]) -> bool:
    """Says whether nothing but white space and the start or end of a span is there, as between the blocks of a card."""
    for piece in pieces:
        if piece.__class__ is str:
            if not piece.isspace():
                return False
        elif piece.__class__ is Point and piece[0] is not SpanKind.ANCHOR:
            return False
    return True


def _fold_link(pieces: list[Piece]) -> FoldedText:
    first, last = 0, len(pieces) - 1
    while pieces[first].__class__ is str and pieces[first].isspace():  # type: ignore[union-attr]
        first += 1
    while pieces[last].__class__ is str and pieces[last].isspace():  # type: ignore[union-attr]
        last -= 1
    start = pieces[first]
    if pieces[last] is not LINK_CLOSE or start.__class__ is not tuple:
        return fold_pieces(pieces, ())
    text, words = fold_text("".join(pieces[first + 1 : last]))  # type: ignore[arg-type]
    return FoldedText(text, words, (make_span(SpanKind.LINK, 0, len(text), start[1], None),) if text else ())


def fold_pieces(pieces: list[Piece], carried: tuple[SpanStart, ...], *, preformatted: bool = False) -> FoldedText:
    """Joins the pieces of a block.

    White space folds to single spaces, non-breaking spaces too; a `BREAK` is a newline; superscripts and subscripts
    become characters that keep their meaning on a line.

    Args:
        pieces: Text and marks in document order; a span that is still open at the end is cut there.
        carried: Spans that opened before the block, outermost first.
        preformatted: Whether white space stays as it is.

    Returns:
        The text and its spans; spans without text are left out, unless they are points or links around points.
    """
    folder = _Folder(preformatted=preformatted)
    for opened in carried:
        folder.open(opened)
    folder.join(pieces)
    return folder.finish()


class _Folder:
    """Joins pieces; spans take their place when they open and are filled in when they close."""

    __slots__ = (
        "broken",
        "length",
        "links",
        "opened",
        "preformatted",
        "soft_edge",
        "space",
        "spans",
        "texts",
        "unusual",
    )

    def __init__(self, *, preformatted: bool) -> None:
        self.preformatted = preformatted
        self.texts: list[str] = []
        self.length = 0
        self.spans: list[Span | None] = []
        self.opened: list[tuple[SpanStart, int, int, int]] = []
        self.links = 0
        # White space that is due before the next text.
        self.space = ""
        self.soft_edge = False
        self.broken = preformatted
        self.unusual = False

    def join(self, pieces: list[Piece]) -> None:
        add = self.add_code if self.preformatted else self.add_text
        for piece in pieces:
            kind = piece.__class__
            if kind is str:
                add(piece)  # type: ignore[arg-type]
            elif kind is tuple:
                self.open(piece)  # type: ignore[arg-type]
            elif piece is CLOSE or piece is LINK_CLOSE:
                self.close()
            elif piece is SOFT_EDGE:
                self.soft_edge = True
            elif piece is BREAK:
                self.break_line()
            else:
                self.add_point(piece)  # type: ignore[arg-type]

    def add_code(self, piece: str) -> None:
        self.texts.append(piece)
        self.length += len(piece)

    def add_text(self, piece: str) -> None:
        folded = " ".join(piece.split())
        if not folded:
            self.add_space(piece)
            return
        if not piece.isascii() and UNUSUAL.search(piece) is not None:
            self.unusual = True
            folded = " ".join(LINE_BREAK_IN_CJK.sub("", INVISIBLE.sub("", piece)).split())
            if not folded:
                return
        texts = self.texts
        if texts and (before := texts[-1][-1]) != "\n":
            if folded[0] != piece[0]:
                self.add_space(piece[: len(piece) - len(piece.lstrip())])
            if self.space:
                if before != " " and not (self.space == "\n" and WIDE.match(before) and WIDE.match(folded)):
                    texts.append(" ")
                    self.length += 1
            elif self.soft_edge and needs_space(before, folded[0]):
                texts.append(" ")
                self.length += 1
        self.soft_edge = False
        texts.append(folded)
        self.length += len(folded)
        self.space = ""
        if folded[-1] != piece[-1]:
            self.add_space(piece[len(piece.rstrip()) :])

    def add_space(self, piece: str) -> None:
        """Remembers white space, and whether a line break is in it."""
        if "\n" in piece:
            self.space = "\n"
        elif piece:
            self.space = self.space or " "

    def settle_space(self) -> None:
        """White space before a span stands outside it."""
        if not self.space or not self.length or self.texts[-1][-1] in " \n":
            return
        if self.space == "\n" and WIDE.match(self.texts[-1][-1]):
            # Whether it is a space depends on what follows; the span is trimmed at the end.
            self.broken = True
            return
        self.texts.append(" ")
        self.length += 1
        self.space = ""

    def open(self, start: SpanStart) -> None:
        self.settle_space()
        self.opened.append((start, self.length, len(self.texts), len(self.spans)))
        self.links += start[0] is SpanKind.LINK
        self.spans.append(None)

    def close(self) -> None:
        # A block takes over a bounded number of open spans; those beyond end in it without a start.
        if self.opened:
            start, offset, index, slot = self.opened.pop()
            self.links -= start[0] is SpanKind.LINK
            self.fill(start, offset, index, slot)

    def fill(self, start: SpanStart, offset: int, index: int, slot: int) -> None:
        kind, target, title = start
        if offset == self.length:
            if kind is SpanKind.LINK and any(span is not None and is_shown(span) for span in self.spans[slot:]):
                self.spans[slot] = make_span(kind, offset, offset, target, title)
            return
        if kind is SpanKind.SUPERSCRIPT or kind is SpanKind.SUBSCRIPT:
            self.set_on_line(kind, offset, index, slot)
        self.spans[slot] = make_span(kind, offset, self.length, target, title)

    def set_on_line(self, kind: SpanKind, offset: int, index: int, slot: int) -> None:
        inner = self.spans[slot + 1 :]
        linked = self.links > 0 or any(span is not None and span.kind is SpanKind.LINK for span in inner)
        before = self.texts[index - 1][-1] if index else ""
        opening, content, closing = find_line_form(kind, "".join(self.texts[index:]), before, linked=linked)
        self.texts[index:] = [part for part in (opening, content, closing) if part]
        self.length = offset + len(opening) + len(content) + len(closing)
        if opening:
            self.spans[slot + 1 :] = [
                None if span is None else move_span(span, span.start + len(opening), span.end + len(opening))
                for span in inner
            ]

    def break_line(self) -> None:
        if self.length and self.texts[-1] != "\n":
            self.texts.append("\n")
            self.length += 1
            self.broken = True
        self.space = ""

    def add_point(self, point: Point) -> None:
        if point.kind is not SpanKind.FORMULA:
            self.spans.append(make_span(point.kind, self.length, self.length, point.target, point.title))
            return
        self.settle_space()
        slot = len(self.spans)
        self.spans.append(None)
        self.add_text(point.title or "")
        if self.texts:
            start = self.length - len(self.texts[-1])
            self.spans[slot] = make_span(SpanKind.FORMULA, start, self.length, None, point.title)

    def finish(self) -> FoldedText:
        while self.opened:
            self.close()
        text = "".join(self.texts)
        spans = [span for span in self.spans if span is not None]
        if self.preformatted:
            lines = text.replace("\xa0", " ").lstrip("\n")
            removed = len(text) - len(lines)
            spans = [move_span(span, max(span.start - removed, 0), max(span.end - removed, 0)) for span in spans]
            text = lines.rstrip("\n")
        else:
            text = text.rstrip()
        if self.broken or len(text) != self.length:
            spans = [trimmed for span in spans if (trimmed := _trim_span(span, text)) is not None]
        words = count_words(text) if self.unusual or self.preformatted else len(text.split())
        return FoldedText(text, words, tuple(spans))


def find_raw_tex(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Finds formulas that the page writes in TeX between MathJax's delimiters.

    Args:
        text: A block's text.
        spans: Its spans.

    Returns:
        The spans with those of the formulas; a formula's span holds its delimiters, its title does not.
    """
    found = [
        make_span(SpanKind.FORMULA, match.start(), match.end(), None, (match[1] or match[2] or match[3]).strip())
        for match in RAW_TEX.finditer(text)
    ]
    if not found:
        return spans
    return tuple(sorted([*spans, *found], key=lambda span: span.start))


def needs_space(before: str, after: str) -> bool:
    """Says whether two inline elements that touch hold separate words, as labels and values in flex boxes do.

    `Consultation` `$80` and `Phone:` `0800` are two words each; `W` `ord` and `1` `299` are one.

    Args:
        before: Last character of the first.
        after: First character of the second.
    """
    if not (after.isalnum() or after in "$€£¥₹₽(") or not (before.isalnum() or before in ".,:;!?)%"):
        return False
    if before.isdigit() and after.isdigit():
        return False
    if before.isalpha() and after.isalpha():
        return before.islower() and after.isupper()
    return True


def is_shown(span: Span) -> bool:
    """Says whether a span is something to see without text: an image or a player."""
    return span.kind is SpanKind.IMAGE or span.kind is SpanKind.MEDIA


def _trim_span(span: Span, text: str) -> Span | None:
    start, end = min(span.start, len(text)), min(span.end, len(text))
    if span.start == span.end:
        return span if start == span.start else move_span(span, start, start)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return span if (start, end) == (span.start, span.end) else move_span(span, start, end)


def move_span(span: Span, start: int, end: int) -> Span:
    """The same span at another place."""
    return make_span(span.kind, start, end, span.target, span.title)
