"""Finds references by label: words such as "References", then the list, lines or paragraphs after them."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

import numpy as np

from cleaner.lexicon import join_patterns, list_words
from cleaner.page.blocks import BlockKind, Cell, ListItem, Span, SpanKind
from cleaner.page.columns import KIND_CODES, PageColumns
from cleaner.page.markers import read_entry_marker
from cleaner.references.citation_signs import CITATION_POINTS, Sign, read_signs, weigh_text
from cleaner.references.groups import Entry, Group, GroupKind, LabelKind, Part, item_of, whole
from cleaner.references.identifiers import find_printed
from cleaner.references.names import has_organisation
from cleaner.references.patterns import UTILITY_LABELS

# A word listed twice keeps its strongest promise: references come last.
_LABEL_KINDS: dict[str, LabelKind] = {
    word: kind
    for kind, words in (
        (LabelKind.READING, list_words(lambda language: language.reading)),
        (LabelKind.NOTES, list_words(lambda language: language.notes)),
        (LabelKind.SOURCES, list_words(lambda language: language.sources)),
        (LabelKind.REFERENCES, list_words(lambda language: language.references)),
    )
    for word in words
}
_LABEL_PHRASES = sorted((phrase for phrase in _LABEL_KINDS if " " in phrase), key=len, reverse=True)
# Last or only words of a label, for a quick look: a block without one of them is no label.
_LABEL_HEADS = frozenset(word.replace("’", "'") for phrase in _LABEL_KINDS for word in phrase.split())
# Words that may stand beside the words above without changing what they promise.
_LABEL_MODIFIERS = frozenset(list_words(lambda language: language.label_modifiers, separator=" "))
# Heads whose lines need a link or an identifier: "Study: coffee is good" is a headline.
WEAK_LINE_HEADS = frozenset(list_words(lambda language: language.weak_source_lines))
_SOURCE_LINE_HEADS = WEAK_LINE_HEADS.union(
    list_words(lambda language: language.sources),
    list_words(lambda language: language.references),
    list_words(lambda language: language.source_lines),
) - {"evidence", "reference", "literature", "citations"}
# Blocks inside an entry that are no part of it.
_SHARE_LABEL = re.compile(
    r"(?:copied!?|copy(?: link)?|share(?: (?:on|via) \w+)?|facebook|twitter|x|linkedin|pinterest|e-?mail|print|reply|teilen|partager|"
    r"compartir|back to (?:top|citation)|see in context|click (?:here )?to (?:copy|view).*)",
    re.IGNORECASE,
)

_MAX_LABEL_CHARS = 64
_MAX_PHRASE_WORDS = 7
# Counted by `count_words`, where a Chinese or Japanese character is a word.
_MAX_LABEL_WORDS = 14
_EDGES = " \t\n:：.。·•¶§#*_|()[]{}<>«»“”\"'+−–—-▼▾▸►▶▲△∨⌄﹀✕×🔗📚📖0123456789"
_TO_SPACES = str.maketrans({edge: " " for edge in _EDGES if edge != "'"})
_TAIL = re.compile(r"\s*(?:\[[^\]]{0,40}\]|\([^)]{0,40}\)|（[^）]{0,20}）)+\s*$")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[ivxIVX]{1,5}[.)])\s+")
# "References & Citations" lists where the page itself is cited; words that turn the promise around.
_TURNED = re.compile(join_patterns(lambda language: language.cite_this), re.IGNORECASE)
_LABEL_BLOCKS = tuple(
    KIND_CODES[kind]
    for kind in (
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.TERM,
        BlockKind.DESCRIPTION,
        BlockKind.LIST_ITEM,
        BlockKind.CONTROL,
        BlockKind.TABLE,
    )
)
_FIRST_LINE_BLOCKS = frozenset(
    KIND_CODES[kind] for kind in (BlockKind.PARAGRAPH, BlockKind.DESCRIPTION, BlockKind.LIST_ITEM)
)
_HEADING, _CONTROL = KIND_CODES[BlockKind.HEADING], KIND_CODES[BlockKind.CONTROL]
_TERM, _DESCRIPTION = KIND_CODES[BlockKind.TERM], KIND_CODES[BlockKind.DESCRIPTION]
_MAX_LEAD_BLOCKS = 3
_MAX_ENTRIES = 2000
_MAX_UTILITY_CHARS = 160
# Pages with more such labels are interfaces ("source" beside each function); reading after each would take long.
_MAX_LABELS = 50


# ---- the words above a list: do they promise references?


def read_label(text: str) -> LabelKind | None:
    """Says what a short text promises to stand above.

    Args:
        text: A whole block's text, or what stands before a colon.

    Returns:
        The kind of promise, None for any other text.
    """
    if len(text) > _MAX_LABEL_CHARS:
        return None
    folded = text.casefold().replace("’", "'")
    if _LABEL_HEADS.isdisjoint(folded.translate(_TO_SPACES).split()) or _TURNED.search(folded):
        return None
    while (shorter := _TAIL.sub("", folded)) != folded and shorter.strip(_EDGES):
        folded = shorter
    folded = _NUMBERING.sub("", folded).strip(_EDGES)
    if folded in _LABEL_KINDS:
        return _LABEL_KINDS[folded]
    return _read_words(folded)


def _read_words(folded: str) -> LabelKind | None:
    found: list[LabelKind] = []
    for phrase in _LABEL_PHRASES:
        if phrase in folded:
            found.append(_LABEL_KINDS[phrase])
            folded = folded.replace(phrase, " ")
    words = [word for word in (word.strip(_EDGES) for word in re.split(r"[\s/&+,]+", folded)) if word]
    if len(words) > _MAX_PHRASE_WORDS:
        return None
    for word in words:
        if word in _LABEL_KINDS:
            found.append(_LABEL_KINDS[word])
        elif word not in _LABEL_MODIFIERS:
            return None
    for kind in (LabelKind.REFERENCES, LabelKind.SOURCES, LabelKind.NOTES, LabelKind.READING):
        if kind in found:
            return kind
    return None


def label_of(page: PageColumns, index: int) -> LabelKind | None:
    """Says what a whole block promises to stand above; links to elsewhere and tables of contents promise nothing."""
    is_short = len(page.blocks.texts[index]) <= _MAX_LABEL_CHARS and page.blocks.words[index] <= _MAX_LABEL_WORDS
    return _read_whole(page, index) if is_short and page.blocks.kinds[index] in _LABEL_BLOCKS else None


def _read_whole(page: PageColumns, index: int) -> LabelKind | None:
    for span in page.blocks.spans[index]:
        # Most short blocks are links of menus: looking at these first spares reading their words.
        if span.kind is SpanKind.LINK and _leads_away(page, index, span):
            return None
    return read_label(page.blocks.texts[index])


def _leads_away(page: PageColumns, index: int, link: Span) -> bool:
    if link.end - link.start <= len(page.blocks.texts[index]) / 2:
        return False
    if not (link.target or "#").startswith(("#", "javascript:")):
        return True
    return any(isinstance(container, ListItem) for container in page.blocks.containers[index])


def split_line_head(text: str) -> tuple[str, int] | None:
    """Finds a head such as `Source:` at the start of a line.

    Args:
        text: The line.

    Returns:
        The head in lower case and the offset of what follows the colon; None if there is no such head.
    """
    colon = text.find(":", 0, 48)
    if colon < 0:
        colon = text.find("：", 0, 24)
        if colon < 0:
            return None
    head = text[:colon].casefold().replace("’", "'").strip(_EDGES)
    if head in _SOURCE_LINE_HEADS:
        return head, colon + 1
    kind = _read_words(head) if not _LABEL_HEADS.isdisjoint(head.split()) else None
    if kind in (LabelKind.REFERENCES, LabelKind.SOURCES) and len(head.split()) <= 4:
        return head, colon + 1
    return None


# ---- what stands below them


def find_labelled_groups(page: PageColumns) -> list[Group]:
    """Finds lists under words that promise references.

    Args:
        page: The page.

    Returns:
        The groups, in the order of the page; not yet judged.
    """
    groups: list[Group] = []
    for index, (may_be_label, text) in enumerate(zip(_may_be_labels(page), page.blocks.texts, strict=True)):
        kind = _read_whole(page, index) if may_be_label else None
        if kind is not None:
            group = _read_after(page, index, kind)
        else:
            group = _read_below(page, index) if "\n" in text else None
        if group is not None:
            groups.append(group)
            if len(groups) == _MAX_LABELS:
                break
    return groups


def _may_be_labels(page: PageColumns) -> list[bool]:
    """What `label_of` asks of a block before it reads it, of all blocks at once."""
    blocks = page.blocks
    is_short = (blocks.words > 0) & (blocks.words <= _MAX_LABEL_WORDS) & (blocks.characters <= _MAX_LABEL_CHARS)
    may_be: list[bool] = (is_short & np.isin(blocks.kinds, _LABEL_BLOCKS)).tolist()
    return may_be


def _read_after(page: PageColumns, label: int, kind: LabelKind) -> Group | None:
    scope = _scope_after(page, label)
    lead: list[int] = []
    entries: list[Entry] = []
    skipped: list[int] = []
    home = (0, 0)
    place = 0
    while place < len(scope):
        index = scope[place]
        if entries and _is_utility(page, index):
            last = entries[-1]
            entries[-1] = dataclasses.replace(last, parts=(*last.parts, whole(page, index)))
            place += 1
            continue
        if entries and label_of(page, index) is not None:
            break
        chunk, used = _take_chunk(page, scope[place:], label, kind)
        if chunk and not entries:
            home = _home_of(page, label, index)
        elif chunk and not _belongs(page, chunk, home):
            chunk = ()
        if not chunk:
            if len(skipped) == (1 if entries else _MAX_LEAD_BLOCKS):
                break
            skipped.append(index)
            place += 1
            continue
        # An entry among entries may be a bare link; anything else between them is a lead-in or a label.
        between = [other for other in skipped if entries and _has_link(page, other)]
        entries.extend(_entry_of(page, [other]) for other in between)
        lead.extend(other for other in skipped if other not in between)
        skipped = []
        entries.extend(chunk)
        place += used
    return _make_group(kind, tuple(entries), label, tuple(lead)) if entries else None


def _read_below(page: PageColumns, index: int) -> Group | None:
    """Reads a block whose first line is the label: `<p><b>Sources:</b><br>…<br>…</p>`."""
    text = page.blocks.texts[index]
    end = text.find("\n", 0, _MAX_LABEL_CHARS)
    if end < 0 or page.blocks.kinds[index] not in _FIRST_LINE_BLOCKS:
        return None
    kind = read_label(text[:end])
    entries = split_lines(page, index, end + 1) if kind is not None else ()
    return _make_group(kind, entries, index) if kind is not None and entries else None


def _make_group(kind: LabelKind, entries: tuple[Entry, ...], label: int, lead: tuple[int, ...] = ()) -> Group:
    return Group(
        kind=GroupKind.LABELLED,
        rule=f"label-{kind.value}",
        entries=entries,
        label=label,
        label_kind=kind,
        lead=lead,
    )


def _entry_of(page: PageColumns, blocks: Sequence[int], marker: str | None = None, element: int | None = None) -> Entry:
    """An entry of whole blocks; its element is that of the first unless a list's item holds it."""
    own = int(page.blocks.elements[blocks[0]]) if element is None else element
    return Entry(parts=tuple(whole(page, index) for index in blocks), marker=marker, element=own)


def _has_link(page: PageColumns, index: int) -> bool:
    return any(span.kind is SpanKind.LINK for span in page.blocks.spans[index])


def _is_utility(page: PageColumns, index: int) -> bool:
    """Whether a block is nothing but links to copies of the work before it: `PubMed Abstract | CrossRef Full Text`."""
    text = page.blocks.texts[index]
    if len(text) > _MAX_UTILITY_CHARS or not _has_link(page, index):
        return False
    pieces = [piece.strip(" []()").casefold() for piece in re.split(r"[|·•\n]", text)]
    return all(piece in UTILITY_LABELS and not _SHARE_LABEL.fullmatch(piece) for piece in pieces)


def _scope_after(page: PageColumns, label: int) -> list[int]:
    """The blocks that a label can stand for: up to the next heading of its own rank."""
    blocks = page.blocks
    scope: list[int] = []
    item = item_of(page, label)
    label_level = blocks.levels[label] if blocks.kinds[label] == _HEADING else None
    for index in range(label + 1, len(blocks)):
        if not blocks.texts[index]:
            continue
        if blocks.kinds[index] == _HEADING and item_of(page, index) == item:
            deeper = label_level is not None and blocks.levels[index] > label_level
            if not deeper and (scope or label_of(page, index) is None):
                break
        scope.append(index)
        if len(scope) > _MAX_ENTRIES:
            break
    return scope


def _home_of(page: PageColumns, label: int, first: int) -> tuple[int, int]:
    """The subtree that holds both the label and the first entry: later entries must lie in it."""
    own, other = int(page.blocks.elements[label]), int(page.blocks.elements[first])
    if own < 0 or other < 0:
        return 0, 0
    ends = page.tree.ends
    return next(((e, ends[e]) for e in page.tree.climb(own) if e <= other < ends[e]), (0, 0))


def _belongs(page: PageColumns, chunk: tuple[Entry, ...], home: tuple[int, int]) -> bool:
    """Whether a second list or paragraph goes on with the entries: in the same place, and citing."""
    element = int(page.blocks.elements[chunk[0].parts[0].block])
    if home[1] and element >= 0 and not home[0] <= element < home[1]:
        return False
    signs = [read_signs(page, entry) for entry in chunk]
    return sum(sign.is_citation or sign.outward for sign in signs) >= 0.6 * len(signs)


Chunk = tuple[tuple[Entry, ...], int]
"""Entries, and how many blocks of the scope they take."""


def _take_chunk(page: PageColumns, scope: list[int], label: int, kind: LabelKind) -> Chunk:
    """Takes the list, table, lines or paragraphs that the scope begins with."""
    first = scope[0]
    code = page.blocks.kinds[first]
    if code == _HEADING or _is_furniture(page, first) or label_of(page, first) is not None:
        return (), 0
    outer = [c.list_element for c in page.blocks.containers[label] if isinstance(c, ListItem)]
    items = (c for c in page.blocks.containers[first] if isinstance(c, ListItem) and c.list_element not in outer)
    item = next(items, None)
    if item is not None:
        return _take_list(page, scope, item.list_element)
    if code in (_TERM, _DESCRIPTION) and page.blocks.kinds[label] != _TERM:
        terms = _take_terms(page, scope)
        if terms[0]:
            return terms
    if _cell_of(page, first) is not None and _cell_of(page, label) is None:
        return _take_rows(page, scope)
    lines = split_lines(page, first) if "\n" in page.blocks.texts[first] else ()
    return (lines, 1) if len(lines) > 1 else _take_paragraphs(page, scope, kind)


def _is_furniture(page: PageColumns, index: int) -> bool:
    text = page.blocks.texts[index]
    return page.blocks.kinds[index] == _CONTROL or (len(text) < 40 and _SHARE_LABEL.fullmatch(text) is not None)


def _cell_of(page: PageColumns, index: int) -> Cell | None:
    return next((c for c in page.blocks.containers[index] if isinstance(c, Cell) and not c.layout), None)


def _take_list(page: PageColumns, scope: list[int], list_element: int) -> Chunk:
    items: dict[ListItem, list[int]] = {}
    used = 0
    for index in scope:
        containers = page.blocks.containers[index]
        item = next((c for c in containers if isinstance(c, ListItem) and c.list_element == list_element), None)
        if item is None:
            break
        used += 1
        if not _is_furniture(page, index):
            items.setdefault(item, []).append(index)
    entries = [
        _entry_of(page, blocks, None if item.number is None else str(item.number), item.element)
        for item, blocks in items.items()
    ]
    return tuple(entries), used


def _take_terms(page: PageColumns, scope: list[int]) -> Chunk:
    kinds = page.blocks.kinds
    entries: list[list[int]] = []
    for index in scope:
        if kinds[index] == _TERM or (kinds[index] == _DESCRIPTION and not entries):
            entries.append([index])
        elif kinds[index] == _DESCRIPTION:
            entries[-1].append(index)
        else:
            break
    if entries and all(kinds[blocks[0]] == _DESCRIPTION for blocks in entries):
        return (), 0
    return _entries_of(page, entries)


def _entries_of(page: PageColumns, grouped: list[list[int]]) -> Chunk:
    return tuple(_entry_of(page, blocks) for blocks in grouped), sum(map(len, grouped))


def _take_rows(page: PageColumns, scope: list[int]) -> Chunk:
    rows: dict[tuple[int, int], list[tuple[int, Cell]]] = {}
    for index in scope:
        cell = _cell_of(page, index)
        if cell is None:
            break
        rows.setdefault((cell.table_element, cell.row), []).append((index, cell))
    bodies = [[index for index, _ in row] for row in rows.values() if not all(cell.header for _, cell in row)]
    return _entries_of(page, bodies)[0], sum(map(len, rows.values()))


def split_lines(page: PageColumns, index: int, start: int = 0) -> tuple[Entry, ...]:
    """Cuts a block of `<br>` lines into entries: at markers if it has them, else line by line.

    A line that is only an address belongs to the line before it, if that has none.

    Args:
        page: The page.
        index: The block.
        start: Where in its text to begin.

    Returns:
        The entries.
    """
    text = page.blocks.texts[index]
    lines: list[tuple[int, int]] = []
    offset = start
    for words in text[start:].split("\n"):
        if words.strip():
            lines.append((offset, offset + len(words)))
        offset += len(words) + 1
    if not lines:
        return ()
    texts = [text[a:b] for a, b in lines]
    marked = [read_entry_marker(line) is not None for line in texts]
    cut_at_markers = marked[0] and sum(marked) > 1
    grouped: list[list[tuple[int, int]]] = []
    for place, line in enumerate(lines):
        starts = marked[place] if cut_at_markers else not (place and _continues(texts[place - 1], texts[place]))
        if starts or not grouped:
            grouped.append([])
        grouped[-1].append(line)
    return tuple(Entry(parts=(Part(block=index, start=group[0][0], end=group[-1][1]),)) for group in grouped)


_ONLY_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\W*", re.IGNORECASE)


def _continues(before: str, line: str) -> bool:
    return bool(_ONLY_ADDRESS.fullmatch(line)) and not find_printed(before)


def _take_paragraphs(page: PageColumns, scope: list[int], kind: LabelKind) -> Chunk:
    """Takes paragraphs as entries as long as they are numbered on or look like citations."""
    texts = page.blocks.texts
    first = scope[0]
    siblings = list(
        itertools.takewhile(
            lambda index: _is_sibling(page, first, index) and label_of(page, index) is None, scope[:_MAX_ENTRIES]
        )
    )
    if read_entry_marker(texts[first]) is not None:
        return _take_numbered(page, siblings)
    entries: list[list[int]] = []
    bare = sum(_ONLY_ADDRESS.fullmatch(texts[index]) is not None for index in siblings)
    # A few bare addresses among other entries are entries; one after each title belongs to it.
    joins = bare > 0.55 * (len(siblings) - bare)
    # One entry in between may say little, such as a bare title.
    tolerant = kind in (LabelKind.REFERENCES, LabelKind.SOURCES)
    for index, following in itertools.zip_longest(siblings, siblings[1:]):
        if entries and joins and _continues(texts[entries[-1][-1]], texts[index]):
            entries[-1].append(index)
        elif _looks_cited(page, index) or (tolerant and following is not None and _looks_cited(page, following)):
            entries.append([index])
        else:
            break
    return _entries_of(page, entries)


def _take_numbered(page: PageColumns, siblings: list[int]) -> Chunk:
    texts = page.blocks.texts
    entries: list[list[int]] = []
    for index in siblings:
        if read_entry_marker(texts[index]) is not None:
            entries.append([index])
        elif _continues(texts[entries[-1][-1]], texts[index]):
            entries[-1].append(index)
        else:
            break
    return _entries_of(page, entries)


def _looks_cited(page: PageColumns, index: int) -> bool:
    text = page.blocks.texts[index]
    points, signs = weigh_text(text)
    if Sign.YEAR in signs and has_organisation(text[:80]):
        return True
    spans = page.blocks.spans[index]
    linked = any(span.kind is SpanKind.LINK and span.end - span.start > 0.5 * len(text) for span in spans)
    return points >= CITATION_POINTS or linked


def _is_sibling(page: PageColumns, first: int, index: int) -> bool:
    a, b = int(page.blocks.elements[first]), int(page.blocks.elements[index])
    if a < 0 or b < 0 or a == b:
        return True
    tags, parents = page.tree.tags, page.tree.parents
    if tags[a] != tags[b]:
        return False
    return (
        parents[a] == parents[b]
        or parents[parents[a]] == parents[parents[b]]
        or split_line_head(page.blocks.texts[index]) is not None
    )
