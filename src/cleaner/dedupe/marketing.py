"""How marketing is known: the wording of a page's lines, the markup around them, and what protects a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from cleaner.lexicon.wordings import BOX_PHRASES, Phrase, is_citation, is_exact, read_phrase
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import KIND_CODES, PageColumns
from cleaner.page.tree import Attributes, ElementTree

# A line of this many words or more that holds no phrase of a form is read as prose of the article.
PROSE_WORDS = 20
# Forms and boxes speak in lines no longer than this; a longer line that names a newsletter is prose about one.
_MAX_PHRASE_WORDS = 30


# Elements and words of class and id attributes that make up forms, pop-ups and newsletter boxes.
_FORM_TAGS = frozenset(["form", "dialog", "fieldset"])
_POPUP_MARKUP = re.compile(
    r"(?:^|[\s_-])(?:pop-?up|modal|light-?box|newsletter|opt-?in|subscri(?:be|ption)"
    r"|mailchimp|mc4wp|wpforms?|wpcf7|gform|hbspt|overlay|bloom|cookie|consent)(?:$|[\s_-])",
    re.IGNORECASE,
)

_PROTECTED_KINDS = frozenset(
    KIND_CODES[kind]
    for kind in (
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.TERM,
        BlockKind.DESCRIPTION,
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.QUOTE,
        BlockKind.CAPTION,
        BlockKind.FORMULA,
    )
)


class Lines:
    """The lines of a page that have text, by place; what is known about a line is read when it is asked for.

    Attributes:
        page: The page.
        blocks: Index of each line's block.
        texts: Each line's text.
        numbers: One number a line, equal for equal lines; digits, punctuation and case are part of a line's identity.
    """

    def __init__(self, page: PageColumns, believed: Sequence[bool], references: Collection[int]) -> None:
        texts = page.blocks.texts
        self.page = page
        self.blocks = [index for index, text in enumerate(texts) if text]
        self.texts = list(filter(None, texts))
        known: dict[str, int] = {}
        self.numbers = [known.setdefault(text, len(known)) for text in self.texts]
        self._believed = believed
        self._references = references
        self._phrases: dict[int, Phrase | None] = {}
        self._meant: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def copies(self) -> list[int]:
        """How often each line stands on the page."""
        counts = Counter(self.numbers)
        return [counts[number] for number in self.numbers]

    @cached_property
    def words(self) -> list[int]:
        """Words of each line as other scripts would need them: two characters of an unspaced script are one word."""
        words, characters = self.page.blocks.words[self.blocks], self.page.blocks.characters[self.blocks]
        unspaced = characters <= 2 * words
        words[unspaced] = (words[unspaced] + 1) // 2
        counted: list[int] = words.tolist()
        return counted

    @cached_property
    def kinds(self) -> list[int]:
        """`KIND_CODES` of each line's block."""
        kinds: list[int] = self.page.blocks.kinds[self.blocks].tolist()
        return kinds

    @cached_property
    def hidden(self) -> list[bool]:
        """Whether markup hides each line when the page opens."""
        hidden: list[bool] = self.page.blocks.hidden[self.blocks].tolist()
        return hidden

    @cached_property
    def article_end(self) -> int:
        """Place of the last line of article text, -1 where there is none."""
        return next((place for place in range(len(self) - 1, -1, -1) if self._is_article(place)), -1)

    def is_after_article(self, place: int) -> bool:
        """Whether a line comes after the last line of article text, on a page that has such text."""
        return 0 <= self.article_end < place

    def is_believed(self, place: int) -> bool:
        """Whether a line is, as far as is known, what a reader of the page came for."""
        return self._believed[self.blocks[place]]

    def is_reference(self, place: int) -> bool:
        """Whether a line is reference material."""
        return self.blocks[place] in self._references

    def phrase(self, place: int) -> Phrase | None:
        """Which kind of marketing a line is worded as; None for lines that are too long to be of a form."""
        number = self.numbers[place]
        if number not in self._phrases:
            is_short = self.words[place] <= _MAX_PHRASE_WORDS
            self._phrases[number] = read_phrase(self.texts[place]) if is_short else None
        return self._phrases[number]

    def is_boxed(self, place: int) -> bool:
        """Whether a line is worded as one of a form, a newsletter box or a widget."""
        return self.phrase(place) in BOX_PHRASES

    def is_prose(self, place: int) -> bool:
        """Whether a line reads as a paragraph of an article."""
        return self.words[place] >= PROSE_WORDS and self.phrase(place) is None

    def is_protected(self, place: int) -> bool:
        """Whether saying a line again may be meant: code, tables, lists, headings, quantities with a unit, sources."""
        return self.kinds[place] in _PROTECTED_KINDS or self.is_exact(place)

    def is_exact(self, place: int) -> bool:
        """Whether a line says a quantity with a unit, or a source."""
        number = self.numbers[place]
        if number not in self._meant:
            text = self.texts[place]
            self._meant[number] = is_exact(text)
        return self._meant[number]

    def is_box_markup(self, place: int) -> bool:
        """Whether a line is a control, or inside `form`, `dialog` or an element whose class or id names a pop-up."""
        if self.kinds[place] == KIND_CODES[BlockKind.CONTROL]:
            return True
        tree = self.page.tree
        for element in tree.climb(int(self.page.blocks.elements[self.blocks[place]])):
            if tree.tags[element] in ("body", "html"):
                return False
            if _is_form(element, tree) or _names_popup(tree.attributes[element]):
                return True
        return False

    def _is_article(self, place: int) -> bool:
        """Whether a line is article text: kept, said once, and a reference or prose."""
        if self.copies[place] > 1 or not self.is_believed(place):
            return False
        return self.is_prose(place) or self.is_reference(place) or is_citation(self.texts[place])


def _is_form(element: int, tree: ElementTree) -> bool:
    # A form right below `body` wraps the whole page (ASP.NET), it does not make its text a form's.
    return tree.tags[element] in _FORM_TAGS and tree.tags[tree.parents[element]] != "body"


def _names_popup(attributes: Attributes) -> bool:
    return any(name in ("class", "id") and value and _POPUP_MARKUP.search(value) for name, value in attributes)
