"""What a page says about itself outside its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner.page.data import DataScript

# Top-level domains of countries whose people write the day before the month in numbers, and languages that do not.
_DAY_FIRST_DOMAINS = frozenset(
    "uk au nz ie in za sg my ng ke gh pk lk mt cy de at fr es it pt br nl be pl se no dk fi".split()
)
_MONTH_FIRST_LANGUAGES = frozenset(["en", "en-us", "en-ca", "en-ph", "es-us", "fil"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says about itself outside its text.

    Attributes:
        title: Text of `<title>`.
        metas: (name or property or http-equiv or itemprop, content) of every `<meta>`, names in lower case.
        links: (rel, href) of every `<link>`, rels in lower case.
        json_ld: The JSON-LD scripts.
        data_scripts: Other JSON scripts that may hold the page's text, such as `__NEXT_DATA__`.
        base: `<base href>`.
        language: `<html lang>`.
    """

    title: str | None = None
    metas: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    json_ld: tuple[DataScript, ...] = ()
    data_scripts: tuple[DataScript, ...] = ()
    base: str | None = None
    language: str | None = None


def writes_day_first(language: str | None, url: str | None) -> bool:
    """Says whether people of a page's language and country write the day before the month in `3/4/2021`.

    Args:
        language: `<html lang>`.
        url: The page's address.

    Returns:
        False where neither is known.
    """
    tag = (language or "").strip().lower().replace("_", "-")
    if tag and tag != "en":
        return tag not in _MONTH_FIRST_LANGUAGES
    host = re.match(r"[a-z]+://([^/:?#]+)", (url or "").lower())
    return host is not None and host[1].rsplit(".", 1)[-1] in _DAY_FIRST_DOMAINS
