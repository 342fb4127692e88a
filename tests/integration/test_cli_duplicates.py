"""`cleaner duplicates OUT`: clusters and marks beside a run's output, which stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import RunCleaner
from dedupe_sites import make_site


def write_pages(folder: Path) -> None:
    """Eight pages of a site without its template, and three further copies of the first that differ in a date."""
    folder.mkdir()
    for number, made in enumerate(make_site("a.example", pages=8, twins=3)):
        body = "\n\n".join(text for text, is_content in made.lines if is_content)
        (folder / f"{number:02d}.txt").write_text(body, encoding="utf-8")


def read_rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("output_format", ["text", "markdown", "json", "tei", "html", "jsonl", "parquet"])
def test_copies_of_a_page_are_marked(tmp_path: Path, run_cleaner: RunCleaner, output_format: str) -> None:
    """Whatever the output's format, three copies of a page are marked with the page that stands for them."""
    write_pages(tmp_path / "pages")
    run_cleaner("run", "pages", "-o", "out", "--format", output_format)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    finished = run_cleaner("duplicates", "out")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.startswith("1 clusters, 3 pages that another stands for")
    (cluster,) = read_rows(tmp_path / "out" / "duplicates.jsonl")
    members = [cluster["representative"], *(page["page_id"] for page in cluster["duplicates"])]
    assert sorted(members) == ["00.txt", "08.txt", "09.txt", "10.txt"]
    marks = read_rows(tmp_path / "out" / "duplicate-marks.jsonl")
    assert {mark["duplicate_of"] for mark in marks} == {cluster["representative"]}
    assert [mark["page_id"] for mark in marks] == sorted(members[1:])
    assert all(path.read_bytes() == content for path, content in before.items())


def test_folder_that_holds_no_run_is_an_input_error(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """A folder without a manifest ends with exit code 3 and a sentence that names it."""
    finished = run_cleaner("duplicates", tmp_path)
    assert finished.returncode == 3
    assert "manifest.jsonl" in finished.stderr


def test_impossible_limit_is_a_usage_error(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """A limit over 100 percent ends with exit code 2."""
    assert run_cleaner("duplicates", tmp_path, "--min-percent", "101").returncode == 2
