"""Makes a page's addresses absolute."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from cleaner.document import Document

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_NOT_FOLLOWED = ("javascript:", "data:", "vbscript:", "file:", "blob:", "about:")
# Browsers drop these inside an address, so that `java\nscript:` runs.
_DROPPED = re.compile(r"[\x00-\x1f\x7f]")


class AddressBook:
    """Makes addresses absolute, each one once."""

    def __init__(self, document: Document) -> None:
        self.base = urljoin(document.url or "", document.base_url or "")
        self.known: dict[str, str | None] = {}

    def resolve(self, target: str) -> str | None:
        """Gives the absolute form of an address that the page writes.

        Args:
            target: As in the attribute.

        Returns:
            The absolute address; relative if the page's own is not known; None if no reader could follow it.
        """
        if target not in self.known:
            self.known[target] = self._resolve(_DROPPED.sub("", target).strip())
        return self.known[target]

    def _resolve(self, target: str) -> str | None:
        if target.startswith(("https://", "http://")):
            return target
        if not target or target.lower().startswith(_NOT_FOLLOWED):
            return None
        if _SCHEME.match(target):
            return target
        if not self.base:
            return None if target.startswith("#") else target
        try:
            return urljoin(self.base, target)
        except ValueError:
            return None
