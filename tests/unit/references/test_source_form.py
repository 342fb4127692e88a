"""The form that the project exists for, in every spelling: a `Source:` line and `[n]` notes after flattened text."""

from __future__ import annotations

import itertools

import pytest

import cleaner
from cleaner.document import Page
from cleaner.references import find_references
from cleaner.segment import segment_page
from cleaner.settings import Settings

QUOTES = [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")]
SEPARATORS = [" – ", " | ", " - ", " — "]
DATES = ["17 Nov. 2020, ", "November 17, 2020, ", ""]
STOPS = ["inside", "outside", "marker-after-stop"]
URLS = [
    "https://www.mayoclinic.org/diseases-conditions/knee-pain/syc-20350849",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7698999/",
]
VARIANTS = list(itertools.product(QUOTES, SEPARATORS, DATES, STOPS))
BODY = "Knees wear out with age, and one adult in four lives with pain every day of the month"


def write_page(variant: tuple[tuple[str, str], str, str, str]) -> str:
    """Writes a flattened page in one spelling."""
    (left, right), separator, date, stop = variant
    inner, outer = (".", "") if stop == "inside" else ("", ".")
    first = f"{left}Cells for Knees{separator}NCBI{inner}{right}{outer} {date}{URLS[1]}."
    second = f"{left}Knee pain{separator}Mayo Clinic{inner}{right}{outer} {date}{URLS[0]}"
    marked = f"{BODY}.[1]" if stop == "marker-after-stop" else f"{BODY}[1]."
    return f"{marked}\n\n{BODY}, as a study of many knees says.\n\nSource: {first}\n\n[1] {second}\n\nSubscribe to our news\n"


@pytest.mark.parametrize(
    "variant", VARIANTS, ids=lambda v: f"{v[0][0]}{v[1].strip()}{'d' if v[2] else 'n'}-{v[3]}{len(v[2])}"
)
def test_every_spelling_of_the_form_is_read(variant: tuple[tuple[str, str], str, str, str]) -> None:
    """Source line and note are found, parsed and linked whatever quotes, separator, date and stop they are written with."""
    document = cleaner.clean(write_page(variant), kind="text")
    source, note = document.references
    assert (source.marker, source.urls, source.pmcid) == (None, (URLS[1],), "PMC7698999")
    assert (note.marker, note.urls) == ("1", (URLS[0],))
    assert (source.title, source.container) == ("Cells for Knees", "NCBI")
    assert (note.title, note.container) == ("Knee pain", "Mayo Clinic")
    assert note.year == (2020 if variant[2] else None)
    assert [(document.text[m.offset : m.offset + 3], m.target) for m in document.markers] == [("[1]", 1)]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("date", DATES)
def test_the_form_as_html_with_linked_addresses(separator: str, date: str) -> None:
    """The same in HTML, where the title is the link and no address is printed."""
    html = (
        f"<main><h1>Knees</h1><p>{BODY}<sup>[1]</sup>.</p><p>{BODY}.</p>"
        f'<p>Source: <a href="{URLS[1]}">“Cells for Knees{separator}NCBI.”</a> {date}</p>'
        f'<p>[1] <a href="{URLS[0]}">“Knee pain{separator}Mayo Clinic.”</a> {date}</p></main>'
    )
    document = cleaner.clean(html, kind="html")
    assert [(r.marker, r.title, r.urls) for r in document.references] == [
        (None, "Cells for Knees", (URLS[1],)),
        ("1", "Knee pain", (URLS[0],)),
    ]
    assert [m.target for m in document.markers] == [1]


HTML_VARIANTS = list(itertools.product(QUOTES, SEPARATORS, DATES, ["title-linked", "url-linked", "url-printed"]))


@pytest.mark.parametrize(
    "variant", HTML_VARIANTS, ids=lambda v: f"{v[0][0]}{v[1].strip()}{'d' if v[2] else 'n'}{len(v[2])}-{v[3]}"
)
def test_every_spelling_of_the_form_in_html(variant: tuple[tuple[str, str], str, str, str]) -> None:
    """In HTML it makes no difference whether the title is the link, the address is one, or it is only printed."""
    (left, right), separator, date, link = variant

    def cite(title: str, site: str, url: str) -> str:
        words = f"{left}{title}{separator}{site}.{right}"
        if link == "title-linked":
            return f'<a href="{url}">{words}</a> {date.rstrip(", ")}'
        return f"{words} {date}" + (f'<a href="{url}">{url}</a>' if link == "url-linked" else url)

    html = (
        f"<main><p>{BODY}[1].</p><p>{BODY}.</p><p>Source: {cite('Cells for Knees', 'NCBI', URLS[1])}</p>"
        f"<p>[1] {cite('Knee pain', 'Mayo Clinic', URLS[0])}</p></main>"
    )
    settings = Settings()
    page = segment_page(Page(page_id="seed", url="https://clinic.example/a", body=html))
    found = find_references(page, settings)
    assert [(r.marker, r.title, r.container, r.urls) for r in found.references] == [
        (None, "Cells for Knees", "NCBI", (URLS[1],)),
        ("1", "Knee pain", "Mayo Clinic", (URLS[0],)),
    ]
    assert [r.year for r in found.references] == [2020 if date else None] * 2
    assert [(m.marker, m.target) for m in found.markers] == [("1", 1)]
