"""Markdown footnotes: each sign has its note, each note its sign, and nothing of an entry is lost."""

from __future__ import annotations

import re

import pytest
from tests.unit.references.written_pages import FOLDER, Case, read_cases

from cleaner import Settings
from cleaner.document import Page
from cleaner.pipeline import clean_page
from cleaner.write import WriteOptions, render_document

ENTRIES = "".join(
    f'<li>Roe J. Study {n}. Knee J. 201{n};2:3. <a href="https://x.example.org/{n}">Full text of it</a></li>'
    for n in range(1, 4)
)
PROSE = "<p>Pain in the knee is common among adults who walk a lot, and most get well without an operation{}.</p>"
CASES = [case for path in sorted(FOLDER.glob("*.txt")) if path.stem != "look_alikes" for case in read_cases(path.stem)]


def write(page: Page, *, footnotes: bool = True) -> str:
    """A page as Markdown, every block kept."""
    document = clean_page(page, Settings(keep_roles="everything"))
    return render_document(document, "markdown", WriteOptions(footnotes=footnotes))


def write_html(html: str) -> str:
    """A page's HTML as Markdown with footnotes."""
    return write(Page(page_id="p", url="https://e.example/", body=html))


def read_notes(markdown: str) -> tuple[list[str], list[str]]:
    """Labels of the signs in the text, and of the notes."""
    notes = re.findall(r"^\[\^([^\]]+)\]: ", markdown, re.MULTILINE)
    return re.findall(r"(?<!\\)\[\^([^\]]+)\](?!: )", markdown), notes


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_signs_and_notes_belong_together(case: Case) -> None:
    """On every page, each sign has exactly one note and each note a sign."""
    signs, notes = read_notes(write(case.page))
    assert set(signs) == set(notes)
    assert len(notes) == len(set(notes))


def test_several_numbers_in_one_bracket_are_several_footnotes() -> None:
    """`[1, 3]` leads to both entries; the one between stays in its list, under its label."""
    markdown = write_html(f"<main>{PROSE.format(' [1, 3]')}<h2>References</h2><ol>{ENTRIES}</ol></main>")
    assert "operation [^1][^3]." in markdown
    assert "## References\n\n2. Roe J. Study 2." in markdown
    assert read_notes(markdown)[1] == ["1", "3"]


def test_addresses_behind_links_stand_in_the_note() -> None:
    """A note keeps the addresses that its entry's links led to; an empty label goes with its list."""
    markdown = write_html(f"<main>{PROSE.format(' [1–3]')}<h2>References</h2><ol>{ENTRIES}</ol></main>")
    assert "Full text of it <https://x.example.org/2>" in markdown
    assert "References" not in markdown


def test_names_and_years_stay_words() -> None:
    """An author–year citation is part of a sentence, so it and its entry stay as they are."""
    entry = "<p>Roe, J. (2010). Rest and the knee. <em>Knee Journal</em>, 3(2), 1–9.</p>"
    markdown = write_html(f"<main>{PROSE.format(' (Roe, 2010)')}<h2>References</h2>{entry}{entry}</main>")
    assert "(Roe, 2010)" in markdown
    assert "[^" not in markdown
