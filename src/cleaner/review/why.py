"""Explains in words what became of a piece of a page's text."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from cleaner.document import Document, Finding, Label, Role
from cleaner.page.blocks import Block
from cleaner.settings import ROLE_PRESETS, Settings

_SHOWN_CHARS = 100


def explain_words(document: Document, words: str, settings: Settings) -> list[str]:
    """Finds words on a page and says what became of them.

    White space and letter case are folded, and the words may run over several blocks.

    Args:
        document: The cleaned page.
        words: What to look for.
        settings: What the page was cleaned with.

    Returns:
        One paragraph for every block that holds (a part of) the words, in the page's order; empty if none does.
    """
    return [
        _explain_block(document.blocks[index], document.labels[index], settings)
        for index in find_words(document.blocks, words)
    ]


def find_words(blocks: Sequence[Block], words: str) -> list[int]:
    """Finds the blocks that hold a piece of text.

    Args:
        blocks: The page's blocks.
        words: What to look for.

    Returns:
        Indices of the blocks, in order.
    """
    wanted = _fold(words)
    if not wanted:
        return []
    folded = [_fold(block.text) for block in blocks]
    # With every block's end one space apart, words that run over a boundary are found as they were typed.
    joined = " ".join(folded)
    starts, length = [], 0
    for text in folded:
        starts.append(length)
        length += len(text) + 1
    found: set[int] = set()
    place = joined.find(wanted)
    while place >= 0:
        first = bisect.bisect_right(starts, place) - 1
        last = bisect.bisect_right(starts, place + len(wanted) - 1) - 1
        found.update(index for index in range(first, last + 1) if folded[index])
        place = joined.find(wanted, place + 1)
    return sorted(found)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _explain_block(block: Block, label: Label, settings: Settings) -> str:
    shown = block.text if len(block.text) <= _SHOWN_CHARS else block.text[:_SHOWN_CHARS] + " …"
    lines = [
        f"block {block.index} ({block.kind.value}, {block.words} words{', hidden' if block.hidden else ''}): {shown}",
        f"  {'kept' if label.kept else 'dropped'} as {label.role.value} by rule {label.rule}, score {label.score:.2f}",
    ]
    if label.evidence:
        lines.append(f"  because {label.evidence}")
    lines.append(f"  {_advise(label, settings)}")
    lines += [f"  found by {finding.judge.value}: {_tell(finding)}" for finding in label.trail]
    return "\n".join(lines)


def _tell(finding: Finding) -> str:
    """What a finding says of its blocks, by which rule, and what was seen."""
    said = finding.rule if finding.role is None else f"{finding.role.value} by {finding.rule}"
    return f"{said}, {finding.evidence}" if finding.evidence else said


def _advise(label: Label, settings: Settings) -> str:
    """Names the setting that would turn the judgement round."""
    if label.kept:
        return f"to drop it: keep_roles without {label.role.value!r}"
    if label.role not in settings.kept_roles:
        return f"to keep it: keep_roles with {label.role.value!r}, or keep_roles = 'everything'"
    presets = [name for name, roles in ROLE_PRESETS.items() if roles >= frozenset(Role)]
    return f"to keep it: keep_roles = {presets[0]!r}"
