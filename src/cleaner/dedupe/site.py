"""Finds a site's own lines on its pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cleaner.dedupe.in_page import Removal
from cleaner.dedupe.keys import key_line
from cleaner.dedupe.profiles import SiteLine, SiteProfiles
from cleaner.page.columns import PageColumns

# A run that goes has this many words; a short line alone may be a heading that the articles of a site share.
_MIN_RUN_WORDS = 6


def find_site_lines(
    page: PageColumns, left: Collection[int], references: Collection[int], profiles: SiteProfiles
) -> dict[int, Removal]:
    """Finds the whole runs of lines that stand on most pages of the site.

    Args:
        page: The page, cut into blocks.
        left: Blocks that a reader of the page came for, as far as is known, and that do not repeat on the page.
        references: Blocks that are reference material; they stay.
        profiles: What is known about sites.

    Returns:
        By block, on how many pages it stands.
    """
    known = profiles.find_lines(page)
    if not known:
        return {}
    places = [index for index, text in enumerate(page.blocks.texts) if text]
    lines = [_look_up(page.blocks.texts[index], known) if index not in references else None for index in places]
    believed = set(left)
    words = page.blocks.words[places].tolist()
    found = {}
    for start, end in _find_runs(words, lines):
        for index, line in zip(places[start:end], lines[start:end], strict=True):
            if index in believed and line is not None:
                told = f"on {line.pages} of {line.of} pages of this site (profile {profiles.profile_id})"
                found[index] = Removal(rule="site-profile", evidence=told)
    return found


def _look_up(text: str, known: Mapping[int, SiteLine]) -> SiteLine | None:
    line = known.get(key_line(text))
    return None if line is None or line.keep else line


def _find_runs(words: Sequence[int], lines: Sequence[SiteLine | None]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and lines[place] is not None:
            continue
        if sum(words[start:place]) >= _MIN_RUN_WORDS:
            runs.append((start, place))
        start = place + 1
    return runs
