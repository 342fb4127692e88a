"""Reads what a page calls itself: its kinds in schema.org and Open Graph, its generator, the words of its address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.words import read_words
from cleaner.page.columns import PageColumns

# A JSON-LD graph of a shop names the type of every offer; the first ones are those of the page itself.
_MAX_DATA_CHARS = 20_000
_DATA_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"([A-Za-z:/.]{2,60})"')
_VALUES = frozenset(["og:type", "generator", "twitter:card", "pagetype", "page-type", "page_type", "contenttype"])
# An address says what a page is by its folders; the last part is the page's own name.
_MAX_PATH_PARTS = 6


def read_page_names(page: PageColumns) -> NDArray[np.uint64]:
    """Reads the names that a page gives itself.

    Args:
        page: The page, cut into blocks.

    Returns:
        Hashes of the different names, ascending. The same word as a schema.org type, as the name of a meta element, as
        its value and in the address are different names.
    """
    head = page.head
    types = " ".join(kind for body in head.json_ld for kind in _DATA_TYPE.findall(body[:_MAX_DATA_CHARS]))
    values = " ".join(content[:60] for name, content in head.metas if name in _VALUES)
    keys = " ".join(name.replace(":", "").replace("-", "")[:60] for name, _ in head.metas)
    host, path = _split_address(page)
    words = read_words([types, values, keys, host, path])
    salts = np.arange(1, 6, dtype=np.uint64) * np.uint64(0xD6E8FEB86659FD93)
    return np.unique(words.hashes ^ salts[words.owners])


def _split_address(page: PageColumns) -> tuple[str, str]:
    """The first words of the host and the folders of the address that the page has, or says to have."""
    stated = [href for rel, href in page.head.links if rel == "canonical"]
    stated += [content for name, content in page.head.metas if name == "og:url"]
    try:
        address = urlsplit(page.url or (stated[0] if stated else ""))
    except ValueError:
        address = urlsplit("")
    labels = (address.hostname or "").split(".")
    parts = [part for part in address.path.split("/") if part]
    depth = f"depth{min(len(parts), _MAX_PATH_PARTS)}"
    folders = " ".join(part for part in parts[:-1][:_MAX_PATH_PARTS] if len(part) <= 24)
    last = "lastnone" if not parts else "lastslug" if parts[-1].count("-") >= 2 else f"last{parts[-1][:24]}"
    return " ".join(labels[:-2]), f"{depth} {folders} {last}"
