"""Structure cases: each folder of `structure` holds a page and what text and Markdown must make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Settings, clean
from cleaner.document import Role
from cleaner.write import render_document

_CASES = sorted(path.parent for path in (Path(__file__).parent / "structure").glob("*/page.html"))
_URL = "https://site.example/a/page"
# Every block but buttons and hidden text is kept: what is tested is structure, not judgement.
_KEEP_ALL = Settings(keep_roles=frozenset(Role) - {Role.CONTROL, Role.HIDDEN}, dedupe=False, references=False)


def test_there_are_cases() -> None:
    """The folder is not empty, or the tests below would say nothing."""
    assert len(_CASES) >= 80


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
@pytest.mark.parametrize(("output_format", "name"), [("text", "expected.txt"), ("markdown", "expected.md")])
def test_structure_is_kept(case: Path, output_format: str, name: str) -> None:
    """Text and Markdown of the page are what a person wrote down for it."""
    page = (case / "page.html").read_bytes()
    document = clean(page, kind="html", url=_URL, settings=_KEEP_ALL)
    assert render_document(document, output_format) == (case / name).read_text(encoding="utf-8")
