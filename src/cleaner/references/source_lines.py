"""Finds lines such as `Source: “Title – Site.” 17 Nov. 2020, https://…`."""

from __future__ import annotations

import re
from itertools import pairwise

from cleaner.page.blocks import Block, BlockKind, Cell, Figure
from cleaner.page.columns import PageColumns
from cleaner.references.citation_signs import Sign, read_signs, weigh_text
from cleaner.references.groups import Entry, Group, GroupKind, Part, links_of
from cleaner.references.identifiers import find_printed
from cleaner.references.labelled import WEAK_LINE_HEADS, split_line_head

# What follows these is a picture's or a newswire's credit, not a cited work.
_CREDIT = re.compile(
    r"getty|shutterstock|istock|unsplash|pexels|pixabay|adobe stock|alamy|depositphotos|dreamstime|flickr|reuters/|"
    r"afp/|\bdpa\b|keystone|fotolia|photo by|image by|picture[- ]alliance|imago\b|courtesy|screenshot|wikimedia commons",
    re.IGNORECASE,
)

_MAX_LINE_CHARS = 900
_MAX_LINES = 30
_MAX_NAME_CHARS = 60
_ONLY_JOINTS = re.compile(r"(?:[\s,;|·•/&.]|\b(?:and|und|et|y|e|en|och|og)\b)*", re.IGNORECASE)
_SEMICOLON = re.compile(r"\s*;\s+")
# After a semicolon these belong to the work before it: `2021; 12: 4–9`, `Lancet 2021; DOI: 10.…`.
_GOES_ON = re.compile(r"\s*(?:doi|pmid|pmc|isbn|issn|\(?\d|vol|Bd|S\.|pp?\.|e\d)", re.IGNORECASE)


def find_source_lines(page: PageColumns, claimed: set[int]) -> list[Group]:
    """Finds lines that name a source after a colon.

    Args:
        page: The page.
        claimed: Indices of blocks that other finders have taken.

    Returns:
        One group a line, judged already: what follows the colon is a cited work.
    """
    groups = []
    for block in page.blocks:
        text = block.text
        if ":" not in text and "：" not in text:
            continue
        if block.index in claimed or block.kind in (
            BlockKind.CODE,
            BlockKind.CAPTION,
            BlockKind.CONTROL,
            BlockKind.TERM,
        ):
            continue
        if "\n" in text:
            groups.extend(_read_lines(page, block))
        elif len(text) <= _MAX_LINE_CHARS:
            group = _read_line(page, block, 0, len(text))
            if group is not None:
                groups.append(group)
    return groups


def _read_lines(page: PageColumns, block: Block) -> list[Group]:
    lines = block.text.split("\n")
    if len(lines) > _MAX_LINES:
        return []
    groups = []
    start = 0
    for line in lines:
        group = _read_line(page, block, start, start + len(line)) if len(line) <= _MAX_LINE_CHARS else None
        if group is not None:
            groups.append(group)
        start += len(line) + 1
    return groups


def _read_line(page: PageColumns, block: Block, start: int, end: int) -> Group | None:
    head = split_line_head(block.text[start:end])
    if head is None or any(isinstance(c, Figure) or (isinstance(c, Cell) and not c.layout) for c in block.containers):
        return None
    name, offset = head
    first = start + offset
    while first < end and block.text[first].isspace():
        first += 1
    rest = block.text[first:end]
    if len(rest) < 4 or _CREDIT.search(rest):
        return None
    entries = _split_works(block, first, end)
    if not all(_is_cited(page, entry, weak=name in WEAK_LINE_HEADS) for entry in entries):
        entries = (Entry(parts=(Part(block=block.index, start=first, end=end),)),)
        if not _is_cited(page, entries[0], weak=name in WEAK_LINE_HEADS):
            return None
    if _is_beside_picture(page, block) and all(_names_only(page, entry) for entry in entries):
        return None
    return Group(kind=GroupKind.LINE, rule="source-line", entries=entries)


def _is_beside_picture(page: PageColumns, block: Block) -> bool:
    """Whether a picture stands right before a line: a bare site's name is then whose picture it is."""
    return block.index > 0 and page.blocks[block.index - 1].kind is BlockKind.MEDIA


def _names_only(page: PageColumns, entry: Entry) -> bool:
    signs = read_signs(page, entry)
    return signs.points == 0 and signs.chars < _MAX_NAME_CHARS


def _is_cited(page: PageColumns, entry: Entry, *, weak: bool) -> bool:
    signs = read_signs(page, entry)
    if signs.pictured and signs.letters < 12:
        return False
    if signs.outward:
        return not weak or signs.points >= 2
    return Sign.DOI in signs.signs or (
        not weak and signs.points >= 3 and not signs.signs.isdisjoint((Sign.YEAR, Sign.QUOTED))
    )


def _split_works(block: Block, start: int, end: int) -> tuple[Entry, ...]:
    """Cuts a line of several works: at semicolons, or link by link where there is nothing between but commas."""
    pieces: list[tuple[int, int]] = []
    offset = start
    for match in _SEMICOLON.finditer(block.text, start, end):
        pieces.append((offset, match.start()))
        offset = match.end()
    pieces.append((offset, end))
    if len(pieces) > 1 and all(_stands_alone(block, a, b) for a, b in pieces):
        return tuple(_entry(block, a, b) for a, b in pieces)
    links = links_of(block, start, end)
    if len(links) > 1:
        gaps = [block.text[a.end : b.start] for a, b in pairwise(links)]
        edges = [block.text[start : links[0].start], block.text[links[-1].end : end]]
        if all(gap and _ONLY_JOINTS.fullmatch(gap) for gap in gaps) and all(map(_ONLY_JOINTS.fullmatch, edges)):
            return tuple(_entry(block, link.start, link.end) for link in links)
    return (_entry(block, start, end),)


def _stands_alone(block: Block, start: int, end: int) -> bool:
    text = block.text[start:end]
    if _GOES_ON.match(text):
        return False
    return (
        bool(links_of(block, start, end)) or bool(find_printed(text)) or (weigh_text(text)[0] >= 2 and len(text) > 20)
    )


def _entry(block: Block, start: int, end: int) -> Entry:
    return Entry(parts=(Part(block=block.index, start=start, end=end),))
