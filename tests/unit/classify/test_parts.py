"""Which part each block plays, told by the elements around it and by its own words."""

from __future__ import annotations

from cleaner.classify.parts import find_comments, find_zones
from cleaner.document import Page
from cleaner.page.columns import PageColumns
from cleaner.segment import segment_page

PROSE = "<p>" + "Cool the ankle for ten minutes every hour and keep it high. " * 4 + "</p>"


def cut(body: str) -> PageColumns:
    """Cuts a page into blocks."""
    return segment_page(Page(page_id="ankle", body=body))


def name_zones(body: str) -> list[str | None]:
    """Gives the rule that names each block's zone."""
    page = cut(body)
    return [zone and zone.name for zone in find_zones(page)]


def test_the_outermost_name_of_a_zone_counts() -> None:
    """A share box inside a footer is the footer."""
    assert name_zones(f"<main>{PROSE}</main><footer><div class=share><p>Follow us</p></div></footer>") == [
        None,
        "footer-element",
    ]


def test_a_header_is_navigation_unless_it_heads_an_article() -> None:
    """The page's header is a zone, the header of an article is none."""
    body = f"<header><p>Clinic</p></header><article><header><p>Ankles</p></header>{PROSE}</article>"
    assert name_zones(body) == ["page-header", None, None]


def test_a_zone_that_holds_the_prose_of_the_page_is_none() -> None:
    """A form around the whole page names nothing."""
    assert name_zones(f"<form>{PROSE}<p>Next</p></form>") == [None, None]


def test_comments_are_told_by_whole_words_of_class_and_id() -> None:
    """`user-comment` is a comment, `commentary` is none, and what stands inside a comment is one."""
    page = cut("<div class=user-comment><div><p>Thanks</p></div></div><div id=commentary><p>More</p></div>")
    assert find_comments(page) == [0]


def test_a_text_dump_has_no_surroundings() -> None:
    """Without elements all columns are empty."""
    assert cut("Cool the ankle.").surroundings == ((), (), ())
