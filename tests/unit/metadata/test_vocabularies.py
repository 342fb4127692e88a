"""The many ways in which pages state the same fact about themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cleaner.document import Metadata, Page
from cleaner.metadata import read_metadata
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page

JANE_AND_JOHN = ("Jane Doe", "John Roe")


def read(html: str, url: str = "https://clinic.example/guide") -> Metadata:
    return read_metadata(segment_page(Page(page_id="p", body=html, kind=PageKind.HTML, url=url)))


def article(**values: Any) -> str:
    """A page whose JSON-LD is an article with these properties."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "Article", **values})}</script>'


@pytest.mark.parametrize(
    "author",
    [
        "Jane Doe, John Roe",
        "Jane Doe &amp; John Roe",
        ["Jane Doe", "John Roe"],
        [{"name": "Jane Doe"}, {"name": "John Roe"}],
        {"name": ["Jane Doe", "John Roe"]},
        [{"givenName": "Jane", "familyName": "Doe"}, "John Roe"],
        {"@list": [{"name": "Jane Doe"}, {"name": "John Roe"}]},
    ],
)
def test_authors_of_json_ld_in_every_form(author: object) -> None:
    """Strings, things, lists of both and names in two parts give the same names."""
    assert read(article(author=author)).authors == JANE_AND_JOHN


@pytest.mark.parametrize(
    "script",
    [
        '//<![CDATA[\n{"@type":"Article","author":"Jane Doe"}\n//]]>',
        '{"@type":"Article","author":"Jane Doe",}',
        '{"@type":"WebSite","name":"X"}\n{"@type":"Article","author":"Jane Doe"}',
        '[{"@type":["Thing","NewsArticle"],"author":"Jane Doe"}]',
        '{"@type":"http://schema.org/NewsArticle","author":"Jane Doe","description":"a\nb"}',
        '{"@graph":[{"@type":"Article","author":[{"@id":"#a"}]},{"@type":"Person","@id":"#a","name":"Jane Doe"}]}',
    ],
)
def test_slips_of_json_ld_are_forgiven(script: str) -> None:
    """Comments, a comma too many, several values, raw line breaks and references are read."""
    assert read(f'<script type="application/ld+json">{script}</script>').authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "html",
    [
        '<meta name=author content="Jane Doe"><meta name=author content="John Roe">',
        '<meta name=author content="By Jane Doe and John Roe">',
        '<meta property="dc:creator" content="Jane Doe; John Roe">',
        '<meta name="DC.Creator" content="Jane Doe"><meta name="DC.Creator" content="John Roe">',
        '<meta name="sailthru.author" content="Jane Doe, John Roe">',
        """<meta name="parsely-page" content='{"authors": ["Jane Doe", "John Roe"]}'>""",
        "<h1>T</h1><p>Medically reviewed by Dr. Ann Poe — By Jane Doe and John Roe on March 4, 2020</p>",
        "<h1>T</h1><div>Written by Jane Doe and John Roe | Updated March 4, 2020</div>",
        "<h1>T</h1><p>By Jane Doe and John Roe March 4, 2020</p>",
    ],
)
def test_authors_of_tags_and_bylines(html: str) -> None:
    """Tags of each vocabulary, repeated or joined, and bylines among other things give the same names."""
    assert read(html).authors == JANE_AND_JOHN


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="dc:date" content="2020-03-04">',
        '<meta name="dcterms.issued" content="2020-03-04">',
        '<meta name="citation_publication_date" content="2020/03/04">',
        '<meta property="og:pubdate" content="2020-03-04T10:00:00Z">',
        '<meta itemprop="datePublished" content="2020-03-04">',
        '<meta name="weibo:article:create_at" content="2020-03-04 10:00:00">',
        """<meta name="parsely-page" content='{"pub_date": "2020-03-04T00:00:00Z"}'>""",
        article(datePublished=1583316000),
        '<h1>T</h1><p class="hentry">x <abbr class="published" title="2020-03-04T10:00:00">Wednesday</abbr></p>',
        "<h1>T</h1><p>Par Jeanne Doe · Publié le 4 mars 2020 à 10h</p>",
        "<h1>T</h1><p>4 марта 2020</p>",
    ],
)
def test_day_of_publication_in_every_vocabulary(html: str) -> None:
    """Tags, JSON, microformats and date lines in many languages give the same day."""
    assert read(html).published == "2020-03-04"


@pytest.mark.parametrize(
    "path", ["2020/03/04/knees", "2020-03-04-knees", "20200304/knees", "a/2020_03_04/", "2020/mar/04/x", "2020/3/4/x"]
)
def test_day_in_the_address(path: str) -> None:
    """Where nothing else says it, the address gives the day."""
    assert read("<p>x", url=f"https://x.example/{path}").published == "2020-03-04"


@pytest.mark.parametrize("path", ["2020/03/knees", "item-20201345", "id/12020-03-041", "2020/xyz/04/a"])
def test_numbers_in_an_address_that_are_no_day(path: str) -> None:
    """Months alone, impossible days and longer numbers are no date."""
    assert read("<p>x", url=f"https://x.example/{path}").published is None


def test_the_language_decides_between_day_and_month() -> None:
    """`4/3/2020` is in April for Americans only."""
    page = '<html lang="{}"><meta name=date content="4/3/2020">'
    assert read(page.format("en-US")).published == "2020-04-03"
    assert read(page.format("en-GB")).published == "2020-03-04"


def test_the_shown_date_wins_over_one_that_is_only_the_last_change() -> None:
    """Structured data with the same day for publication and change give way to the line near the heading."""
    html = article(datePublished="2025-06-24", dateModified="2025-06-24") + "<h1>T</h1><p>August 25, 2024</p>"
    assert read(html).published == "2024-08-25"
    assert read(html.replace('"dateModified": "2025-06-24"', '"dateModified": "2025-07-01"')).published == "2025-06-24"


def test_the_shown_date_is_the_authors_day() -> None:
    """A moment in UTC early in the day is the evening before where the page shows that day."""
    html = article(datePublished="2025-12-19T02:41:41+00:00") + "<h1>T</h1><p>Posted on December DAY, 2025</p>"
    assert read(html.replace("DAY", "18")).published == "2025-12-18"
    assert read(html.replace("DAY", "20")).published == "2025-12-19"


def test_a_byline_wins_over_the_site_as_its_own_author() -> None:
    """Structured data that name the site as the author give way to a person in the byline, and to nothing else."""
    html = '<meta property="og:site_name" content="Acme Health">' + article(author="Acme Health") + "<h1>T</h1>"
    assert read(html + "<p>By Jane Doe and John Roe</p>").authors == JANE_AND_JOHN
    assert read(html).authors == ("Acme Health",)


def test_published_and_updated_on_one_line() -> None:
    """Each piece of a line has its own words."""
    found = read("<h1>T</h1><p>Published March 4, 2020 | Updated May 6, 2021</p>")
    assert (found.published, found.modified) == ("2020-03-04", "2021-05-06")


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        ("<title>Knee guide - Acme Health</title><h1>Knee guide</h1>", "site_name", "Acme Health"),
        ('<meta name="apple-mobile-web-app-title" content="Acme">', "site_name", "Acme"),
        ('<html xml:lang="fr"><p>x', "language", "fr"),
        ('<meta http-equiv="content-language" content="de, en">', "language", "de"),
        ('<link rel=canonical href="/c"><meta property="og:url" content="/o">', "canonical_url", "/c"),
        ('<meta property="og:url" content="/o">', "canonical_url", "/o"),
        ('<link rel="image_src" href="/i.png">', "image", "/i.png"),
        ('<meta itemprop="image" content="/i.png">', "image", "/i.png"),
        ('<p>x <a rel="license" href="https://cc.example/by">CC</a>', "licence", "https://cc.example/by"),
        ('<a rel="tag" href=/t>Knees</a> <a rel="category tag" href=/c>Bones</a>', "tags", ("Knees", "Bones")),
        (article(headline="Tom &amp; <b>Jerry</b>"), "title", "Tom & Jerry"),
        ('<meta itemprop="name" content="Knees">', "title", "Knees"),
        (
            '<script type="application/ld+json">{"@type":"MedicalWebPage","specialty":"https://schema.org/Nursing"}</script>',
            "specialty",
            "Nursing",
        ),
    ],
)
def test_other_fields(html: str, field: str, value: object) -> None:
    """Each field has its sources; addresses become absolute."""
    found = getattr(read(html), field)
    is_path = isinstance(value, str) and value.startswith("/")
    assert found == (f"https://clinic.example{value}" if is_path else value)
