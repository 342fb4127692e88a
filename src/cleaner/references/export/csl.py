"""CSL-JSON, as citation-style-language.org's schema 1.0 describes it (2026-11)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cleaner.document import Reference
from cleaner.references.export.keys import clean_line, date_parts, make_keys, split_name

_TEXT_FIELDS = (
    ("title", "title"),
    ("container-title", "container"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("page", "pages"),
    ("publisher", "publisher"),
    ("DOI", "doi"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("ISBN", "isbn"),
)


def render_csl_json(references: Iterable[Reference]) -> str:
    """Renders references as a CSL-JSON array.

    Args:
        references: The references of a page.

    Returns:
        The array, indented, ending in a newline.
    """
    listed = list(references)
    items = [make_csl_item(reference, key) for reference, key in zip(listed, make_keys(listed), strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def make_csl_item(reference: Reference, key: str) -> dict[str, Any]:
    """Makes a CSL-JSON item; a reference without a title carries its text as the title, so that it can be cited.

    Args:
        reference: The reference.
        key: Its citation key.

    Returns:
        The item.
    """
    item: dict[str, Any] = {"id": key, "type": reference.type or "document"}
    for name, attribute in _TEXT_FIELDS:
        value = getattr(reference, attribute)
        if value:
            item[name] = clean_line(value)
    item.setdefault("title", clean_line(reference.text) or key)
    authors = [_make_name(name) for name in reference.authors if clean_line(name)]
    if authors:
        item["author"] = authors
    issued = date_parts(reference.date) or ([reference.year] if reference.year else [])
    if issued:
        item["issued"] = {"date-parts": [issued]}
    accessed = date_parts(reference.accessed)
    if accessed:
        item["accessed"] = {"date-parts": [accessed]}
    if reference.urls:
        item["URL"] = clean_line(reference.urls[0])
    notes = [f"arXiv:{reference.arxiv}"] if reference.arxiv else []
    notes.extend(reference.trial_ids)
    if notes:
        item["note"] = "; ".join(notes)
    return item


def _make_name(name: str) -> dict[str, str]:
    family, given, suffix = split_name(name)
    if not given:
        return {"literal": family}
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})
