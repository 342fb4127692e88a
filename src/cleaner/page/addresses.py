"""Addresses: joined, compared and taken apart without ever raising."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urldefrag, urljoin, urlsplit

# Second levels under which registries hand out names (a hand-picked part of publicsuffix.org, 2026-11): enough to tell
# one site from another, where a wrong answer only costs a weak piece of evidence.
_SECOND_LEVELS = frozenset(["ac", "co", "com", "edu", "gob", "gouv", "gov", "gv", "net", "nhs", "nom", "or", "org"])
_NOWHERE = urlsplit("")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_NOT_FOLLOWED = ("javascript:", "data:", "vbscript:", "file:", "blob:", "about:")
# Browsers drop these inside an address, so that `java\nscript:` runs.
_DROPPED = re.compile(r"[\x00-\x1f\x7f]")


def split_address(address: str | None) -> SplitResult:
    """Takes an address apart; what is none has no parts."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return _NOWHERE


def join_address(base: str, target: str) -> str | None:
    """The absolute form of an address beside another, or None where the two make none."""
    try:
        return urljoin(base, target)
    except ValueError:
        return None


def host_of(url: str) -> str:
    """The lower-case host of an absolute address, without `www.`; empty where there is none."""
    _, separator, rest = url.partition("//")
    if not separator:
        return ""
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


def site_of(host: str) -> str:
    """The part of a host that belongs to one owner, such as `example.co.uk` of `shop.example.co.uk`."""
    labels = host.split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS else 2
    return ".".join(labels[-count:])


class PageAddress:
    """Where a page stands, and what its links lead to from there.

    Attributes:
        base: What its relative addresses are relative to; empty where nothing says so.
        own: Its own address without a fragment.
        host: Its own host, without `www.`.
    """

    __slots__ = ("base", "host", "own")

    def __init__(self, url: str | None, base: str | None) -> None:
        url = url or ""
        self.base = (join_address(url, base) or url) if base else url
        self.own = urldefrag(url)[0] if split_address(url) is not _NOWHERE else url
        self.host = host_of(url)

    def resolve(self, target: str) -> str:
        """The absolute address of a link, as far as the page says what it is relative to."""
        target = target.strip()
        if target.startswith(("http://", "https://")):
            return target
        joined = join_address(self.base, target)
        return target if joined is None else joined

    def follow(self, target: str) -> str | None:
        """The absolute address that a link leads a reader to; None where no reader could or should follow it.

        Where the page's own address is not known, what is relative stays so.
        """
        target = (target if target.isprintable() else _DROPPED.sub("", target)).strip()
        if target.startswith(("https://", "http://")):
            return target
        if not target or target.lower().startswith(_NOT_FOLLOWED):
            return None
        if _SCHEME.match(target):
            return target
        if not self.base:
            return None if target.startswith("#") else target
        return join_address(self.base, target)

    def fragment_of(self, target: str | None) -> str | None:
        """The fragment of an address on this same page, None for any other address."""
        if not target or "#" not in target:
            return None
        address, _, fragment = target.partition("#")
        if not fragment or (address and not self._is_own(address)):
            return None
        return unquote(fragment) if "%" in fragment else fragment

    def _is_own(self, address: str) -> bool:
        if not self.own:
            return False
        if address == self.own:
            return True
        absolute = self.resolve(address) if not address.startswith("http") else address
        return absolute.rstrip("/") == self.own.rstrip("/")
