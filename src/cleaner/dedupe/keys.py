"""Keys of lines and names of sites: pinned, since profiles on disk are made of them."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import urlsplit

from cleaner.document import Document
from cleaner.page.columns import PageColumns

# Changes with every change to `key_line`: profiles of another normalisation are refused.
NORMALISATION = "cleaner-line-1"


def key_line(text: str) -> int:
    """Gives a line its key: BLAKE2b-64 of its case-folded text, white space already folded by `segment`.

    Digits and punctuation are part of a line's identity.

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
    if page.url:
        try:
            host = urlsplit(page.url).hostname or ""
        except ValueError:
            host = ""
        if host:
            return host.removeprefix("www.")
    return page.page_id.replace("\\", "/").rpartition("/")[0] or "."
