"""The one grammar of markers: what stands in a text for a reference or note, and at the start of the note itself."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

DIGIT_VALUES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "0123456789" * 5)
"""Digits of other scripts that number lists: Arabic-Indic, Persian, Devanagari, Thai, full-width."""
RAISED_DIGIT_VALUES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉₋", "0123456789-0123456789-")
"""Digits set above or below the line."""

_DIGITS = "0-9٠-٩۰-۹०-९๐-๙０-９"
_NUMBER = rf"[{_DIGITS}]{{1,3}}"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
_DASHES = "–—−‑-"
_SIGNS = "*†‡§"
BACK_SIGNS = "↩↵⏎↑⬆⇑⤴▲^↥⮌⬑"
"""What a link from a note back to its marker shows, as members of a pattern's set."""

BACK_LABEL = re.compile(
    rf"(?:[{BACK_SIGNS}\ufe0e\ufe0f\s,\[\]()]|"
    r"\d{0,3}\.?\d{0,2}|[a-z]{1,2}\b|"
    r"(?:jump |hoch|back |return |go )?(?:(?:back )?(?:up|to (?:the )?(?:text|content|article|top|reference \d*))|"
    r"zurück(?: zum text)?|springen|retour(?: au texte)?|volver(?: al texto)?|"
    r"torna(?: al testo)?|return|back|voltar(?: ao texto)?))*",
    re.IGNORECASE,
)
"""The whole of what such a link shows."""

# Lists and ranges are one marker: "3", "1, 2", "4–6", "a,b".
_JOINT = rf"\s?[,;،{_DASHES}]\s?"
_NUMBERS = rf"{_NUMBER}(?:{_JOINT}{_NUMBER})*"
_NUMBER_MARKER = re.compile(_NUMBER)
_RAISED_MARKER = re.compile(rf"(?:{_NUMBER}|[a-z])(?:{_JOINT}(?:{_NUMBER}|[a-z]))*", re.IGNORECASE)
_NUMBER_STEP = re.compile(rf"(?P<number>{_NUMBER})|(?P<dash>[{_DASHES}])")
# A longer range is one of years, pages or prices.
_MAX_RANGE = 60

NUMBERS_IN_BRACKETS = re.compile(
    rf"\[\s*(?P<square>{_NUMBERS})\s*\]|［(?P<wide>{_NUMBERS})］|【(?P<lens>{_NUMBERS})】|\[\^(?P<note>\d{{1,3}})\]"
)
"""Groups of numbers in the running text."""
NUMBERS_IN_ROUND_BRACKETS = re.compile(rf"\((?P<numbers>{_NUMBERS})\)")
RAISED_NUMBERS = re.compile(rf"[{_RAISED}]{{1,3}}(?:[,–⁻\s]{{1,2}}[{_RAISED}]{{1,3}})*")
# Below the line, digits are part of a formula right after a letter: "H₂O", "B₁₂"; after a stop they are markers that
# some editor set with the wrong key.
LOWERED_NUMBERS = re.compile(rf"(?<=[.,;:!?)”\"»])\s?[{_LOWERED}]{{1,3}}(?:[,–₋\s]{{1,2}}[{_LOWERED}]{{1,3}})*(?=\s|$)")
GLUED_NUMBERS = re.compile(
    r"(?:(?<=[a-zà-öø-ÿ]{3})|(?<=[a-zà-öø-ÿ]{2}[.,;:!?)”\"»’])|(?<=[a-zà-öø-ÿ][.,!?][)”\"»’]))"
    rf"(?P<numbers>{_NUMBERS})(?=\s+[A-ZÀ-Þa-zà-ÿ(“„«]|\s*$|[.,;:)](?!\d))"
)
"""What is left of raised numbers where markup was stripped: "three weeks.1 Then", "an empty stomach1,2 and"."""

_ENTRY_MARKER = re.compile(
    rf"""\s*(?:
        (?P<bracket>\[\s*\^?\s*(?P<bracketed>{_NUMBER}|[a-zA-Z]|[ivxIVX]{{1,5}}|[A-Z][A-Za-z+]{{1,9}}\s?\d{{2,4}}[a-z]?)\s*\][.:]?)
      | (?P<lens>［{_NUMBER}］|【{_NUMBER}】|〔{_NUMBER}〕)
      | (?P<round>\(\s*(?P<rounded>{_NUMBER})\s*\)[.:]?)
      | (?P<dot>(?P<dotted>{_NUMBER})\s?[.)．、:](?![{_DIGITS}]))
      # Before a comma or an envelope it is an author's affiliation: "Holt¹,✉, Rao²".
      | (?P<raised>(?:[{_RAISED}]{{1,3}}+|[{_LOWERED}]{{1,3}}+)\)?+(?!\s*[,;✉]))
      | (?P<sign>[{_SIGNS}]{{1,3}})
      | (?P<bare>(?P<bared>{_NUMBER})(?=\s+(?:https?://|www\.|["“„«‘'(A-ZÀ-ÖØ-ÞА-ЯΑ-Ω\u0590-\u06ff\u3040-\u9fff\uac00-\ud7af])))
    )\s*""",
    re.VERBOSE,
)
MAX_LINK_MARKER_CHARS = 14
_LINK_MARKER = re.compile(
    r"""[\[(（［]?\s*(?:(?:ref|note|nb|fn|anm|n|footnote|fußnote|nota)\.?\s?)?(?P<value>
        \d{1,3}|[a-z]|[ivxl]{1,6}|(?<=\[)[a-z+]{2,12}\d{2}(?:\d\d)?[a-z]?(?=\])|[*†‡§]{1,3}|[١-٩٠]{1,3}|[۱-۹۰]{1,3}
    )\s*[\])）］]?""",
    re.IGNORECASE | re.VERBOSE,
)
ENTRY_MARKER_STARTS = frozenset("[(［【〔0123456789" + _RAISED + _LOWERED + _SIGNS) | frozenset(map(chr, DIGIT_VALUES))
"""Characters with which an entry's marker may begin."""


class MarkerShape(StrEnum):
    """How a marker at the start of an entry is written; the first that a text has."""

    BRACKET = "bracket"
    LENS = "lens"
    ROUND = "round"
    DOT = "dot"
    RAISED = "raised"
    SIGN = "sign"
    BARE = "bare"


class EntryMarker(NamedTuple):
    """A marker at the start of an entry.

    Attributes:
        value: What it shows, without brackets and dots; superscript digits as plain ones.
        length: Characters that it takes, white space after it included.
        shape: How it is written.
    """

    value: str
    length: int
    shape: MarkerShape

    @property
    def number(self) -> int | None:
        """The marker as a number, None if it is a letter or sign."""
        return read_number(self.value)


def read_number(value: str | None) -> int | None:
    """What a marker shows as a number, in whatever script; None if it shows none."""
    digits = (value or "").translate(DIGIT_VALUES)
    return int(digits) if digits.isascii() and digits.isdigit() else None


def read_entry_marker(text: str) -> EntryMarker | None:
    """Reads the marker at the start of an entry's text; None if it has none, or nothing else."""
    if not text or text[0] not in ENTRY_MARKER_STARTS:
        return None
    match = _ENTRY_MARKER.match(text)
    if match is None or match.end() == len(text):
        return None
    groups = match.groupdict()
    shape = next(shape for shape in MarkerShape if groups[shape])
    value = groups["bracketed"] or groups["rounded"] or groups["dotted"] or groups["bared"] or groups[shape]
    return EntryMarker(value.strip(" []()［］【】〔〕").translate(RAISED_DIGIT_VALUES), match.end(), shape)


def read_link_marker(text: str) -> str | None:
    """The marker that a link from the running text to a note shows; None if its text is none."""
    match = _LINK_MARKER.fullmatch(text.strip()) if len(text) <= MAX_LINK_MARKER_CHARS else None
    return match.group("value") if match else None


def is_number_marker(text: str) -> bool:
    """Says whether a text is a number as small as those of markers."""
    return _NUMBER_MARKER.fullmatch(text) is not None


def is_raised_marker(text: str) -> bool:
    """Says whether a raised text that links somewhere is a marker: small numbers and letters, lists and ranges."""
    return _RAISED_MARKER.fullmatch(text) is not None


def expand_numbers(text: str) -> list[int]:
    """Reads a list of numbers and ranges such as `1,3–5`.

    Args:
        text: Digits, commas and dashes.

    Returns:
        The numbers, ranges written out; nothing where a range runs backwards or is too long to be one.
    """
    numbers: list[int] = []
    dash = False
    for match in _NUMBER_STEP.finditer(text):
        if match.group("dash"):
            dash = True
            continue
        number = int(match.group("number").translate(DIGIT_VALUES))
        if dash and numbers:
            if not numbers[-1] < number <= numbers[-1] + _MAX_RANGE:
                return []
            numbers.extend(range(numbers[-1] + 1, number))
        dash = False
        numbers.append(number)
    return numbers
