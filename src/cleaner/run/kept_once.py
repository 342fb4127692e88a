"""What was taken from the pages of a site because its pages repeat it, written once to a record of its own."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner.document import Document
from cleaner.run.naming import SITES_NAME
from cleaner.run.state import RunState, replace_output
from cleaner.sites import SiteProfiles, key_line, name_site
from cleaner.sites.contacts import find_addresses, find_phones


def pack_removed(document: Document, sites: SiteProfiles) -> bytes | None:
    """Makes a page's part of its site's record: the site's lines that are not in the output.

    Args:
        document: The cleaned page.
        sites: What is known about sites.

    Returns:
        Site, lines with their places, phone and address, packed for the run's state; None where no line was taken.
    """
    site = name_site(document)
    known = sites.sites.get(site)
    if not known:
        return None
    removed = [
        (block.index, block.text)
        for block, label in zip(document.blocks, document.labels, strict=True)
        if not label.kept and block.text and key_line(block.text) in known
    ]
    if not removed:
        return None
    row = {"site": site, "lines": removed, "phone": document.metadata.phone, "address": document.metadata.address}
    return zlib.compress(json.dumps(row, ensure_ascii=False).encode("utf-8"), 1)


def write_record(state: RunState, out: Path, sites: SiteProfiles) -> None:
    """Writes one line of JSON for every site from whose pages lines were taken.

    Args:
        state: The finished run.
        out: The run's output folder.
        sites: What the lines were taken by.

    Raises:
        SinkError: If it cannot be written.
    """
    gathered: dict[str, _Site] = {}
    for packed in state.removed_rows():
        row = json.loads(zlib.decompress(packed))
        gathered.setdefault(row["site"], _Site()).add(row)
    with replace_output(out, SITES_NAME) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for name, site in sorted(gathered.items()):
            described = {"site": name, "profile_id": sites.profile_id, **site.describe()}
            file.write(json.dumps(described, ensure_ascii=False) + "\n")


@dataclass(slots=True, kw_only=True)
class _Site:
    """What was taken from the pages of one site; the same for any order of its pages."""

    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, int] = field(default_factory=dict)
    stated: dict[str, set[str]] = field(default_factory=lambda: {"phone": set(), "address": set()})

    def add(self, row: dict[str, Any]) -> None:
        self.pages += 1
        for place, text in row["lines"]:
            self.places[text] = min(place, self.places.get(text, place))
        self.counts.update({text for _, text in row["lines"]})
        for name, values in self.stated.items():
            if row[name]:
                values.add(row[name])

    def describe(self) -> dict[str, Any]:
        texts = sorted(self.places, key=lambda text: (self.places[text], text))
        return {
            "pages": self.pages,
            "phones": find_phones([*sorted(self.stated["phone"]), *texts]),
            "addresses": list(dict.fromkeys([*sorted(self.stated["address"]), *find_addresses(texts)])),
            "lines": [{"text": text, "pages": self.counts[text]} for text in texts],
        }
