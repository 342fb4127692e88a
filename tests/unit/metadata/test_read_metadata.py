"""Metadata: which of the places that state a value wins, and how values are read."""

from __future__ import annotations

import json

import pytest

from cleaner.document import Metadata, Page
from cleaner.metadata import read_metadata
from cleaner.metadata.bylines import read_names
from cleaner.page.blocks import BlockKind, PageKind
from cleaner.segment import segment_page

DUMP = """Knee pain | Acme Clinic

# Advice

Home

Knee pain

By Ana Reyes

Strong thigh muscles take load off the knee, and people who train them have less pain on stairs.
"""
TEXT = DUMP.splitlines()[-1]


def read(html: str, url: str = "https://clinic.example/guide") -> Metadata:
    """The metadata of a page."""
    return read_metadata(segment_page(Page(page_id="p", body=html, kind=PageKind.HTML, url=url)))


def json_ld(value: object) -> str:
    """A script that holds JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_heading_wins_over_a_title_with_the_site_name() -> None:
    """The heading is the title where `<title>` says the same with the site's name behind it."""
    found = read(
        "<title>Knee pain | Acme Clinic</title><meta property=og:site_name content='Acme Clinic'><h1>Knee Pain</h1>"
    )
    assert found.title == "Knee Pain"
    assert found.sources["title"] == "block:h1 (heading-is-title)"


def test_site_name_comes_off_where_no_heading_is() -> None:
    """Without a heading, the title loses the site's name at its end."""
    assert read("<title>Knee pain | Clinic</title><p>x").title == "Knee pain"


def test_the_line_that_shows_a_dumps_title_is_its_title() -> None:
    """The line that the judge found is taken, not the first that looks like a heading; its byline stands below it."""
    page = segment_page(Page(page_id="p", body=DUMP, kind=PageKind.TEXT))
    found = read_metadata(page, 3)
    assert (found.title, found.sources["title"]) == ("Knee pain", "block:title")
    assert (found.authors, found.sources["authors"]) == (("Ana Reyes",), "block:byline-near")


def test_the_site_stands_behind_the_title_on_a_dumps_first_line() -> None:
    """Scrapers write `<title>` on the first line."""
    page = segment_page(Page(page_id="p", body=DUMP, kind=PageKind.TEXT))
    assert read_metadata(page, 3).site_name == "Acme Clinic"


@pytest.mark.parametrize(
    ("byline", "review", "change", "reading"),
    [
        ("By Anna Berg", "Medically reviewed by Dr. Karl Lind", "Last updated: 3 May 2024", "5 min read"),
        (
            "Von Anna Berg",
            "Medizinisch geprüft von Dr. Karl Lind",
            "Zuletzt aktualisiert am 3. Mai 2024",
            "Lesezeit: 5",
        ),
        ("Par Anna Berg", "Relu médicalement par Dr. Karl Lind", "Mis à jour le 3 mai 2024", "Temps de lecture : 5"),
        (
            "Por Anna Berg",
            "Revisado por Dr. Karl Lind",
            "Última actualización: 3 de mayo de 2024",
            "Tiempo de lectura: 5",
        ),
        ("Di Anna Berg", "Revisionato da Dr. Karl Lind", "Ultimo aggiornamento: 3 maggio 2024", "Tempo di lettura: 5"),
        ("Por Anna Berg", "Revisto por Dr. Karl Lind", "Última atualização: 3 de maio de 2024", "Tempo de leitura: 5"),
        ("Door Anna Berg", "Medisch beoordeeld door Dr. Karl Lind", "Laatst bijgewerkt op 3 mei 2024", "Leestijd: 5"),
        ("Av Anna Berg", "Medicinskt granskad av Dr. Karl Lind", "Senast uppdaterad 3 maj 2024", "Lästid 5"),
        ("Af Anna Berg", "Lægefagligt gennemgået af Dr. Karl Lind", "Sidst opdateret 3. maj 2024", "Læsetid 5"),
        ("Av Anna Berg", "Medisinsk gjennomgått av Dr. Karl Lind", "Sist oppdatert 3. mai 2024", "Lesetid 5"),
    ],
    ids=("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no"),
)
def test_lines_below_a_dumps_title_are_metadata(byline: str, review: str, change: str, reading: str) -> None:
    """Who wrote and who reviewed it, and when it changed; none of these lines is a heading of the text."""
    page = segment_page(
        Page(page_id="p", body="\n\n".join(["Knee pain", byline, review, change, reading, TEXT]), kind=PageKind.TEXT)
    )
    found = read_metadata(page, 0)
    assert (found.authors, found.reviewers, found.modified) == (("Anna Berg",), ("Dr. Karl Lind",), "2024-05-03")
    assert found.published == found.modified
    assert [block.index for block in page.blocks if block.kind is BlockKind.HEADING] == [0]


def test_graph_gives_author_by_reference() -> None:
    """An author that the article only points at by `@id` is looked up in the graph."""
    graph = {
        "@graph": [
            {"@type": "BlogPosting", "headline": "T", "author": {"@id": "#a"}, "datePublished": "2024-03-05T10:00:00Z"},
            {"@type": "Person", "@id": "#a", "name": "Ada Lovelace"},
        ]
    }
    found = read(json_ld(graph))
    assert found.authors == ("Ada Lovelace",)
    assert found.published == "2024-03-05"
    assert found.sources["authors"] == "json_ld:BlogPosting.author"


def test_medical_fields_come_from_structured_data() -> None:
    """Reviewer, review date and specialty of the page; phone, address and hours of the clinic."""
    page = {
        "@type": "MedicalWebPage",
        "reviewedBy": {"@type": "Person", "name": "Dr. Jane Roe, MD"},
        "lastReviewed": "2025-01-02",
        "specialty": "Cardiology",
    }
    clinic = {
        "@type": "MedicalClinic",
        "telephone": "+1 555 0100",
        "address": {"streetAddress": "1 Main St", "addressLocality": "Springfield"},
        "openingHoursSpecification": [{"dayOfWeek": ["Monday", "Tuesday"], "opens": "09:00", "closes": "17:00"}],
    }
    found = read(json_ld([page, clinic]))
    assert found.reviewers == ("Dr. Jane Roe, MD",)
    assert (found.last_reviewed, found.specialty) == ("2025-01-02", "Cardiology")
    assert (found.phone, found.address) == ("+1 555 0100", "1 Main St, Springfield")
    assert found.opening_hours == ("Monday, Tuesday 09:00-17:00",)


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ("<meta name=citation_author content='Ada Lovelace'>", "meta:citation_author"),
        ("<meta name=author content='Ada Lovelace'>", "meta:author"),
        ("<meta name=DC.creator content='Ada Lovelace'>", "meta:dc.creator"),
        ("<h1>T</h1><div itemprop=author>Ada Lovelace</div>", "microdata:author"),
        ("<h1>T</h1><div property='schema:author'>Ada Lovelace</div>", "rdfa:author"),
        ("<h1>T</h1><p>From <a rel=author href=/ada>Ada Lovelace</a></p>", "rel:author"),
        ("<h1>T</h1><div class='post-author'>Ada Lovelace</div>", "class:authors"),
        ("<h1>T</h1><p>Written by Ada Lovelace | March 5, 2024</p>", "block:byline-near"),
    ],
)
def test_author_is_found_wherever_it_stands(html: str, source: str) -> None:
    """Every place that can name the author is read, and the source says which one it was."""
    found = read(html)
    assert found.authors == ("Ada Lovelace",)
    assert found.sources["authors"] == source


def test_medical_reviewer_is_no_author() -> None:
    """A line that names who reviewed the page gives a reviewer."""
    found = read("<h1>T</h1><p>Medically reviewed by Jane Roe, MD</p>")
    assert found.reviewers == ("Jane Roe, MD",)
    assert found.authors == ()


def test_every_candidate_is_kept() -> None:
    """Values that did not win stay among the candidates."""
    found = read("<meta name=author content=Ada><meta name=citation_author content=Grace><p>x")
    assert found.authors == ("Grace",)
    assert [c.value for c in found.candidates if c.field == "authors"] == ["Grace", "Ada"]


def test_addresses_are_absolute() -> None:
    """Canonical address and image are resolved against the page's."""
    found = read("<link rel=canonical href=/a><meta property=og:image content=i.png><p>x")
    assert (found.canonical_url, found.image) == ("https://clinic.example/a", "https://clinic.example/i.png")


def test_date_of_the_address_is_used_last() -> None:
    """The date in the page's address counts where the page states none."""
    assert read("<p>x", url="https://e.example/2021/06/07/story").published == "2021-06-07"


@pytest.mark.parametrize(
    "script", ["{broken", '{"@type": 3, "author": {"@id": "#a"}}', "[" * 5000, '{"@type":"Article","author":[[[[]]]]}']
)
def test_broken_json_ld_gives_nothing(script: str) -> None:
    """JSON-LD that cannot be read, or says nothing, leaves the rest as it is."""
    assert read(f'<script type="application/ld+json">{script}</script><meta name=author content=Ada><p>x').authors == (
        "Ada",
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Lovelace and Grace Hopper", ("Ada Lovelace", "Grace Hopper")),
        ("Jane Roe, MD, RD", ("Jane Roe, MD, RD",)),
        ("Ada Lovelace, Grace Hopper, Mary Somerville", ("Ada Lovelace", "Grace Hopper", "Mary Somerville")),
        ("Ada Lovelace | June 7, 2021", ("Ada Lovelace",)),
        ("https://www.facebook.com/ada", ()),
    ],
)
def test_names_come_out_of_bylines(text: str, names: tuple[str, ...]) -> None:
    """A byline gives its names, degrees kept with them, dates and addresses left out."""
    assert read_names(text) == names
