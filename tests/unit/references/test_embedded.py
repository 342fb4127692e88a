"""References that a page's head states are merged with what the page shows, or stand alone."""

from __future__ import annotations

import json

import cleaner

STATED = (
    '<meta name="citation_reference" content="citation_title=Urate and gout; citation_author=Ngata P; '
    "citation_author=Sorrel VL; citation_journal_title=Joint Arch; citation_publication_date=2017; "
    'citation_volume=24; citation_firstpage=990; citation_lastpage=998; citation_doi=10.5555/ja.2017">'
)
PROSE = "<p>Pain in the knee is common among adults who walk a lot, and most of them get well without an operation.</p>"


def test_stated_references_stand_alone() -> None:
    """Where the page shows no list, the references of its head are taken."""
    (reference,) = cleaner.clean(f"<head>{STATED}</head><main>{PROSE}</main>", kind="html").references
    assert (reference.title, reference.authors) == ("Urate and gout", ("Ngata P", "Sorrel VL"))
    assert (reference.doi, reference.pages, reference.blocks) == ("10.5555/ja.2017", "990–998", ())


def test_stated_references_fill_the_gaps_of_shown_ones() -> None:
    """Where the page shows the same work, what its head states fills the gaps and adds no entry."""
    html = (
        f"<head>{STATED}</head><main>{PROSE}<h2>References</h2><ol><li>Ngata P. Urate and gout. 2017.</li></ol></main>"
    )
    (reference,) = cleaner.clean(html, kind="html").references
    assert (reference.marker, reference.doi, reference.volume) == ("1", "10.5555/ja.2017", "24")


def test_citations_of_schema_org_are_read() -> None:
    """`citation` in JSON-LD gives references, from strings and from works."""
    data = {
        "@type": "Article",
        "citation": [
            "Harrow P. Tai chi. Gerontology. 2018;15:77.",
            {"name": "Knees", "url": "https://x.example.org/k"},
        ],
    }
    html = f'<head><script type="application/ld+json">{json.dumps(data)}</script></head><main>{PROSE}</main>'
    first, second = cleaner.clean(html, kind="html").references
    assert (first.title, first.year) == ("Tai chi", 2018)
    assert (second.title, second.urls) == ("Knees", ("https://x.example.org/k",))


def test_broken_json_ld_states_nothing() -> None:
    """JSON-LD that cannot be read gives no references and no error."""
    html = f'<head><script type="application/ld+json">{{"citation": [</script></head><main>{PROSE}</main>'
    assert cleaner.clean(html, kind="html").references == ()
