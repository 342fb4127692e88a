"""`cleaner check`: samples against golden files, and what each difference is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import RunCleaner

PAGE = """<html><head><title>Ice</title></head><body><main><h1>Ice</h1>
<p>Cool the ankle for ten minutes every hour on the first day, with a cloth between ice and skin.</p>
<p>Never put ice on an open wound, and stop at once when the skin turns white or numb.</p></main></body></html>"""


@pytest.fixture
def folders(run_cleaner: RunCleaner, tmp_path: Path) -> Path:
    """A folder of samples with golden files that fit."""
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "ice.html").write_text(PAGE)
    assert run_cleaner("check", "samples", "golden", "--accept").returncode == 0
    return tmp_path


def test_accepted_samples_are_as_expected(run_cleaner: RunCleaner, folders: Path) -> None:
    """What was accepted passes, and the sums are told."""
    result = run_cleaner("check", "samples", "golden")
    assert (result.returncode, result.stdout) == (0, "")
    assert "1 samples = 1 as expected + 0 different" in result.stderr


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("or numb.", "or numb. Ask a doctor.", "ice: lost: Ask a doctor."),
        (" or numb.", ".", "ice: lost: white."),
        ("\n\nNever", "\nNever", "ice: format only: line"),
    ],
)
def test_changed_text_is_named(
    run_cleaner: RunCleaner, folders: Path, before: str, after: str, difference: str
) -> None:
    """Words that the golden text has and the output has not are lost; line breaks alone are format only."""
    golden = folders / "golden" / "ice.txt"
    golden.write_text(golden.read_text().replace(before, after))
    result = run_cleaner("check", "samples", "golden")
    assert result.returncode == 1
    assert difference in result.stdout


def test_moved_words_are_told_from_lost_ones(run_cleaner: RunCleaner, folders: Path) -> None:
    """A paragraph that stands elsewhere has moved; none of its words is lost."""
    golden = folders / "golden" / "ice.txt"
    title, first, second = golden.read_text().strip().split("\n\n")
    golden.write_text("\n\n".join([title, second, first]) + "\n")
    result = run_cleaner("check", "samples", "golden")
    assert "ice: moved:" in result.stdout
    assert "ice: lost:" not in result.stdout


def test_changed_metadata_is_named(run_cleaner: RunCleaner, folders: Path) -> None:
    """Another title in the golden JSON is a difference of metadata."""
    golden = folders / "golden" / "ice.json"
    golden.write_text(golden.read_text().replace('"title": "Ice"', '"title": "Snow"'))
    assert "ice: metadata:" in run_cleaner("check", "samples", "golden").stdout


def test_sample_without_golden_is_a_difference(run_cleaner: RunCleaner, folders: Path) -> None:
    """A new sample does not pass because nobody has written its golden files."""
    (folders / "samples" / "new.html").write_text(PAGE)
    result = run_cleaner("check", "samples", "golden")
    assert result.returncode == 1
    assert "new: added: no golden file new.txt" in result.stdout


def test_golden_without_sample_is_a_difference(run_cleaner: RunCleaner, folders: Path) -> None:
    """A golden file whose sample has gone is told."""
    (folders / "samples" / "ice.html").rename(folders / "samples" / "snow.html")
    assert "ice: lost: a golden file without a sample" in run_cleaner("check", "samples", "golden").stdout


def test_accept_is_refused_on_ci(run_cleaner: RunCleaner, folders: Path) -> None:
    """Where CI is set, golden files are never written."""
    golden = folders / "golden" / "ice.txt"
    golden.write_text("something else\n")
    result = run_cleaner("check", "samples", "golden", "--accept", env={"CI": "true"})
    assert result.returncode == 2
    assert golden.read_text() == "something else\n"


def test_missing_folder_is_exit_3(run_cleaner: RunCleaner) -> None:
    """A folder that does not exist is an input error."""
    result = run_cleaner("check", "nowhere", "golden")
    assert result.returncode == 3
    assert "nowhere: no such folder of samples" in result.stderr
