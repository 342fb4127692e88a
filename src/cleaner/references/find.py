"""Finds the references of a page: finders propose, the judge decides, the parser reads, the linker links."""

from __future__ import annotations

import dataclasses

from cleaner.document import Reference, ReferenceFindings
from cleaner.page.columns import PageColumns
from cleaner.page.markers import DIGIT_VALUES, read_entry_marker
from cleaner.references.coins import find_coins, merge_coins
from cleaner.references.embedded import find_stated, merge_stated
from cleaner.references.entries import build_references
from cleaner.references.evidence import text_of
from cleaner.references.groups import Group
from cleaner.references.identifiers import find_dois
from cleaner.references.inline import link_markers
from cleaner.references.inline_numbers import TextNumbers, count_text_numbers, find_text_numbers
from cleaner.references.judge import find_last_text, judge_group
from cleaner.references.labelled import find_labelled_groups
from cleaner.references.linked import NoteLink, find_beside_notes, find_linked_groups, find_note_links
from cleaner.references.numbered import find_counted_lists, find_numbered_groups
from cleaner.references.source_lines import find_source_lines

NOTHING = ReferenceFindings()


def find_on_page(page: PageColumns) -> ReferenceFindings:
    """Finds the references of a page.

    Args:
        page: The page, cut into blocks.

    Returns:
        The references, the markers that lead to them, and the blocks that are reference material.
    """
    links = find_note_links(page)
    groups = _choose_groups(page, links)
    stated = find_stated(page.head, day_first=page.day_first)
    coins = find_coins(page)
    if not groups and not stated and not coins:
        return NOTHING
    own = _own_dois(page)
    references: list[Reference] = []
    blocks: dict[int, str] = {}
    for group in groups:
        references.extend(build_references(page, group, own))
        for index in _blocks_of(group):
            blocks.setdefault(index, group.rule)
        if group.rule != "source-line" and group.label is not None:
            for index in (group.label, *group.lead):
                blocks.setdefault(index, group.rule)
    references = merge_stated(merge_coins(page, references, coins), stated)
    markers = link_markers(page, links, references, blocks)
    return ReferenceFindings(references=tuple(references), markers=tuple(markers), blocks=blocks)


def _choose_groups(page: PageColumns, links: list[NoteLink]) -> list[Group]:
    accepted: list[Group] = []
    claimed: set[int] = set()
    targets = {link.target for link in links}
    text_numbers: TextNumbers = []

    def take(groups: list[Group]) -> None:
        inside = {index for group in groups for index in _blocks_of(group)}
        last_text = find_last_text(page, inside) if groups else -1
        if groups and not text_numbers:
            text_numbers.extend(find_text_numbers(page))
        numbers = count_text_numbers(text_numbers, inside | claimed) if groups else set()
        for group in groups:
            members = _blocks_of(group)
            if claimed.intersection(members):
                continue
            if judge_group(page, group, _count_linked(page, group, targets, numbers), last_text):
                accepted.append(group)
                claimed.update(members)
                if group.label is not None:
                    claimed.add(group.label)

    labelled = find_labelled_groups(page)
    linked = find_linked_groups(page, links)
    take(_merge(labelled, [*linked, *find_beside_notes(page)]))
    take(find_numbered_groups(page, claimed))
    take(find_counted_lists(page, claimed))
    lines = find_source_lines(page, claimed)
    accepted.extend(group for group in lines if not claimed.intersection(_blocks_of(group)))
    accepted.sort(key=lambda group: (group.entries[0].parts[0].block, group.entries[0].parts[0].start))
    return accepted


def _merge(labelled: list[Group], linked: list[Group]) -> list[Group]:
    """Joins what labels and links say about the same blocks: links part entries better, labels find uncited ones."""
    merged = []
    for group in labelled:
        members = set(_blocks_of(group))
        same = [other for other in linked if members.intersection(_blocks_of(other))]
        linked = [other for other in linked if other not in same]
        merged.append(_join(group, same) if same else group)
    return linked + merged


def _join(labelled: Group, linked: list[Group]) -> Group:
    covered = {index for other in linked for index in _blocks_of(other)}
    entries = [entry for other in linked for entry in other.entries]
    entries += [e for e in labelled.entries if not any(part.block in covered for part in e.parts)]
    entries.sort(key=lambda entry: (entry.parts[0].block, entry.parts[0].start))
    return dataclasses.replace(labelled, rule=linked[0].rule, entries=tuple(entries))


def _blocks_of(group: Group) -> list[int]:
    return [part.block for entry in group.entries for part in entry.parts]


def _count_linked(page: PageColumns, group: Group, targets: set[int], numbers: set[int]) -> int:
    count = 0
    for entry in group.entries:
        if any(part.block in targets for part in entry.parts):
            count += 1
            continue
        read = read_entry_marker(text_of(page, entry))
        shown = (read.value if read else entry.marker or "").translate(DIGIT_VALUES)
        if shown.isascii() and shown.isdigit() and int(shown) in numbers:
            count += 1
    return count


def _own_dois(page: PageColumns) -> frozenset[str]:
    found = set(find_dois(page.url or "") if "10." in (page.url or "") else ())
    for name, content in page.head.metas:
        if name in ("citation_doi", "dc.identifier", "dc.identifier.doi", "prism.doi", "bepress_citation_doi", "doi"):
            found.update(find_dois(content))
    return frozenset(found)
