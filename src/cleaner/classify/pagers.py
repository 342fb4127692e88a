"""Finds the pager of a dump: the two lines that lead to the pages before and behind, which read like sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.lexicon import join_patterns
from cleaner.page.columns import BlockTable

_MAX_PAGER_WORDS = 20
# What stands around such words on their line: arrows, and behind a colon or an arrow where they lead.
_BEFORE, _BEHIND = r"[«←‹<\s]*", r"\s*(?:[:：»→›>«←‹<|–-]\s*(?P<target>.*))?$"
_PREVIOUS = re.compile(f"{_BEFORE}(?:{join_patterns(lambda language: language.previous_pages)}){_BEHIND}")
_NEXT = re.compile(f"{_BEFORE}(?:{join_patterns(lambda language: language.next_pages)}){_BEHIND}")


class _Pager(NamedTuple):
    """A line of a pager: whether it leads to the page behind, and whether it says where that is."""

    leads_behind: bool
    has_target: bool


def find_pagers(blocks: BlockTable, content: NDArray[np.bool_]) -> list[int]:
    """Finds the lines that lead to neighbouring pages; one alone may be a sentence, so they come in pairs.

    Args:
        blocks: A dump's lines.
        content: Whether each is taken for content, `[n_blocks]`.

    Returns:
        Indices of both lines of a pair of which one is content and, where the names of the pages stand below them, of
        those names.
    """
    found: set[int] = set()
    for index in np.flatnonzero(content & (blocks.words <= _MAX_PAGER_WORDS)).tolist():
        pager = _read_pager(blocks.texts[index])
        if pager is None:
            continue
        step = 1 if pager.has_target else 2
        for other in (index - step, index + step):
            start, end = min(index, other), min(index, other) + 2 * step
            if start < 0 or end > len(blocks) or max(blocks.words[start:end]) > _MAX_PAGER_WORDS:
                continue
            if _read_pager(blocks.texts[other]) == _Pager(not pager.leads_behind, pager.has_target):
                found.update(range(start, end))
    return sorted(found)


def _read_pager(text: str) -> _Pager | None:
    text = text.lower()
    for leads_behind, pattern in ((False, _PREVIOUS), (True, _NEXT)):
        match = pattern.match(text)
        if match is not None:
            return _Pager(leads_behind, bool(match["target"]))
    return None
