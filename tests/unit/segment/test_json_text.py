"""Text that only the page's JSON holds."""

from __future__ import annotations

import json

import pytest

from cleaner.page.blocks import Source
from cleaner.page.columns import SOURCES
from cleaner.segment.embedded import find_embedded_rows
from cleaner.segment.html import segment_html

_PROSE = "Arthritis of the knee is treated with exercise first, and only later with surgery."
_SECOND = "Swimming and cycling spare the joint while they keep the muscles around it strong."


def embedded(html: str) -> list[tuple[Source, str]]:
    segments = segment_html(html)
    return [(SOURCES[row.source], row.text) for row in find_embedded_rows(segments.head, segments.rows)]


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize("graph", [False, True])
def test_article_bodies_are_blocks(graph: bool) -> None:
    """An articleBody that the elements lack becomes blocks, in a graph too."""
    node = {"@type": "Article", "articleBody": f"{_PROSE}\n\n{_SECOND}"}
    found = embedded(json_ld({"@graph": [node]} if graph else node))
    assert found == [(Source.JSON_LD, _PROSE), (Source.JSON_LD, _SECOND)]


def test_questions_come_with_their_answers() -> None:
    """A FAQPage gives each question and then its answer, markup in it cut into blocks."""
    faq = {"mainEntity": [{"name": "Does it hurt?", "acceptedAnswer": {"text": f"<p>{_PROSE}</p><p>{_SECOND}</p>"}}]}
    assert [text for _, text in embedded(json_ld(faq))] == ["Does it hurt?", _PROSE, _SECOND]


def test_text_that_the_page_shows_is_not_repeated() -> None:
    """An articleBody that stands among the elements gives nothing."""
    assert embedded(json_ld({"articleBody": _PROSE}) + f"<p>{_PROSE}</p>") == []


def test_data_of_next_is_read() -> None:
    """`__NEXT_DATA__` of a page without text gives its prose."""
    data = json.dumps({"props": {"pageProps": {"article": {"body": f"<p>{_PROSE}</p>"}}}})
    html = f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>'
    assert embedded(html) == [(Source.NEXT_DATA, _PROSE)]


def test_flight_data_of_next_is_read() -> None:
    """The stream that `self.__next_f.push` sends in pieces is put together and read."""
    stream = f'1:["$","p",null,{{"children":"{_PROSE}"}}]\n2:T53,{_SECOND}\n'
    pushes = "".join(
        f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in (stream[:40], stream[40:])
    )
    assert embedded(pushes) == [(Source.NEXT_DATA, _PROSE), (Source.NEXT_DATA, _SECOND)]


@pytest.mark.parametrize("body", ["{", "[" * 100_000, "null", '"x"', "{}", '{"articleBody": 3}'])
def test_broken_json_gives_nothing(body: str) -> None:
    """What is no JSON, or holds no text, is passed over."""
    assert embedded(f'<script type="application/ld+json">{body} articleBody</script>') == []
