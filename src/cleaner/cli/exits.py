"""Exit codes of the command line, and how every error ends in one of them."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import TextIO

import click

from cleaner.errors import CleanerError, ModelError, PageError, SettingsError


class Exit(IntEnum):
    """What the exit code says."""

    OK = 0
    DIFFERENCES = 1
    USAGE = 2
    INPUT_OUTPUT = 3
    INTERRUPTED = 130
    TERMINATED = 143


def tell(sentence: str) -> None:
    """Says something to the user beside the output, on stderr."""
    click.echo(f"cleaner: {sentence}", err=True)


def run_guarded(command: click.Command) -> int:
    """Runs a command with the arguments of this process, and turns its errors into a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        _use_utf8(stream)
    sys.excepthook = _explain_bug
    try:
        result = command.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        tell("interrupted")
        return Exit.INTERRUPTED
    except CleanerError as error:
        tell(str(error))
        return _exit_of(error)
    except BrokenPipeError:
        # The reader of our output has left, as `head` does; nothing is wrong, and nothing more can be said to it.
        sys.stderr.close()
        return Exit.OK
    return int(result) if isinstance(result, int) else Exit.OK


def _explain_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What we did not foresee is a bug of ours: people get a sentence, and the trace where they ask for it."""
    if os.environ.get("CLEANER_DEBUG"):
        sys.__excepthook__(kind, error, trace)
        return
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else ""
    tell(f"a bug in cleaner: {kind.__name__}: {error}{place}. Please report it (CLEANER_DEBUG=1 shows more).")


def _exit_of(error: CleanerError) -> Exit:
    if isinstance(error, SettingsError | ModelError):
        return Exit.USAGE
    if isinstance(error, PageError):
        return Exit.DIFFERENCES
    return Exit.INPUT_OUTPUT


def _use_utf8(stream: TextIO) -> None:
    """A Windows console has an encoding of its own; what we write is UTF-8 everywhere."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
