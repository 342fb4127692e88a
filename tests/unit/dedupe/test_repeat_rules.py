"""Rules of repeats: each example is judged by its rule, and otherwise where the rule is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from cleaner.dedupe import forms, in_page
from cleaner.document import Label, Page, Role
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from dedupe_sites import believe_some, label_repeats

FIRST, SECOND = (
    "Knee pain after a long run often comes from the tendon below the kneecap, and it settles in a few weeks.",
    "Strength work for the thigh and the hip protects the joint, and most people are back at their distance soon.",
)
FORM = ["Request your free guide", "We will email you the guide within a day.", "Thanks for your request!"]
CALL = "Book your appointment online"
CALLS = ["Book your appointment online", "Or talk to one of our doctors"]
NAMES = ["Dr. Holt", "Surgery of the knee"]
LATIN = ["Lorem dolor", "Amet consectetur", "Elit"]
BREATH = ["Breathe in", "Breathe out"]


class Example(NamedTuple):
    """Lines of a page; those of `repeated` stand between paragraphs, or below them, as often as `copies` says.

    Attributes:
        repeated: The block that repeats.
        stays: Its lines that stay.
        copies: How often it stands.
        markup: What is around each copy on an HTML page; a text dump where there is none.
        last: Whether the page ends with it.
        dropped: How many copies the classifier dropped, the first ones.
    """

    repeated: list[str]
    stays: list[str]
    copies: int = 4
    markup: str = ""
    last: bool = False
    dropped: int = 0

    def label(self) -> list[tuple[str, Label]]:
        """Every line with its label."""
        block = self.repeated
        if self.markup:
            block = [self.markup.format("".join(f"<p>{text}</p>" for text in self.repeated))]
        lines = [FIRST, *block * self.copies, SECOND]
        if self.last:
            lines = [FIRST, SECOND, *block * self.copies]
        body = "".join(f"<p>{line}</p>" if line in (FIRST, SECOND) else line for line in lines)
        page = segment_page(
            Page(page_id="p", body=body, kind=PageKind.HTML)
            if self.markup
            else Page(page_id="p", body="\n\n".join(lines), kind=PageKind.TEXT)
        )
        believed = [True] * len(page.blocks)
        start = 2 if self.last else 1
        end = start + len(self.repeated) * self.dropped
        believed[start:end] = [False] * (end - start)
        return list(zip(page.blocks.texts, label_repeats(page, believe_some(believed)), strict=True))


POPUP, PLAIN, HIDDEN = "<div class='modal'>{}</div>", "<div>{}</div>", "<div hidden>{}</div>"
EXAMPLES = {
    "repeated-form": Example(FORM, [], markup=POPUP),
    "repeated-form-text": Example(FORM, [], copies=2),
    "repeated-page-tail": Example([CALL], [], copies=2, last=True),
    "repeated-and-dropped": Example(CALLS, [], markup=PLAIN, dropped=3),
    "repeated-boilerplate": Example(["Zephyr"], ["Zephyr"], copies=5, markup=HIDDEN, dropped=3),
    "repeated-call-to-action": Example([CALL], [CALL], copies=2),
    "repeated-in-form": Example(NAMES, NAMES, markup=POPUP),
    "repeated-after-article": Example(LATIN, LATIN, last=True),
    "repeated-paragraphs": Example([f"{FIRST} Again."], [f"{FIRST} Again."]),
}


def read_kept(labelled: Sequence[tuple[str, Label]]) -> list[str]:
    return [text for text, label in labelled if label.kept and text not in (FIRST, SECOND)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_repeat_is_judged_by_its_rule(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copies that go name the rule, and others go or stay without it."""
    labelled = EXAMPLES[name].label()
    assert read_kept(labelled) == EXAMPLES[name].stays
    assert {label.rule for _, label in labelled if label.role is Role.REPEATED} == {name}
    left = tuple(rule for rule in in_page.REPEAT_RULES if rule.name != name)
    monkeypatch.setattr(in_page, "REPEAT_RULES", left)
    assert read_kept(EXAMPLES[name].label()) != EXAMPLES[name].stays


DOSE = "Order now: 500 mg tablets"
DOSES = ["Dr. Holt", "Take 20 mg"]
MEANT = {
    "a call with a dose": Example([DOSE], [DOSE] * 4),
    "a dose in the markup of a pop-up": Example(DOSES, DOSES * 4, markup=POPUP),
    "a list": Example(["Call us"], ["Call us"] * 4, markup="<ul><li>{}</li></ul>"),
    "paragraphs with a dose": Example([f"{FIRST} Take 20 mg."], [f"{FIRST} Take 20 mg."] * 4),
    "cards of half a classifier": Example(["Zephyr"], ["Zephyr"] * 2, markup=HIDDEN, dropped=2),
    "short lines that nothing speaks against": Example(BREATH, BREATH * 4),
    "lines of like lengths at the end": Example(BREATH, BREATH * 4, last=True),
    "labels of widgets": Example(["Powered by Zephyr"], ["Powered by Zephyr"] * 4, markup=PLAIN),
    "plain blocks in markup": Example(NAMES, NAMES * 4, markup=PLAIN),
}


@pytest.mark.parametrize("name", MEANT)
def test_a_repeat_that_may_be_meant_stays(name: str) -> None:
    """What one signal alone speaks against stays as often as it is said."""
    labelled = MEANT[name].label()
    assert read_kept(labelled) == MEANT[name].stays
    assert not [label for _, label in labelled if label.role is Role.REPEATED]


@pytest.mark.parametrize(("line", "markup"), [(CALL, PLAIN), ("Powered by Zephyr", HIDDEN)])
def test_one_copy_of_a_call_or_of_a_hidden_label_stays(line: str, markup: str) -> None:
    """On HTML pages too, calls to action and hidden labels of widgets stand once."""
    assert read_kept(Example([line], [], markup=markup).label()) == [line]


def test_two_signals_outweigh_what_protects_a_line() -> None:
    """A dose in the markup of a pop-up stays once where the classifier dropped most of its copies too."""
    assert read_kept(MEANT["a dose in the markup of a pop-up"]._replace(dropped=3).label()) == DOSES


def label_dump(lines: Sequence[str]) -> list[str]:
    """The lines of a text dump that stay."""
    page = segment_page(Page(page_id="p", body="\n\n".join(lines), kind=PageKind.TEXT))
    return [text for text, label in zip(page.blocks.texts, label_repeats(page), strict=True) if label.kept]


PARAGRAPHS = [
    f"In year {n} of the clinic, {n * 37} people came for a sore knee and {n * 11} of them for a hip."
    for n in range(90)
]
FIELDS = ("Full name", "Your email")
JOINTS = {
    "said-elsewhere": [[FIELDS[0], f"Ward {n} North", f"Floor {n} West", FIELDS[1]] for n in (3, 4, 5)],
    "slot": [[*FIELDS, filling, "Send message"] for filling in ("Knee pain", "Zumba", "Ankles", "Knee pain", "Yoga")],
    "in-every-copy": [[FIELDS[0], "We use it for you alone and never hand it on to other people.", FIELDS[1]]] * 3,
}


@pytest.mark.parametrize("name", JOINTS)
def test_lines_between_form_lines_are_joined_by_their_row(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms that stand between paragraphs go whole, and only without the row a line of them stays."""
    copies = JOINTS[name]
    lines = [line for paragraph, copy in zip(PARAGRAPHS, copies, strict=False) for line in (paragraph, *copy)]
    assert label_dump(lines) == PARAGRAPHS[: len(copies)]
    left = tuple(joint for joint in forms.FORM_JOINTS if joint.name != name)
    monkeypatch.setattr(forms, "FORM_JOINTS", left)
    assert label_dump(lines) != PARAGRAPHS[: len(copies)]


def test_form_goes_whose_other_copy_is_far_away() -> None:
    """A line between two form lines may be said again anywhere on the page."""
    form = [FIELDS[0], "Knee pain", "Which side", FIELDS[1]]
    lines = [*form, *PARAGRAPHS[:70], *form, PARAGRAPHS[70], FIELDS[0], PARAGRAPHS[71], FIELDS[1], PARAGRAPHS[72]]
    assert [line for line in label_dump(lines) if line not in PARAGRAPHS] == list(FIELDS)


def test_call_above_the_forms_goes_with_them() -> None:
    """A call to action that stands above each form between paragraphs goes too."""
    lines = [line for paragraph in PARAGRAPHS[:3] for line in (paragraph, CALL, *FORM)]
    assert label_dump(lines) == PARAGRAPHS[:3]


def test_label_between_two_lines_of_the_tail_goes() -> None:
    """Below the article, a short label between a form and a newsletter's line goes; a long line ends the tail."""
    tail = [*FORM * 3, "Anna Holt", "Join our newsletter"]
    assert label_dump([FIRST, SECOND, *tail]) == [FIRST, SECOND]
    assert label_dump([FIRST, SECOND, *tail[:-2], "Anna Holt has led the clinic for ten years", tail[-1]])[2:] != []


def test_changed_copy_beside_a_run_goes_with_it_on_html_pages() -> None:
    """A pop-up that differs in a word from those that it follows goes by their rule."""
    changed = [FORM[0].replace("guide", "booklet"), FORM[1].replace("guide", "booklet"), FORM[2]]
    popups = "".join(POPUP.format("".join(f"<p>{text}</p>" for text in form)) for form in [FORM] * 3 + [changed])
    body = f"<p>{FIRST}</p>{popups}<p>{SECOND}</p>"
    page = segment_page(Page(page_id="p", body=body, kind=PageKind.HTML))
    labels = label_repeats(page)
    assert [label.kept for label in labels] == [True] + [False] * 12 + [True]
    assert labels[-2].evidence == "a changed copy of the block that stands 3 times in a row beside it"


def test_every_rule_has_an_example() -> None:
    """Names tell rules apart, and each has its example above."""
    assert [rule.name for rule in in_page.REPEAT_RULES] == list(EXAMPLES)
    assert [joint.name for joint in forms.FORM_JOINTS] == list(JOINTS)
