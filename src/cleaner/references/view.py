"""A page as the reference finders look at it: subtrees, anchors and addresses, each worked out once, on demand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote, urldefrag, urljoin

from cleaner.page.addresses import host_of
from cleaner.page.blocks import Block, BlockKind, ListItem, Span, SpanKind
from cleaner.page.columns import PageColumns


class PageView:
    """What the finders ask about a page.

    Attributes:
        page: The page.
        blocks: Its blocks.
        base: What its relative addresses are relative to; empty where nothing says so.
        address: Its own address without a fragment.
        host: Its own host.
    """

    def __init__(self, page: PageColumns) -> None:
        self.page = page
        self.blocks = page.blocks
        url = page.url or ""
        self.base = urljoin(url, page.head.base) if page.head.base else url
        self.address = urldefrag(url)[0]
        self.host = host_of(url)
        self._inside: dict[int, list[int]] = {}

    @cached_property
    def ends(self) -> list[int]:
        """For each element, the ordinal after the last element inside it: ordinals count in document order."""
        parents = self.page.tree.parents
        ends = list(range(1, len(parents) + 1))
        for ordinal in range(len(parents) - 1, 0, -1):
            parent = parents[ordinal]
            if parent >= 0 and ends[ordinal] > ends[parent]:
                ends[parent] = ends[ordinal]
        return ends

    @cached_property
    def ids(self) -> dict[str, int]:
        """The first element of each `id`."""
        found: dict[str, int] = {}
        for ordinal, attributes in enumerate(self.page.tree.attributes):
            for name, value in attributes:
                if name == "id" and value:
                    found.setdefault(value, ordinal)
        return found

    @cached_property
    def anchors(self) -> dict[str, int]:
        """The block that each inline anchor stands in."""
        found: dict[str, int] = {}
        for block in self.blocks:
            for span in block.spans:
                if span.kind is SpanKind.ANCHOR and span.target:
                    found.setdefault(span.target, block.index)
        return found

    @cached_property
    def by_element(self) -> dict[int, list[int]]:
        """The blocks that each element owns, without buttons and links back to the text."""
        found: dict[int, list[int]] = {}
        for block in self.blocks:
            if block.element >= 0 and block.kind is not BlockKind.CONTROL:
                found.setdefault(block.element, []).append(block.index)
        return found

    def blocks_inside(self, element: int) -> list[int]:
        """The blocks whose element is this one or inside it, in order."""
        if element in self._inside:
            return self._inside[element]
        end = self.ends[element]
        owners = self.by_element
        found: list[int] = []
        for ordinal in range(element, end):
            if ordinal in owners:
                found.extend(owners[ordinal])
        found.sort()
        self._inside[element] = found
        return found

    def ancestors(self, element: int) -> Iterator[int]:
        """The element, its parent, and so on to the root."""
        parents = self.page.tree.parents
        while element >= 0:
            yield element
            element = parents[element]

    def is_inside(self, block: Block, tags: frozenset[str]) -> bool:
        """Says whether a block lies in an element of one of these names."""
        names = self.page.tree.tags
        return any(names[ordinal] in tags for ordinal in self.ancestors(block.element))

    def fragment_of(self, target: str | None) -> str | None:
        """The fragment of an address on this same page, None for any other address."""
        if not target or "#" not in target:
            return None
        address, _, fragment = target.partition("#")
        if not fragment or (address and not self._is_own(address)):
            return None
        return unquote(fragment) if "%" in fragment else fragment

    def block_of(self, fragment: str | None) -> int:
        """The first block of the place that a fragment names, -1 where there is none."""
        element = self.ids.get(fragment or "", -1)
        inside = self.blocks_inside(element) if element >= 0 else ()
        return inside[0] if inside else self.anchors.get(fragment or "", -1)

    def resolve(self, target: str) -> str:
        """The absolute address of a link, as far as the page says what it is relative to."""
        target = target.strip()
        if target.startswith(("http://", "https://")):
            return target
        try:
            return urljoin(self.base, target)
        except ValueError:
            return target

    def links(self, block: Block, start: int = 0, end: int | None = None) -> list[Span]:
        """The links of a block within a stretch of its text."""
        last = len(block.text) if end is None else end
        return [s for s in block.spans if s.kind is SpanKind.LINK and s.start >= start and s.end <= last]

    def _is_own(self, address: str) -> bool:
        if not self.address:
            return False
        if address == self.address:
            return True
        absolute = self.resolve(address) if not address.startswith("http") else address
        return absolute.rstrip("/") == self.address.rstrip("/")


def item_of(block: Block) -> ListItem | None:
    """The innermost list item that a block is in."""
    for container in reversed(block.containers):
        if isinstance(container, ListItem):
            return container
    return None
