"""Exports are read back by the programs that people use them with."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import bibtexparser
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, ValidationError
from tests.unit.references.csl_schema import CSL_SCHEMA
from tests.unit.references.written_pages import FOLDER, find_case, read_cases

from cleaner.document import Reference
from cleaner.references.export.bibtex import render_bibtex
from cleaner.references.export.csl import render_csl_json
from cleaner.references.export.keys import clean_line, make_keys, split_name
from cleaner.references.export.ris import render_ris

CSL_TYPES = ("article-journal", "webpage", "book", "chapter", "document", "report")

ARTICLE = Reference(
    marker="1",
    text="Ngata P, Sorrel VL. Urate & gout: 50% more flares_. Joint Arch. 2017;24(8):990–998.",
    title="Urate & gout: 50% more flares_ {in} adults",
    container="Joint Arch",
    authors=("Ngata P", "Sorrel VL", "Institute for Joints"),
    year=2017,
    date="2017-08-03",
    accessed="2020-01-02",
    volume="24",
    issue="8",
    pages="990–998",
    urls=("https://doi.org/10.5555/ja.2017_002",),
    doi="10.5555/ja.2017_002",
    pmid="28010002",
    pmcid="PMC5010002",
    type="article-journal",
)
PAGE = Reference(text="Knee pain. https://example.org/a", urls=("https://example.org/a",), type="webpage")

texts = st.text(max_size=40)
references = st.builds(
    Reference,
    text=texts,
    title=st.none() | texts,
    container=st.none() | texts,
    authors=st.lists(texts, max_size=3).map(tuple),
    year=st.none() | st.integers(1500, 2099),
    volume=st.none() | texts,
    pages=st.none() | texts,
    publisher=st.none() | texts,
    urls=st.lists(texts.map(lambda path: "https://example.org/" + path), max_size=2).map(tuple),
    type=st.none() | st.sampled_from(CSL_TYPES),
)


def check_csl(items: list[dict[str, Any]]) -> None:
    """Asserts what the CSL-JSON schema asks of items."""
    Draft7Validator(CSL_SCHEMA).validate(items)


def read_bibtex(text: str) -> bibtexparser.Library:
    """Reads BibTeX; whatever the parser could not read fails the test."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library


def test_csl_json_has_the_fields_of_the_reference() -> None:
    """CSL-JSON holds title, names cut in parts, dates as numbers and identifiers."""
    item = json.loads(render_csl_json([ARTICLE]))[0]
    assert item["author"] == [
        {"family": "Ngata", "given": "P."},
        {"family": "Sorrel", "given": "V. L."},
        {"literal": "Institute for Joints"},
    ]
    assert item["issued"] == {"date-parts": [[2017, 8, 3]]}
    assert (item["DOI"], item["PMID"], item["page"]) == ("10.5555/ja.2017_002", "28010002", "990–998")


@given(st.lists(references, max_size=4))
@settings(max_examples=60, deadline=None)
def test_csl_json_keeps_to_its_schema(listed: list[Reference]) -> None:
    """Any references at all give CSL-JSON items with known fields of the right types."""
    items = json.loads(render_csl_json(listed))
    assert len({item["id"] for item in items}) == len(listed)
    check_csl(items)


@pytest.mark.parametrize(
    "item",
    [
        {"type": "webpage"},
        {"id": "a", "type": "blog"},
        {"id": "a", "type": "book", "authors": []},
        {"id": "a", "type": "book", "author": [{"name": "Smith"}]},
        {"id": "a", "type": "book", "issued": {"date-parts": [[]]}},
        {"id": "a", "type": "book", "title": 7},
    ],
)
def test_the_schema_refuses_what_is_no_csl_json(item: dict[str, Any]) -> None:
    """Without an id, of unknown types, with unknown variables, names, dates or texts, an item is refused."""
    with pytest.raises(ValidationError):
        check_csl([item])


def test_bibtex_reads_back() -> None:
    """bibtexparser reads the entry with its fields; special characters are escaped."""
    entry = read_bibtex(render_bibtex([ARTICLE, PAGE])).entries[0]
    assert entry.entry_type == "article"
    assert entry["title"] == r"Urate \& gout: 50\% more flares\_ \textbraceleft{}in\textbraceright{} adults"
    assert entry["author"] == "Ngata, P. and Sorrel, V. L. and {Institute for Joints}"
    assert (entry["doi"], entry["pages"]) == ("10.5555/ja.2017_002", "990--998")


@given(st.lists(references, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_bibtex_reads_back(listed: list[Reference]) -> None:
    """Any references at all give BibTeX that reads back, entry by entry."""
    assert len(read_bibtex(render_bibtex(listed)).entries) == len(listed)


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("50% & more", r"50\% \& more"),
        ("#1_a", r"\#1\_a"),
        ("~5 x^2", r"\textasciitilde{}5 x\textasciicircum{}2"),
        ("a\\b", r"a\textbackslash{}b"),
        ("Über Ærø – 中文", "Über Ærø – 中文"),
        ("an open { brace", r"an open \textbraceleft{} brace"),
    ],
)
def test_signs_of_tex_are_escaped(plain: str, written: str) -> None:
    """Signs that TeX or BibTeX would act on are written as commands; letters of every script stand as they are."""
    entry = read_bibtex(render_bibtex([Reference(text=plain, title=plain)])).entries[0]
    assert entry["title"] == written


def test_names_that_hold_an_and_are_one_name() -> None:
    """An organisation with an `and` in its name does not become two authors."""
    reference = Reference(text="x", authors=("Centers for Health and Care", "Smith, Ann and Mary"))
    author = read_bibtex(render_bibtex([reference])).entries[0]["author"]
    assert author == "{Centers for Health and Care} and Smith, {Ann and Mary}"


def test_what_pages_give_reads_back_in_every_format() -> None:
    """All references of the invented pages validate as CSL-JSON and read back from BibTeX and RIS."""
    for path in sorted(FOLDER.glob("*.txt")):
        for case in read_cases(path.stem):
            listed = find_case(case).references
            check_csl(json.loads(render_csl_json(listed)))
            assert len(read_bibtex(render_bibtex(listed)).entries) == len(listed)
            records = rispy.loads(render_ris(listed))
            assert [record["title"] for record in records] == [clean_line(r.title or r.text) for r in listed]


def test_ris_reads_back() -> None:
    """rispy reads the record with its fields."""
    record = rispy.loads(render_ris([ARTICLE]))[0]
    assert record["type_of_reference"] == "JOUR"
    assert record["authors"] == ["Ngata, P.", "Sorrel, V. L.", "Institute for Joints"]
    assert (record["start_page"], record["end_page"], record["year"]) == ("990", "998", "2017")
    assert record["doi"] == "10.5555/ja.2017_002"


@given(st.lists(references, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_ris_reads_back(listed: list[Reference]) -> None:
    """Any references at all give RIS that reads back, record by record."""
    assert len(rispy.loads(render_ris(listed))) == len(listed)


def test_citeproc_renders_the_items() -> None:
    """citeproc-py renders the CSL-JSON in a style, of made-up references and of those on the invented pages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter  # noqa: PLC0415 - warns at import
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        found = [reference for case in read_cases("first_half") for reference in find_case(case).references]
        items = json.loads(render_csl_json([ARTICLE, PAGE, *found]))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        rendered = " ".join(str(entry) for entry in bibliography.bibliography())
    assert "Ngata" in rendered
    assert all(word in rendered for word in ("Bäume Mitteleuropas", "Forêts", "Prevención"))
    assert re.search(r"Urate", rendered)


def test_keys_are_unique_and_ascii() -> None:
    """Citation keys are ASCII and never the same twice."""
    same = [Reference(text="a", authors=("Özdemir A",), year=2020)] * 3
    assert make_keys(same) == ["ozdemir2020", "ozdemir2020-2", "ozdemir2020-3"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Smith AB", ("Smith", "A. B.", "")),
        ("van der Berg J", ("van der Berg", "J.", "")),
        ("Smith, Anna B.", ("Smith", "Anna B.", "")),
        ("Smith AB Jr", ("Smith", "A. B.", "Jr")),
        ("World Health Organization", ("World Health Organization", "", "")),
    ],
)
def test_names_are_cut_by_their_form(name: str, parts: tuple[str, str, str]) -> None:
    """Initials and inverted names are cut in parts; an organisation stays whole."""
    assert split_name(name) == parts
