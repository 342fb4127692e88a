"""Clinic dumps written by hand, each line marked before any output was seen: what must stay and what must go.

A line of a file in `dumps/` begins with `+` (stays), `-` (goes) or `~` (either is right).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from dedupe_sites import label_repeats

DUMPS = sorted((Path(__file__).parent / "dumps").glob("*.txt"))


def judge_lines(path: Path, between: str) -> list[tuple[str, str, bool]]:
    """Gives each line's mark, its text and whether it was kept."""
    lines = [(line[0], line[2:]) for line in path.read_text(encoding="utf-8").splitlines()]
    body = between.join(text for _, text in lines)
    page = segment_page(Page(page_id=path.stem, body=body, kind=PageKind.TEXT))
    judged = label_repeats(page)
    return [(mark, text, label.kept) for (mark, text), label in zip(lines, judged, strict=True)]


@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank lines", "single newlines"])
@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_dump_keeps_its_content_and_loses_its_forms(path: Path, between: str) -> None:
    """Every line of content stays, and every line of a form, a newsletter box or a pop-up that repeats goes."""
    lines = judge_lines(path, between)
    assert [text for mark, text, kept in lines if mark == "+" and not kept] == []
    assert [text for mark, text, kept in lines if mark == "-" and kept] == []
