"""Renders a document as CommonMark (0.31.2) with GitHub's tables, tasks and deletions."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Sequence

from cleaner.document import Document
from cleaner.page.addresses import PageAddress
from cleaner.page.blocks import Block, BlockKind, Span, SpanKind
from cleaner.write.footnotes import move_footnotes
from cleaner.write.inline import render_inline
from cleaner.write.options import WriteOptions
from cleaner.write.tree import (
    Item,
    Leaf,
    List,
    Node,
    Quote,
    Row,
    Table,
    TableCell,
    build_tree,
    count_columns,
    keep_blocks,
    lay_out_rows,
)

_MAX_LIST_NUMBER = 999_999_999
_TRAILING_HASHES = re.compile(r"(^|\s)(#+)$")
_FENCES = re.compile(r"^\s*(`{3,})", re.MULTILINE)
_LOOSE_KINDS = frozenset([BlockKind.CODE, BlockKind.HEADING, BlockKind.FORMULA])
_BULLETS = "-*"
_ORDINALS = ".)"


def render_markdown(document: Document, options: WriteOptions) -> str:
    """Renders a document's main content as Markdown.

    Args:
        document: The cleaned page.
        options: Whether metadata and footnotes are written.

    Returns:
        The Markdown, ending in a newline unless empty.
    """
    blocks = keep_blocks(document.blocks, document.labels)
    writer = MarkdownWriter(PageAddress(document.url, document.base_url))
    notes: list[str] = []
    if options.footnotes and document.references:
        blocks, notes = move_footnotes(document, blocks)
    lines = writer.write_nodes(build_tree(blocks))
    body = "\n".join([*lines, "", *notes] if notes and lines else [*lines, *notes])
    front = render_front_matter(document) if options.front_matter else ""
    return front + (body + "\n" if body else "")


def render_front_matter(document: Document) -> str:
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


class MarkdownWriter:
    """Writes nodes as lines, so that whatever stands around them can indent them."""

    def __init__(self, address: PageAddress) -> None:
        self.resolve: Callable[[str], str | None] = address.follow
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
            if not written or (written == last and isinstance(node, Leaf) and node.block.kind is BlockKind.MEDIA):
                # A picture that scripts load late stands a second time beside it, for browsers without scripts.
                continue
            last = written
            if lines and not tight:
                lines.append("")
            lines.extend(written)
            before = node
        return lines

    def _write_node(self, node: Node, turn: int) -> list[str]:
        if isinstance(node, Leaf):
            return self._write_block(node.block)
        if isinstance(node, List):
            return self._write_list(node, turn)
        if isinstance(node, Table):
            return self._write_table(node)
        if isinstance(node, Quote):
            return [f"> {line}" if line else ">" for line in self.write_nodes(node.children)]
        return self.write_nodes(node.children)

    def _write_block(self, block: Block) -> list[str]:
        if block.kind is BlockKind.CODE or ("\n" in block.text and _is_all_code(block)):
            return _write_code(block)
        if block.kind is BlockKind.FORMULA:
            tex = next((span.title for span in block.spans if span.kind is SpanKind.FORMULA and span.title), block.text)
            return ["$$", *tex.split("\n"), "$$"]
        if block.kind is BlockKind.HEADING:
            return [self._write_heading(block)]
        text = render_inline(block, self.resolve)
        if not text:
            return []
        if block.kind is BlockKind.TERM and not any(span.kind is SpanKind.STRONG for span in block.spans):
            return [f"**{text}**"] if text[0] not in "*_" and "\n" not in text else text.split("\n")
        return text.split("\n")

    def _write_heading(self, block: Block) -> str:
        own = tuple(span for span in block.spans if not self._leads_here(span, block))
        block = block if len(own) == len(block.spans) else dataclasses.replace(block, spans=own)
        text = render_inline(block, self.resolve, newline=" ")
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
        tight = all(_is_tight(item) for item in items)
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
        columns = count_columns(rows)
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
            if isinstance(node, Leaf):
                lines.append(self._write_cell_block(node.block))
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
        return render_inline(block, self.resolve, cell=True, newline="<br>")


def _is_tight(item: Item) -> bool:
    """Whether an item is one line of text and, at most, lists below it that need no blank line before them."""
    for index, child in enumerate(item.children):
        if isinstance(child, Leaf):
            if index or child.block.kind in _LOOSE_KINDS:
                return False
        elif not isinstance(child, List) or (index and not _interrupts(child)) or not all(map(_is_tight, child.items)):
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
    longest = max(map(len, re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if "`" in line else ""
    return f"{fence}{padding}{line}{padding}{fence}".replace("|", "\\|")
