"""The rules of the house that no linter knows: names of files, dead code, one tree of exceptions, versions."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "cleaner"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROGRAMS = [path for folder in ("tools", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in [*MODULES, *PROGRAMS]}

# Names that say nothing, or nothing without their docstring.
EMPTY_NAMES = re.compile(
    r"utils|helpers|common|core|base|misc|\w*manager|process_\w+|handle_\w+"
    r"|view|judge|evidence|cap|products|sums|spans|stretches|kept_once"
)
# Rooms whose files are read side by side.
NEIGHBOURS = (
    ("page", "lexicon", "segment", "classify", "references", "dedupe", "sites", "engines", "metadata"),
    ("run", "integrations", "evaluate", "review"),
)
CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_file(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_file)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    """A module has a docstring and a name that means something."""
    assert ast.get_docstring(TREES[path])
    assert not EMPTY_NAMES.fullmatch(path.stem)


@pytest.mark.parametrize("rooms", NEIGHBOURS, ids=lambda rooms: f"{rooms[0]} to {rooms[-1]}")
def test_files_of_neighbouring_rooms_have_names_of_their_own(rooms: tuple[str, ...]) -> None:
    """Who looks for a file by its name finds one."""
    places = defaultdict(list)
    for path in MODULES:
        if path.relative_to(PACKAGE).parts[0] in rooms and path.stem != "__init__":
            places[path.stem].append(name_file(path))
    assert [found for found in places.values() if len(found) > 1] == []


def test_no_parameter_is_thrown_away() -> None:
    """No function deletes what it was given: such a parameter does not belong in the signature."""
    thrown = [
        f"{name_file(path)}: {function.name} deletes {ast.unparse(statement)[4:]}"
        for path in MODULES
        for function in ast.walk(TREES[path])
        if isinstance(function, Function)
        for statement in function.body
        if isinstance(statement, ast.Delete)
        and {name.id for name in statement.targets if isinstance(name, ast.Name)} & list_parameters(function)
    ]
    assert thrown == []


def list_parameters(function: Function) -> set[str]:
    return {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}


def test_every_public_name_is_used() -> None:
    """Public functions, classes and methods are used by the package, a program or the documents; tests do not count."""
    used = set(re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)))
    for tree in TREES.values():
        used.update(read_used_names(tree))
    unused = [f"{name_file(path)}: {name}" for path in MODULES for name in read_public_names(TREES[path])]
    assert [line for line in unused if line.split(": ")[1] not in used] == []


def read_used_names(tree: ast.Module) -> Iterator[str]:
    """Every name that is read, and those that strings give as `module:name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"^[\w.]+:(\w+)$", node.value)


def read_public_names(tree: ast.Module) -> Iterator[str]:
    """What a module defines for others; methods that a base from elsewhere calls and commands are called by no name."""
    local = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)} | {"NamedTuple", "Protocol"}
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            is_command = any(".command(" in ast.unparse(decorator) for decorator in node.decorator_list)
            yield from () if is_command else (node.name,)
        if isinstance(node, ast.ClassDef) and {ast.unparse(base) for base in node.bases} <= local:
            yield from (part.name for part in node.body if isinstance(part, Function) and not part.name.startswith("_"))


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


def test_the_guide_leads_to_what_is_there() -> None:
    """Every file and folder that `CONTRIBUTING.md` names exists; names in capitals stand for the newcomer's own."""
    named = re.findall(r"`([\w./-]+/[\w.-]*)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(named) > 10
    own = re.compile(r"\b(?:NAME|LANGUAGE|NNNN)\b")
    assert [path for path in named if not own.search(path) and not list(ROOT.glob(f"{path.rstrip('/')}*"))] == []


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
