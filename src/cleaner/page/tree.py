"""The page's elements as columns, and every question about who stands inside whom, answered once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

Attributes = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ElementTree:
    """The page's elements, indexed by ordinal in document order; empty for a text dump.

    Attributes:
        tags: Lower-case tag names.
        parents: Ordinal of each element's parent, -1 for the root; a parent comes before its children.
        attributes: Each element's attributes, as (name, value) in the page's order.
    """

    tags: tuple[str, ...] = ()
    parents: tuple[int, ...] = ()
    attributes: tuple[Attributes, ...] = ()

    @cached_property
    def ends(self) -> list[int]:
        """For each element, the ordinal after the last element inside it."""
        parents = self.parents
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
        for ordinal, attributes in enumerate(self.attributes):
            for name, value in attributes:
                if name == "id" and value:
                    found.setdefault(value, ordinal)
        return found

    def climb(self, element: int) -> Iterator[int]:
        """Gives the element, its parent, and so on to the root; nothing for -1."""
        parents = self.parents
        while element >= 0:
            yield element
            element = parents[element]

    def find_above(self, element: int, tags: Collection[str]) -> int:
        """Finds the innermost element of one of these names that is, or holds, an element; -1 where there is none."""
        names, parents = self.tags, self.parents
        while element >= 0 and names[element] not in tags:
            element = parents[element]
        return element
