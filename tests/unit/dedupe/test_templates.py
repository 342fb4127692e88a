"""Templates with slots: lines of a dump that stand in several places, alike but for names and numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cleaner.dedupe.templates import find_templates
from cleaner.document import Page
from cleaner.lexicon.wordings import mask_slots
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from cleaner.settings import Settings

FIRST = (
    "Pain behind the kneecap when climbing stairs usually comes from a muscle that tires too early, not from a joint."
)
SECOND = (
    "The first step is to make the thigh muscle stronger without loading the joint, in three short sessions a week."
)
THIRD = "If the knee swells or locks, stop and let us look at it, since fluid in the joint needs a few minutes to find."


def find(lines: Sequence[tuple[str, float]], settings: Settings | None = None, kind: str = "text") -> list[str]:
    """The lines that templates take, given each line's score."""
    body = "\n\n".join(text for text, _ in lines)
    page = segment_page(Page(page_id="a", body=body, kind=PageKind(kind)))
    assert len(page.blocks) == len(lines) or kind == "html"
    scores = [score for _, score in lines][: len(page.blocks)]
    found = find_templates(page, scores, [score > 0.2 for score in scores], (), settings or Settings())
    return [page.blocks.texts[index] for finding in found for index in finding.blocks]


def place(*units: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Units with paragraphs between them."""
    lines: list[tuple[str, float]] = []
    for text, unit in zip((FIRST, SECOND, THIRD), units, strict=False):
        lines += [(text, 0.99), *unit]
    return lines


def test_a_call_with_other_towns_goes_with_its_heading_and_button() -> None:
    """Towns and numbers are slots; the copy that is surely no content speaks for all, and they go as a unit."""
    units = [
        [(f"Knee pain in {town}?", 0.9), (f"Reach our {town} office on 555 010{n}.", score), ("Reserve", 0.6)]
        for n, (town, score) in enumerate([("Sampletown", 0.7), ("Exampleville", 0.4), ("Testford", 0.01)])
    ]
    assert find(place(*units)) == [text for unit in units for text, _ in unit]


def test_calls_that_differ_in_an_amount_go() -> None:
    """Prices between paragraphs are slots."""
    units = [[(f"Take {amount} off today", score)] for amount, score in (("$50", 0.6), ("$75", 0.4), ("$100", 0.01))]
    assert find(place(*units)) == ["Take $50 off today", "Take $75 off today", "Take $100 off today"]


def test_prices_of_a_list_stay() -> None:
    """Lines that stand together and differ in their price are a list, not a template."""
    rows = [
        (f"One session of {minutes} minutes for {price} €", 0.1) for minutes, price in ((30, 45), (45, 60), (60, 80))
    ]
    assert find([(FIRST, 0.99), *rows[:2], (rows[2][0], 0.9), (SECOND, 0.99)]) == []


def test_a_dose_that_is_content_everywhere_stays() -> None:
    """No copy of it is surely no content."""
    dose = [("Take with food", 0.8)]
    assert find(place(dose, dose, dose)) == []


def test_a_heading_that_the_menu_shares_stays() -> None:
    """A single line in two places, one of them a menu, is no template."""
    assert find([("Treatments", 0.02), *place([("Treatments", 0.9)], [])]) == []


def test_paragraphs_and_references_stay() -> None:
    """A paragraph that stands twice is no template, nor is reference material."""
    assert find([(FIRST, 0.05), (SECOND, 0.9), (FIRST, 0.9)]) == []
    page = segment_page(Page(page_id="a", body="\n\n".join([FIRST, "Ask us", SECOND, "Ask us"]), kind=PageKind.TEXT))
    assert find_templates(page, [1, 0.01, 1, 0.9], [True] * 4, {1, 3}, Settings()) == ()


def test_without_deduplication_nothing_is_found() -> None:
    """`dedupe = false` switches it off."""
    call = [("Book your visit now", 0.3)]
    assert find(place(call, call)) == ["Book your visit now"] * 2
    assert find(place(call, call), Settings(dedupe=False)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call our Sampletown office on 555 0101", "Call our Testford office on 555 0102"),
        ("Save $50 until 3/4/2021", "Save $75 until 5/6/2022"),
        ("Rufen Sie die Praxis in Musterstadt an", "Rufen Sie die Praxis in Beispielheim an"),
    ],
)
def test_names_and_numbers_are_slots(one: str, other: str) -> None:
    """Lines that differ in them have one key; lines that differ in a word have two."""
    assert mask_slots(one) == mask_slots(other) != mask_slots(one.replace("on", "near").replace("until", "from") + " x")


def test_a_line_of_slots_alone_has_no_key() -> None:
    """Numbers alone are alike by chance."""
    assert mask_slots("555 0101") == mask_slots("45 €") == ""
