"""Builds the blocks of a page three to five times faster than their constructor.

A frozen dataclass sets each field through `object.__setattr__`; a page's blocks would take a tenth of the
time of cutting it (benchmarks/speed/segment.py). Here a mutable class of the same layout is filled and then becomes
the frozen one, which Python allows between classes whose slots are equal; a test compares both ways for every field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from cleaner.page.blocks import Block, BlockKind, Container, Span
from cleaner.segment.kinds import SOURCE_DOM


class _BlockDraft:
    __slots__ = tuple(Block.__slots__)

    def __init__(  # noqa: PLR0913, PLR0917 - one for each field of the value
        self,
        index: int,
        kind: BlockKind,
        text: str,
        words: int,
        level: int,
        spans: tuple[Span, ...],
        element: int,
        containers: tuple[Container, ...],
        hidden: bool,
        language: str | None,
    ) -> None:
        self.index = index
        self.kind = kind
        self.text = text
        self.words = words
        self.level = level
        self.spans = spans
        self.element = element
        self.containers = containers
        self.source = SOURCE_DOM
        self.hidden = hidden
        self.language = language
        self.__class__ = Block  # type: ignore[assignment]


make_block = cast(
    "Callable[[int, BlockKind, str, int, int, tuple[Span, ...], int, tuple[Container, ...], bool, str | None], Block]",
    _BlockDraft,
)
"""A `Block` of (index, kind, text, words, level, spans, element, containers, hidden, language)."""
