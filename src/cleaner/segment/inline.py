"""Folds the text and inline marks of one block into readable text with spans."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from cleaner.document import Span, SpanKind
from cleaner.segment.tables import (
    INVISIBLE,
    MARKER_TEXT,
    PLAIN_SUPERSCRIPT,
    SUBSCRIPT_TEXT,
    SUBSCRIPTS,
    SUPERSCRIPT_TEXT,
    SUPERSCRIPTS,
)


class Mark(Enum):
    """What stands between runs of text."""

    CLOSE = auto()
    BREAK = auto()
    EDGE = auto()
    SOFT_EDGE = auto()


CLOSE, BREAK, EDGE, SOFT_EDGE = Mark.CLOSE, Mark.BREAK, Mark.EDGE, Mark.SOFT_EDGE


class SpanStart(NamedTuple):
    """A span opens here."""

    kind: SpanKind
    target: str | None = None
    title: str | None = None


class Point(NamedTuple):
    """An image, other media or an anchor stands here."""

    kind: SpanKind
    target: str | None = None
    title: str | None = None


Piece = str | Mark | SpanStart | Point


class FoldedText(NamedTuple):
    """A block's text, ready to read.

    Attributes:
        text: The text, white space folded.
        spans: Its spans, by start.
    """

    text: str
    spans: tuple[Span, ...]


def fold_pieces(pieces: list[Piece], *, preformatted: bool = False) -> FoldedText:  # noqa: C901, PLR0912, PLR0915 - hot: benchmarks/speed
    """Joins the pieces of a block.

    White space folds to single spaces, non-breaking spaces too; a `BREAK` is a newline; superscripts and subscripts
    become characters that keep their meaning on a line.

    Args:
        pieces: Text and marks in document order; a span that is still open at the end is cut there.
        preformatted: Whether white space stays as it is.

    Returns:
        The text and its spans; spans without text are left out, unless they are points.
    """
    texts: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[SpanStart, int, int]] = []
    length = 0
    pending_space = soft_edge = False
    for piece in pieces:
        kind = piece.__class__
        if kind is str:
            if preformatted:
                texts.append(piece)  # type: ignore[arg-type]
                length += len(piece)  # type: ignore[arg-type]
                continue
            folded = fold_text(piece)  # type: ignore[arg-type]
            if not folded:
                pending_space = pending_space or piece != ""
                continue
            if length and texts[-1] != "\n":
                if pending_space or piece[0].isspace() or (soft_edge and needs_space(texts[-1][-1], folded[0])):  # type: ignore[index]
                    texts.append(" ")
                    length += 1
            soft_edge = False
            texts.append(folded)
            length += len(folded)
            pending_space = piece[-1].isspace()  # type: ignore[index]
        elif kind is SpanStart:
            if pending_space and length and texts[-1] != "\n":
                texts.append(" ")
                length += 1
            pending_space = False
            opened.append((piece, length, len(texts)))  # type: ignore[arg-type]
        elif piece is CLOSE:
            start, offset, index = opened.pop()
            if offset == length:
                continue
            if start.kind is SpanKind.SUPERSCRIPT or start.kind is SpanKind.SUBSCRIPT:
                linked = any(span.kind is SpanKind.LINK and span.start >= offset for span in spans) or any(
                    outer.kind is SpanKind.LINK for outer, _, _ in opened
                )
                length = offset + _set_on_line(start.kind, texts, index, linked=linked)
                if linked and texts[index] == "[":
                    spans = [span if span.start < offset else move_span(span, span.start + 1, span.end + 1) for span in spans]
            spans.append(Span(kind=start.kind, start=offset, end=length, target=start.target, title=start.title))
        elif piece is BREAK:
            if length and texts[-1] != "\n":
                texts.append("\n")
                length += 1
            pending_space = False
        elif piece is SOFT_EDGE:
            soft_edge = True
        elif kind is Point:
            spans.append(Span(kind=piece.kind, start=length, end=length, target=piece.target, title=piece.title))  # type: ignore[union-attr]
    for start, offset, _ in reversed(opened):
        if offset < length:
            spans.append(Span(kind=start.kind, start=offset, end=length, target=start.target, title=start.title))
    text = "".join(texts)
    text = text.strip("\n") if preformatted else text.rstrip()
    if len(spans) > 1:
        spans.sort(key=_span_order)
    return FoldedText(text, tuple([trimmed for span in spans if (trimmed := _trim_span(span, text)) is not None]))


def fold_text(text: str) -> str:
    """Folds white space and removes invisible characters without meaning."""
    text = " ".join(text.split())
    return text if text.isascii() else INVISIBLE.sub("", text)


def _set_on_line(kind: SpanKind, texts: list[str], index: int, *, linked: bool) -> int:
    """Replaces a raised or lowered stretch by characters that mean the same on the line; returns its new length."""
    before = "".join(texts[:index])[-1:]
    parts = [part for part in _line_form(kind, "".join(texts[index:]), before, linked=linked) if part]
    texts[index:] = parts
    return sum(map(len, parts))


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


def _line_form(kind: SpanKind, content: str, before: str, *, linked: bool) -> tuple[str, str, str]:
    if kind is SpanKind.SUBSCRIPT:
        if SUBSCRIPT_TEXT.fullmatch(content):
            return "", content.translate(SUBSCRIPTS), ""
        return ("_" if before.isalnum() and content[:1].isalnum() else ""), content, ""
    if linked and MARKER_TEXT.fullmatch(content):
        return "[", content, "]"
    if SUPERSCRIPT_TEXT.fullmatch(content):
        return "", content.translate(SUPERSCRIPTS), ""
    if PLAIN_SUPERSCRIPT.fullmatch(content) or not before.isalnum() or not content[:1].isalnum():
        return "", content, ""
    # A long raised stretch is small print beside a word, not an exponent.
    return ("^" if len(content) <= 8 else " "), content, ""


def _trim_span(span: Span, text: str) -> Span | None:
    start, end = min(span.start, len(text)), min(span.end, len(text))
    if span.start == span.end:
        return span if start == span.start else move_span(span, start, start)
    if start < end and not text[start].isspace() and not text[end - 1].isspace() and end == span.end:
        return span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return span if (start, end) == (span.start, span.end) else move_span(span, start, end)


def move_span(span: Span, start: int, end: int) -> Span:
    """The same span at another place."""
    return Span(kind=span.kind, start=start, end=end, target=span.target, title=span.title)


def _span_order(span: Span) -> tuple[int, int]:
    return span.start, -span.end
