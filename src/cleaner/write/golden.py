"""Compares a cleaned page with its golden files, word by word."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cleaner.document import Document, Label, to_plain
from cleaner.page.blocks import Block


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference from the golden files.

    Attributes:
        change: In what.
        detail: The words, or the field with its expected and its present value.
    """

    change: Change
    detail: str


_PARTS = {
    "metadata": Change.METADATA,
    "references": Change.REFERENCES,
    "markers": Change.MARKERS,
    "accounting": Change.ACCOUNTING,
}
_SHOWN_WORDS = 12
_BLOCK_CHARS = 60


def golden_text(document: Document) -> str:
    """The content of `NAME.txt`."""
    return document.text


def golden_json(document: Document) -> str:
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


def compare_with_golden(document: Document, expected_text: str, expected_json: str) -> list[Difference]:
    """Compares a cleaned page with its golden files.

    Args:
        document: The cleaned page.
        expected_text: Content of `NAME.txt`.
        expected_json: Content of `NAME.json`.

    Returns:
        What differs; empty if nothing does.

    Raises:
        ValueError: If the golden JSON is not JSON or no object.
    """
    facts = json.loads(expected_json)
    if not isinstance(facts, dict):
        raise ValueError("it holds no object")
    return compare_texts(golden_text(document), expected_text) + _compare_facts(
        json.loads(golden_json(document)), facts
    )


def compare_texts(present: str, expected: str) -> list[Difference]:
    """Says which words were lost, added or moved; if none, whether white space differs.

    Args:
        present: The text as it is now.
        expected: The golden text.

    Returns:
        The differences, in the order of the texts; a run of words that left one place and stands whole in another has
        moved.
    """
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
            differences.append(Difference(change=_PARTS.get(name, Change.METADATA), detail=detail))
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
