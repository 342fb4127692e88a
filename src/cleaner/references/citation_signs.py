"""What makes an entry look like a citation, sign by sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cleaner.lexicon import Language, join_patterns, join_whole_words, list_stems
from cleaner.page.addresses import PageAddress, host_of, site_of
from cleaner.page.blocks import Span, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import BACK_LABEL
from cleaner.references.groups import Entry, text_of
from cleaner.references.names import has_organisation

# An entry that only says one of these leads to indexes of the page itself.
_INDEX_LABELS = frozenset(
    "nasa ads|google scholar|semantic scholar|dblp|inspire hep|scholar|pubmed|crossref|altmetric|dimensions|bibtex|endnote|ris|"
    "papers with code|hugging face|connected papers|litmaps|scite.ai|zenodo".split("|")
)

# An entry with this many points looks like a citation; a year and a quoted title, or one firm sign, reach it.
CITATION_POINTS = 2
_MAX_WEIGHED_CHARS = 1200
_NO_PAGES = ("#", "mailto:", "javascript:", "tel:")


class Sign(StrEnum):
    """What a citation has."""

    DOI = "doi"
    PUBMED = "pubmed"
    IDENTIFIER = "identifier"
    ACCESSED = "accessed"
    ET_AL = "et-al"
    VOLUME = "volume"
    PAGES = "pages"
    YEAR_BRACKET = "year-bracket"
    YEAR = "year"
    INITIALS = "initials"
    NAMED_QUOTE = "named-quote"
    PLACE_PUBLISHER = "place-publisher"
    QUOTED = "quoted"
    PRINTED_URL = "printed-url"
    PUBLISHER = "publisher"


class SignRule(NamedTuple):
    """How a sign is seen, and what it weighs.

    Attributes:
        name: The sign.
        pattern: What is searched for.
        points: Its weight.
        firm: Whether it is more than a number or a name alone.
        stems: Small letters of which a text must have some for a slow pattern to match: looking for them costs a tenth.
    """

    name: Sign
    pattern: re.Pattern[str]
    points: int
    firm: bool = True
    stems: tuple[str, ...] = ()


def _read_online(language: Language) -> str:
    return f"{language.accessed}\n{language.available}"


CITATION_SIGNS = (
    SignRule(Sign.DOI, re.compile(r"\b10\.\d{4,9}/\S"), 3),
    SignRule(
        Sign.PUBMED,
        re.compile(r"\bPMID\b|\bPMC\d{4,}|\[PubMed\]|pubmed\.ncbi|ncbi\.nlm\.nih\.gov", re.IGNORECASE),
        3,
        stems=("pm", "pubmed", "ncbi"),
    ),
    SignRule(Sign.IDENTIFIER, re.compile(r"\bISBN\b|\barXiv:|\bISSN\b|\bNCT\d{8}\b"), 3),
    SignRule(
        Sign.ACCESSED,
        re.compile(join_whole_words(_read_online), re.IGNORECASE),
        2,
        stems=list_stems(_read_online),
    ),
    SignRule(
        Sign.ET_AL,
        re.compile(join_patterns(lambda language: language.et_al), re.IGNORECASE),
        2,
        stems=list_stems(lambda language: language.et_al),
    ),
    SignRule(
        Sign.VOLUME,
        re.compile(
            r"\b(?:19|20)\d\d(?:\s\w+)?(?:\s\d{1,2})?\s?;\s?\w?\d+|\d\s?\(\w?[\d–/-]+\)\s?[:,]\s?(?:\w?\d|S\.|pp?\.)|\bvol(?:ume)?\.?\s\d|\bBd\.\s?\d|\bno\.\s?\d+,|\[[JMSDRNCP]\]|\d+:\d+\s?[-–]\s?\d+"
        ),
        3,
    ),
    SignRule(
        Sign.PAGES, re.compile(r"\bpp?\.?:?\s?\d+|\bS\.\s?\d+|\bс\.\s?\d+|[:,]\s?e?\d+\s?[-–]\s?e?\d+"), 2, firm=False
    ),
    SignRule(
        Sign.YEAR_BRACKET,
        re.compile(r"\((?:[^()]{0,24}\b)?(?:19|20)\d\d[a-z]?\b[^()]{0,20}\)|\((?:n\.d\.|o\. ?J\.|s\. ?f\.|s\. ?d\.)\)"),
        2,
    ),
    SignRule(Sign.YEAR, re.compile(r"\b(?:19|20)\d\d\b"), 1),
    SignRule(
        Sign.INITIALS,
        re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]+,? (?:[A-Z]\.[ -]?){1,3}|\b[A-ZÀ-ÖØ-Þ][\w'’-]+ [A-Z]{1,3}(?:,|\.|:|;| et\b)"),
        2,
        firm=False,
    ),
    # WebMD's `Organisation: "Title."`
    SignRule(
        Sign.NAMED_QUOTE,
        re.compile(r"^\W{0,3}(?:\d{1,3}\W{1,3})?[A-ZÀ-Þ][^:\"“„«]{2,70}:\s?[\"“„«][^\"”“»]{3,}[\"”“»]"),
        2,
        firm=False,
    ),
    SignRule(
        Sign.PLACE_PUBLISHER,
        re.compile(r"[A-ZÀ-Þ][\w .’'-]{2,30}:\s[A-ZÀ-Þ][^.:;()\d]{2,50},\s(?:c|©\s?)?(?:1[6-9]|20)\d\d\b"),
        2,
        firm=False,
    ),
    SignRule(Sign.QUOTED, re.compile(r"[“„«\"「《][^”“»\"」》]{8,}[”“»\"」》]"), 1),
    SignRule(Sign.PRINTED_URL, re.compile(r"https?://|\bwww\.\w"), 2),
    SignRule(
        Sign.PUBLISHER,
        re.compile(
            r"\b(?:University Press|Press|Verlag|Publishers?|Publishing|Éditions|Editorial|Books|Elsevier|Springer|Wiley|Oxford|Cambridge|Routledge|Journal|Zeitschrift|Revue|Revista|Rivista|Magazine|Review|Report|Annals|Proceedings|Lancet|Cochrane|JAMA|BMJ)\b"
        ),
        1,
        firm=False,
    ),
)
_FIRM_SIGNS = frozenset(rule.name for rule in CITATION_SIGNS if rule.firm)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySigns:
    """What can be said of an entry before it is parsed.

    Attributes:
        points: Weight of the signs of a citation in its text.
        signs: Those signs.
        outward: Whether it links to another site.
        inward: Whether it links within its own site.
        pictured: Whether it holds an image.
        index: Whether it only names an index of publications.
        affiliation: Whether it reads like an author's affiliation.
        hosts: Other sites that it links to.
        letters: Letters in its text.
        chars: Characters of its text.
    """

    points: int
    signs: frozenset[Sign]
    outward: bool
    inward: bool
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


def weigh_text(text: str) -> tuple[int, frozenset[Sign]]:
    """The points of the signs of a citation in a text, whose end does not count where it is long, and these signs."""
    text = text[:_MAX_WEIGHED_CHARS]
    folded = text.lower()
    seen = [
        rule
        for rule in CITATION_SIGNS
        if not (rule.stems and not any(stem in folded for stem in rule.stems)) and rule.pattern.search(text)
    ]
    return sum(rule.points for rule in seen), frozenset(rule.name for rule in seen)


def read_signs(page: PageColumns, entry: Entry) -> EntrySigns:
    """Weighs an entry.

    Args:
        page: The page.
        entry: The entry.

    Returns:
        What makes it look like a citation, or not.
    """
    text = text_of(page, entry)
    points, signs = weigh_text(text)
    spans = [
        (page.blocks.texts[part.block], span)
        for part in entry.parts
        for span in page.blocks.spans[part.block]
        if part.start <= span.start and span.end <= part.end
    ]
    hosts = [host_of(page.address.resolve(target)) for target in _list_targets(page.address, spans)]
    own_site = site_of(page.address.host)
    others = tuple(host for host in hosts if host and site_of(host) != own_site)
    return EntrySigns(
        points=points,
        signs=signs,
        outward=bool(others) or Sign.PRINTED_URL in signs,
        inward=len(others) < len(hosts),
        pictured=any(span.kind is SpanKind.IMAGE for _, span in spans),
        index=text.strip(" .[]").casefold() in _INDEX_LABELS,
        affiliation=_FIRM_SIGNS.isdisjoint(signs) and "," in text and has_organisation(text),
        hosts=others,
        letters=sum(map(str.isalpha, text)),
        chars=len(text),
    )


def _list_targets(address: PageAddress, spans: list[tuple[str, Span]]) -> Iterator[str]:
    """Where the links of an entry lead, without those back to the text."""
    for text, span in spans:
        target = span.target
        if span.kind is not SpanKind.LINK or not target or target.startswith(_NO_PAGES):
            continue
        if not (address.fragment_of(target) and BACK_LABEL.fullmatch(text[span.start : span.end])):
            yield target
