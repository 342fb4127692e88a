"""Finds marketing blocks that repeat: in a page and across a site."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleaner.dedupe.cap import find_spared
from cleaner.dedupe.copies import find_near_lines
from cleaner.dedupe.in_page import Removal, find_repeated_blocks
from cleaner.dedupe.keys import NORMALISATION, key_line, name_site
from cleaner.dedupe.profiles import PageSketch, SiteLearner, SiteLine, SiteProfiles
from cleaner.dedupe.site import find_site_lines
from cleaner.dedupe.store import read_profiles, write_profiles
from cleaner.document import Finding, Judge, Role
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

__all__ = [
    "NORMALISATION",
    "PageSketch",
    "SiteLearner",
    "SiteLine",
    "SiteProfiles",
    "find_repeats",
    "key_line",
    "name_site",
    "read_profiles",
    "write_profiles",
]


def find_repeats(
    page: PageColumns,
    believed: Sequence[bool],
    references: Collection[int],
    settings: Settings,
    profiles: SiteProfiles | None = None,
) -> tuple[Finding, ...]:
    """Finds the marketing blocks that repeat on a page, and those that its site repeats on most pages.

    In a text dump, whole runs of the site's lines repeat. On an HTML page, where the markup has already been read, they
    are only told. So are lines that are nearly the same as one that repeats, and, where too much of the body would go,
    the first copy of every text.

    Args:
        page: The page, cut into blocks.
        believed: Whether each block is, as far as is known, what a reader of the page came for.
        references: Blocks that are reference material; they stay.
        settings: The caller's choices; nothing is found where `dedupe` is off.
        profiles: What is known about sites, if the caller has learned it.

    Returns:
        Findings of the role `repeated`, each with what was seen, and findings without a role, which are only told.
    """
    if not settings.dedupe or not page.blocks:
        return ()
    repeats = find_repeated_blocks(page, believed, references, settings)
    repeated = dict.fromkeys(repeats, Judge.REPEAT)
    left = [index for index, is_believed in enumerate(believed) if is_believed and index not in repeats]
    told = _tell_near_lines(page, left, repeats) if repeats else []
    if profiles is not None:
        site = find_site_lines(page, left, references, profiles)
        if page.kind is PageKind.TEXT:
            repeats |= site
            repeated |= dict.fromkeys(site, Judge.SITE_LINE)
        else:
            told += [(Judge.SITE_LINE, index, removal) for index, removal in site.items()]
    for index, removal in find_spared(page.blocks, believed, repeats, settings).items():
        del repeats[index]
        told.append((repeated[index], index, removal))
    decided = [(repeated[index], index, removal) for index, removal in repeats.items()]
    told = [row for row in told if row[1] not in repeats]
    return (*_gather(decided, Role.REPEATED), *_gather(told, None))


def _tell_near_lines(
    page: PageColumns, left: Sequence[int], repeats: dict[int, Removal]
) -> list[tuple[Judge, int, Removal]]:
    texts = page.blocks.texts
    near = find_near_lines({index: texts[index] for index in left}, [texts[index] for index in sorted(repeats)])
    removal = Removal(rule="near-line", evidence="nearly the same as a line that was removed as repeated")
    return [(Judge.REPEAT, index, removal) for index in near]


def _gather(rows: Sequence[tuple[Judge, int, Removal]], role: Role | None) -> list[Finding]:
    """One finding for all blocks of which the same was seen, in the order in which they were."""
    gathered: dict[tuple[Judge, Removal], list[int]] = {}
    for judge, index, removal in rows:
        gathered.setdefault((judge, removal), []).append(index)
    return [
        Finding(judge=judge, rule=seen.rule, blocks=tuple(sorted(blocks)), role=role, evidence=seen.evidence)
        for (judge, seen), blocks in gathered.items()
    ]
