"""Sets superscripts and subscripts on the line in characters that keep their meaning: 10², H₂O, text[1]."""

from __future__ import annotations

from cleaner.page.blocks import SpanKind
from cleaner.page.markers import is_raised_marker
from cleaner.segment.tables import (
    PLAIN_SUPERSCRIPT,
    SUBSCRIPT_TEXT,
    SUBSCRIPTS,
    SUPERSCRIPT_TEXT,
    SUPERSCRIPTS,
    TRADEMARKS,
)

# A longer raised stretch is small print beside a word, not an exponent.
_MAX_EXPONENT_CHARS = 8


def find_line_form(  # noqa: PLR0911 - one for each form
    kind: SpanKind, content: str, before: str, *, linked: bool
) -> tuple[str, str, str]:
    """Gives characters that mean on the line what a raised or lowered stretch means.

    Args:
        kind: Superscript or subscript.
        content: The stretch.
        before: The character before it, empty at the start of a block.
        linked: Whether it is, or holds, a link.

    Returns:
        What stands before the stretch, the stretch, and what stands after it.
    """
    if kind is SpanKind.SUBSCRIPT:
        if SUBSCRIPT_TEXT.fullmatch(content):
            return "", content.translate(SUBSCRIPTS), ""
        return ("_" if before.isalnum() and content[:1].isalnum() else ""), content, ""
    if linked and is_raised_marker(content):
        return "[", content, "]"
    if SUPERSCRIPT_TEXT.fullmatch(content):
        return "", content.translate(SUPERSCRIPTS), ""
    if content in TRADEMARKS:
        return "", TRADEMARKS[content], ""
    plain = PLAIN_SUPERSCRIPT.fullmatch(content) or (content == "a" and before.isdigit())
    if plain or not before.isalnum() or not content[:1].isalnum():
        return "", content, ""
    return ("^" if len(content) <= _MAX_EXPONENT_CHARS else " "), content, ""
