"""The two lines of a dump that lead to the pages before and behind."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.classify.pagers import find_pagers
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean
from cleaner.segment import segment_page

# The words for the page before and the one behind, by language.
WORDS = (
    ("Previous", "Next"),
    ("Older post", "Newer post"),
    ("Vorheriger Beitrag", "Nächster Beitrag"),
    ("Article précédent", "Article suivant"),
    ("Entrada anterior", "Entrada siguiente"),
    ("Articolo precedente", "Articolo successivo"),
    ("Artigo anterior", "Próximo artigo"),
    ("Vorig bericht", "Volgend bericht"),
    ("Poprzedni wpis", "Następny wpis"),
    ("Föregående inlägg", "Nästa inlägg"),
    ("Forrige indlæg", "Næste indlæg"),
    ("Forrige innlegg", "Neste innlegg"),
    ("Edellinen artikkeli", "Seuraava artikkeli"),
    ("Předchozí článek", "Další článek"),
    ("Predchádzajúci článok", "Ďalší článok"),
    ("Előző bejegyzés", "Következő bejegyzés"),
    ("Articolul anterior", "Articolul următor"),
    ("Önceki yazı", "Sonraki yazı"),
    ("Προηγούμενο άρθρο", "Επόμενο άρθρο"),
    ("Предыдущая запись", "Следующая запись"),
    ("Попередній запис", "Наступний запис"),
    ("Предишна статия", "Следваща статия"),
    ("Prethodni članak", "Sljedeći članak"),
    ("المقال السابق", "المقال التالي"),
    ("הפוסט הקודם", "הפוסט הבא"),
    ("نوشته قبلی", "نوشته بعدی"),
    ("पिछला लेख", "अगला लेख"),
    ("上一篇", "下一篇"),
    ("前の記事", "次の記事"),
    ("이전 글", "다음 글"),
    ("Bài viết trước", "Bài viết tiếp theo"),
    ("Artikel sebelumnya", "Artikel selanjutnya"),
    ("บทความก่อนหน้า", "บทความถัดไป"),
)
TEXT = "Strong thigh muscles take load off the knee, and people who train them twice a week have less pain on stairs."


def find(lines: list[str]) -> list[int]:
    """The lines of a pager in a dump of which all is taken for content."""
    blocks = segment_page(Page(page_id="a", body="\n\n".join(lines), kind=PageKind.TEXT)).blocks
    assert len(blocks) == len(lines)
    return find_pagers(blocks, np.ones(len(lines), dtype=np.bool_))


@pytest.mark.parametrize(("before", "behind"), WORDS, ids=[words[0] for words in WORDS])
def test_a_pair_leads_away_in_every_language(before: str, behind: str) -> None:
    """Both lines are found, whichever comes first, with the names behind a colon or on lines below."""
    assert find([TEXT, f"{before}: Zinc 5", f"{behind}: Honey 7", TEXT]) == [1, 2]
    assert find([TEXT, f"{behind} » Honey 7", f"« {before}: Zinc 5"]) == [1, 2]
    assert find([TEXT, before, "Zinc 5", behind, "Honey 7", TEXT]) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "lines",
    [
        ["Next: rest for a week", TEXT],
        ["Next: rest", "Next: walk"],
        ["Previous: Zinc", TEXT, "Next: Honey"],
        ["Previous: Zinc", "Next"],
        ["Previous", TEXT, "Next", TEXT, TEXT],
        ["Previous studies were small", "Next we asked"],
    ],
)
def test_what_is_no_pair_stays(lines: list[str]) -> None:
    """One line alone, two of one direction, two apart, and sentences that begin so are text."""
    page = segment_page(Page(page_id="a", body="\n\n".join(lines), kind=PageKind.TEXT))
    is_long = page.blocks.words > 20
    assert find_pagers(page.blocks, np.ones(len(is_long), dtype=np.bool_)) == []


def test_a_pager_below_an_article_goes_by_its_rule() -> None:
    """The reader came for the article; the label says what took the lines away."""
    body = "\n".join(
        ["Knee pain on stairs", TEXT, TEXT[:-1] + " too.", "Previous: Zinc lozenges", "Next: Honey for coughs"]
    )
    document = clean(body, kind="text")
    assert "Zinc" not in document.text
    assert [label.rule for label in document.labels[-2:]] == ["lines:pager"] * 2


def test_the_last_label_of_a_menu_heads_no_text() -> None:
    """A label below a menu, of which the text knows nothing, goes with the menu; a word of the text is its heading."""
    menu = "Skip to content\nHome\nAbout\nTreatments\n"
    footer = "\nPrivacy Policy\nTerms of Use\n© 2024 Oak Clinic. All rights reserved."
    assert "Contact" not in clean(f"{menu}Contact\n{TEXT}\n{TEXT[:-1]} too.{footer}", kind="text").text
    assert "Knee" in clean(f"{menu}Knee\n{TEXT}\n{TEXT[:-1]} too.{footer}", kind="text").text
