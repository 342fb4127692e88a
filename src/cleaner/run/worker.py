"""What runs in a worker process: one page after the other, until the other end of the pipe closes."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from cleaner.document import Reason
from cleaner.errors import CleanerError, PageError
from cleaner.run.memory import limit_memory, resident_bytes

# A worker that outlives its parent (killed, perhaps) ends itself after this many times the page's limit of time.
_ORPHAN_FACTOR = 3
# What a bug of ours raises, as opposed to a caller's mistake or a full disk.
_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)

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
class Failure:
    """Why a task has no result.

    Attributes:
        reason: Class of the failure.
        detail: What happened, in words.
    """

    reason: Reason
    detail: str


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
    idle_bytes = limit_memory(2 * limits.memory_bytes)
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
        result = Failure(reason=Reason.OUT_OF_MEMORY, detail=f"needs more than {limits.memory_bytes} bytes of memory")
        exhausted = True
    except PageError as error:
        result = Failure(reason=Reason(error.reason), detail=str(error))
    except CleanerError as error:
        result = error
    except _BUGS as error:
        result = Failure(reason=Reason.CRASHED, detail=_locate(error))
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


def preload() -> Sequence[str]:
    """Names of the modules that a worker needs, for a server that forks workers to load once."""
    return ["cleaner.run.warm"]
