"""Pages that were made to hurt: each ends in a document or a named rejection, within bounds of time and memory."""

from __future__ import annotations

import time
import tracemalloc

import pytest

import cleaner

DEPTH = 100_000
HOSTILE = {
    "nested divisions": "<div>" * DEPTH + "<p>The article lies at the bottom of it all.</p>",
    "nested lists": "<ul><li>item " * 5000,
    "nested ordered lists": "<ol><li>item " * 5000,
    "nested quotes": "<blockquote>word " * 5000,
    "nested tables": "<table><tr><td>cell " * 5000,
    "nested links": "<a href=x>link " * 5000,
    "nested spans": "<b><i><span>word " * 5000,
    "nested superscripts": "x<sup>2" * 5000,
    "nested templates": "<template><p>word" * 5000,
    "nested forms and selects": "<form><select><option>one" * 3000,
    "nested details": "<details><summary>more</summary>text" * 3000,
    "nested svg": "<svg><title>icon</title>" * 5000,
    "open brackets": "[" * 200_000 + "<p>text",
    "numbered brackets": "<p>" + "[1]" * 50_000,
    "colspan of nine quadrillion": "<table>" + "<tr><td colspan=9007199254740991 rowspan=9007199254740991>a" * 3000,
    "cells that all span down": "<table><tr>" + "<td rowspan=65534>a" * 1000 + "<tr><td>b" * 3000,
    "list that starts at a huge number": "<ol start=99999999999999999999><li>a<li value=-99999999999999>b</ol>",
    "one attribute of a megabyte": f"<p class='{'nav ' * 250_000}'>text",
    "ten thousand attributes": "<p " + " ".join(f"a{i}=b" for i in range(10_000)) + ">text",
    "one word of two megabytes": "<p>" + "a" * 2_000_000,
    "two megabytes of spaces": "<p>a" + " " * 2_000_000 + "b",
    "a hundred thousand blocks": "<p>word</p>" * 100_000,
    "a hundred thousand line breaks": "<p>" + "line<br>" * 100_000,
    "the same line fifty thousand times": "<p>Request a call</p><p>We answer today</p>" * 25_000,
    "unclosed comment": "<p>text<!-- " + "x" * 1_000_000,
    "unclosed script": "<p>text<script>" + "x" * 1_000_000,
    "JSON-LD nested ten thousand deep": "<script type='application/ld+json'>" + "[" * 10_000 + "</script><p>text",
    "JSON-LD that is no JSON": '<script type="application/ld+json">{"@type": "Article", </script><p>text',
    "NUL characters": "<p>a\x00b</p>\x00" * 10_000,
    "lone surrogates": "<p>a\ud800b</p>" * 1000,
    "right-to-left overrides": "<p>\u202eabc\u202c\u2066def" * 1000,
    "combining marks": "<p>a" + "\u0301" * 100_000,
    "entities without end": "&amp" * 100_000,
    "doctype again and again": "<!doctype html>" * 10_000 + "<p>text",
    "MathML nested": "<math>" + "<mrow><mi>x</mi>" * 5000,
    "catastrophic dates": "<p>Updated " + "1/" * 50_000,
    "catastrophic addresses": "<p>" + "http://a.b/" * 20_000,
    "catastrophic names": "<p>1. " + "Müller A, " * 20_000,
}


@pytest.mark.parametrize("kind", ["html", "text"])
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_page_ends_in_bounds(case: str, kind: str) -> None:
    """No page of at most a few megabytes takes ten seconds, and every word of it is accounted for."""
    started = time.process_time()
    document = cleaner.clean(HOSTILE[case], kind=kind)
    rendered = document.markdown
    assert time.process_time() - started < 10
    assert document.accounting.unaccounted == 0
    document.text.encode("utf-8")
    rendered.encode("utf-8")


def test_memory_is_a_small_multiple_of_the_page() -> None:
    """A page of a hundred thousand blocks takes at most three hundred bytes of memory a byte."""
    page = HOSTILE["a hundred thousand blocks"]
    tracemalloc.start()
    try:
        cleaner.clean(page, kind="html")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 300 * len(page)


def test_a_page_over_the_limit_is_refused_by_name() -> None:
    """A page over `max_page_bytes` is not read at all, and the error says which limit."""
    with pytest.raises(cleaner.PageError, match="max_page_bytes"):
        cleaner.clean(b"<p>" + b"a" * 1000, settings=cleaner.Settings(max_page_bytes=500))
