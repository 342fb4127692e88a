"""What the pages of a site repeat: its lines by key, frozen, and looked up for a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from cleaner.document import Document, Finding, Judge, Role
from cleaner.page.addresses import split_address
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

# Changes with every change to `key_line`: profiles of another normalisation are refused.
NORMALISATION = "cleaner-line-1"

# A run that goes has this many words; a short line alone may be a heading that the articles of a site share.
_MIN_RUN_WORDS = 6


def key_line(text: str) -> int:
    """Gives a line its key: BLAKE2b-64 of its case-folded text, white space already folded by `segment`.

    Digits and punctuation are part of a line's identity. Profiles on disk are made of keys, so this is pinned.

    Args:
        text: A block's text.

    Returns:
        An unsigned 64-bit number, the same on every machine.
    """
    return int.from_bytes(blake2b(text.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def name_site(page: PageColumns | Document) -> str:
    """Names the site of a page: its host without `www.`, or, without an address, the folder that it came from.

    Args:
        page: Any page.

    Returns:
        The name, `.` where neither is known: pages without an address in one folder count as one site.
    """
    host = split_address(page.url).hostname
    if host:
        return host.removeprefix("www.")
    return page.page_id.replace("\\", "/").rpartition("/")[0] or "."


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A line that stands on most pages of a site.

    Attributes:
        pages: Pages of the sample that it stands on.
        of: Pages of the sample, near-identical ones counted once.
        text: Its beginning.
        keep: Whether a person has marked it as content.
    """

    pages: int
    of: int
    text: str
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfiles:
    """The boilerplate of sites, frozen: learned once, then only looked up.

    Attributes:
        sites: For each site, its lines by key.
        profile_id: Hash of all that is in it, marks included; the same content has the same id anywhere.
    """

    sites: Mapping[str, Mapping[int, SiteLine]]
    profile_id: str = field(init=False)

    def __post_init__(self) -> None:
        digest = blake2b(NORMALISATION.encode(), digest_size=8)
        for site in sorted(self.sites):
            for key, line in sorted(self.sites[site].items()):
                digest.update(f"\n{site}\t{key:016x}\t{line.pages}\t{line.of}\t{int(line.keep)}".encode())
        object.__setattr__(self, "profile_id", digest.hexdigest())

    def find_lines(self, page: PageColumns) -> Mapping[int, SiteLine]:
        """The boilerplate of a page's site, by key; empty for an unknown site."""
        return self.sites.get(name_site(page), {})

    def mark_kept(self, site: str, key: int) -> SiteProfiles:
        """Marks a line as content, which is never removed.

        Args:
            site: Name of the site.
            key: The line's key.

        Returns:
            New profiles with the mark.

        Raises:
            KeyError: If the profiles do not know the site or the line.
        """
        old = self.sites[site][key]
        line = SiteLine(pages=old.pages, of=old.of, text=old.text, keep=True)
        return SiteProfiles(sites={**self.sites, site: {**self.sites[site], key: line}})


def find_site_lines(
    page: PageColumns,
    believed: Sequence[bool],
    references: Collection[int],
    settings: Settings,
    profiles: SiteProfiles | None,
) -> tuple[Finding, ...]:
    """Finds the whole runs of lines that stand on most pages of the page's site.

    Args:
        page: The page, cut into blocks.
        believed: Whether each block is, as far as is known, what a reader of the page came for; others are not told.
        references: Blocks that are reference material; they stay.
        settings: The caller's choices; nothing is found where `dedupe` is off.
        profiles: What is known about sites, if the caller has learned it.

    Returns:
        Findings of the role `repeated` in a text dump; on an HTML page, where the markup has already been read, they
        have no role and are only told.
    """
    known = {} if profiles is None or not settings.dedupe else profiles.find_lines(page)
    if profiles is None or not known:
        return ()
    texts = page.blocks.texts
    places = [index for index, text in enumerate(texts) if text]
    lines = [None if index in references else _look_up(texts[index], known) for index in places]
    gathered: dict[tuple[int, int], list[int]] = {}
    for start, end in _find_runs(page.blocks.words[places].tolist(), lines):
        for index, line in zip(places[start:end], lines[start:end], strict=True):
            if line is not None and believed[index]:
                gathered.setdefault((line.pages, line.of), []).append(index)
    return tuple(
        Finding(
            judge=Judge.SITE_LINE,
            rule="site-profile",
            blocks=tuple(blocks),
            role=Role.REPEATED if page.kind is PageKind.TEXT else None,
            evidence=f"on {pages} of {of} pages of this site (profile {profiles.profile_id})",
        )
        for (pages, of), blocks in gathered.items()
    )


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
