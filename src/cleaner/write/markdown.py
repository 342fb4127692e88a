"""Renders a document as CommonMark (0.31.2) with GitHub's tables, tasks and deletions.

Within a line, only what would be read as markup is escaped. Lines are collected in lists, so that whatever stands
around them can indent them.
"""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from cleaner.document import Document, Reference
from cleaner.page.addresses import PageAddress
from cleaner.page.blocks import Block, BlockKind, Span, SpanKind
from cleaner.page.columns import BlockTable
from cleaner.write.footnotes import find_footnotes
from cleaner.write.nesting import (
    POINT_KINDS,
    Item,
    List,
    NestedSpan,
    Node,
    Quote,
    Row,
    Table,
    TableCell,
    build_tree,
    find_task_box,
    lay_out_rows,
    list_kept,
    nest_spans,
)

_MAX_LIST_NUMBER = 999_999_999
_TRAILING_HASHES = re.compile(r"(^|\s)(#+)$")
_FENCES = re.compile(r"^\s*(`{3,})", re.MULTILINE)
_LOOSE_KINDS = frozenset([BlockKind.CODE, BlockKind.HEADING, BlockKind.FORMULA])
_BULLETS = "-*"
_ORDINALS = ".)"
_NOT_IN_ADDRESS = re.compile(r"[\s<>\x00-\x1f]")
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
# Stands for the markup beside a stretch of text: neither a space nor a letter.
_EDGE = "\x00"
_MAX_MARKER_CHARS = 5
_UNMARKED = frozenset([SpanKind.ABBREVIATION, SpanKind.TIME, SpanKind.SUPERSCRIPT, SpanKind.SUBSCRIPT])


def render_markdown(document: Document, *, front_matter: bool = False, footnotes: bool = False) -> str:
    """Renders a document's main content as Markdown.

    Args:
        document: The cleaned page.
        front_matter: Whether the metadata stands before the text, as YAML.
        footnotes: Whether references become footnotes instead of text as the page shows it.

    Returns:
        The Markdown, ending in a newline unless empty.
    """
    kept = list_kept(document.labels)
    signs: Mapping[int, Sequence[Span]] = {}
    notes: list[str] = []
    if footnotes and document.references:
        kept, signs, cited = find_footnotes(document, kept)
        notes = [f"[^{index + 1}]: {_render_note(document.references[index])}" for index in cited]
    writer = _MarkdownWriter(document.blocks, signs, PageAddress(document.url, document.base_url))
    lines = writer.write_nodes(build_tree(document.blocks.containers, kept))
    body = "\n".join([*lines, "", *notes] if notes and lines else [*lines, *notes])
    front = _render_front_matter(document) if front_matter else ""
    return front + (body + "\n" if body else "")


def _render_front_matter(document: Document) -> str:
    """Renders the metadata as YAML between two lines of dashes; JSON's strings and lists are YAML's too."""
    metadata = document.metadata
    values: dict[str, object] = {
        "title": metadata.title,
        "authors": list(metadata.authors),
        "date": metadata.published,
        "modified": metadata.modified,
        "site_name": metadata.site_name,
        "description": metadata.description,
        "language": metadata.language,
        "url": metadata.canonical_url or document.url,
        "tags": list(metadata.tags),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    return "\n".join(["---", *lines, "---", "", ""])


def _render_note(reference: Reference) -> str:
    """An entry's text in one line, with the addresses that its links led to after it."""
    text = _render_inline(reference.text).replace("\\\n", " ").replace("\n", " ")
    hidden = [url for url in reference.urls if _bare(url) not in reference.text and "://" in url]
    links = [f"<{_NOT_IN_ADDRESS.sub(lambda found: f'%{ord(found.group()):02X}', url)}>" for url in hidden]
    return " ".join([text, *links]).strip()


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


class _MarkdownWriter:
    """Writes nodes as lines; `signs` are the spans that footnotes add to blocks."""

    def __init__(self, blocks: BlockTable, signs: Mapping[int, Sequence[Span]], address: PageAddress) -> None:
        self.blocks = blocks
        self.signs = signs
        self.follow = address.follow
        self.page = address.base.partition("#")[0]

    def write_nodes(self, nodes: Sequence[Node], *, tight: bool = False) -> list[str]:
        """Writes siblings, a blank line between them unless the list around them is tight."""
        lines: list[str] = []
        last: list[str] = []
        turn = 0
        before: Node | None = None
        for node in nodes:
            turn = (
                1 - turn
                if isinstance(node, List) and isinstance(before, List) and before.ordered == node.ordered
                else 0
            )
            written = self._write_node(node, turn)
            if not written or (written == last and isinstance(node, int) and self.blocks[node].kind is BlockKind.MEDIA):
                # A picture that scripts load late stands a second time beside it, for browsers without scripts.
                continue
            last = written
            if lines and not tight:
                lines.append("")
            lines.extend(written)
            before = node
        return lines

    def _write_node(self, node: Node, turn: int) -> list[str]:
        if isinstance(node, int):
            return self._write_block(self._read_block(node))
        if isinstance(node, List):
            return self._write_list(node, turn)
        if isinstance(node, Table):
            return self._write_table(node)
        if isinstance(node, Quote):
            return [f"> {line}" if line else ">" for line in self.write_nodes(node.children)]
        return self.write_nodes(node.children)

    def _read_block(self, index: int) -> Block:
        block = self.blocks[index]
        signs = self.signs.get(index)
        return block if signs is None else dataclasses.replace(block, spans=(*signs, *block.spans))

    def _write_block(self, block: Block) -> list[str]:
        if block.kind is BlockKind.CODE or ("\n" in block.text and _is_all_code(block)):
            return _write_code(block)
        if block.kind is BlockKind.FORMULA:
            tex = next((span.title for span in block.spans if span.kind is SpanKind.FORMULA and span.title), block.text)
            return ["$$", *tex.split("\n"), "$$"]
        if block.kind is BlockKind.HEADING:
            return [self._write_heading(block)]
        text = _render_inline(block.text, block.spans, self.follow)
        if not text:
            return []
        if block.kind is BlockKind.TERM and not any(span.kind is SpanKind.STRONG for span in block.spans):
            return [f"**{text}**"] if text[0] not in "*_" and "\n" not in text else text.split("\n")
        return text.split("\n")

    def _write_heading(self, block: Block) -> str:
        spans = [span for span in block.spans if not self._leads_here(span, block)]
        text = _render_inline(block.text, spans, self.follow, newline=" ")
        # A heading is bold as it is.
        if text.startswith("**") and text.endswith("**") and "*" not in text[2:-2] and len(text) > 4:
            text = text[2:-2]
        text = _TRAILING_HASHES.sub(r"\1\\\2", text)
        return f"{'#' * min(max(block.level, 1), 6)} {text}".rstrip()

    def _leads_here(self, span: Span, block: Block) -> bool:
        """Whether a span is a link around all of a heading to the heading itself."""
        if span.kind is not SpanKind.LINK or span.start or span.end < len(block.text) or not span.target:
            return False
        return span.target[0] == "#" or span.target.partition("#")[0] == self.page

    def _write_list(self, node: List, turn: int) -> list[str]:
        items = node.items
        tight = all(map(self._is_tight, items))
        lines: list[str] = []
        for item in items:
            marker = _BULLETS[turn]
            if item.number is not None:
                marker = f"{min(max(item.number, 0), _MAX_LIST_NUMBER)}{_ORDINALS[turn]}"
            inner = self.write_nodes(item.children, tight=tight)
            if not inner:
                continue
            if lines and not tight:
                lines.append("")
            indent = " " * (len(marker) + 1)
            lines.append(f"{marker} {inner[0]}")
            lines.extend(indent + line if line else "" for line in inner[1:])
        return lines

    def _write_table(self, node: Table) -> list[str]:
        rows = lay_out_rows(node)
        columns = max(map(len, rows), default=0)
        lines: list[str] = []
        for row in rows:
            cells = [self._write_cell(cell) for cell in row] + [""] * (columns - len(row) if not lines else 0)
            lines.append(f"| {' | '.join(cells)} |")
        lines.insert(1, f"|{' --- |' * columns}")
        return lines

    def _write_cell(self, cell: TableCell | None) -> str:
        return "" if cell is None else "<br>".join(self._write_cell_nodes(cell.children))

    def _write_cell_nodes(self, nodes: Sequence[Node]) -> list[str]:
        """A cell holds one line; what were blocks are parted by `<br>`."""
        lines: list[str] = []
        for node in nodes:
            if isinstance(node, int):
                lines.append(self._write_cell_block(self._read_block(node)))
            elif isinstance(node, Row):
                lines.append(" ".join(self._write_cell_nodes(node.children)))
            elif isinstance(node, Item):
                inner = self._write_cell_nodes(node.children)
                marker = "-" if node.number is None else f"{node.number}."
                lines.extend(f"{marker} {line}" if not index else line for index, line in enumerate(inner))
            else:
                lines.extend(self._write_cell_nodes(node.children))
        return [line for line in lines if line]

    def _write_cell_block(self, block: Block) -> str:
        if block.kind is BlockKind.CODE:
            return "<br>".join(_write_cell_code(line) for line in block.text.split("\n") if line.strip())
        return _render_inline(block.text, block.spans, self.follow, cell=True, newline="<br>")

    def _is_tight(self, item: Item) -> bool:
        """Whether an item is one line of text and, at most, lists below it that need no blank line before them."""
        for index, child in enumerate(item.children):
            if isinstance(child, int):
                if index or self.blocks[child].kind in _LOOSE_KINDS:
                    return False
            elif (
                not isinstance(child, List)
                or (index and not _interrupts(child))
                or not all(map(self._is_tight, child.items))
            ):
                return False
        return True


def _interrupts(child: List) -> bool:
    """Only a bullet or the number 1 starts a list straight after a line of text."""
    return child.items[0].number in (None, 1)


def _is_all_code(block: Block) -> bool:
    return any(s.kind is SpanKind.CODE and not s.start and s.end == len(block.text) for s in block.spans)


def _write_code(block: Block) -> list[str]:
    longest = max(map(len, _FENCES.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    language = re.sub(r"[`\s]", "", block.language or "")
    return [fence + language, *block.text.split("\n"), fence]


def _write_cell_code(line: str) -> str:
    longest = max(map(len, _BACKTICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if "`" in line else ""
    return f"{fence}{padding}{line}{padding}{fence}".replace("|", "\\|")


class _Inline(NamedTuple):
    """How a block's text is rendered.

    Attributes:
        text: The block's text.
        follow: Makes an address absolute; gives None for what no reader could follow.
        cell: Whether the text stands in a table's cell.
        newline: What a line break becomes.
        last_linking: Offset of the last place where a bracket before it could begin a link; -1 if there is none.
        tagged_code: Whether code is written with tags, inside which signs can be escaped.
    """

    text: str
    follow: Callable[[str], str | None]
    cell: bool
    newline: str
    last_linking: int
    tagged_code: bool = False


def _render_inline(
    text: str,
    spans: Iterable[Span] = (),
    follow: Callable[[str], str | None] = str,
    *,
    cell: bool = False,
    newline: str = "\\\n",
) -> str:
    """Renders a block's text as inline Markdown which, once parsed, is that text; `newline` is what breaks become."""
    marked = [span for span in spans if span.kind not in _UNMARKED]
    if not marked and not _SPECIAL.search(text):
        return (text if cell else _guard_lines(text)).replace("\n", newline)
    inline = _Inline(text, follow, cell, newline, _find_last_linking(text))
    nested = nest_spans(marked, text)
    rendered = _render_range(inline, nested, 0, len(text), outer=("", ""))
    if _DEFINITION.match(rendered) and not cell:
        inline = inline._replace(tagged_code=True)
        rendered = _render_range(inline, nested, 0, len(text), outer=("", ""))
    box = find_task_box(marked)
    return ("" if box is None else f"[{box.title or ' '}] ") + (rendered if cell else _guard_lines(rendered))


def _guard_lines(text: str) -> str:
    """Escapes what would make a heading, list, quote, table or rule of a line."""
    if text[:1] not in _LINE_SIGNS and "\n" not in text:
        return text
    if _TASK.match(text):
        text = "\\" + text
    return _LINE_START.sub(lambda match: (match[1] or "") + "\\", text)


def _render_range(
    inline: _Inline,
    children: Sequence[NestedSpan],
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
    for index, nested in enumerate(children):
        if position < nested.span.start:
            if parts and not position:
                parts.append(" ")
            bracket = nested.span.kind is SpanKind.LINK or nested.span.kind is SpanKind.ANCHOR
            parts.append(
                _escape(inline, position, nested.span.start, linked=linked, before_span=True, before_bracket=bracket)
            )
            last = parts[-1][-1:]
        following = _find_following(inline, children, index, end, outer[1])
        rendered = _render_span(inline, nested, last, following, linked=linked)
        if rendered:
            parts.append(rendered)
            last = rendered[-1]
        position = max(position, nested.end)
    if position < end:
        if parts and not position:
            parts.append(" ")
        parts.append(_escape(inline, position, end, linked=linked, before_span=bool(outer[1])))
    return "".join(parts)


def _find_following(inline: _Inline, children: Sequence[NestedSpan], index: int, end: int, outer: str) -> str:
    """The character that will stand directly after a nested; of markup, the one that conflicts with the most."""
    nested = children[index]
    if index + 1 < len(children) and children[index + 1].span.start <= nested.end:
        return "[" if children[index + 1].span.kind in (SpanKind.LINK, SpanKind.IMAGE) else "*"
    return inline.text[nested.end] if nested.end < end else outer[:1]


def _render_span(inline: _Inline, nested: NestedSpan, before: str, after: str, *, linked: bool) -> str:
    span = nested.span
    if span.kind in _DELIMITERS:
        return _render_emphasis(inline, nested, before, after, linked=linked)
    if span.kind is SpanKind.LINK:
        return _render_link(inline, nested, before, after, linked=linked)
    if span.kind in POINT_KINDS:
        rendered = _render_point(inline, span)
        # A picture between two words stands at the end of the first; it may not stick to it.
        following = inline.text[span.start : span.start + 1]
        parted = rendered and before and not before.isspace() and (not following or following.isspace())
        return f" {rendered}" if parted and before not in "[(" else rendered
    if span.kind is SpanKind.CODE:
        code = inline.text[span.start : nested.end]
        return _tag_code(code) if inline.tagged_code else _render_code(code, cell=inline.cell)
    if span.kind is SpanKind.ANCHOR:
        return f"[^{span.target}]"
    return _render_formula(span.title or inline.text[span.start : nested.end], cell=inline.cell)


def _render_link(inline: _Inline, nested: NestedSpan, before: str, after: str, *, linked: bool) -> str:
    target = nested.span.target or ""
    address = inline.follow(target)
    # A footnote's marker leads to a place that the output does not have.
    if target.startswith("#") and 0 < nested.end - nested.span.start <= _MAX_MARKER_CHARS:
        address = None
    if address is None:
        return _render_range(inline, nested.children, nested.span.start, nested.end, (before, after), linked=linked)
    inner = _render_range(inline, nested.children, nested.span.start, nested.end, ("[", "]"), linked=True)
    return f"[{inner}]({_write_address(address)})" if inner else ""


def _render_emphasis(inline: _Inline, nested: NestedSpan, before: str, after: str, *, linked: bool) -> str:
    main, other, tag = _DELIMITERS[nested.span.kind]
    inner = _render_range(inline, nested.children, nested.span.start, nested.end, (main[0], main[0]), linked=linked)
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


def _render_point(inline: _Inline, span: Span) -> str:
    address = inline.follow(span.target or "")
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
    inline: _Inline, start: int, end: int, *, linked: bool, before_span: bool, before_bracket: bool = False
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


def _needs_escape(inline: _Inline, index: int, left: str, right: str, *, linked: bool) -> bool:
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
