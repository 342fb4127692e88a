"""The figures of `cleaner run`: scaling, own cost, memory, start-up, kills, bad pages, and trafilatura beside it.

python -m benchmarks.speed.run PATH_TO_BENCH [scaling cost runner trafilatura startup kills sabotage memory many]
"""

from __future__ import annotations

import argparse
import ctypes
import functools
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet

from cleaner.document import Document, Page
from cleaner.errors import PageError
from cleaner.pipeline import clean_page
from cleaner.read import load_page
from cleaner.run.execute import execute_run
from cleaner.run.request import RunRequest
from cleaner.run.worker import resident_bytes
from cleaner.settings import Settings

_SEED = 7
_KILLS = 20
_BAD_OF_EACH_KIND = 10
_SABOTAGED_PAGES = 1000
_HANG_SECONDS = 2.0
_ROUNDS = 3
# A text as long as that of a page of the dataset.
_BODY = f"<main>{'<p>Tea steeps for two minutes in water of eighty degrees.</p>' * 80}</main>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a process and its children used."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


def write_pages(bench: Path, folder: Path, count: int | None = None) -> int:
    """Writes the dataset's pages as files, again under new names where more are asked for."""
    table = pyarrow.parquet.read_table(bench / "wcxb_dev.parquet", columns=["page_id", "html"])
    ids, bodies = table["page_id"].to_pylist(), table["html"].to_pylist()
    count = count or len(ids)
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{ids[number % len(ids)]}-{number // len(ids)}.html").write_bytes(bodies[number % len(bodies)])
    return count


def measure_command(command: Sequence[str], *, cores: set[int] | None = None) -> Measured:
    """Runs a command and measures it, the processes that it starts included."""
    _adopt_orphans()
    if cores:
        command = ["taskset", "--cpu-list", ",".join(map(str, sorted(cores))), *command]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    peak = [0]
    watch = threading.Thread(target=_watch_session, args=(process, peak), daemon=True)
    watch.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - started
    watch.join()
    _wait_for_orphans()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {process.returncode}: {errors.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(wall_seconds=wall, cpu_seconds=cpu, peak_bytes=peak[0])


def _adopt_orphans() -> None:
    """Makes servers that outlive the command for a moment children of this process, so that their CPU is counted."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def _watch_session(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    """Sums the resident memory of every process of the session, five times a second."""
    while process.poll() is None:
        total = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _session_of(entry) == process.pid:
                total += resident_bytes(int(entry.name))
        peak[0] = max(peak[0], total)
        time.sleep(0.2)


def _session_of(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[3])
    except OSError:
        return 0


def _run_command(folder: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "cleaner", "run", str(folder), "-o", str(out), *options]


def measure_scaling(pages: Path, count: int, work: Path) -> None:
    """Pages a second on one core and on two."""
    one = measure_command(_run_command(pages, work / "one", "--workers", "1"), cores={0})
    two = measure_command(_run_command(pages, work / "two", "--workers", "2"), cores={0, 1})
    for name, figure in (("1 core", one), ("2 cores", two)):
        print(f"{name}: {count / figure.wall_seconds:.0f} pages/s, {figure.wall_seconds:.1f} s wall, ", end="")
        print(f"{figure.cpu_seconds:.1f} s CPU, peak {figure.peak_bytes / 1e6:.0f} MB")
    print(f"2 cores against 1: {one.wall_seconds / two.wall_seconds:.2f} x")


def measure_cost(pages: Path, count: int, work: Path) -> None:
    """CPU of the whole run against CPU of cleaning the same bodies in one process, held in memory."""
    bodies = [path.read_bytes() for path in sorted(pages.rglob("*.html"))]
    settings = Settings()
    clean_page(Page(page_id="warm", body=bodies[0]), settings)
    started = time.process_time()
    for body in bodies:
        try:
            document = clean_page(Page(page_id="page", body=body), settings)
        except PageError:
            continue
        document.render(document, "text")
    cleaning = time.process_time() - started
    whole = measure_command(_run_command(pages, work / "cost", "--workers", "2")).cpu_seconds
    print(f"cleaning alone {cleaning:.2f} s CPU, {cleaning / count * 1000:.2f} ms a page; whole run {whole:.2f} s CPU")
    own = whole - cleaning
    print(f"runner's own cost: {own / cleaning:.1%} of the cleaning, {own / whole:.1%} of all")


@dataclass(frozen=True)
class NoCleaning:
    """Does all of a worker's work on a page but the cleaning: reads, hashes, writes, makes its row."""

    job: Any

    def __call__(self, task: Any) -> Any:
        """Gives every page the same text."""
        page = load_page(task.found, self.job.request.settings.max_page_bytes)
        return self.job.write(task, page, _tea())


@functools.cache
def _tea() -> Document:
    return clean_page(Page(page_id="tea", body=_BODY), Settings())


def run_without_cleaning(pages: str, out: str) -> None:
    """What `measure_runner` runs in a process of its own."""
    execute_run(RunRequest(inputs=(pages,), out=Path(out), workers=2), wrap_job=NoCleaning)


def measure_runner(pages: Path, count: int, work: Path) -> None:
    """CPU of a run that cleans nothing, of all pages and of one: what the runner itself costs."""
    one = work / "single"
    one.mkdir()
    shutil.copy(next(pages.rglob("*.html")), one)
    code = "import sys; from benchmarks.speed.run import run_without_cleaning; run_without_cleaning(*sys.argv[1:])"
    seconds = {}
    for name, folder in (("start", one), ("all", pages)):
        figures = [
            measure_command([sys.executable, "-c", code, str(folder), str(work / f"runner-{name}-{number}")])
            for number in range(_ROUNDS)
        ]
        seconds[name] = min(figure.cpu_seconds for figure in figures)
    page = (seconds["all"] - seconds["start"]) / (count - 1) * 1000
    print(f"runner without cleaning: start {seconds['start']:.2f} s CPU, then {page:.2f} ms CPU a page; ", end="")
    print(f"{seconds['all']:.2f} s for {count} pages, the least of {_ROUNDS} rounds")


def measure_trafilatura(pages: Path, count: int, work: Path) -> None:
    """Wall time of `trafilatura --input-dir --parallel` on the same files."""
    ours = measure_command(_run_command(pages, work / "ours"))
    tool = str(Path(sys.executable).with_name("trafilatura"))
    (work / "theirs").mkdir()
    theirs = measure_command(
        [tool, "--input-dir", str(pages), "--output-dir", str(work / "theirs"), "--parallel", str(os.cpu_count())]
    )
    for name, figure in (("cleaner", ours), ("trafilatura", theirs)):
        print(f"{name}: {figure.wall_seconds:.1f} s wall, {figure.cpu_seconds:.1f} s CPU, ", end="")
        print(f"peak {figure.peak_bytes / 1e6:.0f} MB, {count / figure.wall_seconds:.0f} pages/s")
    files = sum(path.is_file() for path in (work / "theirs").rglob("*"))
    print(f"trafilatura wrote {files} files; wall time against ours: {theirs.wall_seconds / ours.wall_seconds:.1f} x")


def measure_memory(bench: Path, work: Path, counts: Sequence[int]) -> None:
    """Peak resident memory of all processes, by number of pages."""
    for count in counts:
        pages = work / f"pages-{count}"
        write_pages(bench, pages, count)
        figure = measure_command(_run_command(pages, work / f"out-{count}", "--workers", "2"))
        print(f"{count} pages: peak {figure.peak_bytes / 1e6:.0f} MB, {count / figure.wall_seconds:.0f} pages/s")
        shutil.rmtree(pages)
        shutil.rmtree(work / f"out-{count}")


def measure_many(work: Path, counts: Sequence[int]) -> None:
    """Peak resident memory by number of pages that are a kilobyte each: what the number alone costs."""
    paragraph = "<p>Tea steeps for two minutes in water of eighty degrees, and no longer, or it turns bitter.</p>"
    for count in counts:
        pages = work / f"small-{count}"
        pages.mkdir()
        for number in range(count):
            (pages / f"page-{number:06}.html").write_text(f"<main><h1>Tea {number}</h1>{paragraph * 10}</main>")
        figure = measure_command(_run_command(pages, work / f"many-{count}", "--workers", "2"))
        print(f"{count} small pages in one folder: peak {figure.peak_bytes / 1e6:.0f} MB, ", end="")
        print(f"{count / figure.wall_seconds:.0f} pages/s, {figure.cpu_seconds / count * 1000:.2f} ms CPU a page")
        shutil.rmtree(pages)
        shutil.rmtree(work / f"many-{count}")


def measure_startup(pages: Path, work: Path) -> None:
    """Time from the command to the first output file, median of five."""
    times = []
    for number in range(5):
        out = work / f"startup-{number}"
        started = time.perf_counter()
        process = subprocess.Popen(_run_command(pages, out), stderr=subprocess.DEVNULL, start_new_session=True)
        while not any(out.rglob("*.txt")):
            time.sleep(0.002)
        times.append(time.perf_counter() - started)
        process.kill()
        process.wait()
        time.sleep(0.5)
    print(f"start to first page written: median {sorted(times)[2]:.2f} s of {[round(seconds, 2) for seconds in times]}")


def measure_kills(pages: Path, work: Path) -> None:
    """Kills runs at random moments, resumes them, and compares every byte with a run that was left alone."""
    whole = measure_command(_run_command(pages, work / "whole"))
    expected = _digest_tree(work / "whole")
    dice = random.Random(_SEED)
    same = 0
    for number in range(_KILLS):
        out = work / f"killed-{number}"
        process = subprocess.Popen(_run_command(pages, out), stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.05, whole.wall_seconds))
        process.kill()
        process.wait()
        written = sum(1 for path in out.rglob("*.txt"))
        measure_command(_run_command(pages, out))
        is_same = _digest_tree(out) == expected
        same += is_same
        print(f"  kill {number + 1}: {written} pages were written; after resuming {'same' if is_same else 'DIFFERENT'}")
        shutil.rmtree(out)
    print(f"killed and resumed: {same} of {_KILLS} identical, seed {_SEED}")


def _digest_tree(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and ".cleaner" not in path.parts and path.name != "run.json"
    }


@dataclass(frozen=True)
class Sabotage:
    """Hangs, eats memory or crashes on chosen pages, in C code that holds the interpreter's lock."""

    job: Any
    misdeeds: dict[str, str]

    def __call__(self, task: Any) -> Any:
        """Misbehaves if the page is one of the chosen."""
        misdeed = self.misdeeds.get(Path(task.found.path).name)
        if misdeed == "hang":
            ctypes.PyDLL(None).sleep(600)
        elif misdeed == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        elif misdeed == "flood":
            _flood_memory()
        return self.job(task)


def _flood_memory() -> None:
    libc = ctypes.PyDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    while True:
        block = libc.malloc(20_000_000)
        if block:
            libc.memset(block, 1, 20_000_000)


def measure_sabotage(bench: Path, work: Path) -> None:
    """Thirty bad pages among a thousand: what is rejected, what is written, how much longer it takes."""
    pages = work / "thousand"
    write_pages(bench, pages, _SABOTAGED_PAGES)
    names = sorted(path.name for path in pages.rglob("*.html"))
    chosen = random.Random(_SEED).sample(names, 3 * _BAD_OF_EACH_KIND)
    misdeeds = {name: ("hang", "flood", "crash")[place % 3] for place, name in enumerate(chosen)}
    settings = Settings(max_page_seconds=_HANG_SECONDS, max_page_memory_bytes=500_000_000)
    times = []
    for out, bad in ((work / "good", {}), (work / "bad", misdeeds)):
        request = RunRequest(inputs=(str(pages),), out=out, settings=settings, workers=2)
        started = time.perf_counter()
        summary = execute_run(request, wrap_job=lambda job, bad=bad: Sabotage(job, bad))
        times.append(time.perf_counter() - started)
        print(f"  {len(bad)} bad pages: {summary}; {summary.reasons}; {times[-1]:.1f} s")
    print(f"with a limit of {_HANG_SECONDS:g} s a page: {times[1] / times[0]:.2f} x the time")


def main() -> None:
    """Runs the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument(
        "parts", nargs="*", default="scaling cost runner trafilatura startup kills sabotage memory many".split()
    )
    parser.add_argument("--memory-pages", type=int, nargs="*", default=[2000, 50000])
    parser.add_argument("--pages", type=int, help="Fewer pages, or more, under new names; by default all of the set.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        count = write_pages(options.bench, work / "pages", options.pages)
        for part in options.parts:
            print(f"## {part}", flush=True)
            if part == "memory":
                measure_memory(options.bench, work, options.memory_pages)
            elif part == "many":
                measure_many(work, options.memory_pages)
            elif part == "sabotage":
                measure_sabotage(options.bench, work)
            elif part in ("startup", "kills"):
                {"startup": measure_startup, "kills": measure_kills}[part](work / "pages", work)
            else:
                measures = {
                    "scaling": measure_scaling,
                    "cost": measure_cost,
                    "runner": measure_runner,
                    "trafilatura": measure_trafilatura,
                }
                measures[part](work / "pages", count, work)


if __name__ == "__main__":
    main()
