"""What several test folders share: running the real command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

RunCleaner = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_cleaner(tmp_path: Path) -> RunCleaner:
    """Runs `cleaner` with arguments in an empty folder, as a user would."""

    def run(
        *arguments: object, stdin: bytes | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        finished = subprocess.run(
            [sys.executable, "-m", "cleaner", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**{key: value for key, value in os.environ.items() if key != "CI"}, **(env or {})},
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(
            finished.args, finished.returncode, finished.stdout.decode("utf-8"), finished.stderr.decode("utf-8")
        )

    return run
