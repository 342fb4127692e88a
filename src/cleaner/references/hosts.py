"""Hosts of addresses, compared as people do: without `www.` and language or section names before the site's own."""

from __future__ import annotations

# Second levels under which registries hand out names (a hand-picked part of publicsuffix.org, 2026-11): enough to tell
# one site from another, where a wrong answer only costs a weak piece of evidence.
_SECOND_LEVELS = frozenset(["ac", "co", "com", "edu", "gob", "gouv", "gov", "gv", "net", "nhs", "nom", "or", "org"])


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
