"""What of a page is content: rules that know better than the network."""

from __future__ import annotations

import json

import numpy as np
import pytest

import cleaner
from cleaner.classify import find_content
from cleaner.document import ContentFindings, Page
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from cleaner.settings import Settings

# ---- rules that know better than the network

SENTENCES = [
    f"On day {number} after the operation the knee bends a little further, and the pain at night is easier to bear."
    for number in range(1, 13)
]
POSTS = "".join(f"<div class='topic-body crawler-post'><p>{sentence}</p></div>" for sentence in SENTENCES)


def test_a_thread_for_readers_without_scripts_is_content() -> None:
    """A forum that holds its whole thread in one `<noscript>` loses no post, however short each is."""
    text = cleaner.clean(
        f"<body><div id='main'></div><noscript><h1>Bending the knee</h1><div class='topic'>{POSTS}</div></noscript>",
        kind="html",
    ).text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []


def test_a_notice_to_switch_scripts_on_is_no_content() -> None:
    """Beside a text that is shown, the notice goes."""
    notice = "Please enable JavaScript in your browser to see this page as it was meant."
    text = cleaner.clean(f"<body><noscript>{notice}</noscript><article>{POSTS}</article>", kind="html").text
    assert notice not in text
    assert SENTENCES[0] in text


def test_what_data_hold_beside_a_shown_text_is_no_content() -> None:
    """A question that stands only in the page's JSON-LD does not join a longer text that the page shows."""
    faq = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": "May I drive?",
                "acceptedAnswer": {"@type": "Answer", "text": "Not before the sixth week, and never with crutches."},
            }
        ],
    }
    data = f"<script type='application/ld+json'>{json.dumps(faq)}</script>"
    text = cleaner.clean(f"<head>{data}</head><body><article>{POSTS}</article>", kind="html").text
    assert "sixth week" not in text
    assert SENTENCES[-1] in text


def judge(monkeypatch: pytest.MonkeyPatch, body: str, probability: int) -> tuple[tuple[str, ...], ContentFindings]:
    """The texts of a page, and what is found where the network gives every block the same thousandths."""
    monkeypatch.setattr(
        "cleaner.classify.predict_content", lambda features, model: np.full(len(features.dense), probability)
    )
    page = segment_page(Page(page_id="knee", body=body, kind=PageKind.HTML))
    return page.blocks.texts, find_content(page, Settings())


def test_a_short_text_in_noscript_is_a_notice_whatever_the_network_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A network that would keep all keeps no request to switch scripts on, and keeps a thread of posts."""
    notice = "<noscript><p>Please enable JavaScript.</p></noscript>"
    texts, found = judge(monkeypatch, f"<body>{notice}<noscript>{POSTS}</noscript>", 900)
    assert [text for text, is_content in zip(texts, found.content, strict=True) if not is_content] == [
        "Please enable JavaScript."
    ]
    assert [finding.rule for finding in found.parts if finding.role is None] == ["noscript-notice"]


OTHER_TEXT = " ".join(f"Press {number} times on the cushion, then rest it for a moment." for number in range(20))


def ask(question: str) -> str:
    """A question that stands in the page's data alone."""
    answer = {"@type": "Answer", "text": " ".join(SENTENCES)}
    faq = {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": question, "acceptedAnswer": answer}]}
    return f"<script type='application/ld+json'>{json.dumps(faq)}</script>"


@pytest.mark.parametrize(
    ("shown", "probability", "rule", "is_content"),
    [("<p>Loading", 100, "data-instead-of-text", True), (f"<p>{OTHER_TEXT}", 900, "data-beside-text", False)],
)
def test_data_are_content_where_the_page_shows_no_other(
    monkeypatch: pytest.MonkeyPatch, shown: str, probability: int, rule: str, is_content: bool
) -> None:
    """Text in JSON-LD is kept instead of a text that scripts would show, and dropped beside one that is shown."""
    texts, found = judge(monkeypatch, f"{ask('May I drive?')}<main>{shown}</main>", probability)
    assert found.content[texts.index("May I drive?")] is is_content
    assert [finding.rule for finding in found.parts if finding.role is None] == [rule]


def test_an_image_is_content_between_words_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no words to judge; beside words that go, it goes."""
    texts, found = judge(
        monkeypatch, f"<body><noscript><p>No scripts</p><img src=a.png></noscript>{POSTS}<img src=b.png>{POSTS}", 900
    )
    assert [found.content[place] for place, text in enumerate(texts) if not text] == [False, True]


def test_the_title_is_content_wherever_anything_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a title belongs to the text is left to the roles that are kept, not to the network."""
    page = f"<title>Bending the knee</title><h1>Bending the knee</h1>{POSTS}"
    assert judge(monkeypatch, page, 100)[1].content == (False,) * 13
    monkeypatch.setattr("cleaner.classify.predict_content", lambda features, model: np.array([100] + [900] * 12))
    assert find_content(segment_page(Page(page_id="knee", body=page)), Settings()).content == (True,) * 13
