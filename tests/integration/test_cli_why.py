"""`cleaner why`: which block holds the words, what became of it, and what would change that."""

from __future__ import annotations

from pathlib import Path

from conftest import RunCleaner

PAGE = """<html><body><nav><a href=/>Home</a> <a href=/prices>Our prices and opening hours</a></nav><main>
<h1>After a fall</h1><p>Rest for a day, cool the joint and keep it high; see a doctor if it does not bear weight.</p>
<p>Most sprains heal within six weeks, and gentle movement helps them along from the third day on.</p></main>"""


def test_kept_words_name_their_block(run_cleaner: RunCleaner, tmp_path: Path) -> None:
    """Words of the article are kept; block, role, rule and score are told."""
    (tmp_path / "fall.html").write_text(PAGE)
    result = run_cleaner("why", "fall.html", "cool the joint")
    assert result.returncode == 0
    assert "kept as" in result.stdout
    assert "score" in result.stdout


def test_dropped_words_name_the_setting_that_keeps_them(run_cleaner: RunCleaner, tmp_path: Path) -> None:
    """Words of the navigation are dropped, and the answer says how to keep them."""
    (tmp_path / "fall.html").write_text(PAGE)
    result = run_cleaner("why", "fall.html", "our PRICES  and opening")
    assert "dropped as" in result.stdout
    assert "keep_roles" in result.stdout


def test_words_over_two_blocks_are_found(run_cleaner: RunCleaner, tmp_path: Path) -> None:
    """Words that run from a heading into its paragraph are found in both blocks."""
    (tmp_path / "fall.html").write_text(PAGE)
    assert run_cleaner("why", "fall.html", "after a fall rest for a day").stdout.count("block ") == 2


def test_absent_words_are_exit_1(run_cleaner: RunCleaner, tmp_path: Path) -> None:
    """Words that stand nowhere on the page are said to."""
    (tmp_path / "fall.html").write_text(PAGE)
    result = run_cleaner("why", "fall.html", "broken arm")
    assert result.returncode == 1
    assert "stands nowhere on the page" in result.stderr
