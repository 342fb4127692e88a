"""Keeps deduplication from taking (nearly) the whole page: what would go beyond the limit is told, not removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaner.dedupe.in_page import Removal
from cleaner.page.columns import BlockTable
from cleaner.settings import Settings


def find_spared(
    blocks: BlockTable, believed: Sequence[bool], repeats: Mapping[int, Removal], settings: Settings
) -> dict[int, Removal]:
    """Finds what stays where too much of the body would go: of every text that would vanish, its first copy.

    Copies beyond the first say nothing new, so they are not counted, and go whatever the limit.

    Args:
        blocks: The page's blocks.
        believed: Whether each is, as far as is known, what a reader of the page came for.
        repeats: What repeats, by block.
        settings: `dedupe_max_body_percent` is the limit, in percent of the words of the body's different lines.

    Returns:
        By block, what would have removed it, and that it stays.
    """
    words = blocks.words.tolist()
    body: dict[str, int] = {}
    left: dict[str, int] = {}
    for index, text in enumerate(blocks.texts):
        if believed[index] and words[index]:
            body[text] = words[index]
            if index not in repeats:
                left[text] = words[index]
    total = sum(body.values())
    gone = total - sum(left.values())
    if 100 * gone <= settings.dedupe_max_body_percent * total:
        return {}
    told = f"kept, since {100 * gone // total} % of the body would go"
    spared = {}
    for index, removal in sorted(repeats.items()):
        text = blocks.texts[index]
        if believed[index] and text not in left:
            left[text] = words[index]
            spared[index] = Removal(rule=removal.rule, evidence=f"{removal.evidence}; {told}")
    return spared
