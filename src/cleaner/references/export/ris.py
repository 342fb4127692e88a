"""RIS, with the tags that Zotero, EndNote and Mendeley share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.document import Reference
from cleaner.references.export.keys import clean_line, date_parts, split_name

_TYPES = {"article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "webpage": "ELEC", "report": "RPRT"}


def render_ris(references: Iterable[Reference]) -> str:
    """Renders references as RIS records.

    Args:
        references: The references of a page.

    Returns:
        The records, a blank line between them; empty where there are none.
    """
    return "\n".join(_render_record(reference) for reference in references)


def _render_record(reference: Reference) -> str:
    lines = [("TY", _TYPES.get(reference.type or "", "GEN"))]
    lines += [(tag, value) for tag, value in _make_lines(reference) if value]
    return "".join(f"{tag}  - {value}\n" for tag, value in [*lines, ("ER", "")])


def _make_lines(reference: Reference) -> list[tuple[str, str]]:
    start, _, end = re.sub(r"\s*[–—-]\s*", "-", reference.pages or "").partition("-")
    container = "T2" if reference.type != "article-journal" else "JO"
    lines = [("AU", _render_name(name)) for name in reference.authors]
    lines += [
        ("TI", clean_line(reference.title or reference.text)),
        (container, clean_line(reference.container or "")),
        ("PY", str(reference.year) if reference.year else ""),
        ("DA", _render_date(reference.date) if "-" in (reference.date or "") else ""),
        ("VL", clean_line(reference.volume or "")),
        ("IS", clean_line(reference.issue or "")),
        ("SP", clean_line(start)),
        ("EP", clean_line(end)),
        ("PB", clean_line(reference.publisher or "")),
        ("DO", clean_line(reference.doi or "")),
        ("AN", clean_line(reference.pmid or "")),
        ("C2", clean_line(reference.pmcid or "")),
        ("SN", clean_line(reference.isbn or "")),
        ("Y2", _render_date(reference.accessed)),
    ]
    lines += [("UR", clean_line(url)) for url in reference.urls]
    lines += [("N1", clean_line(trial)) for trial in reference.trial_ids]
    return lines


def _render_name(name: str) -> str:
    return ", ".join(part for part in (*split_name(name)[:2], split_name(name).suffix) if part)


def _render_date(date: str | None) -> str:
    """RIS dates have four parts between slashes: year, month, day, other."""
    parts = date_parts(date)
    if not parts:
        return ""
    padded = [f"{parts[0]:04d}"] + [f"{part:02d}" for part in parts[1:]]
    return "/".join(padded + [""] * (4 - len(padded)))
