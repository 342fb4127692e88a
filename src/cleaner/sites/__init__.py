"""Sites: profiles of what their pages repeat, learned from a sample of them, kept in a file, looked up for a page."""

from __future__ import annotations

from cleaner.sites.learner import PageSketch, SiteLearner
from cleaner.sites.profiles import NORMALISATION, SiteLine, SiteProfiles, find_line, key_line, name_site
from cleaner.sites.site_lines import find_site_headings, find_site_lines
from cleaner.sites.store import read_profiles, write_profiles

__all__ = [
    "NORMALISATION",
    "PageSketch",
    "SiteLearner",
    "SiteLine",
    "SiteProfiles",
    "find_line",
    "find_site_headings",
    "find_site_lines",
    "key_line",
    "name_site",
    "read_profiles",
    "write_profiles",
]
