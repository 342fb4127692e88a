"""Every sample page against what its author says that it must give, written before any output was looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cleaner

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.name != "README.md")
EXPECTATIONS = ROOT / "tests" / "expectations"


# Errors that are known and not mended: a test that begins to pass must be taken out of here.
LOST = {
    "location-page-medicalclinic-json-ld": "an address of two lines above the telephone number scores .38",
    "patient-reviews-page": "short reviews in a row look like a carousel of testimonials",
}
LEFT = {
    "forum-thread-recovery-after-surgery": "signatures stand in the post's own element",
    "next-data-only": "text from data alone is kept whole",
}


def mark_known(errors: dict[str, str]) -> list[Any]:
    """The samples, those with a known error marked to fail."""
    return [
        pytest.param(
            path,
            id=path.stem,
            marks=[pytest.mark.xfail(reason=errors[path.stem], strict=True)] if path.stem in errors else [],
        )
        for path in SAMPLES
    ]


def fold(text: str) -> str:
    """Folds white space: an author quotes words, not line breaks."""
    return " ".join(text.split())


def read_expectation(sample: Path) -> dict[str, Any]:
    expectation: dict[str, Any] = json.loads((EXPECTATIONS / f"{sample.stem}.json").read_text(encoding="utf-8"))
    return expectation


@pytest.mark.parametrize("sample", mark_known(LOST))
def test_sample_keeps_its_content(sample: Path) -> None:
    """The text holds every passage that the page's author calls content."""
    text = fold(cleaner.clean(sample).text)
    assert [words for words in read_expectation(sample)["must_have"] if fold(words) not in text] == []


@pytest.mark.parametrize("sample", mark_known(LEFT))
def test_sample_sheds_its_boilerplate(sample: Path) -> None:
    """The text holds no passage that the page's author calls boilerplate."""
    text = fold(cleaner.clean(sample).text)
    assert [words for words in read_expectation(sample)["must_not_have"] if fold(words) in text] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_sample_accounts_for_every_word(sample: Path) -> None:
    """Words in are words kept plus words dropped by role."""
    accounting = cleaner.clean(sample).accounting
    assert accounting.unaccounted == 0
    assert accounting.total == accounting.kept + sum(accounting.dropped.values())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_sample_gives_its_references(sample: Path) -> None:
    """The references are the author's, in order, each with its marker, words and addresses."""
    found = [
        {"marker": reference.marker, "text": fold(reference.text), "urls": list(reference.urls)}
        for reference in cleaner.clean(sample).references
    ]
    wanted = [
        {"marker": entry["marker"], "text": fold(entry["text"]), "urls": entry["urls"]}
        for entry in read_expectation(sample)["references"]
    ]
    assert found == wanted
