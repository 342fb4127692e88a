"""Renders a document as TEI P5 (https://tei-c.org/guidelines/p5/)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from cleaner.document import Document
from cleaner.page.addresses import PageAddress
from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.write.inline import Stretch, nest_spans
from cleaner.write.tree import FigureGroup, Item, Leaf, List, Node, Row, Table, TableCell, build_tree, keep_blocks

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
    """Renders a document as a TEI document: a header of metadata, and a body divided at the headings.

    Args:
        document: The cleaned page.

    Returns:
        The XML, ending in a newline.
    """
    root = etree.Element("TEI", xmlns=_NAMESPACE)
    _add_header(root, document)
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    writer = _TeiWriter(PageAddress(document.url, document.base_url))
    writer.write_divisions(body, build_tree(keep_blocks(document.blocks, document.labels)))
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

    def __init__(self, address: PageAddress) -> None:
        self.address = address

    def write_divisions(self, body: etree._Element, nodes: Sequence[Node]) -> None:
        """Adds nodes to the body, a division for each heading inside the division of the heading above it."""
        divisions: list[tuple[int, etree._Element]] = [(0, body)]
        for node in nodes:
            if isinstance(node, Leaf) and node.block.kind is BlockKind.HEADING:
                while divisions[-1][0] >= max(node.block.level, 1):
                    divisions.pop()
                division = etree.SubElement(divisions[-1][1], "div")
                divisions.append((max(node.block.level, 1), division))
                self._fill(etree.SubElement(division, "head"), node.block)
            else:
                self._write_node(divisions[-1][1], node)

    def _write_node(self, parent: etree._Element, node: Node) -> None:
        if isinstance(node, Leaf):
            self._write_block(parent, node.block)
            return
        for child in node.children:
            if child is node.children[0]:
                element = _open_node(parent, node)
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
        self, element: etree._Element, block: Block, stretches: Sequence[Stretch], start: int, end: int
    ) -> None:
        position = start
        for stretch in stretches:
            _append_lines(element, block.text[position : stretch.span.start])
            inner = self._open_stretch(element, stretch)
            if stretch.end > stretch.span.start or stretch.children:
                self._add_range(inner, block, stretch.children, stretch.span.start, stretch.end)
            position = max(position, stretch.end)
        _append_lines(element, block.text[position:end])

    def _open_stretch(self, element: etree._Element, stretch: Stretch) -> etree._Element:
        span = stretch.span
        address = self.address.follow(span.target) if span.target else None
        if span.kind is SpanKind.LINK and address:
            return etree.SubElement(element, "ref", target=_clean(address))
        if span.kind in (SpanKind.IMAGE, SpanKind.MEDIA) and address:
            return etree.SubElement(element, "graphic", url=_clean(address))
        if span.kind in _RENDITIONS:
            return etree.SubElement(element, "hi", rend=_RENDITIONS[span.kind])
        return element


def _open_node(parent: etree._Element, node: Node) -> etree._Element:
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
