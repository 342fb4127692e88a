"""The rules of the house that no linter knows: names of files, one tree of exceptions, versions."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "cleaner"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}

# Names that say nothing, or nothing without their docstring.
EMPTY_NAMES = re.compile(r"utils|helpers|common|core|base|misc|\w*manager|process_\w+|handle_\w+")
CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def name_file(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_file)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    """A module has a docstring and a name that means something."""
    assert ast.get_docstring(TREES[path])
    assert not EMPTY_NAMES.fullmatch(path.stem)


def test_every_exception_is_in_one_tree() -> None:
    """Every exception is declared in `errors.py`, where the tree of all of them is drawn."""
    tree = ast.get_docstring(TREES[PACKAGE / "errors.py"]) or ""
    declared = [
        (name_file(path), node.name)
        for path in MODULES
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    ]
    assert len(declared) > 5
    assert {place for place, _ in declared} == {"errors.py"}
    assert all(f"{name} " in f"{tree} " for _, name in declared if name != "CleanerError")


def test_the_order_of_the_stages_fits_on_a_page() -> None:
    """`pipeline.py` is the order and nothing else: at most 250 lines, docstrings included."""
    assert len((PACKAGE / "pipeline.py").read_text(encoding="utf-8").splitlines()) <= 250


def test_the_changelog_is_kept() -> None:
    """Versions stand newest first with their days, below "Unreleased"; changes stand under their kinds."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *released = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert first == "Unreleased"
    versions = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) - \d{4}-\d\d-\d\d", heading) for heading in released]
    numbers = [tuple(map(int, version.groups())) for version in versions if version]
    assert len(numbers) == len(released)
    assert numbers == sorted(numbers, reverse=True)
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= CHANGES
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    present = tuple(map(int, version.removesuffix(".dev0").split(".")))
    assert present > numbers[0] if version.endswith(".dev0") else present == numbers[0]
