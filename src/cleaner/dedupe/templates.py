"""Finds templates in a text dump: lines that stand in several places, alike but for names, towns, numbers and prices.

A template starts at an anchor, a line whose copies are alike and one of which is surely none of the content, and
reaches to both sides as far as all copies go on alike. It goes as a unit, with its heading, its button and its small
print.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from cleaner.dedupe.marketing import Lines
from cleaner.document import Finding, Judge, Role
from cleaner.lexicon.wordings import mask_slots
from cleaner.page.blocks import BlockKind, PageKind
from cleaner.page.columns import KIND_CODES, PageColumns
from cleaner.settings import Settings

# A line with a lower score is none of the content: of such lines 2 in 100 are on pages that the judge has not seen, 5
# in 100 under .12, where short lines that content repeats (steps, hours, a refrain) have their scores.
_SURE_SCORE = 0.02
# Share of a line's copies that are surely no content, from which the others are none either.
_MIN_SURE_PERCENT = 25
# A single line goes only where most of its copies are doubted: menus and headings share words.
_MAX_SINGLE_SCORE = 0.5
_MAX_TEMPLATE_LINES = 12
_MIN_WORDS_BETWEEN = 12
_MAX_COPIES = 200


def find_templates(
    page: PageColumns,
    scores: Sequence[float],
    believed: Sequence[bool],
    references: Collection[int],
    settings: Settings,
) -> tuple[Finding, ...]:
    """Finds the templates of a text dump; on an HTML page the markup says what is one.

    Args:
        page: The page, cut into blocks.
        scores: How sure the classifier is that each block belongs to the main content, 0–1.
        believed: Whether each block is, as far as is known, what a reader of the page came for.
        references: Blocks that are reference material; they stay.
        settings: The caller's choices; nothing is found where `dedupe` is off.

    Returns:
        One finding a template, of the role `repeated`.
    """
    if not settings.dedupe or page.kind is not PageKind.TEXT:
        return ()
    lines = Lines(page, believed, references)
    search = _Search(lines, [scores[block] for block in lines.blocks])
    return tuple(
        Finding(
            judge=Judge.REPEAT,
            rule="template-with-slots",
            blocks=tuple(sorted(lines.blocks[place] for place in unit)),
            role=Role.REPEATED,
            evidence=f"stands in {copies} places, alike but for names and numbers, and is surely no content in one",
        )
        for unit, copies in search.find_units()
    )


class _Search:
    """The lines of a dump, their keys and their scores."""

    def __init__(self, lines: Lines, scores: Sequence[float]) -> None:
        self.lines = lines
        self.scores = scores
        masked = {text: mask_slots(text) for text in set(lines.texts)}
        self.keys = [masked[text] for text in lines.texts]

    def find_units(self) -> list[tuple[set[int], int]]:
        """The places of each template's lines, and the number of its copies."""
        places: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys):
            if key and not self.lines.is_reference(place):
                places.setdefault(key, []).append(place)
        found: list[tuple[set[int], int]] = []
        taken: set[int] = set()
        for copies in places.values():
            if 2 <= len(copies) <= _MAX_COPIES and taken.isdisjoint(copies) and self._is_anchor(copies):
                unit = self._grow(copies)
                if len(unit) > len(copies) or self._goes_alone(copies):
                    taken |= unit
                    found.append((unit, len(copies)))
        return found

    def _is_anchor(self, copies: Sequence[int]) -> bool:
        """Whether one of the copies is surely no content, none is protected, and one would stay."""
        if not any(map(self.lines.is_believed, copies)):
            return False
        if any(map(self._is_meant, copies)) and not self._stands_apart(copies):
            return False
        sure = sum(self.scores[place] <= _SURE_SCORE for place in copies)
        return 100 * sure >= _MIN_SURE_PERCENT * len(copies) or self._is_worded(copies)

    def _goes_alone(self, copies: Sequence[int]) -> bool:
        is_doubted = median(self.scores[place] for place in copies) <= _MAX_SINGLE_SCORE
        return self._is_worded(copies) or (len(copies) > 2 and is_doubted)

    def _is_worded(self, copies: Sequence[int]) -> bool:
        return all(self.lines.phrase(place) for place in copies)

    def _is_meant(self, place: int) -> bool:
        """Whether a line is content wherever it stands: a paragraph, a cell, a dose, a source."""
        if self._is_cell(place) or self.lines.is_prose(place):
            return True
        return self.lines.is_exact(place) and not self.lines.phrase(place)

    def _stands_apart(self, copies: Sequence[int]) -> bool:
        """Whether text parts the copies of a short line: prices of a list and doses of a table stand together."""
        if any(self.lines.is_prose(place) or self._is_cell(place) for place in copies):
            return False
        words = self.lines.words
        return all(sum(words[one + 1 : two]) >= _MIN_WORDS_BETWEEN for one, two in pairwise(copies))

    def _is_cell(self, place: int) -> bool:
        return self.lines.kinds[place] == KIND_CODES[BlockKind.TABLE]

    def _grow(self, copies: Sequence[int]) -> set[int]:
        """The lines of a template, from its anchor as far as all copies go on alike to both sides."""
        unit = set(copies)
        for step in (-1, 1):
            for distance in range(1, _MAX_TEMPLATE_LINES + 1):
                around = [place + step * distance for place in copies]
                if not self._go_on(around, unit):
                    break
                unit.update(around)
        return unit

    def _go_on(self, around: Sequence[int], unit: set[int]) -> bool:
        if min(around) < 0 or max(around) >= len(self.keys) or not unit.isdisjoint(around):
            return False
        key = self.keys[around[0]]
        if not key or any(self.keys[place] != key or self.lines.is_reference(place) for place in around):
            return False
        return not any(map(self._is_meant, around)) or self._stands_apart(around)
