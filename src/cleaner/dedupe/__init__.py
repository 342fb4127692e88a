"""The deduplicator: blocks that repeat within a page, their changed copies, and texts that repeat across a corpus."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleaner.dedupe.copies import find_near_lines
from cleaner.dedupe.in_page import Removal, find_repeated_blocks
from cleaner.document import Finding, Judge, Role
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

__all__ = ["find_repeats"]


def find_repeats(
    page: PageColumns, believed: Sequence[bool], references: Collection[int], settings: Settings
) -> tuple[Finding, ...]:
    """Finds the marketing blocks that repeat on a page; of lines that are nearly the same as one of them, it is told.

    Args:
        page: The page, cut into blocks.
        believed: Whether each block is, as far as is known, what a reader of the page came for.
        references: Blocks that are reference material; they stay.
        settings: The caller's choices; nothing is found where `dedupe` is off.

    Returns:
        Findings of the role `repeated`, each with what was seen, and findings without a role, which are only told.
    """
    if not settings.dedupe:
        return ()
    repeats = find_repeated_blocks(page, believed, references, settings)
    if not repeats:
        return ()
    gathered: dict[Removal, list[int]] = {}
    for index, removal in repeats.items():
        gathered.setdefault(removal, []).append(index)
    found = [
        Finding(
            judge=Judge.REPEAT,
            rule=seen.rule,
            blocks=tuple(sorted(blocks)),
            role=Role.REPEATED,
            evidence=seen.evidence,
        )
        for seen, blocks in gathered.items()
    ]
    texts = page.blocks.texts
    left = {index: texts[index] for index, is_believed in enumerate(believed) if is_believed and index not in repeats}
    near = find_near_lines(left, [texts[index] for index in sorted(repeats)])
    if near:
        told = "nearly the same as a line that was removed as repeated"
        found.append(Finding(judge=Judge.REPEAT, rule="near-line", blocks=tuple(near), evidence=told))
    return tuple(found)
