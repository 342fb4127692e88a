"""Learns what the pages of a site repeat, from a sample of them that does not depend on their order."""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from cleaner.page.columns import PageColumns
from cleaner.settings import Settings
from cleaner.sites.page_languages import guess_language
from cleaner.sites.profiles import FOLDER, SiteLine, SiteProfiles, key_line, key_template, list_templates, name_site

# Lines are shown whole; a longer one is a paragraph. A million lines of 40 characters take 24 MB on disk.
TEXT_CHARS = 300
_MAX_WORDS = 65535
# A line of this many words or more is a paragraph.
_PARAGRAPH_WORDS = 20
# Fewer words of paragraphs tell nothing about whether two pages are the same.
_MIN_SAME_PROSE_WORDS = 100

# Pages of one site share menus and footers; those of two clinics share "Home" and "Contact".
_MIN_SITE_PERCENT = 10


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PageSketch:
    """One page of a sample, as much of it as counting needs; columns are sorted by key.

    Attributes:
        page: Hash of the page's address or id; the sample of a site is its pages of the smallest.
        keys: The different lines, 8 bytes each.
        words: Words of each line, 2 bytes each.
        texts: Beginnings of the lines, compressed, for people to read.
    """

    page: int
    keys: bytes
    words: bytes
    texts: bytes

    def read_lines(self) -> dict[int, int]:
        """The words of each line by its key."""
        return dict(zip(array("Q", self.keys), array("H", self.words), strict=True))

    def read_texts(self) -> dict[int, str]:
        """The beginning of each line by its key."""
        texts = zlib.decompress(self.texts).decode("utf-8", "surrogatepass").split("\n")
        return dict(zip(array("Q", self.keys), texts, strict=True))


class SiteLearner:
    """Collects a sample of pages for each site; any order, sharding or repetition of pages gives the same sample."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.samples: dict[str, dict[int, PageSketch]] = {}

    def add_page(self, page: PageColumns) -> tuple[str, PageSketch] | None:
        """Takes a page into its site's sample, or leaves it where the sample has K pages of smaller hashes.

        Args:
            page: Any page.

        Returns:
            The site's name and what the sample now holds of the page; None where it was left.
        """
        site = name_site(page)
        name = page.url or page.page_id
        number = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")
        sample = self.samples.get(site, {})
        if len(sample) >= self.settings.site_sample_pages and number > max(sample):
            return None
        self.add_sketch(site, sketch_page(page, number))
        return site, self.samples[site][number]

    def add_sketch(self, site: str, sketch: PageSketch) -> None:
        """Takes a page's sketch into a site's sample, where it is among its K pages of the smallest hashes."""
        sample = self.samples.setdefault(site, {})
        # A page that comes twice with different text counts once, whichever came first.
        sample[sketch.page] = min(sketch, sample.get(sketch.page, sketch))
        if len(sample) > self.settings.site_sample_pages:
            del sample[max(sample)]

    def merge(self, other: SiteLearner) -> None:
        """Takes over another learner's samples: commutative, associative, idempotent."""
        for site, sample in other.samples.items():
            for sketch in sample.values():
                self.add_sketch(site, sketch)

    def freeze(self) -> SiteProfiles:
        """Counts the lines of each sample, and keeps those that are the site's boilerplate."""
        pages = {site: collapse_pages(sample.values(), self.settings) for site, sample in sorted(self.samples.items())}
        mixed = self.list_mixed()
        found = {site: self._count_site(different) for site, different in pages.items() if site not in mixed}
        return SiteProfiles(
            sites={site: lines for site, lines in found.items() if lines},
            pages={site: len(different) for site, different in pages.items()},
        )

    def list_mixed(self) -> list[str]:
        """The folders without addresses whose pages fall into several sites: nothing is learned of them."""
        return [
            site
            for site, sample in sorted(self.samples.items())
            if site.endswith(FOLDER) and any(map(_are_of_several_sites, group_languages(sample.values())))
        ]

    def _count_site(self, pages: Sequence[PageSketch]) -> dict[int, SiteLine]:
        """The lines of a site: those of its pages in each language, since these have menus and footers of their own."""
        lines: dict[int, SiteLine] = {}
        for group in group_languages(pages):
            for key, line in self._count_group(group).items():
                known = lines.get(key, line)
                lines[key] = max(line, known, key=lambda one: (one.pages / one.of, one.of))
        return dict(sorted(lines.items()))

    def _count_group(self, pages: Sequence[PageSketch]) -> dict[int, SiteLine]:
        if len(pages) < self.settings.site_few_pages:
            return {}
        is_small = len(pages) < self.settings.site_min_pages
        counts = Counter(key for sketch in pages for key in array("Q", sketch.keys))
        needed = (self.settings.site_few_percent if is_small else self.settings.site_min_percent) * len(pages)
        common = {key: count for key, count in counts.items() if 100 * count >= needed}
        texts: dict[int, str] = {}
        for sketch in pages:
            for key, text in sketch.read_texts().items():
                if key in common:
                    texts[key] = min(text, texts.get(key, text))
        # A template that only ever is one line says nothing beside it.
        idle = {
            template
            for key, text in texts.items()
            for template in map(key_template, list_templates(text))
            if template != key and common.get(template) == common[key]
        }
        return {
            key: SiteLine(pages=common[key], of=len(pages), text=texts[key])
            for key in sorted(common)
            if key not in idle
        }


def sketch_page(page: PageColumns, number: int) -> PageSketch:
    """Makes a page's sketch.

    Args:
        page: The page.
        number: Hash of its address or id.

    Returns:
        Its different lines with their words and beginnings.
    """
    lines: dict[int, tuple[int, str]] = {}
    for text, words in dict(zip(page.blocks.texts, page.blocks.words.tolist(), strict=True)).items():
        if not text:
            continue
        shown = (min(words, _MAX_WORDS), " ".join(text[:TEXT_CHARS].split()))
        key = key_line(text)
        lines[key] = min(shown, lines.get(key, shown))
        for template in list_templates(text):
            # The words count once, with the line itself.
            lines[key_template(template)] = (0, " ".join(template[:TEXT_CHARS].split()))
    keys = sorted(lines)
    texts = "\n".join(lines[key][1] for key in keys)
    return PageSketch(
        page=number,
        keys=array("Q", keys).tobytes(),
        words=array("H", [lines[key][0] for key in keys]).tobytes(),
        texts=zlib.compress(texts.encode("utf-8", "surrogatepass"), 1),
    )


def group_languages(pages: Iterable[PageSketch]) -> list[list[PageSketch]]:
    """The pages in each language; those that do not tell theirs are a group of their own."""
    groups: dict[str, list[PageSketch]] = {}
    for sketch in pages:
        groups.setdefault(guess_language(sketch.read_texts().values()), []).append(sketch)
    return list(groups.values())


def _are_of_several_sites(pages: Iterable[PageSketch]) -> bool:
    """Whether pages fall into groups of two or more that share hardly a word."""
    left = [sketch.read_lines() for sketch in sorted(pages)]
    groups = 0
    while left:
        waiting = [left.pop()]
        size = 0
        while waiting:
            ours = waiting.pop()
            size += 1
            near = [theirs for theirs in left if _share_lines(ours, theirs)]
            left = [theirs for theirs in left if theirs not in near]
            waiting += near
        groups += size > 1
    return groups > 1


def _share_lines(ours: dict[int, int], theirs: dict[int, int]) -> bool:
    common = sum(ours[key] for key in ours.keys() & theirs.keys())
    return 100 * common >= _MIN_SITE_PERCENT * min(sum(ours.values()), sum(theirs.values()))


def collapse_pages(sample: Iterable[PageSketch], settings: Settings) -> list[PageSketch]:
    """Leaves one of each group of near-identical pages, so that a page under ten addresses counts once.

    Pages are near-identical when the lines that both have hold `site_same_page_percent` of the words that either has,
    or, where both have paragraphs, `site_same_prose_percent` of the words of those; groups are closed under that, so
    that the order of pages does not matter.

    Args:
        sample: Pages of one site.
        settings: The two shares.

    Returns:
        The page of the smallest hash of each group, in order.
    """
    left = sorted(sample)
    chosen: list[PageSketch] = []
    read = {sketch.page: _PageWords(sketch) for sketch in left}
    while left:
        first = left.pop(0)
        chosen.append(first)
        group = [first]
        while group:
            member = read[group.pop().page]
            near = [other for other in left if member.is_same(read[other.page], settings)]
            left = [other for other in left if other not in near]
            group += near
    return chosen


class _PageWords:
    """The words of a page's lines, and of its paragraphs alone, by key."""

    def __init__(self, sketch: PageSketch) -> None:
        self.lines = sketch.read_lines()
        self.prose = {key: words for key, words in self.lines.items() if words >= _PARAGRAPH_WORDS}
        self.total = sum(self.lines.values())
        self.prose_total = sum(self.prose.values())

    def is_same(self, other: _PageWords, settings: Settings) -> bool:
        """Whether this page and another are near-identical."""
        if _share(self.lines, other.lines, self.total, other.total, settings.site_same_page_percent):
            return True
        if min(self.prose_total, other.prose_total) < _MIN_SAME_PROSE_WORDS:
            return False
        return _share(self.prose, other.prose, self.prose_total, other.prose_total, settings.site_same_prose_percent)


def _share(ours: dict[int, int], theirs: dict[int, int], total: int, other_total: int, percent: int) -> bool:
    """Whether the common lines hold a share of the words that either has."""
    if 100 * min(total, other_total) < percent * max(total, other_total):
        return False
    common = sum(min(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())
    return 100 * common >= percent * (total + other_total - common)
