"""Cuts an entry into its sentences: what ends in a full stop in citation styles."""

from __future__ import annotations

import re

from cleaner.references.tables import ABBREVIATIONS

_END = re.compile(
    r"(?P<mark>[.?!。！？．]|\.\.\.|…)(?P<close>[\"”»’)\]]*)(?=\s+(?P<next>[\"“„«‘'(\[]?[^\s\"“„«‘'(\[])|(?<=[。．])(?=\S)|$)"
)
_WORD_BEFORE = re.compile(r"(\S+)$")


def split_sentences(text: str) -> list[str]:
    """Cuts a text where a citation style's full stop ends a part.

    Stops of abbreviations and initials, before a small letter, or inside brackets and quotes, end nothing.

    Args:
        text: An entry without its authors.

    Returns:
        The parts, each without its full stop but with its question mark.
    """
    parts = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start()]
        if match.group("mark") == "." and _continues(before, match.group("next")):
            continue
        if _is_open(before + match.group()):
            continue
        end = match.start() if match.group("mark") in ".。．" else match.end()
        piece = text[start:end] + (match.group("close") if match.group("mark") == "." else "")
        if piece.strip():
            parts.append(piece.strip())
        start = match.end()
    tail = text[start:].strip(" .")
    if tail:
        parts.append(tail)
    return parts


def _continues(before: str, following: str | None) -> bool:
    word = _WORD_BEFORE.search(before)
    if word is None:
        return True
    last = word.group(1).lstrip('("“[')
    if last.casefold() in ABBREVIATIONS or (len(last) == 1 and last.isupper() and not _ends_name(before)):
        return True
    if re.fullmatch(r"\d{1,2}", last) and before.rstrip("0123456789").endswith((", ", "; ", "(")):
        # "…, 2. Auflage", "…, 3. März"
        return True
    if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", last):
        # "U.S." before a capital may end a sentence; in titles it seldom does.
        return following is not None
    return following is not None and following[-1].islower() and following[-1].isalpha()


def _ends_name(before: str) -> bool:
    """`Biddle S.` ends a list of names; `Vitamin D.` and `Part B.` end titles; `John S. Smith` does neither."""
    words = before.split()
    return len(words) >= 2 and (words[-2][:1].islower() or len(words) > 3 or words[-2] in ("Vitamin", "Hepatitis"))


def _is_open(text: str) -> bool:
    if text.count("(") > text.count(")") or text.count("[") > text.count("]"):
        return True
    return text.count("“") > text.count("”") or text.count("«") > text.count("»")
