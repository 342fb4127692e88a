"""Finds the references of a page: finders propose, the judge decides, the parser reads, the linker links."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cached_property

from cleaner.document import Reference, ReferenceFindings
from cleaner.page.columns import PageColumns
from cleaner.page.markers import read_entry_marker, read_number
from cleaner.references.entries import build_references
from cleaner.references.group_rules import find_last_text, judge_group
from cleaner.references.groups import Group, GroupKind, text_of
from cleaner.references.identifiers import find_dois
from cleaner.references.labelled import find_labelled_groups
from cleaner.references.link import TextNumbers, count_text_numbers, find_text_numbers, link_markers
from cleaner.references.linked import NoteLink, find_beside_notes, find_linked_groups, find_note_links
from cleaner.references.numbered import find_counted_lists, find_numbered_groups
from cleaner.references.source_lines import find_source_lines
from cleaner.references.stated import find_coins, find_stated, merge_coins, merge_stated
from cleaner.settings import Settings


def find_references(page: PageColumns, settings: Settings) -> ReferenceFindings:
    """Finds the references of a page, hidden blocks included.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        The references, the markers that lead to them, and the blocks that are reference material; nothing where the
        settings ask for none.
    """
    if not settings.references:
        return ReferenceFindings()
    links = find_note_links(page)
    chosen = _choose_groups(page, links)
    stated = find_stated(page)
    coins = find_coins(page)
    if not chosen.groups and not stated and not coins:
        return ReferenceFindings()
    own = _own_dois(page)
    shown: list[Reference] = []
    blocks: dict[int, str] = {}
    for group in chosen.groups:
        shown.extend(build_references(page, group, own))
        announced = () if group.label is None else (group.label, *group.lead)
        for index in (*group.blocks, *announced):
            blocks.setdefault(index, group.rule)
    references = tuple(merge_stated(merge_coins(page, shown, coins), stated))
    markers = tuple(link_markers(page, links, references, blocks))
    return ReferenceFindings(references=references, markers=markers, blocks=blocks, verdicts=chosen.verdicts)


def _choose_groups(page: PageColumns, links: Sequence[NoteLink]) -> _Choice:
    """The groups that are references: finders propose them in this order, and a block is in one group."""
    choice = _Choice(page, links)
    found = [*find_linked_groups(page, links), *find_beside_notes(page)]
    choice.judge(_merge(find_labelled_groups(page), found))
    choice.judge(find_numbered_groups(page, choice.claimed))
    choice.judge(find_counted_lists(page, choice.claimed))
    choice.groups += find_source_lines(page, choice.claimed)
    choice.groups.sort(key=lambda group: (group.entries[0].parts[0].block, group.entries[0].parts[0].start))
    return choice


class _Choice:
    """The groups of a page that are references, so far.

    Attributes:
        groups: These groups.
        claimed: Indices of the blocks that they have taken.
        verdicts: For the blocks of their entries, the name of the rule that accepted them.
    """

    def __init__(self, page: PageColumns, links: Sequence[NoteLink]) -> None:
        self.groups: list[Group] = []
        self.claimed: set[int] = set()
        self.verdicts: dict[int, str] = {}
        self._page = page
        self._targets = {link.target for link in links}

    @cached_property
    def _text_numbers(self) -> TextNumbers:
        return find_text_numbers(self._page)

    def judge(self, groups: Sequence[Group]) -> None:
        """Takes those of the groups that the judge accepts."""
        if not groups:
            return
        inside = {index for group in groups for index in group.blocks}
        last_text = find_last_text(self._page, inside)
        numbers = count_text_numbers(self._text_numbers, inside | self.claimed)
        for group in groups:
            if self.claimed.intersection(group.blocks):
                continue
            rule = judge_group(self._page, group, self._count_linked(group, numbers), last_text)
            if rule.accepts:
                self.groups.append(group)
                self.verdicts.update(dict.fromkeys(group.blocks, rule.name))
                self.claimed.update(group.blocks)
                if group.label is not None:
                    self.claimed.add(group.label)

    def _count_linked(self, group: Group, numbers: set[int]) -> int:
        """Entries that markers in the text lead to, by a link or by their numbers."""
        count = 0
        for entry in group.entries:
            if any(part.block in self._targets for part in entry.parts):
                count += 1
                continue
            read = read_entry_marker(text_of(self._page, entry))
            count += read_number(read.value if read else entry.marker) in numbers
        return count


def _merge(labelled: list[Group], linked: list[Group]) -> list[Group]:
    """Joins what labels and links say about the same blocks: links part entries better, labels find uncited ones."""
    merged = []
    for group in labelled:
        members = set(group.blocks)
        same = [other for other in linked if members.intersection(other.blocks)]
        linked = [other for other in linked if other not in same]
        merged.append(_join(group, same) if same else group)
    return linked + merged


def _join(labelled: Group, linked: list[Group]) -> Group:
    covered = {index for other in linked for index in other.blocks}
    entries = [entry for other in linked for entry in other.entries]
    entries += [e for e in labelled.entries if not any(part.block in covered for part in e.parts)]
    entries.sort(key=lambda entry: (entry.parts[0].block, entry.parts[0].start))
    return dataclasses.replace(labelled, kind=GroupKind.LINKED, rule=linked[0].rule, entries=tuple(entries))


def _own_dois(page: PageColumns) -> frozenset[str]:
    found = set(find_dois(page.url or "") if "10." in (page.url or "") else ())
    for name, content in page.head.metas:
        if name in ("citation_doi", "dc.identifier", "dc.identifier.doi", "prism.doi", "bepress_citation_doi", "doi"):
            found.update(find_dois(content))
    return frozenset(found)
