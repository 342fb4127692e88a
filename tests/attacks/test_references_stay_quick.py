"""Pages built against the reference rules end quickly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.references.fields import Hints, parse_fields

ENTRIES = {
    "capitals": "Aa " * 2000,
    "names": "Smith AB, " * 2000,
    "inverted": "Smith, A. B., " * 1000 + "x",
    "particles": "van der " * 1000 + "Berg",
    "quotes": "“" * 2000,
    "brackets": "([" * 2000,
    "stops": "a. " * 3000,
    "access": "accessed " * 2000,
    "dashes": "Smith-" * 1500,
    "doi": "10.1234/" + "(" * 4000,
    "addresses": "http://a.example/" * 1000,
}
PAGES = {
    "labels": "<h3>Source</h3><p>It is used.</p>" * 3000,
    "markers": '<p>Words here <a href="#fn">[1]</a></p>' * 3000 + '<div id="fn">' + "<p>Note</p>" * 3000 + "</div>",
    "runs": "".join(f"<p>[{n}] text</p><p>between</p>" for n in range(3000)),
    "lists": "<ol><li>Smith AB. Tea. 2020.</li></ol>" * 3000,
    "lines": "<p>Source: https://a.example/</p>" * 3000,
}


@pytest.mark.parametrize("name", ENTRIES)
def test_hostile_entries_are_parsed_quickly(name: str) -> None:
    """An entry that makes patterns try again and again is parsed within a second."""
    start = time.process_time()
    parse_fields(ENTRIES[name], Hints(urls=("https://a.example",)))
    assert time.process_time() - start < 1


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_are_searched_quickly(name: str) -> None:
    """Thousands of labels, markers, numbers or source lines take seconds at most."""
    start = time.process_time()
    cleaner.clean(f"<main><h1>T</h1>{PAGES[name]}</main>", kind="html")
    assert time.process_time() - start < 10


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_parsed(text: str) -> None:
    """No text at all makes the parser fail, and a title is part of the text."""
    title = parse_fields(text, Hints()).title
    assert title is None or all(word in text for word in title.split())
