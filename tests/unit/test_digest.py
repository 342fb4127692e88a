"""The digest that guards a move of code: the same hashes twice, and a change is named by page and format."""

from __future__ import annotations

from tools.digest import Job, compare_records, digest_page, flatten_page

JOBS = [
    Job(
        "ice",
        b"<h1>Ice</h1><p>Cool the <b>ankle</b> for ten minutes every hour, a cloth between ice and skin.</p>",
        "html",
    ),
    Job("heat", "HEAT\n\nWarm the neck for ten minutes every hour on the first day of a cold.\n", "text"),
]


def test_the_same_pages_give_the_same_hashes() -> None:
    """Two runs over two pages hash every format to the same values; a letter more changes them."""
    first, second = (dict(map(digest_page, JOBS)) for _ in range(2))
    assert first == second
    assert {"to_dict", "text", "markdown", "footnotes"} <= first["ice"].keys()
    assert list(compare_records(first, second, whole=True)) == []
    _, changed = digest_page(Job("heat", str(JOBS[1].body).replace("cold", "colds"), "text"))
    assert [name for name, _ in compare_records(first, {**first, "heat": changed}, whole=True)] == ["heat"]


def test_a_page_that_is_refused_has_a_hash_too() -> None:
    """What says that a page cannot be used is an output as well."""
    assert digest_page(Job("a", b"%PDF-1.7 one", "html"))[1].keys() == {"error"}


def test_a_change_is_named_by_page_and_format() -> None:
    """Only formats that differ are named, added and lost ones too, and only pages that have one, in order."""
    before = {"c": {"text": "1", "json": "2"}, "b": {"text": "3"}, "a": {"text": "4", "tei": "5"}}
    after = {"c": {"text": "1", "json": "9"}, "b": {"text": "3"}, "a": {"text": "8", "html": "5"}}
    assert list(compare_records(before, after, whole=True)) == [("a", ["html", "tei", "text"]), ("c", ["json"])]


def test_a_page_that_has_gone_counts_where_all_were_digested() -> None:
    """A page that is lost is a change, unless only a part of the pages was asked for; a new page always is one."""
    before, after = {"a": {"text": "1"}, "b": {"text": "2"}}, {"a": {"text": "1"}, "c": {"text": "3"}}
    assert list(compare_records(before, after, whole=True)) == [("b", ["text"]), ("c", ["text"])]
    assert list(compare_records(before, after, whole=False)) == [("c", ["text"])]


def test_pages_are_flattened_in_two_ways() -> None:
    """A text node a line, or paragraphs of at most 80 characters; scripts leave no text."""
    page = "<p>one <b>two</b></p><script>x()</script><p>" + "word " * 40
    assert flatten_page(page, wrapped=False).startswith("one \ntwo\n")
    assert max(map(len, flatten_page(page, wrapped=True).splitlines())) <= 80
    assert "x()" not in flatten_page(page, wrapped=True)
