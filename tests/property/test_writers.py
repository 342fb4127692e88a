"""Laws of the writers: the same words in every format, and what is written is read back equal."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pyarrow
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaner import clean
from cleaner.document import Document
from cleaner.page.blocks import SpanKind
from cleaner.settings import Settings
from cleaner.write import build_row, build_schema, read_document, render_document

_WORDS = st.text(alphabet="ab1.*_`[]()<>&~!|#\\-+=:\"'é字 ", min_size=1, max_size=12)
_INLINE = st.recursive(
    _WORDS.map(escape),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["b", "i", "code", "del", "a href='/x(y)_z'", "span", "sup", "sub"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
_LINE = st.lists(_INLINE, min_size=1, max_size=3).map("".join)
_CELL = st.builds(
    "<{0}>{1}</{0}>".format, st.sampled_from(["td", "th"]), st.lists(_LINE, min_size=1, max_size=2).map("<br>".join)
)
_TABLE = st.lists(st.lists(_CELL, min_size=1, max_size=3).map("".join), min_size=1, max_size=3).map(
    lambda rows: "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
)
_BLOCK = st.recursive(
    st.one_of(
        st.builds("<p>{}</p>".format, st.lists(_LINE, min_size=1, max_size=2).map("<br>".join)),
        st.builds("<h{0}>{1}</h{0}>".format, st.integers(1, 6), _LINE),
        st.builds("<pre>{}</pre>".format, _WORDS.map(escape)),
        _TABLE,
    ),
    lambda inner: st.one_of(
        st.builds("<blockquote>{}</blockquote>".format, st.lists(inner, min_size=1, max_size=2).map("".join)),
        st.builds(
            lambda tag, items: f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag.split()[0]}>",
            st.sampled_from(["ul", "ol", "ol start=7"]),
            st.lists(st.one_of(_LINE, st.lists(inner, min_size=1, max_size=2).map("".join)), min_size=1, max_size=3),
        ),
    ),
    max_leaves=6,
)
_PAGES = st.lists(_BLOCK, min_size=1, max_size=4).map("".join)
_TEI = etree.RelaxNG(file=str(Path(__file__).parents[1] / "unit" / "write" / "tei_subset.rng"))
_KEEP_ALL = Settings(keep_roles="everything", dedupe=False, references=False)


def clean_whole(html: str) -> Document:
    """The page with every block kept."""
    return clean(html.encode(), kind="html", url="https://e.example/p/", settings=_KEEP_ALL)


def words_of_blocks(document: Document) -> list[str]:
    """Words of the kept blocks, as the JSON gives them."""
    values = json.loads(render_document(document, "json"))
    kept = [b["text"] for b, label in zip(values["blocks"], values["labels"], strict=True) if label["kept"]]
    return " ".join(kept).split()


def words_of_markdown(markdown: str) -> list[str]:
    """Words of the text that a CommonMark parser reads out of Markdown."""
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    texts = []
    for token in parser.parse(markdown):
        if token.type == "inline":
            texts.append("".join(map(inline_text, token.children or [])))
        elif token.type in ("fence", "code_block", "html_block"):
            texts.append(token.content)
    return " ".join(texts).split()


def inline_text(token: Token) -> str:
    """The text of an inline token; a break is a space, other markup nothing."""
    if token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and token.content == "<br>"):
        return " "
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


@settings(max_examples=100, deadline=None)
@given(_PAGES)
@example("<p><a href='/x(y)_z'><code>]:</code></a></p>")
def test_markdown_says_what_the_blocks_say(html: str) -> None:
    """Markdown, parsed back, holds the words of the kept blocks in their order, to the character."""
    document = clean_whole(html)
    # What stands between a formula's delimiters is TeX, which CommonMark does not know.
    assume(not any(span.kind is SpanKind.FORMULA for block in document.blocks for span in block.spans))
    assert words_of_markdown(document.markdown) == words_of_blocks(document)


@settings(max_examples=40, deadline=None)
@given(_PAGES)
def test_text_says_what_the_blocks_say(html: str) -> None:
    """Plain text holds the words of the kept blocks in their order, list numbers aside."""
    document = clean_whole(html)
    text = document.text
    words: list[str] = []
    for line in re.split(r"\n", text):
        words.extend(re.findall(r"\w+", line))
    expected = re.findall(r"\w+", " ".join(words_of_blocks(document)))
    numbers = iter(words)
    assert all(any(word == candidate for candidate in numbers) for word in expected)
    extra = len(words) - len(expected)
    items = sum(1 for block in document.blocks for c in block.containers if getattr(c, "number", None) is not None)
    assert 0 <= extra <= items


@settings(max_examples=40, deadline=None)
@given(_PAGES)
def test_json_is_read_back_equal(html: str) -> None:
    """A document that is written as JSON and read again is the same document."""
    document = clean_whole(html)
    assert read_document(render_document(document, "json")) == document


@settings(max_examples=40, deadline=None)
@given(_PAGES)
def test_tei_is_valid(html: str) -> None:
    """TEI output follows the TEI schema."""
    tei = render_document(clean_whole(html), "tei")
    _TEI.assertValid(etree.fromstring(tei.encode()))


@settings(max_examples=40, deadline=None)
@given(_PAGES)
def test_html_cleans_to_the_same_words(html: str) -> None:
    """Clean HTML, read as a page again, gives the words that it was made of."""
    document = clean_whole(html)
    again = clean_whole(render_document(document, "html"))
    assert "".join(words_of_blocks(again)) == "".join(words_of_blocks(document))


def test_rows_are_read_back_equal() -> None:
    """JSON Lines and the columns of Parquet give back the rows that were written."""
    pages = [
        "<h1>One</h1><p>By Ada Lovelace</p><p>Text [1].</p><h2>References</h2><ol><li>Roe J. A work. 2020. https://doi.org/10.1000/x</ol>",
        "<p>é字",
    ]
    documents = [clean(page.encode(), kind="html", url="https://e.example/") for page in pages]
    rows = [build_row(document) for document in documents]
    assert [json.loads(render_document(document, "jsonl")) for document in documents] == rows
    assert pyarrow.Table.from_pylist(rows, schema=build_schema()).to_pylist() == rows
