"""What tells whether a page is HTML or flattened text: the caller, its record, its content, in this order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleaner
from cleaner.document import Document
from cleaner.page.blocks import PageKind, Source
from cleaner.page.decoding import sniff_kind
from cleaner.read import PageInput, ReadOptions, find_pages

DUMP = "Knee pain\nRest the knee for two days, then begin to walk."


def find_kinds(path: Path, **options: PageKind) -> list[PageKind | None]:
    return [
        page.kind
        for page in find_pages([str(path)], ReadOptions(**options))
        if isinstance(page, PageInput)  # type: ignore[arg-type]
    ]


def test_a_field_named_html_says_nothing(tmp_path: Path) -> None:
    """Scrapers put flattened text into `html`; the content tells."""
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"html": DUMP, "id": "a"}) + "\n", encoding="utf-8")
    assert find_kinds(path) == [None]
    assert sniff_kind(DUMP) is PageKind.TEXT


def test_a_record_may_say_what_it_is(tmp_path: Path) -> None:
    """The field `kind` of a row wins over its content; other values say nothing."""
    path = tmp_path / "pages.jsonl"
    rows = [{"html": DUMP, "id": str(number), "kind": kind} for number, kind in enumerate(["html", "text", "blog"])]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert find_kinds(path) == [PageKind.HTML, PageKind.TEXT, None]


def test_the_caller_wins_over_names_and_records(tmp_path: Path) -> None:
    """`--kind` holds for every page of the inputs."""
    (tmp_path / "a.html").write_text("<p>a</p>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    assert find_kinds(tmp_path) == [PageKind.HTML, PageKind.TEXT]
    assert find_kinds(tmp_path, kind=PageKind.TEXT) == [PageKind.TEXT, PageKind.TEXT]


@pytest.mark.parametrize(
    "fragment", ["<main>Rest.</main>", "<dl><dt>Gout", "<!-- ad -->Rest", "<svg/>", "\n<x-card a=b>"]
)
def test_what_a_selector_returns_is_html(fragment: str) -> None:
    """A fragment begins with a tag or a comment."""
    assert sniff_kind(fragment) is PageKind.HTML


@pytest.mark.parametrize("text", ["<3 knees", "< 5 mg a day", "<https://clinic.example>", "Take <b> for bold", ""])
def test_a_bracket_alone_is_no_html(text: str) -> None:
    """Text may hold what looks like a tag."""
    assert sniff_kind(text) is PageKind.TEXT


@pytest.mark.parametrize("workers", [1, 2])
def test_many_pages_may_be_told_their_kind(workers: int) -> None:
    """`clean_pages` takes `kind` as `clean` does, in this process and in others."""
    (document,) = cleaner.clean_pages(["<p>Rest the knee.</p>"], kind="text", workers=workers)
    assert isinstance(document, Document)
    assert document.blocks[0].source is Source.TEXT


def test_an_unknown_kind_is_refused() -> None:
    """A kind that there is not is an error of the caller."""
    with pytest.raises(ValueError, match="markdown"):
        list(cleaner.clean_pages(["a"], kind="markdown"))
