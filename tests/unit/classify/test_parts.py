"""Which part each block plays, told by the elements around it and by its own words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

import cleaner
from cleaner.classify.parts import find_comments, find_fragment_parts, find_parts, find_title, find_zones
from cleaner.document import Finding, Page, Role
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.segment import segment_page

PROSE = "<p>" + "Cool the ankle for ten minutes every hour and keep it high. " * 4 + "</p>"


def cut(body: str) -> PageColumns:
    """Cuts a page into blocks."""
    return segment_page(Page(page_id="ankle", body=body, kind=PageKind.HTML))


def name_zones(body: str) -> list[str | None]:
    """Gives the rule that names each block's zone."""
    return [zone and zone.name for zone in find_zones(cut(body))]


def list_texts(page: PageColumns, findings: tuple[Finding, ...]) -> Mapping[str, list[str]]:
    """The texts that each rule speaks of."""
    return {finding.rule: [page.blocks.texts[index] for index in finding.blocks] for finding in findings}


def find(body: str, *, is_content: bool = True) -> Mapping[str, list[str]]:
    """The texts that each rule speaks of on a page that the network has judged, all of it one way."""
    page = cut(body)
    content = np.full(len(page.blocks), is_content)
    return list_texts(page, find_parts(page, content, find_title(page)))


def find_in_fragment(body: str) -> Mapping[str, list[str]]:
    """The texts that each rule speaks of on a page that is too short for the network."""
    page = cut(body)
    return list_texts(page, find_fragment_parts(page))


# ---- zones


@pytest.mark.parametrize(
    ("start", "rule", "role"),
    [
        ("<nav>", "nav-element", Role.NAVIGATION),
        ("<header>", "page-header", Role.NAVIGATION),
        ("<footer>", "footer-element", Role.FOOTER),
        ("<form>", "form-element", Role.FORM),
        ("<dialog open>", "dialog-element", Role.PROMOTION),
        ("<noscript>", "noscript-element", Role.HIDDEN),
        ("<div role=navigation>", "navigation-role", Role.NAVIGATION),
        ("<div role=menubar>", "menu-role", Role.NAVIGATION),
        ("<div role=contentinfo>", "contentinfo-role", Role.FOOTER),
        ("<div role=search>", "search-role", Role.FORM),
        ("<div role=dialog>", "dialog-role", Role.PROMOTION),
        ("<div role=alertdialog>", "alertdialog-role", Role.CONSENT),
        ("<div role=banner>", "banner-role", Role.NAVIGATION),
        ("<div class='site-cookie-bar'>", "named-consent", Role.CONSENT),
        ("<div id=Share_Buttons>", "named-share", Role.SHARE),
        ("<div class='post related'>", "named-related", Role.RELATED),
        ("<div class=newsletter-box>", "named-promotion", Role.PROMOTION),
        ("<ul class=breadcrumb>", "named-navigation", Role.NAVIGATION),
        ("<div class=copyright>", "named-footer", Role.FOOTER),
        ("<div class=wpcf7>", "named-form", Role.FORM),
        ("<div id=sidebar>", "named-boilerplate", Role.BOILERPLATE),
        ("<div class='about-author clearfix'>", "named-author_bio", Role.AUTHOR_BIO),
        ("<div class=author-bio>", "named-author_bio", Role.AUTHOR_BIO),
        ("<div class=post_tags>", "named-tags", Role.TAGS),
        ("<div class='wp-block-tag-cloud'>", "named-tags", Role.TAGS),
    ],
)
def test_a_zone_is_named_by_its_element(start: str, rule: str, role: Role) -> None:
    """What stands in an element of this name is that part of the page, and what stands beside it none."""
    zones = find_zones(cut(f"<main>{PROSE}</main>{start}<p>Oakes, knees, motion"))
    assert [(zone.name, zone.role) if zone else None for zone in zones] == [None, (rule, role)]


def test_the_outermost_name_of_a_zone_counts() -> None:
    """A share box inside a footer is the footer."""
    assert name_zones(f"<main>{PROSE}</main><footer><div class=share><p>Follow us</p></div></footer>") == [
        None,
        "footer-element",
    ]


def test_the_first_word_that_names_a_zone_counts() -> None:
    """Of `cookie-popup` the cookie counts, and two words side by side count where neither counts alone."""
    body = f"<main>{PROSE}</main><div class='cookie-popup'><p>We use some</p></div><div class='bio author'><p>Oakes"
    assert name_zones(body) == [None, "named-consent", None]


def test_a_header_is_navigation_unless_it_heads_an_article() -> None:
    """The page's header is a zone, the header of an article is none unless its class names one."""
    body = (
        f"<header><p>Clinic</p></header><article><header><p>Ankles</p></header>"
        f"<header class=breadcrumb><p>Joints</p></header>{PROSE}</article>"
    )
    assert name_zones(body) == ["page-header", None, "named-navigation", None]


def test_names_of_the_whole_page_say_nothing() -> None:
    """Themes write on the body that the page has a sidebar, and on the article that it was shared."""
    assert name_zones("<body class=has-sidebar><main id=nav><article class=share><p>Short</p></article></main>") == [
        None
    ]


def test_a_zone_that_holds_the_prose_of_the_page_is_none() -> None:
    """A form around the whole page names nothing."""
    assert name_zones(f"<form>{PROSE}<p>Next</p></form>") == [None, None]


def test_a_zone_with_less_than_half_of_the_prose_stays_one() -> None:
    """A sidebar with a paragraph beside an article of two is a sidebar."""
    assert name_zones(f"<main>{PROSE}{PROSE}</main><div class=sidebar>{PROSE}") == [None, None, "named-boilerplate"]


def test_a_text_dump_has_no_surroundings() -> None:
    """Without elements there are no zones, and nobody stands in a comment."""
    page = segment_page(Page(page_id="ankle", body="Cool the ankle.", kind=PageKind.TEXT))
    assert page.surroundings == ((), (), ())
    assert find_zones(page) == [None]
    assert find_comments(page) == []


# ---- parts of a page that the network has judged


def test_comments_are_told_by_whole_words_of_class_and_id() -> None:
    """`user-comment` is a comment, `commentary` is none, and what stands inside a comment is one."""
    body = "<div class=user-comment><div><p>Thanks</p></div></div><div id=commentary><p>More</p></div>"
    assert find(body)["model:comment-words"] == ["Thanks"]


@pytest.mark.parametrize("names", ["itemprop=reviewBody", "class=testimonials", "id=review-7"])
def test_reviews_are_comments(names: str) -> None:
    """What customers and patients write is a comment, whatever attribute says so."""
    assert find(f"<div {names}><p>Thanks</p></div><p>Cool the ankle")["model:comment-words"] == ["Thanks"]


def test_the_title_is_the_heading_that_the_page_calls_itself_by() -> None:
    """The first heading whose words stand in the page's title, else the only one of the first level."""
    assert find("<title>Bending the knee | Clinic</title><h1>Clinic team<h2>Bending the knee")["model:page-title"] == [
        "Bending the knee"
    ]
    assert find("<title>Clinic</title><h1>Bending the knee<h2>Motion")["model:page-title"] == ["Bending the knee"]
    assert "model:page-title" not in find("<h1>Bending</h1><h1>Stretching")


@pytest.mark.parametrize(
    "line", ["By Dr. Ana Reyes", "Von Ana Reyes", "Author: Ana Reyes", "medically reviewed by Ana Reyes"]
)
def test_a_byline_begins_with_the_words_of_one(line: str) -> None:
    """A short line that says by whom the text is is a byline; a sentence that begins alike is none."""
    sentence = "By the third week most people bend the knee as far as they could before the operation, or further."
    assert find(f"<p>{line}<p>{sentence}<p>Bypass")["model:byline-words"] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Updated in spring of 2024",
        "3 May 2024 in Knees, Motion and more that nobody reads",
        "12.5.24",
        "A 7 min read",
        "<time datetime=2024-05-03>yesterday</time>",
    ],
)
def test_a_short_line_with_a_day_or_a_time_of_reading_is_a_date_line(line: str) -> None:
    """Dates in words and in numbers, what is marked as a time, and minutes of reading."""
    assert len(find(f"<p>{line}<h2>May 2024</h2><p>Bend the knee")["model:date-line"]) == 1


def test_author_boxes_and_tags_are_parts_where_they_are_content() -> None:
    """Where the network keeps a box, its name says what it is; where it does not, the zone says so."""
    body = f"<main>{PROSE}</main><div class=author-box><p>Oakes bends knees</p></div><div class=tag-list><p>Knee</p>"
    found = find(body)
    assert (found["model:author-bio"], found["model:tags"]) == (["Oakes bends knees"], ["Knee"])
    found = find(body, is_content=False)
    assert "model:author-bio" not in found
    assert "model:tags" not in found
    assert (found["model:named-author_bio"], found["model:named-tags"]) == (["Oakes bends knees"], ["Knee"])


def test_controls_hidden_texts_and_links_have_names_of_their_own() -> None:
    """In the open page a text of links is navigation and a hidden one hidden; in a zone the zone says more."""
    body = "<button>Send</button><p hidden>Loading</p><p><a href=/a>Knees</a></p>"
    found = find(body, is_content=False)
    assert (found["model:control"], found["model:hidden"], found["model:links"]) == (["Send"], ["Loading"], ["Knees"])
    found = find(f"<nav>{body}</nav>", is_content=False)
    assert not {"model:hidden", "model:links"} & set(found)
    assert found["model:nav-element"] == ["Send", "Loading", "Knees"]


@pytest.mark.parametrize(
    ("markup", "kind", "role"),
    [
        ("<h2>Ice</h2>", "heading", Role.HEADING),
        ("<ul><li>Ice</ul>", "list_item", Role.LIST),
        ("<pre>Ice</pre>", "code", Role.CODE),
        ("<figure><figcaption>Ice</figcaption></figure>", "caption", Role.CAPTION),
        ("<p>Ice</p>", "paragraph", Role.BODY),
        ("<blockquote>Ice</blockquote>", "quote", Role.BODY),
        ("<img src=ice.png>", "media", Role.MEDIA),
    ],
)
def test_content_is_what_its_kind_says(markup: str, kind: str, role: Role) -> None:
    """Without any other name a block of content has the role of its kind, and no content has none."""
    page = cut(markup)
    found = find_parts(page, np.ones(1, dtype=bool), None)
    assert [(finding.rule, finding.role) for finding in found] == [(f"model:kind-{kind}", role)]
    assert find_parts(page, np.zeros(1, dtype=bool), None) == ()


# ---- parts of a page that is too short for the network


def test_short_hidden_texts_of_a_fragment_are_hidden() -> None:
    """A hidden word is a message for later; a hidden sentence is a panel that opens."""
    sentence = "Cool the ankle for ten minutes every hour and keep it high."
    assert find_in_fragment(f"<p hidden>Thank you</p><p hidden>{sentence}")["hidden-fragment"] == ["Thank you"]


def test_links_of_a_word_or_two_are_the_navigation_of_a_fragment() -> None:
    """A longer link is a headline, unless it stands there three times."""
    headline = "<p><a href=/a>Bending the knee after an operation</a></p>"
    assert find_in_fragment(f"<p><a href=/>Read more</a></p>{headline}")["only-links"] == ["Read more"]
    assert "repeated-link" not in find_in_fragment(headline * 2)
    assert len(find_in_fragment(headline * 3)["repeated-link"]) == 3


def test_a_fragment_keeps_its_kinds_and_loses_its_controls_and_zones() -> None:
    """Whatever else is known of a block, its kind is, and what nothing is known of stays."""
    found = find_in_fragment("<h1>Ice</h1><p>Cool it.</p><button>Send</button><nav><p>Home</p></nav>")
    assert found["control"] == ["Send"]
    assert found["nav-element"] == ["Home"]
    assert found["open-paragraph"] == ["Cool it.", "Home"]


# ---- whole pages

BODY = "".join(
    f"<p>On day {number} after the operation the knee bends further, and the pain at night is easier to bear.</p>"
    for number in range(1, 9)
)


def test_a_physicians_bio_is_no_author_box() -> None:
    """On a clinic's page of a physician the part that is called bio is the content."""
    document = cleaner.clean(f"<body><div class='doctor bio'>{BODY}</div>", kind="html")
    assert {label.role for label in document.labels} == {Role.BODY}


@pytest.mark.parametrize(("names", "role"), [("author-bio", Role.AUTHOR_BIO), ("post_tags", Role.TAGS)])
def test_boxes_about_the_author_and_tags_have_roles_of_their_own(names: str, role: Role) -> None:
    """A box of this name has the role, so that `--keep article` is the body alone."""
    page = f"<body><article>{BODY}</article><div class='{names}'><p>Oakes, knees, motion</p></div>"
    document = cleaner.clean(page, kind="html")
    assert [
        label.role for text, label in zip(document.blocks.texts, document.labels, strict=True) if "Oakes" in text
    ] == [role]
