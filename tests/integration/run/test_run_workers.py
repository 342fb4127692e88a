"""What worker processes survive: pages that hang, eat memory, crash or find a bug."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from cleaner.document import Reason
from cleaner.errors import CleanerError, SinkError
from cleaner.run.execute import execute_run
from cleaner.run.pool import WorkerPool
from cleaner.run.request import RunRequest
from cleaner.run.worker import Limits
from cleaner.settings import Settings
from run_outputs import read_tree

PAGE = "<main><h1>{0}</h1><p>Page {0} says that the kettle sings when the water in it is about to boil.</p></main>"
LIMITS = Limits(seconds=1.5, memory_bytes=200_000_000)


def _misbehave(word):
    """Does to the process what the word says; hangs, crashes and floods are in C, where Python cannot step in."""
    if word == "hang":
        ctypes.PyDLL(None).sleep(60)
    elif word == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif word == "flood":
        _flood_in_c()
    elif word == "hoard":
        hoard = []
        while True:
            hoard.append(bytearray(10_000_000))
    elif word == "bug":
        raise IndexError("a bug")
    elif word == "full":
        raise SinkError("the disk is full")
    return word


def _flood_in_c():
    """Takes memory and keeps the interpreter's lock, as a parser in C would, until the process is ended."""
    libc = ctypes.PyDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    while True:
        block = libc.malloc(5_000_000)
        if block:
            libc.memset(block, 1, 5_000_000)


@dataclass(frozen=True)
class Sabotage:
    """Misbehaves on pages that are named after a misdeed, then does the work."""

    job: object

    def __call__(self, task):
        _misbehave(Path(task.found.path).stem.partition("-")[0])
        return self.job(task)


def _answers(words, workers=2, limits=LIMITS):
    pool = WorkerPool(_misbehave, workers=workers, limits=limits)
    return {answer.task: answer.result for answer in pool.run(words)}


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("hang", Reason.TIMED_OUT),
        ("crash", Reason.CRASHED),
        ("flood", Reason.OUT_OF_MEMORY),
        ("hoard", Reason.OUT_OF_MEMORY),
        ("bug", Reason.CRASHED),
    ],
)
def test_one_bad_task_costs_only_itself(word, reason):
    """The bad one gets its reason; those before and after it in the same chunk get done."""
    pool = WorkerPool(_misbehave, workers=1, limits=LIMITS)
    answers = {answer.task: answer.result for answer in pool.run(["before", word, "after"])}
    assert answers["before"] == "before"
    assert answers["after"] == "after"
    assert answers[word].reason is reason


def test_an_error_that_stops_the_run_stops_it():
    """A full disk is not the page's fault: the run ends with the error itself."""
    with pytest.raises(SinkError, match="full"):
        _answers(["one", "full", "two"])


def test_a_task_that_cannot_be_handed_over_ends_the_run():
    """The caller gets an error instead of waiting for ever."""
    pool = WorkerPool(_misbehave, workers=1, limits=LIMITS)
    with pytest.raises(CleanerError, match="lost"):
        list(pool.run([lambda: None]))


def test_a_run_that_is_left_leaves_no_process_behind():
    """Closing the iterator early ends the workers, also one that hangs."""
    pool = WorkerPool(_misbehave, workers=2, limits=Limits(seconds=30, memory_bytes=200_000_000))
    answers = pool.run(["good", "hang", "fine"])
    next(answers)
    started = time.monotonic()
    answers.close()
    assert time.monotonic() - started < 5
    assert all(worker.process.exitcode is not None for worker in pool._running.values())


def test_a_run_counts_every_bad_page_and_loses_no_good_one(tmp_path):
    """Hanging, hoarding and crashing pages become rejections with their reasons; the others are written."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        word = {10: "hang", 20: "crash", 30: "flood", 40: "bug", 50: "hoard"}.get(number, "good")
        (folder / f"{word}-{number:02}.html").write_text(PAGE.format(number))
    settings = Settings(max_page_seconds=5.0, max_page_memory_bytes=200_000_000)
    out = tmp_path / "out"
    summary = execute_run(RunRequest(inputs=(str(folder),), out=out, settings=settings, workers=2), wrap_job=Sabotage)
    assert (summary.inputs, summary.written, summary.rejected) == (60, 55, 5)
    rows = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]
    reasons = Counter(row["reason"] for row in rows)
    assert reasons == {None: 55, "timed_out": 1, "crashed": 2, "out_of_memory": 2}
    assert all(row["sha256"] for row in rows)


def test_a_killed_run_goes_on_where_it_was(tmp_path):
    """After `kill -9` at any moment, the same command ends with the bytes of a run that was left alone."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(300):
        (folder / f"page-{number:03}.html").write_text(PAGE.format(number) * 20)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}

    def command(out):
        return [sys.executable, "-m", "cleaner", "run", str(folder), "-o", str(out), "--workers", "2"]

    subprocess.run(command(tmp_path / "whole"), check=True, env=environment, capture_output=True, timeout=60)
    out = tmp_path / "killed"
    for delay in (0.3, 0.6, 0.7, 0.8):
        process = subprocess.Popen(command(out), env=environment, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.kill()
        process.wait()
        assert not list(out.rglob("*.part"))
    subprocess.run(command(out), check=True, env=environment, capture_output=True, timeout=60)
    assert read_tree(out) == read_tree(tmp_path / "whole")


def test_ctrl_c_ends_with_130_and_says_how_to_go_on(tmp_path):
    """Interrupted, the run keeps what is done, leaves no process and says what to do."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(2000):
        (folder / f"page-{number:04}.html").write_text(PAGE.format(number) * 50)
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaner", "run", str(folder), "-o", str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not any((tmp_path / "out").glob("*.txt")):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"run the same command again" in errors
    assert b"Traceback" not in errors


def test_weights_are_loaded_before_workers_are_forked():
    """The process that workers are forked from has the networks in memory, so that each worker has them at once."""
    code = "import cleaner.run.preload, cleaner.classify.model as model; print(model.load_model.cache_info().currsize)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "1"
