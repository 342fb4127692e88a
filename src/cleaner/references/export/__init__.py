"""Renders references for other programs: CSL-JSON, BibTeX, RIS and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cleaner.document import Document, Reference, to_plain
from cleaner.errors import SettingsError
from cleaner.references.export.bibtex import render_bibtex
from cleaner.references.export.csl import make_csl_item, render_csl_json
from cleaner.references.export.keys import make_keys
from cleaner.references.export.ris import render_ris

__all__ = [
    "REFERENCE_FORMATS",
    "make_csl_item",
    "make_keys",
    "make_reference_rows",
    "render_references",
    "render_references_jsonl",
]


def make_reference_rows(document: Document) -> list[dict[str, Any]]:
    """Makes one row for each reference of a page.

    Args:
        document: The cleaned page.

    Returns:
        For each reference the page's id and address, its place among the page's references, its fields, and the
        offsets in the document's text of the markers that lead to it.
    """
    return [
        {
            "page_id": document.page_id,
            "url": document.url,
            "index": index,
            **to_plain(reference),
            "marker_offsets": [marker.offset for marker in document.markers if marker.target == index],
        }
        for index, reference in enumerate(document.references)
    ]


def render_references_jsonl(document: Document) -> str:
    """Renders the references of a page as JSON Lines, one reference a line; empty where there are none.

    Args:
        document: The cleaned page.

    Returns:
        The lines, each ending in a newline.
    """
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in make_reference_rows(document))


def _on_references(render: Callable[[Iterable[Reference]], str]) -> Callable[[Document], str]:
    def render_document(document: Document) -> str:
        return render(document.references)

    return render_document


REFERENCE_FORMATS: Mapping[str, Callable[[Document], str]] = {
    "csl-json": _on_references(render_csl_json),
    "bibtex": _on_references(render_bibtex),
    "ris": _on_references(render_ris),
    "jsonl": render_references_jsonl,
}


def render_references(document: Document, output_format: str) -> str:
    """Renders the references of a page.

    Args:
        document: The cleaned page.
        output_format: `csl-json`, `bibtex`, `ris` or `jsonl`.

    Returns:
        The whole output.

    Raises:
        SettingsError: If there is no such format.
    """
    if output_format not in REFERENCE_FORMATS:
        raise SettingsError(f"unknown reference format {output_format!r}; known are {', '.join(REFERENCE_FORMATS)}")
    return REFERENCE_FORMATS[output_format](document)
