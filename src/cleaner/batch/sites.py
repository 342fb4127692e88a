"""Learns site profiles from many pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from cleaner.dedupe import SiteLearner, SiteProfiles
from cleaner.document import Page
from cleaner.errors import PageError, SourceError
from cleaner.read import Notice, PageInput, ReadOptions, Skipped, find_pages, load_file
from cleaner.segment import segment_page
from cleaner.settings import Settings


def learn_sites(
    inputs: Sequence[str], options: ReadOptions, settings: Settings, tell: Callable[[str], None]
) -> SiteProfiles:
    """Reads every page of the inputs and learns what their sites repeat.

    Args:
        inputs: As `cleaner.read.find_pages` takes them.
        options: How to read them.
        settings: The caller's choices.
        tell: Takes sentences for the user: guesses, and how many pages could not be read.

    Returns:
        The profiles; the same for any order of the same pages.

    Raises:
        SourceError: If an input does not exist.
    """
    learner = SiteLearner(settings)
    unread: Counter[str] = Counter()
    for found in find_pages(inputs, options):
        if isinstance(found, Notice):
            tell(found.text)
        elif isinstance(found, Skipped) or found.problem is not None:
            unread["skipped" if isinstance(found, Skipped) else "unreadable"] += 1
        else:
            try:
                learner.add_page(segment_page(_load(found, settings), settings))
            except (PageError, SourceError):
                unread["unreadable"] += 1
    for why, count in sorted(unread.items()):
        tell(f"{count} inputs were {why}; they are not in the profiles")
    return learner.freeze()


def _load(found: PageInput, settings: Settings) -> Page:
    if found.body is None:
        return load_file(found, found.page_id, settings.max_page_bytes)
    return Page(
        page_id=found.page_id, url=found.url, body=found.body, kind=found.kind, charset=found.charset, origin=found.key
    )
