"""Renders documents: plain text and the other formats."""

from __future__ import annotations

from cleaner.document import Document
from cleaner.errors import SettingsError
from cleaner.write.text import RenderedText, render_text

__all__ = ["RenderedText", "render_document", "render_text"]


def render_document(document: Document, output_format: str) -> str:
    """Renders a document.

    Args:
        document: The cleaned page.
        output_format: Name of the format.

    Returns:
        The whole output, ending in a newline unless empty.

    Raises:
        SettingsError: If there is no such format.
    """
    if output_format == "text":
        return document.text
    raise SettingsError(f"unknown format {output_format!r}; known are text")
