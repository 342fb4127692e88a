"""Cuts HTML into blocks: one pass over the parser's events, no tree."""

from __future__ import annotations

from turbohtml.saxparse import SaxHandler, sax_parse

from cleaner.page.tree import Attributes
from cleaner.segment.buffer import HtmlSegments, changes_block
from cleaner.segment.codes import BLOCK, INLINE, LINK, NOTHING, OTHER, PLAIN, SCRIPT, SILENT_CODES
from cleaner.segment.flow import PREFORMATTED
from cleaner.segment.inline import (
    LINK_CLOSE,
    SOFT_EDGE,
)
from cleaner.segment.inlines import InlineReader
from cleaner.segment.kinds import SPAN_LINK
from cleaner.segment.tables import (
    BLOCK_ATTRIBUTES,
    INLINE_ATTRIBUTES,
    SHADOW_ATTRIBUTE,
    SHADOW_ROOT,
    TURNING_CLASSES,
)


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


class _Segmenter(InlineReader, SaxHandler):
    """Takes the parser's events; they come a few thousand times a page, so the common cases are done in place."""

    __slots__ = ()

    def start_element(self, tag: str, attrs: Attributes) -> None:  # noqa: C901, PLR0912, PLR0915 - hot: benchmarks/speed/segment.py
        if not self.unnumbered:
            self.parents.append(self.current)
            self.current = len(self.tags)
            self.tags.append(tag)
            self.attributes.append(attrs)
        try:
            code = self.codes[tag]
        except KeyError:
            code = OTHER
        if code > LINK:
            if self.flow[PREFORMATTED]:
                self._enter_line(tag, attrs)
                return
            buffer = self.buffer
            size = len(buffer) - self.base
            if size:
                if size == 1 and (last := buffer[-1]).__class__ is str and last.isspace():
                    buffer.pop()
                else:
                    self._flush()
            if code == PLAIN:
                for name, value in attrs:
                    if name in BLOCK_ATTRIBUTES and changes_block(name, value, attrs):
                        break
                else:
                    self.undo.append(self.owner)
                    self.owner = self.current
                    return
            self._enter_block(tag, attrs, code)
        elif code == LINK:
            href = None
            for name, value in attrs:
                if name == "href":
                    href = value or ""
                elif name in INLINE_ATTRIBUTES and name != "class" and self._turns_aside(tag, name, value, attrs):
                    return
            if href is None:
                self.undo.append(INLINE)
                return
            buffer = self.buffer
            if self.edge == len(buffer) > self.base:
                # Two links that touch are two words: menus put the gap between them in their style sheet.
                buffer.append(" " if buffer[-1] is LINK_CLOSE else SOFT_EDGE)
                self.marked += 1
            start = (SPAN_LINK, href, None)
            self.spans.append(start)
            buffer.append(start)
            self.marked += 1
            self.undo.append(LINK)
        elif code == NOTHING:
            self.undo.append(NOTHING)
        elif code == INLINE:
            for name, value in attrs:
                if (
                    name in INLINE_ATTRIBUTES
                    and (name != "class" or value in TURNING_CLASSES or self.flow[PREFORMATTED])
                    and self._turns_aside(tag, name, value, attrs)
                ):
                    return
            if self.edge == len(self.buffer) > self.base:
                self.buffer.append(SOFT_EDGE)
                self.marked += 1
            self.undo.append(INLINE)
        elif code == SCRIPT:
            self.marks.append(len(self.buffer))
            self.scripts.append((attrs, self.codes))
            self.codes = SILENT_CODES
            self.undo.append(SCRIPT)
        else:
            self._enter_other(tag, attrs, code)

    def end_element(self, tag: str) -> None:  # noqa: ARG002, C901 - hot: benchmarks/speed/segment.py
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
        elif code == NOTHING:
            return
        elif code == LINK:
            start = self.spans.pop()
            self.buffer.append(LINK_CLOSE)
            self.marked += 1
            self.edge = len(self.buffer)
            if "#" in start[1]:  # type: ignore[operator]
                self._settle_link(start)
        elif code == INLINE:
            self.edge = len(self.buffer)
        elif code == BLOCK:
            self._leave_block()
        elif code == SCRIPT:
            self._leave_script()
        else:
            self._leave_other(code)
