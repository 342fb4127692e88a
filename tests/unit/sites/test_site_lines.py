"""Which lines that a site repeats go from a dump, by which rule, and what protects content that its pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from cleaner.document import Page, Role
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import SiteLine, SiteProfiles, find_site_headings, find_site_lines, key_line, site_lines
from cleaner.sites.profiles import key_template, list_templates

TITLE = "Why the kettle sings before it boils"
PROSE = "The water in the kettle begins to tremble long before anybody can see a single bubble rise."
SURE = 0.9


def find_rules(
    lines: Mapping[str, float],
    *,
    shared: tuple[str, ...],
    templates: tuple[str, ...] = (),
    pages: int = 10,
    of: int = 10,
) -> dict[str, str]:
    """The rule of each line that goes from a dump of these lines and scores."""
    known = {key_line(text): SiteLine(pages=pages, of=of, text=text) for text in shared}
    known |= {key_template(list_templates(text)[-1]): SiteLine(pages=pages, of=of, text=text) for text in templates}
    profiles = SiteProfiles(sites={"clinic.example": known}, pages={"clinic.example": of})
    body = "\n\n".join(lines)
    page = segment_page(Page(page_id="p", url="https://clinic.example/p", body=body, kind=PageKind.TEXT))
    assert list(page.blocks.texts) == list(lines)
    believed = [True] * len(page.blocks)
    findings = find_site_lines(page, list(lines.values()), believed, (), Settings(), profiles)
    return {page.blocks.texts[index]: finding.rule for finding in findings for index in finding.blocks}


@pytest.mark.parametrize(
    ("text", "score", "rule"),
    [
        ("Book an appointment online", SURE, "site:worded"),
        ("Musterweg 1, 12345 Musterstadt, Telefon 01234 5678", SURE, "site:contact"),
        ("The kettles of all our friends are here", 0.05, "site:doubted"),
        ("Whoever likes kettles as much as we do finds more of them in our house", SURE, "site:sentence"),
    ],
)
def test_a_shared_line_goes_by_what_it_says(text: str, score: float, rule: str) -> None:
    """Between an article's paragraphs a line that the site repeats goes where its wording or its score says so."""
    lines = {TITLE: SURE, PROSE: SURE, text: score, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=(text,)) == {text: rule}


@pytest.mark.parametrize("text", ["Take with food.", "When to see a doctor", "Breathe in and out ten times"])
def test_steps_and_headings_that_articles_share_stay(text: str) -> None:
    """A short line that the judge believes stays, on however many pages it stands."""
    lines = {TITLE: SURE, PROSE: SURE, "Treatment": SURE, text: SURE, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=("Treatment", text)) == {}


def test_a_shared_heading_beside_a_call_stays() -> None:
    """The heading right below a call that interrupts the article stays, though the judge doubts it."""
    lines = {
        TITLE: SURE,
        PROSE: SURE,
        "Book an appointment online": SURE,
        "Treatment": 0.15,
        PROSE[:-1] + " again.": SURE,
    }
    assert find_rules(lines, shared=("Book an appointment online", "Treatment")) == {
        "Book an appointment online": "site:worded"
    }


def test_a_shared_dose_with_other_numbers_stays() -> None:
    """A template that holds a quantity with a unit stays even where the judge doubts it."""
    dose = "Take 2 tablets of 400 mg before the evening meal"
    lines = {TITLE: SURE, PROSE: SURE, dose: 0.1, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=(), templates=(dose,)) == {}


def test_a_call_for_another_town_goes() -> None:
    """A call whose town changes from page to page is one template."""
    call = "Call us today and get a free consultation in Sampletown."
    lines = {TITLE: SURE, PROSE: SURE, call: SURE, PROSE[:-1] + " again.": SURE}
    other = call.replace("Sampletown", "Testford")
    assert find_rules(lines, shared=(), templates=(other,)) == {call: "site:worded"}


def test_a_believed_template_that_is_worded_as_nothing_stays() -> None:
    """Sentences of one skeleton with other names and numbers are what articles of a site share."""
    text = "We found that about 61 of 100 people in Sampletown have one"
    lines = {TITLE: SURE, PROSE: SURE, text: SURE, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=(), templates=(text,)) == {}


def test_the_question_above_a_call_goes_with_it() -> None:
    """A question right above a call is its heading; one above an answer stays."""
    lines = {TITLE: SURE, PROSE: SURE, "Do you own a kettle?": SURE, "Book an appointment online": SURE}
    ask = {"Do you own a kettle?", "Book an appointment online"}
    found = find_rules({**lines, PROSE[:-1] + " again.": SURE}, shared=tuple(ask))
    assert found["Do you own a kettle?"] == "site:heading-of-call"


def test_the_name_above_an_address_goes_with_it() -> None:
    """A clinic's name right above its address goes; an instruction above it stays."""
    address = "Musterweg 1, 12345 Musterstadt, Telefon 01234 5678"
    shared = ("Take with food.", "Old Town Clinic", address)
    lines = {TITLE: SURE, PROSE: SURE, **dict.fromkeys(shared, SURE)}
    assert find_rules(lines, shared=shared) == {
        "Old Town Clinic": "site:label",
        address: "site:contact",
    }


def test_a_believed_line_between_furniture_goes_with_it() -> None:
    """What stands between the first and the last furniture of a run is part of the unit."""
    shared = ("Book an appointment online", "Open on each weekday", "We use cookies to make this site work.")
    lines = {TITLE: SURE, PROSE: SURE, **dict.fromkeys(shared, SURE), PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=shared)["Open on each weekday"] == "site:unit"


def test_menus_go_by_their_place_on_enough_pages() -> None:
    """Lines that reach the page's first line go on five pages; on four the judge would have to doubt them."""
    shared = ("Kettles of copper and brass", "Kettles of glass and clay")
    lines = {**dict.fromkeys(shared, SURE), TITLE: SURE, PROSE: SURE}
    assert set(find_rules(lines, shared=shared, pages=5, of=5).values()) == {"site:edge"}
    assert find_rules(lines, shared=shared, pages=4, of=4) == {}


def test_a_doubted_line_of_two_pages_goes() -> None:
    """On a site of two pages a line goes that both have and the judge doubts."""
    text = "The kettles of all our friends are here"
    lines = {TITLE: SURE, PROSE: SURE, text: 0.05, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=(text,), pages=2, of=2) == {text: "site:doubted"}


def test_a_single_short_line_that_is_doubted_stays() -> None:
    """Fewer than six words that are worded as nothing are no unit."""
    lines = {TITLE: SURE, PROSE: SURE, "Kettles here": 0.05, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=("Kettles here",)) == {}


def test_a_shared_heading_that_the_judge_dropped_is_found() -> None:
    """A short line above a paragraph of this page alone is a heading, where an article has begun above it."""
    heading = "Treatment"
    known = {key_line(heading): SiteLine(pages=4, of=4, text=heading)}
    profiles = SiteProfiles(sites={"clinic.example": known}, pages={"clinic.example": 4})
    body = "\n\n".join([TITLE, PROSE, heading, PROSE[:-1] + " again."])
    page = segment_page(Page(page_id="p", url="https://clinic.example/p", body=body, kind=PageKind.TEXT))
    scores = [SURE, SURE, 0.12, SURE]
    (finding,) = find_site_headings(page, scores, [True, True, False, True], Settings(), profiles)
    assert finding.blocks == (2,)
    assert not find_site_headings(page, [SURE, SURE, 0.05, SURE], [True, True, False, True], Settings(), profiles)
    assert not find_site_headings(page, scores, [False, False, False, True], Settings(), profiles)


def test_a_call_about_the_pages_subject_goes_as_a_unit() -> None:
    """A question that names the page's subject, the line below it with slots and the button go together."""
    question, line = "Need help with kettles?", "Our team in Sampletown is here. Room 7"
    button = "Book an appointment online"
    templates = ("Need help with cups?", "Our team in Testford is here. Room 9")
    lines = {TITLE: SURE, PROSE: SURE, question: SURE, line: SURE, button: SURE, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=(button,), templates=templates) == {
        question: "site:heading-of-call",
        line: "site:unit",
        button: "site:worded",
    }


def test_questions_of_an_article_stay_though_they_begin_alike() -> None:
    """A question above its answer is none of a call, however many pages ask so."""
    lines = {TITLE: SURE, PROSE: SURE, "Need help with kettles?": 0.3, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=(), templates=("Need help with cups?",)) == {}


def test_a_step_above_a_shared_heading_stays() -> None:
    """A doubted step stays where the line below it is a heading above a paragraph of this page."""
    call, step, heading = "Book an appointment online", "Take it with water.", "When to see a doctor"
    lines = {TITLE: SURE, PROSE: SURE, call: SURE, step: 0.15, heading: SURE, PROSE[:-1] + " again.": SURE}
    assert find_rules(lines, shared=(call, step, heading)) == {call: "site:worded"}


def test_a_sentence_in_the_footer_of_few_pages_goes_with_its_label() -> None:
    """A sentence about the site goes on three pages too where the site repeats all below, with its label."""
    label, end = "About the house", "Kettles and cups of the house"
    sentence = "Our house has looked after the kettles of Sampletown and around for more than thirty years"
    lines = {TITLE: SURE, PROSE: SURE, label: SURE, sentence: SURE, end: 0.01}
    assert find_rules(lines, shared=(label, sentence, end), pages=3, of=3) == {
        label: "site:label",
        sentence: "site:sentence",
        end: "site:doubted",
    }


def test_calls_go_from_html_pages_and_other_lines_are_told() -> None:
    """On an HTML page a call that the site repeats goes; any other line of the site stays, and its label says so."""
    call, name = "Book an appointment online, at any time of the day", "Kettles of copper, brass and glass, and cups"
    known = {key_line(text): SiteLine(pages=9, of=10, text=text) for text in (call, name)}
    profiles = SiteProfiles(sites={"clinic.example": known}, pages={"clinic.example": 10})
    body = "".join(f"<p>{text}</p>" for text in (PROSE, call, TITLE, name))
    page = segment_page(Page(page_id="p", url="https://clinic.example/p", body=body, kind=PageKind.HTML))
    findings = find_site_lines(page, [SURE] * 4, [True] * 4, (), Settings(), profiles)
    assert {page.blocks.texts[finding.blocks[0]]: finding.role for finding in findings} == {
        call: Role.REPEATED,
        name: None,
    }


def test_each_line_is_looked_at_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a line may be a heading is asked once or twice, however many lines of the site stand in a row."""
    asked = Counter[int]()
    may_head = site_lines._may_head

    def count(lines: site_lines._Lines, place: int) -> bool:
        asked[place] += 1
        return may_head(lines, place)

    monkeypatch.setattr("cleaner.sites.site_lines._may_head", count)
    menu = [f"Kettle of the {word} shelf" for word in ("upper", "lower", "middle", "left", "right", "blue")]
    rows = {f"{name} and row {'x' * (place + 1)}": SURE for place in range(60) for name in menu}
    find_rules({TITLE: SURE, PROSE: SURE, **rows, PROSE[:-1] + " again.": SURE}, shared=tuple(rows))
    assert asked
    assert max(asked.values()) <= 2
