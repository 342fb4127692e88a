"""The one grammar of markers."""

from __future__ import annotations

import pytest

from cleaner.page.markers import (
    EntryMarker,
    expand_numbers,
    is_number_marker,
    is_raised_marker,
    read_entry_marker,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[3] Smith", EntryMarker("3", 4, "bracket")),
        ("[^b]. Smith", EntryMarker("b", 6, "bracket")),
        ("【3】Smith", EntryMarker("3", 3, "lens")),
        ("(3) Smith", EntryMarker("3", 4, "round")),
        ("٣. سميث", EntryMarker("٣", 3, "dot")),
        ("³Smith", EntryMarker("3", 1, "raised")),
        ("₃ Smith", EntryMarker("3", 2, "raised")),
        ("3 https://guides.example.org/gout", EntryMarker("3", 2, "bare")),
        ("† Smith", EntryMarker("†", 2, "sign")),
        ("3 Smith", EntryMarker("3", 2, "bare")),
    ],
)
def test_entries_begin_with_markers_of_every_shape(text: str, expected: EntryMarker) -> None:
    """A marker is read with its value and the characters that it takes."""
    assert read_entry_marker(text) == expected


@pytest.mark.parametrize("text", ["", "Smith", "3.5 mg", "3 smiths", "[3]", "¹, Holt", "2024 Smith"])
def test_other_numbers_are_no_markers_of_entries(text: str) -> None:
    """A number within a sentence, before a comma or alone marks no entry."""
    assert read_entry_marker(text) is None


@pytest.mark.parametrize(("value", "number"), [("3", 3), ("٣", 3), ("b", None), ("†", None)])
def test_markers_have_numbers_in_every_script(value: str, number: int | None) -> None:
    """Digits of other scripts count; letters and signs have no number."""
    assert EntryMarker(value, 1, "dot").number == number


@pytest.mark.parametrize(
    ("text", "is_number", "is_raised"),
    [("7", True, True), ("1,3–5", False, True), ("a, b", False, True), ("2024", False, False), ("th", False, False)],
)
def test_small_numbers_and_their_lists_are_markers(text: str, is_number: bool, is_raised: bool) -> None:
    """A number alone is a marker wherever it links; raised, so are letters, lists and ranges."""
    assert (is_number_marker(text), is_raised_marker(text)) == (is_number, is_raised)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,3–5", [1, 3, 4, 5]), ("١، ٣", [1, 3]), ("5–3", []), ("1-200", []), ("2", [2])],
)
def test_ranges_are_written_out(text: str, expected: list[int]) -> None:
    """Lists and ranges give their numbers; a range backwards or of a hundred is none of markers."""
    assert expand_numbers(text) == expected
