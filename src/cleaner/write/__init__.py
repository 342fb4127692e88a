"""Renders documents: plain text and the other formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cleaner.document import Document
from cleaner.errors import SettingsError
from cleaner.write.html import render_html
from cleaner.write.json import read_json, render_json
from cleaner.write.markdown import render_markdown
from cleaner.write.options import WriteOptions
from cleaner.write.rows import build_row, render_jsonl
from cleaner.write.tei import render_tei
from cleaner.write.text import RenderedText, render_document_text, render_text

__all__ = ["FORMATS", "RenderedText", "WriteOptions", "build_row", "read_document", "render_document", "render_text"]


class Format(NamedTuple):
    """An output format.

    Attributes:
        suffix: What the names of its files end in.
        render: Makes the whole output of one document.
    """

    suffix: str
    render: Callable[[Document, WriteOptions], str]


# To add a format, write a module with a function that renders a document, and add a line here.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format(".txt", render_document_text),
        "markdown": Format(".md", render_markdown),
        "json": Format(".json", lambda document, _: render_json(document)),
        "jsonl": Format(".jsonl", lambda document, _: render_jsonl(document)),
        "tei": Format(".xml", lambda document, _: render_tei(document)),
        "html": Format(".html", lambda document, _: render_html(document)),
    }
)
_DEFAULT_OPTIONS = WriteOptions()


def render_document(document: Document, output_format: str, options: WriteOptions = _DEFAULT_OPTIONS) -> str:
    """Renders a document.

    Args:
        document: The cleaned page.
        output_format: Name of the format, one of `FORMATS`.
        options: Choices about the format.

    Returns:
        The whole output, ending in a newline unless empty.

    Raises:
        SettingsError: If there is no such format.
    """
    if output_format not in FORMATS:
        raise SettingsError(f"unknown format {output_format!r}; known are {', '.join(FORMATS)}")
    return FORMATS[output_format].render(document, options)


def read_document(text: str) -> Document:
    """Reads back what the format `json` wrote.

    Args:
        text: One object of JSON.

    Returns:
        A document that equals the written one.

    Raises:
        ValueError: If it is no JSON, or a value is none that its field can have.
        KeyError: If a field is missing.
    """
    return read_json(text, render_document)
