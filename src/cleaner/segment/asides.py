"""Reads what stands beside the flow of a page: asides, notes, templates, players, formulas and scripts."""

from __future__ import annotations

from cleaner.page.blocks import BlockKind
from cleaner.page.markers import is_number_marker
from cleaner.page.tree import Attributes
from cleaner.segment import codes
from cleaner.segment.buffer import NO_COPY, BlockBuilder, is_space
from cleaner.segment.flow import Flow, new_flow, numbers_lines
from cleaner.segment.inline import (
    BREAK,
    Piece,
    Point,
    SpanStart,
)
from cleaner.segment.kinds import BLOCK_CONTROL, SPAN_ANCHOR, SPAN_MEDIA, SPAN_SUPERSCRIPT
from cleaner.segment.media import read_player, read_source, read_source_set
from cleaner.segment.tables import (
    LINK_SIGN,
    MARKED_TEXT,
    SHADOW_ATTRIBUTE,
)


class AsideReader(BlockBuilder):
    """Takes elements whose text is no part of the text around them."""

    __slots__ = ()

    def _enter_aside(self, *, hidden: bool, controls: bool = False, player: bool = False) -> None:
        self.asides.append((self.base, self.marked, self.spans, self.carried))
        self.flows.append((self.flow, self.owner))
        self.base = len(self.buffer)
        self.spans = []
        self.carried = ()
        self.marked = 0
        kind, level, containers, outer_hidden, _, language = self.flow
        if controls:
            kind = BLOCK_CONTROL
        self.flow = new_flow(Flow, (kind, level, containers, outer_hidden or hidden, False, language))
        self.owner = self.current
        self.players.append("" if player else None)
        self.undo.append(codes.ASIDE)

    def _leave_aside(self) -> None:
        self._flush()
        self.base, self.marked, self.spans, self.carried = self.asides.pop()
        self.flow, self.owner = self.flows.pop()
        source = self.players.pop()
        if source:
            self._add_point(Point(SPAN_MEDIA, source))

    def _enter_note(self, kind: BlockKind) -> None:
        """What stands beside the text around it becomes a block after it."""
        self._enter_aside(hidden=False)
        self.flow = self.flow._replace(kind=kind, level=0)
        self.undo[-1] = codes.NOTE

    def _leave_note(self) -> None:
        pieces = self.buffer[self.base :]
        del self.buffer[self.base :]
        note = (pieces, self.marked, self.flow, self.owner)
        self.base, self.marked, self.spans, self.carried = self.asides.pop()
        self.flow, self.owner = self.flows.pop()
        self.players.pop()
        if self.flow.preformatted and self.notes:
            # The numbers of all lines are one note.
            before, marked, flow, owner = self.notes[-1]
            before.extend(["\n", *pieces])
            self.notes[-1] = (before, marked + note[1], flow, owner)
        elif pieces:
            self.notes.append(note)

    def _enter_line(self, tag: str, attrs: Attributes) -> None:
        """A block-level element in preformatted text is lines of it, as code highlighters write them."""
        if tag == "button" or numbers_lines(attrs):
            self._enter_note(BLOCK_CONTROL)
            return
        self._end_line()
        self.undo.append(codes.LINE)

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
        if LINK_SIGN.fullmatch(text) and not self._stands_in_brackets(inside, index):
            del buffer[index:]
            self.marked -= sum(piece.__class__ is not str for piece in inside)
            self.edge = -1
            flow = self.flow
            control = Flow(BLOCK_CONTROL, 0, flow.containers, flow.hidden, False, None)
            self.notes.append(([text], 0, control, self.current))
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
                return MARKED_TEXT.search(piece) is not None
            if piece is BREAK or (isinstance(piece, Point) and piece.kind is not SPAN_ANCHOR):
                return False
        return False

    def _enter_template(self, attrs: Attributes) -> int:
        """Contents of a template are no part of the document's tree, and a declarative shadow root is not itself."""
        shadow = any(name == SHADOW_ATTRIBUTE for name, _ in attrs)
        if shadow:
            self._flush()
            if not self.unnumbered:
                self.tags.pop()
                self.attributes.pop()
                self.current = self.parents.pop()
        self._enter_aside(hidden=not shadow)
        self.undo.pop()
        self.marks.append(shadow)
        self.unnumbered += 1
        return codes.TEMPLATE

    def _leave_template(self) -> None:
        self._leave_aside()
        self.unnumbered -= 1
        if not self.marks.pop() and not self.unnumbered:
            self.current = self.parents[self.current]

    def _enter_meta(self, attrs: Attributes) -> int:
        self.head.read_meta(attrs)
        return codes.NOTHING

    def _enter_head_link(self, attrs: Attributes) -> int:
        self.head.read_link(attrs)
        return codes.NOTHING

    def _enter_base(self, attrs: Attributes) -> int:
        self.head.read_base(attrs)
        return codes.NOTHING

    def _enter_embed(self, attrs: Attributes) -> int:
        point = read_player("embed", attrs)
        if point is not None:
            self._add_point(point)
        return codes.NOTHING

    def _enter_source(self, attrs: Attributes) -> int:
        """The first source of a player that has no address itself is its address; so is the last of a picture."""
        if self.players and self.players[-1] == "":
            self.players[-1] = read_source(attrs) or ""
        elif self.parents[self.current] >= 0 and self.tags[self.parents[self.current]] == "picture":
            self.picture = (self.parents[self.current], read_source_set(attrs) or "")
        return codes.NOTHING

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

    def _drop_copy(self, mark: int) -> None:
        start, end = self.copy
        if start >= self.base and all(is_space(piece) for piece in self.buffer[end:mark]):
            self._take_text(start)
        elif 0 <= self.copy_block == len(self.blocks) - 1:
            self.words -= self.blocks.pop().words
        self.copy, self.copy_block = NO_COPY, -1

    def _take_text(self, mark: int) -> str:
        """Takes the text after a place in the buffer out of it, and the marks there go with it."""
        pieces = self.buffer[mark:]
        del self.buffer[mark:]
        texts = [piece for piece in pieces if piece.__class__ is str]
        self.marked -= len(pieces) - len(texts)
        return "".join(texts)


def _raises(pieces: tuple[Piece, ...]) -> bool:
    """Says whether a superscript begins among pieces."""
    return any(piece.__class__ is tuple and piece[0] is SPAN_SUPERSCRIPT for piece in pieces)
