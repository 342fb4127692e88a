"""Undoes flattening: tells how a text dump was made, and puts together again what that way took apart.

Nothing of a dump is lost or invented: its letters and digits are those of the blocks and those of the marks that the
flattener wrote (bullets, `(BUTTON)`, lists of link addresses), which are counted by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from cleaner.lexicon import join_patterns, join_whole_words
from cleaner.page.blocks import BlockKind, Cell, Container, ListItem, Source, Span, SpanKind, count_words
from cleaner.page.columns import KIND_CODES, SOURCE_CODES, BlockTable, Row
from cleaner.segment.folding import fold_text


class Flattening(StrEnum):
    """How a dump was made."""

    ONE_LINE = "one single line"
    LYNX = "lynx"
    W3M = "w3m"
    MARKDOWN = "Markdown"
    INSCRIPTIS = "inscriptis"
    TEXT_NODES = "one line a text node"
    WRAPPED = "wrapped at a column"
    PASTED = "copied from a browser"
    LINES = "one line a block"


# Lines longer than this were not wrapped by a program that wraps for people.
_MAX_WRAP_CHARS = 132
_MIN_WRAP_CHARS = 50
# Share of lines, those at a paragraph's end apart, to which the next line's first word could not have been added.
_MIN_FULL_RATIO = 0.8
# Below this many words a line is a line, above it text that somebody has joined.
_MIN_ONE_LINE_WORDS = 40
# As many words with capitals in a row are a menu and the first word after it, where nothing else shows its end.
_MIN_MENU_WORDS = 5
# Prose, as a heading has it below itself.
_MIN_PROSE_WORDS = 12
_MAX_HEADING_WORDS = 14
_MAX_HEADING_CHARS = 110
# What lynx indents text by.
_LYNX_INDENT = 3
# A piece that was cut out of a sentence, such as the title of a book, is no longer than this.
_MAX_PIECE_WORDS = 16
_MIN_CUT_CHARS = 25

_BULLET = re.compile(r"[*•◦▪▫‣●○■□·∙+o#@–-]\s+(?=\S)")
_SURE_BULLET = re.compile(r"[•◦▪▫‣●○■□∙]\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_ANY_MARK = re.compile(r"(?:[*•◦▪▫‣●○■□∙+#-]|\d{1,3}[.)]|#{1,6})\s")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*")
_BUTTON = re.compile(r"[(\[](?:BUTTON|SUBMIT|button|submit)[)\]]\s*")
_PICTURE = re.compile(r"\[(?:IMG|IMAGE|INLINE|LINK|EMBED|[\w.-]+\.(?:png|jpe?g|gif|svg|webp))\]\s*")
_FIELD = re.compile(r"(?:\[[ _xX]*\]|\([ _*]*\)|_{3,})\s*")
_LISTED_LINK = re.compile(r"\s*(?:\d{1,4}\.|\[\d{1,4}\])\s+((?:https?|file|mailto|ftp):\S*|/\S*)\s*")
_LINK_LIST_HEAD = re.compile(r"\s*(?:References|Links?|Visible links|Hidden links)\s*:?\s*")
_LINK_NUMBER = re.compile(r"\[(\d{1,4})\](?=\S)")
_MARKER_LINE = re.compile(r"\[?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]?")
_RAISED = re.compile(r"(?<=[^\W\d_]|[.,;:!?)”\"'’%])\^(\d{1,3}(?:[,–-]\d{1,3})*)(?![\w^])")
# What goes on in the middle of a sentence or an entry: closing punctuation, or an issue in brackets.
_GOING_ON = re.compile(r"[.,;:!?)\]»”’%…、。，；：！？）」』]|\(\d{1,4}(?:[–-]\d{1,4})?\)[,.:;]")
_NUMBERED_ENTRY = re.compile(r"\[\d")
# Addresses, years in brackets, several sentences and list numbers are of entries, not of headings.
_NO_HEADING = re.compile(r"://|www\.|\((?:1[5-9]|20)\d\d|[^\W\d_]{3,}\. \S|^\d+[.)]\s|^\[")
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:)\S+")
_OPENING_END = re.compile(r"[(\[„“«‘「『（]$")
_JOINING_END = re.compile(r"(?:[,;:–—-]|[^\W\d_])$")
_SENTENCE_END = re.compile(r"[.!?…。！？:][)\]»”’\"']*(?:\[[\d,– -]+\])*$")
_MARKDOWN_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*|\s*(?:[*_-]\s?){3,}\s*")
_COLUMN_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|\t+)(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?…。！？])[)\]»”’\"']*\s+(?=[\"'“„«¿¡(\[]?[^\W\d_a-zà-ÿ])|(?<=[。！？])(?=\S)")
_SHORT_FORM = re.compile(
    r"(?:^|[\s(])(?:\w|\w\.\w|[A-Z]\w{0,3}|bzw|ca|vgl|etc|al|no|nr|vol|pp|ed|eds|approx|incl|usw|ff|tel)\.$"
)
_BYLINE = re.compile(
    rf"(?:{join_whole_words(lambda language: language.bylines)}"
    rf"|{join_whole_words(lambda language: language.published)}"
    rf"|{join_whole_words(lambda language: language.modified)}"
    rf"|(?:\w+\s+){{1,3}}(?:{join_whole_words(lambda language: language.modified)}).*\d{{4}}"
    rf"|{join_patterns(lambda language: language.reviewed_by)}"
    rf"|{join_patterns(lambda language: language.reading_times)})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LOWER = re.compile(r"[a-zà-öø-ÿа-яα-ω]")

_MARKDOWN_INLINE = re.compile(
    r"!\[(?P<alt>[^\]\n]*)\]\((?P<src>[^)\s]*)[^)]*\)"
    r"|(?<!\\)\[(?P<text>(?:[^\[\]\n]|\\.|\[[^\[\]\n]*\])+)\]\((?P<href>(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<auto>https?://[^\s<>]+)>"
    r"|(?<![\w*\\])(?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)(?![\w*])"
    r"|(?<![\w*_\\])(?P<emphasis>[*_])(?=[^\s*_])(?P<italic>[^*_\n]+?)(?<=\S)(?P=emphasis)(?![\w*_])"
)
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|<>~])")
# What html2text and w3m leave behind an emphasised word before the sentence goes on.
_LOOSE_STOP = re.compile(r" (?=[,.;:)\]](?:\s|$))")


class _Line(NamedTuple):
    """A line that is not blank: itself, without white space, its indent, and whether a blank line stands before it."""

    raw: str
    text: str
    indent: int
    gap: bool


@dataclass(slots=True)
class _Piece:
    """A block in the making."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    containers: tuple[Container, ...] = ()
    spans: tuple[Span, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSegments:
    """What a dump is made of.

    Attributes:
        blocks: Its blocks, in order.
        flattening: How it was made.
        marks: Characters that the flattener wrote, by name, joined.
    """

    blocks: BlockTable
    flattening: Flattening
    marks: Mapping[str, str] = field(default_factory=dict)


def segment_text(text: str) -> TextSegments:
    """Cuts a flattened page into blocks.

    Args:
        text: The dump.

    Returns:
        Its blocks, how it was flattened, and what the flattener wrote beside the page's own text.
    """
    lines = list(_read_lines(text))
    flattening = tell_flattening(lines)
    marks = _Marks()
    if flattening is Flattening.ONE_LINE:
        sentences = [sentence for line in lines for sentence in _split_sentences(line.text)]
        pieces = [_Piece(part) for sentence in sentences for part in _part_menus(sentence)]
    else:
        lines, addresses = _take_link_list(lines, marks)
        pieces = _Reader(flattening, lines, marks).read()
        _restore_inline(pieces, flattening, addresses, marks)
    _find_headings(pieces)
    return TextSegments(blocks=BlockTable(list(_make_rows(pieces))), flattening=flattening, marks=marks.joined())


class _Marks:
    """What the flattener wrote, by name."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def add(self, name: str, text: str) -> None:
        if text.strip():
            self.found.setdefault(name, []).append(text.strip())

    def joined(self) -> dict[str, str]:
        return {name: " ".join(texts) for name, texts in self.found.items()}


def _read_lines(text: str) -> Iterator[_Line]:
    gap = False
    for raw in text.splitlines():
        stripped = raw.strip()
        if stripped:
            yield _Line(raw, stripped, len(raw) - len(raw.lstrip()), gap)
            gap = False
        else:
            # A line of spaces alone is a text node between two inline elements, not a blank line.
            gap = gap or not raw or not raw.isspace() or "\u00a0" in raw or len(raw) > 2


# ---- how it was made


class _Signs:
    """What the lines of a dump look like."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self.lines = lines
        self.count = len(lines)
        self.longest = max((len(line.raw.rstrip()) for line in lines), default=0)
        self.width = _find_width(lines)
        self.indented = sum(line.indent >= 3 for line in lines)
        self.stars = sum(line.indent >= 2 and line.text.startswith("* ") for line in lines)
        self.dots = sum(_SURE_BULLET.match(line.text) is not None and line.indent > 0 for line in lines)
        self.buttons = sum(line.text.startswith("(BUTTON)") for line in lines)
        self.hashes = sum(_HASHES.match(line.raw) is not None for line in lines)
        self.links = sum("](" in line.text for line in lines)
        self.rules = sum(_MARKDOWN_RULE.fullmatch(line.text) is not None and "|" in line.text for line in lines)
        self.tabs = sum("\t" in line.text for line in lines)
        self.raised = sum(_RAISED.search(line.text) is not None for line in lines)

    @property
    def is_one_line(self) -> bool:
        total = sum(len(line.text) for line in self.lines)
        longest = max(self.lines, key=lambda line: len(line.text))
        return 10 * len(longest.text) >= 9 * total and count_words(longest.text) >= _MIN_ONE_LINE_WORDS

    @property
    def is_wrapped(self) -> bool:
        pairs = [(one, two) for one, two in pairwise(self.lines) if not two.gap]
        if not pairs or not _MIN_WRAP_CHARS <= self.longest <= _MAX_WRAP_CHARS:
            return False
        return sum(_is_full(one, two, self.longest) for one, two in pairs) >= _MIN_FULL_RATIO * len(pairs)

    @property
    def is_cut(self) -> bool:
        """Lines begin with what closes a sentence or a bracket, end in a space, or are a number after a sentence."""
        cuts = sum(_is_cut(one, two) for one, two in pairwise(self.lines))
        return cuts >= max(1, self.count // 200)


_WAYS: tuple[tuple[Flattening, Callable[[_Signs], bool]], ...] = (
    (Flattening.ONE_LINE, lambda signs: signs.count <= 3 and signs.is_one_line),
    (
        Flattening.LYNX,
        lambda signs: (
            10 * signs.indented >= 6 * signs.count
            and signs.longest <= 82
            and (signs.buttons > 0 or signs.stars > 0 or signs.width >= _MIN_WRAP_CHARS)
        ),
    ),
    (Flattening.W3M, lambda signs: (signs.dots > 1 or signs.raised > 0) and signs.longest <= 82),
    (Flattening.MARKDOWN, lambda signs: signs.hashes > 0 or signs.links > 1 or signs.rules > 0),
    (Flattening.INSCRIPTIS, lambda signs: signs.stars > 1 or (3 * signs.indented > signs.count and signs.longest > 82)),
    (Flattening.WRAPPED, lambda signs: signs.is_wrapped),
    (Flattening.TEXT_NODES, lambda signs: signs.is_cut),
    (Flattening.PASTED, lambda signs: signs.tabs > 1),
)


def tell_flattening(lines: Sequence[_Line]) -> Flattening:
    """Says how a dump was made; the first way whose signs are there."""
    if not lines:
        return Flattening.LINES
    signs = _Signs(lines)
    return next((way for way, shows in _WAYS if shows(signs)), Flattening.LINES)


def _find_width(lines: Sequence[_Line]) -> int:
    """The column that lines were wrapped at: the longest line that a line without a mark follows without a gap."""
    lengths = [
        len(one.raw.rstrip()) for one, two in pairwise(lines) if not two.gap and _ANY_MARK.match(two.text) is None
    ]
    return max((length for length in lengths if length <= _MAX_WRAP_CHARS), default=0)


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word had no room on a line; characters of an unspaced script are words."""
    word = following.text.split(maxsplit=1)[0]
    if len(word) > 12 and not word.isascii():
        word = word[:2]
    return len(line.raw.rstrip()) + 1 + len(word) > width


def _is_cut(line: _Line, following: _Line) -> bool:
    """Whether two lines were one sentence before an inline element's edge parted them."""
    if following.gap:
        return False
    if _GOING_ON.match(following.text) and not following.text.startswith(("...", "…")):
        return len(line.text) >= 2
    if line.raw[-1] in " \u00a0" or following.raw[0] == " ":
        return len(line.text) >= _MIN_CUT_CHARS or len(following.text) >= _MIN_CUT_CHARS
    is_marker = _MARKER_LINE.fullmatch(following.text) is not None
    return is_marker and len(line.text) > 2 * _MIN_CUT_CHARS and _SENTENCE_END.search(line.text) is not None


# ---- what an inline element's edge parted


class _Seam(NamedTuple):
    """The place between two lines: the piece so far, its last line, the next line, and the one after that."""

    text: str
    before: _Line
    line: _Line
    following: _Line | None

    @property
    def goes_on(self) -> bool:
        """Whether the line after the next begins in the middle of a sentence."""
        if self.following is None or self.following.gap:
            return False
        text = self.following.text
        return _LOWER.match(text) is not None or (_GOING_ON.match(text) is not None and len(text) > 1)


class SeamRule(NamedTuple):
    """A named rule about a seam; the first that applies decides whether its lines were one."""

    name: str
    applies: Callable[[_Seam], bool]
    joins: bool


SEAM_RULES = (
    SeamRule("numbered-entry", lambda seam: _NUMBERED_ENTRY.match(seam.line.text) is not None, False),
    SeamRule("goes-on-with-a-stop", lambda seam: _GOING_ON.match(seam.line.text) is not None, True),
    SeamRule("space-at-the-edge", lambda seam: seam.before.raw[-1] in " \u00a0" or seam.line.raw[0] == " ", True),
    SeamRule("open-bracket", lambda seam: _OPENING_END.search(seam.text) is not None, True),
    SeamRule(
        "address-behind-text",
        lambda seam: len(seam.text) >= _MIN_CUT_CHARS and _ADDRESS.fullmatch(seam.line.text) is not None,
        True,
    ),
    SeamRule(
        "goes-on-in-lower-case",
        lambda seam: (
            len(seam.text) >= _MIN_CUT_CHARS
            and _LOWER.match(seam.line.text) is not None
            and _SENTENCE_END.search(seam.text) is None
        ),
        True,
    ),
    SeamRule(
        # The emphasised title in the middle of an entry: a stop goes on after it.
        "piece-inside-an-entry",
        lambda seam: (
            len(seam.text) >= _MIN_CUT_CHARS
            and count_words(seam.line.text) <= _MAX_PIECE_WORDS
            and seam.following is not None
            and not seam.following.gap
            and len(seam.following.text) > 1
            and _GOING_ON.match(seam.following.text) is not None
            and (seam.text.endswith(".") or _JOINING_END.search(seam.text) is not None)
        ),
        True,
    ),
)


# ---- lines to pieces

_WRAPPED_WAYS = frozenset([Flattening.LYNX, Flattening.W3M, Flattening.MARKDOWN, Flattening.WRAPPED])
_NUMBERED_WAYS = frozenset([Flattening.LYNX, Flattening.W3M, Flattening.MARKDOWN, Flattening.INSCRIPTIS])
_BULLETED_WAYS = _NUMBERED_WAYS | {Flattening.WRAPPED}


class _Reader:
    """Makes pieces of lines."""

    def __init__(self, flattening: Flattening, lines: Sequence[_Line], marks: _Marks) -> None:
        self.way = flattening
        self.lines = lines
        self.marks = marks
        self.width = _find_width(lines) if flattening in _WRAPPED_WAYS else 0
        self.pieces: list[_Piece] = []
        self.elements = 0
        # The lists that are open: indent, ordinal of the list, the container of its last item.
        self.lists: list[tuple[int, int, ListItem]] = []
        # The last number that cites, and whether the entries that such numbers lead to have begun.
        self.last_marker = 0
        self.in_entries = False

    def read(self) -> list[_Piece]:
        place = 0
        while place < len(self.lines):
            taken = self._take_table(place)
            if not taken:
                self._take_line(place)
                taken = 1
            place += taken
        return self.pieces

    def _take_line(self, place: int) -> None:
        line = self.lines[place]
        if self._underlines(line):
            return
        piece = self._start_marked(line)
        if piece is not None:
            self.pieces.append(piece)
        elif place and self._continues(self.lines[place - 1], place):
            self._append(line, self.lines[place - 1])
        else:
            inside = self.lists and line.indent > self.lists[-1][0] and self.way in _NUMBERED_WAYS and not line.gap
            if not inside:
                self.lists.clear()
            containers = tuple(item for _, _, item in self.lists)
            piece = _Piece(line.text, containers=containers)
            if inside:
                piece.kind = BlockKind.LIST_ITEM
            elif self.way is Flattening.LYNX and self._stands_out(place):
                piece.kind, piece.level = BlockKind.HEADING, 1 if line.indent > _LYNX_INDENT + 1 else line.indent + 2
            self.pieces.append(piece)

    def _stands_out(self, place: int) -> bool:
        """Whether a line is a heading as lynx writes them: centred, or less indented than the text."""
        line = self.lines[place]
        alone = line.gap and (place + 1 == len(self.lines) or self.lines[place + 1].gap)
        centred = line.indent > _LYNX_INDENT + 5
        return (line.gap or not place) and (line.indent < _LYNX_INDENT or (centred and alone)) and _heads(line.text)

    def _underlines(self, line: _Line) -> bool:
        """A row of `=` or `-` makes a heading of the line above it, and is a rule elsewhere."""
        if _UNDERLINE.fullmatch(line.text) is None and (
            self.way is not Flattening.MARKDOWN or _MARKDOWN_RULE.fullmatch(line.text) is None
        ):
            return False
        self.marks.add("rule", line.text)
        last = self.pieces[-1] if self.pieces else None
        is_short = last is not None and len(last.text) <= _MAX_HEADING_CHARS
        if last is not None and not line.gap and is_short and last.kind is BlockKind.PARAGRAPH and line.text[0] in "=-":
            last.kind, last.level = BlockKind.HEADING, 1 if line.text[0] == "=" else 2
        return True

    def _start_marked(self, line: _Line) -> _Piece | None:
        """A line whose mark says what begins there."""
        text = line.text
        hashes = _HASHES.match(text) if self.way is Flattening.MARKDOWN else None
        if hashes is not None:
            self.lists.clear()
            self.marks.add("heading", hashes.group())
            level = len(hashes.group(1))
            return _Piece(text[hashes.end() :].rstrip("# "), BlockKind.HEADING, level, fixed=True)
        for name, pattern in (("button", _BUTTON), ("field", _FIELD), ("picture", _PICTURE)):
            mark = pattern.match(text)
            if mark is not None:
                self.marks.add(name, mark.group())
                kind = BlockKind.MEDIA if name == "picture" else BlockKind.CONTROL
                rest = text[mark.end() :]
                return _Piece(rest, kind if name != "picture" or not rest else BlockKind.PARAGRAPH, fixed=True)
        return self._start_item(line)

    def _start_item(self, line: _Line) -> _Piece | None:
        text = line.text
        bullet = _SURE_BULLET.match(text) or (_BULLET.match(text) if self._lists_with_signs(line) else None)
        number = _NUMBER.match(text) if self.way in _NUMBERED_WAYS and line.indent > 0 else None
        mark = bullet or number
        if mark is None:
            return None
        self.marks.add("bullet", mark.group())
        while self.lists and self.lists[-1][0] > line.indent + (number is not None):
            self.lists.pop()
        same = self.lists and abs(self.lists[-1][0] - line.indent) <= (number is not None)
        if same and self.lists[-1][2].ordered == (number is not None):
            element = self.lists.pop()[1]
        else:
            if same:
                self.lists.pop()
            element = self._next_element()
        value = int(number.group(1)) if number else None
        item = ListItem(list_element=element, element=self._next_element(), ordered=number is not None, number=value)
        self.lists.append((line.indent, element, item))
        containers = tuple(open_item for _, _, open_item in self.lists)
        return _Piece(text[mark.end() :], BlockKind.LIST_ITEM, containers=containers, fixed=True)

    def _lists_with_signs(self, line: _Line) -> bool:
        """Whether `*`, `-`, `+` and `o` begin items here: some ways indent them, in others a dash may be speech."""
        if self.way in (Flattening.MARKDOWN, Flattening.LYNX, Flattening.INSCRIPTIS):
            return line.indent > 0 or line.text[0] in "*+-"
        return line.text[0] in "*-" and self.way is not Flattening.TEXT_NODES

    def _next_element(self) -> int:
        self.elements += 1
        return self.elements - 1

    # ---- what goes on

    def _continues(self, before: _Line, place: int) -> bool:
        line = self.lines[place]
        if line.gap or not self.pieces or self.pieces[-1].kind in (BlockKind.HEADING, BlockKind.TABLE):
            return False
        if self.way in _WRAPPED_WAYS:
            ends = before.raw.endswith("  ") and self.way is Flattening.MARKDOWN
            return not ends and self.width >= _MIN_WRAP_CHARS and _is_full(before, line, self.width)
        return self.way is Flattening.TEXT_NODES and self._was_cut(before, place)

    def _was_cut(self, before: _Line, place: int) -> bool:
        following = self.lines[place + 1] if place + 1 < len(self.lines) else None
        seam = _Seam(self.pieces[-1].text, before, self.lines[place], following)
        if _MARKER_LINE.fullmatch(seam.line.text):
            return self._takes_marker(seam)
        if self.in_entries and _MARKER_LINE.fullmatch(seam.text):
            return True
        return next((rule.joins for rule in SEAM_RULES if rule.applies(seam)), False)

    def _takes_marker(self, seam: _Seam) -> bool:
        """Whether a number alone on a line cites, or begins the entry that an earlier one leads to.

        Where the numbers begin anew, the entries begin.
        """
        number = next(int(digits) for digits in _DIGITS.findall(seam.line.text))
        if number == 1 and self.last_marker:
            self.in_entries = True
        if self.in_entries:
            return False
        is_bracketed = seam.line.text.startswith("[")
        least = _MIN_CUT_CHARS if is_bracketed or seam.goes_on else 2 * _MIN_CUT_CHARS
        if len(seam.text) < least:
            return False
        self.last_marker = number
        return True

    def _append(self, line: _Line, before: _Line) -> None:
        piece = self.pieces[-1]
        if self.way in _WRAPPED_WAYS:
            piece.text = f"{piece.text}\n{line.text}"
            return
        if _MARKER_LINE.fullmatch(line.text) and not line.text.startswith("[") and piece.text[-1:] not in "([":
            # What stood alone between two pieces of a sentence was set apart from it: a raised number.
            self.marks.add("brackets", "")
            piece.text = f"{piece.text}[{line.text}]"
            return
        spaced = before.raw[-1].isspace() or line.raw[0].isspace()
        tight = _GOING_ON.match(line.text) is not None or _OPENING_END.search(piece.text) is not None
        piece.text += line.text if tight and not spaced else f" {line.text}"

    # ---- tables

    def _take_table(self, place: int) -> int:
        """Reads a table from a line on, and says how many lines it took."""
        if self.way is Flattening.MARKDOWN and "|" in self.lines[place].text:
            rows = self._read_rows(place, lambda line: line.text.strip("|").split("|") if "|" in line.text else [])
        elif self.way is Flattening.PASTED:
            rows = self._read_rows(place, lambda line: line.text.split("\t"))
        elif self.way in (Flattening.LYNX, Flattening.W3M, Flattening.INSCRIPTIS):
            rows = self._read_rows(place, self._split_aligned(place))
        else:
            return 0
        return self._add_rows(place, rows) if len(rows) > 1 else 0

    def _split_aligned(self, place: int) -> Callable[[_Line], list[str]]:
        """Splits lines where the first of them has gaps: a cell as wide as its column leaves one space alone."""
        starts = [gap.end() for gap in _COLUMN_GAP.finditer(self.lines[place].raw)]

        def split(line: _Line) -> list[str]:
            cells = _COLUMN_GAP.split(line.text)
            raw = line.raw
            if len(cells) != len(starts) + 1 and all(raw[start - 1 : start] == " " for start in starts):
                edges = [0, *starts, len(raw)]
                aligned = [raw[start:end].strip() for start, end in pairwise(edges)]
                return aligned if all(aligned) else cells
            return cells

        return split

    def _read_rows(self, place: int, split: Callable[[_Line], list[str]]) -> list[list[str]]:
        rows: list[list[str]] = []
        for line in self.lines[place:]:
            cells = split(line)
            if len(cells) < 2 or (rows and (line.gap or len(cells) != len(rows[0]))):
                break
            rows.append([cell.strip() for cell in cells])
        return rows

    def _add_rows(self, place: int, rows: list[list[str]]) -> int:
        self.lists.clear()
        table = self._next_element()
        row = 0
        for line, cells in zip(self.lines[place:], rows, strict=False):
            if _MARKDOWN_RULE.fullmatch(line.text):
                self.marks.add("rule", line.text)
                continue
            if "|" in line.text and self.way is Flattening.MARKDOWN:
                self.marks.add("bars", "|" * line.text.count("|"))
            for column, text in enumerate(cells):
                cell = Cell(table_element=table, element=self._next_element(), row=row, column=column)
                if text:
                    self.pieces.append(_Piece(text, BlockKind.TABLE, containers=(cell,), fixed=True))
            row += 1
        return len(rows)


def _take_link_list(lines: list[_Line], marks: _Marks) -> tuple[list[_Line], dict[str, str]]:
    """Takes the numbered list of link addresses off a dump's end, as browsers for terminals write it."""
    start = len(lines)
    while start and (_LISTED_LINK.fullmatch(lines[start - 1].raw) or _LINK_LIST_HEAD.fullmatch(lines[start - 1].raw)):
        start -= 1
    listed = [match for line in lines[start:] if (match := _LISTED_LINK.fullmatch(line.raw))]
    numbered = {number for line in lines[:start] for number in _LINK_NUMBER.findall(line.raw)}
    addresses = {re.sub(r"\D", "", match.group()[: match.start(1)]): match[1] for match in listed}
    if len(listed) < 2 or 2 * len(numbered & addresses.keys()) < len(listed):
        return lines, {}
    for line in lines[start:]:
        marks.add("link list", line.text)
    return lines[:start], addresses


# ---- inside a piece


def _restore_inline(
    pieces: Iterable[_Piece], flattening: Flattening, addresses: Mapping[str, str], marks: _Marks
) -> None:
    """Turns the marks inside pieces into spans: links, emphasis, raised numbers."""
    for piece in pieces:
        if flattening is Flattening.MARKDOWN:
            _read_markdown(piece, marks)
        elif addresses:
            _read_link_numbers(piece, addresses, marks)
        if "^" in piece.text:
            marks.add("raised", "^" * len(_RAISED.findall(piece.text)))
            piece.text = _RAISED.sub(r"[\1]", piece.text)


def _read_markdown(piece: _Piece, marks: _Marks) -> None:
    """Reads links, pictures and emphasis; those inside each other are read from the outside in, one level deep."""
    source = " ".join(piece.text.split())
    if not any(sign in source for sign in "[*_<\\"):
        piece.text = source
        return
    text, spans = "", []
    place = 0
    for match in _MARKDOWN_INLINE.finditer(source):
        before = _unescape(source[place : match.start()], marks)
        text += _LOOSE_STOP.sub("", before) if text and before.startswith(" ") and before[1:2] in ",.;:)]" else before
        shown, span = _read_mark(match)
        marks.add("marks", _leave_out(match.group(), shown))
        shown = _unescape(shown, marks)
        if span is not None:
            kind, target = span
            spans.append(Span(kind=kind, start=len(text), end=len(text) + len(shown), target=target))
        text += shown
        place = match.end()
    rest = _unescape(source[place:], marks)
    if spans and rest[:1] == " " and rest[1:2] in ",.;:)]":
        rest = rest[1:]
    piece.text, piece.spans = text + rest, tuple(spans)


def _read_mark(match: re.Match[str]) -> tuple[str, tuple[SpanKind, str | None] | None]:
    """What a mark shows, and the span that it makes."""
    if match["src"] is not None:
        return match["alt"], None
    if match["href"] is not None:
        return re.sub(r"(?<!\\)[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}", "", match["text"]), (SpanKind.LINK, match["href"])
    if match["auto"] is not None:
        return match["auto"], (SpanKind.LINK, match["auto"])
    if match["bold"] is not None:
        return match["bold"], (SpanKind.STRONG, None)
    return match["italic"], (SpanKind.EMPHASIS, None)


def _unescape(text: str, marks: _Marks) -> str:
    if "\\" in text:
        marks.add("escapes", "\\" * len(_ESCAPED.findall(text)))
        return _ESCAPED.sub("", text)
    return text


def _leave_out(whole: str, shown: str) -> str:
    """The characters of a mark that it does not show."""
    left = Counter(whole) - Counter(shown)
    return "".join(sorted(left.elements())).replace(" ", "")


def _read_link_numbers(piece: _Piece, addresses: Mapping[str, str], marks: _Marks) -> None:
    """Turns `[12]text` into a link; where it ends nobody wrote: at a stop, or where the next begins."""
    parts = _LINK_NUMBER.split(piece.text)
    text, spans = parts[0], []
    for number, following in zip(parts[1::2], parts[2::2], strict=True):
        if number not in addresses:
            text += f"[{number}]{following}"
            continue
        marks.add("link numbers", f"[{number}]")
        end = re.search(r"[.,;:!?)\]](?:\s|$)|$", following)
        length = end.start() if end else len(following)
        spans.append(Span(kind=SpanKind.LINK, start=len(text), end=len(text) + length, target=addresses[number]))
        text += following
    piece.text, piece.spans = text, tuple(spans)


# ---- headings, sentences, blocks


def _find_headings(pieces: Sequence[_Piece]) -> None:
    """A short line before a paragraph is its heading; the first of a dump that states no first level is of that.

    What comes again, but for its numbers, heads a form or a box.
    """
    counts = Counter(_DIGITS.sub("0", piece.text) for piece in pieces)
    under_prose = False
    for piece in reversed(pieces):
        is_plain = piece.kind is BlockKind.PARAGRAPH and not piece.fixed
        if under_prose and is_plain and _tells_of_text(piece.text):
            continue
        if under_prose and is_plain and counts[_DIGITS.sub("0", piece.text)] == 1 and _heads(piece.text):
            piece.kind, piece.level = BlockKind.HEADING, 2
        under_prose = _is_prose(piece)
    headings = [piece for piece in pieces if piece.kind is BlockKind.HEADING]
    if headings and not any(piece.level == 1 for piece in headings):
        headings[0].level = 1


def _tells_of_text(text: str) -> bool:
    """Whether a line between a heading and its text says who wrote the text, and when."""
    return count_words(text) <= _MAX_HEADING_WORDS and _BYLINE.match(text) is not None


def _heads(text: str) -> bool:
    return (
        len(text) <= _MAX_HEADING_CHARS
        and 1 <= count_words(text) <= _MAX_HEADING_WORDS * (1 if text.isascii() else 2)
        and text[-1] not in ".,;!…。]"
        and _NO_HEADING.search(text) is None
        and not _LOWER.match(text)
        and any(map(str.isalpha, text))
    )


def _is_prose(piece: _Piece) -> bool:
    if piece.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    return count_words(piece.text) >= _MIN_PROSE_WORDS and _SENTENCE_END.search(piece.text) is not None


def _split_sentences(text: str) -> list[str]:
    """Cuts one line into its sentences; what ends in a short form goes on."""
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE.finditer(text):
        head = text[start : match.start()].rstrip(")]»”’\"'")
        if _SHORT_FORM.search(head[-12:]):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    return [*sentences, text[start:].strip()] if text[start:].strip() else sentences


def _part_menus(sentence: str) -> Iterator[str]:
    """Parts a menu that stands before a title or a sentence: a run of words with capitals ends with what follows it."""
    words = sentence.split()
    start = run = 0
    for place, word in enumerate(words):
        if word[0].isupper() and word[-1] not in ".,;:":
            run += 1
            continue
        if run >= _MIN_MENU_WORDS:
            yield " ".join(words[start : place - 1])
            start = place - 1
        run = 0
    yield " ".join(words[start:])


def _make_rows(pieces: Iterable[_Piece]) -> Iterator[Row]:
    for piece in pieces:
        text, words = (piece.text, count_words(piece.text)) if piece.spans else fold_text(piece.text)
        if text:
            yield Row(
                KIND_CODES[piece.kind],
                text,
                words,
                piece.level,
                piece.spans,
                containers=piece.containers,
                source=SOURCE_CODES[Source.TEXT],
            )
