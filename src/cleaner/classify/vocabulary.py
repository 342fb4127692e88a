"""Tables of the block classifier: codes of kinds, classes of characters, attributes that say what an element is for.

Character classes come from the Unicode character database of the running Python; the attribute list was chosen by
what page builders use to say what an element is for (HTML Standard, WAI-ARIA 1.2, schema.org microdata; 2026-11).
"""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cleaner.page.blocks import BlockKind

KIND_CODES: Final = {kind: code for code, kind in enumerate(BlockKind)}

# Classes of characters; a character is in exactly one.
(
    OTHER,
    LOWER,
    UPPER,
    LETTER,
    IDEOGRAPH,
    DIGIT,
    SPACE,
    STOP,
    COMMA,
    COLON,
    QUOTE,
    BRACKET,
    DASH,
    SEPARATOR,
    CURRENCY,
    SIGN,
) = range(16)
# Below this every character has a row of its own; above it, ranges do.
TABLE_SIZE: Final = 0x3100
# First character of each range and the class of its characters (Unicode 16, Blocks.txt).
WIDE_RANGES: Final = (
    (0x3100, IDEOGRAPH),
    (0xA000, LETTER),
    (0xD800, OTHER),
    (0xF900, IDEOGRAPH),
    (0xFB00, LETTER),
    (0xFE10, SIGN),
    (0xFE70, LETTER),
    (0xFEFF, OTHER),
    (0xFF01, STOP),
    (0xFF02, SIGN),
    (0xFF0C, COMMA),
    (0xFF0D, DASH),
    (0xFF0E, STOP),
    (0xFF0F, SEPARATOR),
    (0xFF10, DIGIT),
    (0xFF1A, COLON),
    (0xFF1B, COMMA),
    (0xFF1C, SIGN),
    (0xFF1F, STOP),
    (0xFF20, SIGN),
    (0xFF21, UPPER),
    (0xFF3B, SIGN),
    (0xFF41, LOWER),
    (0xFF5B, SIGN),
    (0xFF66, LETTER),
    (0xFFE0, SIGN),
    (0xFFF0, OTHER),
    (0x10000, LETTER),
    (0x1F000, SIGN),
    (0x20000, IDEOGRAPH),
    (0x40000, OTHER),
)

_STOPS = ".!?…؟।॥።։。"
_COMMAS = ",;،؛·、"
_QUOTES = "\"'«»“”‘’„‚‹`´「」『』"
_SEPARATORS = "|/\\›→←↑↓•‣►▶◄◀▼▲■□●○★☆✓✔✕✖~_"


def _classify_character(code: int) -> int:
    character = chr(code)
    for members, name in ((_STOPS, STOP), (_COMMAS, COMMA), (_SEPARATORS, SEPARATOR), (_QUOTES, QUOTE), (":", COLON)):
        if character in members:
            return name
    if character.isspace() or code == 0:
        return SPACE
    if code >= 0x3000:
        return IDEOGRAPH
    category = unicodedata.category(character)
    exact = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Pd": DASH, "Ps": BRACKET, "Pe": BRACKET, "Sc": CURRENCY}
    broad = {"L": LETTER, "M": LETTER, "N": DIGIT, "P": SIGN, "S": SIGN}
    return exact.get(category, broad.get(category[0], OTHER))


def build_character_table() -> NDArray[np.uint8]:
    """The class of every character below `TABLE_SIZE`, and one row that stands for all others."""
    return np.array([*map(_classify_character, range(TABLE_SIZE)), OTHER], dtype=np.uint8)


def build_lower_table() -> NDArray[np.uint64]:
    """The lower-case character of every character below `TABLE_SIZE`, and one row that stands for all others."""
    table = np.arange(TABLE_SIZE + 1, dtype=np.uint64)
    for code in range(TABLE_SIZE):
        lower = chr(code).lower()
        if len(lower) == 1:
            table[code] = ord(lower)
    return table


CHARACTER_TABLE: Final = build_character_table()
LOWER_TABLE: Final = build_lower_table()

# Attributes whose words say what an element is for: 1 = names that authors choose, 2 = vocabularies with a meaning.
ATTRIBUTE_GROUPS: Final = {
    "class": 1,
    "id": 1,
    "role": 2,
    "itemprop": 2,
    "itemtype": 2,
    "rel": 2,
    "typeof": 2,
    "property": 2,
    "data-testid": 1,
    "data-test": 1,
    "data-component": 1,
    "data-component-type": 1,
    "data-type": 1,
    "data-role": 1,
    "data-widget": 1,
    "data-element_type": 1,
    "data-hook": 1,
    "data-block": 1,
    "data-module": 1,
    "data-section-type": 1,
    "data-qa": 1,
    "data-elementor-type": 1,
    "data-widget_type": 1,
    "aria-label": 2,
    "aria-hidden": 2,
    "aria-expanded": 2,
    "aria-modal": 2,
    "style": 2,
    "method": 2,
    "type": 2,
    "open": 2,
    "hidden": 2,
}
