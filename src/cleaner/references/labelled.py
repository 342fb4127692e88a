"""Finds references by label: words such as "References", then the list, lines or paragraphs after them."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from cleaner.lexicon import join_patterns, list_words
from cleaner.page.blocks import Block, BlockKind, Cell, ListItem, Span, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import read_entry_marker
from cleaner.references.citation_signs import CITATION_POINTS, Sign, read_signs, weigh_text
from cleaner.references.groups import Entry, Group, GroupKind, LabelKind, Part, whole
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
_LABEL_BLOCKS = frozenset(
    [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.TERM,
        BlockKind.DESCRIPTION,
        BlockKind.LIST_ITEM,
        BlockKind.CONTROL,
        BlockKind.TABLE,
    ]
)
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


def label_of(block: Block) -> LabelKind | None:
    """Says what a whole block promises to stand above; links to elsewhere and tables of contents promise nothing."""
    if block.words > _MAX_LABEL_WORDS or len(block.text) > _MAX_LABEL_CHARS or block.kind not in _LABEL_BLOCKS:
        return None
    spans = block.spans
    if spans and spans[0].kind is SpanKind.LINK and _leads_away(block, spans[0]):
        # Most short blocks are links of menus: this spares reading them.
        return None
    kind = read_label(block.text)
    if kind is None:
        return None
    if any(span.kind is SpanKind.LINK and _leads_away(block, span) for span in spans):
        return None
    return kind


def _leads_away(block: Block, span: Span) -> bool:
    if span.end - span.start <= len(block.text) / 2:
        return False
    if not (span.target or "#").startswith(("#", "javascript:")):
        return True
    return any(isinstance(container, ListItem) for container in block.containers)


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
    for block in page.blocks:
        # The two tests of `label_of` that most blocks fail, here for their number.
        kind = label_of(block) if 0 < block.words <= _MAX_LABEL_WORDS and len(block.text) <= _MAX_LABEL_CHARS else None
        if kind is not None:
            group = _read_after(page, block, kind)
        else:
            group = _read_below(block) if "\n" in block.text else None
        if group is not None:
            groups.append(group)
            if len(groups) == _MAX_LABELS:
                break
    return groups


def _read_after(page: PageColumns, label: Block, kind: LabelKind) -> Group | None:
    scope = _scope_after(label, page.blocks)
    lead: list[int] = []
    entries: list[Entry] = []
    skipped: list[Block] = []
    home = (0, 0)
    place = 0
    while place < len(scope):
        if entries and _is_utility(scope[place]):
            last = entries[-1]
            entries[-1] = dataclasses.replace(last, parts=(*last.parts, whole(scope[place])))
            place += 1
            continue
        if entries and label_of(scope[place]) is not None:
            break
        chunk, used = _take_chunk(page, scope[place:], label, kind)
        if chunk and not entries:
            home = _home_of(page, label, scope[place])
        elif chunk and not _belongs(page, chunk, home):
            chunk = ()
        if not chunk:
            if len(skipped) == (1 if entries else _MAX_LEAD_BLOCKS):
                break
            skipped.append(scope[place])
            place += 1
            continue
        # An entry among entries may be a bare link; anything else between them is a lead-in or a label.
        between = [block for block in skipped if entries and any(span.kind is SpanKind.LINK for span in block.spans)]
        entries.extend(Entry(parts=(whole(block),), element=block.element) for block in between)
        lead.extend(block.index for block in skipped if block not in between)
        skipped = []
        entries.extend(chunk)
        place += used
    if not entries:
        return None
    return _make_group(kind, tuple(entries), label, tuple(lead))


def _read_below(block: Block) -> Group | None:
    """Reads a block whose first line is the label: `<p><b>Sources:</b><br>…<br>…</p>`."""
    end = block.text.find("\n", 0, _MAX_LABEL_CHARS)
    if end < 0 or block.kind not in (BlockKind.PARAGRAPH, BlockKind.DESCRIPTION, BlockKind.LIST_ITEM):
        return None
    kind = read_label(block.text[:end])
    entries = split_lines(block, end + 1) if kind is not None else ()
    if kind is None or not entries:
        return None
    return _make_group(kind, entries, block)


def _make_group(kind: LabelKind, entries: tuple[Entry, ...], label: Block, lead: tuple[int, ...] = ()) -> Group:
    return Group(
        kind=GroupKind.LABELLED,
        rule=f"label-{kind.value}",
        entries=entries,
        label=label.index,
        label_kind=kind,
        lead=lead,
    )


def _is_utility(block: Block) -> bool:
    """Whether a block is nothing but links to copies of the work before it: `PubMed Abstract | CrossRef Full Text`."""
    if len(block.text) > _MAX_UTILITY_CHARS or not any(span.kind is SpanKind.LINK for span in block.spans):
        return False
    pieces = [piece.strip(" []()").casefold() for piece in re.split(r"[|·•\n]", block.text)]
    return all(piece in UTILITY_LABELS and not _SHARE_LABEL.fullmatch(piece) for piece in pieces)


def _scope_after(label: Block, blocks: Sequence[Block]) -> list[Block]:
    """The blocks that a label can stand for: up to the next heading of its own rank."""
    scope: list[Block] = []
    item = _innermost(label, ListItem)
    for block in blocks[label.index + 1 :]:
        if not block.text:
            continue
        if block.kind is BlockKind.HEADING and _innermost(block, ListItem) == item:
            deeper = label.kind is BlockKind.HEADING and block.level > label.level
            if not deeper and (scope or label_of(block) is None):
                break
        scope.append(block)
        if len(scope) > _MAX_ENTRIES:
            break
    return scope


def _home_of(page: PageColumns, label: Block, first: Block) -> tuple[int, int]:
    """The subtree that holds both the label and the first entry: later entries must lie in it."""
    if label.element < 0 or first.element < 0:
        return 0, 0
    ends = page.tree.ends
    for element in page.tree.climb(label.element):
        if element <= first.element < ends[element]:
            return element, ends[element]
    return 0, 0


def _belongs(page: PageColumns, chunk: tuple[Entry, ...], home: tuple[int, int]) -> bool:
    """Whether a second list or paragraph goes on with the entries: in the same place, and citing."""
    element = page.blocks[chunk[0].parts[0].block].element
    if home[1] and element >= 0 and not home[0] <= element < home[1]:
        return False
    signs = [read_signs(page, entry) for entry in chunk]
    return sum(sign.is_citation or sign.outward for sign in signs) >= 0.6 * len(signs)


def _innermost(block: Block, kind: type) -> object | None:
    return next((container for container in reversed(block.containers) if isinstance(container, kind)), None)


def _take_chunk(page: PageColumns, scope: list[Block], label: Block, kind: LabelKind) -> tuple[tuple[Entry, ...], int]:
    """Takes the list, table, lines or paragraphs that the scope begins with; says how many blocks they are."""
    first = scope[0]
    if first.kind in (BlockKind.CONTROL, BlockKind.HEADING) or _is_furniture(first) or label_of(first) is not None:
        return (), 0
    outer = [c.list_element for c in label.containers if isinstance(c, ListItem)]
    item = next((c for c in first.containers if isinstance(c, ListItem) and c.list_element not in outer), None)
    if item is not None:
        return _take_list(scope, item.list_element)
    if first.kind in (BlockKind.TERM, BlockKind.DESCRIPTION) and label.kind is not BlockKind.TERM:
        terms = _take_terms(scope)
        if terms[0]:
            return terms
    if _cell_of(first) is not None and _cell_of(label) is None:
        return _take_rows(scope)
    if "\n" in first.text:
        lines = split_lines(first)
        if len(lines) > 1:
            return lines, 1
    return _take_paragraphs(page, scope, kind)


def _cell_of(block: Block) -> Cell | None:
    return next((c for c in block.containers if isinstance(c, Cell) and not c.layout), None)


def _take_list(scope: list[Block], list_element: int) -> tuple[tuple[Entry, ...], int]:
    items: dict[int, list[Block]] = {}
    numbers: dict[int, int | None] = {}
    used = 0
    for block in scope:
        item = next((c for c in block.containers if isinstance(c, ListItem) and c.list_element == list_element), None)
        if item is None:
            break
        used += 1
        if not _is_furniture(block):
            items.setdefault(item.element, []).append(block)
            numbers[item.element] = item.number
    entries = tuple(
        Entry(
            parts=tuple(whole(block) for block in blocks),
            marker=None if numbers[element] is None else str(numbers[element]),
            element=element,
        )
        for element, blocks in items.items()
    )
    return entries, used


def _is_furniture(block: Block) -> bool:
    return block.kind is BlockKind.CONTROL or (len(block.text) < 40 and _SHARE_LABEL.fullmatch(block.text) is not None)


def _take_terms(scope: list[Block]) -> tuple[tuple[Entry, ...], int]:
    entries: list[list[Block]] = []
    for block in scope:
        if block.kind is BlockKind.TERM or (block.kind is BlockKind.DESCRIPTION and not entries):
            entries.append([block])
        elif block.kind is BlockKind.DESCRIPTION:
            entries[-1].append(block)
        else:
            break
    if entries and all(blocks[0].kind is BlockKind.DESCRIPTION for blocks in entries):
        return (), 0
    return _entries_of(entries)


def _entries_of(grouped: list[list[Block]]) -> tuple[tuple[Entry, ...], int]:
    entries = tuple(
        Entry(parts=tuple(whole(block) for block in blocks), element=blocks[0].element) for blocks in grouped
    )
    return entries, sum(map(len, grouped))


def _take_rows(scope: list[Block]) -> tuple[tuple[Entry, ...], int]:
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in scope:
        cell = _cell_of(block)
        if cell is None:
            break
        rows.setdefault((cell.table_element, cell.row), []).append(block)
    bodies = [blocks for blocks in rows.values() if not all(getattr(_cell_of(b), "header", False) for b in blocks)]
    return _entries_of(bodies)[0], sum(map(len, rows.values()))


def split_lines(block: Block, start: int = 0) -> tuple[Entry, ...]:
    """Cuts a block of `<br>` lines into entries: at markers if it has them, else line by line.

    A line that is only an address belongs to the line before it, if that has none.

    Args:
        block: The block.
        start: Where in its text to begin.

    Returns:
        The entries.
    """
    lines: list[tuple[int, int]] = []
    offset = start
    for words in block.text[start:].split("\n"):
        if words.strip():
            lines.append((offset, offset + len(words)))
        offset += len(words) + 1
    if not lines:
        return ()
    texts = [block.text[a:b] for a, b in lines]
    marked = [read_entry_marker(text) is not None for text in texts]
    cut_at_markers = marked[0] and sum(marked) > 1
    grouped: list[list[tuple[int, int]]] = []
    for place, line in enumerate(lines):
        starts = marked[place] if cut_at_markers else not (place and _continues(texts[place - 1], texts[place]))
        if starts or not grouped:
            grouped.append([])
        grouped[-1].append(line)
    return tuple(Entry(parts=(Part(block=block.index, start=group[0][0], end=group[-1][1]),)) for group in grouped)


_ONLY_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\W*", re.IGNORECASE)


def _continues(before: str, line: str) -> bool:
    return bool(_ONLY_ADDRESS.fullmatch(line)) and not find_printed(before)


def _take_paragraphs(page: PageColumns, scope: list[Block], kind: LabelKind) -> tuple[tuple[Entry, ...], int]:
    """Takes paragraphs as entries as long as they are numbered on or look like citations."""
    first = scope[0]
    siblings = list(
        itertools.takewhile(
            lambda block: _is_sibling(page, first, block) and label_of(block) is None, scope[:_MAX_ENTRIES]
        )
    )
    entries: list[list[Block]] = []
    bare = sum(_ONLY_ADDRESS.fullmatch(block.text) is not None for block in siblings)
    # A few bare addresses among other entries are entries; one after each title belongs to it.
    joins = bare > 0.55 * (len(siblings) - bare)
    if read_entry_marker(first.text) is not None:
        for block in siblings:
            if read_entry_marker(block.text) is not None:
                entries.append([block])
            elif _continues(entries[-1][-1].text, block.text):
                entries[-1].append(block)
            else:
                break
        return _entries_of(entries)
    for place, block in enumerate(siblings):
        following = siblings[place + 1] if place + 1 < len(siblings) else None
        if entries and joins and _continues(entries[-1][-1].text, block.text):
            entries[-1].append(block)
        elif _looks_cited(block) or (
            # One entry in between may say little, such as a bare title.
            kind in (LabelKind.REFERENCES, LabelKind.SOURCES) and following is not None and _looks_cited(following)
        ):
            entries.append([block])
        else:
            break
    return _entries_of(entries)


def _looks_cited(block: Block) -> bool:
    points, signs = weigh_text(block.text)
    if Sign.YEAR in signs and has_organisation(block.text[:80]):
        return True
    linked = any(span.kind is SpanKind.LINK and span.end - span.start > 0.5 * len(block.text) for span in block.spans)
    return points >= CITATION_POINTS or linked


def _is_sibling(page: PageColumns, first: Block, block: Block) -> bool:
    if first.element < 0 or block.element < 0 or first.element == block.element:
        return True
    tags, parents = page.tree.tags, page.tree.parents
    a, b = first.element, block.element
    if tags[a] != tags[b]:
        return False
    return (
        parents[a] == parents[b]
        or parents[parents[a]] == parents[parents[b]]
        or split_line_head(block.text) is not None
    )
