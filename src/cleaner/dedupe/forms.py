"""Finds near-identical forms in text dumps: copies that differ in a line or stand apart, so that no exact run forms."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from cleaner.dedupe.copies import MIN_LIKENESS, mask_numbers, measure_likeness
from cleaner.dedupe.marketing import Lines

# A form line said so often on a page is a template's; a stretch needs two such lines, and three in all.
_MIN_COPIES = 3
_MIN_TEMPLATE_LINES = 2
_MIN_LINES = 3
_MAX_BOX_WORDS = 20
# Lines between two form lines that go with them: short, and like another line of the page in this share of trigrams.
_MAX_GAP_WORDS = 8
# Lines that always follow a form's last line are its button and its small print; more of them are a page said thrice.
_MAX_FOLLOWERS = 3
# Copies of a form are looked for no further away than this, so that a dump of any length costs its length.
_WINDOW_LINES = 60


def find_forms(lines: Lines) -> list[range]:
    """Finds stretches of lines that are worded as forms, newsletter boxes or widgets and come back on the page.

    Args:
        lines: The page's lines.

    Returns:
        Places of the lines of each stretch; it begins at a form line that the page says twice or more, and ends at
        one or at the button and small print below it.
    """
    often = (
        place for place, copies in enumerate(lines.copies) if copies >= _MIN_COPIES and _is_form_line(lines, place)
    )
    if len(list(itertools.islice(often, _MIN_TEMPLATE_LINES))) < _MIN_TEMPLATE_LINES:
        return []
    forms = _Forms(lines)
    stretches = [_grow(stretch, lines) for stretch in _align(_join(forms), lines)]
    return [_follow(stretch, forms) for stretch in stretches if _is_template(stretch, forms)]


class _Forms:
    """The form lines of a page, and the lines that belong to them because each copy of the form has them."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.boxed = [copies >= 2 and _is_form_line(lines, place) for place, copies in enumerate(lines.copies)]
        self.places = [place for place, is_boxed in enumerate(self.boxed) if is_boxed]

    @cached_property
    def slots(self) -> set[int]:
        """Places of lines above the same form line, of which one comes back, with another form line above them.

        Names of people above the same form line are all different; questions and topics of a form are not.
        """
        numbers = self.lines.numbers
        tops = [place - 1 for place in self.places if place and not self.boxed[place - 1]]
        fillings: dict[int, list[int]] = {}
        for place in tops:
            fillings.setdefault(numbers[place + 1], []).append(numbers[place])
        template = {below for below, above in fillings.items() if len(set(above)) < len(above) >= _MIN_COPIES}
        return {place for place in tops if place and self.boxed[place - 1] and numbers[place + 1] in template}

    @cached_property
    def fixed(self) -> set[int]:
        """Places of lines that come back often, each time below the same line, which stands nowhere without them."""
        numbers, copies = self.lines.numbers, self.lines.copies
        above: dict[int, set[int]] = {}
        for place in range(1, len(numbers)):
            if copies[place] >= _MIN_COPIES:
                above.setdefault(numbers[place], set()).add(numbers[place - 1])
        return {
            place
            for place in range(1, len(numbers))
            if copies[place] >= _MIN_COPIES
            and copies[place] == copies[place - 1]
            and above[numbers[place]] == {numbers[place - 1]}
        }


class FormJoint(NamedTuple):
    """What makes lines between two form lines part of the form.

    Attributes:
        name: What it is called.
        max_lines: How many lines there may be.
        fits: Whether one of them, by its place, is such a line.
    """

    name: str
    max_lines: int
    fits: Callable[[_Forms, int], bool]


def _fills_slot(forms: _Forms, place: int) -> bool:
    return place in forms.slots and _is_short(forms.lines, place)


def _is_said_elsewhere(forms: _Forms, place: int) -> bool:
    """Whether a line is worded as one of a form, or is a short one that the page says again, perhaps changed."""
    lines = forms.lines
    if _is_form_line(lines, place):
        return True
    if not _is_short(lines, place):
        return False
    around = range(max(0, place - _WINDOW_LINES), min(place + _WINDOW_LINES, len(lines)))
    return lines.copies[place] >= 2 or _is_like_any(lines, place, around)


def _is_in_every_copy(forms: _Forms, place: int) -> bool:
    return place in forms.fixed and _is_small_print(forms.lines, place)


# The lines between two form lines belong to the form where all of them fit one row.
FORM_JOINTS = (
    FormJoint("said-elsewhere", 2, _is_said_elsewhere),
    FormJoint("slot", 1, _fills_slot),
    FormJoint("in-every-copy", 2, _is_in_every_copy),
)


def _join(forms: _Forms) -> list[range]:
    """Joins form lines to stretches."""
    found = [range(forms.places[0], forms.places[0] + 1)]
    for place in forms.places[1:]:
        last = found[-1]
        gap = range(last.stop, place)
        if any(len(gap) <= joint.max_lines and all(joint.fits(forms, line) for line in gap) for joint in FORM_JOINTS):
            found[-1] = range(last.start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found


def _align(stretches: Sequence[range], lines: Lines) -> list[range]:
    """Takes in the line above a stretch that is a changed copy of the line above the next one of the same beginning."""
    topped: set[int] = set()
    for one, other in itertools.pairwise(stretches):
        if lines.numbers[one.start] == lines.numbers[other.start] and one.start > 0 and other.start > one.stop:
            tops = (one.start - 1, other.start - 1)
            if all(_is_short(lines, top) for top in tops) and _is_like_any(lines, tops[0], tops[1:]):
                topped |= {one.start, other.start}
    return [range(stretch.start - (stretch.start in topped), stretch.stop) for stretch in stretches]


def _grow(stretch: range, lines: Lines) -> range:
    """Takes in the line above and the line below that belong to the forms too."""
    start, end = stretch.start, stretch.stop
    inside = stretch[:_WINDOW_LINES]
    starts_above = start > 0 and _belongs(lines, start - 1, inside)
    ends_below = end < len(lines) and _belongs(lines, end, inside)
    return range(start - starts_above, end + ends_below)


def _belongs(lines: Lines, place: int, inside: Iterable[int]) -> bool:
    """Whether a line is a call to action that comes back, or a changed copy of a line of the stretch."""
    if lines.words[place] > _MAX_GAP_WORDS:
        return False
    if lines.copies[place] >= _MIN_COPIES and lines.phrase(place) is not None:
        return True
    return not lines.is_protected(place) and _is_like_any(lines, place, inside)


def _is_template(stretch: range, forms: _Forms) -> bool:
    often = sum(forms.boxed[place] and forms.lines.copies[place] >= _MIN_COPIES for place in stretch)
    return often >= _MIN_TEMPLATE_LINES and len(stretch) >= _MIN_LINES


def _follow(stretch: range, forms: _Forms) -> range:
    """Takes in the lines that follow the form in every copy, where the copies end together soon after."""
    end = stretch.stop
    while end in forms.fixed and end - stretch.stop <= _MAX_FOLLOWERS:
        end += 1
    followers = range(stretch.stop, end)
    if len(followers) > _MAX_FOLLOWERS or not all(_is_small_print(forms.lines, place) for place in followers):
        return stretch
    return range(stretch.start, end)


def _is_form_line(lines: Lines, place: int) -> bool:
    return lines.words[place] <= _MAX_BOX_WORDS and lines.is_boxed(place)


def _is_short(lines: Lines, place: int) -> bool:
    return lines.words[place] <= _MAX_GAP_WORDS and not lines.is_protected(place)


def _is_small_print(lines: Lines, place: int) -> bool:
    return lines.words[place] <= _MAX_BOX_WORDS and not lines.is_protected(place)


def _is_like_any(lines: Lines, place: int, others: Iterable[int]) -> bool:
    masked = mask_numbers(lines.texts[place])
    return any(
        measure_likeness(masked, mask_numbers(lines.texts[other])) >= MIN_LIKENESS
        for other in others
        if other != place and lines.words[other] <= _MAX_GAP_WORDS
    )
