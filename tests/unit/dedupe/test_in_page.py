"""In-page deduplication: which repeated blocks go, which stay, and what the labels say about it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cleaner.document import Page, ReferenceFindings, Role
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.segment import segment_page
from cleaner.settings import Settings
from dedupe_sites import believe_some, label_repeats

ARTICLE = (
    "Knee pain after a long run often comes from the tendon below the kneecap, and it settles in a few weeks.",
    "Strength work for the thigh and the hip protects the joint, and most people are back at their usual distance soon.",  # noqa: E501
)
FORM = (
    "Request Your Free Guide",
    "We will email you the complete guide within one working day.",
    "Thanks for your request!",
)
BOX = (
    "Popup Maker Overlay",
    "Join our newsletter",
    "Join our newsletter",
    "Receive our latest news and offers every month.",
)


def segment(lines: Sequence[str]) -> PageColumns:
    return segment_page(Page(page_id="p", body="\n\n".join(lines), kind=PageKind.TEXT))


def clean_lines(lines: Sequence[str], settings: Settings | None = None) -> list[str]:
    page = segment(lines)
    labels = label_repeats(page, settings=settings)
    return [block.text for block, label in zip(page.blocks, labels, strict=True) if label.kept]


def test_form_after_the_article_goes_with_every_copy() -> None:
    """A form that stands twelve times after the article leaves no line behind."""
    assert clean_lines([*ARTICLE, *FORM * 12]) == list(ARTICLE)


def test_box_before_the_forms_goes_though_it_stands_once() -> None:
    """Newsletter lines and widget labels that touch a removed run go; sources above them stay."""
    sources = [
        "Source: “Tendons and load.” 3 May 2021, https://journal.example/tendons.",
        "[1] “Knees.” https://knees.example/a",
    ]
    assert clean_lines([*ARTICLE, *sources, *BOX, *FORM * 12]) == [*ARTICLE, *sources]


def test_form_between_paragraphs_goes() -> None:
    """A form that repeats between two paragraphs goes, and both paragraphs stay."""
    assert clean_lines([ARTICLE[0], *FORM * 3, ARTICLE[1]]) == list(ARTICLE)


def test_call_to_action_between_paragraphs_keeps_one_copy() -> None:
    """A call to action that repeats inside the article keeps one copy."""
    call = "Book your appointment online"
    assert clean_lines([ARTICLE[0], call, call, call, ARTICLE[1]]) == [ARTICLE[0], call, ARTICLE[1]]


@pytest.mark.parametrize(
    "line",
    [
        "Take 1 tablet (500 mg) with water.",
        "Mon 9:00 – 17:00",
        "Row, row, row your boat",
        "Breathe in. Hold. Breathe out.",
        "Yes",
        "$120",
    ],
)
def test_lines_that_repeat_by_intention_stay(line: str) -> None:
    """Doses, hours, refrains, exercises, table cells and prices stay as often as they are said."""
    lines = [ARTICLE[0], line, line, line, line, ARTICLE[1]]
    assert clean_lines(lines) == lines


def test_lines_that_differ_in_a_digit_are_different_lines() -> None:
    """Digits are part of a line's identity."""
    lines = [ARTICLE[0], *(f"Book visit number {n} online today" for n in range(1, 5)), ARTICLE[1]]
    assert clean_lines(lines) == lines


def test_unworded_block_after_the_article_keeps_one_copy() -> None:
    """A block of several lines that repeats after the article's end keeps its first copy, whatever its language."""
    block = ["Lorem dolor", "Amet consectetur", "Elit"]
    assert clean_lines([*ARTICLE, *block * 4]) == [*ARTICLE, *block]


def test_article_that_stands_three_times_keeps_one_copy() -> None:
    """Paragraphs that were scraped three times are kept once."""
    assert clean_lines(ARTICLE * 3) == list(ARTICLE)


def test_two_copies_without_marketing_stay() -> None:
    """Two equal blocks in a row are no run unless they are worded as marketing."""
    lines = [*ARTICLE, *ARTICLE]
    assert clean_lines(lines) == lines


def test_last_sentence_that_invites_a_call_stays() -> None:
    """A closing sentence of the article that asks to call is no page tail, though a form follows it."""
    closing = "If your knee still hurts after six weeks of rest, please contact our clinic and we will look at it."
    assert clean_lines([*ARTICLE, closing, *FORM * 3]) == [*ARTICLE, closing]


def test_label_says_what_was_seen() -> None:
    """The label of a removed line names its rule and says in words what was seen."""
    page = segment([*ARTICLE, *FORM * 12])
    label = label_repeats(page)[-1]
    assert (label.role, label.rule) == (Role.REPEATED, "repeated-form-text")
    assert label.evidence == "the same 3 lines stand 12 times in a row on this page"


def test_off_switch() -> None:
    """Nothing is removed where deduplication is off."""
    lines = [*ARTICLE, *FORM * 12]
    assert clean_lines(lines, Settings(dedupe=False)) == lines


def test_everything_keeps_repeated_blocks() -> None:
    """A caller that keeps every role gets repeated blocks, labelled as such."""
    lines = [*ARTICLE, *FORM * 12]
    assert clean_lines(lines, Settings(keep_roles="everything")) == lines


def test_dropped_blocks_keep_their_own_role() -> None:
    """A block that the classifier has dropped keeps the role and rule that dropped it."""
    page = segment([*ARTICLE, *FORM * 12])
    content = believe_some([block.text in ARTICLE for block in page.blocks], dropped_as=Role.FORM)
    assert [(label.role, label.rule) for label in label_repeats(page, content)[2:]] == [(Role.FORM, "left")] * 36


def test_references_stay() -> None:
    """Reference material stays, also where it repeats and is worded as a newsletter."""
    page = segment(
        [*ARTICLE, "Our newsletter, spring issue", "Our newsletter, spring issue", "Our newsletter, spring issue"]
    )
    findings = ReferenceFindings(blocks=dict.fromkeys(range(2, 5), "list"))
    assert all(label.kept for label in label_repeats(page, references=findings))


def make_form(number: int) -> list[str]:
    thanks = "Thanks for your interest!" if number % 2 else "Thank you for your interest!"
    button = "Send me the guide" if number % 3 else "Send me the free guide"
    return [f"Form {number} of 8", "First Name", "Last Name", "Your email", button, thanks]


def test_near_identical_forms_after_the_article_go() -> None:
    """Forms that differ in their number, button and thanks go, though no two neighbours are the same."""
    forms = [line for number in range(8) for line in make_form(number)]
    assert clean_lines([*ARTICLE, *forms])[: len(ARTICLE)] == list(ARTICLE)
    assert len(clean_lines([*ARTICLE, *forms])) <= len(ARTICLE) + 1


def test_forms_apart_go() -> None:
    """A form that stands after each of three paragraphs goes each time, and the paragraphs stay."""
    assert clean_lines([*FORM, ARTICLE[0], *FORM, ARTICLE[1], *FORM]) == list(ARTICLE)


def test_cards_with_a_button_each_stay() -> None:
    """Cards of doctors that share a button keep every name and every field."""
    cards = [
        line for name in ("Ames", "Bell", "Cole", "Dunn") for line in (f"Dr. {name}", "Surgery", "Request appointment")
    ]
    assert clean_lines([*ARTICLE, *cards]) == [*ARTICLE, *cards]


def test_changed_copies_next_to_a_run_go_with_it() -> None:
    """Copies that differ in a word and stand beside a form that repeats go too; the paragraphs around them stay."""
    changed = ["Request Your Free Booklet", "We will email you the complete booklet within one working day.", FORM[2]]
    assert clean_lines([ARTICLE[0], *changed, *FORM * 3, *changed, ARTICLE[1]]) == list(ARTICLE)


def test_changed_number_next_to_a_call_that_keeps_a_copy_stays() -> None:
    """Beside a call to action that keeps one copy, the same words with another telephone number stay."""
    call, other = "Call us today: 512 555 0100", "Call us today: 512 555 0199"
    assert clean_lines([ARTICLE[0], call, call, call, other, ARTICLE[1]]) == [ARTICLE[0], call, other, ARTICLE[1]]


def judge_badges(kept: Sequence[bool]) -> list[bool]:
    """Says which of four equal badges of an HTML page stay, given what the classifier kept of them."""
    html = f"<p>{ARTICLE[0]}</p>" + "<div class='modal'><p>Powered by Zephyr</p></div>" * 4 + f"<p>{ARTICLE[1]}</p>"
    page = segment_page(Page(page_id="p", body=html, kind=PageKind.HTML))
    return [label.kept for label in label_repeats(page, believe_some([True, *kept, True]))[1:-1]]


def test_badges_that_the_classifier_keeps_stay() -> None:
    """A short label that an HTML page repeats stays where the classifier kept most of its copies."""
    assert judge_badges([True, False, True, True]) == [True, False, True, True]


def test_badges_that_the_classifier_drops_go() -> None:
    """Where the classifier dropped most copies of a label, what stays is the one that it kept."""
    assert judge_badges([False, False, False, True]) == [False, False, False, True]


def test_page_of_forms_alone_keeps_one() -> None:
    """A page that is nothing but a form twelve times keeps one copy of it, and its label says why."""
    assert clean_lines(FORM * 12) == list(FORM)
    page = segment(FORM * 12)
    label = label_repeats(page)[0]
    assert label.evidence.endswith("12 times in a row on this page; kept, since 100 % of the body would go")


def test_limit_of_what_may_go_is_the_callers() -> None:
    """Under a limit of ten percent a form after the article keeps one copy; copies beyond the first always go."""
    settings = Settings(dedupe_max_body_percent=10)
    assert clean_lines([*ARTICLE, *FORM * 12], settings) == [*ARTICLE, *FORM]


def test_near_duplicate_elsewhere_is_only_noted() -> None:
    """A line far from the forms that is nearly one of theirs stays, and its label says what it is like."""
    near = "We will email you the complete report within one working day."
    page = segment([near, *ARTICLE, *FORM * 3])
    labels = label_repeats(page)
    assert labels[0].kept
    assert labels[0].evidence == "nearly the same as a line that was removed as repeated"
    assert [label.evidence for label in labels[1:3]] == ["", ""]


def test_what_the_classifier_dropped_without_a_reason_gets_one() -> None:
    """Lines of a form that repeats are told as repeated also where the classifier had dropped them, not knowing why."""
    page = segment([ARTICLE[0], *FORM * 3, ARTICLE[1]])
    judged = label_repeats(page, believe_some([block.text in ARTICLE for block in page.blocks]))
    assert [label.role for label in judged] == [Role.BODY, *[Role.REPEATED] * 9, Role.BODY]
    assert not any(label.kept for label in judged[1:-1])
    assert all(label.evidence for label in judged[1:-1])
