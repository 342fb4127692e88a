"""Renders a document's main content as clean HTML: only elements that carry meaning, nothing that runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cleaner.document import Document
from cleaner.page.addresses import PageAddress
from cleaner.page.blocks import Block, BlockKind, Span, SpanKind
from cleaner.page.columns import BlockTable
from cleaner.write.nesting import (
    POINT_KINDS,
    FigureGroup,
    Group,
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
    list_kept,
    nest_spans,
)

_INLINE_TAGS = {
    SpanKind.STRONG: "strong",
    SpanKind.EMPHASIS: "em",
    SpanKind.DELETED: "del",
    SpanKind.CODE: "code",
    SpanKind.ABBREVIATION: "abbr",
    SpanKind.TIME: "time",
}
_TITLE_ATTRIBUTES = {SpanKind.ABBREVIATION: "title", SpanKind.TIME: "datetime"}
_DEFINITION_KINDS = (BlockKind.TERM, BlockKind.DESCRIPTION)
_BLOCK_TAGS = {BlockKind.TERM: "dt", BlockKind.DESCRIPTION: "dd", BlockKind.CAPTION: "figcaption"}


def render_html(document: Document) -> str:
    """Renders a document as a whole HTML page with one `<article>`."""
    blocks = document.blocks
    writer = _HtmlWriter(blocks, PageAddress(document.url, document.base_url))
    lines = writer.write_nodes(build_tree(blocks.containers, list_kept(document.labels)))
    language = f' lang="{escape(document.metadata.language)}"' if document.metadata.language else ""
    head = f"<title>{escape(document.metadata.title or '')}</title>"
    start = ["<!DOCTYPE html>", f"<html{language}>", f'<head><meta charset="utf-8">{head}</head>', "<body><article>"]
    return "\n".join([*start, *lines, "</article></body>", "</html>", ""])


class _HtmlWriter:
    """Writes nodes as lines of HTML."""

    def __init__(self, blocks: BlockTable, address: PageAddress) -> None:
        self.blocks = blocks
        self.address = address

    def write_nodes(self, nodes: Sequence[Node], *, in_figure: bool = False) -> list[str]:
        """Writes siblings; terms and descriptions that follow each other share a `<dl>`."""
        lines: list[str] = []
        in_definitions = False
        for node in nodes:
            entry = isinstance(node, int) and self.blocks[node].kind in _DEFINITION_KINDS
            if entry != in_definitions:
                lines.append("<dl>" if entry else "</dl>")
                in_definitions = entry
            lines.extend(self._write_node(node, in_figure=in_figure))
        return [*lines, "</dl>"] if in_definitions else lines

    def _write_node(self, node: Node, *, in_figure: bool) -> list[str]:
        if isinstance(node, int):
            return [self._write_block(self.blocks[node], in_figure=in_figure)]
        start, end = _enclose(node)
        return [start, *self.write_nodes(node.children, in_figure=isinstance(node, FigureGroup)), end]

    def _write_block(self, block: Block, *, in_figure: bool) -> str:
        if block.kind is BlockKind.CODE:
            language = f' class="language-{escape(block.language)}"' if block.language else ""
            return f"<pre><code{language}>{escape(block.text, quote=False)}</code></pre>"
        text = self._write_range(block, nest_spans(block.spans, block.text), 0, len(block.text))
        box = find_task_box(block.spans)
        if box is not None:
            text = f'<input type="checkbox" disabled{" checked" if box.title else ""}> {text}'
        if block.kind is BlockKind.MEDIA:
            return text
        tag = _BLOCK_TAGS.get(block.kind, "p")
        if block.kind is BlockKind.HEADING:
            tag = f"h{min(max(block.level, 1), 6)}"
        elif tag == "figcaption" and not in_figure:
            tag = "p"
        return f"<{tag}>{text}</{tag}>"

    def _write_range(self, block: Block, children: Sequence[NestedSpan], start: int, end: int) -> str:
        parts: list[str] = []
        position = start
        for nested in children:
            parts.append(_write_text(block.text[position : nested.span.start]))
            parts.append(self._write_span(block, nested))
            position = max(position, nested.end)
        parts.append(_write_text(block.text[position:end]))
        return "".join(parts)

    def _write_span(self, block: Block, nested: NestedSpan) -> str:
        span = nested.span
        if span.kind in POINT_KINDS:
            return self._write_point(span)
        inner = self._write_range(block, nested.children, span.start, nested.end)
        if span.kind is SpanKind.LINK:
            address = self.address.follow(span.target or "")
            return inner if address is None else f'<a href="{escape(address)}">{inner}</a>'
        tag = _INLINE_TAGS.get(span.kind)
        if tag is None:
            return inner
        name = _TITLE_ATTRIBUTES.get(span.kind)
        stated = f' {name}="{escape(span.title)}"' if name and span.title else ""
        return f"<{tag}{stated}>{inner}</{tag}>"

    def _write_point(self, span: Span) -> str:
        address = self.address.follow(span.target or "")
        if address is None:
            return ""
        if span.kind is SpanKind.IMAGE:
            return f'<img src="{escape(address)}" alt="{escape(span.title or "")}">'
        return f'<a href="{escape(address)}">{escape(span.title or address)}</a>'


def _enclose(node: Group) -> tuple[str, str]:
    """The tags around a node."""
    if isinstance(node, List):
        tag = "ol" if node.ordered else "ul"
        return f"<{tag}>", f"</{tag}>"
    if isinstance(node, Item):
        number = "" if node.number is None else f' value="{node.number}"'
        return f"<li{number}>", "</li>"
    if isinstance(node, TableCell):
        tag = "th" if node.cell.header else "td"
        spans = f' rowspan="{node.cell.row_span}"' if node.cell.row_span > 1 else ""
        spans += f' colspan="{node.cell.column_span}"' if node.cell.column_span > 1 else ""
        return f"<{tag}{spans}>", f"</{tag}>"
    tag = {Quote: "blockquote", FigureGroup: "figure", Table: "table", Row: "tr"}[type(node)]
    return f"<{tag}>", f"</{tag}>"


def _write_text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")
