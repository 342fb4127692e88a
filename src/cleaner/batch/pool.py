"""Worker processes that a bad page can end, and nothing else: one page is lost, the rest goes on."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from cleaner.batch.memory import resident_bytes
from cleaner.batch.worker import Failure, Job, Limits, Reply, preload, serve
from cleaner.document import Reason
from cleaner.errors import CleanerError

_WATCH_SECONDS = 0.05
# Chunks that wait for a worker: enough that none ever waits for the reader, few enough to bound memory.
_WAITING_CHUNKS_PER_WORKER = 2
# A worker may die of something that is not its page, such as the system being out of memory: a second one tells.
_MAX_ATTEMPTS = 2
_START_SECONDS = 60.0
# What starting a process or handing over what cannot be pickled may raise; a run must end with it, never wait for ever.
_LOST = (AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError, pickle.PickleError)

# What a new process is told is read off the caller's main module, of which there is one.
_START_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one task ended.

    Attributes:
        task: The task.
        result: What the job returned, or the `Failure` that says why there is nothing.
        ms: Milliseconds that it took.
    """

    task: Any
    result: Any
    ms: float


def count_cores() -> int:
    """How many processes can run at once here, by the scheduler's mask and the container's quota."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([cores, *(int(quota) for quota in _read_quotas(Path("/sys/fs/cgroup"), Path("/proc/self")))]))


def _read_quotas(groups: Path, process: Path) -> Iterator[float]:
    """Cores that each control group around this process allows, of version 2 and 1; none outside Linux."""
    try:
        lines = (process / "cgroup").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        lines = []
    for line in [*lines, "0::/"]:
        _, _, path = line.rpartition(":")
        own = Path(path.lstrip("/"))
        for place in (own, *own.parents):
            for figures in (
                [groups / place / "cpu.max"],
                [groups / "cpu" / place / name for name in ("cpu.cfs_quota_us", "cpu.cfs_period_us")],
            ):
                with suppress(OSError, ValueError):
                    quota, period = " ".join(figure.read_text(encoding="ascii") for figure in figures).split()
                    if quota not in ("max", "-1"):
                        yield int(quota) / int(period)


def start_server() -> None:
    """Has the process that workers are forked from start now, while the caller gets ready."""
    if _choose_context().get_start_method() == "forkserver":
        from multiprocessing import forkserver  # noqa: PLC0415 - not on Windows

        forkserver.ensure_running()


class WorkerPool:
    """Runs a job over tasks in worker processes.

    Args:
        job: What to do with a task; it is sent to each worker once.
        workers: How many processes.
        limits: What a task may use before its process is ended and replaced.
    """

    def __init__(self, job: Job, *, workers: int, limits: Limits) -> None:
        self._job = job
        self._workers = workers
        self._limits = limits
        self._context = _choose_context()
        self._chunks: queue.SimpleQueue[Sequence[Any] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer | BaseException | None] = queue.SimpleQueue()
        self._running: dict[int, _Worker] = {}
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()

    def run(self, chunks: Iterable[Sequence[Any]]) -> Iterator[Answer]:
        """Runs the job over every task.

        Args:
            chunks: Tasks in small groups, each handed over at once; they are taken as workers get free. An empty one
                says that an answer is wanted before more tasks can be given.

        Yields:
            One answer a task, in the order in which they end.

        Raises:
            CleanerError: If a job says that the whole run must stop.
        """
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        open_chunks = 0
        try:
            for chunk in chunks:
                if chunk:
                    self._submit(chunk)
                    open_chunks += 1
                has_room = bool(chunk)
                while not self._answers.empty():
                    answer = self._take()
                    open_chunks -= answer is None
                    if answer is not None:
                        yield answer
                while open_chunks > self._workers * (1 + _WAITING_CHUNKS_PER_WORKER) or (open_chunks and not has_room):
                    has_room = True
                    answer = self._take()
                    if answer is None:
                        open_chunks -= 1
                    else:
                        yield answer
            while open_chunks:
                answer = self._take()
                if answer is None:
                    open_chunks -= 1
                else:
                    yield answer
        finally:
            self._stop(at_once=open_chunks > 0)
            watch.join()

    def _submit(self, chunk: Sequence[Any]) -> None:
        self._chunks.put(chunk)
        if len(self._threads) < self._workers:
            thread = threading.Thread(target=self._supervise, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _take(self) -> Answer | None:
        """The next answer, or None where a chunk is through."""
        answer = self._answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _stop(self, *, at_once: bool) -> None:
        self._stopping.set()
        for _ in self._threads:
            self._chunks.put(None)
        if at_once:
            for worker in list(self._running.values()):
                worker.kill(None)
        for thread in self._threads:
            thread.join()

    def _supervise(self) -> None:
        """One thread a worker: hands over chunks, takes answers, replaces the worker when it dies."""
        worker: _Worker | None = None
        try:
            while (chunk := self._chunks.get()) is not None and not self._stopping.is_set():
                worker = self._serve_chunk(worker, deque(chunk))
                self._answers.put(None)
        except CleanerError as error:
            self._answers.put(error)
        except _LOST as error:
            self._answers.put(CleanerError(f"a worker process is lost: {type(error).__name__}: {error}"))
        finally:
            if worker is not None:
                self._retire(worker)

    def _serve_chunk(self, worker: _Worker | None, tasks: deque[Any]) -> _Worker | None:
        attempts = 0
        while tasks and not self._stopping.is_set():
            worker = worker or self._start_worker()
            before = len(tasks)
            try:
                is_retiring = self._exchange(worker, tasks)
            except (EOFError, BrokenPipeError, ConnectionResetError):
                attempts = attempts + 1 if len(tasks) == before else 1
                failure = self._bury(worker)
                if attempts >= _MAX_ATTEMPTS or failure.reason is not Reason.CRASHED:
                    ms = (time.perf_counter() - worker.page_started) * 1000
                    self._answers.put(Answer(task=tasks.popleft(), result=failure, ms=ms))
                    attempts = 0
                worker = None
            else:
                if is_retiring:
                    self._retire(worker)
                    worker = None
        return worker

    def _exchange(self, worker: _Worker, tasks: deque[Any]) -> bool:
        """Hands over tasks and takes their answers off the list one by one; says whether the worker retires."""
        worker.page_started = time.perf_counter()
        worker.connection.send(list(tasks))
        worker.is_busy = True
        while tasks:
            reply: Reply = worker.connection.recv()
            worker.page_started = time.perf_counter()
            if isinstance(reply.result, CleanerError):
                raise reply.result
            self._answers.put(Answer(task=tasks.popleft(), result=reply.result, ms=reply.ms))
            if reply.retires:
                worker.is_busy = False
                return True
        worker.is_busy = False
        return False

    def _start_worker(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, self._job, self._limits), daemon=True
        )
        with _START_LOCK, _hide_main(self._job):
            process.start()
        theirs.close()
        if not ours.poll(_START_SECONDS):
            process.kill()
            raise CleanerError(f"a worker process did not start within {_START_SECONDS:.0f} seconds")
        try:
            ours.recv()
        except EOFError:
            process.join()
            raise CleanerError(
                f"a worker process ended at its start, exit code {process.exitcode}; a script that asks for workers"
                ' needs `if __name__ == "__main__":` around that'
            ) from None
        worker = _Worker(connection=ours, process=process)
        self._running[id(worker)] = worker
        if self._stopping.is_set():
            worker.kill(None)
        return worker

    def _retire(self, worker: _Worker) -> None:
        self._running.pop(id(worker), None)
        worker.connection.close()
        worker.process.join(_WATCH_SECONDS * 20)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()

    def _bury(self, worker: _Worker) -> Failure:
        """Says what a dead worker died of."""
        self._retire(worker)
        if worker.verdict is Reason.TIMED_OUT:
            return Failure(reason=Reason.TIMED_OUT, detail=f"not done after {self._limits.seconds:g} seconds")
        if worker.verdict is Reason.OUT_OF_MEMORY:
            needed = f"needs more than {self._limits.memory_bytes} bytes of memory"
            return Failure(reason=Reason.OUT_OF_MEMORY, detail=needed)
        return Failure(reason=Reason.CRASHED, detail=f"its worker process died: {_name_exit(worker.process.exitcode)}")

    def _watch(self) -> None:
        """Ends workers whose page is over a limit, from outside: no code of the page's can prevent it."""
        while not self._stopping.wait(_WATCH_SECONDS):
            for worker in list(self._running.values()):
                if not worker.is_busy:
                    continue
                if time.perf_counter() - worker.page_started > self._limits.seconds:
                    worker.kill(Reason.TIMED_OUT)
                elif resident_bytes(worker.process.pid) > worker.idle_bytes + self._limits.memory_bytes:
                    worker.kill(Reason.OUT_OF_MEMORY)


@dataclass(slots=True, kw_only=True)
class _Worker:
    connection: Connection
    process: BaseProcess
    idle_bytes: int = 0
    is_busy: bool = False
    page_started: float = 0.0
    verdict: Reason | None = None

    def __post_init__(self) -> None:
        self.idle_bytes = resident_bytes(self.process.pid)

    def kill(self, verdict: Reason | None) -> None:
        self.verdict = self.verdict or verdict
        self.process.kill()


def _choose_context() -> BaseContext:
    """Forks workers from a clean server where the system can: 10 ms each instead of 400, and no threads are copied."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload()))
    return context


@contextmanager
def _hide_main(job: Job) -> Iterator[None]:
    """Has a new process not run the caller's script again, which it does to find what is defined there.

    Nothing is, unless it is the job: so scripts need no `if __name__ == "__main__":`, and no worker waits for theirs.
    """
    main = sys.modules["__main__"]
    if "__main__" in (getattr(job, "__module__", None), type(job).__module__):
        yield
        return
    names = vars(main)
    hidden: dict[str, Any] = {name: names[name] for name in ("__file__", "__spec__") if name in names}
    try:
        names.update(dict.fromkeys(hidden))
        yield
    finally:
        names.update(hidden)


def _name_exit(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
