"""One table of blocks: columns made once, which stages read, and rows as values for people who ask for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from cleaner.page.addresses import PageAddress
from cleaner.page.blocks import Block, BlockKind, Container, PageKind, Source, Span, SpanKind
from cleaner.page.head import Head, writes_day_first
from cleaner.page.tree import Attributes, ElementTree

BLOCK_KINDS = tuple(BlockKind)
KIND_CODES = {kind: code for code, kind in enumerate(BLOCK_KINDS)}
"""The number that stands for a kind in `BlockTable.kinds`."""
SOURCES = tuple(Source)
SOURCE_CODES = {source: code for code, source in enumerate(SOURCES)}
"""The number that stands for a source in `BlockTable.sources`."""


class Row(NamedTuple):
    """A block while its table is written: as in `Block`, with the numbers that stand for its kind and source."""

    kind: int
    text: str
    words: int
    level: int = 0
    spans: tuple[Span, ...] = ()
    element: int = -1
    containers: tuple[Container, ...] = ()
    source: int = SOURCE_CODES[Source.DOM]
    hidden: bool = False
    language: str | None = None


class BlockTable(Sequence[Block]):
    """The blocks of a page as columns of equal length; as a sequence, its rows.

    Attributes:
        kinds: `KIND_CODES` of each block, uint8 `[n_blocks]`.
        levels: 1–6 for headings, 0 otherwise, uint8 `[n_blocks]`.
        words: Number of words, int64 `[n_blocks]`.
        elements: Ordinal of each block's element, -1 for none, int64 `[n_blocks]`.
        hidden: Whether markup hides it when the page opens, bool `[n_blocks]`.
        sources: `SOURCE_CODES` of each block, uint8 `[n_blocks]`.
        texts, spans, containers: As in `Block`.
        languages: Language of code blocks that name one, by index.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        kinds, texts, words, levels, spans, elements, containers, sources, hidden, languages = (
            zip(*rows, strict=True) if rows else [()] * len(Row._fields)
        )
        self.kinds: NDArray[np.uint8] = np.array(kinds, dtype=np.uint8)
        self.levels: NDArray[np.uint8] = np.array(levels, dtype=np.uint8)
        self.words: NDArray[np.int64] = np.array(words, dtype=np.int64)
        self.elements: NDArray[np.int64] = np.array(elements, dtype=np.int64)
        self.hidden: NDArray[np.bool_] = np.array(hidden, dtype=np.bool_)
        self.sources: NDArray[np.uint8] = np.array(sources, dtype=np.uint8)
        self.texts: tuple[str, ...] = texts
        self.spans: tuple[tuple[Span, ...], ...] = spans
        self.containers: tuple[tuple[Container, ...], ...] = containers
        self.languages = {index: language for index, language in enumerate(languages) if language is not None}
        for column in (self.kinds, self.levels, self.words, self.elements, self.hidden, self.sources):
            column.flags.writeable = False
        self._rows: list[Block | None] = [None] * len(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple([self[place] for place in range(*index.indices(len(self)))])
        row = self._rows[index]
        if row is None:
            row = self._rows[index] = self._make_row(index if index >= 0 else index + len(self))
        return row

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BlockTable) and self[:] == other[:]

    def __hash__(self) -> int:
        return hash(self.texts)

    def __repr__(self) -> str:
        return f"BlockTable({len(self)} blocks, {self.word_count} words)"

    @cached_property
    def characters(self) -> NDArray[np.int64]:
        """Characters of each block's text, `[n_blocks]`."""
        return np.array(list(map(len, self.texts)), dtype=np.int64)

    @cached_property
    def link_characters(self) -> NDArray[np.int64]:
        """Characters of each block's text inside links, `[n_blocks]`."""
        link = SpanKind.LINK
        return np.array(
            [sum([span.end - span.start for span in spans if span.kind is link]) for spans in self.spans],
            dtype=np.int64,
        )

    @cached_property
    def link_ratios(self) -> NDArray[np.float64]:
        """Share of each block's characters that are links, 0–1, `[n_blocks]`."""
        ratios: NDArray[np.float64] = np.minimum(self.link_characters / np.maximum(self.characters, 1), 1)
        return ratios

    @cached_property
    def word_count(self) -> int:
        """Words of all blocks."""
        return int(self.words.sum())

    def is_kind(self, kind: BlockKind) -> NDArray[np.bool_]:
        """Says of each block whether it is of a kind, `[n_blocks]`."""
        found: NDArray[np.bool_] = self.kinds == KIND_CODES[kind]
        return found

    def _make_row(self, index: int) -> Block:
        return Block(
            index=index,
            kind=BLOCK_KINDS[self.kinds[index]],
            text=self.texts[index],
            words=int(self.words[index]),
            level=int(self.levels[index]),
            spans=self.spans[index],
            element=int(self.elements[index]),
            containers=self.containers[index],
            source=SOURCES[self.sources[index]],
            hidden=bool(self.hidden[index]),
            language=self.languages.get(index),
        )


def tabulate_blocks(blocks: Iterable[Block]) -> BlockTable:
    """Makes a table of blocks; their places become their indices."""
    return BlockTable(
        [
            Row(
                KIND_CODES[block.kind],
                block.text,
                block.words,
                block.level,
                block.spans,
                block.element,
                block.containers,
                SOURCE_CODES[block.source],
                block.hidden,
                block.language,
            )
            for block in blocks
        ]
    )


class Surroundings(NamedTuple):
    """The elements that hold a page's blocks: less than half of its elements.

    Attributes:
        elements: Their ordinals, ascending: every element comes after its parent.
        rows: For each of them, the number of its tag and attributes in `names`.
        names: The page's different tags with attributes, in order of appearance.
    """

    elements: Sequence[int]
    rows: Sequence[int]
    names: Sequence[tuple[str, Attributes]]


@dataclass(frozen=True, kw_only=True, eq=False)
class PageColumns:
    """A page cut into blocks: what `segment` hands to every later stage.

    Attributes:
        page_id: As in `Page`.
        url: As in `Page`.
        kind: As in `Page`.
        blocks: Every piece of text, in document order.
        tree: The page's elements.
        head: What the page says about itself.
        encoding: WHATWG name of the encoding that the bytes were read in, `None` where text came in.
        replaced_bytes: Bytes that were no valid text and became U+FFFD.
        flattening: How a text dump was made; empty for HTML.
        marks: Words that whoever made the dump wrote beside the page's own, such as bullets, by name.
    """

    page_id: str
    url: str | None
    kind: PageKind
    blocks: BlockTable
    tree: ElementTree
    head: Head
    encoding: str | None = None
    replaced_bytes: int = 0
    flattening: str = ""
    marks: Mapping[str, int] = field(default_factory=dict)

    @property
    def word_count(self) -> int:
        """Words on the page: those of its blocks, which hold every character of the parser's text (a tested law)."""
        return self.blocks.word_count

    @cached_property
    def address(self) -> PageAddress:
        """Where the page stands, and what its links lead to."""
        return PageAddress(self.url, self.head.base)

    @cached_property
    def day_first(self) -> bool:
        """Whether the page writes the day before the month in `3/4/2021`."""
        return writes_day_first(self.head.language, self.url)

    @cached_property
    def surroundings(self) -> Surroundings:
        """The elements that hold blocks, and which of them have the same tag and attributes."""
        parents, tags, attributes = self.tree.parents, self.tree.tags, self.tree.attributes
        if not tags:
            return Surroundings((), (), ())
        found: set[int] = {-1}
        for owner in self.blocks.elements.tolist():
            element = owner
            while element not in found:
                found.add(element)
                element = parents[element]
        found.remove(-1)
        elements = sorted(found)
        # A new key is given the next number as soon as it is looked up; a tag alone hashes faster than a pair.
        known: defaultdict[str | tuple[str, Attributes], int] = defaultdict(count().__next__)
        rows = [
            known[(tags[element], attributes[element]) if attributes[element] else tags[element]]
            for element in elements
        ]
        return Surroundings(elements, rows, tuple((key, ()) if isinstance(key, str) else key for key in known))

    @cached_property
    def owned_blocks(self) -> dict[int, list[int]]:
        """The blocks that each element owns, without buttons and links back to the text."""
        found: dict[int, list[int]] = {}
        controls = self.blocks.is_kind(BlockKind.CONTROL).tolist()
        for index, (element, is_control) in enumerate(zip(self.blocks.elements.tolist(), controls, strict=True)):
            if element >= 0 and not is_control:
                found.setdefault(element, []).append(index)
        return found

    @cached_property
    def anchors(self) -> dict[str, int]:
        """The block that each inline anchor stands in."""
        found: dict[str, int] = {}
        for index, spans in enumerate(self.blocks.spans):
            for span in spans:
                if span.kind is SpanKind.ANCHOR and span.target:
                    found.setdefault(span.target, index)
        return found

    def blocks_inside(self, element: int) -> list[int]:
        """The blocks that an element, or an element inside it, owns, in order."""
        inside = self._inside
        if element not in inside:
            owners = self.owned_blocks
            span = range(element, self.tree.ends[element])
            inside[element] = sorted([index for owner in span if owner in owners for index in owners[owner]])
        return inside[element]

    def find_place(self, fragment: str | None) -> int:
        """The first block of the place that a fragment names, -1 where there is none."""
        element = self.tree.ids.get(fragment or "", -1)
        inside = self.blocks_inside(element) if element >= 0 else ()
        return inside[0] if inside else self.anchors.get(fragment or "", -1)

    @cached_property
    def _inside(self) -> dict[int, list[int]]:
        return {}
