"""Renders documents: plain text and the other formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cleaner.document import Document
from cleaner.errors import SettingsError
from cleaner.write.text import RenderedText, render_text

__all__ = ["FORMATS", "RenderedText", "render_document", "render_text"]

# A format is one module and one line here.
FORMATS: Mapping[str, Callable[[Document], str]] = {
    "text": lambda document: document.text,
}


def render_document(document: Document, output_format: str) -> str:
    """Renders a document.

    Args:
        document: The cleaned page.
        output_format: One of `FORMATS`.

    Returns:
        The whole output, ending in a newline unless empty.

    Raises:
        SettingsError: If there is no such format.
    """
    if output_format not in FORMATS:
        raise SettingsError(f"unknown format {output_format!r}; known are {', '.join(FORMATS)}")
    return FORMATS[output_format](document)
