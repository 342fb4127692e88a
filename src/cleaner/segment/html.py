"""Cuts HTML into blocks: one pass over the parser's events, no tree.

Text and marks are collected in a buffer. Where a block-level element starts or ends, what the buffer holds becomes a
block of the kind that the elements around it make it (`Flow`). What stands beside the text around it, such as a note in
the margin or what a player shows where it cannot play, is cut out of it and becomes blocks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from turbohtml.saxparse import SaxHandler, sax_parse

from cleaner.page.blocks import Cell, Container, Figure, ListItem, Quotation, Source, Span, SpanKind
from cleaner.page.columns import SOURCE_CODES, Row
from cleaner.page.data import DataScript
from cleaner.page.head import Head
from cleaner.page.markers import BACK_SIGNS, is_number_marker
from cleaner.page.tree import Attributes, ElementTree
from cleaner.segment.elements import (
    ASIDE_CONTROLS,
    ASIDE_HIDDEN,
    ASIDE_TAGS,
    BESIDE_CLASSES,
    BESIDE_ROLES,
    BLOCK_ATTRIBUTES,
    BLOCK_KINDS,
    BLOCK_TAGS,
    DATA_SCRIPT_IDS,
    FLIGHT_DATA,
    FORMULA_COPIES,
    HEADING_LEVELS,
    HTML_ENCODINGS,
    INLINE_ATTRIBUTES,
    KIND_CAPTION,
    KIND_CODE,
    KIND_CONTROL,
    KIND_FORMULA,
    KIND_HEADING,
    KIND_LIST_ITEM,
    KIND_MEDIA,
    KIND_PARAGRAPH,
    KIND_QUOTE,
    KIND_TABLE,
    KIND_TERM,
    MARGIN_TOGGLE,
    MATH_POINT_TAGS,
    PLAIN_BLOCK_TAGS,
    PLAYER_TAGS,
    SHAPE_TAGS,
    SILENT_TAGS,
    SPAN_KINDS,
    SPOKEN_CLASSES,
    SVG_POINT_TAGS,
    TURNING_CLASSES,
    VERSE_CLASSES,
    changes_block,
    find_code_language,
    heads,
    hides,
    numbers_lines,
    opens_panel,
    read_number,
)
from cleaner.segment.folding import (
    BREAK,
    CLOSE,
    LINK_CLOSE,
    SOFT_EDGE,
    Piece,
    Point,
    SpanStart,
    find_raw_tex,
    fold_code,
    fold_marked,
    fold_text,
    is_formula,
    is_shown,
    is_space,
)
from cleaner.segment.formula import FormulaReader
from cleaner.segment.media import read_image, read_player, read_source, read_source_set
from cleaner.segment.tabular import TableGrid, TableShape, settle_rows

# The parser's events leave declarative shadow roots out; under another name they are plain templates.
_SHADOW_ROOT = re.compile(r"(<template\b[^<>]*?\s)shadowrootmode(?=[\s=/>])", re.IGNORECASE)
_SHADOW_ATTRIBUTE = "data-cleaner-shadow"

# What a link within the page shows where it only leads back to a note's marker or names the heading it stands in.
_LINK_SIGN = re.compile(rf"[\s\u200b\ufe0e\ufe0f]*[{BACK_SIGNS}¶#§🔗][\s\u200b\ufe0e\ufe0f]*")
# What a marker sticks to where nothing sets it apart from the words.
_MARKED_TEXT = re.compile(r"""(?:\w|[^\W\d_][,;:]|[.!?…%’”»"'\])])$""")
_QUESTION_MARKS = ("?", "？", "؟")
_RUBY_BRACKETS = frozenset("()（）[]【】〔〕〈〉《》「」")

# Spans that are open when a block begins stay open in it, the innermost of them; hostile pages open very many.
_MAX_CARRIED_SPANS = 16
# Elements between code and the one that names its language: more where a table puts numbers beside the lines.
_MAX_LANGUAGE_STEPS = 2
_MAX_LANGUAGE_STEPS_IN_CELL = 7

_DOM = SOURCE_CODES[Source.DOM]
# Members off their enum, which take ten times as long in Python 3.11.
_ANCHOR, _LINK_SPAN = SpanKind.ANCHOR, SpanKind.LINK

# What a tag is to the machine: a block that changes nothing but where text is cut, a block that may be something else,
# a link, an element without meaning, one without text, one that a table enters after a look at its attributes, one that
# a table enters at once, the start or end of another language than HTML, and what no table knows.
_PLAIN, _BLOCK, _LINK, _INLINE, _NOTHING, _SPECIAL, _RARE, _LANGUAGE, _OTHER = range(-2, -11, -1)
# What the end of an element undoes: the start of a link, an inline element or one without text; where a plain block was
# cut, it finds the ordinal of the block around it, -1 or more; all else is done by a method.
_Undo = int | Callable[[], None]

# No visual copy of a formula stands in the buffer.
_NO_COPY = (-1, -1)


class HtmlSegments(NamedTuple):
    """What one pass over a page's HTML gives.

    Attributes:
        rows: Every piece of text, in document order.
        tree: The elements.
        head: What the page says about itself.
    """

    rows: list[Row]
    tree: ElementTree
    head: Head


def segment_html(html: str) -> HtmlSegments:
    """Cuts a page's HTML into blocks.

    Args:
        html: The whole document; lone surrogates become U+FFFD, NUL characters go as the standard says.

    Returns:
        Its blocks in document order, its elements and its head.
    """
    if "shadowrootmode" in html:
        html = _SHADOW_ROOT.sub(rf"\1{_SHADOW_ATTRIBUTE}", html)
    handler = _Segmenter()
    sax_parse(html, handler)
    return handler.finish()


class Flow(NamedTuple):
    """What a block that starts here would be."""

    kind: int
    level: int
    containers: tuple[Container, ...]
    hidden: bool
    preformatted: bool
    language: str | None


# Where in a flow it says whether text is preformatted; by number it is read in half the time.
_PREFORMATTED = 4


class _List:
    """A list that is open, and the number of its next item."""

    __slots__ = ("element", "following", "last", "ordered", "step")

    def __init__(self, element: int, attributes: Attributes, *, ordered: bool) -> None:
        self.element = element
        self.ordered = ordered
        self.last: ListItem | None = None
        self.following = 1
        self.step = 1
        if ordered and attributes:
            names = dict(attributes)
            self.following = read_number(names.get("start"), 1)
            self.step = -1 if "reversed" in names else 1


class _HeadReader:
    """Takes what a page says about itself outside its text, wherever on the page it stands."""

    __slots__ = ("base", "data_scripts", "json_ld", "links", "metas", "title")

    def __init__(self) -> None:
        self.title: str | None = None
        self.metas: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.json_ld: list[DataScript] = []
        self.data_scripts: list[DataScript] = []
        self.base: str | None = None

    def read_meta(self, attributes: Attributes) -> None:
        names = dict(attributes)
        key = names.get("property") or names.get("name") or names.get("itemprop") or names.get("http-equiv")
        content = names.get("content")
        if key and content:
            self.metas.append((key.strip().lower(), content))

    def read_link(self, attributes: Attributes) -> None:
        names = dict(attributes)
        rel, href = names.get("rel"), names.get("href")
        if rel and href:
            self.links.append((rel.lower(), href))

    def read_base(self, attributes: Attributes) -> None:
        """The first with an address counts."""
        self.base = self.base or dict(attributes).get("href")

    def read_script(self, attributes: Attributes, text: str) -> None:
        names = dict(attributes)
        kind = (names.get("type") or "").strip().lower()
        if kind.startswith("application/ld+json"):
            self.json_ld.append(DataScript(text))
        elif kind == "application/json" or names.get("id") in DATA_SCRIPT_IDS or FLIGHT_DATA.match(text):
            self.data_scripts.append(DataScript(text))

    def finish(self, root: Attributes) -> Head:
        """Gives what was collected; `root` are the attributes of `<html>`."""
        return Head(
            title=self.title,
            metas=tuple(self.metas),
            links=tuple(self.links),
            json_ld=tuple(self.json_ld),
            data_scripts=tuple(self.data_scripts),
            base=self.base,
            language=dict(root).get("lang") or dict(root).get("xml:lang"),
        )


class _Segmenter(SaxHandler):
    """Takes the parser's events; they come a few thousand times a page, so the common cases are done in place."""

    __slots__ = (
        "asides", "attributes", "base", "buffer", "carried", "characters", "codes", "copy", "copy_row", "current",
        "edge", "flow", "flows", "flushes", "formula", "formula_flush", "grids", "head", "heading_level", "languages",
        "lists", "marked", "marks", "notes", "outside_hidden", "owner", "parents", "picture", "players",
        "reversed_lists", "rows", "scripts", "shapes", "spans", "tags", "undo", "unnumbered", "words",
    )  # fmt: skip

    def __init__(self) -> None:
        # The elements as columns; those within templates have no number.
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.attributes: list[Attributes] = []
        self.current = -1
        self.unnumbered = 0
        # For each element that is open, what its end undoes.
        self.undo: list[_Undo] = []
        # What tags are here: HTML's, or in a drawing or formula those of its language.
        self.codes: dict[str, int] = _HTML_CODES
        # For each drawing, formula or HTML in them that is open: what tags are around it, and what its end undoes.
        self.languages: list[tuple[dict[str, int], _Undo]] = []
        self.scripts: list[tuple[Attributes, dict[str, int]]] = []
        # Text and marks since the last boundary, from `base` on; before it lies what an aside interrupts.
        self.buffer: list[Piece] = []
        # Text comes a few thousand times a page: the event is the list's own method.
        self.characters = self.buffer.append  # type: ignore[method-assign, assignment]
        self.base = 0
        # How many of the pieces are marks, and where an inline element has just ended.
        self.marked = 0
        self.edge = 0
        # Spans that are open, and those that were when the block began.
        self.spans: list[SpanStart] = []
        self.carried: tuple[SpanStart, ...] = ()
        # Places in the buffer and counts that the end of an element needs.
        self.marks: list[int] = []
        # What a block here is, the element that it belongs to, and the same for the blocks around.
        self.flow = Flow(KIND_PARAGRAPH, 0, (), hidden=False, preformatted=False, language=None)
        self.owner = -1
        self.flows: list[tuple[Flow, int]] = []
        self.heading_level = 1
        self.outside_hidden = False
        self.lists: list[_List] = []
        # For each list that counts down without saying from where, its number of items.
        self.reversed_lists: dict[int, int] = {}
        self.grids: list[TableGrid] = []
        self.shapes: dict[int, TableShape] = {}
        # What each aside that is open interrupts, and the address of what it plays, empty until a source gives it.
        self.asides: list[tuple[int, int, list[SpanStart], tuple[SpanStart, ...], Flow, int]] = []
        self.players: list[str | None] = []
        # Address of the last source in a picture, and the picture's ordinal.
        self.picture = (-1, "")
        # What stands beside the text since the last boundary: it becomes blocks after that text.
        self.notes: list[tuple[list[Piece], int, Flow, int]] = []
        self.formula: FormulaReader | None = None
        # Number of boundaries so far, and after the last formula that stands on lines of its own.
        self.flushes = 0
        self.formula_flush = -1
        # Where in the buffer the visual copy of a formula stands, and the row that holds nothing else.
        self.copy = _NO_COPY
        self.copy_row = -1
        self.head = _HeadReader()
        self.rows: list[Row] = []
        self.words = 0

    def finish(self) -> HtmlSegments:
        """Gives what the pass has collected."""
        self._flush()
        if self.shapes or self.reversed_lists:
            settle_rows(self.rows, self.shapes, self.reversed_lists)
        tree = ElementTree(tags=tuple(self.tags), parents=tuple(self.parents), attributes=tuple(self.attributes))
        root = self.attributes[0] if self.attributes else ()
        return HtmlSegments(rows=self.rows, tree=tree, head=self.head.finish(root))

    # ---- the parser's events

    def start_element(self, tag: str, attrs: Attributes) -> None:  # noqa: C901, PLR0912, PLR0915 - hot: benchmarks/speed/segment.py
        if not self.unnumbered:
            self.parents.append(self.current)
            self.current = len(self.tags)
            self.tags.append(tag)
            self.attributes.append(attrs)
        try:
            code = self.codes[tag]
        except KeyError:
            code = _OTHER
        if code > _LINK:
            if self.flow[_PREFORMATTED]:
                self._enter_line(tag, attrs)
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
            self._enter_block(tag, attrs)
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
                self.marked += 1
            start = (_LINK_SPAN, href, None)
            self.spans.append(start)
            buffer.append(start)
            self.marked += 1
            self.undo.append(_LINK)
        elif code == _NOTHING:
            self.undo.append(_NOTHING)
        elif code == _INLINE:
            for name, value in attrs:
                if (
                    name in INLINE_ATTRIBUTES
                    and (name != "class" or value in TURNING_CLASSES or self.flow[_PREFORMATTED])
                    and self._turns_aside(tag, name, value, attrs)
                ):
                    return
            if self.edge == len(self.buffer) > self.base:
                self._add_mark(SOFT_EDGE)
            self.undo.append(_INLINE)
        else:
            self._enter_other(tag, attrs, code)

    def end_element(self, tag: str) -> None:  # noqa: ARG002 - hot: benchmarks/speed/segment.py
        if not self.unnumbered:
            self.current = self.parents[self.current]
        code = self.undo.pop()
        if not isinstance(code, int):
            code()
        elif code >= -1:
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
            start = self.spans.pop()
            self.buffer.append(LINK_CLOSE)
            self.marked += 1
            self.edge = len(self.buffer)
            if "#" in start[1]:  # type: ignore[operator]
                self._settle_link(start)
        elif code == _INLINE:
            self.edge = len(self.buffer)

    # ---- the buffer: from pieces to rows

    def _add_mark(self, mark: Piece) -> None:
        self.buffer.append(mark)
        self.marked += 1

    def _flush(self) -> None:
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
        if self.copy is not _NO_COPY:
            self.copy_row = len(self.rows) if self.copy == (base, len(buffer)) else -1
            self.copy = _NO_COPY
        kind, level, containers, hidden, preformatted, language = self.flow
        spans: tuple[Span, ...] = ()
        if marked or carried:
            pieces = buffer[base:]
            del buffer[base:]
            text, words, spans = fold_marked(pieces, carried, marked, preformatted=preformatted)
        else:
            raw: str = buffer.pop() if len(buffer) == base + 1 else self._take_text(base)  # type: ignore[assignment]
            text, words = fold_code(raw) if preformatted else fold_text(raw)
        if not words:
            if not (spans and any(map(is_shown, spans))):
                return
            kind, level = KIND_MEDIA, 0
        elif "\\" in text or "$$" in text:
            spans = find_raw_tex(text, spans) if kind != KIND_CODE else spans
        if spans and (first := spans[0]).kind is SpanKind.FORMULA and first.end - first.start == len(text):
            kind = KIND_FORMULA
        elif kind == KIND_TERM and text[-1] in _QUESTION_MARKS:
            kind, level = KIND_HEADING, min(self.heading_level + 1, 6)
        self.words += words
        self.rows.append(Row(kind, text, words, level, spans, self.owner, containers, _DOM, hidden, language))

    def _flush_notes(self) -> None:
        """Makes a block of the text since the last boundary, then of each note beside it."""
        notes, self.notes = self.notes, []
        self._flush()
        for pieces, marked, flow, owner in notes:
            self._interrupt()
            self.buffer.extend(pieces)
            self.marked, self.flow, self.owner = marked, flow, owner
            self._flush()
            self._resume()

    def _interrupt(self) -> None:
        """Leaves the text so far in the buffer for later; what follows is no part of it."""
        self.asides.append((self.base, self.marked, self.spans, self.carried, self.flow, self.owner))
        self.base, self.marked, self.spans, self.carried = len(self.buffer), 0, [], ()

    def _resume(self) -> None:
        """Goes on with the text that was interrupted last."""
        self.base, self.marked, self.spans, self.carried, self.flow, self.owner = self.asides.pop()

    def _take_text(self, mark: int) -> str:
        """Takes the text after a place in the buffer out of it, and the marks there go with it."""
        pieces = self.buffer[mark:]
        del self.buffer[mark:]
        texts = [piece for piece in pieces if piece.__class__ is str]
        self.marked -= len(pieces) - len(texts)
        return "".join(texts)

    # ---- block-level elements: what a block in them is

    def _enter_block(self, tag: str, attrs: Attributes) -> None:
        self.flows.append((self.flow, self.owner))
        self.owner = self.current
        self.undo.append(self._leave_block)
        read = _FLOWS.get(tag)
        flow = self.flow if read is None else read(self, tag, attrs, self.flow)
        for name, value in attrs:
            if name in BLOCK_ATTRIBUTES:
                flow = self._read_attribute(flow, name, value, attrs)
        self.flow = flow

    def _leave_block(self) -> None:
        if len(self.buffer) > self.base:
            self._flush()
        self.flow, self.owner = self.flows.pop()

    def _read_attribute(self, flow: Flow, name: str, value: str | None, attrs: Attributes) -> Flow:
        if name == "hidden" or (name == "style" and hides(value)):
            return flow._replace(hidden=True)
        if name == "role" and flow.kind != KIND_HEADING and heads(value, attrs):
            return self._head(flow, attrs)
        return flow

    def _head(self, flow: Flow, attrs: Attributes) -> Flow:
        """A heading that is no h1–h6: of the level that it states, or one below the heading before it."""
        level = read_number(dict(attrs).get("aria-level"), 0)
        level = level if 1 <= level <= 6 else min(self.heading_level + 1, 6)
        return _change_kind(flow, KIND_HEADING, level)

    def _read_kind(self, tag: str, _attrs: Attributes, outer: Flow) -> Flow:
        return _change_kind(outer, BLOCK_KINDS[tag])

    def _read_heading(self, tag: str, _attrs: Attributes, outer: Flow) -> Flow:
        self.heading_level = level = HEADING_LEVELS[tag]
        return _change_kind(outer, KIND_HEADING, level)

    def _read_list(self, tag: str, attrs: Attributes, outer: Flow) -> Flow:
        around = self.lists[-1] if self.lists else None
        self.lists.append(_List(self.current, attrs, ordered=tag == "ol"))
        self.undo[-1] = self._leave_list
        if around is not None and around.last is not None and around.element == self.parents[self.current]:
            # A list straight inside a list belongs, as people see it, to the item before it.
            return _put_in(outer, around.last, KIND_LIST_ITEM)
        return outer

    def _leave_list(self) -> None:
        self._leave_block()
        ended = self.lists.pop()
        if ended.step < 0 and "start" not in dict(self.attributes[ended.element]):
            self.reversed_lists[ended.element] = 1 - ended.following

    def _read_item(self, _tag: str, attrs: Attributes, outer: Flow) -> Flow:
        if not self.lists:
            item = ListItem(self.parents[self.current], self.current, ordered=False)
            return _put_in(outer, item, KIND_LIST_ITEM)
        around = self.lists[-1]
        number = None
        if around.ordered:
            number = read_number(dict(attrs).get("value"), around.following) if attrs else around.following
            around.following = number + around.step
        around.last = ListItem(around.element, self.current, around.ordered, number)
        return _put_in(outer, around.last, KIND_LIST_ITEM)

    def _read_table(self, _tag: str, attrs: Attributes, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].nested = True
        self.grids.append(TableGrid(self.current, attrs))
        self.marks.append(self.words)
        self.undo[-1] = self._leave_table
        return outer

    def _leave_table(self) -> None:
        self._leave_block()
        grid = self.grids.pop()
        shape = grid.finish(self.words - self.marks.pop())
        if shape is not None:
            self.shapes[grid.element] = shape

    def _read_row_group(self, tag: str, _attrs: Attributes, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].start_group(head=tag == "thead")
        return outer

    def _read_row(self, _tag: str, _attrs: Attributes, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].start_row()
        return outer

    def _read_cell(self, tag: str, attrs: Attributes, outer: Flow) -> Flow:
        kind = KIND_CONTROL if attrs and numbers_lines(attrs) else KIND_TABLE
        if not self.grids:
            return _change_kind(outer, kind)
        return _put_in(outer, self.grids[-1].place_cell(self.current, attrs, header=tag == "th"), kind)

    def _read_caption(self, _tag: str, _attrs: Attributes, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].is_data = True
        return _change_kind(outer, KIND_CAPTION)

    def _read_quote(self, _tag: str, attrs: Attributes, outer: Flow) -> Flow:
        return _put_in(outer, Quotation(self.current, dict(attrs).get("cite")), KIND_QUOTE)

    def _read_figure(self, _tag: str, _attrs: Attributes, outer: Flow) -> Flow:
        return outer._replace(containers=(*outer.containers, Figure(self.current)))

    def _read_code(self, _tag: str, attrs: Attributes, outer: Flow) -> Flow:
        if outer.preformatted:
            return outer
        classes = (dict(attrs).get("class") or "").split()
        if outer.kind == KIND_CONTROL or not VERSE_CLASSES.isdisjoint(classes):
            return outer._replace(preformatted=True)
        language = find_code_language(attrs)
        in_cell = outer.containers and isinstance(outer.containers[-1], Cell)
        element = self.current
        for _ in range(_MAX_LANGUAGE_STEPS_IN_CELL if in_cell else _MAX_LANGUAGE_STEPS):
            element = self.parents[element] if element >= 0 else -1
            if language is None and element >= 0:
                language = find_code_language(self.attributes[element])
        return outer._replace(kind=KIND_CODE, level=0, preformatted=True, language=language)

    def _read_button(self, _tag: str, attrs: Attributes, outer: Flow) -> Flow:
        if outer.kind == KIND_HEADING:
            return outer
        return self._head(outer, attrs) if opens_panel(attrs) else _change_kind(outer, KIND_CONTROL)

    def _read_disclosure(self, _tag: str, attrs: Attributes, outer: Flow) -> Flow:
        self.outside_hidden = outer.hidden
        return outer if any(name == "open" for name, _ in attrs) else outer._replace(hidden=True)

    def _read_summary(self, _tag: str, attrs: Attributes, outer: Flow) -> Flow:
        return self._head(outer._replace(hidden=self.outside_hidden), attrs)

    # ---- lines of preformatted text

    def _enter_line(self, tag: str, attrs: Attributes) -> None:
        """A block-level element in preformatted text is lines of it, as code highlighters write them."""
        if tag == "button" or numbers_lines(attrs):
            self._enter_note(KIND_CONTROL)
            return
        self._end_line()
        self.undo.append(self._end_line)

    def _end_line(self) -> None:
        if len(self.buffer) > self.base:
            last = self.buffer[-1]
            if last.__class__ is not str or not last.endswith("\n"):
                self.buffer.append("\n")

    # ---- inline elements

    def _enter_other(self, tag: str, attrs: Attributes, code: int) -> None:
        if code == _LANGUAGE:
            self._enter_language(tag, attrs)
            return
        if code != _RARE:
            for name, value in attrs:
                if (
                    name in INLINE_ATTRIBUTES
                    and (name != "class" or value in TURNING_CLASSES or self.flow[_PREFORMATTED])
                    and self._turns_aside(tag, name, value, attrs)
                ):
                    return
        if code == _OTHER:
            self._enter_unknown(tag, attrs)
        else:
            _ENTERERS[tag](self, tag, attrs)

    def _turns_aside(self, tag: str, name: str, value: str | None, attrs: Attributes) -> bool:
        """Looks closer at an attribute of an inline element; says whether it made the element something else."""
        if name in ("id", "name"):
            if value and not (self.buffer and self.buffer[-1] == (_ANCHOR, value, None)):
                self._add_mark(Point(_ANCHOR, value))
            return False
        if name == "class":
            return self._turns_by_class(value, attrs)
        if name == "role":
            return self._turns_by_role(tag, value, attrs)
        if name == "style" and not hides(value):
            return False
        self._enter_aside(hidden=True)
        return True

    def _turns_by_role(self, tag: str, role: str | None, attrs: Attributes) -> bool:
        if role in BESIDE_ROLES:
            self._enter_note(KIND_CONTROL)
        elif heads(role, attrs) and self.flow.kind != KIND_HEADING and not self.flow.preformatted:
            if len(self.buffer) > self.base:
                self._flush()
            self._enter_block(tag, attrs)
        else:
            return False
        return True

    def _turns_by_class(self, value: str | None, attrs: Attributes) -> bool:
        if value in FORMULA_COPIES:
            after_display = value == "katex-html" and self.formula_flush == self.flushes
            is_stale = after_display and len(self.buffer) == self.base
            self.marks += (self.flushes, len(self.buffer))
            self.undo.append(self._leave_stale if is_stale else self._leave_copy)
        elif value in SPOKEN_CLASSES:
            self._enter_aside(hidden=True)
        elif value in BESIDE_CLASSES:
            self._enter_note(BESIDE_CLASSES[value])
        elif self.flow.preformatted and numbers_lines(attrs):
            self._enter_note(KIND_CONTROL)
        else:
            return False
        return True

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
            self._add_mark(SOFT_EDGE)
        start = (kind, None, title)
        self.spans.append(start)
        self._add_mark(start)
        self.undo.append(self._leave_marked)

    def _leave_marked(self) -> None:
        self.spans.pop()
        self._add_mark(CLOSE)
        self.edge = len(self.buffer)

    def _enter_break(self, _tag: str, _attrs: Attributes) -> None:
        self.undo.append(_NOTHING)
        buffer = self.buffer
        if self.flow.preformatted:
            buffer.append("\n")
            return
        last = len(buffer) - 1
        while last >= self.base and is_space(buffer[last]):
            last -= 1
        if last >= self.base and buffer[last] is BREAK:
            self._flush()
        else:
            del buffer[last + 1 :]
            self._add_mark(BREAK)

    def _enter_image(self, _tag: str, attrs: Attributes) -> None:
        self._add_point(
            read_image(attrs, self.picture[1] if self.picture[0] == self.parents[self.current] >= 0 else "")
        )
        self.undo.append(_NOTHING)

    def _enter_unknown(self, tag: str, attrs: Attributes) -> None:
        if self.formula is not None and self.marks[-1] >= self.base:
            self.formula.add_text(self._take_text(self.marks[-1]))
            self.formula.open(tag, attrs)
            self.undo.append(self._leave_formula)
        elif "-" in tag:
            # A custom element may be a chip in a row as well as a stretch of a sentence; its edge may part two words.
            self._add_mark(SOFT_EDGE)
            self.undo.append(_INLINE)
        else:
            self.undo.append(_NOTHING)

    def _add_point(self, point: Point | None) -> None:
        if point is not None:
            self._add_mark(point)

    def _settle_link(self, start: SpanStart) -> None:
        """Sets aside a link within the page that shows a sign, and brackets one that is a marker on the line."""
        buffer = self.buffer
        index = len(buffer) - 1
        while index >= self.base and buffer[index] is not start:
            index -= 1
        if index < self.base:
            return
        inside = buffer[index:]
        text = "".join([piece for piece in inside if isinstance(piece, str)])
        if _LINK_SIGN.fullmatch(text) and not self._stands_in_brackets(inside, index):
            del buffer[index:]
            self.marked -= sum(piece.__class__ is not str for piece in inside)
            self.edge = -1
            flow = Flow(KIND_CONTROL, 0, self.flow.containers, self.flow.hidden, preformatted=False, language=None)
            self.notes.append(([text], 0, flow, self.current))
        elif is_number_marker(text) and self._follows_text(index) and not _raises((*self.spans, *inside)):
            buffer[index + 1 :] = ["[", *inside[1:-1], "]", inside[-1]]
            self.edge = len(buffer)

    def _stands_in_brackets(self, inside: list[Piece], index: int) -> bool:
        """Says whether a sign at a place in the buffer belongs to the brackets, or the picture, around it."""
        if any(piece.__class__ is Point for piece in inside):
            return True
        before = next((piece for piece in reversed(self.buffer[self.base : index]) if isinstance(piece, str)), "")
        return before.endswith(("[", "("))

    def _follows_text(self, index: int) -> bool:
        """Says whether what stands in the buffer at a place sticks to text before it."""
        for piece in reversed(self.buffer[self.base : index]):
            if isinstance(piece, str):
                return _MARKED_TEXT.search(piece) is not None
            if piece is BREAK or (isinstance(piece, Point) and piece.kind is not _ANCHOR):
                return False
        return False

    # ---- what stands beside the text around it

    def _enter_aside_tag(self, tag: str, attrs: Attributes) -> None:
        point = read_player(tag, attrs) if tag in PLAYER_TAGS else None
        self._add_point(point)
        self._enter_aside(hidden=tag in ASIDE_HIDDEN)
        if tag in ASIDE_CONTROLS:
            self.flow = self.flow._replace(kind=KIND_CONTROL)
        if tag in ("audio", "video") and point is None:
            self.players[-1] = ""

    def _enter_aside(self, *, hidden: bool) -> None:
        """What stands beside the text around it becomes blocks before it."""
        self._interrupt()
        kind, level, containers, outer_hidden, _, language = self.flow
        self.flow = Flow(kind, level, containers, outer_hidden or hidden, preformatted=False, language=language)
        self.owner = self.current
        self.players.append(None)
        self.undo.append(self._leave_aside)

    def _leave_aside(self) -> None:
        self._flush()
        self._resume()
        source = self.players.pop()
        if source:
            self._add_point(Point(SpanKind.MEDIA, source))

    def _enter_note(self, kind: int) -> None:
        """What stands beside the text around it becomes a block after it."""
        self._enter_aside(hidden=False)
        self.flow = _change_kind(self.flow, kind)
        self.undo[-1] = self._leave_note

    def _leave_note(self) -> None:
        pieces = self.buffer[self.base :]
        del self.buffer[self.base :]
        marked, flow, owner = self.marked, self.flow, self.owner
        self._resume()
        self.players.pop()
        if self.flow.preformatted and self.notes:
            # The numbers of all lines are one note.
            before, marked_before, flow, owner = self.notes[-1]
            before.extend(["\n", *pieces])
            self.notes[-1] = (before, marked_before + marked, flow, owner)
        elif pieces:
            self.notes.append((pieces, marked, flow, owner))

    def _enter_template(self, _tag: str, attrs: Attributes) -> None:
        """Contents of a template are no part of the document's tree, and a declarative shadow root is not itself."""
        shadow = any(name == _SHADOW_ATTRIBUTE for name, _ in attrs)
        if shadow:
            self._flush()
            if not self.unnumbered:
                self.tags.pop()
                self.attributes.pop()
                self.current = self.parents.pop()
        self._enter_aside(hidden=not shadow)
        self.undo[-1] = self._leave_template
        self.marks.append(shadow)
        self.unnumbered += 1

    def _leave_template(self) -> None:
        self._leave_aside()
        self.unnumbered -= 1
        if not self.marks.pop() and not self.unnumbered:
            self.current = self.parents[self.current]

    # ---- drawings, formulas and scripts

    def _enter_language(self, tag: str, attrs: Attributes) -> None:
        """In a drawing or formula, and in HTML within them, tags mean other things than around them."""
        outer = self.codes
        self._enter_other(tag, attrs, _LANGUAGE_CODES.get(tag, _OTHER))
        self.languages.append((outer, self.undo.pop()))
        self.undo.append(self._leave_language)
        if tag == "svg":
            self.codes = _SVG_CODES
        elif tag == "math":
            self.codes = _MATH_CODES
        elif tag != "annotation-xml" or (dict(attrs).get("encoding") or "").lower() in HTML_ENCODINGS:
            self.codes = _HTML_CODES

    def _leave_language(self) -> None:
        self.codes, code = self.languages.pop()
        if code == _INLINE:
            self.edge = len(self.buffer)
        elif not isinstance(code, int):
            code()

    def _enter_math(self, _tag: str, attrs: Attributes) -> None:
        if self.formula is not None:
            self.undo.append(_NOTHING)
            return
        self.formula = FormulaReader(attrs)
        if self.formula.display:
            self._flush()
        self.marks.append(len(self.buffer))
        self.undo.append(self._leave_math)

    def _leave_math(self) -> None:
        formula, self.formula = self.formula, None
        if formula is not None:
            formula.add_text(self._take_text(self.marks.pop()))
            self._add_formula(formula.finish(), display=formula.display)

    def _leave_formula(self) -> None:
        if self.formula is not None:
            self.formula.add_text(self._take_text(self.marks[-1]))
            self.formula.close()

    def _add_formula(self, tex: str, *, display: bool) -> None:
        if not tex:
            return
        if display and len(self.buffer) > self.base:
            self._flush()
        self._add_point(Point(SpanKind.FORMULA, None, tex))
        if display and not self.spans:
            self._flush()
            self.formula_flush = self.flushes

    def _leave_copy(self) -> None:
        """A formula's visual copy goes where its source came before it, or, with MathJax, comes after it."""
        mark = self.marks.pop()
        if self.marks.pop() != self.flushes or mark > len(self.buffer):
            return
        buffer = self.buffer
        inside = [piece for piece in buffer[mark:] if is_formula(piece)]
        before = buffer[mark - 1] if mark > self.base else None
        if inside or (before is not None and is_formula(before)):
            self._take_text(mark)
            buffer += inside
            self.marked += len(inside)
        else:
            start = self.copy[0] if self.copy[1] == mark else mark
            self.copy = (start, len(buffer))

    def _leave_stale(self) -> None:
        """The visual copy of a formula that is a block already goes."""
        mark = self.marks.pop()
        if self.marks.pop() == self.flushes:
            self._take_text(mark)

    def _drop_copy(self, mark: int) -> None:
        start, end = self.copy
        if start >= self.base and all(is_space(piece) for piece in self.buffer[end:mark]):
            self._take_text(start)
        elif 0 <= self.copy_row == len(self.rows) - 1:
            self.words -= self.rows.pop().words
        self.copy, self.copy_row = _NO_COPY, -1

    def _enter_script(self, _tag: str, attrs: Attributes) -> None:
        self.marks.append(len(self.buffer))
        self.scripts.append((attrs, self.codes))
        self.codes = _SILENT_CODES
        self.undo.append(self._leave_script)

    def _leave_script(self) -> None:
        mark = self.marks.pop()
        attrs, self.codes = self.scripts.pop()
        text = self._take_text(mark)
        kind = (dict(attrs).get("type") or "").lower()
        if kind.startswith("math/tex"):
            self._drop_copy(mark)
            self._add_formula(" ".join(text.split()), display="display" in kind)
        else:
            self.head.read_script(attrs, text)

    # ---- rare elements; each says what its end undoes

    def _enter_meta(self, _tag: str, attrs: Attributes) -> None:
        self.head.read_meta(attrs)
        self.undo.append(_NOTHING)

    def _enter_head_link(self, _tag: str, attrs: Attributes) -> None:
        self.head.read_link(attrs)
        self.undo.append(_NOTHING)

    def _enter_base(self, _tag: str, attrs: Attributes) -> None:
        self.head.read_base(attrs)
        self.undo.append(_NOTHING)

    def _enter_title(self, _tag: str, _attrs: Attributes) -> None:
        if self.head.title is not None or self.asides or self.codes is not _HTML_CODES:
            self.undo.append(_NOTHING)
            return
        self.marks.append(len(self.buffer))
        self.undo.append(self._leave_title)

    def _leave_title(self) -> None:
        self.head.title = fold_text(self._take_text(self.marks.pop()))[0] or None

    def _enter_embed(self, _tag: str, attrs: Attributes) -> None:
        self._add_point(read_player("embed", attrs))
        self.undo.append(_NOTHING)

    def _enter_source(self, _tag: str, attrs: Attributes) -> None:
        """The first source of a player that has no address itself is its address; so is the last of a picture."""
        if self.players and self.players[-1] == "":
            self.players[-1] = read_source(attrs) or ""
        elif self.parents[self.current] >= 0 and self.tags[self.parents[self.current]] == "picture":
            self.picture = (self.parents[self.current], read_source_set(attrs) or "")
        self.undo.append(_NOTHING)

    def _enter_rule(self, _tag: str, _attrs: Attributes) -> None:
        self._flush()
        self.undo.append(_NOTHING)

    def _enter_option(self, _tag: str, _attrs: Attributes) -> None:
        self._add_mark(BREAK)
        self.undo.append(_NOTHING)

    def _enter_quoted(self, _tag: str, _attrs: Attributes) -> None:
        self.buffer.append("“")
        self.undo.append(self._leave_quoted)

    def _leave_quoted(self) -> None:
        self.buffer.append("”")

    def _enter_ruby(self, _tag: str, _attrs: Attributes) -> None:
        self.buffer.append("(")
        self.undo.append(self._leave_ruby)

    def _leave_ruby(self) -> None:
        self.buffer.append(")")

    def _enter_bracket(self, _tag: str, _attrs: Attributes) -> None:
        self.marks.append(len(self.buffer))
        self.undo.append(self._leave_bracket)

    def _leave_bracket(self) -> None:
        """Brackets that a page gives to browsers without ruby stand around every reading here."""
        mark = self.marks.pop()
        if len(self.buffer) == mark + 1 and self.buffer[mark] in _RUBY_BRACKETS:
            self.buffer.pop()

    def _enter_input(self, _tag: str, attrs: Attributes) -> None:
        """The box of a task in a list is a point of its text; every other is a control of a form."""
        if self.flow.kind == KIND_LIST_ITEM and attrs:
            names = dict(attrs)
            if names.get("type") == "checkbox" and ("disabled" in names or "task" in (names.get("class") or "")):
                self._add_point(Point(SpanKind.CHECKBOX, None, "x" if "checked" in names else ""))
        self.undo.append(_NOTHING)

    def _enter_label(self, tag: str, attrs: Attributes) -> None:
        """A label is a unit of its own but for one that only opens the note in the margin beside a sentence."""
        if self.flow.preformatted or MARGIN_TOGGLE in (dict(attrs).get("class") or ""):
            self.undo.append(_NOTHING)
            return
        if len(self.buffer) > self.base:
            self._flush()
        self._enter_block(tag, attrs)


def _change_kind(flow: Flow, kind: int, level: int = 0) -> Flow:
    return Flow(kind, level, *flow[2:])


def _put_in(flow: Flow, container: Container, kind: int) -> Flow:
    _, _, containers, hidden, preformatted, language = flow
    return Flow(kind, 0, (*containers, container), hidden, preformatted, language)


def _raises(pieces: tuple[Piece, ...]) -> bool:
    """Says whether a superscript begins among pieces."""
    return any(piece.__class__ is tuple and piece[0] is SpanKind.SUPERSCRIPT for piece in pieces)


_FLOWS: dict[str, Callable[[_Segmenter, str, Attributes, Flow], Flow]] = (
    dict.fromkeys(BLOCK_KINDS, _Segmenter._read_kind)
    | dict.fromkeys(HEADING_LEVELS, _Segmenter._read_heading)
    | dict.fromkeys(("ul", "ol", "menu"), _Segmenter._read_list)
    | dict.fromkeys(("thead", "tbody", "tfoot"), _Segmenter._read_row_group)
    | dict.fromkeys(("td", "th"), _Segmenter._read_cell)
    | dict.fromkeys(("pre", "listing", "xmp", "plaintext"), _Segmenter._read_code)
    | dict.fromkeys(("details", "dialog"), _Segmenter._read_disclosure)
    | {
        "li": _Segmenter._read_item,
        "table": _Segmenter._read_table,
        "tr": _Segmenter._read_row,
        "caption": _Segmenter._read_caption,
        "blockquote": _Segmenter._read_quote,
        "figure": _Segmenter._read_figure,
        "button": _Segmenter._read_button,
        "summary": _Segmenter._read_summary,
    }
)
# Elements that are entered after a look at their attributes, and those that are entered at once.
_SPECIALS: dict[str, Callable[[_Segmenter, str, Attributes], None]] = (
    dict.fromkeys(SPAN_KINDS, _Segmenter._enter_marked)
    | dict.fromkeys(ASIDE_TAGS, _Segmenter._enter_aside_tag)
    | {"br": _Segmenter._enter_break, "img": _Segmenter._enter_image}
)
_RARES: dict[str, Callable[[_Segmenter, str, Attributes], None]] = {
    "base": _Segmenter._enter_base,
    "embed": _Segmenter._enter_embed,
    "hr": _Segmenter._enter_rule,
    "input": _Segmenter._enter_input,
    "label": _Segmenter._enter_label,
    "link": _Segmenter._enter_head_link,
    "meta": _Segmenter._enter_meta,
    "option": _Segmenter._enter_option,
    "q": _Segmenter._enter_quoted,
    "rp": _Segmenter._enter_bracket,
    "rt": _Segmenter._enter_ruby,
    "script": _Segmenter._enter_script,
    "source": _Segmenter._enter_source,
    "style": _Segmenter._enter_script,
    "template": _Segmenter._enter_template,
    "title": _Segmenter._enter_title,
}
_ENTERERS = _SPECIALS | _RARES | {"svg": _Segmenter._enter_aside_tag, "math": _Segmenter._enter_math}

_HTML_CODES = (
    dict.fromkeys(BLOCK_TAGS, _BLOCK)
    | dict.fromkeys(PLAIN_BLOCK_TAGS, _PLAIN)
    | dict.fromkeys(SILENT_TAGS, _NOTHING)
    | dict.fromkeys(_SPECIALS, _SPECIAL)
    | dict.fromkeys(_RARES, _RARE)
    | {"a": _LINK, "span": _INLINE, "svg": _LANGUAGE, "math": _LANGUAGE}
)
# In a drawing or a formula the other names of HTML mean nothing, until an element that holds HTML again.
_SVG_CODES = (
    dict.fromkeys(SHAPE_TAGS, _NOTHING)
    | dict.fromkeys(SVG_POINT_TAGS, _LANGUAGE)
    | {"a": _LINK, "script": _RARE, "style": _RARE, "svg": _LANGUAGE}
)
_MATH_CODES = dict.fromkeys(MATH_POINT_TAGS, _LANGUAGE) | {
    "a": _LINK, "script": _RARE, "style": _RARE, "svg": _LANGUAGE,
}  # fmt: skip
# What the element is that starts another language, or HTML within one.
_LANGUAGE_CODES = {"svg": _SPECIAL, "math": _RARE, "title": _RARE}


class _SilentCodes(dict[str, int]):
    """In a script or style of a drawing, elements are nothing but their text, which belongs to the source."""

    def __missing__(self, _tag: str) -> int:
        return _NOTHING


_SILENT_CODES = _SilentCodes()
