"""Golden files: checks what sample pages give against them, word by word, and accepts what a person has looked at."""

from __future__ import annotations

import difflib
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from cleaner.document import Document, Label, to_plain
from cleaner.errors import PageError, SettingsError, SinkError, SourceError
from cleaner.page.blocks import Block
from cleaner.pipeline import clean
from cleaner.settings import Settings

_PAGE_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".txt"])
_SHOWN_WORDS = 12
_BLOCK_CHARS = 60


class Change(StrEnum):
    """In what a page differs from its golden files."""

    LOST = "lost"
    ADDED = "added"
    MOVED = "moved"
    FORMAT = "format only"
    METADATA = "metadata"
    REFERENCES = "references"
    MARKERS = "markers"
    LABELS = "labels"
    ACCOUNTING = "accounting"


_CHANGES_OF_PARTS = {
    "metadata": Change.METADATA,
    "references": Change.REFERENCES,
    "markers": Change.MARKERS,
    "accounting": Change.ACCOUNTING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference from the golden files.

    Attributes:
        change: In what.
        detail: The words, or the field with its expected and its present value.
    """

    change: Change
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleResult:
    """What the check of one sample found.

    Attributes:
        name: The sample's path in its folder, without suffix.
        differences: From its golden files; empty if all is well.
    """

    name: str
    differences: tuple[Difference, ...]


def check_samples(samples: Path, golden: Path, settings: Settings) -> Iterator[SampleResult]:
    """Cleans every sample and compares it with its golden files.

    Args:
        samples: Folder of pages.
        golden: Folder with `NAME.txt` and `NAME.json` for every page `NAME.html` or `NAME.txt`.
        settings: What to clean with.

    Yields:
        One result a sample, by name; then one for every golden file without a sample.

    Raises:
        SourceError: If a folder does not exist or holds no page, a file cannot be read or two samples share a name.
    """
    pages = _find_samples(samples)
    for name, path in pages.items():
        yield SampleResult(name=name, differences=tuple(_check_sample(path, golden / name, settings)))
    for name in sorted(_golden_names(golden) - pages.keys()):
        difference = Difference(change=Change.LOST, detail="a golden file without a sample")
        yield SampleResult(name=name, differences=(difference,))


def accept_samples(samples: Path, golden: Path, settings: Settings) -> list[str]:
    """Writes the golden files of every sample from what the pages give now.

    Args:
        samples: Folder of pages.
        golden: Folder of golden files; made if it does not exist.
        settings: What to clean with.

    Returns:
        Names of the samples, in order.

    Raises:
        SettingsError: On continuous integration, which may check but never bless.
        SourceError: If a sample cannot be read or cleaned.
        SinkError: If a golden file cannot be written.
    """
    if os.environ.get("CI"):
        raise SettingsError("golden files are never written where CI is set; accept them on your own machine")
    pages = _find_samples(samples)
    for name, path in pages.items():
        document = clean(path, settings=settings)
        target = golden / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _golden_path(target, ".txt").write_text(document.text, encoding="utf-8", newline="\n")
            _golden_path(target, ".json").write_text(_write_facts(document), encoding="utf-8", newline="\n")
        except OSError as error:
            raise SinkError(f"{target}: golden file cannot be written: {error.strerror}") from error
    return list(pages)


def _check_sample(path: Path, target: Path, settings: Settings) -> list[Difference]:
    try:
        document = clean(path, settings=settings)
    except PageError as error:
        return [Difference(change=Change.LOST, detail=f"the page was rejected: {error}")]
    try:
        expected = [_golden_path(target, suffix).read_text(encoding="utf-8") for suffix in (".txt", ".json")]
    except FileNotFoundError as error:
        return [Difference(change=Change.ADDED, detail=f"no golden file {Path(error.filename).name}; see --accept")]
    except OSError as error:
        raise SourceError(f"{target}: golden file cannot be read: {error.strerror}") from error
    try:
        return _compare_with_golden(document, *expected)
    except ValueError as error:
        raise SourceError(f"{target}.json: not a golden file: {error}") from error


def _find_samples(samples: Path) -> dict[str, Path]:
    if not samples.is_dir():
        raise SourceError(f"{samples}: no such folder of samples")
    pages: dict[str, Path] = {}
    for path in sorted(samples.rglob("*")):
        if path.suffix.lower() not in _PAGE_SUFFIXES or not path.is_file():
            continue
        name = path.relative_to(samples).with_suffix("").as_posix()
        if name in pages:
            raise SourceError(
                f"{path}: {pages[name].name} has the same name and would share its golden files; rename one"
            )
        pages[name] = path
    if not pages:
        raise SourceError(f"{samples}: no page in this folder; a check of nothing would always pass")
    return pages


def _golden_names(golden: Path) -> set[str]:
    if not golden.is_dir():
        raise SourceError(f"{golden}: no such folder of golden files; make it with --accept")
    return {
        path.relative_to(golden).as_posix().removesuffix(suffix)
        for suffix in (".txt", ".json")
        for path in golden.rglob(f"*{suffix}")
    }


def _golden_path(target: Path, suffix: str) -> Path:
    """Adds a suffix to a name that may hold dots of its own."""
    return target.with_name(target.name + suffix)


def _write_facts(document: Document) -> str:
    """The content of `NAME.json`: what the text does not show."""
    metadata = to_plain(document.metadata)
    facts = {
        "status": document.status.value,
        "metadata": {
            name: value for name, value in metadata.items() if value and name not in ("candidates", "sources")
        },
        "references": [
            {name: value for name, value in to_plain(reference).items() if value and name not in ("blocks", "raw")}
            for reference in document.references
        ],
        "markers": to_plain(document.markers),
        "accounting": to_plain(document.accounting),
        "blocks": [_describe_block(*row) for row in zip(document.blocks, document.labels, strict=True)],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _compare_with_golden(document: Document, expected_text: str, expected_json: str) -> list[Difference]:
    """What differs from the content of the golden files; raises ValueError if the second is no object of JSON."""
    facts = json.loads(expected_json)
    if not isinstance(facts, dict):
        raise ValueError("it holds no object")
    return _compare_texts(document.text, expected_text) + _compare_facts(json.loads(_write_facts(document)), facts)


def _compare_texts(present: str, expected: str) -> list[Difference]:
    """Words that were lost, added or moved; a run that left one place and stands whole in another has moved."""
    if present == expected:
        return []
    old, new = expected.split(), present.split()
    if old == new:
        return [Difference(change=Change.FORMAT, detail=_first_different_line(expected, present))]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    lost: list[tuple[str, ...]] = []
    added: list[tuple[str, ...]] = []
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation != "equal":
            lost += [tuple(old[i:j])] if j > i else []
            added += [tuple(new[k:m])] if m > k else []
    moved = Counter(lost) & Counter(added)
    return [
        *(Difference(change=Change.LOST, detail=_shorten(run)) for run in lost if run not in moved),
        *(Difference(change=Change.ADDED, detail=_shorten(run)) for run in added if run not in moved),
        *(Difference(change=Change.MOVED, detail=_shorten(run)) for run in moved),
    ]


def _describe_block(block: Block, label: Label) -> str:
    """One line a block, so that a person sees in a diff which block another rule has judged."""
    beginning = " ".join(block.text.split())[:_BLOCK_CHARS].rstrip()
    return f"{'kept' if label.kept else 'dropped'} as {label.role.value} by {label.rule}: {beginning}"


def _compare_facts(present: dict[str, Any], expected: dict[str, Any]) -> list[Difference]:
    differences = _compare_rows(present.pop("blocks"), expected.pop("blocks", []))
    for name in sorted(present.keys() | expected.keys()):
        if present.get(name) != expected.get(name):
            detail = f"{name}: {_shorten_value(expected.get(name))} became {_shorten_value(present.get(name))}"
            differences.append(Difference(change=_CHANGES_OF_PARTS.get(name, Change.METADATA), detail=detail))
    return differences


def _compare_rows(present: list[str], expected: list[str]) -> list[Difference]:
    """Rows of blocks that one of the two sides lacks, as `diff` shows them."""
    lines = list(difflib.unified_diff(expected, present, lineterm="", n=0))
    return [Difference(change=Change.LABELS, detail=line) for line in lines[2:] if not line.startswith("@@")]


def _first_different_line(expected: str, present: str) -> str:
    old, new = expected.splitlines(), present.splitlines()
    for number, (before, after) in enumerate(zip(old, new, strict=False), start=1):
        if before != after:
            return f"line {number}: {before!r} became {after!r}"
    return f"{len(old)} lines became {len(new)}"


def _shorten(words: tuple[str, ...]) -> str:
    if len(words) <= _SHOWN_WORDS:
        return " ".join(words)
    return f"{' '.join(words[:_SHOWN_WORDS])} … ({len(words)} words)"


def _shorten_value(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else text[:300] + " …"
