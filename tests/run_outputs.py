"""Reads what a run has written, for the tests of `cleaner run`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_rows(out: Path) -> list[dict[str, Any]]:
    """The rows of the manifest."""
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def read_tree(out: Path) -> dict[str, bytes]:
    """Every file of the output and its bytes, the run's own state and times apart."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".cleaner" not in path.parts and path.name != "run.json"
    }
