"""Parses an entry into its fields by the position of certain parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.references.entry_dates import find_title_year, find_year, split_access
from cleaner.references.identifiers import find_printed, same_address_key
from cleaner.references.names import split_names
from cleaner.references.patterns import PROSE_WORDS, UTILITY_LABELS
from cleaner.references.titles import Draft, Split, TitleRule, TitleYear, split_sentences, split_title

# Words of links that stay in an entry's text but are nobody's title.
_NO_TITLES = UTILITY_LABELS | frozenset(
    "lire en ligne|en ligne|read online|online|online lesen|leer en línea|en línea|leggi online|here|hier|ici|aquí|qui|website|web site|"
    "webseite|site web|sitio web|original|archived|archive|abstract|zusammenfassung|résumé|resumen|archiv|preprint|pdf".split(
        "|"
    )
)
# Emphasised words that are nobody's title.
_NO_EMPHASIS = frozenset(
    "et al|et. al|et coll|ibid|ibidem|in|dans|op. cit|loc. cit|cf|id|idem|vol|no|n|see|siehe|voir".split("|")
)

_IDENTIFIERS = re.compile(
    r"\b(?:doi|DOI)\s?[:=]?\s?(?:https?://\S+|10\.\d{4,9}/\S+)|\bdoi:\s?\S+|https?://(?:dx\.)?doi\.org/\S+|\b10\.\d{4,9}/\S+|"
    r"\bPMC?ID\s?[:=]?\s?(?:PMC)?\d+[.;]?|\bPMC\d{5,}\b|\[?PubMed:? ?\d+\]?|\barXiv\s?:\s?\S+|\bISBN(?:-1[03])?:?\s?[\dX–-]{10,17}|\bISSN:?\s?[\dX-]{9}|"
    r"\bEpub(?: ahead of print)?\s(?:\d{4}(?:\s\w{3}(?:\s\d{1,2})?)?)?\.?",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"[(\[]?\b(?:Available (?:at|from|online(?: at)?|here)|Retrieved from|Accessed (?:at|from|via)|Online at|URL|Link|Verfügbar unter|Online verfügbar(?: unter)?|"
    r"Abrufbar unter|Disponible (?:en|sur|à l['’]adresse|desde|at)|Recuperado de|Disponibile (?:su|a)|Disponível em|Beschikbaar op|Dostępne na|"
    r"Quelle|Source|Fuente|from)\s?:?\s*(?=[.,;)\]<>]|$)",
    re.IGNORECASE,
)
# Between a page's title and the date of its state.
_STATUS = re.compile(
    r"[,;.(]*\s*\b(?:Stand(?: vom)?|Stand der Information|(?:zuletzt |Letzte )?[Aa]ktualisier(?:t|ung)(?: am)?|(?:[Dd]ernière )?[Mm]ise? à jour(?: le)?|"
    r"(?:[Ll]ast )?(?:[Uu]pdated|[Rr]eviewed|[Mm]odified|[Rr]evised)(?: on)?|[Aa]ctualizado(?: el)?|[ÚU]ltima actualización)\s?:?\s+(?=\d|[A-ZÀ-Ýa-zà-ÿ]{3,9}\.?\s\d)"
)
# Markup with an element for each part leaves spaces before its punctuation.
_LOOSE_STOP = re.compile(r"\s([,.])(?=\s|$)")
_SEE = re.compile(
    r"^\W{0,2}(?:Vgl\.|Siehe(?: auch)?:?|See(?: also| e\.g\.)?,?|Cf\.|Voir(?: aussi)?\s?:?|Zit\. nach|Hierzu|Véase|Ver)\s+(?=[A-ZÀ-Þ\"“„«])"
)
# What a text must have, in small letters, for the patterns above to find anything.
_IDENTIFIER_HINTS = ("doi", "10.", "pmc", "pmid", "pubmed", "arxiv", "isbn", "issn", "epub")
_LEAD_IN_HINTS = (
    "available", "retrieved", "accessed", "online", "url", "link", "verfügbar", "abrufbar", "disponi", "recuperado",
    "beschikbaar", "dostępne", "quelle", "source", "fuente", "from", "disponível",
)  # fmt: skip
_STATUS_HINTS = ("stand", "aktualisier", "mise", "mis à", "updated", "reviewed", "modified", "revised", "actualiza")
_PARENTHESES = re.compile(r"^\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)\.?$")
_VOLUME = re.compile(
    r"(?:\b(?:19|20)\d\d(?:\s\w{3,9}\.?)?(?:[-–/]\w{3,9})?(?:\s\d{1,2})?\s?;\s?|[A-Za-zÀ-ÿ.\])»”\"]\s?,?\s)(?P<volume>[A-Z]?\d{1,4})\s?"
    r"\((?P<issue>[^()\s]{1,14}(?:\s[^()\s]{1,10}){0,2})\)(?:\s?[:,;]\s?(?:S\.\s?|pp?\.\s?)?(?P<pages>e?\w?\d+(?:\s?[-–—]\s?\w?\d+)?))?"
)
_VOLUME_PAGES = re.compile(
    r"\b(?:19|20)\d\d(?:\s\w{3}(?:\s\d{1,2})?)?\s?;\s?(?P<volume>[A-Z]?\d{1,4})\s?(?:[:,]\s?(?P<pages>e?\w?\d+(?:\s?[-–—]\s?\w?\d+)?))?"
)
_VOLUME_WORD = re.compile(r"\b(?:vol(?:ume)?\.?|Bd\.?|Band|Jg\.|tome|t\.)\s?(?P<volume>\d{1,4})", re.IGNORECASE)
_ISSUE_WORD = re.compile(
    r"\b(?:no|nos|n[°º]|nr|núm|num|issue|Heft|H)\.?\s?(?P<issue>\d{1,4}(?:[-/]\d{1,3})?)\b", re.IGNORECASE
)
_PAGES_WORD = re.compile(r"\b(?:pp?\.?:?|S\.|Seiten?|с\.|págs?\.)\s?(?P<pages>e?\d+(?:\s?[-–—]\s?\d+)?)\b")
_PUBLISHER = re.compile(
    r"(?:^|[.,;(]\s?)(?:(?P<place>[A-ZÀ-Þ][\w .’'-]{1,30}(?:,\s[A-Z]{2})?):\s)?(?P<publisher>[A-ZÀ-Þ][^.:;,()]{1,60}?\b(?:Press|Verlag|Publishers?|Publishing|"
    r"Éditions?|Editions|Editorial|Books|Wilkins|Kinetics|Elsevier|Springer|Wiley|Thieme|Routledge|Penguin|Hogrefe|Masson|Dunod)\b[^.:;,()]{0,30})"
)
_PLACE_PUBLISHER = re.compile(
    r"(?:^|[.(]\s?)[A-ZÀ-Þ][\w .’'-]{1,30}(?:,\s[A-Z]{2})?:\s(?P<publisher>[A-ZÀ-Þ][^.:;()]{1,60}?)[,;]\s(?:19|20)\d\d"
)
# The longest entry with fields in the gold has 1,050 characters; what is longer is an explanatory note.
_MAX_PARSED_CHARS = 3000
_CONTAINER_END = re.compile(r"\s?(?:[,;.(]|\s\d|\b(?:19|20)\d\d\b|\bvol\b|\bno\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the markup says about an entry's parts.

    Attributes:
        links: Words of its links, in order.
        emphasised: Its emphasised and strong words, in order.
        lead: Strong words that it begins with, where another line follows them.
        urls: Its addresses.
        day_first: Whether its page writes the day before the month in `3/4/2021`.
    """

    links: tuple[str, ...] = ()
    emphasised: tuple[str, ...] = ()
    lead: str = ""
    urls: tuple[str, ...] = ()
    day_first: bool = False


class Fields(NamedTuple):
    """The parts of an entry; as in `Reference`."""

    title: str | None = None
    container: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    date: str | None = None
    accessed: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    type: str | None = None


def parse_fields(text: str, hints: Hints) -> Fields:
    """Parses an entry.

    Args:
        text: The entry's text, without its marker.
        hints: What the markup says.

    Returns:
        The fields that could be told.
    """
    core = strip_addresses(_strip_shown(text[:_MAX_PARSED_CHARS], hints))
    core = _SEE.sub("", _LOOSE_STOP.sub(r"\1", core))
    core = _strip_lead_in(core)
    core = _STATUS.sub(". ", core) if _has_any(core, _STATUS_HINTS) else core
    dates = split_access(core, day_first=hints.day_first)
    core = _strip_lead_in(dates.rest)
    told = split_title(_draft(core, hints)) if any(map(str.isalpha, core)) else None
    rule, split = told or (None, None)
    around = f"{split.authors} ⸱ {split.rest}" if split else core
    if rule and rule.may_be_prose and reads_as_prose(core):
        # An explanatory note: its sentences cite nothing by title, and its years are what it tells about.
        rule, split, around = None, None, ""
    year = find_year(around)
    if dates.date and year is None and dates.date[:4] in around:
        year = int(dates.date[:4])
    if year is None and rule and split and _may_hold_year(rule, hints):
        year = find_title_year(split.title)
    numbers = _read_numbers(around)
    publisher = _read_publisher(around)
    container = _read_container(split, publisher) if split else None
    return Fields(
        title=split.title if split else None,
        container=container,
        authors=split_names(split.authors) if split else (),
        year=year,
        date=dates.date
        if dates.date and year and dates.date.startswith(f"{year:04d}")
        else (f"{year:04d}" if year else None),
        accessed=dates.accessed,
        volume=numbers.get("volume"),
        issue=numbers.get("issue"),
        pages=numbers.get("pages"),
        publisher=publisher,
        type=_type_of(split, numbers, publisher, hints),
    )


def _may_hold_year(rule: TitleRule, hints: Hints) -> bool:
    return rule.holds_year is TitleYear.YES or (rule.holds_year is TitleYear.UNLINKED and not hints.urls)


def _strip_shown(text: str, hints: Hints) -> str:
    """Takes out links that show their own address without a scheme: `nhs.uk/conditions/gout`."""
    for words in hints.links:
        key = same_address_key(words.rstrip("….")) if "." in words and " " not in words else ""
        if key and any(same_address_key(url).startswith(key) for url in hints.urls):
            text = text.replace(words, " ")
    return text


def strip_addresses(text: str) -> str:
    """Takes addresses and identifiers out of an entry's text."""
    kept = []
    offset = 0
    for start, end in find_printed(text):
        kept.append(text[offset:start])
        offset = end
    kept.append(text[offset:])
    core = " ".join(kept)
    if _has_any(core, _IDENTIFIER_HINTS):
        core = _IDENTIFIERS.sub(" ", core)
    # Residue of Markdown, `[site](https://…)`, and brackets that are empty now.
    core = re.sub(r"\[[^\[\]]*\]\(\s*\)|<\s*>|\(\s*\)|\[\s*\]", " ", core)
    core = re.sub(r"(?<=\.)(?=\()|(?<=\b[a-z]{3}\.)(?=[A-Z][a-z]+\s)|(?<=[a-z]{3}\.)(?=[A-Z][a-z]+\s)", " ", core)
    return re.sub(r"\s+", " ", core).strip()


def reads_as_prose(text: str) -> bool:
    """Says whether a text is sentences rather than the parts of a citation: finite verbs and pronouns in its beginning."""
    words = re.findall(r"[^\W\d_]+(?:['’]\w+)?", text[:400])
    if len(words) < 8:
        return False
    verbs = sum(word.casefold().replace("’", "'") in PROSE_WORDS for word in words)
    return verbs >= 2 and verbs >= 0.06 * len(words) and not text.rstrip().endswith("?")


def _has_any(text: str, hints: tuple[str, ...]) -> bool:
    """Whether a text has any of some small letters: cheaper than a pattern that would find nothing."""
    folded = text.lower()
    return any(hint in folded for hint in hints)


def _strip_lead_in(core: str) -> str:
    if _has_any(core, _LEAD_IN_HINTS):
        core = _LEAD_IN.sub(" ", core)
    core = re.sub(r"\s+", " ", core).strip(" ,;:<>")
    core = re.sub(r"(?:\s?[.,;:]){2,}$", ".", core)
    match = _PARENTHESES.match(core)
    return match.group("inner") if match else core


def _draft(core: str, hints: Hints) -> Draft:
    links = tuple(
        words
        for words in hints.links
        if words.strip(" []()").casefold() not in _NO_TITLES and not find_printed(words) and words in core
    )
    emphasised = tuple(words for words in hints.emphasised if words.strip(" .,:;()[]").casefold() not in _NO_EMPHASIS)
    return Draft(text=core, links=links, emphasised=emphasised, urls=hints.urls, lead=hints.lead)


def _read_numbers(rest: str) -> dict[str, str]:
    match = _VOLUME.search(rest) or _VOLUME_PAGES.search(rest)
    found = {name: value for name, value in match.groupdict().items() if value} if match else {}
    for pattern in (_VOLUME_WORD, _ISSUE_WORD, _PAGES_WORD):
        match = pattern.search(rest)
        if match:
            for name, value in match.groupdict().items():
                found.setdefault(name, value)
    return found


def _read_publisher(rest: str) -> str | None:
    match = _PUBLISHER.search(rest) or _PLACE_PUBLISHER.search(rest)
    return match.group("publisher").strip(" .,") if match else None


def _read_container(split: Split, publisher: str | None) -> str | None:
    if split.site:
        return split.site
    rest = re.sub(r"^\s*\([^()]*\)\.?\s*", "", split.rest).strip(" .,;:–—-*")
    rest = re.sub(r"^(?:(?:19|20)\d\d\.\s+)", "", rest)
    rest = re.sub(r"^(?:in|dans|en|em)\s?:?\s(?=[A-ZÀ-Þ*_])", "", rest, flags=re.IGNORECASE).lstrip("*_ ")
    if not rest or not rest[0].isalpha() or rest[0].islower():
        return None
    head = (
        _CONTAINER_END.split(rest, maxsplit=1)[0] if not rest.startswith("J.") else (split_sentences(rest) or [""])[0]
    )
    head = head.strip(" .,;:*_")
    if (
        len(head) < 2
        or head == publisher
        or len(head.split()) > 14
        or find_year(head) is not None
        or not any(map(str.isalpha, head))
    ):
        return None
    return head


def _type_of(split: Split | None, numbers: dict[str, str], publisher: str | None, hints: Hints) -> str | None:
    if split is None and not hints.urls:
        return None
    if numbers.get("volume") or (numbers.get("issue") and numbers.get("pages")):
        return "article-journal"
    if publisher or (split is not None and split.book):
        return "chapter" if split is not None and re.match(r"\W*in:?\s", split.rest, re.IGNORECASE) else "book"
    if hints.urls:
        return "webpage"
    return "document"
