"""Pages made to hurt the segmenter end in bounded time with their text kept."""

from __future__ import annotations

import time

import pytest

from cleaner.segment.html import segment_html

_MANY = 20_000
# The slowest takes half a second alone; a quadratic step takes minutes.
_MAX_SECONDS = 20

_PAGES = {
    "divisions nested": "<div>" * 200_000 + "x",
    "bold open over paragraphs": "".join(f"<b id={i}>" for i in range(300)) + "<p>x" * 300,
    "icons in a paragraph": "<p>" + "a<svg></svg>" * _MANY,
    "hidden stretches in a paragraph": "<p>" + "a<span hidden>b</span>" * _MANY,
    "raised digits in a paragraph": "<p>" + "a<sup>1</sup>" * _MANY,
    "raised links in a paragraph": "<p>" + "a<sup><a href=x>1</a></sup>" * _MANY,
    "links in one raised stretch": "<p><sup>" + "<a href=x>1</a>" * _MANY,
    "raised stretches nested": "<p>" + "x<sup>" * 2000 + "1",
    "line breaks": "a<br>" * _MANY,
    "tables nested": "<table><tr><td>x" * 1000,
    "cells that span everything": "<table><tr>" + "<td rowspan=99999 colspan=9007199254740991>x" * _MANY,
    "rows that cells span": "<table>" + "<tr><td rowspan=65534>x<td>y" * _MANY,
    "lists nested": "<ul><li>x" * 3000,
    "formula nested": "<math>" + "<mrow><mi>x</mi>" * 3000,
    "formulas": "<p>" + "<math><mi>x</mi></math>" * _MANY,
    "formula copies": "<p>" + "<span class=MathJax>x</span>" * _MANY,
    "TeX without end": "<p>" + r"\[ a $$ \( b " * 5000,
    "templates nested": "<template>" * _MANY + "x",
    "images in links": "<p>x" + "<a href=x><img src=y></a>" * _MANY,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(_MANY)) + ">x",
    "one attribute": '<p class="' + "x" * 2_000_000 + '">x',
    "invisible characters": "<p>x" + "\u200b" * _MANY,
    "lines of Chinese": "<p>x" + "中\n" * _MANY,
    "style in a drawing with marks in it": "a<svg><style><x-chip name=n><pre>",
    "shadow roots without end": "<p>x" + "<template " * _MANY + "shadowrootmode",
}


@pytest.mark.parametrize("name", _PAGES)
def test_hostile_pages_end_in_time(name: str) -> None:
    """No page takes more than linear work, and its text is there."""
    start = time.process_time()
    rows = segment_html(_PAGES[name]).rows
    assert time.process_time() - start < _MAX_SECONDS
    assert any(character in row.text for row in rows for character in "xa1¹")
