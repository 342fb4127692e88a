"""Removes marketing blocks that repeat: in a page and across a site."""

from __future__ import annotations

from cleaner.dedupe.cap import limit_removal
from cleaner.dedupe.in_page import remove_repeats
from cleaner.dedupe.keys import NORMALISATION, key_line, name_site
from cleaner.dedupe.profiles import PageSketch, SiteLearner, SiteLine, SiteProfiles
from cleaner.dedupe.site import remove_site_lines
from cleaner.dedupe.store import read_profiles, write_profiles
from cleaner.document import Label, ReferenceFindings
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

__all__ = [
    "NORMALISATION",
    "PageSketch",
    "SiteLearner",
    "SiteLine",
    "SiteProfiles",
    "dedupe_page",
    "key_line",
    "name_site",
    "read_profiles",
    "write_profiles",
]


def dedupe_page(
    page: PageColumns,
    labels: tuple[Label, ...],
    findings: ReferenceFindings,
    settings: Settings,
    profile: SiteProfiles | None = None,
) -> tuple[Label, ...]:
    """Labels the marketing blocks that repeat on a page, and those that its site repeats on most pages.

    Args:
        page: The page, cut into blocks.
        labels: The judgement so far on each block.
        findings: What is reference material; it stays.
        settings: The caller's choices; nothing happens where `dedupe` is off.
        profile: What is known about sites, if the caller has learned it.

    Returns:
        The labels; removed blocks have the role `repeated`, the rule that removed them and what it saw.
    """
    if not settings.dedupe or not page.blocks:
        return labels
    judged = remove_repeats(page, labels, findings, settings)
    if profile is not None:
        judged = remove_site_lines(page, judged, findings, settings, profile)
    return limit_removal(page, labels, judged, settings)
