"""Markers in the running text that nothing but their numbers, names and places show."""

from __future__ import annotations

import pytest

import cleaner

FIRST = "Gout comes from crystals of urate that settle in a joint, most often in that of the big toe."
SECOND = "A low dose of colchicine is enough in most attacks, and it should be taken on the first day."
PAIR = "<ol><li>Ngata P. Urate and gout. Joint Arch. 2017;24:990.</li><li>Health Body. Gout facts. 2020.</li></ol>"
APA = (
    "<ul><li>Joint Board. (2020). <em>Gout at home</em>. https://board.example.org/gout</li>"
    "<li>Ngata, P. (2017a). Urate and gout. <em>Joint Arch, 24</em>, 990–999.</li>"
    "<li>Ngata, P. (2017b). Colchicine again. <em>Joint Arch, 25</em>, 10–19.</li>"
    "<li>Silva, A., & Souza, B. (2019). Low doses. <em>Joint Arch, 27</em>, 1–9.</li></ul>"
)


def link(first: str, second: str, entries: str) -> list[tuple[str, int | None]]:
    """The markers that two paragraphs over some entries have, with the entries that they lead to."""
    html = f"<article><h1>Gout</h1><p>{first}</p><p>{second}</p><h2>References</h2>{entries}</article>"
    return [(marker.marker, marker.target) for marker in cleaner.clean(html, kind="html").markers]


def test_digits_below_the_line_after_a_stop_are_markers() -> None:
    """A mark set with the wrong key cites as one above the line does."""
    entries = "<p>₁ Ngata P. Urate and gout. Joint Arch. 2017;24:990.</p><p>₂ Health Body. Gout facts. 2020.</p>"
    assert link(FIRST + "₁", SECOND + "₂", entries) == [("1", 0), ("2", 1)]


def test_digits_of_formulas_are_no_markers() -> None:
    """After a letter they count atoms."""
    assert link("The patients drank H₂O and breathed O₂, not CO₁.", SECOND, PAIR) == []


def test_numbers_in_round_brackets_within_sentences_cite_where_all_entries_are_named() -> None:
    """Each entry has its number once, in order, though none closes a clause."""
    first, second = FIRST.replace("crystals", "crystals (1)"), SECOND.replace("colchicine", "colchicine (2)")
    assert link(first, second, PAIR) == [("1", 0), ("2", 1)]


def test_numbers_in_round_brackets_within_sentences_that_leave_an_entry_out_count_something_else() -> None:
    """One of two entries is not enough where the bracket closes no clause."""
    assert link(FIRST.replace("crystals", "crystals (1)"), SECOND, PAIR) == []


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("(Joint Board, 2020)", [("Joint Board, 2020", 0)]),
        ("as the Joint Board (2020) says", [("Joint Board (2020", 0)]),
        ("as Ngata (2017a, 2017b) says", [("Ngata, 2017a", 1), ("Ngata, 2017b", 2)]),
        ("(SILVA; SOUZA, 2019)", [("SILVA; SOUZA, 2019", 3)]),
    ],
)
def test_names_and_years_cite_their_entry(cited: str, expected: list[tuple[str, int]]) -> None:
    """An organisation by its whole name, several years of one author, authors parted by a semicolon."""
    assert link(f"{FIRST[:-1]} {cited}.", SECOND, APA) == expected


def test_the_last_author_keeps_the_stop_of_the_initial() -> None:
    """The author before the year in brackets is found as the others are."""
    html = f"<article><h1>Gout</h1><p>{FIRST}</p><p>{SECOND}</p><h2>References</h2>{APA}</article>"
    assert cleaner.clean(html, kind="html").references[3].authors == ("Silva, A.", "Souza, B.")
