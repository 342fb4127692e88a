"""The table of formats: what each may be asked, what an unknown one says, and what all of them promise."""

from __future__ import annotations

import dataclasses

import pytest

from cleaner import Settings, clean
from cleaner.document import Document
from cleaner.errors import SettingsError
from cleaner.write import FORMATS, Format, WriteOptions, render_document

_PAGE = (
    b"<title>Knee pain</title><meta name=author content='Ada Lovelace'><h1>Knee pain</h1>"
    b"<p>Rest helps most people within a few weeks of the first pain [1], and exercise helps too.</p>"
    b"<h2>References</h2><ol><li>Roe J. Rest and the knee. Knee J. 2020. https://doi.org/10.1000/knee</li></ol>"
)


def clean_page() -> Document:
    """A page with a byline and one reference, every block kept."""
    return clean(_PAGE, kind="html", url="https://e.example/knee", settings=Settings(keep_roles="everything"))


def test_front_matter_stands_first() -> None:
    """The metadata stand before the text as YAML whose strings are quoted."""
    lines = render_document(clean_page(), "markdown", WriteOptions(front_matter=True)).split("\n")
    assert lines[:4] == ["---", 'title: "Knee pain"', 'authors: ["Ada Lovelace"]', 'url: "https://e.example/knee"']
    assert lines[4:7] == ["---", "", "# Knee pain"]


def test_references_become_footnotes() -> None:
    """A marker becomes a footnote, and its entry moves from the text to the footnote."""
    markdown = render_document(clean_page(), "markdown", WriteOptions(footnotes=True))
    assert "first pain [^1], and" in markdown
    assert "\n[^1]: Roe J. Rest and the knee." in markdown
    assert "1. Roe" not in markdown


def test_lines_are_wrapped() -> None:
    """With a width, no line of words is longer than it."""
    text = render_document(clean_page(), "text", WriteOptions(wrap_columns=40))
    assert max(map(len, text.split("\n"))) <= 40
    assert text.split() == clean_page().text.split()


def test_impossible_width_is_refused() -> None:
    """A width in which no word fits is an error."""
    with pytest.raises(SettingsError, match="wrap_columns is 3"):
        WriteOptions(wrap_columns=3)


def test_unknown_format_names_the_known() -> None:
    """The error for an unknown format lists those there are."""
    with pytest.raises(SettingsError, match=r"unknown format 'docx'; known are text, markdown"):
        render_document(clean_page(), "docx")


def test_every_option_is_of_some_format() -> None:
    """The table of formats and the options that callers know name each other, and nothing else."""
    taken = {option for known in FORMATS.values() for option in known.options}
    assert taken == {field.name for field in dataclasses.fields(WriteOptions)}


def test_a_new_format_is_one_function_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that renders a document, and a line for it in the table, are all that a format needs."""
    lines = {**FORMATS, "title": Format(".title", lambda document: f"{document.metadata.title}\n")}
    monkeypatch.setattr("cleaner.write.FORMATS", lines)
    assert render_document(clean_page(), "title", WriteOptions(wrap_columns=40)) == "Knee pain\n"


@pytest.mark.parametrize("name", list(FORMATS))
def test_writers_are_deterministic(name: str) -> None:
    """The same page gives the same output, byte for byte, in every format."""
    assert render_document(clean_page(), name) == render_document(clean_page(), name)


def test_html_runs_nothing() -> None:
    """Clean HTML escapes text and leaves out addresses that run scripts."""
    page = b"<p><a href='javascript:alert(1)'>x</a> &lt;script&gt; <a href='java\nscript:alert(1)'>y</a></p>"
    html = render_document(clean(page, kind="html", settings=Settings(keep_roles="everything")), "html")
    assert "script:" not in html
    assert "<script" not in html


def test_a_picture_and_its_copy_for_browsers_without_scripts_are_one() -> None:
    """What a script loads late and `<noscript>` shows again stands once in the Markdown."""
    page = b"<p>Tea.</p><img src='data:,x' data-src='/a.png' alt=Cup><noscript><img src='/a.png' alt=Cup></noscript>"
    document = clean(page, kind="html", url="https://e.example/", settings=Settings(keep_roles="everything"))
    assert document.markdown == "Tea.\n\n![Cup](https://e.example/a.png)\n"


def test_code_in_a_link_makes_no_definition() -> None:
    """A paragraph whose link begins with code such as `]:` stays a paragraph: `[x]: y` would define a label."""
    page = b"<p><a href='/a'>key <code>]: *</code></a></p>"
    document = clean(page, kind="html", url="https://e.example/", settings=Settings(keep_roles="everything"))
    assert document.markdown == "[key <code>\\]\\: \\*</code>](https://e.example/a)\n"


def test_tasks_of_a_list_have_their_boxes_in_html() -> None:
    """A box that is ticked on the page is ticked in clean HTML, and none of them can be changed."""
    page = b"<ul><li><input type=checkbox disabled checked> Sit</li><li><input type=checkbox disabled> Rest</li></ul>"
    html = render_document(clean(page, kind="html", settings=Settings(keep_roles="everything")), "html")
    assert '<input type="checkbox" disabled checked> Sit' in html
    assert '<input type="checkbox" disabled> Rest' in html
