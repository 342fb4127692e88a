"""Finds stretches of near-identical forms in text dumps: copies that differ in a line, so that no exact run forms."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

from cleaner.dedupe.copies import MIN_LIKENESS, mask_numbers, measure_likeness
from cleaner.dedupe.signals import BOX_PHRASES, count_line_words, is_protected, read_phrase
from cleaner.page.blocks import Block

# A form line said so often on a page is a template's; a stretch needs two such lines, and three in all.
_MIN_COPIES = 3
_MIN_TEMPLATE_LINES = 2
_MIN_LINES = 3
_MAX_BOX_WORDS = 20
# Lines between two form lines that go with them: short, and like another line of the page in this share of trigrams.
_MAX_GAP_LINES = 2
_MAX_GAP_WORDS = 8
# Lines that always follow a form's last line are its button and its small print; more of them are a page said thrice.
_MAX_FOLLOWERS = 3
# Copies of a form are looked for no further away than this, so that a dump of any length costs its length.
_WINDOW_LINES = 60


def find_stretches(blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int]) -> list[range]:
    """Finds stretches of lines that are worded as forms, newsletter boxes or widgets and come back on the page.

    Args:
        blocks: The page's lines.
        numbers: One number a line, equal for equal lines.
        counts: How often each number stands on the page.

    Returns:
        Places of the lines of each stretch; it begins at a form line that the page says twice or more, and ends at
        one or at the button and small print below it.
    """
    if max(counts.values(), default=0) < _MIN_COPIES:
        return []
    boxed = [
        counts[number] >= 2 and count_line_words(block) <= _MAX_BOX_WORDS and read_phrase(block) in BOX_PHRASES
        for block, number in zip(blocks, numbers, strict=True)
    ]
    slots = _find_slots(boxed, numbers)
    fixed = _find_fixed(numbers, counts)
    found: list[range] = []
    start = end = -1
    for place in (place for place, is_box in enumerate(boxed) if is_box):
        gap = range(end + 1, place)
        if start >= 0 and (
            _is_slot(gap, blocks, slots) or _spans_gap(blocks, numbers, counts, gap) or _is_fixed(gap, blocks, fixed)
        ):
            end = place
            continue
        found.append(range(start, end + 1))
        start = end = place
    found.append(range(start, end + 1))
    aligned = _align([stretch for stretch in found if stretch.start >= 0], blocks, numbers)
    grown = [_grow(stretch, blocks, numbers, counts) for stretch in aligned]
    templates = [stretch for stretch in grown if _is_template(stretch, numbers, counts, boxed)]
    return [_follow(stretch, blocks, fixed) for stretch in templates]


def _find_slots(boxed: Sequence[bool], numbers: Sequence[int]) -> set[int]:
    """Finds lines above the same form line, where one of those lines comes back and another form line is above it.

    Names of people above the same form line are all different; questions and topics of a form are not.
    """
    places = [place for place in range(len(boxed) - 1) if boxed[place + 1] and not boxed[place]]
    fillings: dict[int, list[int]] = {}
    for place in places:
        fillings.setdefault(numbers[place + 1], []).append(numbers[place])
    template = {below for below, above in fillings.items() if len(set(above)) < len(above) >= _MIN_COPIES}
    return {place for place in places if place and boxed[place - 1] and numbers[place + 1] in template}


def _is_slot(gap: range, blocks: Sequence[Block], slots: Collection[int]) -> bool:
    return len(gap) == 1 and gap.start in slots and _is_short(blocks[gap.start])


def _find_fixed(numbers: Sequence[int], counts: Mapping[int, int]) -> set[int]:
    """Finds lines that come back often and follow the same line, which stands nowhere without them, each time."""
    above: dict[int, set[int]] = {}
    for one, other in itertools.pairwise(numbers):
        above.setdefault(other, set()).add(one)
    follows = {
        line: next(iter(lines))
        for line, lines in above.items()
        if len(lines) == 1 and counts[line] >= _MIN_COPIES and counts[line] == counts[next(iter(lines))]
    }
    return {place for place in range(1, len(numbers)) if follows.get(numbers[place]) == numbers[place - 1]}


def _is_fixed(gap: range, blocks: Sequence[Block], fixed: Collection[int]) -> bool:
    """Whether the lines between two form lines are the same in every copy of the form."""
    return len(gap) <= _MAX_GAP_LINES and all(place in fixed and _is_boxed_line(blocks[place]) for place in gap)


def _follow(stretch: range, blocks: Sequence[Block], fixed: Collection[int]) -> range:
    """Takes in the lines that follow the form in every copy, where the copies end together soon after."""
    end = stretch.stop
    while end in fixed and end - stretch.stop <= _MAX_FOLLOWERS:
        end += 1
    followers = range(stretch.stop, end)
    if len(followers) > _MAX_FOLLOWERS or not all(_is_boxed_line(blocks[place]) for place in followers):
        return stretch
    return range(stretch.start, end)


def _is_boxed_line(block: Block) -> bool:
    return count_line_words(block) <= _MAX_BOX_WORDS and not is_protected(block)


def _align(stretches: Sequence[range], blocks: Sequence[Block], numbers: Sequence[int]) -> list[range]:
    """Takes in the line above a stretch that is a changed copy of the line above the next one of the same beginning."""
    tops = {}
    for one, other in itertools.pairwise(stretches):
        if numbers[one.start] == numbers[other.start] and min(one.start, other.start - one.stop) > 0:
            above = (blocks[one.start - 1], blocks[other.start - 1])
            if all(_is_short(block) for block in above) and _is_like_any(above[0], above[1:]):
                tops[one] = tops[other] = True
    return [range(stretch.start - 1, stretch.stop) if stretch in tops else stretch for stretch in stretches]


def _is_short(block: Block) -> bool:
    return count_line_words(block) <= _MAX_GAP_WORDS and not is_protected(block)


def _grow(stretch: range, blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int]) -> range:
    """Takes in the line above and the line below that belong to the forms too."""
    inside = [blocks[place] for place in stretch[:_WINDOW_LINES]]
    start, end = stretch.start, stretch.stop
    if start > 0 and _belongs(blocks[start - 1], counts[numbers[start - 1]], inside):
        start -= 1
    if end < len(blocks) and _belongs(blocks[end], counts[numbers[end]], inside):
        end += 1
    return range(start, end)


def _belongs(block: Block, count: int, inside: Sequence[Block]) -> bool:
    """Whether a line is a call to action that comes back, or a changed copy of a line of the stretch."""
    if count_line_words(block) > _MAX_GAP_WORDS:
        return False
    if count >= _MIN_COPIES and read_phrase(block) is not None:
        return True
    return not is_protected(block) and _is_like_any(block, inside)


def _spans_gap(blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int], gap: range) -> bool:
    return len(gap) <= _MAX_GAP_LINES and all(_goes_with(blocks, numbers, counts, place) for place in gap)


def _goes_with(blocks: Sequence[Block], numbers: Sequence[int], counts: Mapping[int, int], place: int) -> bool:
    block = blocks[place]
    if count_line_words(block) <= _MAX_BOX_WORDS and read_phrase(block) in BOX_PHRASES:
        return True
    if count_line_words(block) > _MAX_GAP_WORDS or is_protected(block):
        return False
    return counts[numbers[place]] >= 2 or _is_like_any(
        block, blocks[max(0, place - _WINDOW_LINES) : place + _WINDOW_LINES]
    )


def _is_like_any(block: Block, others: Sequence[Block]) -> bool:
    return any(
        measure_likeness(mask_numbers(block.text), mask_numbers(other.text)) >= MIN_LIKENESS
        for other in others
        if other is not block and count_line_words(other) <= _MAX_GAP_WORDS
    )


def _is_template(stretch: range, numbers: Sequence[int], counts: Mapping[int, int], boxed: Sequence[bool]) -> bool:
    often = sum(boxed[place] and counts[numbers[place]] >= _MIN_COPIES for place in stretch)
    return often >= _MIN_TEMPLATE_LINES and len(stretch) >= _MIN_LINES
