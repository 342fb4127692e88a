"""Dates: one grammar, one table of months and one order of day and month for every room."""

from __future__ import annotations

import json

import pytest

import cleaner
from cleaner.lexicon import LANGUAGES, MONTHS, find_dates, read_date
from cleaner.page.head import writes_day_first

# Code and 4 March 2020 as people of the language write it.
WRITTEN = (
    ("en", "March 4th, 2020"),
    ("de", "4. März 2020"),
    ("fr", "4 mars 2020"),
    ("es", "4 de marzo de 2020"),
    ("it", "4 marzo 2020"),
    ("pt", "4 de março de 2020"),
    ("nl", "4 maart 2020"),
    ("pl", "4 marca 2020"),
    ("sv", "4 mars 2020"),
    ("da", "4. marts 2020"),
    ("no", "4. mars 2020"),
    ("fi", "4. maaliskuuta 2020"),
    ("cs", "4. března 2020"),
    ("sk", "4. marca 2020"),
    ("hu", "2020. március 4."),
    ("ro", "4 martie 2020"),
    ("tr", "4 Mart 2020"),
    ("el", "4 Μαρτίου 2020"),
    ("ru", "4 марта 2020 г."),
    ("uk", "4 березня 2020 р."),
    ("bg", "4 март 2020 г."),
    ("hr", "4. ožujka 2020."),
    ("ar", "4 مارس 2020"),
    ("he", "4 במרץ 2020"),
    ("fa", "4 مارس 2020"),
    ("hi", "4 मार्च 2020"),
    ("zh", "2020年3月4日"),
    ("ja", "2020年3月4日"),
    ("ko", "2020년 3월 4일"),
    ("vi", "ngày 4 tháng 3 năm 2020"),
    ("id", "4 Maret 2020"),
    ("th", "4 มีนาคม 2020"),
)


@pytest.mark.parametrize(("code", "text"), WRITTEN, ids=[code for code, _ in WRITTEN])
def test_every_language_writes_dates(code: str, text: str) -> None:
    """Each row's months, joints and ordinals are read."""
    assert read_date(text, day_first=True) == "2020-03-04"


def test_every_row_has_a_date() -> None:
    """A row that is added brings a date, and has named months or numbered ones."""
    assert [code for code, _ in WRITTEN] == [language.code for language in LANGUAGES]
    assert all(bool(language.months) != bool(language.numbered_dates) for language in LANGUAGES)


def test_a_name_is_one_month() -> None:
    """No two languages give a name to different months, but for the one that the Croatian row speaks of."""
    months: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for number, names in enumerate(language.months.split("|"), 1):
            for name in names.split():
                months.setdefault(name, set()).add(number)
    assert {name for name, numbers in months.items() if len(numbers) > 1} == {"listopada"}
    assert MONTHS["listopada"] == 11


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-06-07T23:59:00-05:00", "2021-06-07"),
        ("Mon, 07 Jun 2021 10:00:00 GMT", "2021-06-07"),
        ("20210607T101500", "2021-06-07"),
        ("June 7 2021", "2021-06-07"),
        ("7 June, 2021", "2021-06-07"),
        ("7-Jun-2021", "2021-06-07"),
        ("2021 Jun 7", "2021-06-07"),
        ("1er juin 2021", "2021-06-01"),
        ("3rd of June 2021", "2021-06-03"),
        ("5-7 June 2021", "2021-06-07"),
        ("2020. 3. 4.", "2020-03-04"),
        ("6/7/2021", "2021-06-07"),
        ("7.6.2021", "2021-06-07"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("1583316000000", "2020-03-04"),
        ("1583316000", "2020-03-04"),
        ("2021-06", "2021-06"),
        ("March 2020", "2020-03"),
        ("Published June 7, 2021, updated 2022-01-02", "2021-06-07"),
        ("Spring of March 2020 and of 7 June 2021", "2021-06-07"),
        ("In March 2020 we moved", None),
        ("2021-02-31", None),
        ("99/99/2020", None),
        ("March 4", None),
        ("0123456789", None),
        ("call 555-0100", None),
        ("Born May 3, 1875", None),
        ("Ada Roe•Oct 20, 2025", "2025-10-20"),
        ("发表于2005-08-28", "2005-08-28"),
        ("Update to nightly-2025-11-24", None),
    ],
)
def test_values_are_read_as_people_write_them(text: str, date: str | None) -> None:
    """A value in words, numbers, ISO 8601 or seconds becomes ISO 8601; what is no date since 1900 becomes nothing."""
    assert read_date(text, day_first=False) == date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Lancet. 2019 Jun 3;12(4):5. Accessed 4 May 2020.", ["2019-06-03", "2020-05-04"]),
        ("Assessment 2006 Mar;13(1):27", ["2006-03"]),
        ("Vol. 3, September 1875, p. 4", ["1875-09"]),
        ("2020年3月", ["2020-03"]),
        ("a training set 2019, left out 2020", []),
        ("12 set 2019", ["2019-09-12"]),
        ("v1.2.3.2020 and a/2020/03/04", []),
        ("no digits", []),
    ],
)
def test_dates_are_found_in_their_order(text: str, dates: list[str]) -> None:
    """Every date of a text is found once, as exact as it is; short months that are words count beside a day only."""
    assert [date.iso for date in find_dates(text, day_first=False)] == dates


def test_a_found_date_says_where_it_stands() -> None:
    """Its offsets cut it out of the text."""
    text = "Read on 12 марта 2020, again."
    (found,) = find_dates(text, day_first=False)
    assert text[found.start : found.end] == "12 марта 2020"


@pytest.mark.parametrize(
    ("language", "url", "day_first"),
    [
        ("en-US", "https://x.co.uk/", False),
        ("en-GB", "https://x.com/", True),
        ("fr", None, True),
        ("en", "https://x.co.uk/a", True),
        ("en", "https://x.com/a", False),
        (None, None, False),
    ],
)
def test_who_writes_the_day_first(language: str | None, url: str | None, day_first: bool) -> None:
    """The language decides; English without a region asks the country of the address."""
    assert writes_day_first(language, url) is day_first


@pytest.mark.parametrize(("language", "day"), [("en-US", "2021-03-04"), ("en-GB", "2021-04-03"), ("fr", "2021-04-03")])
def test_a_page_has_one_order_of_day_and_month(language: str, day: str) -> None:
    """`3/4/2021` is the same day in a tag, in a line, in a reference's text and in JSON-LD."""
    stated = json.dumps({"@type": "Article", "dateModified": "3/4/2021", "lastReviewed": "3/4/2021"})
    page = f"""
        <html lang="{language}"><meta name="date" content="3/4/2021"><title>Knees and their pain</title>
        <script type="application/ld+json">{stated}</script>
        <h1>Knees and their pain</h1><p>{"Knees bend when people walk, and that is good for them. " * 9}</p>
        <h2>References</h2><ol><li>Holt A. Knees. Lancet. 2019;12:4. Accessed 3/4/2021.
        <li>Rao B. Bones that bend. 3/4/2021. https://bones.example/a</ol>
    """
    document = cleaner.clean(page)
    assert {document.metadata.published, document.metadata.modified, document.metadata.last_reviewed} == {day}
    assert [document.references[0].accessed, document.references[1].date] == [day, day]


def test_a_date_in_any_language_is_one_in_a_reference() -> None:
    """`12 марта 2020` is the day of reading, as it is in metadata."""
    page = """
        <html lang="ru"><title>Колени</title><h1>Колени</h1><h2>Литература</h2>
        <ol><li>Иванов И. Колени. М.: Наука, 2019. Дата обращения: 12 марта 2020.<li>Петров П. Кости. 2018.</ol>
    """
    assert cleaner.clean(page).references[0].accessed == "2020-03-12"
