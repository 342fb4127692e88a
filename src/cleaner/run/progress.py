"""Shows how far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TextIO

from cleaner.errors import CleanerError

_LINE_SECONDS = 10.0


class Progress:
    """Counts pages as they end and shows them on a stream.

    Args:
        stream: Where to; a terminal gets a bar.
        count_inputs: Says how many pages there will be; called beside the run, for the time that is left.
    """

    def __init__(self, stream: TextIO, count_inputs: Callable[[], int | None] | None = None) -> None:
        self._stream = stream
        self._count_inputs = count_inputs
        self._counts: Counter[str] = Counter()
        self._bytes = 0
        self._started = time.monotonic()
        self._shown = self._started
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if self._stream.isatty():
            self._start_bar()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def count(self, status: str, size_bytes: int) -> None:
        """Takes note of one page.

        Args:
            status: How it ended.
            size_bytes: Size of its body.
        """
        self._counts[status] += 1
        self._bytes += size_bytes
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(self._task, advance=1, figures=self._figures(now))
        elif now - self._shown >= _LINE_SECONDS:
            self._shown = now
            pages = self._counts.total()
            self._stream.write(f"cleaner: {pages} {'page' if pages == 1 else 'pages'}, {self._figures(now)}\n")
            self._stream.flush()

    def _figures(self, now: float) -> str:
        seconds = max(now - self._started, 0.001)
        ends = ", ".join(f"{name} {self._counts[name]}" for name in ("written", "empty", "rejected"))
        return f"{self._counts.total() / seconds:.0f} pages/s, {self._bytes / 1e6 / seconds:.1f} MB/s, {ends}"

    def _start_bar(self) -> None:
        from rich import progress  # noqa: PLC0415 - 60 ms that only a terminal needs
        from rich.console import Console  # noqa: PLC0415

        self._bar = progress.Progress(
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[figures]}"),
            progress.TimeRemainingColumn(),
            console=Console(file=self._stream),
            transient=True,
        )
        self._task = self._bar.add_task("pages", total=None, figures="")
        self._bar.start()
        if self._count_inputs is not None:
            threading.Thread(target=self._count_in_background, args=(self._count_inputs,), daemon=True).start()

    def _count_in_background(self, count_inputs: Callable[[], int | None]) -> None:
        # What cannot be listed is said by the run itself, which stops at it.
        with contextlib.suppress(CleanerError):
            self._bar.update(self._task, total=count_inputs())
