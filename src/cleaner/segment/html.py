"""Cuts HTML into blocks: one pass over the parser's events, no tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from turbohtml.saxparse import SaxHandler, sax_parse

from cleaner.document import Attributes, Block, BlockKind, Head, Outline, Span, SpanKind
from cleaner.segment.cells import settle_cells
from cleaner.segment.drafts import make_block
from cleaner.segment.flow import START, Flow, FlowReader, find_code_language, heads
from cleaner.segment.formula import FormulaReader
from cleaner.segment.head import HeadReader
from cleaner.segment.inline import (
    BREAK,
    CLOSE,
    LINK_CLOSE,
    SOFT_EDGE,
    Piece,
    Point,
    SpanStart,
    find_raw_tex,
    fold_code,
    fold_pieces,
    fold_text,
    is_shown,
)
from cleaner.segment.media import read_image, read_player, read_source
from cleaner.segment.tables import (
    ASIDE_CONTROLS,
    ASIDE_HIDDEN,
    ASIDE_TAGS,
    BLOCK_ATTRIBUTES,
    BLOCK_TAGS,
    FORMULA_COPIES,
    HIDING_STYLE,
    INLINE_ATTRIBUTES,
    PLAIN_BLOCK_TAGS,
    PLAYER_TAGS,
    QUESTION_MARKS,
    RARE_TAGS,
    RUBY_BRACKETS,
    SCRIPT_TAGS,
    SHADOW_ATTRIBUTE,
    SHADOW_ROOT,
    SILENT_TAGS,
    SPAN_KINDS,
)
from cleaner.segment.tabular import TableShape

# What a tag is, and what the end of an element has to undo. A block that changes nothing but where text is cut leaves
# the ordinal of the block around it, -1 or more, in place of a code.
_PLAIN, _BLOCK, _LINK, _INLINE, _MARKED, _NOTHING, _BREAK, _IMAGE, _SCRIPT, _ASIDE, _RARE, _OTHER = range(-2, -14, -1)
_LIST, _TABLE, _TITLE, _QUOTED, _RUBY, _BRACKET, _TEMPLATE, _FORMULA, _LINE, _COPY, _MATH = range(-14, -25, -1)

_CODES = (
    dict.fromkeys(BLOCK_TAGS, _BLOCK)
    | dict.fromkeys(PLAIN_BLOCK_TAGS, _PLAIN)
    | dict.fromkeys(("ul", "ol", "menu"), _LIST)
    | dict.fromkeys(SPAN_KINDS, _MARKED)
    | dict.fromkeys(SCRIPT_TAGS, _SCRIPT)
    | dict.fromkeys(ASIDE_TAGS, _ASIDE)
    | dict.fromkeys(SILENT_TAGS, _NOTHING)
    | dict.fromkeys(RARE_TAGS, _RARE)
    | {"table": _TABLE, "a": _LINK, "span": _INLINE, "br": _BREAK, "img": _IMAGE}
)
_BLOCKS = frozenset([_PLAIN, _BLOCK, _LIST, _TABLE])
# Spans that are open when a block begins stay open in it, the innermost of them; hostile pages open very many.
_MAX_CARRIED_SPANS = 16


class HtmlSegments(NamedTuple):
    """What one pass over a page's HTML gives.

    Attributes:
        blocks: Every piece of text.
        outline: The elements.
        head: What the page says about itself.
    """

    blocks: list[Block]
    outline: Outline
    head: Head


def segment_html(html: str) -> HtmlSegments:
    """Cuts a page's HTML into blocks.

    Args:
        html: The whole document; lone surrogates become U+FFFD, NUL characters go as the standard says.

    Returns:
        Its blocks in document order, its elements and its head.
    """
    if "shadowrootmode" in html:
        # The parser's events leave declarative shadow roots out; under another name they are plain templates.
        html = SHADOW_ROOT.sub(rf"\1{SHADOW_ATTRIBUTE}", html)
    handler = _Segmenter()
    sax_parse(html, handler)
    return handler.finish()


def changes_block(name: str, value: str | None, attributes: Attributes) -> bool:
    """Says whether one of `BLOCK_ATTRIBUTES` makes a plain block something else."""
    if name == "style":
        return value is not None and HIDING_STYLE.search(value) is not None
    return name == "hidden" or heads(value, attributes)


def _is_space(piece: Piece) -> bool:
    return piece.__class__ is str and piece.isspace()


def _is_formula(piece: Piece) -> bool:
    return piece.__class__ is Point and piece[0] is SpanKind.FORMULA


class _Segmenter(SaxHandler):
    """Collects text and inline marks in one buffer, and makes a block of it at every block-level boundary.

    Its three event methods run a few thousand times a page: they do the common cases in place.
    """

    __slots__ = (
        "asides", "attributes", "base", "blocks", "buffer", "carried", "characters", "copy", "copy_block", "current",
        "edge", "flow", "flows", "formula", "head", "marked", "marks", "owner", "parents", "players", "reader", "scripts",
        "shapes", "spans", "tags", "undo", "unnumbered", "words",
    )  # fmt: skip

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.attributes: list[Attributes] = []
        self.current = -1
        self.undo: list[int] = []
        # Text and marks since the last boundary, from `base` on; before it lies what an aside interrupts.
        self.buffer: list[Piece] = []
        self.characters = self.buffer.append  # type: ignore[method-assign,assignment]
        self.base = 0
        self.marked = False
        self.edge = 0
        self.spans: list[SpanStart] = []
        self.carried: tuple[SpanStart, ...] = ()
        self.asides: list[tuple[int, bool, list[SpanStart], tuple[SpanStart, ...]]] = []
        self.flow = START
        self.flows: list[tuple[Flow, int]] = []
        self.owner = -1
        self.reader = FlowReader(self.parents, self.attributes)
        self.shapes: dict[int, TableShape] = {}
        self.marks: list[int] = []
        self.unnumbered = 0
        self.scripts: list[Attributes] = []
        self.head = HeadReader()
        self.formula: FormulaReader | None = None
        # Where in the buffer the visual copy of a formula stands, and the block that holds nothing else.
        self.copy = (-1, -1)
        self.copy_block = -1
        # For each aside that is open: the address of what it plays, empty until a source gives it.
        self.players: list[str | None] = []
        self.blocks: list[Block] = []
        self.words = 0

    def start_element(self, tag: str, attrs: Attributes) -> None:  # noqa: C901, PLR0912 - hot: benchmarks/speed
        if not self.unnumbered:
            self.parents.append(self.current)
            self.current = len(self.tags)
            self.tags.append(tag)
            self.attributes.append(attrs)
        code = _CODES.get(tag, _OTHER)
        if code in _BLOCKS:
            if self.flow.preformatted:
                self._enter_line()
                return
            buffer = self.buffer
            size = len(buffer) - self.base
            if size:
                if size == 1 and (last := buffer[-1]).__class__ is str and last.isspace():
                    buffer.pop()
                else:
                    self._flush()
            if code == _PLAIN:
                for name, value in attrs:
                    if name in BLOCK_ATTRIBUTES and changes_block(name, value, attrs):
                        break
                else:
                    self.undo.append(self.owner)
                    self.owner = self.current
                    return
            self._enter_block(tag, attrs, code)
        elif code == _LINK:
            href = None
            for name, value in attrs:
                if name == "href":
                    href = value or ""
                elif name in INLINE_ATTRIBUTES and name != "class" and self._turns_aside(tag, name, value, attrs):
                    return
            if href is None:
                self.undo.append(_INLINE)
                return
            buffer = self.buffer
            if self.edge == len(buffer) > self.base:
                # Two links that touch are two words: menus put the gap between them in their style sheet.
                buffer.append(" " if buffer[-1] is LINK_CLOSE else SOFT_EDGE)
            start = (SpanKind.LINK, href, None)
            self.spans.append(start)
            buffer.append(start)
            self.marked = True
            self.undo.append(_LINK)
        elif code == _NOTHING:
            self.undo.append(_NOTHING)
        elif code == _INLINE:
            for name, value in attrs:
                if name in INLINE_ATTRIBUTES and self._turns_aside(tag, name, value, attrs):
                    return
            if self.edge == len(self.buffer) > self.base:
                self.buffer.append(SOFT_EDGE)
                self.marked = True
            self.undo.append(_INLINE)
        elif code == _SCRIPT:
            self.marks.append(len(self.buffer))
            self.scripts.append(attrs)
            self.undo.append(_SCRIPT)
        else:
            self._enter_other(tag, attrs, code)

    def end_element(self, tag: str) -> None:
        if not self.unnumbered:
            self.current = self.parents[self.current]
        code = self.undo.pop()
        if code >= -1:
            buffer = self.buffer
            size = len(buffer) - self.base
            if size:
                if size == 1 and (last := buffer[-1]).__class__ is str and last.isspace():
                    buffer.pop()
                else:
                    self._flush()
            self.owner = code
        elif code == _NOTHING:
            return
        elif code == _LINK:
            self.spans.pop()
            self.buffer.append(LINK_CLOSE)
            self.marked = True
            self.edge = len(self.buffer)
        elif code == _INLINE:
            self.edge = len(self.buffer)
        elif code == _BLOCK:
            if len(self.buffer) > self.base:
                self._flush()
            self.flow, self.owner = self.flows.pop()
        elif code == _SCRIPT:
            self._leave_script()
        else:
            self._leave_other(tag, code)

    def finish(self) -> HtmlSegments:
        """Gives what the pass has collected."""
        self._flush()
        blocks = self.blocks
        if self.shapes or self.reader.reversed_lists:
            blocks = settle_cells(blocks, self.shapes, self.reader.reversed_lists)
        outline = Outline(tags=tuple(self.tags), parents=tuple(self.parents), attributes=tuple(self.attributes))
        root = self.attributes[0] if self.attributes else ()
        return HtmlSegments(blocks=blocks, outline=outline, head=self.head.finish(root))

    # ---- blocks

    def _flush(self) -> None:
        """Makes a block of the text since the last boundary, if there is any."""
        buffer, base = self.buffer, self.base
        pieces = buffer[base:]
        del buffer[base:]
        marked, carried = self.marked, self.carried
        self.marked = False
        self.edge = -1
        self.carried = tuple(self.spans[-_MAX_CARRIED_SPANS:]) if self.spans else ()
        if self.copy[0] >= 0:
            self.copy_block = len(self.blocks) if self.copy == (base, base + len(pieces)) else -1
            self.copy = (-1, -1)
        preformatted = self.flow.preformatted
        spans: tuple[Span, ...] = ()
        if marked or carried:
            if pieces[-1:] == [" "] or (len(pieces) > 3 and _is_space(pieces[-1])):
                pieces.pop()
            if len(pieces) > 3 and _is_space(pieces[0]):
                del pieces[0]
            text, words, spans = fold_pieces(pieces, carried, preformatted=preformatted)
        else:
            raw = "".join(pieces)  # type: ignore[arg-type]
            if raw.isspace():
                return
            text, words = fold_code(raw) if preformatted else fold_text(raw)
        kind, level, containers, hidden, _, language = self.flow
        if not words:
            if not any(is_shown(span) for span in spans):
                return
            kind, level = BlockKind.MEDIA, 0
        elif "\\" in text or "$$" in text:
            spans = find_raw_tex(text, spans) if kind is not BlockKind.CODE else spans
        if spans and spans[0].kind is SpanKind.FORMULA and spans[0].end - spans[0].start == len(text):
            kind = BlockKind.FORMULA
        elif kind is BlockKind.TERM and text[-1] in QUESTION_MARKS:
            kind, level = BlockKind.HEADING, min(self.reader.heading_level + 1, 6)
        self.words += words
        self.blocks.append(
            make_block(len(self.blocks), kind, text, words, level, spans, self.owner, containers, hidden, language)
        )

    def _enter_block(self, tag: str, attrs: Attributes, code: int) -> None:
        self.flows.append((self.flow, self.owner))
        self.owner = self.current
        self.flow = self.reader.enter(tag, attrs, self.current, self.flow)
        if code == _TABLE:
            self.marks.append(self.words)
        self.undo.append(_BLOCK if code == _PLAIN else code)

    def _enter_line(self) -> None:
        """A block-level element in preformatted text is lines of it, as code highlighters write them."""
        self._end_line()
        self.undo.append(_LINE)

    def _end_line(self) -> None:
        if len(self.buffer) > self.base:
            last = self.buffer[-1]
            if last.__class__ is not str or not last.endswith("\n"):
                self.buffer.append("\n")

    def _leave_container(self, code: int) -> None:
        if len(self.buffer) > self.base:
            self._flush()
        self.flow, self.owner = self.flows.pop()
        if code == _LIST:
            self.reader.leave_list()
            return
        grid = self.reader.grids.pop()
        shape = grid.finish(self.words - self.marks.pop())
        if shape is not None:
            self.shapes[grid.element] = shape

    # ---- inline

    def _turns_aside(self, tag: str, name: str, value: str | None, attrs: Attributes) -> bool:
        """Looks closer at an attribute of an inline element; says whether it made the element something else."""
        if name in ("id", "name"):
            if value and not (self.buffer and self.buffer[-1] == (SpanKind.ANCHOR, value, None)):
                self.buffer.append(Point(SpanKind.ANCHOR, value))
                self.marked = True
            return False
        if name == "class":
            if value not in FORMULA_COPIES:
                return False
            self.marks.append(len(self.buffer))
            self.undo.append(_COPY)
            return True
        if name == "role":
            if not heads(value, attrs) or self.flow.kind is BlockKind.HEADING or self.flow.preformatted:
                return False
            if len(self.buffer) > self.base:
                self._flush()
            self._enter_block(tag, attrs, _BLOCK)
            return True
        if name == "style" and not (value and HIDING_STYLE.search(value)):
            return False
        self._enter_aside(tag, hidden=True)
        return True

    def _enter_other(self, tag: str, attrs: Attributes, code: int) -> None:
        for name, value in attrs:
            if name in INLINE_ATTRIBUTES and code != _RARE and self._turns_aside(tag, name, value, attrs):
                return
        if code == _MARKED:
            self._enter_marked(tag, attrs)
        elif code == _BREAK:
            self._break_line()
            self.undo.append(_NOTHING)
        elif code == _IMAGE:
            self._add_point(read_image(attrs))
            self.undo.append(_NOTHING)
        elif code == _ASIDE:
            point = read_player(tag, attrs) if tag in PLAYER_TAGS else None
            if point is not None:
                self._add_point(point)
            self._enter_aside(tag, hidden=tag in ASIDE_HIDDEN, player=tag in ("audio", "video") and point is None)
        elif code == _RARE:
            self.undo.append(_RARES[tag](self, attrs))
        elif self.formula is not None:
            self.formula.add_text(self._take_text(self.marks[-1]))
            self.formula.open(tag, attrs)
            self.undo.append(_FORMULA)
        elif "-" in tag:
            # A custom element may be a chip in a row as well as a stretch of a sentence; its edge may part two words.
            self.buffer.append(SOFT_EDGE)
            self.marked = True
            self.undo.append(_INLINE)
        else:
            self.undo.append(_NOTHING)

    def _leave_other(self, tag: str, code: int) -> None:
        if code in (_LIST, _TABLE):
            self._leave_container(code)
        elif code == _MARKED:
            self.spans.pop()
            self.buffer.append(CLOSE)
            self.marked = True
            self.edge = len(self.buffer)
        elif code == _ASIDE:
            self._leave_aside()
        elif code == _LINE:
            self._end_line()
        elif code == _FORMULA and self.formula is not None:
            self.formula.add_text(self._take_text(self.marks[-1]))
            self.formula.close()
        else:
            _LEAVERS[code](self)

    def _enter_marked(self, tag: str, attrs: Attributes) -> None:
        kind = SPAN_KINDS[tag]
        if self.flow.preformatted and kind is SpanKind.CODE:
            language = find_code_language(attrs)
            if language is not None and self.flow.language is None:
                self.flow = self.flow._replace(language=language)
            self.undo.append(_NOTHING)
            return
        title = None
        if attrs and kind is SpanKind.ABBREVIATION:
            title = dict(attrs).get("title")
        elif attrs and kind is SpanKind.TIME:
            title = dict(attrs).get("datetime")
        if self.edge == len(self.buffer) > self.base:
            self.buffer.append(SOFT_EDGE)
        start = (kind, None, title)
        self.spans.append(start)
        self.buffer.append(start)
        self.marked = True
        self.undo.append(_MARKED)

    def _break_line(self) -> None:
        buffer = self.buffer
        if self.flow.preformatted:
            buffer.append("\n")
            return
        last = len(buffer) - 1
        while last >= self.base and _is_space(buffer[last]):
            last -= 1
        if last >= self.base and buffer[last] is BREAK:
            self._flush()
        else:
            del buffer[last + 1 :]
            buffer.append(BREAK)
            self.marked = True

    def _add_point(self, point: Point) -> None:
        self.buffer.append(point)
        self.marked = True

    # ---- text beside the flow

    def _enter_aside(self, tag: str, *, hidden: bool, player: bool = False) -> None:
        self.asides.append((self.base, self.marked, self.spans, self.carried))
        self.flows.append((self.flow, self.owner))
        self.base = len(self.buffer)
        self.spans = []
        self.carried = ()
        self.marked = False
        kind = BlockKind.CONTROL if tag in ASIDE_CONTROLS else self.flow.kind
        self.flow = self.flow._replace(kind=kind, hidden=self.flow.hidden or hidden, preformatted=False)
        self.owner = self.current
        self.players.append("" if player else None)
        self.undo.append(_ASIDE)

    def _leave_aside(self) -> None:
        self._flush()
        self.base, self.marked, self.spans, self.carried = self.asides.pop()
        self.flow, self.owner = self.flows.pop()
        source = self.players.pop()
        if source:
            self._add_point(Point(SpanKind.MEDIA, source))

    def _enter_template(self, attrs: Attributes) -> int:
        """Contents of a template are no part of the document's tree, and a declarative shadow root is not itself."""
        shadow = any(name == SHADOW_ATTRIBUTE for name, _ in attrs)
        if shadow:
            self._flush()
            if not self.unnumbered:
                self.tags.pop()
                self.attributes.pop()
                self.current = self.parents.pop()
        self._enter_aside("template", hidden=not shadow)
        self.undo.pop()
        self.marks.append(shadow)
        self.unnumbered += 1
        return _TEMPLATE

    def _leave_template(self) -> None:
        self._leave_aside()
        self.unnumbered -= 1
        if not self.marks.pop() and not self.unnumbered:
            self.current = self.parents[self.current]

    # ---- elements that are rare

    def _enter_rule(self, _attrs: Attributes) -> int:
        self._flush()
        return _NOTHING

    def _enter_option(self, _attrs: Attributes) -> int:
        self.buffer.append(BREAK)
        self.marked = True
        return _NOTHING

    def _enter_title(self, _attrs: Attributes) -> int:
        if self.head.title is not None or self.asides:
            return _NOTHING
        self.marks.append(len(self.buffer))
        return _TITLE

    def _leave_title(self) -> None:
        self.head.title = fold_text(self._take_text(self.marks.pop()))[0] or None

    def _enter_quoted(self, _attrs: Attributes) -> int:
        self.buffer.append("“")
        return _QUOTED

    def _leave_quoted(self) -> None:
        self.buffer.append("”")

    def _enter_ruby(self, _attrs: Attributes) -> int:
        self.buffer.append("(")
        return _RUBY

    def _leave_ruby(self) -> None:
        self.buffer.append(")")

    def _enter_bracket(self, _attrs: Attributes) -> int:
        self.marks.append(len(self.buffer))
        return _BRACKET

    def _leave_bracket(self) -> None:
        """Brackets that a page gives to browsers without ruby stand around every reading here."""
        mark = self.marks.pop()
        if len(self.buffer) == mark + 1 and self.buffer[mark] in RUBY_BRACKETS:
            self.buffer.pop()

    def _enter_formula(self, attrs: Attributes) -> int:
        if self.formula is not None:
            return _NOTHING
        self.formula = FormulaReader(attrs)
        if self.formula.display:
            self._flush()
        self.marks.append(len(self.buffer))
        return _MATH

    def _leave_formula(self) -> None:
        formula, self.formula = self.formula, None
        if formula is None:
            return
        formula.add_text(self._take_text(self.marks.pop()))
        self._add_formula(formula.finish(), display=formula.display)

    def _add_formula(self, tex: str, *, display: bool) -> None:
        if not tex:
            return
        if display and len(self.buffer) > self.base:
            self._flush()
        self._add_point(Point(SpanKind.FORMULA, None, tex))
        if display and not self.spans:
            self._flush()

    def _leave_copy(self) -> None:
        """A formula's visual copy goes where its source came before it, or, with MathJax, comes after it."""
        mark = self.marks.pop()
        buffer = self.buffer
        inside = [piece for piece in buffer[mark:] if _is_formula(piece)]
        before = buffer[mark - 1] if mark > self.base else None
        if inside or (before is not None and _is_formula(before)):
            buffer[mark:] = inside
        elif mark >= self.base:
            start = self.copy[0] if self.copy[1] == mark else mark
            self.copy = (start, len(buffer))

    # ---- head and scripts

    def _enter_meta(self, attrs: Attributes) -> int:
        self.head.read_meta(attrs)
        return _NOTHING

    def _enter_head_link(self, attrs: Attributes) -> int:
        self.head.read_link(attrs)
        return _NOTHING

    def _enter_base(self, attrs: Attributes) -> int:
        self.head.read_base(attrs)
        return _NOTHING

    def _enter_embed(self, attrs: Attributes) -> int:
        point = read_player("embed", attrs)
        if point is not None:
            self._add_point(point)
        return _NOTHING

    def _enter_source(self, attrs: Attributes) -> int:
        """The first source of a player that has no address itself is its address."""
        if self.players and self.players[-1] == "":
            self.players[-1] = read_source(attrs) or ""
        return _NOTHING

    def _leave_script(self) -> None:
        mark = self.marks.pop()
        attrs = self.scripts.pop()
        text = self._take_text(mark)
        kind = (dict(attrs).get("type") or "").lower()
        if kind.startswith("math/tex"):
            self._drop_copy(mark)
            self._add_formula(" ".join(text.split()), display="display" in kind)
        else:
            self.head.read_script(attrs, text)

    def _drop_copy(self, mark: int) -> None:
        start, end = self.copy
        if start >= self.base and all(_is_space(piece) for piece in self.buffer[end:mark]):
            del self.buffer[start:]
        elif 0 <= self.copy_block == len(self.blocks) - 1:
            self.words -= self.blocks.pop().words
        self.copy, self.copy_block = (-1, -1), -1

    def _take_text(self, mark: int) -> str:
        """Takes the text after a place in the buffer out of it."""
        text = "".join([piece for piece in self.buffer[mark:] if piece.__class__ is str])
        del self.buffer[mark:]
        return text


_RARES: dict[str, Callable[[_Segmenter, Attributes], int]] = {
    "base": _Segmenter._enter_base,
    "embed": _Segmenter._enter_embed,
    "hr": _Segmenter._enter_rule,
    "link": _Segmenter._enter_head_link,
    "math": _Segmenter._enter_formula,
    "meta": _Segmenter._enter_meta,
    "option": _Segmenter._enter_option,
    "q": _Segmenter._enter_quoted,
    "rp": _Segmenter._enter_bracket,
    "rt": _Segmenter._enter_ruby,
    "source": _Segmenter._enter_source,
    "template": _Segmenter._enter_template,
    "title": _Segmenter._enter_title,
}
_LEAVERS: dict[int, Callable[[_Segmenter], None]] = {
    _BRACKET: _Segmenter._leave_bracket,
    _COPY: _Segmenter._leave_copy,
    _MATH: _Segmenter._leave_formula,
    _QUOTED: _Segmenter._leave_quoted,
    _RUBY: _Segmenter._leave_ruby,
    _TEMPLATE: _Segmenter._leave_template,
    _TITLE: _Segmenter._leave_title,
}
