"""Finds the elements that hold a page's blocks, and which of them have the same tag and attributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from cleaner.document import Attributes, SegmentedPage


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


def read_surroundings(page: SegmentedPage) -> Surroundings:
    """Finds the elements that hold blocks.

    Args:
        page: The page.

    Returns:
        The elements and what they are called.
    """
    parents, tags, attributes = page.outline.parents, page.outline.tags, page.outline.attributes
    if not tags:
        return Surroundings((), (), ())
    found: set[int] = {-1}
    for block in page.blocks:
        element = block.element
        while element not in found:
            found.add(element)
            element = parents[element]
    found.remove(-1)
    elements = sorted(found)
    # A new key is given the next number as soon as it is looked up; a tag alone hashes faster than a pair.
    known: defaultdict[str | tuple[str, Attributes], int] = defaultdict(count().__next__)
    rows = [
        known[(tags[element], attributes[element]) if attributes[element] else tags[element]] for element in elements
    ]
    return Surroundings(elements, rows, tuple((key, ()) if isinstance(key, str) else key for key in known))
