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

from cleaner.document import Reference
from cleaner.references.export.bibtex import render_bibtex
from cleaner.references.export.csl import render_csl_json
from cleaner.references.export.keys import make_keys, split_name
from cleaner.references.export.ris import render_ris

# Variables and types of CSL 1.0.2 that a reference of ours can have.
CSL_TYPES = {"article-journal", "webpage", "book", "chapter", "document", "report"}
CSL_TEXTS = {
    "title", "container-title", "volume", "issue", "page", "publisher", "DOI", "PMID", "PMCID", "ISBN", "URL", "note",
}  # fmt: skip

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
    type=st.none() | st.sampled_from(sorted(CSL_TYPES)),
)


def check_csl(item: dict[str, Any]) -> None:
    """Asserts what the CSL-JSON schema asks of an item."""
    assert isinstance(item.pop("id"), str)
    assert item.pop("type") in CSL_TYPES
    for name in ("issued", "accessed"):
        for parts in item.pop(name, {"date-parts": []})["date-parts"]:
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)
    for name in item.pop("author", []):
        assert set(name) <= {"family", "given", "suffix", "literal"}
        assert all(isinstance(part, str) and part for part in name.values())
    assert set(item) <= CSL_TEXTS
    assert all(isinstance(value, str) for value in item.values())


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
    for item in items:
        check_csl(item)


def test_bibtex_reads_back() -> None:
    """bibtexparser reads the entry with its fields; special characters are escaped."""
    entry = read_bibtex(render_bibtex([ARTICLE, PAGE])).entries[0]
    assert entry.entry_type == "article"
    assert entry["title"] == r"Urate \& gout: 50\% more flares\_ (in) adults"
    assert entry["author"] == "Ngata, P. and Sorrel, V. L. and {Institute for Joints}"
    assert (entry["doi"], entry["pages"]) == ("10.5555/ja.2017_002", "990--998")


@given(st.lists(references, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_bibtex_reads_back(listed: list[Reference]) -> None:
    """Any references at all give BibTeX that reads back, entry by entry."""
    assert len(read_bibtex(render_bibtex(listed)).entries) == len(listed)


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
    """citeproc-py renders the CSL-JSON in a style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter  # noqa: PLC0415 - warns at import
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        items = json.loads(render_csl_json([ARTICLE, PAGE]))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        rendered = " ".join(str(entry) for entry in bibliography.bibliography())
    assert "Ngata" in rendered
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
