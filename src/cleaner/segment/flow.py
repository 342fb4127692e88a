"""Decides what a block is from the elements around it: its kind, level, containers and whether it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cleaner.page.blocks import BlockKind, Cell, Container, Figure, ListItem, Quotation
from cleaner.page.tree import Attributes
from cleaner.segment.kinds import (
    BLOCK_CAPTION,
    BLOCK_CODE,
    BLOCK_CONTROL,
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_QUOTE,
    BLOCK_TABLE,
)
from cleaner.segment.tables import (
    BLOCK_ATTRIBUTES,
    BLOCK_KINDS,
    CODE_LANGUAGE_PREFIXES,
    CODE_LANGUAGES,
    GUTTER_CLASSES,
    HEADING_LEVELS,
    HIDING_STYLE,
    NO_LANGUAGES,
    PANEL_TOGGLES,
    VERSE_CLASSES,
)
from cleaner.segment.tabular import TableGrid


class Flow(NamedTuple):
    """What a block that starts here would be."""

    kind: BlockKind
    level: int
    containers: tuple[Container, ...]
    hidden: bool
    preformatted: bool
    language: str | None


# Elements between code and the one that names its language: more where a table puts numbers beside the lines.
_MAX_STEPS = 2
_MAX_STEPS_IN_TABLE = 7

# Where in a flow it says whether text is preformatted; by number it is read in half the time.
PREFORMATTED = 4

# Half the time of the class itself, which packs its arguments in Python.
new_flow = tuple.__new__

START = Flow(BLOCK_PARAGRAPH, 0, (), False, False, None)


class _List:
    """A list that is open, and the number of its next item."""

    __slots__ = ("element", "following", "last", "ordered", "step")

    def __init__(self, element: int, attributes: Attributes, *, ordered: bool) -> None:
        self.element = element
        self.ordered = ordered
        self.last: ListItem | None = None
        self.following = 1
        self.step = 1
        if ordered and attributes:
            names = dict(attributes)
            self.following = _read_number(names.get("start"), 1)
            self.step = -1 if "reversed" in names else 1


class FlowReader:
    """Follows the block-level elements that are open.

    Attributes:
        parents: The page's parents column, which the segmenter fills.
        lists: Lists that are open.
        grids: Tables that are open.
        heading_level: Level of the last heading that states one.
        reversed_lists: For each list that counts down without saying from where, its number of items.
    """

    __slots__ = ("attributes", "grids", "heading_level", "lists", "outside_hidden", "parents", "reversed_lists")

    def __init__(self, parents: list[int], attributes: list[Attributes]) -> None:
        self.parents = parents
        self.attributes = attributes
        self.lists: list[_List] = []
        self.grids: list[TableGrid] = []
        self.heading_level = 1
        self.reversed_lists: dict[int, int] = {}
        self.outside_hidden = False

    def enter(self, tag: str, attributes: Attributes, element: int, outer: Flow) -> Flow:
        """Says what a block inside an element is.

        Args:
            tag: The element's name.
            attributes: Its attributes.
            element: Its ordinal.
            outer: What a block outside it is.

        Returns:
            What a block inside it is.
        """
        read = _READERS.get(tag)
        inner = outer if read is None else read(self, tag, attributes, element, outer)
        for name, value in attributes:
            if name in BLOCK_ATTRIBUTES:
                inner = self._read_attribute(inner, name, value, attributes)
        return inner

    def _read_attribute(self, flow: Flow, name: str, value: str | None, attributes: Attributes) -> Flow:
        if name == "hidden" or (name == "style" and value and HIDING_STYLE.search(value)):
            return new_flow(Flow, (flow[0], flow[1], flow[2], True, flow[4], flow[5]))
        if name == "role" and flow.kind is not BLOCK_HEADING and heads(value, attributes):
            return self._head(flow, attributes)
        return flow

    def _head(self, flow: Flow, attributes: Attributes) -> Flow:
        """A heading that is no h1–h6: of the level that it states, or one below the heading before it."""
        level = _read_number(dict(attributes).get("aria-level"), 0)
        level = level if 1 <= level <= 6 else min(self.heading_level + 1, 6)
        return new_flow(Flow, (BLOCK_HEADING, level, flow[2], flow[3], flow[4], flow[5]))

    # ---- one reader for each group of tags

    def _read_heading(self, tag: str, _attributes: Attributes, _element: int, outer: Flow) -> Flow:
        self.heading_level = level = HEADING_LEVELS[tag]
        return new_flow(Flow, (BLOCK_HEADING, level, outer[2], outer[3], outer[4], outer[5]))

    def _read_list(self, tag: str, attributes: Attributes, element: int, outer: Flow) -> Flow:
        around = self.lists[-1] if self.lists else None
        self.lists.append(_List(element, attributes, ordered=tag == "ol"))
        if around is not None and around.last is not None and around.element == self.parents[element]:
            # A list straight inside a list belongs, as people see it, to the item before it.
            return outer._replace(kind=BlockKind.LIST_ITEM, level=0, containers=(*outer.containers, around.last))
        return outer

    def leave_list(self) -> None:
        """Ends the innermost list."""
        ended = self.lists.pop()
        if ended.step < 0 and "start" not in dict(self.attributes[ended.element]):
            self.reversed_lists[ended.element] = 1 - ended.following

    def _read_item(self, _tag: str, attributes: Attributes, element: int, outer: Flow) -> Flow:
        lists = self.lists
        if lists and not (current := lists[-1]).ordered:
            item = current.last = ListItem(current.element, element, ordered=False)
        else:
            item = self._number_item(attributes, element)
        containers = (*outer[2], item)
        return new_flow(Flow, (BlockKind.LIST_ITEM, 0, containers, outer[3], outer[4], outer[5]))

    def _number_item(self, attributes: Attributes, element: int) -> ListItem:
        if not self.lists:
            return ListItem(self.parents[element], element, ordered=False)
        current = self.lists[-1]
        if attributes:
            current.following = _read_number(dict(attributes).get("value"), current.following)
        number = current.following
        current.following = number + current.step
        current.last = ListItem(current.element, element, True, number)
        return current.last

    def _read_table(self, _tag: str, attributes: Attributes, element: int, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].nested = True
        self.grids.append(TableGrid(element, attributes))
        return outer

    def _read_row_group(self, tag: str, _attributes: Attributes, _element: int, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].start_group(head=tag == "thead")
        return outer

    def _read_row(self, _tag: str, _attributes: Attributes, _element: int, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].start_row()
        return outer

    def _read_cell(self, tag: str, attributes: Attributes, element: int, outer: Flow) -> Flow:
        containers = outer[2]
        if self.grids:
            containers = (*containers, self.grids[-1].place_cell(element, attributes, header=tag == "th"))
        kind = BLOCK_CONTROL if attributes and numbers_lines(attributes) else BLOCK_TABLE
        return new_flow(Flow, (kind, 0, containers, outer[3], outer[4], outer[5]))

    def _read_caption(self, _tag: str, _attributes: Attributes, _element: int, outer: Flow) -> Flow:
        if self.grids:
            self.grids[-1].is_data = True
        return outer._replace(kind=BLOCK_CAPTION, level=0)

    def _read_quote(self, _tag: str, attributes: Attributes, element: int, outer: Flow) -> Flow:
        quotation = Quotation(element=element, cite=dict(attributes).get("cite"))
        return outer._replace(kind=BLOCK_QUOTE, level=0, containers=(*outer.containers, quotation))

    def _read_figure(self, _tag: str, _attributes: Attributes, element: int, outer: Flow) -> Flow:
        return outer._replace(containers=(*outer.containers, Figure(element=element)))

    def _read_code(self, _tag: str, attributes: Attributes, element: int, outer: Flow) -> Flow:
        if outer.preformatted:
            return outer
        classes = (dict(attributes).get("class") or "").split()
        if not VERSE_CLASSES.isdisjoint(classes):
            return outer._replace(preformatted=True)
        if outer.kind is BLOCK_CONTROL:
            return outer._replace(preformatted=True)
        language = find_code_language(attributes)
        in_cell = outer.containers and isinstance(outer.containers[-1], Cell)
        for _ in range(_MAX_STEPS_IN_TABLE if in_cell else _MAX_STEPS):
            element = self.parents[element] if element >= 0 else -1
            if language is None and element >= 0:
                language = find_code_language(self.attributes[element])
        return outer._replace(kind=BLOCK_CODE, level=0, preformatted=True, language=language)

    def _read_button(self, _tag: str, attributes: Attributes, _element: int, outer: Flow) -> Flow:
        if outer.kind is BLOCK_HEADING:
            return outer
        if opens_panel(attributes):
            return self._head(outer, attributes)
        return new_flow(Flow, (BLOCK_CONTROL, 0, outer[2], outer[3], outer[4], outer[5]))

    def _read_summary(self, _tag: str, attributes: Attributes, _element: int, outer: Flow) -> Flow:
        return self._head(outer._replace(hidden=self.outside_hidden), attributes)

    def _read_disclosure(self, _tag: str, attributes: Attributes, _element: int, outer: Flow) -> Flow:
        self.outside_hidden = outer.hidden
        return outer if any(name == "open" for name, _ in attributes) else outer._replace(hidden=True)

    def _read_kind(self, tag: str, _attributes: Attributes, _element: int, outer: Flow) -> Flow:
        return new_flow(Flow, (BLOCK_KINDS[tag], 0, outer[2], outer[3], outer[4], outer[5]))


_Reader = Callable[[FlowReader, str, Attributes, int, Flow], Flow]

_READERS: dict[str, _Reader] = (
    dict.fromkeys(BLOCK_KINDS, FlowReader._read_kind)
    | dict.fromkeys(HEADING_LEVELS, FlowReader._read_heading)
    | dict.fromkeys(("ul", "ol", "menu"), FlowReader._read_list)
    | dict.fromkeys(("thead", "tbody", "tfoot"), FlowReader._read_row_group)
    | dict.fromkeys(("td", "th"), FlowReader._read_cell)
    | dict.fromkeys(("pre", "listing", "xmp", "plaintext"), FlowReader._read_code)
    | dict.fromkeys(("details", "dialog"), FlowReader._read_disclosure)
    | {
        "li": FlowReader._read_item,
        "table": FlowReader._read_table,
        "tr": FlowReader._read_row,
        "caption": FlowReader._read_caption,
        "blockquote": FlowReader._read_quote,
        "figure": FlowReader._read_figure,
        "button": FlowReader._read_button,
        "summary": FlowReader._read_summary,
    }
)


def heads(role: str | None, attributes: Attributes) -> bool:
    """Says whether an element with this `role` heads a part of the page."""
    return role in ("heading", "tab") or (role == "button" and opens_panel(attributes))


def opens_panel(attributes: Attributes) -> bool:
    """Says whether a control opens and closes a panel of the page, not a menu or a dialogue over it."""
    names = dict(attributes)
    if names.get("aria-haspopup") not in (None, "false"):
        return False
    toggle = names.get("data-bs-toggle") or names.get("data-toggle")
    return "aria-expanded" in names or names.get("role") == "tab" or toggle in PANEL_TOGGLES


def find_code_language(attributes: Attributes) -> str | None:
    """Finds the language of a code block in the attributes of one of its elements, as highlighters write it."""
    names = dict(attributes)
    for name in ("data-lang", "data-language"):
        if names.get(name):
            return names[name]
    classes = (names.get("class") or "").split()
    for index, token in enumerate(classes):
        for prefix in CODE_LANGUAGE_PREFIXES:
            if token.startswith(prefix) and len(token) > len(prefix):
                language = token[len(prefix) :].rstrip(";")
                return None if language in NO_LANGUAGES else language
        if token in ("brush:", "sourceCode") and index + 1 < len(classes):
            return classes[index + 1].rstrip(";")
    stated = (token for token in (*classes, names.get("lang") or "") if token in CODE_LANGUAGES)
    return next(stated, None)


def numbers_lines(attributes: Attributes) -> bool:
    """Says whether an element holds the numbers of a code block's lines."""
    return any(name == "class" and value and not GUTTER_CLASSES.isdisjoint(value.split()) for name, value in attributes)


def _read_number(value: str | None, default: int) -> int:
    text = (value or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
