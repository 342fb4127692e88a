"""The JSON of a page's scripts: read once, with one repair, for every room."""

from __future__ import annotations

from typing import Any

import pytest

import cleaner
from cleaner.page import data
from cleaner.page.data import DataScript, read_json, walk_json

THING = """
    {"@type": "ScholarlyArticle", "author": "Ada Roe", "articleBody": "%s",
     "citation": [{"@type": "CreativeWork", "name": "Holt A. Knees that bend. Lancet. 2019;12:4."}]%s}
"""
BODY = "Knees bend when people walk, and that is good for them. " * 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('{"a": 1,}', {"a": 1}),
        ("[1, 2 , ]", [1, 2]),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('// <![CDATA[\n{"a": 1}\n// ]]>', {"a": 1}),
        ('<![CDATA[{"a": 1}]]>', {"a": 1}),
        ('/* data */ {"a": /* one */ 1, // two\n}', {"a": 1}),
        ('{"a": 1}\n{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1};', {"a": 1}),
        ('{"a": "line\nbreak\tand tab"}', {"a": "line\nbreak\tand tab"}),
        ('{"a": "https://b.example/ /* c */ ,]",}', {"a": "https://b.example/ /* c */ ,]"}),
        ('{"a": "\\"//",}', {"a": '"//'}),
        ("{broken", None),
        ('{"a": 1} and more', None),
        ("", None),
    ],
)
def test_json_is_read_as_pages_write_it(text: str, value: Any) -> None:
    """Comments, CDATA, trailing commas, control characters and several values are read; strings stay as they are."""
    assert read_json(text) == value


@pytest.mark.parametrize("text", ["[" * 200_000, '"' + '\\"' * 100_000, "/*" * 100_000, '{"a":' * 50_000])
def test_hostile_json_is_none_at_once(text: str) -> None:
    """What nests without end, or never closes a string or a comment, is no JSON."""
    assert read_json(text) is None


def test_json_is_walked_in_the_order_of_the_page() -> None:
    """Every value comes with its keys, those of lists empty; what nests too deep is left out."""
    assert list(walk_json({"a": [1, {"b": 2}]})) == [
        ((), {"a": [1, {"b": 2}]}),
        (("a",), [1, {"b": 2}]),
        (("a", ""), 1),
        (("a", ""), {"b": 2}),
        (("a", "", "b"), 2),
    ]
    deep: Any = "end"
    for _ in range(300):
        deep = [deep]
    assert "end" not in [value for _, value in walk_json(deep)]


@pytest.mark.parametrize("slip", ["", ",", ", /* more */", ",\n// more\n"])
def test_every_room_reads_the_same_json(slip: str) -> None:
    """With a slip in the script the author, the citation and the text are found as without."""
    script = THING % (BODY, slip)
    document = cleaner.clean(f'<title>Knees</title><script type="application/ld+json">{script}</script><p>')
    assert document.metadata.authors == ("Ada Roe",)
    assert [reference.title for reference in document.references] == ["Knees that bend"]
    assert any("Knees bend when people walk" in block.text for block in document.blocks)


def test_a_script_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rooms ask for a script's value, and one reading answers them."""
    read: list[str] = []

    def count(text: str) -> Any:
        read.append(text)
        return read_json(text)

    monkeypatch.setattr(data, "read_json", count)
    cleaner.clean(f'<script type="application/ld+json">{THING % (BODY, "")}</script><p>Knees.')
    assert len(read) == 1
    assert DataScript("[1]") == DataScript("[1]")
