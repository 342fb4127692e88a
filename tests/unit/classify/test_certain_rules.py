"""Where rules are more certain than the model, they decide what is content."""

from __future__ import annotations

import json

import cleaner

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
