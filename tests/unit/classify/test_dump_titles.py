"""Which line of a text dump shows its title."""

from __future__ import annotations

import pytest

from cleaner.classify import dump_titles
from cleaner.classify.dump_titles import DUMP_TITLE_RULES, find_dump_title
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page

TEXT = "Strong thigh muscles take load off the knee, and people who train them twice a week have less pain on stairs."
DUMPS = {
    "said-on-the-first-line": (["Stiff joints | Oak Clinic", "Home", "Our team", "Stiff joints", "Main page of us"], 3),
    "speaks-of-the-text": (["Home", "Our team", "Knee pain on stairs", "Photo by the clinic"], 2),
    "first-level-heading": (["Oak Hill", "# Gout", "Photo by the clinic", "Our own picture here"], 1),
    "nearest-line": (["Home", "Our team of doctors", "what to do about it"], 2),
}


def find(lines: list[str]) -> int | None:
    page = segment_page(Page(page_id="a", body="\n\n".join([*lines, TEXT]), kind=PageKind.TEXT))
    assert len(page.blocks) == len(lines) + 1
    return find_dump_title(page, [False] * len(lines) + [True])


@pytest.mark.parametrize("rule", [rule.name for rule in DUMP_TITLE_RULES])
def test_each_rule_finds_a_title_that_no_other_finds(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule finds the title, and without it another line is taken, or none."""
    lines, title = DUMPS[rule]
    assert find(lines) == title
    others = tuple(other for other in DUMP_TITLE_RULES if other.name != rule)
    monkeypatch.setattr(dump_titles, "DUMP_TITLE_RULES", others)
    assert find(lines) != title


@pytest.mark.parametrize("line", ["By Ana Reyes for all", "12 March 2020", "Home > Knees > Pain", "Call a@b.example"])
def test_what_stands_between_title_and_text_is_no_title(line: str) -> None:
    """Bylines, dates, paths and addresses are passed over."""
    assert find(["Home", "Knee pain on stairs", line]) == 1


def test_a_dump_without_a_paragraph_has_no_title() -> None:
    """Where nothing is text, no line is its title."""
    page = segment_page(Page(page_id="a", body="Home\nKnee pain on stairs", kind=PageKind.TEXT))
    assert find_dump_title(page, [True, True]) is None
