"""Renders one block's text and spans as inline CommonMark, escaping only what would be read as markup."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.page.blocks import Block, Span, SpanKind

_SPECIAL = re.compile(r"[\\`*_\[\]<&~!|]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TAG_START = re.compile(r"<[A-Za-z/!?]")
# Brackets mean themselves unless one of these makes a link, a footnote or a definition of them.
_LINKING = re.compile(r"\][(\[:]|\[\^")
# A paragraph that begins so is read as a definition, which comes before code and links (CommonMark 0.31.2, 4.7).
_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]:", re.DOTALL)
_TASK = re.compile(r"\[[ xX]\](?=\s|$)")
# What a line may not start with, or not consist of, if it is to stay text (CommonMark 0.31.2, 4.1-5.2; GFM 4.10).
_LINE_START = re.compile(
    r"^(?:(?=#{1,6}(?:\s|$))|(?=[-+*](?:\s|$))|(?=>)|(?==+\s*$)|(?=~~~)|(?=[|:\-][|:\-\s]*$)|(\d{1,9})(?=[.)](?:\s|$)))",
    re.MULTILINE,
)
_LINE_SIGNS = frozenset("#-+*>=~|:[0123456789")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_UNSAFE_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f<>\\|]")
_BACKTICKS = re.compile(r"`+")

_DELIMITERS = {
    SpanKind.STRONG: ("**", "__", "strong"),
    SpanKind.EMPHASIS: ("*", "_", "em"),
    SpanKind.DELETED: ("~~", "", "del"),
}
# Where two spans cover the same text, this one is outside.
_NESTING = {
    kind: depth
    for depth, kind in enumerate(
        (
            SpanKind.ANCHOR,
            SpanKind.LINK,
            SpanKind.STRONG,
            SpanKind.EMPHASIS,
            SpanKind.DELETED,
            SpanKind.ABBREVIATION,
            SpanKind.TIME,
            SpanKind.CODE,
            SpanKind.FORMULA,
            SpanKind.IMAGE,
            SpanKind.MEDIA,
        )
    )
}
_POINTS = frozenset([SpanKind.IMAGE, SpanKind.MEDIA])
# Two of these that touch are one.
_JOINED = frozenset([SpanKind.STRONG, SpanKind.EMPHASIS, SpanKind.DELETED, SpanKind.CODE])
# Stands for the markup beside a stretch of text: neither a space nor a letter.
_EDGE = "\x00"
_MAX_MARKER_CHARS = 5
_UNMARKED = frozenset([SpanKind.ABBREVIATION, SpanKind.TIME, SpanKind.SUPERSCRIPT, SpanKind.SUBSCRIPT])
# Their text is written as it is, whatever lies in it; an anchor with text is a footnote's marker.
_LITERAL = frozenset([SpanKind.CODE, SpanKind.FORMULA, SpanKind.ANCHOR])


class Stretch(NamedTuple):
    """A span with the spans inside it."""

    span: Span
    end: int
    children: list[Stretch]


class InlineText(NamedTuple):
    """How a block's text is to be rendered.

    Attributes:
        text: The block's text.
        resolve: Makes an address absolute; gives None for what no reader could follow.
        cell: Whether the text stands in a table's cell.
        newline: What a line break becomes.
        last_linking: Offset of the last place where a bracket before it could begin a link; -1 if there is none.
        tagged_code: Whether code is written with tags, inside which signs can be escaped.
    """

    text: str
    resolve: Callable[[str], str | None]
    cell: bool
    newline: str
    last_linking: int
    tagged_code: bool = False


def render_inline(
    block: Block, resolve: Callable[[str], str | None], *, cell: bool = False, newline: str = "\\\n"
) -> str:
    """Renders a block's text as inline Markdown.

    Args:
        block: The block.
        resolve: Makes an address absolute; gives None for what no reader could follow.
        cell: Whether it stands in a table's cell, where a bar must be escaped.
        newline: What a line break becomes.

    Returns:
        Markdown whose text, once parsed, is the block's text.
    """
    spans = [span for span in block.spans if span.kind not in _UNMARKED]
    if not spans and not _SPECIAL.search(block.text):
        return guard_lines(block.text).replace("\n", newline) if not cell else block.text.replace("\n", newline)
    inline = InlineText(block.text, resolve, cell, newline, _find_last_linking(block.text))
    nested = nest_spans(spans, block.text)
    rendered = _render_range(inline, nested, 0, len(block.text), outer=("", ""))
    if _DEFINITION.match(rendered) and not cell:
        inline = inline._replace(tagged_code=True)
        rendered = _render_range(inline, nested, 0, len(block.text), outer=("", ""))
    return _render_box(spans) + (rendered if cell else guard_lines(rendered))


def _render_box(spans: Sequence[Span]) -> str:
    """The box that makes a task of a list item, if the block begins with one."""
    first = next((span for span in spans if span.kind is SpanKind.CHECKBOX), None)
    return "" if first is None or first.start else f"[{first.title or ' '}] "


def guard_lines(text: str) -> str:
    """Escapes what would make a heading, list, quote, table or rule of a line."""
    if text[:1] not in _LINE_SIGNS and "\n" not in text:
        return text
    if _TASK.match(text):
        text = "\\" + text
    return _LINE_START.sub(lambda match: (match[1] or "") + "\\", text)


def nest_spans(spans: Sequence[Span], text: str) -> list[Stretch]:
    """Nests spans; what overlaps is cut at the end of the span around it, what repeats its surroundings is left out."""
    if len(spans) == 1 and spans[0].kind in _NESTING:
        only = _trim_span(spans[0], text)
        return [Stretch(only, only.end, [])] if only.end > only.start or only.kind in _POINTS else []
    top: list[Stretch] = []
    opened: list[Stretch] = []
    end = len(text)
    known = [_trim_span(span, text) for span in spans if span.kind in _NESTING]
    links = _find_image_links(known)
    known = [span for span in known if span.end > span.start or span.kind in _POINTS]
    for span in sorted(known, key=lambda span: (span.start, -span.end, _NESTING[span.kind])):
        while opened and opened[-1].end <= span.start and not (span.start == span.end < opened[-1].end):
            opened.pop()
        if any(outer.span.kind is span.kind or outer.span.kind in _LITERAL for outer in opened):
            continue
        siblings = opened[-1].children if opened else top
        stretch = Stretch(span, min(span.end, opened[-1].end if opened else end), [])
        if id(span) in links:
            siblings.append(Stretch(links[id(span)], span.end, [stretch]))
            continue
        before = siblings[-1] if siblings else None
        if before and before.end == span.start and before.span.kind is span.kind and span.kind in _JOINED:
            stretch = before._replace(end=stretch.end)
            siblings.pop()
        siblings.append(stretch)
        if stretch.end > stretch.span.start:
            opened.append(stretch)
    return top


def _find_image_links(spans: Sequence[Span]) -> dict[int, Span]:
    """The links around images alone, by the identity of the first image that follows each."""
    links: dict[int, Span] = {}
    link: Span | None = None
    for span in spans:
        if span.kind is SpanKind.LINK:
            link = span if span.start == span.end else None
        elif link is not None and span.kind is SpanKind.IMAGE and span.start == link.start:
            links[id(span)] = link
            link = None
    return links


def _trim_span(span: Span, text: str) -> Span:
    """The span without white space at its ends, where no delimiter may stand."""
    start, end = span.start, span.end
    if start == end or not (text[start : start + 1].isspace() or text[end - 1 : end].isspace()):
        return span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return dataclasses.replace(span, start=start, end=end)


def _render_range(
    inline: InlineText,
    stretches: Sequence[Stretch],
    start: int,
    end: int,
    outer: tuple[str, str],
    *,
    linked: bool = False,
) -> str:
    """Renders part of the text; `outer` is the markup that stands directly before and after it.

    The white space between a picture and the words after it went from the start of the text; it is put back.
    """
    parts: list[str] = []
    last = outer[0]
    position = start
    for index, stretch in enumerate(stretches):
        if position < stretch.span.start:
            if parts and not position:
                parts.append(" ")
            bracket = stretch.span.kind is SpanKind.LINK or stretch.span.kind is SpanKind.ANCHOR
            parts.append(
                _escape(inline, position, stretch.span.start, linked=linked, before_span=True, before_bracket=bracket)
            )
            last = parts[-1][-1:]
        following = _find_following(inline, stretches, index, end, outer[1])
        rendered = _render_stretch(inline, stretch, last, following, linked=linked)
        if rendered:
            parts.append(rendered)
            last = rendered[-1]
        position = max(position, stretch.end)
    if position < end:
        if parts and not position:
            parts.append(" ")
        parts.append(_escape(inline, position, end, linked=linked, before_span=bool(outer[1])))
    return "".join(parts)


def _find_following(inline: InlineText, stretches: Sequence[Stretch], index: int, end: int, outer: str) -> str:
    """The character that will stand directly after a stretch; of markup, the one that conflicts with the most."""
    stretch = stretches[index]
    if index + 1 < len(stretches) and stretches[index + 1].span.start <= stretch.end:
        return "[" if stretches[index + 1].span.kind in (SpanKind.LINK, SpanKind.IMAGE) else "*"
    return inline.text[stretch.end] if stretch.end < end else outer[:1]


def _render_stretch(inline: InlineText, stretch: Stretch, before: str, after: str, *, linked: bool) -> str:
    span = stretch.span
    if span.kind in _DELIMITERS:
        return _render_emphasis(inline, stretch, before, after, linked=linked)
    if span.kind is SpanKind.LINK:
        return _render_link(inline, stretch, before, after, linked=linked)
    if span.kind in _POINTS:
        rendered = _render_point(inline, span)
        # A picture between two words stands at the end of the first; it may not stick to it.
        following = inline.text[span.start : span.start + 1]
        parted = rendered and before and not before.isspace() and (not following or following.isspace())
        return f" {rendered}" if parted and before not in "[(" else rendered
    if span.kind is SpanKind.CODE:
        code = inline.text[span.start : stretch.end]
        return _tag_code(code) if inline.tagged_code else _render_code(code, cell=inline.cell)
    if span.kind is SpanKind.ANCHOR:
        return f"[^{span.target}]"
    return _render_formula(span.title or inline.text[span.start : stretch.end], cell=inline.cell)


def _render_link(inline: InlineText, stretch: Stretch, before: str, after: str, *, linked: bool) -> str:
    target = stretch.span.target or ""
    address = inline.resolve(target)
    # A footnote's marker leads to a place that the output does not have.
    if target.startswith("#") and 0 < stretch.end - stretch.span.start <= _MAX_MARKER_CHARS:
        address = None
    if address is None:
        return _render_range(inline, stretch.children, stretch.span.start, stretch.end, (before, after), linked=linked)
    inner = _render_range(inline, stretch.children, stretch.span.start, stretch.end, ("[", "]"), linked=True)
    return f"[{inner}]({_write_address(address)})" if inner else ""


def _render_emphasis(inline: InlineText, stretch: Stretch, before: str, after: str, *, linked: bool) -> str:
    main, other, tag = _DELIMITERS[stretch.span.kind]
    inner = _render_range(inline, stretch.children, stretch.span.start, stretch.end, (main[0], main[0]), linked=linked)
    if main[0] not in (before, after, inner[:1], inner[-1:]) and _flanks(before, inner, after):
        return f"{main}{inner}{main}"
    if other and other[0] not in (before, after, inner[:1], inner[-1:]) and not _joins(before) and not _joins(after):
        return f"{other}{inner}{other}"
    return f"<{tag}>{inner}</{tag}>"


def _flanks(before: str, inner: str, after: str) -> bool:
    """Whether delimiters around `inner` open and close there (CommonMark 6.2: left- and right-flanking)."""
    return (not _joins(before) or not _is_punctuation(inner[:1])) and (
        not _joins(after) or not _is_punctuation(inner[-1:])
    )


def _joins(outside: str) -> bool:
    """Whether a character outside sticks to a delimiter: neither white space nor surely punctuation."""
    return bool(outside) and not outside.isspace() and not unicodedata.category(outside).startswith("P")


def _is_punctuation(inside: str) -> bool:
    """Whether a character may count as punctuation; parsers differ on symbols."""
    return unicodedata.category(inside)[0] in "PS"


def _render_point(inline: InlineText, span: Span) -> str:
    address = inline.resolve(span.target or "")
    if address is None:
        return ""
    if span.kind is SpanKind.MEDIA and not span.title:
        return f"<{_write_address(address)}>"
    alt = " ".join((span.title or "").split())
    label = re.sub(r"[\\\[\]`*_<&~|]", r"\\\g<0>", alt)
    return f"{'!' if span.kind is SpanKind.IMAGE else ''}[{label}]({_write_address(address)})"


def _render_code(text: str, *, cell: bool) -> str:
    text = text.replace("\n", " ")
    if cell:
        text = text.replace("|", "\\|")
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _tag_code(text: str) -> str:
    escaped = "".join(f"\\{char}" if char in _ESCAPABLE else char for char in text.replace("\n", " "))
    return f"<code>{escaped}</code>"


def _render_formula(tex: str, *, cell: bool) -> str:
    tex = " ".join(tex.split())
    return f"${tex.replace('|', chr(92) + 'vert ') if cell else tex}$"


def _write_address(address: str) -> str:
    """Writes an address so that nothing in it ends the link early."""
    address = _UNSAFE_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", address)
    if "(" in address or ")" in address:
        address = address.replace("(", "%28").replace(")", "%29")
    return _ENTITY.sub(lambda match: "\\" + match[0], address) if "&" in address else address


def _find_last_linking(text: str) -> int:
    # Found once for the text: looking on from every bracket costs the square of their number.
    return max((match.start() for match in _LINKING.finditer(text)), default=-1) if "[" in text else -1


def _escape(
    inline: InlineText, start: int, end: int, *, linked: bool, before_span: bool, before_bracket: bool = False
) -> str:
    text = inline.text
    parts: list[str] = []
    position = start
    for match in _SPECIAL.finditer(text, start, end):
        index = match.start()
        left = text[index - 1] if index > start else ("" if start == 0 else _EDGE)
        right = text[index + 1] if index + 1 < end else (_EDGE if before_span else "")
        if _needs_escape(inline, index, left, right, linked=linked) or (
            before_bracket and index + 1 == end and match[0] == "!"
        ):
            parts.append(text[position:index])
            parts.append("\\")
            position = index
    parts.append(text[position:end])
    return "".join(parts).replace("\n", inline.newline)


def _needs_escape(inline: InlineText, index: int, left: str, right: str, *, linked: bool) -> bool:
    """Whether a special character would be read as markup; `left` and `right` are empty at the text's ends."""
    text = inline.text
    match text[index]:
        case "*" | "_" as char:
            inside_word = char == "_" and left.isalnum() and right.isalnum()
            return not inside_word and not (left.isspace() and _is_space(right))
        case "[" | "]" as char:
            needed = linked or (char == "[" and index <= inline.last_linking)
        case "<":
            needed = _TAG_START.match(text, index) is not None or right == _EDGE
        case "&":
            needed = _ENTITY.match(text, index) is not None
        case "~":
            needed = right == "~" or not _is_space(left)
        case "\\":
            needed = right in _ESCAPABLE or _is_space(right) or right == _EDGE
        case char:
            needed = char == "`" or (char == "|" and inline.cell)
    return needed


def _is_space(char: str) -> bool:
    return not char or char.isspace()
