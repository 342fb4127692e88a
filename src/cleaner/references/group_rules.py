"""Judges runs of entries: references, or one of the look-alikes (related posts, menus, advice in numbered steps)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from cleaner.page.blocks import BlockKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import read_entry_marker
from cleaner.references.citation_signs import EntrySigns, read_signs
from cleaner.references.groups import Group, GroupKind, LabelKind

_MIN_TEXT_WORDS = 25
_NAVIGATION = frozenset(["nav", "form", "dialog", "menu"])


@dataclass(frozen=True, kw_only=True)
class GroupCase:
    """What the judge knows of a group; what needs its entries' signs is worked out when asked for.

    Attributes:
        page: The page.
        group: The group.
        linked_count: Entries that markers in the text lead to.
        last_text: Index of the last block of running text on the page, as `find_last_text` counts it.
    """

    page: PageColumns
    group: Group
    linked_count: int
    last_text: int

    @cached_property
    def signs(self) -> tuple[EntrySigns, ...]:
        """What makes each entry look like a citation."""
        return tuple(read_signs(self.page, entry) for entry in self.group.entries)

    @property
    def in_navigation(self) -> bool:
        """Whether it lies in a menu or form."""
        blocks = self.page.blocks
        return self.page.tree.find_above(int(blocks.elements[self.group.blocks[0]]), _NAVIGATION) >= 0

    @property
    def in_tail(self) -> bool:
        """Whether hardly any running text follows it."""
        return self.group.blocks[-1] >= self.last_text

    @property
    def is_numbered(self) -> bool:
        """Whether numbers alone make it a group."""
        return self.group.kind in (GroupKind.NUMBERED, GroupKind.COUNTED)

    @property
    def is_plain_list(self) -> bool:
        """Whether it is a list that only counts: one item, or items that neither lead elsewhere nor cite firmly."""
        if self.group.kind is not GroupKind.COUNTED:
            return False
        return len(self.signs) < 2 or self._share(lambda sign: sign.outward or sign.points >= 4) < 0.5

    @cached_property
    def cited_ratio(self) -> float:
        """Share of entries whose text looks like a citation."""
        return self._share(lambda sign: sign.is_citation)

    @cached_property
    def outward_ratio(self) -> float:
        """Share of entries that look like one or lead to another site."""
        return self._share(lambda sign: sign.is_citation or sign.outward)

    @property
    def dated_ratio(self) -> float:
        """Share of entries that look like one by a year, an identifier or the like."""
        return self._share(lambda sign: sign.is_dated_citation)

    def has_label(self, *kinds: LabelKind) -> bool:
        """Whether the words above promise one of these."""
        return self.group.label_kind in kinds

    @property
    def index_ratio(self) -> float:
        """Share of entries that only name an index of publications."""
        return self._share(lambda sign: sign.index)

    @property
    def affiliation_ratio(self) -> float:
        """Share of entries that read like an author's affiliation."""
        return self._share(lambda sign: sign.affiliation)

    @property
    def pictured_ratio(self) -> float:
        """Share of entries with images."""
        return self._share(lambda sign: sign.pictured)

    @property
    def inward_ratio(self) -> float:
        """Share of entries that lead within their own site alone: menus and related posts do."""
        return self._share(lambda sign: sign.inward and not sign.outward)

    @property
    def hinted_ratio(self) -> float:
        """Share of entries with any sign of a citation at all, such as a quoted title."""
        return self._share(lambda sign: (sign.points > 0 and sign.letters >= 8) or sign.outward)

    @property
    def blocks_each(self) -> float:
        """Mean number of blocks of an entry: comments and posts have many."""
        return sum(len(entry.parts) for entry in self.group.entries) / len(self.signs)

    @property
    def leads_to_many_sites(self) -> bool:
        """Whether at least three short entries lead to sites of their own."""
        hosts = {host for sign in self.signs for host in sign.hosts}
        return len(hosts) >= max(3, 0.6 * len(self.signs)) and self.mean_chars < 250

    @property
    def mean_chars(self) -> float:
        """Mean length of the entries."""
        return sum(sign.chars for sign in self.signs) / len(self.signs)

    @property
    def linked_ratio(self) -> float:
        """Share of entries that markers lead to."""
        return self.linked_count / len(self.signs)

    def _share(self, holds: Callable[[EntrySigns], bool]) -> float:
        return sum(map(holds, self.signs)) / len(self.signs)


class GroupRule(NamedTuple):
    """A rule about groups.

    Attributes:
        name: Its name.
        holds: Whether it decides about a group.
        accepts: Whether such groups are references.
    """

    name: str
    holds: Callable[[GroupCase], bool]
    accepts: bool


# The first rule that holds decides.
GROUP_RULES = (
    GroupRule(
        # Most numbered lists are advice, and weighing their entries is the dear part: this spares it.
        "nothing-leads-here",
        lambda case: (
            case.group.label is None
            and case.group.kind is not GroupKind.LINKED
            and not case.in_tail
            and not case.linked_count
        ),
        False,
    ),
    GroupRule("nothing-written", lambda case: all(sign.letters < 2 for sign in case.signs), False),
    GroupRule("indexes-of-the-page", lambda case: case.index_ratio >= 0.5, False),
    GroupRule(
        "affiliations",
        lambda case: (case.is_numbered or case.has_label(LabelKind.NOTES)) and case.affiliation_ratio >= 0.5,
        False,
    ),
    GroupRule("posts", lambda case: case.is_numbered and (case.blocks_each > 3 or case.mean_chars > 900), False),
    GroupRule("linked-from-text", lambda case: case.group.kind is GroupKind.LINKED, True),
    GroupRule("menu-or-form", lambda case: case.in_navigation and case.cited_ratio < 0.8, False),
    GroupRule("cards", lambda case: case.pictured_ratio >= 0.5 and case.cited_ratio < 0.8, False),
    GroupRule(
        "references-label",
        lambda case: (
            case.has_label(LabelKind.REFERENCES)
            and (
                case.outward_ratio >= 0.5 or case.linked_count > 0 or (case.hinted_ratio >= 0.8 and len(case.signs) > 1)
            )
        ),
        True,
    ),
    GroupRule(
        "sources-label",
        lambda case: case.has_label(LabelKind.SOURCES) and (case.outward_ratio >= 0.6 or case.linked_ratio >= 0.5),
        True,
    ),
    GroupRule(
        # "Troubles du sommeil, Inserm, 2017": little in each entry says that it cites, but all of them have some of it.
        "sources-label-at-end",
        lambda case: (
            case.has_label(LabelKind.SOURCES)
            and case.in_tail
            and len(case.signs) > 1
            and case.hinted_ratio >= 0.6
            and case.outward_ratio > 0
            and case.inward_ratio < 0.5
            and case.mean_chars < 300
        ),
        True,
    ),
    GroupRule(
        "notes-label",
        lambda case: (
            case.has_label(LabelKind.NOTES)
            and (case.linked_ratio >= 0.5 or (case.cited_ratio >= 0.6 and case.outward_ratio >= 0.6))
        ),
        True,
    ),
    GroupRule("reading-label", lambda case: case.has_label(LabelKind.READING) and case.dated_ratio >= 0.6, True),
    GroupRule(
        "numbers-in-text",
        lambda case: case.is_numbered and case.linked_ratio >= 0.5 and case.outward_ratio >= 0.34,
        True,
    ),
    GroupRule(
        "numbered-citations-at-end",
        lambda case: case.is_numbered and case.in_tail and case.dated_ratio >= 0.8 and not case.is_plain_list,
        True,
    ),
    GroupRule(
        "numbered-links-at-end",
        lambda case: (
            case.group.kind is GroupKind.NUMBERED
            and case.in_tail
            and case.outward_ratio >= 0.9
            and case.leads_to_many_sites
        ),
        True,
    ),
)
_NO_PROMISE = GroupRule("nothing-promised", lambda _case: True, False)


def judge_group(page: PageColumns, group: Group, linked_count: int, last_text: int) -> GroupRule:
    """Decides whether a group is references.

    Args:
        page: The page.
        group: The group.
        linked_count: Entries that markers in the text lead to.
        last_text: What `find_last_text` gave.

    Returns:
        The rule that decided: whether it accepts the group says what the group is.
    """
    case = GroupCase(page=page, group=group, linked_count=linked_count, last_text=last_text)
    return next((rule for rule in GROUP_RULES if rule.holds(case)), _NO_PROMISE)


def find_last_text(page: PageColumns, taken: set[int]) -> int:
    """The last block of running text that is no candidate entry: a list that stands after it closes the page.

    The last fifth of the long paragraphs, and at least two of them, does not count: legal notices and offers stand
    there. Of up to three, the first counts.

    Args:
        page: The page.
        taken: Indices of the blocks of candidate entries.

    Returns:
        The block's index, -1 where the page has no long paragraph.
    """
    blocks = page.blocks
    is_long = (blocks.words >= _MIN_TEXT_WORDS) & blocks.is_kind(BlockKind.PARAGRAPH) & ~blocks.hidden
    long = [
        index
        for index in np.flatnonzero(is_long).tolist()
        if index not in taken and read_entry_marker(blocks.texts[index]) is None
    ]
    if not long:
        return -1
    return long[max(0, len(long) - 1 - max(2, len(long) // 5))] if len(long) > 3 else long[0]
