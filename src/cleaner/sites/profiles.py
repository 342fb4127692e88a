"""What the pages of a site repeat: its lines by key, frozen, and looked up for a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from cleaner.document import Document
from cleaner.lexicon.wordings import mask_slots
from cleaner.page.addresses import split_address
from cleaner.page.columns import PageColumns

# Changes with every change to `key_line`: profiles of another normalisation are refused.
NORMALISATION = "cleaner-line-2"
# Ends the names of sites that are known by their folder alone; no host has it.
FOLDER = "/"
# The heading of a call asks about what the page is about: "Need help with asthma?".
_QUESTION = re.compile(r"[?？؟;]\s*$")
_MIN_QUESTION_WORDS = 3
_MAX_QUESTION_WORDS = 10


def key_line(text: str) -> int:
    """Gives a line its key: BLAKE2b-64 of its case-folded text, white space already folded by `segment`.

    Digits and punctuation are part of a line's identity. Profiles on disk are made of keys, so this is pinned.

    Args:
        text: A block's text.

    Returns:
        An unsigned 64-bit number, the same on every machine.
    """
    return int.from_bytes(blake2b(text.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def key_template(template: str) -> int:
    """Gives a template, a line whose numbers and names are slots, a key that no line has.

    Args:
        template: What `mask_slots` left of the line.

    Returns:
        An unsigned 64-bit number, the same on every machine.
    """
    return key_line(f"\x00{template}")


def list_templates(text: str) -> list[str]:
    """What a line has in common with its copies on other pages: all but numbers and names, or how a question begins.

    Args:
        text: A block's text.

    Returns:
        The templates that it may be of, the closest first; none where they would be the line itself.
    """
    found = [mask_slots(text)]
    words = text.casefold().split()
    if _QUESTION.search(text) and _MIN_QUESTION_WORDS <= len(words) <= _MAX_QUESTION_WORDS:
        found.append(f"{words[0]} {words[1]} …?")
    return [template for template in found if template and template != text.casefold()]


def name_site(page: PageColumns | Document) -> str:
    """Names the site of a page: its host without `www.`, or, without an address, the folder that it came from and `/`.

    Args:
        page: Any page.

    Returns:
        The name, `./` where neither is known: pages without an address in one folder count as one site.
    """
    host = split_address(page.url).hostname
    if host:
        return host.removeprefix("www.")
    return (page.page_id.replace("\\", "/").rpartition("/")[0] or ".") + FOLDER


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
        sites: For each site of which something was learned, its lines by key.
        pages: Different pages seen of each site, those included that have too few.
        profile_id: Hash of all that is in it, marks included; the same content has the same id anywhere.
    """

    sites: Mapping[str, Mapping[int, SiteLine]]
    pages: Mapping[str, int] = field(default_factory=dict)
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

    def list_untaught(self) -> list[str]:
        """The sites of which nothing was learned, in order."""
        return sorted(self.pages.keys() - self.sites.keys())

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
        return SiteProfiles(sites={**self.sites, site: {**self.sites[site], key: line}}, pages=self.pages)


def find_line(text: str, known: Mapping[int, SiteLine]) -> tuple[int, SiteLine] | None:
    """Looks a line up, by itself and then as a template.

    Args:
        text: A block's text.
        known: The lines of its site.

    Returns:
        Its key and what is known; None where nothing is.
    """
    key = key_line(text)
    if key not in known:
        key = next((template for template in map(key_template, list_templates(text)) if template in known), key)
    return (key, known[key]) if key in known else None
