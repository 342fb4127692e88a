"""Invented pages in the forms that real sites emit: each entry, field and marker as it was written down beforehand."""

from __future__ import annotations

import pytest
from tests.unit.references.written_pages import FOLDER, Case, find_case, list_faults, read_cases

KNOWN_FAULTS = {
    "de-zeitung-mehr-zum-thema-noise": "a year at the end of an entry that is one link stays in its title",
    "en-wordpress-br-numbered-linked-titles": "a site's name after a dash is told only where the address names it too",
    "word-filtered-footnotes-named-anchors": "the page number after a law journal's year is read as the year",
}
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != "look_alikes")
CASES = [case for name in NAMES for case in read_cases(name)]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_references_are_found_as_written_down(case: Case, request: pytest.FixtureRequest) -> None:
    """Entries, titles, years, addresses, DOIs and markers are those of the table beside the page."""
    if case.name in KNOWN_FAULTS:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_FAULTS[case.name], strict=True))
    assert list_faults(case) == []


@pytest.mark.parametrize("case", read_cases("look_alikes"), ids=lambda case: case.name)
def test_look_alikes_are_no_references(case: Case) -> None:
    """Related posts, menus, advice, credits, offers and legal notes are not references, and their numbers no markers."""
    found = find_case(case)
    assert (found.references, found.markers, found.blocks) == ((), (), {})
