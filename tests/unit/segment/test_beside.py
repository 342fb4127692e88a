"""What stands beside the text: links back to it, signs, line numbers, notes in the margin, boxes of tasks."""

from __future__ import annotations

import pytest

from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.page.columns import BlockTable
from cleaner.segment.html import segment_html
from cleaner.segment.media import read_source_set


def cut(html: str) -> list[Block]:
    return list(BlockTable(segment_html(html).rows))


def pairs(html: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in cut(html)]


@pytest.mark.parametrize("sign", ["↩", "↩︎", "↑", "^", "⏎", "¶", "#", "§", "🔗"])
def test_a_link_within_the_page_that_shows_only_a_sign_is_a_control(sign: str) -> None:
    """It leads back to a marker or names its heading; neither is text."""
    assert pairs(f'<p>Rest. <a href="#r">{sign}</a></p>') == [("paragraph", "Rest."), ("control", sign)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>Rest [<a href="#r">^</a>]</p>', "Rest [^]"),
        ('<p>Rest <a href="/r">#</a></p>', "Rest #"),
        ("<p>Rest #</p>", "Rest #"),
    ],
)
def test_a_sign_elsewhere_is_text(html: str, text: str) -> None:
    """In brackets, on a link to another page or without a link, a sign stays where it is."""
    assert pairs(html) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>Rest<a href="#n">7</a> now</p>', "Rest[7] now"),
        ('<p>Rest.<a href="#n">7</a></p>', "Rest.[7]"),
        ('<p>Rest,<a href="#n">7</a></p>', "Rest,[7]"),
        ('<p>in 2019<a href="#n">7</a></p>', "in 2019[7]"),
        ('<p>Rest <a href="#n">7</a></p>', "Rest 7"),
        ('<p>Rest [<a href="#n">7</a>,<a href="#m">8</a>]</p>', "Rest [7,8]"),
        ('<p>Rest [7-<a href="#m">9</a>]</p>', "Rest [7-9]"),
        ('<p>Rest<sup><a href="#n">7</a></sup></p>', "Rest[7]"),
        ('<p>Rest<a href="#n"><sup>7</sup></a></p>', "Rest[7]"),
    ],
)
def test_a_note_number_never_sticks_to_a_word(html: str, text: str) -> None:
    """A linked number is bracketed where nothing sets it apart; numbers in brackets and ranges stay as they are."""
    assert [block.text for block in cut(html)] == [text]


def test_numbers_of_code_lines_are_one_control_after_the_code() -> None:
    """The lines are code, their numbers are not."""
    html = "<pre><span class=ln>1</span>a\n<span class=ln>2</span>  b\n</pre>"
    assert pairs(html) == [("code", "a\n  b"), ("control", "1 2")]


def test_a_cell_of_line_numbers_is_a_control() -> None:
    """Highlighters put the numbers of all lines into a cell of their own."""
    html = "<table><tr><td class=linenos><pre>1\n2</pre></td><td><pre>a\nb</pre></td></tr></table>"
    assert pairs(html) == [("control", "1\n2"), ("code", "a\nb")]


def test_a_note_in_the_margin_does_not_cut_its_sentence() -> None:
    """The note is a paragraph after the one that it is written in."""
    html = "<p>It heals<label class=margin-toggle></label><span class=sidenote>Slowly.</span> at last.</p>"
    assert pairs(html) == [("paragraph", "It heals at last."), ("paragraph", "Slowly.")]


def test_text_for_screen_readers_is_hidden() -> None:
    """What a style sheet shows to nobody stands aside."""
    blocks = cut("<p>Now <span class=visually-hidden>price</span> $5</p>")
    assert [(block.text, block.hidden) for block in blocks] == [("price", True), ("Now $5", False)]


@pytest.mark.parametrize(
    ("html", "states"),
    [
        ("<ul><li><input type=checkbox disabled> Sit</li></ul>", [""]),
        ("<ul><li><input type=checkbox disabled checked> Sit</li></ul>", ["x"]),
        ("<ul><li><input type=checkbox class=task-list-item-checkbox checked> Sit</li></ul>", ["x"]),
        ("<ul><li><input type=checkbox> Filter</li></ul>", []),
        ("<p><input type=checkbox disabled> Agree</p>", []),
    ],
)
def test_the_box_of_a_task_is_a_point(html: str, states: list[str]) -> None:
    """Boxes of lists that people cannot tick are tasks; others are controls of forms."""
    spans = [span for block in cut(html) for span in block.spans]
    assert [span.title for span in spans if span.kind is SpanKind.CHECKBOX] == states


def test_a_list_straight_inside_a_list_belongs_to_the_item_before_it() -> None:
    """Editors write such lists; browsers show them indented under that item."""
    inner = cut("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>")[1]
    assert len(inner.containers) == 2
    assert inner.kind is BlockKind.LIST_ITEM


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("/s.jpg 300w, /l.jpg 900w", "/l.jpg"),
        ("/l.jpg 2x, /s.jpg", "/l.jpg"),
        ("/w_300,c_fit/s.jpg 300w, /w_900,c_fit/l.jpg 900w", "/w_900,c_fit/l.jpg"),
        ("/only.jpg", "/only.jpg"),
        ("data:image/gif;base64,R0 1w", None),
        ("", None),
    ],
)
def test_the_largest_image_of_a_set_counts(stated: str, address: str | None) -> None:
    """Addresses may hold commas; data addresses are stand-ins."""
    assert read_source_set((("srcset", stated),)) == address


def test_linked_line_numbers_are_counted_line_by_line() -> None:
    """Numbers of lines that are links themselves make one control beside the code."""
    lines = "".join(f'<span class="lineno"><a href="#l{n}">{n}</a></span>line\n' for n in (1, 2, 3))
    blocks = cut(f"<pre>{lines}</pre>")
    assert sorted(block.text.split() for block in blocks) == [["1", "2", "3"], ["line", "line", "line"]]


def test_a_block_inside_the_copy_of_a_formula_ends_nothing() -> None:
    """White space that a block drops may have stood before the copy; the page is read on."""
    assert [block.text for block in cut("<div>\n<font class=katex-html><div></div></font>b</div>")] == ["b"]
