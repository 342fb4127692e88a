"""Renders documents: a format is one file with one function and one line in `FORMATS`.

`FORMATS` is all that the command line, `cleaner run`, the names of files and the tests ask about formats. What a caller
may choose about one is a keyword of its function and a field of `WriteOptions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from cleaner.document import Document
from cleaner.errors import SettingsError
from cleaner.write.dataset_rows import build_row, build_schema, render_jsonl
from cleaner.write.html_page import render_html
from cleaner.write.json_object import read_json, render_json
from cleaner.write.markdown import render_markdown
from cleaner.write.plain_text import RenderedText, render_plain_text, render_text
from cleaner.write.tei import render_tei

__all__ = [
    "FORMATS",
    "Format",
    "RenderedText",
    "WriteOptions",
    "build_row",
    "build_schema",
    "read_document",
    "render_document",
    "render_text",
]

_MIN_WRAP_COLUMNS = 20


class Format(NamedTuple):
    """An output format.

    Attributes:
        suffix: What the names of its files end in.
        render: Makes the whole output of a document, which ends in a newline unless it is empty.
        options: The fields of `WriteOptions` that `render` takes as keywords.
    """

    suffix: str
    render: Callable[..., str]
    options: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format(".txt", render_plain_text, ("wrap_columns",)),
        "markdown": Format(".md", render_markdown, ("front_matter", "footnotes")),
        "json": Format(".json", render_json),
        "jsonl": Format(".jsonl", render_jsonl),
        "tei": Format(".xml", render_tei),
        "html": Format(".html", render_html),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """Choices about how a document is written.

    Attributes:
        wrap_columns: Plain text: width that lines are wrapped to; 0 leaves every paragraph on one line.
        front_matter: Markdown: whether the metadata stands before the text, as YAML.
        footnotes: Markdown: whether references become footnotes, `[^1]`, instead of text as the page shows it.
    """

    wrap_columns: int = 0
    front_matter: bool = False
    footnotes: bool = False

    def __post_init__(self) -> None:
        if self.wrap_columns and self.wrap_columns < _MIN_WRAP_COLUMNS:
            raise SettingsError(
                f"wrap_columns is {self.wrap_columns}; use 0 for no wrapping or at least {_MIN_WRAP_COLUMNS}"
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
    chosen = FORMATS[output_format]
    return chosen.render(document, **{name: getattr(options, name) for name in chosen.options})


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
