"""`cleaner run --references FILE`: the references of all pages in one file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner.errors import SettingsError
from cleaner.run.execute import execute_run
from cleaner.run.request import RunRequest

PROSE = "<p>Pain in the knee is common among adults who walk a lot, and most of them get well without an operation.</p>"
CITING = (
    "<main><h1>Knees</h1>{0}<h2>References</h2><ol><li>Ngata P. Urate and gout {1}. Joint Arch. 2017;24:990.</li>"
    "<li>Sorrel V. Knees {1}. Joint Arch. 2018;25:1.</li></ol></main>"
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Three pages, of which two cite two works each."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(CITING.format(PROSE, "a"))
    (folder / "b.html").write_text(f"<main><h1>Hips</h1>{PROSE}</main>")
    (folder / "c.html").write_text(CITING.format(PROSE, "c"))
    return folder


def _run(pages: Path, out: Path, references: Path, **choices: object) -> None:
    execute_run(RunRequest(inputs=(str(pages),), out=out, references=references, **choices))  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [1, 2])
def test_each_reference_is_a_row_in_the_order_of_the_inputs(pages: Path, tmp_path: Path, workers: int) -> None:
    """A row has its page's id and its place on the page, whatever the number of workers."""
    _run(pages, tmp_path / "out", tmp_path / "refs.jsonl", workers=workers)
    rows = [json.loads(line) for line in (tmp_path / "refs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["page_id"], row["index"], row["title"]) for row in rows] == [
        ("a.html", 0, "Urate and gout a"),
        ("a.html", 1, "Knees a"),
        ("c.html", 0, "Urate and gout c"),
        ("c.html", 1, "Knees c"),
    ]
    assert "url" in rows[0]


@pytest.mark.parametrize("output_format", ["text", "jsonl"])
def test_a_run_that_goes_on_writes_the_same_file(pages: Path, tmp_path: Path, output_format: str) -> None:
    """Pages that an earlier run has finished keep their rows; those of a page that changed are new."""
    references = tmp_path / "refs.jsonl"
    _run(pages, tmp_path / "out", references, workers=1, output_format=output_format)
    first = references.read_bytes()
    references.unlink()
    _run(pages, tmp_path / "out", references, workers=1, output_format=output_format)
    assert references.read_bytes() == first
    (pages / "a.html").write_text(f"<main><h1>Knees</h1>{PROSE}{PROSE}</main>")
    _run(pages, tmp_path / "out", references, workers=1, output_format=output_format)
    assert {json.loads(line)["page_id"] for line in references.read_text().splitlines()} == {"c.html"}


def test_the_file_is_empty_where_no_page_cites(pages: Path, tmp_path: Path) -> None:
    """A run without references still writes the file, so that nobody waits for it."""
    _run(pages / "b.html", tmp_path / "out", tmp_path / "refs.jsonl", workers=1)
    assert (tmp_path / "refs.jsonl").read_bytes() == b""


def test_a_folder_or_the_manifest_is_refused(pages: Path, tmp_path: Path) -> None:
    """What cannot be the file of references is said before anything is written."""
    for path in (tmp_path, tmp_path / "out" / "manifest.jsonl"):
        with pytest.raises(SettingsError):
            _run(pages, tmp_path / "out", path)
    assert not (tmp_path / "out").exists()
