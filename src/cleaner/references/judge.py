"""Judges runs of entries: references, or one of the look-alikes (related posts, menus, advice in numbered steps)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleaner.page.blocks import BlockKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import read_entry_marker
from cleaner.references.evidence import EntrySigns, read_signs
from cleaner.references.groups import Group, LabelKind

_NAVIGATION = frozenset(["nav", "form", "dialog", "menu"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the judge knows of a group.

    Attributes:
        group: The group.
        signs: What makes each entry look like a citation.
        linked_count: Entries that markers in the text lead to.
        in_navigation: Whether it lies in a menu or form.
        in_tail: Whether hardly any running text follows it.
        cited_ratio: Share of entries whose text looks like a citation.
        outward_ratio: Share of entries that look like one or lead to another site.
        dated_ratio: Share of entries that look like one by a year, an identifier or the like.
    """

    group: Group
    signs: tuple[EntrySigns, ...]
    linked_count: int
    in_navigation: bool
    in_tail: bool
    cited_ratio: float
    outward_ratio: float
    dated_ratio: float

    def has_label(self, *kinds: LabelKind) -> bool:
        """Whether the words above promise one of these."""
        return self.group.label_kind in kinds

    @property
    def pictured_ratio(self) -> float:
        """Share of entries with images."""
        return sum(sign.pictured for sign in self.signs) / len(self.signs)

    @property
    def inward_ratio(self) -> float:
        """Share of entries that lead within their own site alone: menus and related posts do."""
        return sum(sign.inward and not sign.outward for sign in self.signs) / len(self.signs)

    @property
    def hinted_ratio(self) -> float:
        """Share of entries with any sign of a citation at all, such as a quoted title."""
        return sum((sign.points > 0 and sign.letters >= 8) or sign.outward for sign in self.signs) / len(self.signs)

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


def _is_numbered(case: Case) -> bool:
    return case.group.rule.startswith(("run-", "counted-"))


def _is_plain_list(case: Case) -> bool:
    """A list that only counts: one item, or items that neither lead elsewhere nor cite firmly."""
    firm = sum(sign.outward or sign.points >= 4 for sign in case.signs)
    return case.group.rule == "counted-list" and (len(case.signs) < 2 or firm < 0.5 * len(case.signs))


# The first rule that holds decides.
RULES: tuple[tuple[str, Callable[[Case], bool], bool], ...] = (
    ("nothing-written", lambda case: all(sign.letters < 2 for sign in case.signs), False),
    ("indexes-of-the-page", lambda case: sum(sign.index for sign in case.signs) >= 0.5 * len(case.signs), False),
    (
        "affiliations",
        lambda case: (
            (_is_numbered(case) or case.has_label(LabelKind.NOTES))
            and sum(sign.affiliation for sign in case.signs) >= 0.5 * len(case.signs)
        ),
        False,
    ),
    ("posts", lambda case: _is_numbered(case) and (case.blocks_each > 3 or case.mean_chars > 900), False),
    ("linked-from-text", lambda case: case.group.rule.startswith("linked-"), True),
    ("menu-or-form", lambda case: case.in_navigation and case.cited_ratio < 0.8, False),
    ("cards", lambda case: case.pictured_ratio >= 0.5 and case.cited_ratio < 0.8, False),
    (
        "references-label",
        lambda case: (
            case.has_label(LabelKind.REFERENCES)
            and (
                case.outward_ratio >= 0.5 or case.linked_count > 0 or (case.hinted_ratio >= 0.8 and len(case.signs) > 1)
            )
        ),
        True,
    ),
    (
        "sources-label",
        lambda case: case.has_label(LabelKind.SOURCES) and (case.outward_ratio >= 0.6 or case.linked_ratio >= 0.5),
        True,
    ),
    (
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
    (
        "notes-label",
        lambda case: (
            case.has_label(LabelKind.NOTES)
            and (case.linked_ratio >= 0.5 or (case.cited_ratio >= 0.6 and case.outward_ratio >= 0.6))
        ),
        True,
    ),
    ("reading-label", lambda case: case.has_label(LabelKind.READING) and case.dated_ratio >= 0.6, True),
    (
        "numbers-in-text",
        lambda case: _is_numbered(case) and case.linked_ratio >= 0.5 and case.outward_ratio >= 0.34,
        True,
    ),
    (
        "numbered-citations-at-end",
        lambda case: _is_numbered(case) and case.in_tail and case.dated_ratio >= 0.8 and not _is_plain_list(case),
        True,
    ),
    (
        "numbered-links-at-end",
        lambda case: (
            case.group.rule.startswith("run-")
            and case.in_tail
            and case.outward_ratio >= 0.9
            and case.leads_to_many_sites
        ),
        True,
    ),
)


def judge_group(page: PageColumns, group: Group, linked_count: int, last_text: int) -> bool:
    """Decides whether a group is references.

    Args:
        page: The page.
        group: The group.
        linked_count: Entries that markers in the text lead to.
        last_text: Index of the last block of running text on the page.

    Returns:
        Whether it is.
    """
    last = group.entries[-1].parts[-1].block
    in_tail = last >= last_text
    if group.label is None and not group.rule.startswith("linked-") and not in_tail and not linked_count:
        # No rule accepts it; most numbered lists are advice, and weighing their entries is the dear part.
        return False
    signs = tuple(read_signs(page, entry) for entry in group.entries)
    first = page.blocks[group.entries[0].parts[0].block]
    case = Case(
        group=group,
        signs=signs,
        linked_count=linked_count,
        in_navigation=page.tree.find_above(first.element, _NAVIGATION) >= 0,
        in_tail=in_tail,
        cited_ratio=sum(sign.is_citation for sign in signs) / len(signs),
        outward_ratio=sum(sign.is_citation or sign.outward for sign in signs) / len(signs),
        dated_ratio=sum(sign.is_dated_citation for sign in signs) / len(signs),
    )
    return next((verdict for _, holds, verdict in RULES if holds(case)), False)


def find_last_text(page: PageColumns, taken: set[int]) -> int:
    """The last block of running text that is no candidate entry: a list that stands after it closes the page.

    The last tenth of the long paragraphs does not count: legal notices and offers stand there.
    """
    long = [
        block.index
        for block in page.blocks
        if block.words >= 25
        and block.kind is BlockKind.PARAGRAPH
        and not block.hidden
        and block.index not in taken
        and read_entry_marker(block.text) is None
    ]
    if not long:
        return -1
    return long[max(0, len(long) - 1 - max(2, len(long) // 5))] if len(long) > 3 else long[0]
