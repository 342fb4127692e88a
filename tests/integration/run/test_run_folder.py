"""`cleaner run` from the outside: what it writes, how it counts, how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.errors import SettingsError, SinkError, SourceError
from cleaner.run.execute import execute_run
from cleaner.run.request import RunRequest
from cleaner.run.state import RunState
from run_outputs import read_rows, read_tree

PAGE = (
    "<html><body><main><h1>{0}</h1><p>Water number {0} boils at one hundred degrees on the sea shore, and at fewer"
    " degrees on a mountain, where the air is thin.</p></main></body></html>"
)


@pytest.fixture
def pages(tmp_path):
    """A folder tree of pages, with traps."""
    folder = tmp_path / "in"
    for name in ("a.html", "A.html", "sub/b.htm", "sub/deep/c.txt", "con.html", "manifest.jsonl.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(name.replace("/", " ")))
    (folder / "empty.html").write_text("")
    (folder / "damaged.html.gz").write_bytes(b"not packed at all")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def _cleaner(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "cleaner", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")},
        timeout=60,
    )


def test_every_input_is_one_row_and_the_sum_adds_up(pages, tmp_path):
    """Pages in are rows out: written, empty or rejected."""
    done = _cleaner("run", pages, "-o", tmp_path / "out")
    rows = read_rows(tmp_path / "out")
    assert len(rows) == 8
    assert len({row["page_id"] for row in rows}) == 8
    assert {row["status"] for row in rows} <= {"written", "empty", "rejected"}
    counts = [sum(row["status"] == status for row in rows) for status in ("written", "empty", "rejected")]
    assert "in 8 = written {} + empty {} + rejected {}".format(*counts) in done.stderr
    assert done.stdout == ""
    assert done.returncode == (1 if counts[2] else 0)


def test_outputs_never_share_a_name(pages, tmp_path):
    """Names that differ in case, or are reserved, lead to files of their own."""
    out = tmp_path / "out"
    execute_run(RunRequest(inputs=(str(pages),), out=out))
    outputs = [row["output"] for row in read_rows(out) if row["output"]]
    assert len({output.casefold() for output in outputs}) == len(outputs) == 6
    assert all((out / output).is_file() for output in outputs)
    assert "sub/deep/c.txt" in outputs


def test_worker_counts_do_not_change_a_byte(pages, tmp_path):
    """One worker and three write the same files."""
    trees = []
    for workers in (1, 3):
        out = tmp_path / f"out{workers}"
        execute_run(RunRequest(inputs=(str(pages),), out=out, workers=workers))
        trees.append(read_tree(out))
    assert trees[0] == trees[1]


def test_the_same_run_again_does_nothing_new(pages, tmp_path):
    """What is finished is not done again, and the output stays as it was."""
    request = RunRequest(inputs=(str(pages),), out=tmp_path / "out")
    execute_run(request)
    before = read_tree(tmp_path / "out")
    assert execute_run(request).reused == 8
    assert read_tree(tmp_path / "out") == before


def test_a_changed_page_and_a_lost_output_are_done_again(pages, tmp_path):
    """A run repeats what has changed since, and only that."""
    request = RunRequest(inputs=(str(pages),), out=tmp_path / "out")
    execute_run(request)
    (pages / "sub/b.htm").write_text(PAGE.format("changed and longer"))
    (tmp_path / "out/sub/deep/c.txt").unlink()
    assert execute_run(request).reused == 6
    assert "changed and longer" in (tmp_path / "out/sub/b.txt").read_text()
    assert (tmp_path / "out/sub/deep/c.txt").exists()


def test_the_output_of_other_settings_is_refused(pages, tmp_path):
    """A folder with another run's output is left alone until --overwrite."""
    out = tmp_path / "out"
    assert _cleaner("run", pages, "-o", out).returncode == 1
    before = read_tree(out)
    refused = _cleaner("run", pages, "-o", out, "--keep", "everything")
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    assert read_tree(out) == before
    assert _cleaner("run", pages, "-o", out, "--keep", "everything", "--overwrite").returncode == 1


def test_a_folder_of_something_else_is_refused(pages, tmp_path):
    """Files that no run has written make the folder taboo, and overwriting keeps them."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.doc").write_text("mine")
    request = RunRequest(inputs=(str(pages),), out=out)
    with pytest.raises(SettingsError, match="not empty"):
        execute_run(request)
    execute_run(RunRequest(inputs=(str(pages),), out=out, overwrite=True))
    assert (out / "thesis.doc").read_text() == "mine"


def test_a_run_that_was_killed_before_it_had_a_state_can_go_on(pages, tmp_path):
    """The folder that it has made for its state alone is no other's output."""
    (tmp_path / "out/.cleaner/tmp").mkdir(parents=True)
    assert execute_run(RunRequest(inputs=(str(pages),), out=tmp_path / "out")).inputs == 8


def test_the_output_folder_may_lie_in_the_input_folder(pages):
    """Outputs of the first run are no inputs of the second."""
    request = RunRequest(inputs=(str(pages),), out=pages / "out")
    assert execute_run(request).inputs == execute_run(request).inputs == 8


def test_a_file_named_twice_counts_once(pages, tmp_path):
    """A folder and a file in it are the same input where they meet."""
    request = RunRequest(inputs=(str(pages), str(pages / "a.html")), out=tmp_path / "out")
    assert execute_run(request).inputs == 8


def test_an_input_that_does_not_exist_ends_with_exit_3(tmp_path):
    """The message names it, and nothing is made."""
    done = _cleaner("run", tmp_path / "nowhere", "-o", tmp_path / "out")
    assert done.returncode == 3
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_ends_with_exit_3(pages, tmp_path):
    """A file in the folder's place is said to be one."""
    (tmp_path / "out").write_text("a file")
    done = _cleaner("run", pages, "-o", tmp_path / "out")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)


def test_two_runs_never_write_to_one_folder(pages, tmp_path):
    """The second one is told that the first is at work."""
    request = RunRequest(inputs=(str(pages),), out=tmp_path / "out")
    state = RunState(request)
    try:
        with pytest.raises(SinkError, match="another run"):
            execute_run(request)
    finally:
        state.close()


def test_missing_inputs_are_an_error_in_the_library_too(tmp_path):
    """The library raises what the command line reports."""
    with pytest.raises(SourceError):
        execute_run(RunRequest(inputs=(str(tmp_path / "nowhere"),), out=tmp_path / "out"))


def test_names_that_are_no_unicode_are_taken(tmp_path):
    """A file name of stray bytes is read and shown, not lost."""
    folder = tmp_path / "in"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.html")).write_text(PAGE.format("stray"))
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert execute_run(RunRequest(inputs=(str(folder),), out=tmp_path / "out")).written == 1
    assert read_rows(tmp_path / "out")[0]["page_id"] == "caf\\xe9.html"
