"""Everything that the documentation shows is run, and must give what the documentation says."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ELLIPSIS = "…"


def read_sessions(page: Path) -> list[list[tuple[str, str]]]:
    """Reads the console blocks of a page as lists of (command, expected output)."""
    sessions = []
    for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
        steps = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        sessions.append([(command, output) for command, _, output in (step.partition("\n") for step in steps)])
    return sessions


def matches(expected: str, output: str) -> bool:
    """Compares line by line; `…` stands for any text, on a line of its own for any lines."""
    pattern = re.escape(expected.strip()).replace(f"\n{ELLIPSIS}\n", "\n(?:.*\n)*?").replace(ELLIPSIS, ".*?")
    return re.fullmatch(pattern, output.strip(), flags=re.DOTALL) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """The commands of a page, run in order in a copy of the samples, print what stands under them."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copytree(ROOT / "golden", tmp_path / "golden")
    # Readers are no machines: with CI set, golden files could not be accepted.
    settings = {name: value for name, value in os.environ.items() if name != "CI"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for session in read_sessions(page):
        for command, expected in session:
            finished = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env={**settings, "PATH": path, "COLUMNS": "120"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=120,
                check=False,
            )
            output = finished.stdout.decode("utf-8")
            assert matches(expected, output), (
                f"{page.name}: $ {command}\n--- expected\n{expected}\n--- printed\n{output}"
            )


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_python_examples_give_what_the_page_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The interactive examples of a page, run in a copy of the samples, give what stands under them."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_the_docstring_of_the_package_runs() -> None:
    """The example in the package's own docstring is true."""
    import cleaner  # noqa: PLC0415

    assert doctest.testmod(cleaner).failed == 0
