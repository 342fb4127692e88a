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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.document import Reason
from cleaner.errors import CleanerError
from cleaner.read import Problem
from cleaner.run.worker import Job, Limits, Reply, resident_bytes, serve

_WATCH_SECONDS = 0.05
# What is read before its answer is taken: enough that no worker waits for the reader, or, where answers are wanted in
# order, for a page that takes a hundred times the usual; few enough to bound memory.
MAX_OPEN_TASKS_PER_WORKER = 128
_MAX_OPEN_BYTES_PER_WORKER = 3_000_000
# Tasks that a worker gets at once; handing over costs little then.
_MAX_HANDED_OVER = 16
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
        result: What the job returned, or the `Problem` that says why there is nothing.
        ms: Milliseconds that it took.
        number: The task's place among all, from 0.
    """

    task: Any
    result: Any
    ms: float
    number: int


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
        in_order: Whether answers are given back in the order of their tasks, not in that in which they end.
    """

    def __init__(self, job: Job, *, workers: int, limits: Limits, in_order: bool = False) -> None:
        self._job = job
        self._workers = workers
        self._limits = limits
        self._context = _choose_context()
        self._room = _Room(workers * MAX_OPEN_TASKS_PER_WORKER, workers * _MAX_OPEN_BYTES_PER_WORKER)
        self._turns = _Turns() if in_order else None
        # What has come from the source, what has ended, what went wrong, and None where the source has ended.
        self._events: queue.SimpleQueue[_Item | Answer | BaseException | None] = queue.SimpleQueue()
        self._waiting: deque[_Task] = deque()
        self._count = 0
        self._changed = threading.Condition()
        self._running: dict[int, _Worker] = {}
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()

    def run(
        self,
        source: Iterable[Any],
        *,
        plan: Callable[[list[Any]], Sequence[Any]] = list,
        weigh: Callable[[Any], int] = lambda _: 0,
    ) -> Iterator[Answer]:
        """Runs the job over everything that a source gives.

        The source is read ahead in a thread of its own: what it has given is worked on, and answers are given back,
        while the next is still to come.

        Args:
            source: What tasks are made of.
            plan: Makes tasks of what has come, one of each, or None where there is nothing to do; it runs where the
                answers are taken.
            weigh: How many bytes an item of the source holds; no more are read while too many are under way.

        Yields:
            One answer a task.

        Raises:
            CleanerError: If a job says that the whole run must stop.
        """
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        # A source may block for ever: nobody waits for this thread.
        threading.Thread(target=self._read, args=(source, weigh), daemon=True).start()
        is_reading, ended = True, 0
        try:
            while is_reading or ended < self._count:
                events = self._await_events()
                self._submit([event for event in events if isinstance(event, _Item)], plan)
                for event in events:
                    if isinstance(event, BaseException):
                        raise event
                    if event is None:
                        is_reading = False
                    elif isinstance(event, Answer):
                        ended += 1
                        for answer in [event] if self._turns is None else self._turns.take(event):
                            yield answer
                            self._room.give(count=1)
        finally:
            self._stop(at_once=ended < self._count)
            watch.join()

    def _read(self, source: Iterable[Any], weigh: Callable[[Any], int]) -> None:
        try:
            for item in source:
                size = weigh(item)
                self._room.give(count=-1, size=-size)
                self._events.put(_Item(item, size))
                if not self._room.wait():
                    return
            self._events.put(None)
        except BaseException as error:  # noqa: BLE001 - it is raised again where the answers are taken
            self._events.put(error)

    def _await_events(self) -> list[_Item | Answer | BaseException | None]:
        """What has happened since, at least one thing."""
        events = [self._events.get()]
        while not self._events.empty():
            events.append(self._events.get())
        return events

    def _submit(self, items: list[_Item], plan: Callable[[list[Any]], Sequence[Any]]) -> None:
        """Has the workers do what has come."""
        if not items:
            return
        with self._changed:
            for task, item in zip(plan([item.value for item in items]), items, strict=True):
                if task is None:
                    self._room.give(count=1, size=item.size)
                else:
                    self._waiting.append(_Task(task, item.size, self._count))
                    self._count += 1
            self._changed.notify_all()
        while len(self._threads) < min(self._workers, self._count):
            thread = threading.Thread(target=self._supervise, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _await_tasks(self) -> deque[_Task]:
        """A worker's share of what waits; none where the run ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopping.is_set())
            if self._stopping.is_set():
                return deque()
            share = min(-(-len(self._waiting) // self._workers), _MAX_HANDED_OVER)
            return deque(self._waiting.popleft() for _ in range(share))

    def _stop(self, *, at_once: bool) -> None:
        self._room.close()
        with self._changed:
            self._stopping.set()
            self._changed.notify_all()
        if at_once:
            for worker in list(self._running.values()):
                worker.kill(None)
        for thread in self._threads:
            thread.join()

    def _supervise(self) -> None:
        """One thread a worker: hands over tasks, takes answers, replaces the worker when it dies."""
        worker: _Worker | None = None
        try:
            while tasks := self._await_tasks():
                worker = self._serve_tasks(worker, tasks)
        except CleanerError as error:
            self._events.put(error)
        except _LOST as error:
            self._events.put(CleanerError(f"a worker process is lost: {type(error).__name__}: {error}"))
        finally:
            if worker is not None:
                self._retire(worker)

    def _serve_tasks(self, worker: _Worker | None, tasks: deque[_Task]) -> _Worker | None:
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
                    self._answer(tasks.popleft(), failure, (time.perf_counter() - worker.page_started) * 1000)
                    attempts = 0
                worker = None
            else:
                if is_retiring:
                    self._retire(worker)
                    worker = None
        return worker

    def _answer(self, task: _Task, result: Any, ms: float) -> None:
        self._events.put(Answer(task=task.value, result=result, ms=ms, number=task.number))
        self._room.give(size=task.size)

    def _exchange(self, worker: _Worker, tasks: deque[_Task]) -> bool:
        """Hands over tasks and takes their answers off the list one by one; says whether the worker retires."""
        worker.page_started = time.perf_counter()
        worker.connection.send([task.value for task in tasks])
        worker.is_busy = True
        while tasks:
            reply: Reply = worker.connection.recv()
            worker.page_started = time.perf_counter()
            if isinstance(reply.result, CleanerError):
                raise reply.result
            self._answer(tasks.popleft(), reply.result, reply.ms)
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

    def _bury(self, worker: _Worker) -> Problem:
        """Says what a dead worker died of."""
        self._retire(worker)
        if worker.verdict is Reason.TIMED_OUT:
            return Problem(reason=Reason.TIMED_OUT, detail=f"not done after {self._limits.seconds:g} seconds")
        if worker.verdict is Reason.OUT_OF_MEMORY:
            needed = f"needs more than {self._limits.memory_bytes} bytes of memory"
            return Problem(reason=Reason.OUT_OF_MEMORY, detail=needed)
        return Problem(reason=Reason.CRASHED, detail=f"its worker process died: {_name_exit(worker.process.exitcode)}")

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


class _Item(NamedTuple):
    value: Any
    size: int


class _Task(NamedTuple):
    value: Any
    size: int
    number: int


class _Turns:
    """Gives answers back in the order of their tasks."""

    def __init__(self) -> None:
        self._held: dict[int, Answer] = {}
        self._following = 0

    def take(self, answer: Answer) -> Iterator[Answer]:
        """Takes one, and gives those whose turn has come."""
        self._held[answer.number] = answer
        while self._following in self._held:
            yield self._held.pop(self._following)
            self._following += 1


class _Room:
    """How much may be under way at once: who reads the source waits here for what has been read to be done."""

    def __init__(self, max_count: int, max_bytes: int) -> None:
        self._changed = threading.Condition()
        self._count, self._bytes = max_count, max_bytes
        self._is_closed = False

    def give(self, *, count: int = 0, size: int = 0) -> None:
        """Makes room; negative figures take it."""
        with self._changed:
            self._count += count
            self._bytes += size
            self._changed.notify_all()

    def wait(self) -> bool:
        """Waits until there is room, and says whether anybody still wants more."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or (self._count > 0 and self._bytes > 0))
            return not self._is_closed

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()


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
    context.set_forkserver_preload(["cleaner.run.preload"])
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
