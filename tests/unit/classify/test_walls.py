"""Pages that were fetched well but are no content have a status of their own, in the library as in a batch."""

from __future__ import annotations

import json

import pytest

import cleaner
from cleaner.document import Reason, Status
from cleaner.write import read_document, render_document

WALLS = {
    Reason.SOFT_404: "<title>404 – Clinic</title><h1>Page not found</h1><p>Try our search, or go back.</p>",
    Reason.BLOCKED: "<title>Just a moment...</title><p>Checking your browser before you go on.</p>",
    Reason.LOGIN_WALL: "<h1>Please log in</h1><p>This part of the site is for patients.</p>",
    Reason.CONSENT_WALL: "<h1>We value your privacy</h1><p>Choose which cookies we may set.</p>",
}


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_is_blocked_and_the_hint_says_by_which_words(wall: Reason) -> None:
    """The status is `blocked`, `wall` says what stands in place of content, and the hint quotes the page."""
    document = cleaner.clean(WALLS[wall], kind="html")
    assert (document.status, document.wall) == (Status.BLOCKED, wall)
    assert "it says" in document.hint


def test_a_caller_may_take_walls_for_pages() -> None:
    """Where walls are not asked about, such a page is a page like others."""
    document = cleaner.clean(WALLS[Reason.SOFT_404], kind="html", settings=cleaner.Settings(reject_walls=False))
    assert (document.status, document.wall, document.hint) == (Status.OK, None, "")


def test_an_article_about_walls_is_none() -> None:
    """A longer text is content, whatever it says."""
    prose = "<p>The guard asked everyone at the gate for a name, and wrote each of them into a long list.</p>" * 20
    document = cleaner.clean(f"<article><h1>Access denied</h1>{prose}</article>", kind="html")
    assert document.status is Status.OK


def test_only_a_blocked_document_names_a_wall_in_json() -> None:
    """JSON has the key where there is something to say, and reads back either way."""
    blocked, plain = (cleaner.clean(page, kind="html") for page in (WALLS[Reason.BLOCKED], "<p>Rest the knee.</p>"))
    assert json.loads(render_document(blocked, "json"))["wall"] == "blocked"
    assert "wall" not in json.loads(render_document(plain, "json"))
    for document in (blocked, plain):
        assert read_document(render_document(document, "json")) == document
