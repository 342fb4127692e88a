"""Finds lines such as `Source: “Title – Site.” 17 Nov. 2020, https://…`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.page.blocks import BlockKind, Cell, Figure
from cleaner.page.columns import KIND_CODES, PageColumns
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
_NO_LINES = frozenset(
    KIND_CODES[kind] for kind in (BlockKind.CODE, BlockKind.CAPTION, BlockKind.CONTROL, BlockKind.TERM)
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
    texts = page.blocks.texts
    return [
        group
        for index, text in enumerate(texts)
        if (":" in text or "：" in text) and index not in claimed and page.blocks.kinds[index] not in _NO_LINES
        for part in _split_lines(page, index)
        if (group := _read_line(page, part)) is not None
    ]


def _split_lines(page: PageColumns, index: int) -> Iterator[Part]:
    """The lines of a block that may name a source."""
    lines = page.blocks.texts[index].split("\n")
    start = 0
    for line in lines if len(lines) <= _MAX_LINES else ():
        if len(line) <= _MAX_LINE_CHARS:
            yield Part(block=index, start=start, end=start + len(line))
        start += len(line) + 1


def _read_line(page: PageColumns, line: Part) -> Group | None:
    text = page.blocks.texts[line.block]
    head = split_line_head(text[line.start : line.end])
    containers = page.blocks.containers[line.block]
    if head is None or any(isinstance(c, Figure) or (isinstance(c, Cell) and not c.layout) for c in containers):
        return None
    name, offset = head
    rest = text[line.start + offset : line.end].lstrip()
    if len(rest) < 4 or _CREDIT.search(rest):
        return None
    is_weak = name in WEAK_LINE_HEADS
    cited = Part(block=line.block, start=line.end - len(rest), end=line.end)
    entries = _split_works(page, cited)
    if not all(_is_cited(page, entry, weak=is_weak) for entry in entries):
        entries = (Entry(parts=(cited,)),)
        if not _is_cited(page, entries[0], weak=is_weak):
            return None
    if _is_beside_picture(page, line.block) and all(_names_only(page, entry) for entry in entries):
        return None
    return Group(kind=GroupKind.LINE, rule="source-line", entries=entries)


def _is_beside_picture(page: PageColumns, index: int) -> bool:
    """Whether a picture stands right before a line: a bare site's name is then whose picture it is."""
    return index > 0 and page.blocks.kinds[index - 1] == KIND_CODES[BlockKind.MEDIA]


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


def _split_works(page: PageColumns, line: Part) -> tuple[Entry, ...]:
    """Cuts a line of several works: at semicolons, or link by link where there is nothing between but commas."""
    text = page.blocks.texts[line.block]
    pieces = list(_cut_at_semicolons(text, line))
    if len(pieces) > 1 and all(_stands_alone(page, piece) for piece in pieces):
        return tuple(Entry(parts=(piece,)) for piece in pieces)
    links = links_of(page, line)
    if len(links) > 1:
        gaps = [text[a.end : b.start] for a, b in pairwise(links)]
        edges = [text[line.start : links[0].start], text[links[-1].end : line.end]]
        if all(gap and _ONLY_JOINTS.fullmatch(gap) for gap in gaps) and all(map(_ONLY_JOINTS.fullmatch, edges)):
            return tuple(Entry(parts=(Part(block=line.block, start=link.start, end=link.end),)) for link in links)
    return (Entry(parts=(line,)),)


def _cut_at_semicolons(text: str, line: Part) -> Iterator[Part]:
    start = line.start
    for match in _SEMICOLON.finditer(text, line.start, line.end):
        yield Part(block=line.block, start=start, end=match.start())
        start = match.end()
    yield Part(block=line.block, start=start, end=line.end)


def _stands_alone(page: PageColumns, piece: Part) -> bool:
    text = page.blocks.texts[piece.block][piece.start : piece.end]
    if _GOES_ON.match(text):
        return False
    return bool(links_of(page, piece) or find_printed(text)) or (weigh_text(text)[0] >= 2 and len(text) > 20)
