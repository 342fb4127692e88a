"""Reads inline elements: spans, points, and those that are rare."""

from __future__ import annotations

from collections.abc import Callable

from cleaner.page.blocks import BlockKind
from cleaner.page.tree import Attributes
from cleaner.segment import codes
from cleaner.segment.asides import AsideReader
from cleaner.segment.buffer import is_formula, is_space
from cleaner.segment.flow import PREFORMATTED, find_code_language, heads
from cleaner.segment.formula import FormulaReader
from cleaner.segment.inline import (
    BREAK,
    CLOSE,
    SOFT_EDGE,
    Point,
    fold_text,
)
from cleaner.segment.kinds import (
    BLOCK_CONTROL,
    BLOCK_HEADING,
    SPAN_ABBREVIATION,
    SPAN_ANCHOR,
    SPAN_CHECKBOX,
    SPAN_CODE,
    SPAN_TIME,
)
from cleaner.segment.media import read_image, read_player
from cleaner.segment.tables import (
    ASIDE_CONTROLS,
    ASIDE_HIDDEN,
    BESIDE_CLASSES,
    BESIDE_ROLES,
    FORMULA_COPIES,
    GUTTER_CLASSES,
    HIDING_STYLE,
    HTML_ENCODINGS,
    INLINE_ATTRIBUTES,
    MARGIN_TOGGLE,
    PLAYER_TAGS,
    RUBY_BRACKETS,
    SPAN_KINDS,
    SPOKEN_CLASSES,
    TURNING_CLASSES,
)


class InlineReader(AsideReader):
    """Takes the elements that stand in a line of text."""

    __slots__ = ()

    def _turns_aside(self, tag: str, name: str, value: str | None, attrs: Attributes) -> bool:  # noqa: PLR0911 - a table
        """Looks closer at an attribute of an inline element; says whether it made the element something else."""
        if name in ("id", "name"):
            if value and not (self.buffer and self.buffer[-1] == (SPAN_ANCHOR, value, None)):
                self.buffer.append(Point(SPAN_ANCHOR, value))
                self.marked += 1
            return False
        if name == "class":
            return self._turns_by_class(value)
        if name == "role" and value in BESIDE_ROLES:
            self._enter_note(BLOCK_CONTROL)
            return True
        if name == "role":
            if not heads(value, attrs) or self.flow.kind is BLOCK_HEADING or self.flow.preformatted:
                return False
            if len(self.buffer) > self.base:
                self._flush()
            self._enter_block(tag, attrs, codes.BLOCK)
            return True
        if name == "style" and not (value and HIDING_STYLE.search(value)):
            return False
        self._enter_aside(hidden=True)
        return True

    def _turns_by_class(self, value: str | None) -> bool:
        if value in FORMULA_COPIES:
            after_display = value == "katex-html" and self.formula_flush == self.flushes
            if after_display and len(self.buffer) == self.base:
                self.marks += (self.flushes, len(self.buffer))
                self.undo.append(codes.STALE)
                return True
            self.marks += (self.flushes, len(self.buffer))
            self.undo.append(codes.COPY)
        elif value in SPOKEN_CLASSES:
            self._enter_aside(hidden=True)
        elif value in BESIDE_CLASSES:
            self._enter_note(BESIDE_CLASSES[value])
        elif self.flow.preformatted and value and not GUTTER_CLASSES.isdisjoint(value.split()):
            self._enter_note(BLOCK_CONTROL)
        else:
            return False
        return True

    def _enter_other(self, tag: str, attrs: Attributes, code: int) -> None:  # noqa: C901, PLR0912 - hot: benchmarks/speed/segment.py
        if code == codes.RARE:
            self.undo.append(_RARES[tag](self, attrs))
            return
        if code == codes.LANGUAGE:
            self._enter_language(tag, attrs)
            return
        for name, value in attrs:
            if (
                name in INLINE_ATTRIBUTES
                and (name != "class" or value in TURNING_CLASSES or self.flow[PREFORMATTED])
                and self._turns_aside(tag, name, value, attrs)
            ):
                return
        if code == codes.MARKED:
            self._enter_marked(tag, attrs)
        elif code == codes.BREAK:
            self._break_line()
            self.undo.append(codes.NOTHING)
        elif code == codes.IMAGE:
            point = read_image(attrs, self.picture[1] if self.picture[0] == self.parents[self.current] >= 0 else "")
            if point is not None:
                self._add_point(point)
            self.undo.append(codes.NOTHING)
        elif code == codes.ASIDE:
            point = read_player(tag, attrs) if tag in PLAYER_TAGS else None
            if point is not None:
                self._add_point(point)
            self._enter_aside(
                controls=tag in ASIDE_CONTROLS,
                hidden=tag in ASIDE_HIDDEN,
                player=tag in ("audio", "video") and point is None,
            )
        elif self.formula is not None and self.marks[-1] >= self.base:
            self.formula.add_text(self._take_text(self.marks[-1]))
            self.formula.open(tag, attrs)
            self.undo.append(codes.FORMULA)
        elif "-" in tag:
            # A custom element may be a chip in a row as well as a stretch of a sentence; its edge may part two words.
            self.buffer.append(SOFT_EDGE)
            self.marked += 1
            self.undo.append(codes.INLINE)
        else:
            self.undo.append(codes.NOTHING)

    def _leave_other(self, code: int) -> None:
        if code in (codes.LIST, codes.TABLE):
            self._leave_container(code)
        elif code == codes.MARKED:
            self.spans.pop()
            self.buffer.append(CLOSE)
            self.marked += 1
            self.edge = len(self.buffer)
        elif code == codes.ASIDE:
            self._leave_aside()
        elif code == codes.LINE:
            self._end_line()
        elif code == codes.FORMULA:
            if self.formula is not None:
                self.formula.add_text(self._take_text(self.marks[-1]))
                self.formula.close()
        else:
            _LEAVERS[code](self)

    def _enter_language(self, tag: str, attrs: Attributes) -> None:
        """In a drawing or formula, and in HTML within them, tags mean other things than around them."""
        outer = self.codes
        self._enter_other(tag, attrs, _LANGUAGE_CODES.get(tag, codes.OTHER))
        self.languages.append((outer, self.undo[-1]))
        self.undo[-1] = codes.LANGUAGE
        if tag == "svg":
            self.codes = codes.SVG_CODES
        elif tag == "math":
            self.codes = codes.MATH_CODES
        elif tag != "annotation-xml" or (dict(attrs).get("encoding") or "").lower() in HTML_ENCODINGS:
            self.codes = codes.CODES

    def _leave_language(self) -> None:
        self.codes, code = self.languages.pop()
        if code == codes.BLOCK:
            self._leave_block()
        elif code == codes.INLINE:
            self.edge = len(self.buffer)
        elif code != codes.NOTHING:
            self._leave_other(code)

    def _enter_marked(self, tag: str, attrs: Attributes) -> None:
        kind = SPAN_KINDS[tag]
        if self.flow.preformatted and kind is SPAN_CODE:
            language = find_code_language(attrs)
            if language is not None and self.flow.language is None:
                self.flow = self.flow._replace(language=language)
            self.undo.append(codes.NOTHING)
            return
        title = None
        if attrs and kind is SPAN_ABBREVIATION:
            title = dict(attrs).get("title")
        elif attrs and kind is SPAN_TIME:
            title = dict(attrs).get("datetime")
        if self.edge == len(self.buffer) > self.base:
            self.buffer.append(SOFT_EDGE)
            self.marked += 1
        start = (kind, None, title)
        self.spans.append(start)
        self.buffer.append(start)
        self.marked += 1
        self.undo.append(codes.MARKED)

    def _break_line(self) -> None:
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
            buffer.append(BREAK)
            self.marked += 1

    def _enter_rule(self, _attrs: Attributes) -> int:
        self._flush()
        return codes.NOTHING

    def _enter_option(self, _attrs: Attributes) -> int:
        self.buffer.append(BREAK)
        self.marked += 1
        return codes.NOTHING

    def _enter_title(self, _attrs: Attributes) -> int:
        if self.head.title is not None or self.asides or self.codes is not codes.CODES:
            return codes.NOTHING
        self.marks.append(len(self.buffer))
        return codes.TITLE

    def _leave_title(self) -> None:
        self.head.title = fold_text(self._take_text(self.marks.pop()))[0] or None

    def _enter_quoted(self, _attrs: Attributes) -> int:
        self.buffer.append("“")
        return codes.QUOTED

    def _leave_quoted(self) -> None:
        self.buffer.append("”")

    def _enter_ruby(self, _attrs: Attributes) -> int:
        self.buffer.append("(")
        return codes.RUBY

    def _leave_ruby(self) -> None:
        self.buffer.append(")")

    def _enter_bracket(self, _attrs: Attributes) -> int:
        self.marks.append(len(self.buffer))
        return codes.BRACKET

    def _leave_bracket(self) -> None:
        """Brackets that a page gives to browsers without ruby stand around every reading here."""
        mark = self.marks.pop()
        if len(self.buffer) == mark + 1 and self.buffer[mark] in RUBY_BRACKETS:
            self.buffer.pop()

    def _enter_formula(self, attrs: Attributes) -> int:
        if self.formula is not None:
            return codes.NOTHING
        self.formula = FormulaReader(attrs)
        if self.formula.display:
            self._flush()
        self.marks.append(len(self.buffer))
        return codes.MATH

    def _leave_formula(self) -> None:
        formula, self.formula = self.formula, None
        if formula is None:
            return
        formula.add_text(self._take_text(self.marks.pop()))
        self._add_formula(formula.finish(), display=formula.display)

    def _leave_stale(self) -> None:
        """The visual copy of a formula that is a block already goes."""
        mark = self.marks.pop()
        if self.marks.pop() == self.flushes:
            self._take_text(mark)

    def _enter_input(self, attrs: Attributes) -> int:
        """The box of a task in a list is a point of its text; every other is a control of a form."""
        if self.flow.kind is BlockKind.LIST_ITEM and attrs:
            names = dict(attrs)
            if names.get("type") == "checkbox" and ("disabled" in names or "task" in (names.get("class") or "")):
                self._add_point(Point(SPAN_CHECKBOX, None, "x" if "checked" in names else ""))
        return codes.NOTHING

    def _enter_label(self, attrs: Attributes) -> int:
        """A label is a unit of its own but for one that only opens the note in the margin beside a sentence."""
        if self.flow.preformatted or MARGIN_TOGGLE in (dict(attrs).get("class") or ""):
            return codes.NOTHING
        if len(self.buffer) > self.base:
            self._flush()
        self._enter_block("label", attrs, codes.BLOCK)
        return self.undo.pop()

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


_RARES: dict[str, Callable[[InlineReader, Attributes], int]] = {
    "base": InlineReader._enter_base,
    "embed": InlineReader._enter_embed,
    "hr": InlineReader._enter_rule,
    "input": InlineReader._enter_input,
    "label": InlineReader._enter_label,
    "link": InlineReader._enter_head_link,
    "math": InlineReader._enter_formula,
    "meta": InlineReader._enter_meta,
    "option": InlineReader._enter_option,
    "q": InlineReader._enter_quoted,
    "rp": InlineReader._enter_bracket,
    "rt": InlineReader._enter_ruby,
    "source": InlineReader._enter_source,
    "template": InlineReader._enter_template,
    "title": InlineReader._enter_title,
}
_LANGUAGE_CODES = {"svg": codes.ASIDE, "math": codes.RARE, "title": codes.RARE}
_LEAVERS: dict[int, Callable[[InlineReader], None]] = {
    codes.BRACKET: InlineReader._leave_bracket,
    codes.COPY: InlineReader._leave_copy,
    codes.LANGUAGE: InlineReader._leave_language,
    codes.MATH: InlineReader._leave_formula,
    codes.NOTE: InlineReader._leave_note,
    codes.QUOTED: InlineReader._leave_quoted,
    codes.RUBY: InlineReader._leave_ruby,
    codes.STALE: InlineReader._leave_stale,
    codes.TEMPLATE: InlineReader._leave_template,
    codes.TITLE: InlineReader._leave_title,
}
