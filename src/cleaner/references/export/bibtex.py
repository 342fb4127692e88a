"""BibTeX, in the UTF-8 form that BibLaTeX and reference managers read."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.document import Reference
from cleaner.references.export.keys import clean_line, date_parts, make_keys, split_name

_TYPES = {"article-journal": "article", "book": "book", "chapter": "incollection", "report": "techreport"}
# TeX's special characters (The TeXbook, chapter 7); BibTeX counts braces even after a backslash, so they are named.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def render_bibtex(references: Iterable[Reference]) -> str:
    """Renders references as BibTeX entries.

    Args:
        references: The references of a page.

    Returns:
        The entries, a blank line between them; empty where there are none.
    """
    listed = list(references)
    return "\n".join(_render_entry(reference, key) for reference, key in zip(listed, make_keys(listed), strict=True))


def _render_entry(reference: Reference, key: str) -> str:
    kind = _TYPES.get(reference.type or "", "misc")
    fields = [f"  {name} = {{{value}}},\n" for name, value in _make_fields(reference, kind) if value]
    return f"@{kind}{{{key},\n{''.join(fields)}}}\n"


def _make_fields(reference: Reference, kind: str) -> list[tuple[str, str]]:
    container = {"article": "journal", "incollection": "booktitle"}.get(kind, "howpublished")
    month = date_parts(reference.date)[1:2]
    accessed = reference.accessed or ""
    return [
        ("author", " and ".join(_render_name(name) for name in reference.authors if clean_line(name))),
        ("title", _escape(reference.title or reference.text)),
        (container, _escape(reference.container)),
        ("year", str(reference.year) if reference.year else ""),
        ("month", str(month[0]) if month else ""),
        ("volume", _escape(reference.volume)),
        ("number", _escape(reference.issue)),
        ("pages", _escape(reference.pages).replace("–", "--").replace("—", "--")),
        ("publisher", _escape(reference.publisher)),
        ("doi", _plain(reference.doi)),
        ("pmid", _plain(reference.pmid)),
        ("pmcid", _plain(reference.pmcid)),
        ("eprint", _plain(reference.arxiv)),
        ("archiveprefix", "arXiv" if reference.arxiv else ""),
        ("isbn", _plain(reference.isbn)),
        ("url", _plain(reference.urls[0]) if reference.urls else ""),
        ("urldate", accessed),
        ("note", _escape("; ".join(reference.trial_ids))),
    ]


def _render_name(name: str) -> str:
    family, given, suffix = split_name(name)
    if not given:
        return "{" + _escape(family) + "}"
    return ", ".join(_protect(_escape(part)) for part in (family, suffix, given) if part)


def _protect(part: str) -> str:
    """Braces around what BibTeX would take for the end of a name."""
    return "{" + part + "}" if "," in part or " and " in f" {part} " else part


def _escape(text: str | None) -> str:
    return clean_line(text or "").translate(_ESCAPES).strip()


def _plain(text: str | None) -> str:
    """Addresses and identifiers stand as they are, save for what would end the field."""
    return clean_line(text or "").translate(_URL_ESCAPES)
