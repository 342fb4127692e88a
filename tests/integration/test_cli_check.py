"""`cleaner check`: samples against golden files, and what each difference is called."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, RunCleaner

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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kept as body by", "dropped as body by"),
        ("kept as body by", "kept as table by"),
        ("kept as body by ", "kept as body by another-"),
        (": Cool the ankle", ": Warm the ankle"),
    ],
)
def test_changed_label_is_named_with_its_block(run_cleaner: RunCleaner, folders: Path, before: str, after: str) -> None:
    """Whether a block was kept, as what, by which rule and how it begins is in the golden JSON, and compared."""
    golden = folders / "golden" / "ice.json"
    golden.write_text(golden.read_text().replace(before, after, 1))
    result = run_cleaner("check", "samples", "golden")
    assert result.returncode == 1
    shown = [line for line in result.stdout.splitlines() if "the ankle for ten" in line]
    assert [line[: len("ice: labels: +")] for line in shown] == ["ice: labels: -", "ice: labels: +"]


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


def test_golden_json_of_another_shape_is_exit_3(run_cleaner: RunCleaner, folders: Path) -> None:
    """A golden file that is no JSON object is named as such, with no traceback."""
    (folders / "golden" / "ice.json").write_text("[]")
    result = run_cleaner("check", "samples", "golden")
    assert result.returncode == 3
    assert "ice.json: not a golden file: it holds no object" in result.stderr


def test_folder_without_pages_is_exit_3(run_cleaner: RunCleaner, folders: Path) -> None:
    """A check of nothing does not pass."""
    (folders / "samples" / "ice.html").unlink()
    result = run_cleaner("check", "samples", "golden")
    assert result.returncode == 3
    assert "samples: no page in this folder" in result.stderr


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


def test_samples_of_this_project_are_as_expected(run_cleaner: RunCleaner) -> None:
    """The golden files of this very project are checked, so that one which was altered fails the tests."""
    result = run_cleaner("check", ROOT / "samples", ROOT / "golden")
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize("suffix", [".txt", ".json"])
def test_altered_golden_file_of_this_project_is_found(run_cleaner: RunCleaner, tmp_path: Path, suffix: str) -> None:
    """Two letters more at the end of one golden text, or in one fact of a golden JSON, end the check with 1."""
    name = "german-quellen-typo3"
    for folder in ("samples", "golden"):
        (tmp_path / folder).mkdir()
        for path in (ROOT / folder).glob(f"{name}.*"):
            shutil.copy(path, tmp_path / folder)
    assert run_cleaner("check", "samples", "golden").returncode == 0
    golden = tmp_path / "golden" / f"{name}{suffix}"
    if suffix == ".txt":
        golden.write_text(golden.read_text(encoding="utf-8") + "XX", encoding="utf-8")
    else:
        facts = json.loads(golden.read_text(encoding="utf-8"))
        facts["blocks"][-1] += "XX"
        golden.write_text(json.dumps(facts), encoding="utf-8")
    assert run_cleaner("check", "samples", "golden").returncode == 1
