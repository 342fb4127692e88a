"""Finds, on one page, the lines that its site repeats and that say nothing: templates go as units, content stays.

Articles of a site share headings, doses and steps too, so that standing on most pages is not enough: a line goes where
its wording, its scores or the lines around it say that it is furniture.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from cleaner.document import Finding, Judge, Role
from cleaner.lexicon.wordings import is_exact, read_phrase
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings
from cleaner.sites.contacts import find_addresses, find_phones
from cleaner.sites.profiles import SiteLine, SiteProfiles, find_line, key_line, name_site

# A unit has this many words, or one of its lines is worded as marketing; a short line alone may be a shared heading.
_MIN_UNIT_WORDS = 6
# Invented sites: furniture that the judge of lines keeps has scores up to .38, shared headings and steps from .21.
_MAX_DOUBTED_SCORE = 0.2
_MAX_PHRASE_WORDS = 30
# A sentence of so many words that so many pages share word for word is the site's, however good it reads.
_MIN_SENTENCE_WORDS = 12
_MIN_SENTENCE_PAGES = 8
_MIN_SENTENCE_PERCENT = 80
# Menus and footers of so many pages are told by where they stand; on fewer pages the judge must doubt them.
_MIN_EDGE_PAGES = 5
# Share of a unit's lines that must be furniture by themselves for those between them to go too.
_MIN_FURNITURE_PERCENT = 50
# A heading that the judge doubts, where articles share it: below this score it is surely none.
_MIN_HEADING_SCORE = 0.1
_MAX_HEADING_WORDS = 8
_MIN_PROSE_WORDS = 8
_QUESTION = re.compile(r"[?？؟;!！]\s*$")
_SENTENCE_END = re.compile(r"[.:…。]\s*$")


def find_site_lines(
    page: PageColumns,
    scores: Sequence[float],
    believed: Sequence[bool],
    references: Collection[int],
    settings: Settings,
    profiles: SiteProfiles | None,
) -> tuple[Finding, ...]:
    """Finds the units of lines that the page's site repeats and that are furniture.

    Args:
        page: The page, cut into blocks.
        scores: How sure the classifier is that each block belongs to the main content, 0–1.
        believed: Whether each block is, as far as is known, what a reader of the page came for; others are not told.
        references: Blocks that are reference material; they stay.
        settings: The caller's choices; nothing is found where `dedupe` is off.
        profiles: What is known about sites, if the caller has learned it.

    Returns:
        Findings of the role `repeated` in a text dump; on an HTML page, where the markup has already been read, those
        of calls alone have it, and the others are only told.
    """
    if profiles is None or not settings.dedupe or not (known := profiles.find_lines(page)):
        return ()
    lines = _Lines(page, scores, believed, references, known)
    list_places = _list_dump_places if page.kind is PageKind.TEXT else _list_html_places
    return tuple(
        Finding(
            judge=Judge.SITE_LINE,
            rule=rule,
            blocks=(lines.blocks[place],),
            role=role,
            evidence=_tell(lines.found[place], profiles, name_site(page)),
        )
        for place, rule, role in list_places(lines)
        if believed[lines.blocks[place]]
    )


def find_site_headings(
    page: PageColumns,
    scores: Sequence[float],
    believed: Sequence[bool],
    settings: Settings,
    profiles: SiteProfiles | None,
) -> tuple[Finding, ...]:
    """Finds short lines of a dump that articles of its site share as headings, and that the judge of lines dropped.

    Args:
        page: The page, cut into blocks.
        scores: How sure the classifier is that each block belongs to the main content, 0–1.
        believed: Whether each block is, as far as is known, what a reader of the page came for.
        settings: The caller's choices; nothing is found where `dedupe` is off.
        profiles: What is known about sites, if the caller has learned it.

    Returns:
        One finding of the role `heading`, or none.
    """
    if profiles is None or not settings.dedupe or page.kind is not PageKind.TEXT:
        return ()
    known = profiles.find_lines(page)
    if not known:
        return ()
    lines = _Lines(page, scores, believed, (), known)
    blocks = tuple(block for place, block in enumerate(lines.blocks) if _is_shared_heading(lines, place))
    evidence = "stands on several pages of this site, above a paragraph of this page"
    if not blocks:
        return ()
    return (
        Finding(judge=Judge.SITE_HEADING, rule="site:heading", blocks=blocks, role=Role.HEADING, evidence=evidence),
    )


class _Lines:
    """The lines of a page, what its site knows of each, and what each says by itself."""

    def __init__(
        self,
        page: PageColumns,
        scores: Sequence[float],
        believed: Sequence[bool],
        references: Collection[int],
        known: Mapping[int, SiteLine],
    ) -> None:
        self.blocks = [index for index, text in enumerate(page.blocks.texts) if text]
        self.texts = [page.blocks.texts[index] for index in self.blocks]
        self.words: list[int] = page.blocks.words[self.blocks].tolist()
        self.believed = [believed[index] for index in self.blocks]
        self.scores = [scores[index] for index in self.blocks]
        self.found = [
            None if index in references else find_line(text, known)
            for index, text in zip(self.blocks, self.texts, strict=True)
        ]

    @cached_property
    def rules(self) -> list[Rule | None]:
        """The rule by which each line that the site repeats is furniture by itself, None where it is none."""
        return [
            next((rule for rule in RULES if rule.applies(self, place)), None)
            if not self.is_kept(place) and not _is_shared_heading(self, place)
            else None
            for place in range(len(self.found))
        ]

    def is_own(self, place: int) -> bool:
        """Whether a line is believed, and of this page alone."""
        return self.found[place] is None and self.believed[place]

    @cached_property
    def first_own(self) -> int:
        """Place of the first line of this page alone, the number of lines where there is none."""
        return next(filter(self.is_own, range(len(self.found))), len(self.found))

    @cached_property
    def leads(self) -> list[bool]:
        """Whether each line leads to a paragraph of this page with nothing but possible headings between them."""
        leads = [False] * len(self.found)
        for place in range(len(self.found) - 2, -1, -1):
            below = place + 1
            is_prose = self.words[below] >= _MIN_PROSE_WORDS if self.is_own(below) else leads[below]
            leads[place] = is_prose and _may_head(self, place)
        return leads

    def is_kept(self, place: int) -> bool:
        """Whether the site does not repeat the line, or a person has marked it as content."""
        found = self.found[place]
        return found is None or found[1].keep

    @cached_property
    def footer(self) -> int:
        """Place from which on the site repeats every line of the page."""
        place = len(self.found)
        while place and self.found[place - 1] is not None:
            place -= 1
        return place

    def is_repeated_alike(self, place: int) -> bool:
        """Whether the site repeats the very line, and nothing says that it is content."""
        return not (self.is_kept(place) or self.is_template(place) or _is_shared_heading(self, place))

    def is_placed(self, place: int) -> bool:
        """Whether enough pages of the site have the very line for its place to say what it is."""
        found = self.found[place]
        return found is not None and found[1].of >= _MIN_EDGE_PAGES and self.is_repeated_alike(place)

    def is_template(self, place: int) -> bool:
        """Whether the site repeats the line with other numbers or names in it."""
        found = self.found[place]
        return found is not None and found[0] != key_line(self.texts[place])

    def is_worded(self, place: int) -> bool:
        """Whether a short line that the site repeats is worded as marketing."""
        return self._worded[place]

    def is_contact(self, place: int) -> bool:
        """Whether the site repeats the very line, and it holds a telephone number or an address."""
        return self._contacts[place]

    @cached_property
    def _worded(self) -> list[bool]:
        return [
            found is not None and words <= _MAX_PHRASE_WORDS and read_phrase(text) is not None
            for found, words, text in zip(self.found, self.words, self.texts, strict=True)
        ]

    @cached_property
    def _contacts(self) -> list[bool]:
        return [
            found is not None
            and not self.is_template(place)
            and bool(find_phones((self.texts[place],)) or find_addresses((self.texts[place],)))
            for place, found in enumerate(self.found)
        ]


class Rule(NamedTuple):
    """A row of the table.

    Attributes:
        name: Of the rule, as labels give it.
        applies: Whether a line that the site repeats is furniture by itself.
        on_html: Whether it removes lines of HTML pages, where markup has told the rest: on the 75 hosts of wcxb_dev
            these rules take 7 gold words, all lines told 2,849.
    """

    name: str
    applies: Callable[[_Lines, int], bool]
    on_html: bool = False


def _heads_call(lines: _Lines, place: int) -> bool:
    """A question or an exclamation right above a call, or above a line and its call, that the site repeats too."""
    if not _QUESTION.search(lines.texts[place]):
        return False
    below = takewhile(lines.found.__getitem__, range(place + 1, min(place + 3, len(lines.texts))))
    return any(map(lines.is_worded, below))


def _heads_furniture(lines: _Lines, place: int) -> bool:
    """A name or a label right above an address, a number or a sentence of the site's."""
    below = place + 1
    if below == len(lines.texts) or lines.words[place] > _MAX_HEADING_WORDS or _SENTENCE_END.search(lines.texts[place]):
        return False
    is_furniture = lines.is_contact(below) or _is_shared_sentence(lines, below)
    return not lines.is_template(place) and lines.found[below] is not None and is_furniture


def _is_doubted(lines: _Lines, place: int) -> bool:
    return lines.scores[place] <= _MAX_DOUBTED_SCORE and not (lines.is_template(place) and is_exact(lines.texts[place]))


def _is_shared_sentence(lines: _Lines, place: int) -> bool:
    found = lines.found[place]
    if found is None or lines.is_template(place) or lines.words[place] < _MIN_SENTENCE_WORDS:
        return False
    pages, of = found[1].pages, found[1].of
    is_wide = of >= _MIN_SENTENCE_PAGES and 100 * pages >= _MIN_SENTENCE_PERCENT * of
    is_last = place >= lines.footer and lines.scores[-1] <= _MAX_DOUBTED_SCORE
    return (is_wide or is_last) and not is_exact(lines.texts[place])


RULES = (
    Rule("site:worded", _Lines.is_worded, on_html=True),
    Rule("site:contact", _Lines.is_contact),
    Rule("site:heading-of-call", _heads_call, on_html=True),
    Rule("site:label", _heads_furniture),
    Rule("site:doubted", _is_doubted),
    Rule("site:sentence", _is_shared_sentence),
)


Placed = tuple[int, str, Role | None]
"""The place of a line, the name of the rule that found it, and its role, None where it is only told."""


def _list_dump_places(lines: _Lines) -> Iterator[Placed]:
    for run in _find_runs(lines.found):
        if _is_long(lines, run) or any(lines.rules[place] and lines.is_worded(place) for place in run):
            for place, rule in _list_unit(lines, run):
                yield place, rule, Role.REPEATED


def _list_html_places(lines: _Lines) -> Iterator[Placed]:
    """Calls and the questions above them; every other line of the site is told."""
    for run in _find_runs(lines.found):
        for place in run if _is_long(lines, run) else ():
            rule = lines.rules[place]
            if rule is not None and rule.on_html:
                yield place, rule.name, Role.REPEATED
            elif not lines.is_kept(place):
                yield place, "site:told", None


def _is_long(lines: _Lines, run: range) -> bool:
    return sum(lines.words[place] for place in run) >= _MIN_UNIT_WORDS


def _list_unit(lines: _Lines, run: range) -> Iterator[tuple[int, str]]:
    """The furniture of a run, the lines between, and those up to the page's first or last line."""
    furniture = [place for place in run if lines.rules[place]]
    inner = range(furniture[0], furniture[-1] + 1) if furniture else range(0)
    is_unit = 100 * len(furniture) >= _MIN_FURNITURE_PERCENT * len(inner)
    # Above an article stand menus alone; below it, lines of its own may end a run of furniture's.
    is_top, is_bottom = run.start == 0, run.stop == len(lines.texts)
    for place in run:
        rule = lines.rules[place]
        if rule is not None:
            yield place, rule.name
        elif place in inner and is_unit and (lines.is_repeated_alike(place) or _is_enclosed(lines, place)):
            yield place, "site:unit"
        elif (is_top or (is_bottom and place >= inner.stop)) and lines.is_placed(place):
            yield place, "site:edge"


def _is_enclosed(lines: _Lines, place: int) -> bool:
    """Whether a line with slots stands right between furniture: a number to call below a question, above a button."""
    is_within = bool(lines.rules[place - 1] and lines.rules[place + 1])
    return is_within and not lines.is_kept(place) and not is_exact(lines.texts[place])


def _find_runs(found: Sequence[tuple[int, SiteLine] | None]) -> Iterator[range]:
    start = 0
    for place in range(len(found) + 1):
        if place < len(found) and found[place] is not None:
            continue
        if place > start:
            yield range(start, place)
        start = place + 1


def _is_shared_heading(lines: _Lines, place: int) -> bool:
    """Whether a line that the site repeats stands within an article, above a paragraph of this page alone.

    Between them only such lines may stand: a step, then the next heading.
    """
    return lines.first_own < place and lines.leads[place]


def _may_head(lines: _Lines, place: int) -> bool:
    if lines.found[place] is None or lines.is_template(place) or lines.words[place] > _MAX_HEADING_WORDS:
        return False
    is_said = lines.is_worded(place) or lines.is_contact(place) or _heads_call(lines, place)
    return not is_said and lines.scores[place] >= _MIN_HEADING_SCORE


def _tell(found: tuple[int, SiteLine] | None, profiles: SiteProfiles, site: str) -> str:
    if found is None:
        return ""
    key, line = found
    seen = f"on {line.pages} of {line.of} pages of this site (profile {profiles.profile_id})"
    return f"{seen}; `cleaner sites keep PROFILE {shlex.quote(site)} {key:016x}` keeps it"
