"""Site profiles: the same for any order of pages, right about synthetic sites, editable, refused when damaged."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cleaner.document import Label, Page
from cleaner.errors import SourceError
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import SiteLearner, SiteProfiles, key_line, read_profiles, write_profiles
from dedupe_sites import SyntheticPage, label_repeats, make_site

SETTINGS = Settings()


def learn(pages: list[SyntheticPage]) -> SiteLearner:
    learner = SiteLearner(SETTINGS)
    for made in pages:
        learner.add_page(segment_page(made.page))
    return learner


def clean_lines(made: SyntheticPage, profiles: SiteProfiles) -> list[Label]:
    page = segment_page(made.page)
    return list(label_repeats(page, settings=SETTINGS, profiles=profiles))


def test_synthetic_sites_lose_their_boilerplate_and_no_content() -> None:
    """Of synthetic sites, at least 98 % of the boilerplate words go, and not one word of content."""
    sites = [make_site(f"clinic{n}.example", pages=20, twins=10, seed=n) for n in range(5)]
    profiles = learn([made for site in sites for made in site]).freeze()
    removed = boilerplate = lost = 0
    for made in (made for site in sites for made in site):
        for (text, is_content), label in zip(made.lines, clean_lines(made, profiles), strict=True):
            words = len(text.split())
            boilerplate += 0 if is_content else words
            removed += words if not is_content and not label.kept else 0
            lost += words if is_content and not label.kept else 0
    assert lost == 0
    assert removed >= 0.98 * boilerplate


def test_order_shards_and_repeats_do_not_matter(tmp_path: Path) -> None:
    """Any order, any sharding and pages that come again give the same file, byte for byte."""
    pages = [*make_site("a.example", pages=90, twins=5), *make_site("b.example", pages=12)]
    files = []
    for shards in (1, 2, 7):
        for seed in range(5):
            shuffled = [*pages, *pages[:9]]
            random.Random(seed).shuffle(shuffled)
            parts = [learn(shuffled[n::shards]) for n in range(shards)]
            for part in parts[1:]:
                parts[0].merge(part)
            path = tmp_path / f"{shards}-{seed}.sqlite"
            write_profiles(parts[0].freeze(), path)
            files.append(path.read_bytes())
    assert len(set(files)) == 1


def test_near_identical_pages_count_once() -> None:
    """Ten copies of a page that differ in a date and a price teach nothing about the site."""
    assert not learn(make_site("a.example", pages=1, twins=20)).freeze().sites


def test_few_pages_teach_nothing() -> None:
    """One page tells nothing about its site, and the profile says that it was seen; two teach what both have."""
    alone = learn(make_site("a.example", pages=1)).freeze()
    assert (alone.sites, alone.pages, alone.list_untaught()) == ({}, {"a.example": 1}, ["a.example"])
    assert learn(make_site("a.example", pages=2)).freeze().list_untaught() == []


def test_pages_of_each_language_are_counted_by_themselves() -> None:
    """The lines of four French pages are learned beside twelve German ones of the same site."""
    footers = {
        "de": ("Wir sind für Sie da und helfen, wenn es nicht heilt", "Impressum und Datenschutz der Praxis"),
        "fr": ("Nous sommes là pour vous et cette maison est ouverte", "Mentions légales de la maison"),
    }
    words = {"de": "Kapitel {} ist neu und wir sind froh", "fr": "Le chapitre {} est neuf et nous sommes ravis"}
    learner = SiteLearner(SETTINGS)
    for number, language in enumerate(["de"] * 12 + ["fr"] * 4):
        body = "\n\n".join([words[language].format("abcdefghijklmnop"[number] * 9), *footers[language]])
        page = Page(page_id=str(number), url=f"https://a.example/{number}", body=body, kind=PageKind.TEXT)
        learner.add_page(segment_page(page))
    lines = learner.freeze().sites["a.example"]
    assert {(line.text, line.pages, line.of) for line in lines.values()} == {
        *((text, 12, 12) for text in footers["de"]),
        *((text, 4, 4) for text in footers["fr"]),
    }


def test_dumps_of_several_sites_in_one_folder_are_told() -> None:
    """Pages of two sites without addresses in one folder teach nothing; with addresses they are two sites."""
    pages = [*make_site("a.example", pages=5, seed=1), *make_site("b.example", pages=5, seed=2)]
    learner = SiteLearner(SETTINGS)
    for number, made in enumerate(pages):
        learner.add_page(segment_page(Page(page_id=f"dumps/{number}", body=made.page.body, kind=PageKind.TEXT)))
    assert learner.list_mixed() == ["dumps/"]
    assert learner.freeze().list_untaught() == ["dumps/"]
    assert sorted(learn(pages).freeze().sites) == ["a.example", "b.example"]


def test_one_site_in_one_folder_is_no_mixture() -> None:
    """Pages of one site without addresses are learned."""
    learner = SiteLearner(SETTINGS)
    for number, made in enumerate(make_site("a.example", pages=5)):
        learner.add_page(segment_page(Page(page_id=f"dumps/{number}", body=made.page.body, kind=PageKind.TEXT)))
    assert sorted(learner.freeze().sites) == ["dumps/"]


def test_a_template_is_learned_where_its_lines_are_not() -> None:
    """A call with another town on each page is one line of the profile, shown with its slots."""
    learner = SiteLearner(SETTINGS)
    for number, town in enumerate(["Sampletown", "Testford", "Exampleville"]):
        body = f"Story of {town.casefold() * 3}\n\nCall our team in {town} today"
        page = Page(page_id=str(number), url=f"https://a.example/{number}", body=body, kind=PageKind.TEXT)
        learner.add_page(segment_page(page))
    assert [line.text for line in learner.freeze().sites["a.example"].values()] == ["call our team in @ today"]


def test_small_sites_need_more_of_their_pages() -> None:
    """Of six pages a line must stand on five; of eight, four are enough."""

    def count_lines(pages: int, sharing: int) -> int:
        texts = [f"only here {'abcdefgh'[n] * 3}" for n in range(pages)]
        learner = SiteLearner(SETTINGS)
        for n, text in enumerate(texts):
            body = f"{text}\n\nOur clinic in the old town" if n < sharing else text
            page = Page(page_id=str(n), url=f"https://a.example/{n}", body=body, kind=PageKind.TEXT)
            learner.add_page(segment_page(page))
        return len(learner.freeze().sites.get("a.example", {}))

    assert [count_lines(6, 4), count_lines(6, 5), count_lines(8, 3), count_lines(8, 4)] == [0, 1, 0, 1]


def test_one_article_under_many_towns_stays() -> None:
    """A service's page that stands once for each of twelve towns, its title changed, keeps its paragraphs."""
    articles = [made for made in make_site("a.example", pages=9) if made.lines]
    shared = [text for text, kept in articles[0].lines if kept and len(text.split()) > 20]
    menu = [text for text, kept in articles[0].lines[:4]]
    pages = [made.page for made in articles]
    for town in range(12):
        body = "\n\n".join([*menu, f"Knee care in town {town}", *shared])
        pages.append(Page(page_id=f"t{town}", url=f"https://a.example/t{town}", body=body, kind=PageKind.TEXT))
    learner = SiteLearner(SETTINGS)
    for page in pages:
        learner.add_page(segment_page(page))
    profiles = learner.freeze()
    page = segment_page(pages[-1])
    judged = label_repeats(page, settings=SETTINGS, profiles=profiles)
    left = [block.text for block, label in zip(page.blocks, judged, strict=True) if label.kept]
    assert left == ["Knee care in town 11", *shared]


def test_page_of_its_sites_lines_alone_is_not_emptied() -> None:
    """A page that holds nothing but its site's menu and footer keeps them, and the labels say why."""
    site = make_site("a.example", pages=10)
    profiles = learn(site).freeze()
    menu = "\n\n".join(text for text, _ in site[0].lines[:4])
    page = segment_page(Page(page_id="m", url="https://a.example/m", body=menu, kind=PageKind.TEXT))
    judged = label_repeats(page, settings=SETTINGS, profiles=profiles)
    assert all(label.kept for label in judged)
    assert "kept, since 100 % of the body would go" in judged[0].evidence


def test_kept_line_stays(tmp_path: Path) -> None:
    """A line that a person has marked as content stays, the mark survives the file, and the id changes with it."""
    site = make_site("a.example", pages=10)
    profiles = learn(site).freeze()
    text = site[0].lines[0][0]
    marked = profiles.mark_kept("a.example", key_line(text))
    write_profiles(marked, tmp_path / "p.sqlite")
    assert read_profiles(tmp_path / "p.sqlite") == marked
    assert marked.profile_id != profiles.profile_id
    assert clean_lines(site[0], marked)[0].kept
    assert not clean_lines(site[0], profiles)[0].kept


def test_label_names_profile_and_pages() -> None:
    """The label of a removed line says on how many pages of the site it stands, and which profile says so."""
    site = make_site("a.example", pages=10)
    profiles = learn(site).freeze()
    label = clean_lines(site[0], profiles)[0]
    assert label.rule == "site:edge"
    key = key_line(site[0].lines[0][0])
    assert label.evidence == (
        f"on 10 of 10 pages of this site (profile {profiles.profile_id});"
        f" `cleaner sites keep PROFILE a.example {key:016x}` keeps it"
    )


def test_html_pages_are_only_reported() -> None:
    """On an HTML page a site's line stays, and its label says that the site repeats it."""
    site = make_site("a.example", pages=10)
    profiles = learn(site).freeze()
    html = "".join(f"<p>{text}</p>" for text, _ in site[0].lines[:6])
    page = segment_page(type(site[0].page)(page_id="h", url=site[0].page.url, body=html, kind=PageKind.HTML))
    judged = label_repeats(page, settings=SETTINGS, profiles=profiles)
    assert judged[0].kept
    assert "on 10 of 10 pages" in judged[0].evidence


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00 cut"])
def test_what_is_no_profile_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that holds no profiles is refused with an error that names it."""
    path = tmp_path / "p.sqlite"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"p\.sqlite"):
        read_profiles(path)
