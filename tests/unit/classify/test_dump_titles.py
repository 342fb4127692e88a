"""Which line of a text dump shows its title."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cleaner.classify.dump_titles import PLACE_SIGNS, WORD_SIGNS, find_dump_title, read_opening
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.segment import segment_page

TEXT = "Strong thigh muscles take load off the knee, and people who train them twice a week have less pain on stairs."
MORE = (
    "The thigh muscles tire within minutes, and a muscle that is tired leaves the muscles of the calf to do its work."
)
MENU = ["Home", "Our team", "Prices"]
TITLE = "Knee pain on stairs"
ADDRESS = "https://clinic.example/advice/knee-pain-on-stairs"
MANY = " ".join(f"word{number}" for number in range(16))

# The lines above the text, the line that has the sign, and one that has it not; lines count from 0, the text is last.
SIGNS: dict[str, tuple[list[str], int, int]] = {
    "right-above-text": ([TITLE, *["Row"] * 12], 12, 0),
    "near-text": ([TITLE, *["Row"] * 12], 0, 12),
    "far-from-text": ([TITLE, *["• Row"] * 60, "Fees here"], 0, 61),
    "in-text": ([TITLE, TEXT, "Behind the text"], 2, 0),
    "marked-first-level": (["# Gout", "## Fees"], 0, 1),
    "first-level": ([TITLE, "Fees here"], 1, 0),
    "lower-level": (["# Gout", "### Fees"], 1, 0),
    "list-item": (["• Gout", "Fees"], 0, 1),
    "five-to-fourteen-words": (["Pain of the knee on stairs", TITLE], 0, 1),
    "many-words": ([MANY, TITLE], 0, 1),
    "longer-than-lines-before": (["Home", TITLE, "Fees"], 1, 2),
    "longer-than-lines-behind": (["Home", TITLE, "Fees"], 1, 0),
    "stands-out": (["Home", TITLE, "Fees"], 1, 2),
    "menu-before": (["Our team", "Home", TITLE, "Fees"], 2, 3),
    "reads-like-text": ([TITLE, "Fees"], 1, 0),
    "text-before": ([TITLE, "Fees", "Home"], 2, 1),
    "rises": ([TITLE, "Home", "Fees"], 2, 1),
    "first-line-begins-so": ([f"{TITLE} | Oak Clinic", "Home", TITLE], 2, 1),
    "said-on-the-first-line": ([f"Oak Clinic | {TITLE}", "Home", TITLE], 2, 1),
    "link": (["# Gout", "[Fees](https://clinic.example/fees)", "[Home](https://clinic.example)"], 1, 0),
    "path-ends-so": ([f"Home > Advice > {TITLE}", TITLE, "Fees"], 1, 2),
    "said-in-another-line": ([f"Home > Advice > {TITLE}", "Fees", TITLE], 2, 1),
    "copied": ([TITLE, "Fees", TITLE], 0, 1),
    "before-byline": (["Home", "Our team", "Fees", TITLE, "By Ana Reyes"], 3, 0),
    "byline": ([TITLE, "By Ana Reyes"], 1, 0),
    "date-line": (["The best knees of 2025", "8 January 2025"], 1, 0),
    "no-title": (["Home > Advice > Knees", TITLE], 0, 1),
    "question": (["Why do my knees hurt?", TITLE], 0, 1),
    "label": (["Opening hours:", TITLE], 0, 1),
    "lower-case": (["follow us", TITLE], 0, 1),
    "capitals": (["OPENING HOURS", TITLE], 0, 1),
    "title-case": (["Pain When You Climb Stairs", "What you may do about pain"], 0, 1),
    "numbers": (["Tel 0555 010 203", TITLE], 0, 1),
    "year": (["What helps knees most in 2025", TITLE], 0, 1),
    "word-of-the-address": (["Knee trouble", "Opening hours"], 0, 1),
    "words-of-the-address": (["Knee pain", "Knee trouble"], 0, 1),
    "more-words-of-the-address": ([TITLE, "Knee pain"], 0, 1),
    "unknown-label": (["Contact", "Knee trouble"], 0, 1),
    "word-of-the-text": (["Knee trouble", "Opening hours"], 0, 1),
    "words-missing": (["Opening hours", "Knee trouble"], 0, 1),
    "word-used-often": (["Muscles of ours", "Knee trouble"], 0, 1),
    "words-used-often": (["Thigh muscles", "Muscles of ours"], 0, 1),
    "word-used-first": (["Knee trouble", "Opening hours"], 0, 1),
    "words-used-first": (["Knee pain", "Knee trouble"], 0, 1),
    "more-words-used-first": (["Pain of the knee on stairs", "Knee pain"], 0, 1),
}


def read(lines: list[str], url: str | None = None) -> PageColumns:
    page = segment_page(Page(page_id="a", body="\n\n".join([*lines, TEXT, MORE, MORE]), kind=PageKind.TEXT))
    assert len(page.blocks) == len(lines) + 3
    return replace(page, url=url)


def judge(
    page: PageColumns,
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Scores of a judge to whom sentences and fees are text."""
    is_text = [text.endswith(".") for text in page.blocks.texts]
    scores = [900 if text.endswith(".") or text == "Fees" else 10 for text in page.blocks.texts]
    return np.array(scores, dtype=np.int64), np.array(is_text, dtype=np.bool_)


def find(lines: list[str], url: str | None = None) -> int | None:
    page = read(lines, url)
    return find_dump_title(page, *judge(page))


@pytest.mark.parametrize("name", [sign.name for sign in (*PLACE_SIGNS, *WORD_SIGNS)])
def test_each_sign_tells_two_lines_apart(name: str) -> None:
    """One of two lines has the sign, the other has not."""
    lines, has, has_not = SIGNS[name]
    page = read(lines, ADDRESS)
    opening = read_opening(page, *judge(page))
    assert opening is not None
    sign = next(sign for sign in (*PLACE_SIGNS, *WORD_SIGNS) if sign.name == name)
    found = dict(zip(opening.lines.tolist(), sign.find(opening).tolist(), strict=True))
    assert found[has]
    assert not found[has_not]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Stiff joints | Oak Clinic", *MENU, "Stiff joints", "Main page of us"], 4),
        ([*MENU, TITLE, "Photo by the clinic"], 3),
        (["Oak Hill", "# Gout", "Photo by the clinic", "Our own picture here"], 1),
        ([*MENU, "Our advice", f"Home / Advice / {TITLE}", TITLE, "By Ana Reyes", "8 January 2025", "Share"], 5),
    ],
)
def test_the_line_with_most_signs_is_the_title(lines: list[str], title: int) -> None:
    """The line of `<title>`, the words of the text, a marked heading, a path and a byline lead to it."""
    assert find(lines) == title


@pytest.mark.parametrize("line", ["By Ana Reyes for all", "12 March 2020", "Home > Knees > Pain", "Call a@b.example"])
def test_what_stands_between_title_and_text_is_no_title(line: str) -> None:
    """Bylines, dates, paths and addresses are passed over."""
    assert find(["Home", TITLE, line]) == 1


def test_the_address_decides_between_two_lines() -> None:
    """Where the text speaks of both, the one that the page's address names is the title."""
    lines = ["Home", "People who train twice", "Photo", "Load off the knee"]
    other = find(lines)
    named = 4 - other if other is not None else 1
    assert find(lines, f"https://clinic.example/{lines[named].lower().replace(' ', '-')}") == named


def test_a_dump_without_a_paragraph_has_no_title() -> None:
    """Where nothing is text, no line is its title."""
    page = segment_page(Page(page_id="a", body="Home\nKnee pain on stairs", kind=PageKind.TEXT))
    assert find_dump_title(page, np.array([900, 900]), np.array([True, True])) is None


def test_a_menu_alone_shows_no_title() -> None:
    """Where no line has points enough, none is taken."""
    assert find(["follow us", "• Home:", "tel 0555 010 203"]) is None
