"""Addresses of an entry: linked or printed, absolute, each once."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from cleaner.page.addresses import host_of
from cleaner.page.columns import PageColumns
from cleaner.references.groups import Part, links_of

_PRINTED = re.compile(
    r"(?:https?://|www\.)(?:(?!\]\()[^\s<>\"“”„«»‹›])+"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|int|info|io|eu|uk|de|fr|at|ch|es|it|nl|be|ca|au|nz|ie|se|dk|no|fi|pl|"
    r"pt|br|mx|ar|cl|co|us|jp|kr|cn|in|ru|cz|sk|hu|ro|bg|gr|tr|il|za|sg|hk|tw|th|vn|id|my|ph|lu|li|is|ee|lv|lt|si|hr|ua|"
    r"me|tv|ai|app|dev|blog|health|care|news|online|site|fit|life|clinic|museum|wiki|academy|foundation|berlin|bayern|wien)/(?:(?!\]\()[^\s<>\"“”„«»‹›])+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'’*_…。，；、"
_SKIPPED = ("#", "mailto:", "javascript:", "tel:", "data:", "about:", "blob:", "sms:")
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


def collect_urls(page: PageColumns, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Collects the addresses of an entry.

    Args:
        page: The page.
        parts: The entry's text.

    Returns:
        Absolute addresses, linked or printed, in the order of the text; links back into the page left out.
    """
    found: dict[str, str] = {}
    for part in parts:
        block = page.blocks[part.block]
        places: list[tuple[int, str, bool]] = []
        covered: list[tuple[int, int]] = []
        for span in links_of(block, part.start, part.end):
            target = (span.target or "").strip()
            covered.append((span.start, span.end))
            if (
                not target
                or target.lower().startswith(_SKIPPED)
                or page.address.fragment_of(target)
                or target.startswith("#")
            ):
                continue
            places.append((span.start, unwrap(page.address.resolve(target)), True))
        for start, end in find_printed(block.text[part.start : part.end]):
            first, last = start + part.start, end + part.start
            if any(a < last and first < b for a, b in covered):
                continue
            printed = block.text[first:last]
            places.append((first, printed if "://" in printed else "https://" + printed, False))
        for _, url, _linked in sorted(places):
            found.setdefault(same_address_key(url), url)
    return tuple(found.values())
