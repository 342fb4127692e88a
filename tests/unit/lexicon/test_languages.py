"""The lexicon: a row a language, known to every stage."""

from __future__ import annotations

import dataclasses
import operator
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cleaner.lexicon import LANGUAGES, Language, compile_folded, fold_case, join_patterns, list_stems, list_words
from cleaner.lexicon.wordings import Phrase, read_phrase
from cleaner.references.labelled import read_label

WORD_FIELDS = frozenset(
    """
    months date_joints ordinals references sources notes reading label_modifiers source_lines weak_source_lines prose
    """.split()
)
PATTERN_FIELDS = frozenset(
    field.name for field in dataclasses.fields(Language) if field.name not in WORD_FIELDS | {"code", "unspaced"}
)
FOLDED_FIELDS = ("forms", "newsletters", "widgets", "calls")

# Code; what stands above a list of references; what a form, a newsletter box and a call to action say.
EXAMPLES = (
    ("en", "Works cited", "Thank you for your interest", "Subscribe", "Book an appointment"),
    ("de", "Literaturverzeichnis", "Vielen Dank für Ihr Interesse", "Jetzt anmelden", "Termin vereinbaren"),
    ("fr", "Ouvrages consultés", "Merci pour votre intérêt", "Abonnez-vous", "Prenez rendez-vous"),
    ("es", "Obras citadas", "Gracias por su interés", "Suscríbete", "Pida su cita"),
    ("it", "Riferimenti bibliografici", "Grazie per il tuo interesse", "Iscriviti", "Contattaci"),
    ("pt", "Referências", "Obrigado pelo interesse", "Inscreva-se", "Fale conosco"),
    ("nl", "Literatuurlijst", "Bedankt voor uw interesse", "Schrijf u in", "Neem contact op"),
    ("pl", "Piśmiennictwo", "Dziękujemy za wiadomość", "Zapisz się", "Zadzwoń"),
    ("sv", "Referensförteckning", "Tack för ditt intresse", "Prenumerera", "Boka tid"),
    ("da", "Referencelisten", "Tak for din henvendelse", "Tilmeld dig", "Bestil tid"),
    ("no", "Referanser", "Takk for interessen", "Meld deg på", "Bestill time"),
    ("fi", "Lähdeluettelo", "Kiitos mielenkiinnosta", "Tilaa uutiskirje", "Varaa aika"),
    ("cs", "Seznam literatury", "Děkujeme za zprávu", "Přihlaste se k odběru", "Objednejte se"),
    ("sk", "Zoznam literatúry", "Ďakujeme za správu", "Prihláste sa na odber", "Objednajte sa"),
    ("hu", "Felhasznált irodalom", "Köszönjük", "Hírlevél", "Hívjon minket"),
    ("ro", "Referințe", "Vă mulțumim pentru mesaj", "Abonați-vă", "Contactați-ne"),
    ("tr", "Kaynakça", "İlginiz için teşekkür ederiz", "Abone ol", "Bize ulaşın"),
    ("el", "Βιβλιογραφία", "Ευχαριστούμε για το μήνυμα", "Εγγραφείτε", "Κλείστε ραντεβού"),
    ("ru", "Список литературы", "Спасибо за интерес", "Подпишитесь", "Позвоните"),
    ("uk", "Список використаних джерел", "Дякуємо за запит", "Підпишіться", "Зателефонуйте"),
    ("bg", "Източници", "Благодарим ви за интереса", "Абонирайте се", "Запазете час"),
    ("hr", "Popis literature", "Hvala vam na poruci", "Pretplatite se", "Nazovite nas"),
    ("ar", "المراجع", "شكرا لتواصلك", "النشرة", "اتصل بنا"),
    ("he", "רשימת מקורות", "תודה על פנייתך", "הירשמו", "צרו קשר"),
    ("fa", "فهرست منابع", "با تشکر از شما", "خبرنامه", "تماس با ما"),
    ("hi", "संदर्भ सूची", "संदेश के लिए धन्यवाद", "न्यूज़लेटर", "संपर्क करें"),
    ("zh", "参考文献", "感谢您的关注", "订阅", "联系我们"),
    ("ja", "引用文献", "送信", "メルマガ", "ご予約"),
    ("ko", "참고문헌", "보내기", "뉴스레터", "문의하기"),
    ("vi", "Tài liệu tham khảo", "Cảm ơn bạn", "Bản tin", "Liên hệ"),
    ("id", "Daftar pustaka", "Terima kasih atas pesan Anda", "Buletin", "Hubungi kami"),
    ("th", "เอกสารอ้างอิง", "ขอบคุณที่ติดต่อ", "จดหมายข่าว", "ติดต่อเรา"),
)


@pytest.mark.parametrize(("code", "label", "form", "newsletter", "call"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_every_language_is_known_to_the_stages(code: str, label: str, form: str, newsletter: str, call: str) -> None:
    """Its label announces references, and its boxes are told by what they say."""
    assert code in {language.code for language in LANGUAGES}
    assert read_label(label) is not None
    assert [read_phrase(text) for text in (form, newsletter, call)] == [Phrase.FORM, Phrase.NEWSLETTER, Phrase.CALL]


def test_every_row_has_examples() -> None:
    """A row that is added here brings its examples, and no language has two rows."""
    assert [row[0] for row in EXAMPLES] == [language.code for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_row_is_whole(language: Language) -> None:
    """It has an ISO 639-1 code, what is required is filled, and its months are twelve."""
    assert re.fullmatch("[a-z]{2}", language.code)
    for field in dataclasses.fields(Language):
        if field.default is dataclasses.MISSING:
            assert getattr(language, field.name).strip()
    if language.months:
        assert len([month for month in language.months.split("|") if month.split()]) == 12


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_patterns_of_a_row_are_patterns(language: Language) -> None:
    """Each line of a field of patterns is a regular expression by itself, captures nothing and matches something."""
    for name in PATTERN_FIELDS:
        for line in filter(None, map(str.strip, getattr(language, name).split("\n"))):
            pattern = re.compile(line, re.IGNORECASE)
            assert pattern.groups == 0
            assert pattern.fullmatch("") is None


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("field", FOLDED_FIELDS)
def test_patterns_that_are_folded_can_be(language: Language, field: str) -> None:
    """They are in lower case, and where one begins with the beginning of a word or a text, all of it does."""
    for line in filter(None, map(str.strip, getattr(language, field).split("\n"))):
        plain = re.sub(r"\\.|\[.*?\]", "", line)
        assert plain == plain.lower()
        while "(" in plain:
            plain = re.sub(r"\([^()]*\)", "", plain)
        assert "|" not in plain or not line.startswith(("^", r"\b"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_words_of_a_row_are_words(language: Language) -> None:
    """Fields of words hold words in lower case, no patterns."""
    for name in WORD_FIELDS:
        words = getattr(language, name)
        assert words == words.lower()
        assert not set(words) & set("\\[](){}?*+^$")


def test_words_are_joined_once_each() -> None:
    """A word that languages share is one word, and line ends mean nothing."""
    assert list_words(lambda language: {"en": "a|b c", "de": "b\n    c|d"}.get(language.code, "")) == ("a", "b c", "d")


def test_stems_are_what_every_match_begins_with() -> None:
    """A letter that need not be there, brackets and word ends are no part of a stem."""
    patterns = {"en": "accessed\n\\bet al\\b", "fr": "consultée?s?", "tr": "erişim (?:tarihi|x)"}
    stems = list_stems(lambda language: patterns.get(language.code, ""))
    assert stems == ("accessed", "et al", "consulté", "erişim")


@pytest.mark.parametrize("field", FOLDED_FIELDS)
def test_folded_patterns_find_what_patterns_without_case_find(field: str) -> None:
    """Whatever the case of letters, dotless i included, a text is found by both or by neither."""
    slow = re.compile(join_patterns(operator.attrgetter(field)), re.IGNORECASE)
    fast = compile_folded(operator.attrgetter(field))
    dumps = Path(__file__).parents[1] / "dedupe" / "dumps"
    texts = {line[2:] for path in dumps.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()}
    texts |= {text for row in EXAMPLES for text in row}
    found = 0
    for text in sorted(texts):
        for said in (text, text.upper(), text.title(), text.replace("i", "ı"), text.replace("i", "İ"), f"x{text}"):
            assert len(fold_case(said)) == len(said)
            is_found = slow.search(said) is not None
            assert is_found == (fast.search(fold_case(said)) is not None), said
            found += is_found
    assert found


def test_a_new_language_needs_only_its_row() -> None:
    """A row that is there before the stages load is known to every one of them."""
    program = """
        import importlib.util, pathlib, sys

        folder = pathlib.Path(importlib.util.find_spec("cleaner").origin).parent
        spec = importlib.util.spec_from_file_location("cleaner.lexicon.languages", folder / "lexicon" / "languages.py")
        languages = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(languages)
        languages.LANGUAGES += (
            languages.Language(
                code="eo", references="referencoj", sources="fontoj", forms="dankon pro", newsletters="abonu nin",
                calls="voku nin", bylines="verkis", modified="ĝisdatigita", not_found="paĝo ne trovita",
                accessed="legita", ordinals="a", date_joints="de",
                months="januaro|februaro|marto|aprilo|majo|junio|julio|aŭgusto|septembro|oktobro|novembro|decembro",
            ),
        )

        import cleaner
        from cleaner.lexicon.wordings import Phrase, read_phrase

        page = cleaner.clean(f'''
            <html lang="eo"><title>Genuoj</title><h1>Genuoj</h1><p>Verkis Ana Sol</p><p>Ĝisdatigita 4a de marto 2021</p>
            <p>{"Genuoj fleksiĝas kiam homoj marŝas. " * 20}</p>
            <h2>Referencoj</h2><ol><li>Holt A. Knees. Lancet. 2019;12:4. Legita 4a de marto 2021.<li>Rao B. 2018.</ol>
        ''')
        assert page.metadata.authors == ("Ana Sol",)
        assert page.metadata.modified == "2021-03-04"
        assert [reference.accessed for reference in page.references] == ["2021-03-04", None]
        assert cleaner.clean("<h1>Paĝo ne trovita</h1><p>Reiru.").status != "ok"
        said = [read_phrase(text) for text in ("Dankon pro via mesaĝo", "Abonu nin", "Voku nin")]
        assert said == [Phrase.FORM, Phrase.NEWSLETTER, Phrase.CALL]
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=True, timeout=60)
