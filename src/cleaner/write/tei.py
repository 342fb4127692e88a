"""Renders a document as TEI P5 (https://tei-c.org/guidelines/p5/)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from cleaner.document import Document
from cleaner.page.addresses import PageAddress
from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.page.columns import BlockTable
from cleaner.write.nesting import (
    POINT_KINDS,
    FigureGroup,
    Group,
    Item,
    List,
    NestedSpan,
    Node,
    Row,
    Table,
    TableCell,
    build_tree,
    list_kept,
    nest_spans,
)

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
# XML 1.0 has no way to write these.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RENDITIONS = {
    SpanKind.STRONG: "bold",
    SpanKind.EMPHASIS: "italic",
    SpanKind.CODE: "code",
    SpanKind.DELETED: "overstrike",
}


def render_tei(document: Document) -> str:
    """Renders a document as a TEI document: a header of metadata, and a body divided at the headings."""
    root = etree.Element("TEI", xmlns=_NAMESPACE)
    _add_header(root, document)
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    writer = _TeiWriter(document.blocks, PageAddress(document.url, document.base_url))
    writer.write_divisions(body, build_tree(document.blocks.containers, list_kept(document.labels)))
    if not len(body):
        etree.SubElement(body, "p")
    xml: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml.decode("utf-8") + "\n"


def _add_header(root: etree._Element, document: Document) -> None:
    metadata = document.metadata
    description = etree.SubElement(etree.SubElement(root, "teiHeader"), "fileDesc")
    titles = etree.SubElement(description, "titleStmt")
    _add_text(titles, "title", metadata.title or document.page_id, type="main")
    for author in metadata.authors:
        _add_text(titles, "author", author)
    publication = etree.SubElement(description, "publicationStmt")
    _add_text(publication, "publisher", metadata.site_name or "unknown")
    if metadata.published:
        _add_text(publication, "date", metadata.published)
    source = etree.SubElement(etree.SubElement(description, "sourceDesc"), "bibl")
    source.text = _clean(metadata.title or document.page_id)
    if document.url:
        pointer = etree.SubElement(source, "ptr", type="URL")
        pointer.set("target", _clean(document.url))


class _TeiWriter:
    """Adds nodes to elements."""

    def __init__(self, blocks: BlockTable, address: PageAddress) -> None:
        self.blocks = blocks
        self.address = address

    def write_divisions(self, body: etree._Element, nodes: Sequence[Node]) -> None:
        """Adds nodes to the body, a division for each heading inside the division of the heading above it."""
        divisions: list[tuple[int, etree._Element]] = [(0, body)]
        for node in nodes:
            block = self.blocks[node] if isinstance(node, int) else None
            if block is not None and block.kind is BlockKind.HEADING:
                level = max(block.level, 1)
                while divisions[-1][0] >= level:
                    divisions.pop()
                division = etree.SubElement(divisions[-1][1], "div")
                divisions.append((level, division))
                self._fill(etree.SubElement(division, "head"), block)
            else:
                self._write_node(divisions[-1][1], node)

    def _write_node(self, parent: etree._Element, node: Node) -> None:
        if isinstance(node, int):
            self._write_block(parent, self.blocks[node])
            return
        element = _open_group(parent, node)
        for child in node.children:
            self._write_node(element, child)

    def _write_block(self, parent: etree._Element, block: Block) -> None:
        paragraph = etree.SubElement(parent, "p")
        if block.kind is BlockKind.CODE:
            _add_text(paragraph, "hi", block.text, rend="code")
        elif block.kind is BlockKind.HEADING:
            self._fill(etree.SubElement(paragraph, "hi", rend="heading"), block)
        else:
            self._fill(paragraph, block)

    def _fill(self, element: etree._Element, block: Block) -> None:
        self._add_range(element, block, nest_spans(block.spans, block.text), 0, len(block.text))

    def _add_range(
        self, element: etree._Element, block: Block, children: Sequence[NestedSpan], start: int, end: int
    ) -> None:
        position = start
        for nested in children:
            _append_lines(element, block.text[position : nested.span.start])
            inner = self._open_span(element, nested)
            if nested.end > nested.span.start or nested.children:
                self._add_range(inner, block, nested.children, nested.span.start, nested.end)
            position = max(position, nested.end)
        _append_lines(element, block.text[position:end])

    def _open_span(self, element: etree._Element, nested: NestedSpan) -> etree._Element:
        span = nested.span
        address = self.address.follow(span.target) if span.target else None
        if span.kind is SpanKind.LINK and address:
            return etree.SubElement(element, "ref", target=_clean(address))
        if span.kind in POINT_KINDS and address:
            return etree.SubElement(element, "graphic", url=_clean(address))
        if span.kind in _RENDITIONS:
            return etree.SubElement(element, "hi", rend=_RENDITIONS[span.kind])
        return element


def _open_group(parent: etree._Element, node: Group) -> etree._Element:
    if isinstance(node, List):
        return etree.SubElement(parent, "list", rend="numbered" if node.ordered else "bulleted")
    if isinstance(node, Item):
        return etree.SubElement(parent, "item")
    if isinstance(node, Table):
        return etree.SubElement(parent, "table")
    if isinstance(node, Row):
        return etree.SubElement(parent, "row")
    if isinstance(node, TableCell):
        return etree.SubElement(parent, "cell", {"role": "label"} if node.cell.header else {})
    # A figure's parts are paragraphs: TEI wants pictures and their words apart, pages mix them.
    return parent if isinstance(node, FigureGroup) else etree.SubElement(parent, "quote")


def _append_lines(element: etree._Element, text: str) -> None:
    for number, line in enumerate(_clean(text).split("\n") if text else ()):
        if number:
            etree.SubElement(element, "lb")
        if not line:
            continue
        # Asking lxml for the number of children walks over all of them.
        last = next(element.iterchildren(reversed=True), None)
        if last is None:
            element.text = (element.text or "") + line
        else:
            last.tail = (last.tail or "") + line


def _add_text(parent: etree._Element, tag: str, text: str, **attributes: str) -> None:
    element = etree.SubElement(parent, tag, attributes)
    element.text = _clean(text)


def _clean(text: str) -> str:
    return text if text.isascii() and text.isprintable() else _NOT_XML.sub("\ufffd", text)
