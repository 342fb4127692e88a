"""What names a cited work: the addresses that an entry prints, DOI, PMID, PMCID, arXiv, ISBN, trial numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from cleaner.page.addresses import host_of

# ISO 26324 leaves the suffix open. Brackets, `<`, `>`, quotes and white space close it in running text, as in
# Crossref's patterns (2015, crossref.org/blog/dois-and-matching-regular-expressions).
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"“”<>»]+", re.IGNORECASE)
_DOI_TAIL = re.compile(
    r"(?:[.,;:!?'’*…]|&(?:amp|lt|gt);?.*|/(?:full|abstract|pdf|epdf|html|meta|fulltext|summary|full-text)|\.(?:pdf|full|abstract|html?)|"
    r"\[\w.*|\](?:\(.*)?|[?#].*)$",
    re.IGNORECASE,
)
_PMID = re.compile(r"(?:\bPMID|\bPubMed(?: ?ID)?)\s?[:=#]?\s?(\d{4,9})\b|\[PubMed: (\d{4,9})\]", re.IGNORECASE)
_PMID_URL = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?|europepmc\.org/(?:article|abstract)/med/)(\d{4,9})\b|"
    r"ncbi\.nlm\.nih\.gov/\S*[?&](?:list_uids|id|uid)=(\d{4,9})\b|"
    r"[?&]access_num=(\d{4,9})\b\S*link_type=MED|pubmed\S*[?&]term=(\d{4,9})\b",
    re.IGNORECASE,
)
_PMCID = re.compile(r"\b(PMC\d{4,9})\b", re.IGNORECASE)
_PMCID_URL = re.compile(
    r"(?:ncbi\.nlm\.nih\.gov|europepmc\.org)/\S*?\b(PMC\d{4,9})\b|ncbi\.nlm\.nih\.gov/pmc/articles/(\d{4,9})\b",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf|html)/|[: ]\s?)((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)", re.IGNORECASE
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?[:\s]*((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx])\b", re.IGNORECASE)
_TRIALS = re.compile(r"\bNCT\d{8}\b|\bISRCTN\s?\d{8}\b", re.IGNORECASE)
_PRINTED = re.compile(
    r"(?:https?://|www\.)(?:(?!\]\()[^\s<>\"“”„«»‹›])+"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|int|info|io|eu|uk|de|fr|at|ch|es|it|nl|be|ca|au|nz|ie|se|dk|no|fi|pl|"
    r"pt|br|mx|ar|cl|co|us|jp|kr|cn|in|ru|cz|sk|hu|ro|bg|gr|tr|il|za|sg|hk|tw|th|vn|id|my|ph|lu|li|is|ee|lv|lt|si|hr|ua|"
    r"me|tv|ai|app|dev|blog|health|care|news|online|site|fit|life|clinic|museum|wiki|academy|foundation|berlin|bayern|wien)/(?:(?!\]\()[^\s<>\"“”„«»‹›])+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'’*_…。，；、"
# Redirectors that carry the real address in a parameter (Google, Facebook, Outlook, YouTube, LinkedIn; seen 2026-11).
_REDIRECTORS: dict[str, tuple[str, ...]] = {
    "google.com": ("q", "url"),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "youtube.com": ("q",),
    "linkedin.com": ("url",),
}


def find_printed(text: str) -> list[tuple[int, int]]:
    """Finds the addresses that a text prints.

    Args:
        text: Any text.

    Returns:
        Start and end of each, without punctuation that closes the sentence or an outer bracket.
    """
    if "/" not in text and "www." not in text.lower():
        return []
    found = []
    for match in _PRINTED.finditer(text):
        start, end = match.span()
        end = start + len(_trim(match.group()))
        if end - start > 7:
            found.append((start, end))
    return found


def _trim(address: str) -> str:
    while address:
        last = address[-1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last)
        if last in _TRAILING or (opening and address.count(opening) < address.count(last)):
            address = address[:-1]
            continue
        return address
    return address


def unwrap(url: str) -> str:
    """The address that a redirector leads to, or the address itself."""
    host = host_of(url)
    names = _REDIRECTORS.get(host)
    if names is None and host.endswith("safelinks.protection.outlook.com"):
        names = ("url",)
    if names is None or "?" not in url:
        return url
    query = parse_qs(urlsplit(url).query)
    for name in names:
        value = query.get(name, [""])[0]
        if value.startswith(("http://", "https://")):
            return value
    return url


def same_address_key(url: str) -> str:
    """What two spellings of one address have in common: no scheme, `www.`, fragment, or closing slash; decoded."""
    rest = unquote(url).partition("//")[2] or unquote(url)
    return rest.partition("#")[0].rstrip("/.,;").removeprefix("www.").casefold()


class Identifiers(NamedTuple):
    """The identifiers of one entry.

    Attributes:
        doi, pmid, pmcid, arxiv, isbn, trial_ids: As in `Reference`.
    """

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    arxiv: str | None = None
    isbn: str | None = None
    trial_ids: tuple[str, ...] = ()


def find_identifiers(text: str, urls: Iterable[str], *, own_dois: frozenset[str] = frozenset()) -> Identifiers:
    """Finds the identifiers that an entry prints or links to.

    Args:
        text: The entry's text.
        urls: Its addresses.
        own_dois: Lower-case DOIs of the page itself, which its entries never are.

    Returns:
        What was found; where text and links differ, the text holds.
    """
    addresses = list(urls)
    trials = dict.fromkeys(found.upper().replace(" ", "") for found in _TRIALS.findall(text))
    return Identifiers(
        doi=_find_doi(text, addresses, own_dois),
        pmid=_first(_PMID, text) or _find_pmid(addresses),
        pmcid=_upper(_first(_PMCID, text)) or _find_pmcid(addresses),
        arxiv=_first(_ARXIV, text) or next((found for url in addresses if (found := _first(_ARXIV, url))), None),
        isbn=_find_isbn(text),
        trial_ids=tuple(trials),
    )


def find_dois(text: str) -> list[str]:
    """Finds every DOI that a text or an address holds, in lower case."""
    return [clean_doi(match.group()) for match in _DOI.finditer(text)]


def clean_doi(found: str) -> str:
    """Takes off what running text and addresses hang on a DOI."""
    doi = found
    while True:
        shorter = _DOI_TAIL.sub("", doi)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and shorter.count(opening) < shorter.count(closing):
                shorter = shorter[:-1]
        if shorter == doi:
            return doi.lower()
        doi = shorter


def _find_doi(text: str, urls: list[str], own: frozenset[str]) -> str | None:
    candidates = find_dois(text) if "10." in text else []
    for url in urls:
        if "10." in url:
            candidates.extend(_dois_of_url(url))
    return next((doi for doi in candidates if doi not in own and len(doi) > 8), None)


def _dois_of_url(url: str) -> list[str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    found = find_dois(unquote(parts.path))
    if parts.query:
        query = parse_qs(parts.query)
        # Link resolvers name the citing page in `doi` and the cited work in `key`.
        for name in ("key", "doi", "id", "rft_id", "rft.doi", "DOI", "access_num"):
            for value in query.get(name, ()):
                found.extend(find_dois(value))
    return found


def _find_pmid(urls: list[str]) -> str | None:
    for url in urls:
        found = (
            _first(_PMID_URL, url)
            if "nih.gov" in url or "pmc.org" in url or "access_num" in url or "pubmed" in url
            else None
        )
        if found:
            return found
    return None


def _find_pmcid(urls: list[str]) -> str | None:
    for url in urls:
        found = _first(_PMCID_URL, url) if "pmc" in url.lower() else None
        if found:
            return found.upper() if found[0] in "Pp" else "PMC" + found
    return None


def _find_isbn(text: str) -> str | None:
    for match in _ISBN.finditer(text):
        digits = re.sub(r"[\s-]", "", match.group(1)).upper()
        if is_isbn(digits):
            return digits
    return None


def is_isbn(digits: str) -> bool:
    """Checks the check digit of an ISBN-10 or ISBN-13 (ISO 2108)."""
    if len(digits) == 13 and digits.isdigit():
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits[:9].isdigit() and (digits[9].isdigit() or digits[9] == "X"):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return next((group for group in match.groups() if group), None) if match else None


def _upper(text: str | None) -> str | None:
    return text.upper() if text else None
