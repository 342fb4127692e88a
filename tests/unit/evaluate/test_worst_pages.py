"""The pages about the worst pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.errors import SinkError
from cleaner.evaluate import GoldPage, measure_tool, write_worst_pages
from cleaner.evaluate.worst_pages import mark_differences

HOSTILE = GoldPage(
    page_id="../../evil", html=b'"></iframe><script>alert(1)</script>', gold="wanted <b>text", url="javascript:x"
)


def test_lost_and_added_words_are_marked_and_escaped() -> None:
    """A reader sees what is missing and what is too much, as text and never as markup."""
    assert mark_differences("a <b> c", "a <b> d") == "a &lt;b&gt; <del>c</del><ins>d</ins>"


def test_a_hostile_page_stays_inside_its_frame(tmp_path: Path) -> None:
    """The scraped page is escaped into a frame without rights, and its id cannot leave the folder."""
    ours = measure_tool("ours", lambda _: "", (HOSTILE,))
    [index] = write_worst_pages(tmp_path, ours, (), (HOSTILE,))
    [view] = [path for path in index.parent.iterdir() if path != index]
    shown = view.read_text(encoding="utf-8")
    assert "<script" not in shown
    assert '<iframe sandbox="" srcdoc="&quot;&gt;&lt;/iframe&gt;' in shown
    assert "default-src 'none'" in shown
    assert sorted(path.name for path in tmp_path.rglob("*.html")) == sorted([index.name, view.name])


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    """What cannot be written is an error with the path."""
    blocked = tmp_path / "file"
    blocked.write_text("x")
    ours = measure_tool("ours", lambda _: "", (HOSTILE,))
    with pytest.raises(SinkError, match="file"):
        write_worst_pages(blocked, ours, (), (HOSTILE,))
