"""What a page says about itself outside its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says about itself outside its text.

    Attributes:
        title: Text of `<title>`.
        metas: (name or property or http-equiv or itemprop, content) of every `<meta>`, names in lower case.
        links: (rel, href) of every `<link>`, rels in lower case.
        json_ld: Bodies of the JSON-LD scripts.
        data_scripts: Bodies of other JSON scripts that may hold the page's text, such as `__NEXT_DATA__`.
        base: `<base href>`.
        language: `<html lang>`.
    """

    title: str | None = None
    metas: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    json_ld: tuple[str, ...] = ()
    data_scripts: tuple[str, ...] = ()
    base: str | None = None
    language: str | None = None
