"""Patterns by which marketing, quantities, sources and contacts are known; the words of each language are in `lexicon`.

A phrase alone never removes a line: it is one signal beside repetition, place and markup.
"""

import re

from cleaner.lexicon import join_patterns

# What builders of pages name their pieces, and signs that close a box, whatever the language.
_WIDGET_NAMES = r"^(?:elementor|divi|wpforms?|gravity forms?|contact form 7)\b.{0,30}$|^[×✕✖xX]$"

FORM = re.compile(join_patterns(lambda language: language.forms), re.IGNORECASE)
NEWSLETTER = re.compile(join_patterns(lambda language: language.newsletters), re.IGNORECASE)
WIDGET = re.compile(f"{_WIDGET_NAMES}|{join_patterns(lambda language: language.widgets)}", re.IGNORECASE)
CALL = re.compile(join_patterns(lambda language: language.calls), re.IGNORECASE)

# A number with a unit of medicine, time, money or measure: a dose, a price, an opening hour says something each time.
_UNITS = (
    r"%|°\s?[CF]?|[µμ]g|[mk]?g|mcg|ng|[mcdµμ]?l|cc|i\.?u\.?|u\.?i\.?|mmol|mm\s?hg|mosm|meq|kcal|cal|k?j|[kcmµ]?m|hz|s|x|eur|usd"
    r"|gbp|chf"
)
QUANTITY = re.compile(
    rf"\d\s*(?:{_UNITS}|{join_patterns(lambda language: language.units)})(?![\w])"
    r"|[$€£¥]\s?\d|\d\s*[€£¥元円원]|\d{1,2}[:.]\d{2}\s*(?:[-–—]|am|pm|uhr|h\b)|\d\s*/\s*\d+\s*(?:mm|mg)",
    re.IGNORECASE,
)

# An entry of a list of sources, whatever `references` made of it.
CITATION = re.compile(
    r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+\S.*(?:https?://|\b(?:19|20)\d\d\b|\bdoi\b)"
    r"|^(?:sources?|quellen?|fuentes?|fonti?|fontes?|bronn?en?|references?|literatur"
    r"|źródł[oa]|källor|kaynak\w*|источник\w*|参考文献|来源|出典|출처)\b.{0,3}[:：]"
    r"|\bdoi(?:\.org/|:\s?)10\.\d{4}|\bPMID\b|\bPMC\d{5}|\bet al\.",
    re.IGNORECASE,
)

# Elements and words of class and id attributes that make up forms, pop-ups and newsletter boxes.
FORM_TAGS = frozenset(["form", "dialog", "fieldset"])
POPUP_MARKUP = re.compile(
    r"(?:^|[\s_-])(?:pop-?up|modal|light-?box|newsletter|opt-?in|subscri(?:be|ption)"
    r"|mailchimp|mc4wp|wpforms?|wpcf7|gform|hbspt|overlay|bloom|cookie|consent)(?:$|[\s_-])",
    re.IGNORECASE,
)
