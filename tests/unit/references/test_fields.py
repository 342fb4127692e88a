"""Entries in the styles of several languages are parsed into fields."""

from __future__ import annotations

import pytest

from cleaner.references.fields import Hints, parse_fields

# Invented entries, one a style: text, title, year, first author, container.
CASES = [
    ("Ngata P, Sorrel VL. Serum urate and gout: a cohort. Joint Arch. 2017;24(8):990-8.", "Serum urate and gout: a cohort", 2017, "Ngata P", "Joint Arch"),
    ("Biddle S. Activity and mood. World Mood. 2016;15:176–177. doi: 10.5555/wm.20331", "Activity and mood", 2016, "Biddle S", "World Mood"),
    ("Harrow, P., & Lin, Y. (2018). Tai chi and fear of falling. Example Gerontology, 15(2), 77–84.", "Tai chi and fear of falling", 2018, "Harrow, P.", "Example Gerontology"),
    ("Health Council. (2019, June 1). Sleep for adults. Retrieved May 4, 2023, from https://hc.example.org/sleep", "Sleep for adults", 2019, "Health Council", None),
    ("Hall, Charles, and Melinda Knuth. “Plants and Well-being.” Journal of Green, vol. 37, 2019, pp. 30-38.", "Plants and Well-being", 2019, "Hall, Charles", "Journal of Green"),
    ("Lindenmaier, H.; Özdemir, A. (2020): Eisenmangel in der Praxis. In: Beispielblatt 131 (7), S. 402–409.", "Eisenmangel in der Praxis", 2020, "Lindenmaier, H.", "Beispielblatt"),
    ("Arbeitskreis Eisen (Hrsg.): Leitfaden zur Eisengabe. 2. Auflage, Tübingen 2022.", "Leitfaden zur Eisengabe", 2022, "Arbeitskreis Eisen", None),
    ("Garance Lemoël et Étienne Castaing, « Lombalgie : faut-il rester au lit ? », Revue imaginaire, vol. 69, no 3, 2019, p. 241-246.", "Lombalgie : faut-il rester au lit ?", 2019, "Garance Lemoël", "Revue imaginaire"),
    ("Robledo Ansúrez M, Peñalver J. Dieta y presión arterial. Rev Ejemplo. 2019;72(4):301-308.", "Dieta y presión arterial", 2019, "Robledo Ansúrez M", "Rev Ejemplo"),
    ("李青禾, 王若川. 老年人跌倒的危险因素调查[J]. 示例杂志, 2019, 38(6): 612-616.", "老年人跌倒的危险因素调查", 2019, None, None),
    ("Tamsin Oakes, A Short History of the Nap (Quarry Bay: Lantern Books, 2011), 44–51.", "A Short History of the Nap", 2011, "Tamsin Oakes", None),
    ("“Knee pain – Overview – Mayo Clinic.” 7 Jan. 2022, https://www.mayoclinic.org/knee", "Knee pain – Overview", 2022, None, "Mayo Clinic"),
    ("Mayo Clinic. Ergonomics at work. Retrieved 3 May 2021 from https://www.mayoclinic.org", "Ergonomics at work", None, "Mayo Clinic", None),
    ("Knee pain | National Knee Society. https://nks.example.org", "Knee pain", None, None, "National Knee Society"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "year", "author", "container"), CASES)
def test_styles_are_parsed(text: str, title: str, year: int | None, author: str | None, container: str | None) -> None:
    """Title, year, first author and container are told in each style."""
    start = text.find("https://")
    fields = parse_fields(text, Hints(urls=(text[start:],) if start >= 0 else ()))
    assert (fields.title, fields.year) == (title, year)
    if author is not None:
        assert fields.authors[0] == author
    if container is not None:
        assert fields.container == container


@pytest.mark.parametrize(
    ("text", "accessed"),
    [
        ("Knee pain. Clinic. Accessed April 14, 2025.", "2025-04-14"),
        ("Knieschmerz. Klinik. Abgerufen am 3. Mai 2023.", "2023-05-03"),
        ("Le genou. Clinique. Consulté le 3 mai 2023.", "2023-05-03"),
        ("La rodilla [Internet]. Clínica [consultado el 4 de mayo de 2023].", "2023-05-04"),
        ("Knieschmerz. Klinik. Zuletzt abgerufen am 12.03.2021.", "2021-03-12"),
        ("Knee. URL: x [accessed 2019-06-18]", "2019-06-18"),
    ],
)
def test_the_access_date_is_never_the_year(text: str, accessed: str) -> None:
    """The day on which the author read the page is told apart from the year of the work."""
    fields = parse_fields(text, Hints())
    assert (fields.accessed, fields.year) == (accessed, None)
