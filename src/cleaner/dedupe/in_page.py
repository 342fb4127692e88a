"""Finds marketing blocks that repeat back to back within a page, and the page tail around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from cleaner.dedupe.copies import find_changed_copies
from cleaner.dedupe.forms import find_forms
from cleaner.dedupe.marketing import PROSE_WORDS, Lines
from cleaner.dedupe.runs import Run, find_runs
from cleaner.lexicon.wordings import BOX_PHRASES, Phrase
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

# Share of a copy's lines that must be worded as marketing before the whole copy counts as such.
_MIN_MARKETING_RATIO = 1 / 3
# A form has a button or a heading beside a sentence; verse, exercises and tables have lines of like lengths.
_MIN_SENTENCE_WORDS = 8
_MAX_BUTTON_WORDS = 5
# Copies of three lines or more that come this often are no chorus.
_MANY_LINES = 3
_MANY_COPIES = 4
# A line of a page tail is no longer than this; an unworded one between two of them is a name or a label.
_MAX_TAIL_WORDS = 20
_MAX_GAP_WORDS = 6
# A call to action no longer than this is a button or a slogan; a longer one may be the article's last sentence.
_MAX_CALL_WORDS = 8


class Removal(NamedTuple):
    """Why a line goes.

    Attributes:
        rule: Name of the rule that removes it.
        evidence: What the rule saw, in words.
    """

    rule: str
    evidence: str


class RepeatedRun:
    """What is known about one run of lines that repeat, read when it is asked for."""

    def __init__(self, lines: Lines, run: Run) -> None:
        self.lines = lines
        self.run = run
        self.copy = range(run.start, run.start + run.period)
        self.places = range(run.start, run.end)

    @cached_property
    def phrases(self) -> Counter[Phrase]:
        """Kinds of marketing that its lines are worded as; none where one of them is prose."""
        if any(map(self.lines.is_prose, self.copy)):
            return Counter()
        found = Counter(phrase for place in self.copy if (phrase := self.lines.phrase(place)))
        return found if found.total() >= _MIN_MARKETING_RATIO * len(self.copy) else Counter()

    @property
    def worded(self) -> bool:
        return bool(self.phrases)

    @property
    def boxed(self) -> bool:
        """Worded as a form, a newsletter box or a pop-up."""
        return not BOX_PHRASES.isdisjoint(self.phrases)

    @property
    def asked(self) -> bool:
        """Worded as something that a reader is asked to do; `loading` and `powered by` label what is content too."""
        return any(phrase is not Phrase.WIDGET for phrase in self.phrases)

    @cached_property
    def marked_up(self) -> bool:
        """In the markup of a form or a pop-up, in most of its lines."""
        return 2 * sum(map(self.lines.is_box_markup, self.copy)) > len(self.copy)

    @cached_property
    def hidden(self) -> bool:
        return 2 * sum(self.lines.hidden[self.run.start : self.run.end]) > len(self.places)

    @cached_property
    def disbelieved(self) -> bool:
        """The classifier dropped more than half of its lines; half is a classifier that tells its copies apart."""
        return 2 * sum(not self.lines.is_believed(place) for place in self.places) > len(self.places)

    @property
    def at_tail(self) -> bool:
        """After the last paragraph or reference of the article."""
        return self.lines.is_after_article(self.run.start)

    @cached_property
    def protected(self) -> bool:
        return any(map(self.lines.is_protected, self.copy))

    @property
    def guarded(self) -> bool:
        """Protected, and no two independent signals speak against it."""
        signals = (self.worded, self.marked_up, self.hidden, self.disbelieved, self.at_tail)
        return self.protected and sum(signals) < 2

    @property
    def thrice(self) -> bool:
        return self.run.copies >= 3

    @property
    def blockwise(self) -> bool:
        """Of several lines, which do not come back together by chance."""
        return self.run.period > 1

    @property
    def flattened(self) -> bool:
        """In a text dump, where no markup says what is a form; the classifier is at its weakest there."""
        return self.lines.page.kind is PageKind.TEXT

    @property
    def long_lined(self) -> bool:
        """Holds a line as long as a paragraph; verse and exercises repeat in shorter ones."""
        return any(self.lines.words[place] >= PROSE_WORDS for place in self.copy)

    @property
    def shaped(self) -> bool:
        """Shaped as a form, whatever its language: a sentence and a button, or several lines very often."""
        words = [self.lines.words[place] for place in self.copy]
        uneven = max(words) >= _MIN_SENTENCE_WORDS and min(words) <= _MAX_BUTTON_WORDS
        return uneven or (self.run.period >= _MANY_LINES and self.run.copies >= _MANY_COPIES)


class RepeatRule(NamedTuple):
    """A rule about a run of lines that repeat.

    Attributes:
        name: What labels call it.
        keeps_one: Whether one copy stays.
        holds: When it applies.
    """

    name: str
    keeps_one: bool
    holds: Callable[[RepeatedRun], bool]


# The first match decides. A run that matches none stays whole.
REPEAT_RULES = (
    RepeatRule("repeated-form", False, lambda run: run.thrice and run.blockwise and run.marked_up and run.worded),
    RepeatRule(
        "repeated-form-text",
        False,
        lambda run: run.boxed and (run.flattened or (run.at_tail and run.thrice)) and not run.guarded,
    ),
    RepeatRule("repeated-page-tail", False, lambda run: run.worded and run.at_tail and (run.thrice or run.flattened)),
    RepeatRule(
        "repeated-and-dropped", False, lambda run: run.thrice and run.blockwise and run.disbelieved and run.worded
    ),
    RepeatRule("repeated-boilerplate", True, lambda run: run.thrice and run.disbelieved and (run.worded or run.hidden)),
    RepeatRule(
        "repeated-call-to-action",
        True,
        lambda run: (run.flattened or (run.thrice and (run.asked or run.hidden))) and run.worded and not run.guarded,
    ),
    RepeatRule(
        "repeated-in-form", True, lambda run: run.thrice and run.marked_up and run.blockwise and not run.guarded
    ),
    RepeatRule(
        "repeated-after-article",
        True,
        lambda run: run.thrice and run.flattened and run.at_tail and run.blockwise and run.shaped and not run.protected,
    ),
    RepeatRule(
        "repeated-paragraphs",
        True,
        lambda run: run.thrice and run.long_lined and (run.flattened or run.blockwise) and not run.protected,
    ),
)


def find_repeated_blocks(
    page: PageColumns, believed: Sequence[bool], references: Collection[int], settings: Settings
) -> dict[int, Removal]:
    """Finds the marketing blocks that repeat back to back, and the lines of the page tail around them.

    A run that repeats three times or more (twice, where it is worded as marketing) keeps one copy, and none where it
    is a form, a pop-up or a call to action after the article's end. Lists, tables, code, headings and lines with a
    quantity and a unit need a second signal; references stay. A run of short lines that nothing speaks against stays
    whole: verse, exercises and doses repeat by intention.

    Args:
        page: The page, cut into blocks.
        believed: Whether each block is, as far as is known, what a reader of the page came for.
        references: Blocks that are reference material.
        settings: The caller's choices.

    Returns:
        By block, why it goes.
    """
    lines = Lines(page, believed, references)
    # Markup tells forms from text, so no rule needs to trust two copies on an HTML page.
    min_copies = 2 if page.kind is PageKind.TEXT else 3
    if max(lines.copies, default=0) < min_copies:
        return {}
    removals: dict[int, Removal] = {}
    tails: list[range] = []
    for run in find_runs(lines.numbers, max_period_lines=settings.dedupe_max_period_lines, min_copies=min_copies):
        repeated = RepeatedRun(lines, run)
        judged = _judge_run(repeated)
        removals.update(judged)
        if judged:
            removals.update(_remove_changed_copies(lines, run, judged, removals))
        if len(judged) == run.end - run.start and repeated.at_tail:
            tails.append(repeated.places)
    if page.kind is PageKind.TEXT:
        tails += _remove_forms(lines, removals)
    _extend_tail(lines, tails, removals)
    by_block = {lines.blocks[place]: removal for place, removal in removals.items()}
    return {index: removal for index, removal in by_block.items() if index not in references}


def _judge_run(repeated: RepeatedRun) -> dict[int, Removal]:
    run = repeated.run
    rule = next((rule for rule in REPEAT_RULES if rule.holds(repeated)), None)
    if rule is None:
        return {}
    said = f"the same {run.period} lines stand" if run.period > 1 else "the same line stands"
    removal = Removal(rule.name, f"{said} {run.copies} times in a row on this page")
    spared = _choose_copy(repeated) if rule.keeps_one else range(0)
    return {place: removal for place in repeated.places if place not in spared}


def _choose_copy(repeated: RepeatedRun) -> range:
    """The copy that the classifier kept most of, the first of several."""
    run = repeated.run
    copies = [range(start, start + run.period) for start in repeated.places[:: run.period][: run.copies]]
    return max(copies, key=lambda copy: sum(map(repeated.lines.is_believed, copy)))


def _remove_changed_copies(
    lines: Lines, run: Run, judged: dict[int, Removal], removals: dict[int, Removal]
) -> dict[int, Removal]:
    whole = len(judged) == run.end - run.start

    def is_taken(place: int) -> bool:
        return place in removals or lines.is_reference(place)

    changed = find_changed_copies(lines, run, is_taken, numbers_matter=not whole)
    rule = next(iter(judged.values())).rule
    removal = Removal(rule, f"a changed copy of the block that stands {run.copies} times in a row beside it")
    return {place: removal for copy in changed for place in copy}


def _remove_forms(lines: Lines, removals: dict[int, Removal]) -> list[range]:
    """Removes stretches of near-identical forms, and tells those that stand after the article's end."""
    stretches = find_forms(lines)
    for stretch in stretches:
        seen = f"a stretch of {len(stretch)} lines of forms that come back, some of them changed, on this page"
        for place in stretch:
            removals.setdefault(place, Removal("near-identical-forms", seen))
    return [stretch for stretch in stretches if lines.is_after_article(stretch.start)]


def _extend_tail(lines: Lines, tails: Iterable[range], removals: dict[int, Removal]) -> None:
    """Removes the lines of forms, boxes and widgets that touch a removed run after the article's end."""
    taken: list[int] = []
    for tail in tails:
        taken += _walk(lines, range(tail.start - 1, lines.article_end, -1), removals)
        taken += _walk(lines, range(tail.stop, len(lines)), removals)
    seen = "a line of a form, a box or a widget next to a repeated one, after the article's end"
    removals.update(dict.fromkeys(taken, Removal("page-tail", seen)))


def _walk(lines: Lines, places: Iterable[int], removals: Collection[int]) -> list[int]:
    """Collects lines away from a removed run for as long as they are a page tail's; a label between two goes too.

    It ends at the next removed line: the run that this one is of has its own walk.
    """
    taken: list[int] = []
    pending: list[int] = []
    for place in places:
        if place in removals:
            return [*taken, *pending]
        if _is_tail_line(lines, place):
            taken += [*pending, place]
            pending = []
        elif _ends_tail(lines, place) or (pending and lines.numbers[place] != lines.numbers[pending[-1]]):
            break
        else:
            pending.append(place)
    return taken


def _is_tail_line(lines: Lines, place: int) -> bool:
    phrase = lines.phrase(place) if lines.words[place] <= _MAX_TAIL_WORDS else None
    return phrase in BOX_PHRASES or (phrase is Phrase.CALL and lines.words[place] <= _MAX_CALL_WORDS)


def _ends_tail(lines: Lines, place: int) -> bool:
    return lines.words[place] > _MAX_GAP_WORDS or lines.is_protected(place) or lines.is_reference(place)
