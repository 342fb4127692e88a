"""`cleaner run` as a hostile user would use it: odd outputs, signals, full disks, sources that change."""

import dataclasses
import json
import os
import queue
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cleaner.errors import SettingsError, SinkError
from cleaner.run.execute import execute_run
from cleaner.run.pool import _read_quotas
from cleaner.run.request import RunRequest
from run_outputs import read_rows, read_tree

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
PAGE = (
    "<main><h1>{0}</h1><p>Water number {0} boils at one hundred degrees on the sea shore, and at fewer degrees on a"
    " mountain, where the air is thin.</p></main>"
)


def _cleaner(*arguments, cwd=None, **options):
    return subprocess.run(
        [sys.executable, "-m", "cleaner", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=ENVIRONMENT,
        timeout=60,
        **options,
    )


@pytest.fixture
def folder(tmp_path):
    """Twelve pages."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        (folder / f"page-{number:02}.html").write_text(PAGE.format(number))
    return folder


def test_a_page_that_ends_otherwise_now_leaves_no_old_output(folder, tmp_path):
    """After a change, the output is that of a run which has never seen the old page."""
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    (folder / "page-00.html").write_bytes(b"%PDF-1.7")
    request = RunRequest(inputs=(str(folder),), out=out, workers=1, quarantine=True)
    execute_run(request)
    assert (out / "rejected/page-00.html").exists()
    (folder / "page-00.html").write_text(PAGE.format("zero"))
    (folder / "page-01.html").write_text("<nav>Home</nav>")
    (folder / "page-02.html").write_bytes(b"%PDF-1.7")
    execute_run(request)
    execute_run(dataclasses.replace(request, out=fresh))
    assert read_tree(out) == read_tree(fresh)
    assert [row["status"] for row in read_rows(out)][:3] == ["written", "empty", "rejected"]


def test_files_of_others_in_the_output_are_never_written_over(folder, tmp_path):
    """Not even with --overwrite, which removes what runs have written, bodies of rejected pages too."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "page-00.txt").write_text("mine")
    (folder / "page-01.html").write_bytes(b"%PDF-1.7")
    request = RunRequest(inputs=(str(folder),), out=out, workers=1, quarantine=True, overwrite=True)
    execute_run(request)
    assert (out / "page-00.txt").read_text() == "mine"
    assert read_rows(out)[0]["output"].startswith("page-00~")
    execute_run(dataclasses.replace(request, quarantine=False))
    assert not list(out.rglob("rejected/*"))
    assert len(list(out.glob("page-*.txt"))) == 12


def test_no_link_in_the_output_is_followed_out_of_it(tmp_path):
    """A folder that is a link stops the run with its name."""
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/sub/page.html").write_text(PAGE.format(1))
    (tmp_path / "elsewhere").mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "sub").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SinkError, match="out/sub: is a link"):
        execute_run(RunRequest(inputs=(str(tmp_path / "in"),), out=out, workers=1, overwrite=True))
    assert not list((tmp_path / "elsewhere").iterdir())


def test_the_input_folder_is_refused_as_output(folder):
    """Its outputs would be pages of the next run."""
    answer = _cleaner("run", ".", "-o", ".", "--overwrite", cwd=folder)
    assert answer.returncode == 2
    assert b"is the input too" in answer.stderr
    with pytest.raises(SettingsError):
        execute_run(RunRequest(inputs=(str(folder),), out=folder))


@pytest.mark.parametrize("name", ["empty.jsonl", "picture.png", None])
def test_a_run_that_finds_no_page_says_so_and_does_not_end_with_0(tmp_path, name):
    """A mistake in a path must not look like success."""
    folder = tmp_path / "in"
    folder.mkdir()
    if name:
        (folder / name).write_bytes(b"")
    answer = _cleaner("run", folder, "-o", tmp_path / "out")
    assert answer.returncode == 1
    assert b"no page was found" in answer.stderr


def test_each_reason_for_skipping_names_a_file_of_its_own(tmp_path):
    """The example behind a number is one of those that it counts."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/picture.png").write_bytes(b"")
    os.mkfifo(tmp_path / "in/pipe.html")
    answer = _cleaner("run", tmp_path / "in", "-o", tmp_path / "out")
    lines = [line for line in answer.stderr.decode().splitlines() if "skipped" in line]
    assert ["pipe.html" in line for line in lines] == ["a pipe" in line for line in lines]
    assert len(lines) == 2


def test_reasons_for_skipping_are_listed_up_to_a_bound(tmp_path):
    """A source that declares another type for each record cannot fill the summary; every record is counted."""
    records = []
    for number in range(80):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: odd/{number}\r\n\r\nx"
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        records.append(f"{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n{block}\r\n\r\n")
    (tmp_path / "odd.warc").write_text("".join(records), newline="")
    summary = execute_run(RunRequest(inputs=(str(tmp_path / "odd.warc"),), out=tmp_path / "out", workers=1))
    assert len(summary.skipped) == 51
    assert summary.skipped["of other reasons"] == 30
    assert summary.skipped_examples.keys() == summary.skipped.keys()


def _as_line(number):
    return json.dumps({"html": PAGE.format(number), "id": f"{number:08}-page"}).encode() + b"\n"


def _as_record(number):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE.format(number)}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
    head += f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    return f"{head}{block}\r\n\r\n".encode()


@pytest.mark.parametrize("make", [_as_line, _as_record])
def test_pages_that_come_slowly_are_written_before_the_next_comes(tmp_path, make):
    """Each row of a pipe is written before the next comes, were that never to come, however many came before."""
    pipe, out = tmp_path / "pipe", tmp_path / "out"
    os.mkfifo(pipe)
    ended = queue.SimpleQueue()

    def feed():
        with pipe.open("wb", buffering=0) as source:
            for number in range(20):
                source.write(make(number))
                # Not before the page is done; the time only ends a test that would wait for ever.
                ended.get(timeout=60)
                assert (out / f"pipe/{number:08}-page.txt").exists()

    with ThreadPoolExecutor(1) as feeder:
        fed = feeder.submit(feed)
        request = RunRequest(inputs=(str(pipe),), out=out, workers=2)
        summary = execute_run(request, count=lambda status, size: ended.put((status, size)))
    fed.result()
    assert summary.written == 20


def test_stdin_and_pipes_are_inputs(tmp_path):
    """JSON Lines and single pages, and a changed stdin is done again."""
    out = tmp_path / "out"
    for word, reused in ((b"one", False), (b"one", True), (b"two", False)):
        answer = _cleaner("run", "-", "-o", out, input=PAGE.encode().replace(b"{0}", word))
        assert answer.returncode == 0
        assert (b"1 were finished" in answer.stderr) == reused
    assert "two" in (out / "stdin.txt").read_text()


def test_half_characters_anywhere_leave_the_manifest_whole(tmp_path):
    """In the body, the address and the id."""
    row = {"html": PAGE.format("\ud800"), "url": "http://a/\ud800", "id": "\udc00"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    answer = _cleaner("run", tmp_path / "a.jsonl", "-o", tmp_path / "out")
    assert answer.returncode == 0, answer.stderr
    assert read_rows(tmp_path / "out")[0]["page_id"] == r"\udc00"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("times", [1, 2])
def test_a_run_that_is_ended_by_a_signal_can_go_on(tmp_path, number, code, times):
    """It says how, leaves no process behind, and ends with the bytes of a run that was left alone."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for page in range(300):
        (folder / f"page-{page:04}.html").write_text(PAGE.format(page) * 20)
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaner", "run", str(folder), "-o", str(out), "--workers", "2"],
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    _await_output(out, process)
    for _ in range(times):
        process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == code, errors
    assert b"run the same command again" in errors
    assert b"Traceback" not in errors
    deadline = time.monotonic() + 30
    while _is_alive(process.pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    request = RunRequest(inputs=(str(folder),), out=out, workers=2)
    execute_run(request)
    execute_run(dataclasses.replace(request, out=tmp_path / "whole"))
    assert read_tree(out) == read_tree(tmp_path / "whole")


def _await_output(out, process):
    """Waits for a run's first page; one that has ended without any fails the test, and does not hang it."""
    while not any(out.glob("*.txt")):
        assert process.poll() is None or any(out.glob("*.txt"))
        time.sleep(0.01)


def _is_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_file_that_cannot_be_written_ends_with_3_and_can_go_on(folder, tmp_path):
    """A limit on file sizes stands for a full disk: no partial file, a sentence, and the same command continues."""
    (folder / "page-05.html").write_text("<main>" + PAGE.format(5) * 3000 + "</main>")
    out = tmp_path / "out"

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    answer = _cleaner("run", folder, "-o", out, "--workers", "1", preexec_fn=limit)
    assert answer.returncode == 3, answer.stderr
    assert b"cannot be written" in answer.stderr
    assert b"again to continue" in answer.stderr
    assert b"Traceback" not in answer.stderr
    assert not (out / "page-05.txt").exists()
    assert _cleaner("run", folder, "-o", out, "--workers", "1").returncode == 0
    execute_run(RunRequest(inputs=(str(folder),), out=tmp_path / "whole"))
    assert read_tree(out) == read_tree(tmp_path / "whole")


def test_a_source_that_goes_away_ends_with_3_and_can_go_on(tmp_path):
    """A drive that is unplugged is no thousand of bad pages."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for page in range(800):
        (folder / f"page-{page:04}.html").write_text(PAGE.format(page) * 20)
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaner", "run", str(folder), "-o", str(out)], env=ENVIRONMENT, stderr=subprocess.PIPE
    )
    _await_output(out, process)
    folder.rename(tmp_path / "gone")
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 3
    assert b"run again to continue" in errors
    (tmp_path / "gone").rename(folder)
    summary = execute_run(RunRequest(inputs=(str(folder),), out=out))
    assert (summary.inputs, summary.written, summary.rejected) == (800, 800, 0)
    assert 0 < summary.reused < 800


def test_quotas_of_control_groups_are_found_in_both_versions(tmp_path):
    """The smallest of the group's own and of those around it counts."""
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/cgroup").write_text("4:cpu,cpuacct:/job\n0::/user/job\n")
    for name, text in {
        "user/cpu.max": "150000 100000\n",
        "user/job/cpu.max": "max 100000\n",
        "cpu/job/cpu.cfs_quota_us": "50000\n",
        "cpu/job/cpu.cfs_period_us": "100000\n",
        "cpu/cpu.cfs_quota_us": "-1\n",
        "cpu/cpu.cfs_period_us": "100000\n",
    }.items():
        (tmp_path / "groups" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "groups" / name).write_text(text)
    assert sorted(_read_quotas(tmp_path / "groups", tmp_path / "proc")) == [0.5, 1.5]
    assert list(_read_quotas(tmp_path / "none", tmp_path / "none")) == []
