"""Finds marketing blocks that repeat back to back within a page, and the page tail around them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from cleaner.dedupe.copies import find_changed_copies
from cleaner.dedupe.evidence import Evidence, Lines
from cleaner.dedupe.runs import Run, find_runs
from cleaner.dedupe.signals import (
    BOX_PHRASES,
    MAX_CALL_WORDS,
    Phrase,
    count_line_words,
    is_protected,
    read_phrase,
)
from cleaner.dedupe.stretches import find_stretches
from cleaner.page.blocks import Block, PageKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

# A line of a page tail is no longer than this; an unworded one between two of them is a name or a label.
_MAX_TAIL_WORDS = 20
_MAX_GAP_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Why a line goes.

    Attributes:
        rule: Name of the rule that removes it.
        evidence: What the rule saw, in words.
    """

    rule: str
    evidence: str


# The first match decides: its name, whether one copy stays, when it holds. A run that matches none stays whole.
_RULES: tuple[tuple[str, bool, Callable[[Evidence], bool]], ...] = (
    ("repeated-form", False, lambda e: e.thrice and e.blockwise and e.marked_up and e.worded and not e.guarded),
    ("repeated-form-text", False, lambda e: e.boxed and (e.flattened or (e.at_tail and e.thrice)) and not e.guarded),
    ("repeated-page-tail", False, lambda e: e.worded and e.at_tail and (e.thrice or e.flattened)),
    (
        "repeated-and-dropped",
        False,
        lambda e: e.thrice and e.blockwise and e.disbelieved and e.worded and not e.guarded,
    ),
    ("repeated-boilerplate", True, lambda e: e.thrice and e.disbelieved and (e.worded or e.hidden)),
    (
        "repeated-call-to-action",
        True,
        lambda e: (e.flattened or (e.thrice and (e.asked or e.suspected))) and e.worded and not e.guarded,
    ),
    ("repeated-in-form", True, lambda e: e.thrice and e.marked_up and e.blockwise and not e.guarded),
    (
        "repeated-after-article",
        True,
        lambda e: e.thrice and e.flattened and e.at_tail and e.blockwise and e.shaped and not e.protected,
    ),
    (
        "repeated-paragraphs",
        True,
        lambda e: e.thrice and e.long_lined and (e.flattened or e.blockwise) and not e.protected,
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
    if lines.kinds == len(lines.blocks):
        return {}
    removals: dict[int, Removal] = {}
    tails: list[Run] = []
    for run in find_runs(lines.numbers, max_period_lines=settings.dedupe_max_period_lines):
        if run.copies < 3 and page.kind is PageKind.HTML:
            # Markup tells forms from text there, so no rule needs to trust two copies.
            continue
        evidence = Evidence(lines=lines, run=run)
        judged = _judge_run(evidence)
        removals.update(judged)
        if judged:
            removals.update(_remove_changed_copies(lines, run, judged, removals))
        if len(judged) == run.end - run.start and evidence.at_tail:
            tails.append(run)
    if page.kind is PageKind.TEXT:
        tails += _remove_stretches(lines, removals)
    if tails:
        removals.update(_extend_tail(lines, tails, removals))
    by_block = {lines.blocks[place].index: removal for place, removal in removals.items()}
    return {index: removal for index, removal in by_block.items() if index not in references}


def _remove_stretches(lines: Lines, removals: dict[int, Removal]) -> list[Run]:
    """Removes stretches of near-identical forms, and tells those that stand after the article's end."""
    tails = []
    for stretch in find_stretches(lines.blocks, lines.numbers, lines.counts):
        evidence = f"a stretch of {len(stretch)} lines of forms that come back, some of them changed, on this page"
        removal = Removal(rule="near-identical-forms", evidence=evidence)
        removals.update((place, removal) for place in stretch if place not in removals)
        if lines.article_start < stretch.start and lines.article_end < stretch.start:
            tails.append(Run(start=stretch.start, end=stretch.stop, period=len(stretch), copies=1))
    return tails


def _remove_changed_copies(
    lines: Lines, run: Run, judged: dict[int, Removal], removals: dict[int, Removal]
) -> dict[int, Removal]:
    whole = len(judged) == run.end - run.start

    def is_taken(place: int) -> bool:
        return place in removals or lines.blocks[place].index in lines.references

    changed = find_changed_copies(lines.blocks, run, is_taken, numbers_matter=not whole)
    if not changed:
        return {}
    rule = next(iter(judged.values())).rule
    evidence = f"a changed copy of the block that stands {run.copies} times in a row beside it"
    removal = Removal(rule=rule, evidence=evidence)
    return {place: removal for copy in changed for place in copy}


def _judge_run(evidence: Evidence) -> dict[int, Removal]:
    run = evidence.run
    for rule, keep_one, holds in _RULES:
        if holds(evidence):
            said = f"the same {run.period} lines stand" if run.period > 1 else "the same line stands"
            removal = Removal(rule=rule, evidence=f"{said} {run.copies} times in a row on this page")
            spared = _choose_copy(evidence) if keep_one else range(0)
            return {place: removal for place in range(run.start, run.end) if place not in spared}
    return {}


def _choose_copy(evidence: Evidence) -> range:
    """The copy that the classifier kept most of, the first of several."""
    run, lines = evidence.run, evidence.lines

    def count_kept(start: int) -> int:
        return sum(lines.believed[block.index] for block in lines.blocks[start : start + run.period])

    best = max(range(run.start, run.start + run.period * run.copies, run.period), key=count_kept)
    return range(best, best + run.period)


def _extend_tail(lines: Lines, tails: Sequence[Run], removals: dict[int, Removal]) -> dict[int, Removal]:
    """Removes the lines of forms, boxes and widgets that touch a removed run after the article's end."""
    evidence = "a line of a form, a box or a widget next to a repeated one, after the article's end"
    removal = Removal(rule="page-tail", evidence=evidence)
    taken: list[int] = []
    for run in tails:
        taken += _walk(lines, range(run.start - 1, lines.article_end, -1), removals)
        taken += _walk(lines, range(run.end, len(lines.blocks)), removals)
    return dict.fromkeys(taken, removal)


def _walk(lines: Lines, places: Iterable[int], removals: dict[int, Removal]) -> list[int]:
    """Collects lines away from a removed run for as long as they are a page tail's; a label between two goes too.

    It ends at the next removed line: the run that this one is of has its own walk.
    """
    taken: list[int] = []
    pending: list[int] = []
    for place in places:
        block = lines.blocks[place]
        if place in removals:
            return [*taken, *pending]
        if _is_tail_line(block):
            taken += [*pending, place]
            pending = []
        elif (
            count_line_words(block) > _MAX_GAP_WORDS
            or is_protected(block)
            or block.index in lines.references
            or (pending and lines.numbers[place] != lines.numbers[pending[-1]])
        ):
            break
        else:
            pending.append(place)
    return taken


def _is_tail_line(block: Block) -> bool:
    phrase = read_phrase(block) if count_line_words(block) <= _MAX_TAIL_WORDS else None
    return phrase in BOX_PHRASES or (phrase is Phrase.CALL and count_line_words(block) <= MAX_CALL_WORDS)
