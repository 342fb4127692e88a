"""Laws of segmentation over arbitrary HTML."""

from __future__ import annotations

import unicodedata
from collections import Counter

import turbohtml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from turbohtml.saxparse import Characters, EndElement, StartElement, iter_events

from cleaner.page.columns import BlockTable
from cleaner.segment.html import segment_html

_TAGS = (
    "div p span a b i em strong ul ol li dl dt dd table tr td th thead caption blockquote pre code h1 h2 h3"
    " button label form select option textarea details summary section article nav figure figcaption br hr img sup sub"
    " svg desc foreignObject g"
    " noscript template video audio iframe script style my-chip font u small center address abbr time"
).split()
_ATTRIBUTES = [
    "", "", "", " hidden", ' style="display:none"', ' id="x"', ' href="/y"', ' role="heading"', ' role="tab"',
    ' colspan="3"', ' rowspan="99999"', ' class="katex-html"', ' aria-expanded="false"', ' start="4"', " reversed",
    ' class="MathJax"', ' class="sr-only"', ' class="sidenote"', ' class="ln"', ' href="#x"', ' role="doc-backlink"', ' src="https://www.youtube.com/embed/1"',
]  # fmt: skip
_WORDS = st.text(alphabet="ab Z7.,\n\té中文字ש€$¶", min_size=1, max_size=12)
_PIECES = st.one_of(
    _WORDS,
    st.builds(lambda tag, attribute: f"<{tag}{attribute}>", st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES)),
    st.builds(lambda tag: f"</{tag}>", st.sampled_from(_TAGS)),
)
_FRAGMENTS = st.lists(_PIECES, max_size=40).map("".join)


def _characters(text: str) -> Counter[str]:
    """Characters that stay whatever is set on the line: raised digits count as digits, white space not at all."""
    folded = unicodedata.normalize("NFKC", text)
    return Counter(character for character in folded if not character.isspace() and character not in "[]^_")


def _text_of_page(html: str) -> str:
    """The parser's text events outside scripts, styles and the page's title."""
    silent = 0
    texts = []
    for event in iter_events(html):
        if isinstance(event, StartElement):
            silent += event.tag in ("script", "style")
        elif isinstance(event, EndElement):
            silent -= event.tag in ("script", "style")
        elif isinstance(event, Characters) and not silent:
            texts.append(event.data)
    return "".join(texts)


@settings(max_examples=400, deadline=None)
@given(_FRAGMENTS)
@example("<svg><script>7<tr>")
@example("<svg><style>a<select><my-chip id=x>b<template>c</style>d")
@example("<math><script>7<noscript>8</script></math>9")
def test_every_character_is_in_exactly_one_block(html: str) -> None:
    """The blocks hold each character of the page as often as the page does."""
    blocks = BlockTable(segment_html(html).rows)
    assert _characters("".join(block.text for block in blocks)) == _characters(_text_of_page(html))


@settings(max_examples=300, deadline=None)
@given(_FRAGMENTS)
def test_spans_lie_in_the_text_in_the_order_in_which_they_open(html: str) -> None:
    """Every span is within its block's text, and spans are ordered by start."""
    for block in BlockTable(segment_html(html).rows):
        starts = [span.start for span in block.spans]
        assert starts == sorted(starts)
        assert all(0 <= span.start <= span.end <= len(block.text) for span in block.spans)


@settings(max_examples=300, deadline=None)
@given(_FRAGMENTS)
def test_ordinals_are_those_of_an_independent_tree(html: str) -> None:
    """The tree lists the elements that the parsed tree has, in its order; a template's contents are none of them."""
    html = html.replace("template", "span")
    check_ordinals(html)


def test_ordinals_in_drawings_are_those_of_an_independent_tree() -> None:
    """What is called a template in a drawing or formula is none, but one in HTML within them is."""
    check_ordinals("<svg><template><g>x</template></svg><math><template><mn>1</math><p>y")
    segments = segment_html("<svg><foreignObject><template><p>x</template></foreignObject></svg>")
    assert segments.tree.tags[-2:] == ("foreignObject", "template")


def check_ordinals(html: str) -> None:
    tree = turbohtml.parse(html)
    expected = [element.tag for element in tree.select("*")]
    assert list(segment_html(html).tree.tags) == expected


@settings(max_examples=300, deadline=None)
@given(_FRAGMENTS)
def test_parents_come_before_their_children(html: str) -> None:
    """A parent's ordinal is smaller than its child's, and a block's element is one of the page's."""
    segments = segment_html(html)
    assert all(parent < ordinal for ordinal, parent in enumerate(segments.tree.parents))
    assert all(-1 <= block.element < len(segments.tree.tags) for block in segments.rows)
