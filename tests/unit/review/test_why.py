"""What `why` says: who decided and what was seen, what else was found, and only such changes as change the decision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cleaner.decide import TABLE
from cleaner.document import Judge, Page
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean_page
from cleaner.read import read_page
from cleaner.review.why import EXPLANATIONS, explain_words
from cleaner.settings import Settings
from cleaner.sites import SiteLine, SiteProfiles, key_line

SAMPLES = Path(__file__).parents[3] / "samples"
SMALL = """<title>Tea</title><nav><a href=/a>Home of the teas</a></nav><button>Order now</button><h1>Tea</h1>
<p>Green tea steeps for two minutes at eighty degrees, as was found in tests [1].</p><p hidden>Kettle on</p>
<h2>References</h2><ol><li>Roe J. Steeping times. J Tea. 2020;1:2-3.</ol>"""


def explain(words: str, settings: Settings | None = None, page: str | Path = SMALL) -> list[str]:
    """The lines about the first block that holds the words."""
    taken = read_page(page, url="https://clinic.example/page", max_bytes=10_000_000)
    if isinstance(page, str):
        taken = taken.with_kind(PageKind.HTML)
    return explain_words(taken, words, settings or Settings())[0].split("\n")


def test_every_judge_has_a_sentence() -> None:
    """Whoever may decide, or is only told, can be explained, and a role can always be kept or left out."""
    assert EXPLANATIONS.keys() == set(Judge) >= {row.judge for row in TABLE}
    assert len({explanation.sentence for explanation in EXPLANATIONS.values()}) == len(Judge)


@pytest.mark.parametrize(
    ("words", "judge"),
    [
        ("Order now", Judge.CONTROL),
        ("Kettle on", Judge.HIDDEN),
        ("Home of the teas", Judge.ZONE),
        ("Green tea steeps", Judge.KIND),
        ("Steeping times", Judge.REFERENCE),
    ],
)
def test_the_one_who_decided_is_told_first(words: str, judge: Judge) -> None:
    """The line after the decision says in words why it was taken, by the judge that took it."""
    lines = explain(words)
    assert lines[2] == f"  because {EXPLANATIONS[judge].sentence}"


def test_what_else_was_found_is_told() -> None:
    """A reference in a list is told to be one of the content's lists too."""
    assert any(
        line.startswith("  found too: list by rule open-list_item, since it is content") for line in explain("Roe")
    )


@pytest.mark.parametrize(
    ("sample", "words", "told"),
    [
        (
            "flattened-divi-popup-twelve-times.txt",
            "FREE printed guide",
            "keep_roles with 'repeated'",
        ),
        (
            "flattened-single-newlines-nav-at-top.txt",
            "Ikeda M, Thornbury C",
            "keep_roles without 'reference'",
        ),
        ("price-list-div-span.html", "Panoramic X-ray", "min_content_score = 0."),
    ],
)
def test_the_setting_that_changes_it_is_told(sample: str, words: str, told: str) -> None:
    """Beside the roles that are kept, the setting of the judge that decided is named."""
    assert told in explain(words, page=SAMPLES / sample)[-1]


def test_a_setting_that_changes_nothing_is_not_told() -> None:
    """Entries of a list that is content anyway stay without references: only their role can be left out."""
    assert explain("Steeping times")[-1] == "  to drop it: keep_roles without 'reference'"


def test_a_low_score_is_told_the_floor() -> None:
    """What only the floor of scores drops is kept without it."""
    page, words = SAMPLES / "price-list-div-span.html", "Panoramic X-ray"
    assert "to keep it: min_content_score = 0, or" in explain(words, Settings(min_content_score=0.99), page)[-1]


def test_the_score_that_is_told_drops_the_block() -> None:
    """The score in the advice is one that the block does not reach."""
    page = read_page(SAMPLES / "price-list-div-span.html", max_bytes=10_000_000)
    told = explain_words(page, "Panoramic X-ray", Settings())[0].rpartition("min_content_score = ")[2].partition(",")[0]
    document = clean_page(page, replace(Settings(), min_content_score=float(told)))
    [label] = [
        label
        for block, label in zip(document.blocks, document.labels, strict=True)
        if block.text.startswith("Panoramic X-ray")
    ]
    assert not label.kept


def test_lines_of_a_site_are_told() -> None:
    """With profiles, a line that its site repeats says on how many pages it stands, and what would keep it."""
    line = "Call us today to book your free consultation"
    body = f"The kettle sings when the water in it is about to boil.\n\n{line}\n\nTea is best drunk while it is hot."
    page = Page(page_id="p", body=body, kind=PageKind.TEXT, url="https://clinic.example/tea")
    known = SiteLine(pages=9, of=10, text=line)
    profiles = SiteProfiles(sites={"clinic.example": {key_line(line): known}})
    lines = explain_words(page, line, Settings(), profiles)[0].split("\n")
    assert lines[2].startswith("  because pages of its site repeat it: on 9 of 10 pages of this site")
    assert lines[-1] == "  to keep it: dedupe = false, or dedupe_max_body_percent = 0, or keep_roles with 'repeated'"


def test_a_dump_is_told_how_it_was_flattened() -> None:
    """Of a text dump, why says which way of flattening was undone; of HTML there is nothing to say."""
    dump = Page(page_id="a", body="# Gout\n\n* Rest\n* Ice", kind=PageKind.TEXT)
    assert "  read as a dump of the kind: Markdown" in explain_words(dump, "Rest", Settings())[0].split("\n")
    page = Page(page_id="a", body="<p>Rest", kind=PageKind.HTML)
    assert "dump" not in explain_words(page, "Rest", Settings())[0]
