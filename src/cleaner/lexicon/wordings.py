"""What short lines say by their wording: marketing, exact quantities and sources, and what differs in a template."""

from __future__ import annotations

import re
from enum import StrEnum

from cleaner.lexicon.vocabulary import compile_folded, fold_case, join_patterns


class Phrase(StrEnum):
    """What a line's wording belongs to."""

    FORM = "form"
    NEWSLETTER = "newsletter"
    WIDGET = "widget"
    CALL = "call to action"


BOX_PHRASES = frozenset([Phrase.FORM, Phrase.NEWSLETTER, Phrase.WIDGET])

# What builders of pages name their pieces, and signs that close a box, whatever the language.
_WIDGET_NAMES = (
    r"^(?:elementor|divi|wpforms?|gravity forms?|contact form 7)\b.{0,30}$",
    "^[×✕✖x]$",
)
# The first match decides. A phrase alone removes no line: it is one signal beside repetition, place and markup.
_PATTERNS = {
    Phrase.FORM: compile_folded(lambda language: language.forms),
    Phrase.NEWSLETTER: compile_folded(lambda language: language.newsletters),
    Phrase.WIDGET: compile_folded(lambda language: language.widgets, *_WIDGET_NAMES),
    Phrase.CALL: compile_folded(lambda language: language.calls),
}

# A number with a unit of medicine, time, money or measure: a dose, a price, an opening hour says something each time.
_UNITS = (
    r"%|°\s?[CF]?|[µμ]g|[mk]?g|mcg|ng|[mcdµμ]?l|cc|i\.?u\.?|u\.?i\.?|mmol|mm\s?hg|mosm|meq|kcal|cal|k?j|[kcmµ]?m|hz|s|x|eur|usd"
    r"|gbp|chf"
)
_QUANTITY = re.compile(
    rf"\d\s*(?:{_UNITS}|{join_patterns(lambda language: language.units)})(?![\w])"
    r"|[$€£¥]\s?\d|\d\s*[€£¥元円원]|\d{1,2}[:.]\d{2}\s*(?:[-–—]|am|pm|uhr|h\b)|\d\s*/\s*\d+\s*(?:mm|mg)",
    re.IGNORECASE,
)

# An entry of a list of sources, whatever `references` made of it.
_CITATION = re.compile(
    r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+\S.*(?:https?://|\b(?:19|20)\d\d\b|\bdoi\b)"
    r"|^(?:sources?|quellen?|fuentes?|fonti?|fontes?|bronn?en?|references?|literatur"
    r"|źródł[oa]|källor|kaynak\w*|источник\w*|参考文献|来源|出典|출처)\b.{0,3}[:：]"
    r"|\bdoi(?:\.org/|:\s?)10\.\d{4}|\bPMID\b|\bPMC\d{5}|\bet al\.",
    re.IGNORECASE,
)

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[$€£¥]?\s?\d+(?:[.,:/-]\d+)*\s?[%$€£¥]?")
# A name inside a line: words with capitals after a word in lower case. In German these are nouns, so that a template is
# told by its other words.
_NAME = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ] )[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)*")
_WORD = re.compile(r"[^\W\d_]{2}")


def read_phrase(text: str) -> Phrase | None:
    """Says which kind of marketing a line's wording belongs to, the strongest first, or None for every other line."""
    folded = fold_case(text)
    return next((phrase for phrase, pattern in _PATTERNS.items() if pattern.search(folded)), None)


def is_exact(text: str) -> bool:
    """Whether a line says a quantity with a unit, or a source: saying it again may be meant."""
    return _QUANTITY.search(text) is not None or is_citation(text)


def is_citation(text: str) -> bool:
    """Whether a line reads as an entry of a list of sources."""
    return _CITATION.search(text) is not None


def mask_slots(text: str) -> str:
    """What is the same in all copies of a line: numbers, prices and names inside it are slots.

    A line that is nothing but slots has no key.
    """
    if _DIGIT.search(text):
        text = _NUMBER.sub("0", text)
    masked = _NAME.sub("@", text).casefold()
    return masked if _WORD.search(masked) else ""
