"""Makes rows of documents, one a page, in columns that data-set tools know: JSON Lines, and the types for Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.document import Document, Reference, to_plain
from cleaner.write.json_object import write_json

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]

_TEXT_COLUMNS = ("id", "url", "text", "markdown", "title", "author", "date", "language")
_NUMBER_COLUMNS = {"confidence": "double", "words_kept": "int64", "words_dropped": "int64"}
_REFERENCE_LISTS = {"authors": "string", "urls": "string", "trial_ids": "string", "blocks": "int64"}


def build_row(document: Document) -> Row:
    """Makes a document's row.

    Args:
        document: The cleaned page.

    Returns:
        `id`, `url`, `text`, `markdown`, `title`, `author` (names parted by `; `), `date`, `language`, `references`,
        `confidence`, `words_kept` and `words_dropped`; what is not known is None.
    """
    metadata = document.metadata
    return {
        "id": document.page_id,
        "url": document.url,
        "text": document.text,
        "markdown": document.markdown,
        "title": metadata.title,
        "author": "; ".join(metadata.authors) or None,
        "date": metadata.published,
        "language": metadata.language,
        "references": [to_plain(reference) for reference in document.references],
        "confidence": round(document.confidence, 4),
        "words_kept": document.accounting.kept,
        "words_dropped": sum(document.accounting.dropped.values()),
    }


def render_jsonl(document: Document) -> str:
    """Renders a document as one line of JSON."""
    return write_json(build_row(document)) + "\n"


def build_schema() -> pyarrow.Schema:
    """The columns of `build_row` as Arrow types; needs the extra `parquet`."""
    import pyarrow  # noqa: PLC0415 - optional

    number = {"double": pyarrow.float64(), "int64": pyarrow.int64(), "string": pyarrow.string()}
    reference = [
        (name, pyarrow.list_(number[_REFERENCE_LISTS[name]]) if name in _REFERENCE_LISTS else pyarrow.string())
        for name in to_plain(Reference(text=""))
    ]
    reference = [(name, pyarrow.int64() if name == "year" else kind) for name, kind in reference]
    columns = [(name, pyarrow.string()) for name in _TEXT_COLUMNS]
    columns.append(("references", pyarrow.list_(pyarrow.struct(reference))))
    columns.extend((name, number[kind]) for name, kind in _NUMBER_COLUMNS.items())
    return pyarrow.schema(columns)
