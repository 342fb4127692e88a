"""Which container of a page is its main item, and what each block is to it."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.classify.features import FEATURE_NAMES, read_features
from cleaner.classify.paths import read_paths
from cleaner.classify.scope import Scope, find_scope
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.segment import segment_page

SENTENCE = "Cool the ankle for ten minutes every hour on the first day and keep the foot up."
STORY = "".join(f"<p>{SENTENCE}</p>" for _ in range(4))
TEASERS = "".join(f"<li class=card><h3><a href=/{n}>Story {n}</a></h3><p>{SENTENCE}</p></li>" for n in range(3))
PAGE = f"<body><nav><a href=/>Home</a></nav><main><h1>Ice</h1><div>{STORY}</div></main><ul>{TEASERS}</ul></body>"


def segment(html: str) -> PageColumns:
    """A page of HTML, cut into blocks."""
    return segment_page(Page(page_id="page", body=html, kind=PageKind.HTML))


def read_scope(page: PageColumns, title: int = -1) -> Scope:
    """The scope of a page without linked words."""
    words = page.blocks.words
    return find_scope(read_paths(page), words, np.zeros(len(words)), words >= 8, title)


def read_column(page: PageColumns, name: str) -> list[float]:
    """One feature of all blocks."""
    return [float(value) for value in read_features(page).dense[:, FEATURE_NAMES.index(name)]]


def test_the_container_with_most_prose_is_the_best() -> None:
    """The four paragraphs of the story are in the best container, the teasers after it are not."""
    page = segment(PAGE)
    texts = page.blocks.texts
    inside = [text for text, is_in in zip(texts, read_scope(page).in_best, strict=True) if is_in]
    assert inside.count(SENTENCE) == 4
    assert "Story 0" not in inside


def test_distances_are_counted_from_the_ends_of_the_best_container() -> None:
    """Inside it both are 0; the block right before it is one away, so is the one right after it."""
    scope = read_scope(segment(PAGE))
    first, last = np.flatnonzero(scope.in_best)[[0, -1]].tolist()
    assert not (scope.before_best[first : last + 1] | scope.after_best[first : last + 1]).any()
    assert scope.before_best[first - 1] == 1
    assert scope.after_best[last + 1] == 1


def test_a_page_without_prose_has_no_best_container() -> None:
    """Where every block is a label, nothing is inside, and no score is over 0."""
    scope = read_scope(segment("<ul><li>Home<li>Contact</ul>"))
    assert not scope.in_best.any()
    assert scope.best_score == 0


def test_links_speak_against_a_container() -> None:
    """Of two containers with the same words, the one whose words are links is not the best."""
    page = segment(f"<div><p><a href=/>{SENTENCE}</a><p>{SENTENCE}</div><div><p>{SENTENCE}<p>{SENTENCE}</div>")
    words = page.blocks.words
    linked = np.array([words[0], 0, 0, 0], dtype=np.float64)
    scope = find_scope(read_paths(page), words, linked, words >= 8, -1)
    assert scope.in_best.tolist() == [False, False, True, True]


def test_the_scope_of_the_title_holds_the_text_below_it() -> None:
    """The heading and its paragraphs share a container that the menu and the teasers are not in."""
    page = segment(PAGE)
    title = page.blocks.texts.index("Ice")
    scope = read_scope(page, title)
    assert np.flatnonzero(scope.in_title_scope).tolist() == list(range(title, title + 5))


@pytest.mark.parametrize(("name", "expected"), [("item0_log_siblings", [2.0, 2.0]), ("item0_log_rank", [0.0, 1.0])])
def test_items_are_counted_among_their_like(name: str, expected: list[float]) -> None:
    """Three cards side by side are siblings; the second comes after one."""
    page = segment(PAGE)
    column = read_column(page, name)
    cards = [page.blocks.texts.index("Story 0"), page.blocks.texts.index("Story 1")]
    assert [column[card] for card in cards] == expected


def test_a_heading_that_links_elsewhere_is_seen_from_below() -> None:
    """The text of a teaser knows that the heading above it is a link; the story's knows that it is none."""
    column = read_column(segment(PAGE), "heading_above_linked")
    assert column[2] == 0
    assert column[-1] == 1


def test_the_size_of_an_item_is_told_by_its_largest_sibling() -> None:
    """The longest of three cards has 1, one with half of its words a half."""
    cards = [f"<li><h3>A</h3><p>{' word' * count}</p></li>" for count in (9, 19, 4)]
    sizes = read_column(segment(f"<h1>Cards</h1><ul>{''.join(cards)}</ul>"), "item0_size")
    assert sizes[1::2] == [0.5, 1.0, 0.25]
