"""Folds the text and inline marks of one block into readable text with spans."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from cleaner.page.blocks import Span, SpanKind, count_words
from cleaner.segment.kinds import (
    SPAN_ANCHOR,
    SPAN_FORMULA,
    SPAN_IMAGE,
    SPAN_LINK,
    SPAN_MEDIA,
    SPAN_SUBSCRIPT,
    SPAN_SUPERSCRIPT,
)
from cleaner.segment.online import find_line_form
from cleaner.segment.tables import FIRST_WIDE, INVISIBLE, LINE_BREAK_IN_CJK, MAYBE_INVISIBLE, RAW_TEX, UNUSUAL, WIDE


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


FoldedText = tuple[str, int, tuple[Span, ...]]
"""A block's text with white space folded, the number of its words, and its spans in the order in which they open."""

OpenSpan = tuple[SpanStart, int, int, int]
"""A span that is open while pieces are joined: its start, offset, index in the texts and index in the spans."""


def fold_text(raw: str) -> tuple[str, int]:
    """Folds white space and removes invisible characters without meaning.

    A line break between two Chinese or Japanese characters is no space.

    Returns:
        The text and the number of its words.
    """
    if raw.isascii() or UNUSUAL.search(raw) is None:
        parts = raw.split()
        return " ".join(parts), len(parts)
    text = _fold_unusual(raw)
    return text, count_words(text)


def _fold_unusual(raw: str) -> str:
    if MAYBE_INVISIBLE.search(raw) is not None:
        raw = INVISIBLE.sub("", raw)
    return " ".join(LINE_BREAK_IN_CJK.sub("", raw).split() if "\n" in raw else raw.split())


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
        return "", 0, ()
    if marks == 0 and len(carried) == 1 and carried[0][0] is SPAN_LINK:
        text, words = fold_text("".join(pieces))  # type: ignore[arg-type]
        return text, words, (Span(SPAN_LINK, 0, len(text), carried[0][1], None),) if text else ()
    return fold_pieces(pieces, carried)


def _holds_nothing(pieces: list[Piece]) -> bool:
    """Says whether nothing but white space and the start or end of a span is there, as between the blocks of a card."""
    for piece in pieces:
        if piece.__class__ is str:
            if not piece.isspace():
                return False
        elif piece.__class__ is Point and piece[0] is not SPAN_ANCHOR:
            return False
    return True


def _fold_link(pieces: list[Piece]) -> FoldedText:
    first, last = 0, len(pieces) - 1
    start = pieces[0]
    while start.__class__ is str and start.isspace():
        first += 1
        start = pieces[first]
    if start.__class__ is not tuple:
        return fold_pieces(pieces, ())
    while (end := pieces[last]).__class__ is str and end.isspace():
        last -= 1
    if end is not LINK_CLOSE:
        return fold_pieces(pieces, ())
    raw: str = pieces[first + 1] if last == first + 2 else "".join(pieces[first + 1 : last])  # type: ignore
    if raw.isascii() or UNUSUAL.search(raw) is None:
        parts = raw.split()
        text, words = " ".join(parts), len(parts)
    else:
        text, words = fold_text(raw)
    return text, words, (Span(SPAN_LINK, 0, len(text), start[1], None),) if text else ()


def fold_pieces(  # noqa: C901, PLR0912, PLR0915 - hot: benchmarks/speed/segment.py
    pieces: list[Piece], carried: tuple[SpanStart, ...], *, preformatted: bool = False
) -> FoldedText:
    """Joins the pieces of a block.

    White space folds to single spaces, non-breaking spaces too; a `BREAK` is a newline; superscripts and subscripts
    become characters that keep their meaning on a line. Spans take their place when they open and are filled in when
    they close.

    Args:
        pieces: Text and marks in document order; a span that is still open at the end is cut there.
        carried: Spans that opened before the block, outermost first.
        preformatted: Whether white space stays as it is.

    Returns:
        The text, its words and its spans; spans without text are left out, unless they are points or links around
        points.
    """
    texts: list[str] = []
    length = 0
    spans: list[Span | None] = [None] * len(carried)
    opened: list[OpenSpan] = [(start, 0, 0, slot) for slot, start in enumerate(carried)]
    links = sum(start[0] is SPAN_LINK for start in carried)
    # White space that is due before the next text; whether a line break is in it matters to wide characters.
    space = ""
    soft_edge = unusual = False
    broken = preformatted
    for piece in pieces:
        formula = -1
        if piece.__class__ is str:
            text: str = piece
        elif piece is LINK_CLOSE or piece is CLOSE:
            # A block takes over a bounded number of open spans; those beyond end in it without a start.
            if opened:
                ended = opened.pop()
                links -= ended[0][0] is SPAN_LINK
                length = _fill_span(ended, texts, spans, length, linked=links > 0)
            continue
        elif piece is SOFT_EDGE:
            soft_edge = True
            continue
        elif piece is BREAK:
            if length and texts[-1] != "\n":
                texts.append("\n")
                length += 1
                broken = True
            space = ""
            continue
        else:
            mark: SpanStart = piece  # type: ignore[assignment]
            kind, target, title = mark
            starts = piece.__class__ is tuple
            if not starts and kind is not SPAN_FORMULA:
                spans.append(Span(kind, length, length, target, title))
                continue
            # White space before a span stands outside it.
            if space and length and texts[-1][-1] not in " \n":
                if space == "\n" and WIDE.match(texts[-1][-1]):
                    # Whether it is a space depends on what follows; the span is trimmed at the end.
                    broken = True
                else:
                    texts.append(" ")
                    length += 1
                    space = ""
            if starts:
                opened.append((mark, length, len(texts), len(spans)))
                links += kind is SPAN_LINK
                spans.append(None)
                continue
            formula = len(spans)
            spans.append(None)
            text = title or ""
        if preformatted and formula < 0:
            texts.append(text)
            length += len(text)
            continue
        folded = " ".join(text.split())
        if not folded:
            space = _add_space(space, text)
        elif not text.isascii() and UNUSUAL.search(text) is not None:
            unusual = True
            folded = _fold_unusual(text)
        if folded:
            if texts and (before := texts[-1][-1]) != "\n":
                if folded[0] != text[0]:
                    space = _add_space(space, text[: len(text) - len(text.lstrip())])
                if space:
                    wide = space == "\n" and before >= FIRST_WIDE and WIDE.match(before) and WIDE.match(folded)
                    if before != " " and not wide:
                        texts.append(" ")
                        length += 1
                elif soft_edge and needs_space(before, folded[0]):
                    texts.append(" ")
                    length += 1
            soft_edge = False
            texts.append(folded)
            length += len(folded)
            space = "" if folded[-1] == text[-1] else _add_space("", text[len(text.rstrip()) :])
        if formula >= 0 and texts:
            spans[formula] = Span(SPAN_FORMULA, length - len(texts[-1]), length, None, title)
    while opened:
        ended = opened.pop()
        links -= ended[0][0] is SPAN_LINK
        length = _fill_span(ended, texts, spans, length, linked=links > 0)
    found = [span for span in spans if span is not None]
    joined = "".join(texts)
    if preformatted:
        lines = joined.replace("\xa0", " ").lstrip("\n")
        removed = len(joined) - len(lines)
        found = [move_span(span, max(span.start - removed, 0), max(span.end - removed, 0)) for span in found]
        joined = lines.rstrip("\n")
    else:
        joined = joined.rstrip()
    if broken or len(joined) != length:
        found = [trimmed for span in found if (trimmed := _trim_span(span, joined)) is not None]
    return joined, count_words(joined) if unusual or preformatted else len(joined.split()), tuple(found)


def _add_space(space: str, more: str) -> str:
    """White space that is due, with more of it: whether there is any, and whether a line break is in it."""
    return "\n" if "\n" in more else space or (more[:1] and " ")


def _fill_span(ended: OpenSpan, texts: list[str], spans: list[Span | None], length: int, *, linked: bool) -> int:
    """Fills in a span that ends; gives the length of the text, which a raised stretch changes."""
    (kind, target, title), offset, index, slot = ended
    if offset == length:
        if kind is SPAN_LINK and any(span is not None and is_shown(span) for span in spans[slot:]):
            spans[slot] = Span(kind, offset, offset, target, title)
        return length
    if kind is SPAN_SUPERSCRIPT or kind is SPAN_SUBSCRIPT:
        length = offset + _set_on_line(kind, texts, spans, index, slot, linked=linked)
    spans[slot] = Span(kind, offset, length, target, title)
    return length


def _set_on_line(
    kind: SpanKind, texts: list[str], spans: list[Span | None], index: int, slot: int, *, linked: bool
) -> int:
    inner = spans[slot + 1 :]
    linked = linked or any(span is not None and span.kind is SPAN_LINK for span in inner)
    before = texts[index - 1][-1] if index else ""
    opening, content, closing = find_line_form(kind, "".join(texts[index:]), before, linked=linked)
    texts[index:] = [part for part in (opening, content, closing) if part]
    if opening:
        spans[slot + 1 :] = [
            None if span is None else move_span(span, span.start + len(opening), span.end + len(opening))
            for span in inner
        ]
    return len(opening) + len(content) + len(closing)


def find_raw_tex(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Finds formulas that the page writes in TeX between MathJax's delimiters.

    Args:
        text: A block's text.
        spans: Its spans.

    Returns:
        The spans with those of the formulas; a formula's span holds its delimiters, its title does not.
    """
    found = [
        Span(SPAN_FORMULA, match.start(), match.end(), None, (match[1] or match[2] or match[3]).strip())
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
    return span.kind is SPAN_IMAGE or span.kind is SPAN_MEDIA


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
    return Span(span.kind, start, end, span.target, span.title)
