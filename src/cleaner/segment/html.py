"""Cuts HTML into blocks: one pass over the parser's events, no tree."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from turbohtml.saxparse import SaxHandler, sax_parse

from cleaner.document import (
    Attributes,
    Block,
    BlockKind,
    Cell,
    Container,
    Figure,
    Head,
    ListItem,
    Outline,
    Quotation,
    Span,
    SpanKind,
    count_words,
)
from cleaner.segment.inline import (
    BREAK,
    CLOSE,
    EDGE,
    SOFT_EDGE,
    Piece,
    Point,
    SpanStart,
    fold_pieces,
    fold_text,
)
from cleaner.segment.tables import (
    ASIDE_CONTROLS,
    ASIDE_HIDDEN,
    ASIDE_TAGS,
    BLOCK_KINDS,
    BLOCK_TAGS,
    DATA_SCRIPT_IDS,
    HEADING_LEVELS,
    HIDING_STYLE,
    PANEL_ATTRIBUTES,
    PLAIN_BLOCK_TAGS,
    SCRIPT_TAGS,
    SHADOW_ATTRIBUTE,
    SHADOW_ROOT,
    SPAN_KINDS,
)
from cleaner.segment.tabular import TableGrid

# What the end of an element has to undo; the start pushes one of these for every element.
_NOTHING, _PLAIN, _BLOCK, _SPAN, _EDGE, _SCRIPT, _ASIDE, _TITLE, _LIST, _TABLE = range(10)

_BLOCK_CODES = (
    {tag: _BLOCK for tag in BLOCK_TAGS}
    | {tag: _PLAIN for tag in PLAIN_BLOCK_TAGS}
    | {"ul": _LIST, "ol": _LIST, "menu": _LIST, "table": _TABLE}
)
# Attributes that change what a block is.
_BLOCK_ATTRIBUTES = frozenset(["style", "hidden", "role"])


class _Flow(NamedTuple):
    """What a block that starts here would be."""

    kind: BlockKind
    level: int
    containers: tuple[Container, ...]
    hidden: bool
    preformatted: bool
    language: str | None


class HtmlSegments(NamedTuple):
    """What one pass over a page's HTML gives.

    Attributes:
        blocks: Every piece of text.
        outline: The elements.
        head: What the page says about itself.
        words: Words in the parser's own text.
    """

    blocks: list[Block]
    outline: Outline
    head: Head
    words: int


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


class _Segmenter(SaxHandler):
    """Collects text and inline marks in one buffer, and makes a block of it at every block-level boundary."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words = 0
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.attributes: list[Attributes] = []
        self.open: list[int] = [-1]
        self.undo: list[int] = []
        self.flow = _Flow(BlockKind.PARAGRAPH, 0, (), False, False, None)
        self.flows: list[_Flow] = []
        self.owners: list[int] = [-1]
        self.buffer: list[Piece] = []
        # The parser calls this for every run of text: a bare append spares a Python frame.
        self.characters = self.buffer.append  # type: ignore[method-assign,assignment]
        self.base = 0
        self.spans: list[SpanStart] = []
        self.asides: list[tuple[int, list[SpanStart]]] = []
        self.marks: list[int] = []
        self.unnumbered = 0
        self.lists: list[list[int | bool]] = []
        self.grids: list[TableGrid] = []
        self.layout_tables: set[int] = set()
        self.heading_level = 1
        self.scripts: list[Attributes] = []
        self.title: str | None = None
        self.metas: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.data_scripts: list[str] = []
        self.base_href: str | None = None

    def start_element(self, tag: str, attrs: Attributes) -> None:  # noqa: C901, PLR0912 - hot: benchmarks/speed
        if self.unnumbered:
            ordinal = self.open[-1]
        else:
            ordinal = len(self.tags)
            self.tags.append(tag)
            self.parents.append(self.open[-1])
            self.attributes.append(attrs)
        self.open.append(ordinal)
        code = _BLOCK_CODES.get(tag, _NOTHING)
        if code:
            if len(self.buffer) > self.base:
                self._flush()
            self.owners.append(ordinal)
            if code == _PLAIN:
                for name, value in attrs:
                    if name in _BLOCK_ATTRIBUTES and (name != "style" or HIDING_STYLE.search(value or "")):
                        code = _BLOCK
                        break
                else:
                    self.undo.append(_PLAIN)
                    return
            self.flows.append(self.flow)
            self._enter_block(tag, attrs, ordinal, code)
            self.undo.append(code)
        elif attrs and self._is_hidden(attrs):
            self._enter_aside(tag, attrs, ordinal, hidden=True)
        elif tag == "a":
            self._enter_link(attrs)
        elif tag == "span":
            if attrs:
                self._add_anchor(attrs)
            if self.buffer and self.buffer[-1] is EDGE:
                self.buffer[-1] = SOFT_EDGE
            self.undo.append(_EDGE)
        elif tag in SPAN_KINDS:
            if attrs:
                self._add_anchor(attrs)
            self._enter_span(tag, attrs)
        elif tag == "br":
            self._break_line()
            self.undo.append(_NOTHING)
        elif tag == "img":
            names = dict(attrs)
            self.buffer.append(Point(SpanKind.IMAGE, names.get("src") or names.get("data-src"), names.get("alt")))
            self.undo.append(_NOTHING)
        elif tag in SCRIPT_TAGS:
            self.marks.append(len(self.buffer))
            self.scripts.append(attrs)
            self.undo.append(_SCRIPT)
        elif tag in ASIDE_TAGS:
            self._enter_aside(tag, attrs, ordinal, hidden=tag in ASIDE_HIDDEN)
        else:
            self._enter_rare(tag, attrs)

    def end_element(self, tag: str) -> None:  # noqa: C901 - hot: benchmarks/speed
        self.open.pop()
        code = self.undo.pop()
        if code == _NOTHING:
            return
        if code == _PLAIN:
            if len(self.buffer) > self.base:
                self._flush()
            self.owners.pop()
        elif code == _BLOCK:
            if len(self.buffer) > self.base:
                self._flush()
            self.owners.pop()
            self.flow = self.flows.pop()
        elif code == _SPAN:
            self.spans.pop()
            self.buffer.append(CLOSE)
            self.buffer.append(EDGE)
        elif code == _EDGE:
            self.buffer.append(EDGE)
        elif code == _SCRIPT:
            self._leave_script()
        elif code == _ASIDE:
            self._leave_aside(tag)
        elif code == _TITLE:
            self._leave_title()
        else:
            if len(self.buffer) > self.base:
                self._flush()
            self.owners.pop()
            self.flow = self.flows.pop()
            if code == _LIST:
                self.lists.pop()
            else:
                self._leave_table()

    def finish(self) -> HtmlSegments:
        """Gives what the pass has collected."""
        self._flush()
        if self.layout_tables:
            self.blocks = [self._mark_layout(block) for block in self.blocks]
        language = next((dict(attrs).get("lang") for attrs in self.attributes[:1]), None)
        return HtmlSegments(
            blocks=self.blocks,
            outline=Outline(
                tags=tuple(self.tags), parents=tuple(self.parents), attributes=tuple(self.attributes)
            ),
            head=Head(
                title=self.title,
                metas=tuple(self.metas),
                links=tuple(self.links),
                json_ld=tuple(self.json_ld),
                data_scripts=tuple(self.data_scripts),
                base=self.base_href,
                language=language,
            ),
            words=self.words,
        )

    # ---- blocks

    def _flush(self) -> None:
        """Makes a block of the text since the last boundary, if there is any."""
        buffer = self.buffer
        pieces = buffer[self.base :]
        del buffer[self.base :]
        if self.spans:
            buffer.extend(self.spans)
        flow = self.flow
        try:
            raw = "".join(pieces)  # type: ignore[arg-type]
        except TypeError:
            raw = None
        if raw is not None:
            if not raw or raw.isspace():
                return
            folded = (raw.strip("\n"), ()) if flow.preformatted else (fold_text(raw), ())
        else:
            raw = " ".join([piece for piece in pieces if piece.__class__ is str])  # type: ignore[misc]
            folded = fold_pieces(pieces, preformatted=flow.preformatted)
        self._add_block(*folded)

    def _add_block(self, text: str, spans: tuple[Span, ...]) -> None:
        flow = self.flow
        kind = flow.kind
        if not text or text.isspace():
            if not any(span.kind is SpanKind.IMAGE or span.kind is SpanKind.MEDIA for span in spans):
                return
            kind = BlockKind.MEDIA
        words = count_words(text)
        self.words += words
        self.blocks.append(
            Block(
                index=len(self.blocks),
                kind=kind,
                level=flow.level,
                text=text,
                spans=spans,
                element=self.owners[-1],
                containers=flow.containers,
                hidden=flow.hidden,
                language=flow.language,
                words=words,
            )
        )

    def _enter_block(self, tag: str, attrs: Attributes, ordinal: int, code: int) -> None:
        outer = self.flow
        hidden = outer.hidden or (bool(attrs) and self._is_hidden(attrs))
        kind = BLOCK_KINDS.get(tag) or outer.kind
        level, containers, preformatted, language = outer.level, outer.containers, outer.preformatted, outer.language
        if tag in HEADING_LEVELS:
            kind, level = BlockKind.HEADING, HEADING_LEVELS[tag]
            self.heading_level = level
        elif code == _LIST:
            self.lists.append([ordinal, tag == "ol", _list_start(attrs) if tag == "ol" else 0])
        elif code == _TABLE:
            if self.grids:
                self.grids[-1].nested = True
            self.grids.append(TableGrid(ordinal, attrs))
            self.marks.append(self.words)
        elif kind is not outer.kind or tag in BLOCK_KINDS:
            containers = self._enter_container(tag, attrs, ordinal, containers)
            if kind is BlockKind.CODE and not preformatted:
                preformatted, language = True, _code_language(attrs)
            if kind is BlockKind.CONTROL and tag == "button" and _opens_panel(attrs):
                kind = BlockKind.HEADING
        elif tag == "tr":
            if self.grids:
                self.grids[-1].start_row()
        elif tag == "details":
            hidden = hidden or not any(name == "open" for name, _ in attrs)
        elif tag == "dialog":
            hidden = hidden or not any(name == "open" for name, _ in attrs)
        elif tag == "summary":
            kind = BlockKind.HEADING
            hidden = self.flows[-2].hidden if len(self.flows) > 1 else False
        elif tag == "figure":
            containers = (*containers, Figure(element=ordinal))
        elif tag == "button":
            kind = BlockKind.CONTROL
        if attrs and kind is not BlockKind.HEADING:
            kind, level = self._read_role(attrs, kind, level)
        if kind is BlockKind.HEADING and not level:
            level = min(self.heading_level + 1, 6)
        self.flow = _Flow(kind, level if kind is BlockKind.HEADING else 0, containers, hidden, preformatted, language)

    def _enter_container(
        self, tag: str, attrs: Attributes, ordinal: int, containers: tuple[Container, ...]
    ) -> tuple[Container, ...]:
        if tag == "li":
            return (*containers, self._number_item(attrs, ordinal))
        if tag in ("td", "th") and self.grids:
            return (*containers, self.grids[-1].place_cell(ordinal, attrs, header=tag == "th"))
        if tag == "blockquote":
            return (*containers, Quotation(element=ordinal, cite=dict(attrs).get("cite")))
        if tag == "caption" and self.grids:
            self.grids[-1].is_data = True
        return containers

    def _number_item(self, attrs: Attributes, ordinal: int) -> ListItem:
        if not self.lists:
            return ListItem(list_element=self.parents[ordinal] if ordinal < len(self.parents) else -1, element=ordinal, ordered=False)
        current = self.lists[-1]
        number = None
        if current[1]:
            for name, value in attrs:
                if name == "value":
                    current[2] = _read_number(value, int(current[2]))
            number = int(current[2])
            current[2] = number + 1
        return ListItem(list_element=int(current[0]), element=ordinal, ordered=bool(current[1]), number=number)

    def _read_role(self, attrs: Attributes, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
        for name, value in attrs:
            if name == "role":
                if value == "heading":
                    stated = _read_number(dict(attrs).get("aria-level"), 2)
                    return BlockKind.HEADING, min(max(stated, 1), 6)
                if value == "tab" or (value == "button" and _opens_panel(attrs)):
                    return BlockKind.HEADING, 0
        return kind, level

    def _leave_table(self) -> None:
        grid = self.grids.pop()
        if grid.is_layout(self.words - self.marks.pop()):
            self.layout_tables.add(grid.element)

    def _mark_layout(self, block: Block) -> Block:
        """Tables are judged when they end; their cells are told afterwards, in new blocks."""
        if not any(isinstance(c, Cell) and c.table_element in self.layout_tables for c in block.containers):
            return block
        containers = tuple(
            dataclasses.replace(c, layout=True) if isinstance(c, Cell) and c.table_element in self.layout_tables else c
            for c in block.containers
        )
        cells = [c for c in containers if isinstance(c, Cell)]
        kind = BlockKind.PARAGRAPH if block.kind is BlockKind.TABLE and cells[-1].layout else block.kind
        return dataclasses.replace(block, kind=kind, containers=containers)

    # ---- inline

    def _enter_link(self, attrs: Attributes) -> None:
        self._add_anchor(attrs)
        href = None
        for name, value in attrs:
            if name == "href":
                href = value or ""
        if href is None:
            self.undo.append(_EDGE)
            return
        if self.buffer and self.buffer[-1] is EDGE:
            # Two links that touch are two words: menus put the gap between them in their style sheet.
            self.buffer[-1] = " " if len(self.buffer) > 1 and self.buffer[-2] is CLOSE else SOFT_EDGE
        start = SpanStart(SpanKind.LINK, href)
        self.spans.append(start)
        self.buffer.append(start)
        self.undo.append(_SPAN)

    def _enter_span(self, tag: str, attrs: Attributes) -> None:
        kind = SPAN_KINDS[tag]
        title = None
        if attrs and kind is SpanKind.ABBREVIATION:
            title = dict(attrs).get("title")
        elif attrs and kind is SpanKind.TIME:
            title = dict(attrs).get("datetime")
        start = SpanStart(kind, None, title)
        if self.buffer and self.buffer[-1] is EDGE:
            self.buffer[-1] = SOFT_EDGE
        self.spans.append(start)
        self.buffer.append(start)
        self.undo.append(_SPAN)

    def _add_anchor(self, attrs: Attributes) -> None:
        for name, value in attrs:
            if (name == "id" or name == "name") and value:
                self.buffer.append(Point(SpanKind.ANCHOR, value))
                return

    def _break_line(self) -> None:
        buffer = self.buffer
        last = len(buffer) - 1
        while last >= self.base and (buffer[last] is EDGE or (buffer[last].__class__ is str and not buffer[last].strip())):  # type: ignore[union-attr]
            last -= 1
        if last >= self.base and buffer[last] is BREAK:
            self._flush()
        else:
            buffer.append(BREAK)

    # ---- text beside the flow

    def _enter_aside(self, tag: str, attrs: Attributes, ordinal: int, *, hidden: bool) -> None:
        shadow = tag == "template" and any(name == SHADOW_ATTRIBUTE for name, _ in attrs)
        if shadow:
            self._flush()
        if tag == "template":
            self._leave_numbering(shadow)
        self.asides.append((self.base, self.spans))
        self.flows.append(self.flow)
        self.base = len(self.buffer)
        self.spans = []
        kind = BlockKind.CONTROL if tag in ASIDE_CONTROLS else self.flow.kind
        self.flow = self.flow._replace(kind=kind, hidden=self.flow.hidden or (hidden and not shadow))
        self.owners.append(self.open[-1])
        self.undo.append(_ASIDE)

    def _leave_numbering(self, shadow: bool) -> None:
        """Contents of a template are no part of the document's tree, and a declarative shadow root is not itself."""
        if shadow and not self.unnumbered:
            self.tags.pop()
            self.attributes.pop()
            self.open[-1] = self.parents.pop()
        self.unnumbered += 1

    def _leave_aside(self, tag: str) -> None:
        self._flush()
        del self.buffer[self.base :]
        self.base, self.spans = self.asides.pop()
        self.flow = self.flows.pop()
        self.owners.pop()
        if tag == "template":
            self.unnumbered -= 1

    def _enter_rare(self, tag: str, attrs: Attributes) -> None:
        undo = _NOTHING
        if tag == "hr":
            self._flush()
        elif tag == "wbr":
            pass
        elif tag == "option":
            self.buffer.append(BREAK)
        elif tag == "title" and self.title is None and not self.asides:
            self.marks.append(len(self.buffer))
            undo = _TITLE
        elif tag == "meta":
            self._read_meta(dict(attrs))
        elif tag == "link":
            names = dict(attrs)
            if names.get("rel") and names.get("href"):
                self.links.append(((names["rel"] or "").lower(), names["href"] or ""))
        elif tag == "base":
            self.base_href = self.base_href or dict(attrs).get("href")
        elif "-" in tag:
            # A custom element may be a chip in a row as well as a stretch of a sentence; its edge may part two words.
            self.buffer.append(SOFT_EDGE)
            undo = _EDGE
        self.undo.append(undo)

    def _is_hidden(self, attrs: Attributes) -> bool:
        for name, value in attrs:
            if name == "style":
                if value and HIDING_STYLE.search(value):
                    return True
            elif name == "hidden":
                return True
        return False

    # ---- head and scripts

    def _leave_script(self) -> None:
        mark = self.marks.pop()
        attrs = dict(self.scripts.pop())
        if attrs:
            kind = (attrs.get("type") or "").lower()
            if kind.startswith("application/ld+json"):
                self.json_ld.append(self._take_text(mark))
            elif kind == "application/json" or attrs.get("id") in DATA_SCRIPT_IDS:
                self.data_scripts.append(self._take_text(mark))
        del self.buffer[mark:]

    def _leave_title(self) -> None:
        mark = self.marks.pop()
        self.title = fold_text(self._take_text(mark)) or None
        del self.buffer[mark:]

    def _take_text(self, mark: int) -> str:
        return "".join([piece for piece in self.buffer[mark:] if piece.__class__ is str])  # type: ignore[misc]

    def _read_meta(self, names: dict[str, str | None]) -> None:
        key = names.get("property") or names.get("name") or names.get("itemprop") or names.get("http-equiv")
        content = names.get("content")
        if key and content:
            self.metas.append((key.strip().lower(), content))


def _list_start(attrs: Attributes) -> int:
    return _read_number(dict(attrs).get("start"), 1)


def _read_number(value: str | None, default: int) -> int:
    text = (value or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default


def _opens_panel(attrs: Attributes) -> bool:
    return any(name in PANEL_ATTRIBUTES for name, _ in attrs)


def _code_language(attrs: Attributes) -> str | None:
    for name in (dict(attrs).get("class") or "").split():
        for prefix in ("language-", "lang-", "highlight-source-", "brush:"):
            if name.startswith(prefix) and len(name) > len(prefix):
                return name[len(prefix) :]
    return None
