"""Removes a site's own blocks from its text dumps, and reports them on its HTML pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from cleaner.dedupe.keys import key_line
from cleaner.dedupe.profiles import SiteLine, SiteProfiles
from cleaner.document import Label, ReferenceFindings, Role
from cleaner.page.blocks import Block, PageKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

# A run that goes has this many words; a short line alone may be a heading that the articles of a site share.
_MIN_RUN_WORDS = 6


def remove_site_lines(
    page: PageColumns,
    labels: tuple[Label, ...],
    findings: ReferenceFindings,
    settings: Settings,
    profiles: SiteProfiles,
) -> tuple[Label, ...]:
    """Labels the lines that stand on most pages of the site.

    In a text dump, whole runs of such lines go. On an HTML page, where the markup has already been read, they are only
    reported: the label's evidence says that the site repeats the line.

    Args:
        page: The page, cut into blocks.
        labels: The judgement so far on each block.
        findings: What is reference material; it stays.
        settings: The caller's choices.
        profiles: What is known about sites.

    Returns:
        The labels, those of the site's lines replaced.
    """
    known = profiles.find_lines(page)
    if not known:
        return labels
    blocks = [block for block in page.blocks if block.text]
    lines = [_look_up(block, known, findings) for block in blocks]
    kept = Role.REPEATED in settings.kept_roles
    judged = list(labels)
    for start, end in _find_runs(blocks, lines):
        for place in range(start, end):
            label, line = labels[blocks[place].index], lines[place]
            if label.kept and line is not None:
                told = f"on {line.pages} of {line.of} pages of this site (profile {profiles.profile_id})"
                judged[blocks[place].index] = _relabel(label, told, kept=kept, removed=page.kind is PageKind.TEXT)
    return tuple(judged)


def _look_up(block: Block, known: Mapping[int, SiteLine], findings: ReferenceFindings) -> SiteLine | None:
    line = known.get(key_line(block.text))
    return None if line is None or line.keep or block.index in findings.blocks else line


def _find_runs(blocks: Sequence[Block], lines: Sequence[SiteLine | None]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and lines[place] is not None:
            continue
        if sum(block.words for block in blocks[start:place]) >= _MIN_RUN_WORDS:
            runs.append((start, place))
        start = place + 1
    return runs


def _relabel(label: Label, told: str, *, kept: bool, removed: bool) -> Label:
    if not removed:
        return dataclasses.replace(label, evidence="; ".join(filter(None, (label.evidence, told))))
    return dataclasses.replace(label, role=Role.REPEATED, kept=kept, score=0.0, rule="site-profile", evidence=told)
