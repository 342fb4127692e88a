"""The four promises as laws: nothing is lost, the same bytes give the same text, nothing crashes, within bounds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.page.blocks import PageKind

TAGS = (
    "p div span a b i ul ol li table tr td th h1 h2 nav main article aside footer form button summary details pre code "
    "blockquote br img sup sub select option textarea svg title noscript template script style dl dt dd math iframe"
).split()
ATTRIBUTES = [
    "",
    " class=nav",
    " id=fn1",
    " href=#fn1",
    " style='display:none'",
    " hidden",
    " colspan=9007199254740991",
]
WORDS = [
    "heart",
    "10",
    "[1]",
    "Subscribe",
    "茶を飲む",
    "été",
    "\u00a0",
    "\u200b",
    "naïve",
    "a\u0301",
    "&amp;",
    "<",
    "\x00",
]


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Tags that open, close and cross as they please, with words in between."""
    parts = []
    for _ in range(draw(st.integers(0, 40))):
        tag, kind = draw(st.sampled_from(TAGS)), draw(st.integers(0, 3))
        if kind == 0:
            parts.append(f"<{tag}{draw(st.sampled_from(ATTRIBUTES))}>")
        elif kind == 1:
            parts.append(f"</{tag}>")
        else:
            parts.append(draw(st.sampled_from(WORDS)) + draw(st.sampled_from(["", " ", "\n"])))
    return "".join(parts)


@settings(max_examples=300, deadline=None)
@given(markup())
def test_words_in_are_words_kept_plus_words_dropped(page: str) -> None:
    """Every word of a page is kept or dropped under a role; none is unaccounted for."""
    document = cleaner.clean(page, kind="html")
    accounting = document.accounting
    assert accounting.unaccounted == 0
    assert accounting.total == accounting.kept + sum(accounting.dropped.values())
    assert accounting.total == sum(block.words for block in document.blocks)


@settings(max_examples=200, deadline=None)
@given(markup())
def test_every_block_has_one_label_and_a_rule(page: str) -> None:
    """Labels stand beside blocks, one each, and every one names the rule that decided."""
    document = cleaner.clean(page, kind="html")
    assert len(document.labels) == len(document.blocks)
    assert all(label.rule and 0 <= label.score <= 1 for label in document.labels)
    assert [block.index for block in document.blocks] == list(range(len(document.blocks)))


@settings(max_examples=200, deadline=None)
@given(markup())
def test_the_text_of_every_kept_block_is_in_the_document(page: str) -> None:
    """What is labelled kept is in the text, unbroken."""
    document = cleaner.clean(page, kind="html")
    for block, label in zip(document.blocks, document.labels, strict=True):
        assert not label.kept or block.text in document.text


@settings(max_examples=200, deadline=None)
@given(markup())
def test_everything_kept_drops_no_word(page: str) -> None:
    """With the preset `everything` and without deduplication, every word of the page is in the output."""
    document = cleaner.clean(page, kind="html", settings=cleaner.Settings(keep_roles="everything", dedupe=False))
    assert document.accounting.kept == document.accounting.total


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_give_a_document_or_a_named_rejection(body: bytes) -> None:
    """Whatever the bytes are, there is a document or a rejection that says why not."""
    (result,) = cleaner.clean_pages([body])
    if isinstance(result, cleaner.Rejection):
        assert result.reason
        assert result.detail
    else:
        assert result.accounting.unaccounted == 0
        result.text.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=500), st.sampled_from(list(PageKind)))
def test_any_text_gives_a_document(page: str, kind: PageKind) -> None:
    """Any string is cleaned as HTML and as text, lone surrogates and control characters too."""
    document = cleaner.clean(page, kind=kind)
    assert document.accounting.unaccounted == 0
    document.text.encode("utf-8")


@settings(max_examples=50, deadline=None)
@given(st.lists(markup(), max_size=5))
def test_the_same_page_gives_the_same_document_whatever_came_before(pages: list[str]) -> None:
    """Cleaning has no memory: any order and any repetition of pages gives each page's own document."""
    alone = [cleaner.clean(page, kind="html") for page in pages]
    again = [cleaner.clean(page, kind="html") for page in reversed(pages * 6)]
    assert [document.to_dict() for document in again] == [document.to_dict() for document in reversed(alone * 6)]


@settings(max_examples=100, deadline=None)
@given(markup())
def test_markers_stand_where_they_say(page: str) -> None:
    """At the offset of a marker, the document's text shows it; its target is a reference or none."""
    document = cleaner.clean(page, kind="html")
    for marker in document.markers:
        assert marker.marker in document.text[marker.offset : marker.offset + len(marker.marker) + 2]
        assert marker.target is None or 0 <= marker.target < len(document.references)
