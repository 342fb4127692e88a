"""Explains in words what became of a piece of a page's text, what else was found about it, and what would change it."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cleaner.document import Document, Finding, Judge, Label, Page
from cleaner.page.blocks import Block
from cleaner.pipeline import clean_page
from cleaner.settings import Settings
from cleaner.sites import SiteProfiles

_SHOWN_CHARS = 100

Change = Callable[[Label, Settings], tuple[str, Settings]]
"""Another choice of the caller that may keep what was dropped, or drop what was kept: in words, and as settings."""


def _turn_role(label: Label, settings: Settings) -> tuple[str, Settings]:
    told = f"keep_roles {'without' if label.kept else 'with'} '{label.role.value}'"
    return told, replace(settings, keep_roles=settings.kept_roles ^ {label.role})


def _lower_score(_label: Label, settings: Settings) -> tuple[str, Settings]:
    return "min_content_score = 0", replace(settings, min_content_score=0.0)


def _raise_score(label: Label, settings: Settings) -> tuple[str, Settings]:
    # Labels have scores of four decimals, which may be less than what was compared.
    score = min(round(label.score + 0.0001, 4), 1.0)
    return f"min_content_score = {score:g}", replace(settings, min_content_score=score)


def _leave_references(_label: Label, settings: Settings) -> tuple[str, Settings]:
    return "references = false", replace(settings, references=False)


def _leave_repeats(_label: Label, settings: Settings) -> tuple[str, Settings]:
    return "dedupe = false", replace(settings, dedupe=False)


def _keep_first_copies(_label: Label, settings: Settings) -> tuple[str, Settings]:
    return "dedupe_max_body_percent = 0", replace(settings, dedupe_max_body_percent=0)


def _drop_first_copies(_label: Label, settings: Settings) -> tuple[str, Settings]:
    return "dedupe_max_body_percent = 100", replace(settings, dedupe_max_body_percent=100)


class Explanation(NamedTuple):
    """What a judge's decision means for people.

    Attributes:
        sentence: Why it decided.
        changes: What may turn the decision round; only what does so on the page is told.
    """

    sentence: str
    changes: tuple[Change, ...]


_CONTENT = (_raise_score, _drop_first_copies, _turn_role)
_NO_CONTENT = (_lower_score, _turn_role)
_REPEATED = (_leave_repeats, _keep_first_copies, _turn_role)
_CITED = (_leave_references, _drop_first_copies, _turn_role)

EXPLANATIONS: Mapping[Judge, Explanation] = {
    Judge.TITLE: Explanation("it is the page's title", _CONTENT),
    Judge.AUTHOR_BOX: Explanation("it stands in a box about the author", _CONTENT),
    Judge.TAG_LIST: Explanation("it stands in a list of tags", _CONTENT),
    Judge.COMMENT: Explanation("it stands among comments", _CONTENT),
    Judge.BYLINE: Explanation("it says who wrote the page", _CONTENT),
    Judge.DATE_LINE: Explanation("it says when the page was written", _CONTENT),
    Judge.KIND: Explanation("it is content, and its kind says what part of it", _CONTENT),
    Judge.CONTROL: Explanation("it is no content, but a button or a field", _NO_CONTENT),
    Judge.HIDDEN: Explanation("it is no content, and hidden when the page opens", _NO_CONTENT),
    Judge.LINKS: Explanation("it is no content, but links", _NO_CONTENT),
    Judge.ZONE: Explanation("it is no content, and the elements around it say what it is", _NO_CONTENT),
    Judge.LINES: Explanation("it is no content of the dump, by its words and its neighbours", _NO_CONTENT),
    Judge.UNKNOWN: Explanation("it is no content, and nothing says what it is", _NO_CONTENT),
    Judge.SCRIPT_NOTICE: Explanation("it asks to switch scripts on", _NO_CONTENT),
    Judge.PAGE_DATA: Explanation("it stands in the page's data alone", _CONTENT),
    Judge.REFERENCE: Explanation("it is part of the references", _CITED),
    Judge.CITATION: Explanation("it cites one of the references", _CITED),
    Judge.REPEAT: Explanation("it repeats", _REPEATED),
    Judge.SITE_HEADING: Explanation("articles of its site share this heading", _REPEATED),
    Judge.SITE_LINE: Explanation("pages of its site repeat it", _REPEATED),
}


def explain_words(page: Page, words: str, settings: Settings, sites: SiteProfiles | None = None) -> list[str]:
    """Finds words on a page and says what became of them.

    White space and letter case are folded, and the words may run over several blocks. What would change a decision is
    tried on the page before it is told.

    Args:
        page: The page as it was scraped.
        words: What to look for.
        settings: What to clean with.
        sites: What is known about the sites of the pages.

    Returns:
        One paragraph for every block that holds (a part of) the words, in the page's order; empty if none does.

    Raises:
        PageError: If it is no page at all or over a limit.
    """
    trial = _Trial(page, settings, sites)
    document = trial.clean(settings)
    return ["\n".join(_explain_block(document.blocks[index], trial)) for index in _find_words(document.blocks, words)]


class _Trial:
    """A page cleaned with different settings, with each of them once."""

    def __init__(self, page: Page, settings: Settings, sites: SiteProfiles | None) -> None:
        self.page = page
        self.settings = settings
        self.sites = sites
        self.documents: dict[Settings, Document] = {}

    def clean(self, settings: Settings) -> Document:
        if settings not in self.documents:
            self.documents[settings] = clean_page(self.page, settings, self.sites)
        return self.documents[settings]

    def list_changes(self, index: int) -> Iterator[str]:
        """What keeps a block that was dropped, or drops one that was kept."""
        label = self.clean(self.settings).labels[index]
        for change in EXPLANATIONS[label.trail[0].judge].changes:
            told, settings = change(label, self.settings)
            if self.clean(settings).labels[index].kept != label.kept:
                yield told


def _find_words(blocks: Sequence[Block], words: str) -> list[int]:
    """The indices of the blocks that hold a piece of text, in order."""
    wanted = _fold(words)
    if not wanted:
        return []
    folded = [_fold(block.text) for block in blocks]
    # With every block's end one space apart, words that run over a boundary are found as they were typed.
    joined = " ".join(folded)
    starts, length = [], 0
    for text in folded:
        starts.append(length)
        length += len(text) + 1
    found: set[int] = set()
    place = joined.find(wanted)
    while place >= 0:
        first = bisect.bisect_right(starts, place) - 1
        last = bisect.bisect_right(starts, place + len(wanted) - 1) - 1
        found.update(index for index in range(first, last + 1) if folded[index])
        place = joined.find(wanted, place + 1)
    return sorted(found)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _explain_block(block: Block, trial: _Trial) -> Iterator[str]:
    document = trial.clean(trial.settings)
    label = document.labels[block.index]
    decider, *others = label.trail
    shown = block.text if len(block.text) <= _SHOWN_CHARS else block.text[:_SHOWN_CHARS] + " …"
    yield f"block {block.index} ({block.kind.value}, {block.words} words{', hidden' if block.hidden else ''}): {shown}"
    end = "kept" if label.kept else "dropped"
    yield f"  {end} as {label.role.value} by rule {label.rule}, score {label.score:.2f}"
    yield f"  because {_say(decider)}"
    for finding in others:
        role = "" if finding.role is None else f"{finding.role.value} "
        yield f"  found too: {role}by rule {finding.rule}, since {_say(finding)}"
    if document.flattening:
        yield f"  read as a dump of the kind: {document.flattening}"
    yield f"  to {'drop' if label.kept else 'keep'} it: {', or '.join(trial.list_changes(block.index))}"


def _say(finding: Finding) -> str:
    """Why a judge speaks of a block, and what it saw."""
    sentence = EXPLANATIONS[finding.judge].sentence
    return f"{sentence}: {finding.evidence}" if finding.evidence else sentence
