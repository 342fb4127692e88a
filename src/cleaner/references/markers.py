"""Reads the marker at the start of an entry."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.references.tables import DIGITS, ENTRY_MARKER, MARKER_STARTS, SUPERSCRIPT_DIGITS


class EntryMarker(NamedTuple):
    """A marker at the start of an entry.

    Attributes:
        value: What it shows, without brackets and dots; superscript digits as plain ones.
        length: Characters that it takes, white space after it included.
        shape: How it is written: `bracket`, `round`, `dot`, `raised`, `sign`, `lens` or `bare`.
    """

    value: str
    length: int
    shape: str

    @property
    def number(self) -> int | None:
        """The marker as a number, None if it is a letter or sign."""
        digits = self.value.translate(DIGITS)
        return int(digits) if digits.isascii() and digits.isdigit() else None


def read_entry_marker(text: str) -> EntryMarker | None:
    """Reads the marker at the start of an entry.

    Args:
        text: The entry's text.

    Returns:
        The marker, None if it has none.
    """
    if not text or text[0] not in MARKER_STARTS:
        return None
    match = ENTRY_MARKER.match(text)
    if match is None or match.end() == len(text):
        return None
    shape = match.lastgroup or ""
    groups = match.groupdict()
    shape = next(name for name in ("bracket", "lens", "round", "dot", "raised", "sign", "bare") if groups[name])
    value = (
        groups.get("bracketed") or groups.get("rounded") or groups.get("dotted") or groups.get("bared") or groups[shape]
    )
    return EntryMarker(value.strip(" []()［］【】〔〕").translate(SUPERSCRIPT_DIGITS), match.end(), shape)
