"""Weighs what makes an entry look like a citation."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.page.addresses import host_of, site_of
from cleaner.page.blocks import SpanKind
from cleaner.page.columns import PageColumns
from cleaner.references.groups import Entry
from cleaner.references.names import has_organisation
from cleaner.references.tables import BACK_LABEL, EVIDENCE, EVIDENCE_HINTS, INDEX_LABELS

# An entry with this many points looks like a citation; a year and a quoted title, or one firm sign, reach it.
CITATION_POINTS = 2
# Signs that a number or a name alone does not give.
_FIRM_SIGNS = frozenset(
    ["doi", "pubmed", "identifier", "accessed", "et-al", "volume", "year", "year-bracket", "quoted", "printed-url"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySigns:
    """What can be said of an entry before it is parsed.

    Attributes:
        points: Weight of the signs of a citation in its text.
        signs: Names of those signs.
        outward: Whether it links to another site.
        inward: Whether it links within its own site.
        linked_ratio: Share of its characters inside links, 0–1.
        pictured: Whether it holds an image.
        index: Whether it only names an index of publications.
        affiliation: Whether it reads like an author's affiliation.
        hosts: Other sites that it links to.
        letters: Letters in its text.
        chars: Characters of its text.
    """

    points: int
    signs: tuple[str, ...]
    outward: bool
    inward: bool
    linked_ratio: float
    pictured: bool
    index: bool
    affiliation: bool
    hosts: tuple[str, ...]
    letters: int
    chars: int

    @property
    def is_dated_citation(self) -> bool:
        """Whether its text looks like a citation by a year, an identifier or the like, not a name alone."""
        return self.is_citation and not _FIRM_SIGNS.isdisjoint(self.signs)

    @property
    def is_citation(self) -> bool:
        """Whether its text alone looks like a citation."""
        return self.points >= CITATION_POINTS


def text_of(page: PageColumns, entry: Entry) -> str:
    """The entry's text as the page has it."""
    return "\n".join([page.blocks[part.block].text[part.start : part.end] for part in entry.parts])


def weigh_text(text: str) -> tuple[int, tuple[str, ...]]:
    """Adds up the signs of a citation in a text.

    Args:
        text: An entry's text.

    Returns:
        The points and the names of the signs.
    """
    points = 0
    signs = []
    folded = text.lower()
    for name, pattern, weight in EVIDENCE:
        hints = EVIDENCE_HINTS.get(name)
        if hints is not None and not any(hint in folded for hint in hints):
            continue
        if pattern.search(text):
            points += weight
            signs.append(name)
    return points, tuple(signs)


def read_signs(page: PageColumns, entry: Entry) -> EntrySigns:
    """Weighs an entry.

    Args:
        page: The page.
        entry: The entry.

    Returns:
        What makes it look like a citation, or not.
    """
    text = text_of(page, entry)
    points, signs = weigh_text(text[:1200])
    own_site = site_of(page.address.host)
    outward = inward = pictured = False
    hosts: list[str] = []
    linked = 0
    for part in entry.parts:
        block = page.blocks[part.block]
        for span in block.spans:
            if span.start < part.start or span.end > part.end:
                continue
            if span.kind is SpanKind.IMAGE:
                pictured = True
            elif (
                span.kind is SpanKind.LINK
                and span.target
                and not span.target.startswith(("#", "mailto:", "javascript:", "tel:"))
            ):
                if page.address.fragment_of(span.target) and BACK_LABEL.fullmatch(block.text[span.start : span.end]):
                    continue
                linked += span.end - span.start
                host = host_of(page.address.resolve(span.target))
                if host and site_of(host) != own_site:
                    outward = True
                    hosts.append(host)
                else:
                    inward = True
    return EntrySigns(
        points=points,
        signs=signs,
        outward=outward or "printed-url" in signs,
        inward=inward,
        linked_ratio=linked / max(1, len(text)),
        pictured=pictured,
        index=text.strip(" .[]").casefold() in INDEX_LABELS,
        affiliation=_FIRM_SIGNS.isdisjoint(signs) and text.count(",") > 0 and has_organisation(text),
        hosts=tuple(hosts),
        letters=sum(map(str.isalpha, text)),
        chars=len(text),
    )
