"""What runs in a worker process: one page after the other within limits, until the other end of the pipe closes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from cleaner.document import Reason
from cleaner.errors import CleanerError, PageError
from cleaner.read import Problem

# A worker that outlives its parent (killed, perhaps) ends itself after this many times the page's limit of time.
_ORPHAN_FACTOR = 3
# What a bug of ours raises, as opposed to a caller's mistake or a full disk.
_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096

Job = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may use before its process is ended.

    Attributes:
        seconds: Wall time.
        memory_bytes: Memory on top of what an idle worker has.
    """

    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A worker's answer to one task.

    Attributes:
        result: What the job returned, its failure, or an error that stops the run.
        ms: Milliseconds that it took.
        retires: Whether the worker ends now, since it holds more memory than an idle one should.
    """

    result: Any
    ms: float
    retires: bool


def serve(connection: Connection, job: Job, limits: Limits) -> None:
    """Answers tasks until the other end closes.

    Args:
        connection: Receives lists of tasks; sends one `Reply` a task, in order.
        job: What to do with each.
        limits: What each may use.
    """
    # Ctrl-C reaches the whole process group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The watch of the parent ends a process at its limit, but looks only now and then; this stops what is faster.
    idle_bytes = _limit_memory(2 * limits.memory_bytes)
    # A quarter of a page's allowance is kept for the allocator's leftovers; more, and a fresh process is cheaper.
    retiring_bytes = idle_bytes + limits.memory_bytes // 4
    try:
        connection.send(None)
        while True:
            for task in connection.recv():
                reply = _answer(job, task, limits, retiring_bytes)
                connection.send(reply)
                if reply.retires:
                    return
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _answer(job: Job, task: Any, limits: Limits, retiring_bytes: int) -> Reply:
    started = time.perf_counter()
    _set_alarm(limits.seconds * _ORPHAN_FACTOR)
    exhausted = False
    result: Any
    try:
        result = job(task)
    except MemoryError:
        result = Problem(reason=Reason.OUT_OF_MEMORY, detail=f"needs more than {limits.memory_bytes} bytes of memory")
        exhausted = True
    except PageError as error:
        result = Problem(reason=Reason(error.reason), detail=str(error))
    except CleanerError as error:
        result = error
    except _BUGS as error:
        result = Problem(reason=Reason.CRASHED, detail=_locate(error))
    _set_alarm(0)
    ms = (time.perf_counter() - started) * 1000
    return Reply(result=result, ms=ms, retires=exhausted or resident_bytes() > retiring_bytes)


def _set_alarm(seconds: float) -> None:
    """Has the system end this process after a time, also inside C code; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _locate(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = frame.filename.replace("\\", "/").rpartition("/")[2]
    return f"a bug in cleaner: {type(error).__name__}: {error} ({place}:{frame.lineno}); please report it with the page"


def resident_bytes(pid: int | None = None) -> int:
    """Memory that a process, or this one, holds; 0 where the system does not say or the process is gone."""
    if sys.platform == "linux":
        return _read_statm(pid, 1)
    if sys.platform == "win32":
        return 0
    return _ask_ps(pid or os.getpid())


def _limit_memory(extra_bytes: int) -> int:
    """Has the system refuse this process more memory than it has now plus an allowance; gives what it has now."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on Windows

        ceiling = _read_statm(None, 0) + extra_bytes
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, resource.getrlimit(resource.RLIMIT_AS)[1]))
    return resident_bytes()


def _read_statm(pid: int | None, column: int) -> int:
    """Reads a process's figures: column 0 is address space, 1 is resident memory."""
    try:
        # Asked for after every page: a third of the time that `Path.read_text` takes.
        file = os.open(f"/proc/{pid or 'self'}/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        return int(os.read(file, 200).split()[column]) * _PAGE_BYTES
    except OSError:
        return 0
    finally:
        os.close(file)


def _ask_ps(pid: int) -> int:
    answer = subprocess.run(  # noqa: S603 - no shell, no caller's words
        ["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return int(answer.stdout.strip() or 0) * 1024
