"""Two tools on the same pages."""

from __future__ import annotations

from cleaner.evaluate import GoldPage, compare_tools, measure_tool, show_comparison

PAGES = tuple(
    GoldPage(page_id=name, html=b"", gold="one two", domain=name, page_type="article", must_have=("one",))
    for name in "abc"
)


def test_pages_are_won_lost_and_tied() -> None:
    """Each page is counted once, and the page that was lost is named."""
    ours = measure_tool("ours", lambda page: {"a": "one two", "b": "", "c": "one two"}[page.page_id], PAGES)
    peer = measure_tool("peer", lambda page: {"a": "", "b": "one two", "c": "one two"}[page.page_id], PAGES)
    comparison = compare_tools(ours, peer, PAGES)
    assert (comparison.wins, comparison.losses, comparison.ties) == (1, 1, 1)
    assert comparison.worst == (1,)


def test_the_table_has_every_type_and_the_snippets() -> None:
    """A reader sees F1 by page type and how many snippets were found."""
    ours = measure_tool("ours", lambda _: "one two", PAGES, timed=False)
    shown = "\n".join(show_comparison([ours], [], PAGES))
    assert "article        n=    3  F1=1.0000 [1.0000, 1.0000]" in shown
    assert "must_have found 3/3" in shown
    assert "ms CPU" not in shown
