"""Chooses which cited references Markdown writes as footnotes, and which blocks they leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cleaner.document import Document, Role
from cleaner.page.blocks import Span, SpanKind

# A block with entries leaves the text if they are most of it; a line among other lines does not take these along.
_MIN_ENTRY_RATIO = 0.6
_MAX_LABEL_WORDS = 6
# "Smith 2020" is text that a reader needs, not a mere sign.
_WORD = re.compile(r"[^\W\d_]{3}")


class Footnotes(NamedTuple):
    """What becomes of a page's references as footnotes.

    Attributes:
        kept: Indices of the blocks that stay in the text.
        signs: By block, the anchors that the signs in its text become, each named after its footnotes.
        cited: Indices of the references that become footnotes; the others stay where they are.
    """

    kept: list[int]
    signs: dict[int, list[Span]]
    cited: list[int]


def find_footnotes(document: Document, kept: Sequence[int]) -> Footnotes:
    """Finds the references that signs in the kept text lead to."""
    targets_of = _group_signs(document, frozenset(kept))
    cited = sorted({target for targets in targets_of.values() for target in targets})
    gone = _find_moved(document, frozenset(cited)) if cited else frozenset()
    signs: dict[int, list[Span]] = {}
    for (block, start, end), targets in targets_of.items():
        # Written as `[^…]`: one anchor over `[1, 3]` stands for both.
        label = "][^".join(str(target + 1) for target in targets)
        signs.setdefault(block, []).append(Span(kind=SpanKind.ANCHOR, start=start, end=end, target=label))
    return Footnotes([index for index in kept if index not in gone], signs, cited)


def _group_signs(document: Document, kept: frozenset[int]) -> dict[tuple[int, int, int], list[int]]:
    """For each sign in the kept text its block, start and end, and the references that it leads to."""
    texts = document.blocks.texts
    signs: dict[tuple[int, int, int], list[int]] = {}
    for marker in document.inline_markers:
        start, end = marker.offset, marker.offset + marker.length
        if marker.target is None or marker.block not in kept or _WORD.search(texts[marker.block], start, end):
            continue
        targets = signs.setdefault((marker.block, start, end), [])
        if marker.target not in targets:
            targets.append(marker.target)
    return signs


def _find_moved(document: Document, cited: frozenset[int]) -> set[int]:
    """Indices of the blocks that hold nothing but entries that move, and of the labels of lists that all move."""
    texts = document.blocks.texts
    lengths: dict[int, int] = {}
    staying: set[int] = set()
    for place, reference in enumerate(document.references):
        for index in reference.blocks:
            own = len(reference.raw) if len(reference.blocks) == 1 else len(texts[index])
            lengths[index] = lengths.get(index, 0) + own
            if place not in cited:
                staying.add(index)
    gone = {
        index
        for index, length in lengths.items()
        if index not in staying and length >= _MIN_ENTRY_RATIO * len(texts[index])
    }
    if gone == set(lengths):
        gone.update(_find_labels(document, lengths))
    return gone


def _find_labels(document: Document, entries: Mapping[int, int]) -> Iterable[int]:
    for index, (words, label) in enumerate(zip(document.blocks.words.tolist(), document.labels, strict=True)):
        if label.role is Role.REFERENCE and index not in entries and words <= _MAX_LABEL_WORDS:
            yield index
