"""Plain text: what stands on a line of its own, and where each block is."""

from __future__ import annotations

import pytest

from cleaner.document import Label, Page, Role
from cleaner.page.blocks import Block, PageKind
from cleaner.segment import segment_page
from cleaner.write import RenderedText, render_text


def render(html: str) -> RenderedText:
    page = segment_page(Page(page_id="p", body=html, kind=PageKind.HTML))
    return render_text(page.blocks, keep_all(page.blocks))


def keep_all(blocks: tuple[Block, ...]) -> tuple[Label, ...]:
    return tuple(Label(role=Role.BODY, kept=True, score=1.0, rule="test") for _ in blocks)


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    """A blank line stands between two paragraphs, and one newline ends the text."""
    assert render("<p>One.</p><p>Two.</p>").text == "One.\n\nTwo.\n"


def test_nested_lists_are_indented() -> None:
    """An item of an inner list stands under the text of the item around it."""
    assert render("<ul><li>a<ol start=3><li>b</ol><li>c</ul>").text == "- a\n  3. b\n- c\n"


def test_rows_of_short_cells_are_aligned() -> None:
    """Cells stand under each other, and a line break in a cell is a space."""
    html = "<table><tr><th>Drug<th>Dose<tr><td>Acetyl<br>salicylic acid<td>100 mg</table>"
    assert render(html).text == "Drug                  | Dose\nAcetyl salicylic acid | 100 mg\n"


def test_rows_with_lists_in_cells_stand_apart() -> None:
    """A row whose cell holds a list is written cell by cell, blank lines around it."""
    html = "<table><tr><th>Day<th>Hours<tr><td>Monday<td><ul><li>9-12<li>14-18</ul></table>"
    assert render(html).text == "Day    | Hours\n\nMonday\n- 9-12\n- 14-18\n"


def test_terms_keep_to_their_descriptions() -> None:
    """A description follows its term on the next line; a blank line stands before the next term."""
    assert render("<dl><dt>A<dd>one<dt>B<dd>two</dl>").text == "A\none\n\nB\ntwo\n"


@pytest.mark.parametrize(
    "html",
    [
        "<p>One.<p>Two.",
        "<ul><li>a<ul><li>b</ul><li><p>c<p>d</ul>",
        "<table><tr><th>x<th>y<tr><td rowspan=2>1<td>2<tr><td>3</table>",
        "<blockquote><p>q<p>r</blockquote><pre>a\n b</pre>",
    ],
)
def test_every_block_stands_at_its_offset(html: str) -> None:
    """Each kept block's own text stands unbroken at the offset that is given for it."""
    page = segment_page(Page(page_id="p", body=html, kind=PageKind.HTML))
    rendered = render_text(page.blocks, keep_all(page.blocks))
    for block in page.blocks:
        offset = rendered.offsets[block.index]
        assert rendered.text[offset : offset + len(block.text)] == block.text
