"""Collects what a page says about itself outside its text: title, metas, links, data scripts."""

from __future__ import annotations

from cleaner.page.data import DataScript
from cleaner.page.head import Head
from cleaner.page.tree import Attributes
from cleaner.segment.tables import DATA_SCRIPT_IDS, FLIGHT_DATA


class HeadReader:
    """Takes the elements of the head, wherever on the page they stand."""

    __slots__ = ("base", "data_scripts", "json_ld", "links", "metas", "title")

    def __init__(self) -> None:
        self.title: str | None = None
        self.metas: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.json_ld: list[DataScript] = []
        self.data_scripts: list[DataScript] = []
        self.base: str | None = None

    def read_meta(self, attributes: Attributes) -> None:
        """Takes a `<meta>`."""
        names = dict(attributes)
        key = names.get("property") or names.get("name") or names.get("itemprop") or names.get("http-equiv")
        content = names.get("content")
        if key and content:
            self.metas.append((key.strip().lower(), content))

    def read_link(self, attributes: Attributes) -> None:
        """Takes a `<link>`."""
        names = dict(attributes)
        rel, href = names.get("rel"), names.get("href")
        if rel and href:
            self.links.append((rel.lower(), href))

    def read_base(self, attributes: Attributes) -> None:
        """Takes a `<base>`; the first with an address counts."""
        self.base = self.base or dict(attributes).get("href")

    def read_script(self, attributes: Attributes, text: str) -> None:
        """Takes a script that may hold data.

        Args:
            attributes: The script's attributes.
            text: Its source.
        """
        names = dict(attributes)
        kind = (names.get("type") or "").strip().lower()
        if kind.startswith("application/ld+json"):
            self.json_ld.append(DataScript(text))
        elif kind == "application/json" or names.get("id") in DATA_SCRIPT_IDS or FLIGHT_DATA.match(text):
            self.data_scripts.append(DataScript(text))

    def finish(self, root: Attributes) -> Head:
        """Gives what was collected.

        Args:
            root: Attributes of `<html>`.
        """
        return Head(
            title=self.title,
            metas=tuple(self.metas),
            links=tuple(self.links),
            json_ld=tuple(self.json_ld),
            data_scripts=tuple(self.data_scripts),
            base=self.base,
            language=dict(root).get("lang") or dict(root).get("xml:lang"),
        )
