"""The rules of the house that no linter knows: modules that say what they are for, one tree of exceptions."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src" / "cleaner").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "misc", "manager"}


def count_code_lines(path: Path) -> int:
    """Counts lines with code on them: no blank lines, comments or docstrings."""
    source = path.read_text(encoding="utf-8")
    documented: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            documented.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in silent:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - documented)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_module_says_what_it_is_for(path: Path) -> None:
    """A module has a docstring and a name that means something."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert path.stem not in FORBIDDEN_NAMES


def test_every_exception_is_in_one_tree() -> None:
    """Every exception is declared in `errors.py`, where the tree of all of them is drawn."""
    tree = ast.get_docstring(ast.parse((ROOT / "src" / "cleaner" / "errors.py").read_text(encoding="utf-8"))) or ""
    declared = [
        (path.relative_to(ROOT).as_posix(), node.name)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    ]
    assert len(declared) > 5
    assert {place for place, _ in declared} == {"src/cleaner/errors.py"}
    assert all(f"{name} " in f"{tree} " for _, name in declared if name != "CleanerError")


def test_the_order_of_the_stages_fits_on_a_page() -> None:
    """`pipeline.py` is the order and nothing else: under 150 lines of code."""
    assert count_code_lines(ROOT / "src" / "cleaner" / "pipeline.py") < 150
