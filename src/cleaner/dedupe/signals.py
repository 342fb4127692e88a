"""What speaks for a line being marketing, and what protects it."""

from __future__ import annotations

from enum import StrEnum

from cleaner.dedupe.tables import CALL, CITATION, FORM, FORM_TAGS, NEWSLETTER, POPUP_MARKUP, QUANTITY, WIDGET
from cleaner.page.blocks import Block, BlockKind
from cleaner.page.tree import Attributes, ElementTree

# A line of this many words or more that holds no phrase of a form is read as prose of the article.
PROSE_WORDS = 20
# Forms and boxes speak in lines no longer than this; a longer line that names a newsletter is prose about one.
MAX_PHRASE_WORDS = 30
# A call to action no longer than this is a button or a slogan; a longer one may be the article's last sentence.
MAX_CALL_WORDS = 8

_PROTECTED_KINDS = frozenset(
    [
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.TERM,
        BlockKind.DESCRIPTION,
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.QUOTE,
        BlockKind.CAPTION,
        BlockKind.FORMULA,
    ]
)


class Phrase(StrEnum):
    """What a line's wording belongs to."""

    FORM = "form"
    NEWSLETTER = "newsletter"
    WIDGET = "widget"
    CALL = "call to action"


BOX_PHRASES = frozenset([Phrase.FORM, Phrase.NEWSLETTER, Phrase.WIDGET])

_PATTERNS = ((Phrase.FORM, FORM), (Phrase.NEWSLETTER, NEWSLETTER), (Phrase.WIDGET, WIDGET), (Phrase.CALL, CALL))


def count_line_words(block: Block) -> int:
    """Counts a line's words as other scripts would need them: two characters of an unspaced script are one word.

    Args:
        block: A line of the page.

    Returns:
        The words, comparable between languages.
    """
    words = block.words
    return words if len(block.text) > 2 * words else (words + 1) // 2


def read_phrase(block: Block) -> Phrase | None:
    """Says which kind of marketing a block's wording belongs to, the strongest first.

    Args:
        block: A line of the page.

    Returns:
        The kind, or None for every other line and for lines that are too long to be of a form.
    """
    if count_line_words(block) > MAX_PHRASE_WORDS:
        return None
    for phrase, pattern in _PATTERNS:
        if pattern.search(block.text):
            return phrase
    return None


def is_citation(block: Block) -> bool:
    """Whether a line looks like an entry of a list of sources, whatever `references` made of it."""
    return CITATION.search(block.text) is not None


def is_prose(block: Block) -> bool:
    """Whether a line reads as a paragraph of an article."""
    return count_line_words(block) >= PROSE_WORDS and read_phrase(block) is None


def is_protected(block: Block) -> bool:
    """Whether saying a line again may be meant: code, tables, lists, headings, quantities with a unit, sources."""
    return block.kind in _PROTECTED_KINDS or QUANTITY.search(block.text) is not None or is_citation(block)


def is_box_markup(block: Block, outline: ElementTree) -> bool:
    """Whether markup puts a line into a form, a dialog or a pop-up, or makes it a control.

    Args:
        block: A line of the page.
        outline: The page's elements.

    Returns:
        True inside `form`, `dialog` and elements whose class or id names a pop-up.
    """
    if block.kind is BlockKind.CONTROL:
        return True
    element = block.element
    while element >= 0 and outline.tags[element] not in ("body", "html"):
        if _is_form(element, outline) or _names_popup(outline.attributes[element]):
            return True
        element = outline.parents[element]
    return False


def _is_form(element: int, outline: ElementTree) -> bool:
    # A form right below `body` wraps the whole page (ASP.NET), it does not make its text a form's.
    return outline.tags[element] in FORM_TAGS and outline.tags[outline.parents[element]] != "body"


def _names_popup(attributes: Attributes) -> bool:
    return any(name in ("class", "id") and value and POPUP_MARKUP.search(value) for name, value in attributes)
