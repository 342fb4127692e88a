"""What blocks and spans carry of a page's structure."""

from __future__ import annotations

import pytest

from cleaner.page.blocks import Block, BlockKind, Cell, Figure, ListItem, Quotation, SpanKind
from cleaner.page.columns import BlockTable
from cleaner.segment.html import segment_html


def cut(html: str) -> list[Block]:
    return list(BlockTable(segment_html(html).rows))


def texts(html: str) -> list[str]:
    return [block.text for block in cut(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h3>Title</h3>", 3),
        ("<div role=heading aria-level=4>Title</div>", 4),
        ("<h2>A</h2><details><summary>Title</summary>text</details>", 3),
        ("<h2>A</h2><button aria-expanded=false>Title</button>", 3),
        ("<h2>A</h2><ul><li><a role=tab href=#p>Title</a></ul>", 3),
        ("<h3><button>Title</button></h3>", 3),
        ("<h1>A</h1><dl><dt>Title?<dd>Answer</dl>", 2),
    ],
)
def test_headings_of_every_sort_have_a_level(html: str, expected: int) -> None:
    """Headings, stated or by what they do, are headings of their own level or one below the last."""
    heading = next(block for block in cut(html) if block.text.startswith("Title"))
    assert (heading.kind, heading.level) == (BlockKind.HEADING, expected)


@pytest.mark.parametrize("attributes", ["", "aria-haspopup=menu aria-expanded=false", "data-toggle=modal"])
def test_buttons_that_own_no_panel_are_controls(attributes: str) -> None:
    """A button that opens a menu, a dialogue or nothing is a control."""
    assert cut(f"<button {attributes}>Open</button>")[0].kind is BlockKind.CONTROL


def numbers(html: str) -> list[int | None]:
    return [c.number for block in cut(html) for c in block.containers[-1:] if isinstance(c, ListItem)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol><li>a<li>b</ol>", [1, 2]),
        ("<ol start=5><li>a<li value=9>b<li>c</ol>", [5, 9, 10]),
        ("<ol reversed><li>a<li>b<li>c</ol>", [3, 2, 1]),
        ("<ol reversed start=9><li>a<li>b</ol>", [9, 8]),
        ("<ol><li>a<ol><li>b</ol><li>c</ol>", [1, 1, 2]),
        ("<ul><li>a</ul>", [None]),
        ("<ol start=x><li>a</ol>", [1]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(html: str, expected: list[int | None]) -> None:
    """Numbers follow start, value and reversed; unordered items have none."""
    assert numbers(html) == expected


def test_paragraphs_of_an_item_share_it() -> None:
    """Two paragraphs in one item are two blocks of the same item."""
    first, second = cut("<ul><li><p>a</p><p>b</p></ul>")
    assert first.containers == second.containers


def cells(html: str) -> list[tuple[int, int, int, int, bool]]:
    found = [c for block in cut(html) for c in block.containers if isinstance(c, Cell)]
    return [(c.row, c.column, c.row_span, c.column_span, c.header) for c in found]


def test_cells_have_places_and_bounded_spans() -> None:
    """Spans push later cells on and end with the table."""
    html = "<table><tr><th rowspan=65534>a<th colspan=9007199254740991>b<tr><td>c<td>d</table>"
    assert cells(html) == [(0, 0, 2, 1, True), (0, 1, 1, 2, True), (1, 1, 1, 1, False), (1, 2, 1, 1, False)]


def test_cells_of_a_table_head_are_headers() -> None:
    """A `td` in `thead` heads its column."""
    html = "<table><thead><tr><td>a<tbody><tr><td>b</table>"
    assert [cell[4] for cell in cells(html)] == [True, False]


@pytest.mark.parametrize(
    ("html", "layout"),
    [
        ("<table role=presentation><tr><th>a<td>b<tr><td>c<td>d</table>", True),
        ("<table><tr><td>a</table>", True),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", False),
        ("<table><tr><td>" + "word " * 400 + "<td>b<tr><td>c<td>d</table>", True),
        ("<table><caption>x</caption><tr><td>a</table>", False),
    ],
)
def test_layout_tables_are_told_from_data(html: str, layout: bool) -> None:
    """A table without headers, with one row or column or with pages of text in its cells arranges the page."""
    block = cut(html)[-1]
    assert [c.layout for c in block.containers if isinstance(c, Cell)] == [layout]
    assert block.kind is (BlockKind.PARAGRAPH if layout else BlockKind.TABLE)


def test_lists_in_cells_are_kept() -> None:
    """An item in a cell knows the cell and the list."""
    block = cut("<table><tr><th>Mon<td><ul><li>9–12</ul></table>")[1]
    assert [type(c) for c in block.containers] == [Cell, ListItem]


@pytest.mark.parametrize(
    "html",
    [
        '<pre><code class="language-python">a\n  b</code></pre>',
        '<pre class="brush: python">a\n  b</pre>',
        '<div class="highlight-source-python"><pre>a\n  b</pre></div>',
        '<pre data-lang="python"><div>a</div><div>  b</div></pre>',
        '<pre class="lang-python"><ol><li>a</li><li>  b</li></ol></pre>',
    ],
)
def test_code_keeps_its_lines_and_language(html: str) -> None:
    """Code is one block with its line breaks, its indentation and its language, however lines are marked up."""
    block = cut(html)[0]
    assert (block.kind, block.text, block.language) == (BlockKind.CODE, "a\n  b", "python")


def test_verse_keeps_its_lines_and_is_no_code() -> None:
    """A poem in `pre` keeps its lines."""
    block = cut('<pre class="wp-block-verse">Roses\n  are red</pre>')[0]
    assert (block.kind, block.text) == (BlockKind.PARAGRAPH, "Roses\n  are red")


def test_quotes_name_their_source() -> None:
    """A block quote's address is with its blocks."""
    block = cut("<blockquote cite=/s><p>a</p></blockquote>")[0]
    assert block.containers == (Quotation(element=3, cite="/s"),)


def test_figures_hold_image_and_caption() -> None:
    """Image and caption stand in one figure; the image has its address and alternative text."""
    image, caption = cut("<figure><img src=i.png alt=Knee><figcaption>A knee</figcaption></figure>")
    assert [type(c) for c in image.containers + caption.containers] == [Figure, Figure]
    assert (image.kind, image.spans[0].target, image.spans[0].title) == (BlockKind.MEDIA, "i.png", "Knee")
    assert caption.kind is BlockKind.CAPTION


@pytest.mark.parametrize("attribute", ["data-src=i.png", 'srcset="j.png 2x, i.png 3x"', "data-lazy-src=i.png"])
def test_late_images_have_the_address_that_they_will_show(attribute: str) -> None:
    """An address in `src` that is a stand-in gives way to the one that a script will load."""
    assert cut(f"<img src=data:image/gif;base64,R0 {attribute}>")[0].spans[0].target == "i.png"


def test_linked_images_keep_their_link() -> None:
    """A link around an image alone is a span of no length, before the image's."""
    spans = cut("<a href=/u><img src=i.png></a>")[0].spans
    assert [(span.kind, span.target) for span in spans] == [(SpanKind.LINK, "/u"), (SpanKind.IMAGE, "i.png")]


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ("<video src=v.mp4>old</video>", "v.mp4"),
        ("<audio><source src=a.mp3>old</audio>", "a.mp3"),
        ("<iframe src=https://www.youtube.com/embed/x></iframe>", "https://www.youtube.com/embed/x"),
    ],
)
def test_players_are_media_with_their_address(html: str, target: str) -> None:
    """Players are spans with an address; what they show to old browsers is hidden."""
    shown = [block for block in cut(html) if not block.hidden]
    assert [(s.kind, s.target) for block in shown for s in block.spans] == [(SpanKind.MEDIA, target)]


def test_frames_of_other_kinds_are_no_media() -> None:
    """An advertisement's frame gives nothing."""
    assert cut("<iframe src=https://ads.example/x></iframe>") == []


_KATEX = (
    "<span class=katex><span class=katex-mathml><math><semantics><mrow><mi>x</mi></mrow>"
    '<annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>'
    "<span class=katex-html aria-hidden=true><span>x</span>2</span></span>"
)


@pytest.mark.parametrize(
    ("html", "tex"),
    [
        (_KATEX, "x^2"),
        (
            '<span class=MathJax_Preview>x2</span><span class=MathJax>x2</span><script type="math/tex">x^2</script>',
            "x^2",
        ),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x^{2}"),
        ("<math><mfrac><mi>a</mi><msqrt><mi>b</mi></msqrt></mfrac></math>", r"\frac{a}{\sqrt{b}}"),
        ("<math><mi>α</mi><mo>≤</mo><mi>sin</mi><mi>x</mi></math>", r"\alpha\le\sin x"),
        ('<math alttext="{\\displaystyle x^{2}}"><mi>x</mi></math>', "x^{2}"),
        ('<img class=mwe-math-fallback-image-inline src=f.svg alt="x^2">', "x^2"),
    ],
)
def test_formulas_are_tex_once(html: str, tex: str) -> None:
    """A formula's text is its TeX, and its visual copy does not repeat it."""
    block = cut(f"<p>So {html} holds.")[0]
    assert block.text == f"So {tex} holds."
    assert [(span.kind, span.title) for span in block.spans] == [(SpanKind.FORMULA, tex)]


def test_raw_tex_is_a_formula() -> None:
    r"""Text between \( and \) is a formula, its delimiters kept in the text."""
    block = cut(r"<p>So \(x^2\) holds.")[0]
    assert [(span.start, span.end, span.title) for span in block.spans] == [(3, 10, "x^2")]


def test_display_formulas_are_blocks() -> None:
    """A formula on a line of its own is a block of its kind."""
    kinds = [block.kind for block in cut("<p>So <math display=block><mi>x</mi></math> holds.")]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.FORMULA, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>W</b>ord", "Word"),
        ("10<sup>2</sup>", "10²"),
        ("H<sub>2</sub>O", "H₂O"),
        ("x<sup>n</sup>", "xⁿ"),
        ("1<sup>st</sup>", "1st"),
        ("word<sup><a href=#1>1</a></sup>", "word[1]"),
        ("word<a href=#1><sup>1,2</sup></a>", "word[1,2]"),
        ("e<sup>ax</sup>", "e^ax"),
        ("<q>so</q>", "“so”"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        ("a<wbr>b", "ab"),
        ("co&shy;op", "coop"),
        ("a&nbsp;b", "a b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200bb", "ab"),
        ("ไทย\u200bไทย", "ไทย\u200bไทย"),
        ("中文\n  文字", "中文文字"),
        ("中文 文字", "中文 文字"),
        ("中<b>\n文</b>", "中文"),
        ("한국\n말", "한국 말"),
        ("<span>Consultation</span><span>$80</span>", "Consultation $80"),
        ("<a href=1>one</a><a href=2>two</a>", "one two"),
        ("<b>W</b><a href=1>ord</a>", "Word"),
        ("12 High Street<br>London", "12 High Street\nLondon"),
        ("\u200fשלום\u200f", "\u200fשלום\u200f"),
    ],
)
def test_words_stay_as_people_read_them(html: str, text: str) -> None:
    """Words that inline markup splits stay one, and characters keep their meaning on the line."""
    assert texts(f"<p>{html}") == [text]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>a</div>b", ["a", "b"]),
        ("a<br><br>b", ["a", "b"]),
        ("a<p>b", ["a", "b"]),
        ("<td>", []),
        ("<form><p>a<p>b</form>", ["a", "b"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<div><template shadowrootmode=open><p>a</p></template>b</div>", ["a", "b"]),
    ],
)
def test_block_markup_never_fuses_words(html: str, expected: list[str]) -> None:
    """Each block-level boundary parts words."""
    assert texts(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p style='display: none'>a",
        "<div hidden><p>a",
        "<details><p>a</details>",
        "<dialog>a</dialog>",
        "<template>a</template>",
        "<p><span style=display:none>a</span>",
    ],
)
def test_hidden_text_is_kept_as_hidden(html: str) -> None:
    """Text that does not show when the page opens is a block that says so."""
    assert [(block.text, block.hidden) for block in cut(html)] == [("a", True)]


def test_asides_do_not_cut_the_text_around_them() -> None:
    """An icon's title in a word leaves the word whole."""
    assert texts("<p>d<svg><title>t</title></svg>e") == ["t", "de"]


def test_scripts_with_attributes_are_never_text() -> None:
    """A script is no text, hidden or not."""
    assert texts("<p>a<script hidden>x()</script>b") == ["ab"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<svg><script>a<tr>b</script>c</svg>d", ["c", "d"]),
        ("<svg><text>a<td>b</svg>c", ["ab", "c"]),
        ("<svg><foreignObject>a<section>b</section>c</foreignObject><text>d</svg>e", ["a", "b", "cd", "e"]),
        ("<svg hidden><title>a</title><style>b<label>c</style></svg>d", ["a", "d"]),
        ("<span role=heading><svg role=heading><style>a<tr>b</style>c</svg></span><section>d", ["c", "d"]),
    ],
)
def test_names_mean_what_the_standard_says_in_drawings(html: str, expected: list[str]) -> None:
    """In a drawing only its own elements are known, and those of HTML where it holds HTML again."""
    assert texts(html) == expected


def test_titles_of_drawings_are_none_of_the_page() -> None:
    """A title in a drawing or formula is text of the page, not its name."""
    html = "<svg class=MathJax_SVG><title>a</title></svg><math><title>b</title></math><p>c"
    assert segment_html(html).head.title is None
