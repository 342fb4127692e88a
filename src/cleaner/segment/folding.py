"""Folds the text and inline marks of one block into readable text with spans, set on the line."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from cleaner.page.blocks import UNSPACED, Span, SpanKind, count_words
from cleaner.page.markers import is_raised_marker

# A member off its enum takes ten times as long in Python 3.11, and a page asks a few thousand times.
_ANCHOR: Final = SpanKind.ANCHOR
_FORMULA: Final = SpanKind.FORMULA
_IMAGE: Final = SpanKind.IMAGE
_LINK: Final = SpanKind.LINK
_MEDIA: Final = SpanKind.MEDIA
_SUBSCRIPT: Final = SpanKind.SUBSCRIPT
_SUPERSCRIPT: Final = SpanKind.SUPERSCRIPT

_WIDE_CHARACTERS = (
    "\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff65\U00020000-\U0003ffff"
)

# Invisible characters that carry no meaning: soft hyphen, byte-order mark and word joiner anywhere; U+200B outside the
# scripts whose words it divides; the joiners U+200C and U+200D, which shape Persian, Indic and emoji, inside ASCII.
_INVISIBLE = re.compile(
    f"[\u00ad\ufeff\u2060]|(?<![{UNSPACED}])\u200b+(?![{UNSPACED}])|(?:(?<=[\x00-\x7f])|^)[\u200b-\u200d]+(?=[\x00-\x7f]|\\Z)"
)
# Text without any of these needs no closer look.
_MAYBE_INVISIBLE = re.compile("[\u00ad\ufeff\u2060\u200b-\u200d]")
# Characters for which white space or the count of words has rules of its own; most text has none.
_UNUSUAL = re.compile("[^\x00-\u00ac\u00ae-\u0dff\u1100-\u177f\u1800-\u200a\u200e-\u205f\u2061-\u2e7f\ua000-\uf8ff]")
# Chinese and Japanese text, in which a line break of the source is no space (CSS Text 3, section 4.1.3).
_WIDE = re.compile(f"[{_WIDE_CHARACTERS}]")
_FIRST_WIDE = "\u2e80"
_LINE_BREAK_IN_CJK = re.compile(f"(?<=[{_WIDE_CHARACTERS}])[ \\t\\r\\f]*\\n[ \\t\\r\\f\\n]*(?=[{_WIDE_CHARACTERS}])")

# Formulas in TeX that a script would render: \( \), \[ \] and $$ $$ (MathJax's and KaTeX's default delimiters).
_RAW_TEX = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,5000}?)\\\]|\$\$([^$]{1,5000}?)\$\$", re.DOTALL)

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SUPERSCRIPT_TEXT = re.compile(r"[0-9+\-−=()ni,–\s]+")
_SUBSCRIPT_TEXT = re.compile(r"[0-9+\-−=()]+")
# Superscripts that read right when they are set on the line: ordinals (English, French, Spanish, Italian), trademarks.
_PLAIN_SUPERSCRIPT = re.compile(
    r"(?:st|nd|rd|th|e|er|re|ère|ème|o|os|as|ª|º|°|me|mes|lle|lles|nde|™|®|©|℠|\*+|†|‡)", re.IGNORECASE
)
_TRADEMARKS = {"TM": "™", "SM": "℠"}
# A longer raised stretch is small print beside a word, not an exponent.
_MAX_EXPONENT_CHARS = 8


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
"""What a block is made of: text as the page writes it, and marks."""


def is_space(piece: Piece) -> bool:
    """Says whether a piece is nothing but white space."""
    return piece.__class__ is str and piece.isspace()


def is_formula(piece: Piece) -> bool:
    """Says whether a piece is a formula."""
    return piece.__class__ is Point and piece[0] is _FORMULA


FoldedText = tuple[str, int, tuple[Span, ...]]
"""A block's text with white space folded, the number of its words, and its spans in the order in which they open."""

_OpenSpan = tuple[SpanStart, int, int, int]
"""A span that is open while pieces are joined: its start, offset, index in the texts and index in the spans."""


def fold_text(raw: str) -> tuple[str, int]:
    """Folds white space and removes invisible characters without meaning.

    A line break between two Chinese or Japanese characters is no space.

    Returns:
        The text and the number of its words.
    """
    if raw.isascii() or _UNUSUAL.search(raw) is None:
        parts = raw.split()
        return " ".join(parts), len(parts)
    text = _fold_unusual(raw)
    return text, count_words(text)


def _fold_unusual(raw: str) -> str:
    if _MAYBE_INVISIBLE.search(raw) is not None:
        raw = _INVISIBLE.sub("", raw)
    return " ".join(_LINE_BREAK_IN_CJK.sub("", raw).split() if "\n" in raw else raw.split())


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
    """Joins the pieces of a block as `_fold_pieces` does, and faster where one link is around all of it.

    Args:
        pieces: Text and marks in document order.
        carried: Spans that opened before the block.
        marks: How many of the pieces are no text.
        preformatted: Whether white space stays as it is.

    Returns:
        The text and its spans.
    """
    if preformatted or marks > 2:
        return _fold_pieces(pieces, carried, preformatted=preformatted)
    if marks == 2 and not carried:
        return _fold_link(pieces)
    if marks == 1 and _holds_nothing(pieces):
        return "", 0, ()
    if marks == 0 and len(carried) == 1 and carried[0][0] is _LINK:
        text, words = fold_text("".join(pieces))  # type: ignore[arg-type]
        return text, words, (Span(_LINK, 0, len(text), carried[0][1], None),) if text else ()
    return _fold_pieces(pieces, carried)


def _holds_nothing(pieces: list[Piece]) -> bool:
    """Says whether nothing but white space and the start or end of a span is there, as between the blocks of a card."""
    for piece in pieces:
        if piece.__class__ is str:
            if not piece.isspace():
                return False
        elif piece.__class__ is Point and piece[0] is not _ANCHOR:
            return False
    return True


def _fold_link(pieces: list[Piece]) -> FoldedText:
    first, last = 0, len(pieces) - 1
    start = pieces[0]
    while start.__class__ is str and start.isspace():
        first += 1
        start = pieces[first]
    if start.__class__ is not tuple:
        return _fold_pieces(pieces, ())
    while (end := pieces[last]).__class__ is str and end.isspace():
        last -= 1
    if end is not LINK_CLOSE:
        return _fold_pieces(pieces, ())
    raw: str = pieces[first + 1] if last == first + 2 else "".join(pieces[first + 1 : last])  # type: ignore
    text, words = fold_text(raw)
    return text, words, (Span(_LINK, 0, len(text), start[1], None),) if text else ()


def _fold_pieces(  # noqa: C901, PLR0912, PLR0915 - hot: benchmarks/speed/segment.py
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
    opened: list[_OpenSpan] = [(start, 0, 0, slot) for slot, start in enumerate(carried)]
    links = sum(start[0] is _LINK for start in carried)
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
                links -= ended[0][0] is _LINK
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
            if not starts and kind is not _FORMULA:
                spans.append(Span(kind, length, length, target, title))
                continue
            # White space before a span stands outside it.
            if space and length and texts[-1][-1] not in " \n":
                if space == "\n" and _WIDE.match(texts[-1][-1]):
                    # Whether it is a space depends on what follows; the span is trimmed at the end.
                    broken = True
                else:
                    texts.append(" ")
                    length += 1
                    space = ""
            if starts:
                opened.append((mark, length, len(texts), len(spans)))
                links += kind is _LINK
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
        elif not text.isascii() and _UNUSUAL.search(text) is not None:
            unusual = True
            folded = _fold_unusual(text)
        if folded:
            if texts and (before := texts[-1][-1]) != "\n":
                if folded[0] != text[0]:
                    space = _add_space(space, text[: len(text) - len(text.lstrip())])
                if space:
                    wide = space == "\n" and before >= _FIRST_WIDE and _WIDE.match(before) and _WIDE.match(folded)
                    if before != " " and not wide:
                        texts.append(" ")
                        length += 1
                elif soft_edge and _needs_space(before, folded[0]):
                    texts.append(" ")
                    length += 1
            soft_edge = False
            texts.append(folded)
            length += len(folded)
            space = "" if folded[-1] == text[-1] else _add_space("", text[len(text.rstrip()) :])
        if formula >= 0 and texts:
            spans[formula] = Span(_FORMULA, length - len(texts[-1]), length, None, title)
    while opened:
        ended = opened.pop()
        links -= ended[0][0] is _LINK
        length = _fill_span(ended, texts, spans, length, linked=links > 0)
    found = [span for span in spans if span is not None]
    joined = "".join(texts)
    if preformatted:
        lines = joined.replace("\xa0", " ").lstrip("\n")
        removed = len(joined) - len(lines)
        found = [_move_span(span, max(span.start - removed, 0), max(span.end - removed, 0)) for span in found]
        joined = lines.rstrip("\n")
    else:
        joined = joined.rstrip()
    if broken or len(joined) != length:
        found = [trimmed for span in found if (trimmed := _trim_span(span, joined)) is not None]
    return joined, count_words(joined) if unusual or preformatted else len(joined.split()), tuple(found)


def _add_space(space: str, more: str) -> str:
    """White space that is due, with more of it: whether there is any, and whether a line break is in it."""
    return "\n" if "\n" in more else space or (more[:1] and " ")


def _fill_span(ended: _OpenSpan, texts: list[str], spans: list[Span | None], length: int, *, linked: bool) -> int:
    """Fills in a span that ends; gives the length of the text, which a raised stretch changes."""
    (kind, target, title), offset, index, slot = ended
    if offset == length:
        if kind is _LINK and any(span is not None and is_shown(span) for span in spans[slot:]):
            spans[slot] = Span(kind, offset, offset, target, title)
        return length
    if kind is _SUPERSCRIPT or kind is _SUBSCRIPT:
        length = offset + _set_on_line(kind, texts, spans, index, slot, linked=linked)
    spans[slot] = Span(kind, offset, length, target, title)
    return length


def _set_on_line(
    kind: SpanKind, texts: list[str], spans: list[Span | None], index: int, slot: int, *, linked: bool
) -> int:
    inner = spans[slot + 1 :]
    linked = linked or any(span is not None and span.kind is _LINK for span in inner)
    before = texts[index - 1][-1] if index else ""
    opening, content, closing = _find_line_form(kind, "".join(texts[index:]), before, linked=linked)
    texts[index:] = [part for part in (opening, content, closing) if part]
    if opening:
        spans[slot + 1 :] = [
            None if span is None else _move_span(span, span.start + len(opening), span.end + len(opening))
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
        Span(_FORMULA, match.start(), match.end(), None, (match[1] or match[2] or match[3]).strip())
        for match in _RAW_TEX.finditer(text)
    ]
    if not found:
        return spans
    return tuple(sorted([*spans, *found], key=lambda span: span.start))


def _needs_space(before: str, after: str) -> bool:
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
    return span.kind is _IMAGE or span.kind is _MEDIA


def _trim_span(span: Span, text: str) -> Span | None:
    start, end = min(span.start, len(text)), min(span.end, len(text))
    if span.start == span.end:
        return span if start == span.start else _move_span(span, start, start)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return span if (start, end) == (span.start, span.end) else _move_span(span, start, end)


def _move_span(span: Span, start: int, end: int) -> Span:
    """The same span at another place."""
    return Span(span.kind, start, end, span.target, span.title)


def _find_line_form(  # noqa: PLR0911 - one for each form
    kind: SpanKind, content: str, before: str, *, linked: bool
) -> tuple[str, str, str]:
    """Gives characters that mean on the line what a raised or lowered stretch means.

    Args:
        kind: Superscript or subscript.
        content: The stretch.
        before: The character before it, empty at the start of a block.
        linked: Whether it is, or holds, a link.

    Returns:
        What stands before the stretch, the stretch, and what stands after it.
    """
    if kind is _SUBSCRIPT:
        if _SUBSCRIPT_TEXT.fullmatch(content):
            return "", content.translate(_SUBSCRIPTS), ""
        return ("_" if before.isalnum() and content[:1].isalnum() else ""), content, ""
    if linked and is_raised_marker(content):
        return "[", content, "]"
    if _SUPERSCRIPT_TEXT.fullmatch(content):
        return "", content.translate(_SUPERSCRIPTS), ""
    if content in _TRADEMARKS:
        return "", _TRADEMARKS[content], ""
    plain = _PLAIN_SUPERSCRIPT.fullmatch(content) or (content == "a" and before.isdigit())
    if plain or not before.isalnum() or not content[:1].isalnum():
        return "", content, ""
    return ("^" if len(content) <= _MAX_EXPONENT_CHARS else " "), content, ""
