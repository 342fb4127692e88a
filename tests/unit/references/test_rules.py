"""Rules of the ordered tables: each example is read by its rule, and otherwise where the rule is deleted."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.references import citation_signs, entry_dates, find_references, group_rules, titles
from cleaner.references.entry_dates import YEAR_PLACES, find_year
from cleaner.references.fields import Hints, parse_fields
from cleaner.references.titles import TITLE_RULES
from cleaner.segment import segment_page
from cleaner.settings import Settings

LINK = Hints(links=("What helps a knee? Care for it at home",), urls=("https://knee.example/a",))
TITLES: dict[str, tuple[str, Hints, str]] = {
    "lead-line": ("Knee pain of adults A page that tells what helps", Hints(lead="Knee pain of adults"), "Knee pain of adults"),
    "gb-type": ("王力. 膝关节疼痛[J]. 关节学报, 2019, 4(2): 1-9.", Hints(), "膝关节疼痛"),
    "title-first": ("Knee pain in adults. Smith AB, Jones C. Knee J. 2019;4:1-9.", Hints(), "Knee pain in adults"),
    "year-between-commas": ("Anna Brougère, 2005, Jouer, Paris, Economica", Hints(), "Jouer"),
    "whole-link": ("What helps a knee? Care for it at home", LINK, "What helps a knee? Care for it at home"),
    "book-bracket": ("Anna Smith, The Knee (London: Harbor Press, 2001), 12.", Hints(), "The Knee"),
}  # fmt: skip
YEARS = {
    "first": ("2019. Knee J 2001; 4", 2019),
    "brackets": ("Knee J 2001; 4 (2019)", 2019),
    "before-volume": ("Knee J 1900 to 2019;4:1-9", 2019),
    "before-pages": ("Knee of 1900 and 2019, S. 12", 2019),
    "between-stops": ("Knee of 1900 and more, 2019.", 2019),
    "before-word": ("Knee 1900 – more, 2019 Nov", 2019),
}


PROSE = (
    "<p>"
    + "Pain in the knee is common among adults who walk a lot, and most of them get well without help. " * 2
    + "</p>"
)
CITED = "Oakes T. Bending the knee {}. Knee Review. 2019;4:1–9."
PAGES = {
    "indexes-of-the-page": "<h2>References</h2><ul><li><a href='https://x.example/1'>NASA ADS</a></li>"
    "<li><a href='https://y.example/2'>Google Scholar</a></li></ul>",
    "affiliations": "<p>This was written by Anna Holt [1] and Bo Lind [2] for you.</p><h2>Notes</h2><ol>"
    "<li>Department of Knees, University of Harbor, Oslo</li><li>Institute of Joints, College of Bergen</li></ol>",
    "posts": "".join(f"<p>{n}. {CITED.format(n)} {'Read what people say about it. ' * 40}</p>" for n in (1, 2, 3)),
    "menu-or-form": "<nav><h2>References</h2><ul><li><a href='https://x.example/1'>Home of knees</a></li>"
    "<li><a href='https://y.example/2'>About the knee</a></li></ul></nav>",
    "cards": "<h2>Sources</h2><ul><li><a href='https://x.example/1'><img src='a.png' alt='a'>Knees at home</a></li>"
    "<li><a href='https://y.example/2'><img src='b.png' alt='b'>Knees at work</a></li></ul>",
    "reading-label": f"<h2>Further reading</h2><ul><li>{CITED.format(1)}</li><li>{CITED.format(2)}</li></ul>",
    "numbered-citations-at-end": f"<p>1. {CITED.format(1)}</p><p>2. {CITED.format(2)}</p>",
    "numbered-links-at-end": "".join(
        f"<p>{n}. <a href='https://{name}.example/page'>The page of {name}</a></p>"
        for n, name in enumerate(("oslo", "bergen", "molde", "voss"), 1)
    ),
}


def delete_rule(monkeypatch: pytest.MonkeyPatch, module: Any, table: str, name: str) -> None:
    rows = getattr(module, table)
    assert name in [row.name for row in rows]
    monkeypatch.setattr(module, table, tuple(row for row in rows if row.name != name))


@pytest.mark.parametrize("name", TITLES)
def test_a_title_is_told_by_its_rule(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example's title is the one written down, and no other rule reads its fields so."""
    text, hints, title = TITLES[name]
    fields = parse_fields(text, hints)
    assert fields.title == title
    delete_rule(monkeypatch, titles, "TITLE_RULES", name)
    assert parse_fields(text, hints) != fields


@pytest.mark.parametrize("name", PAGES)
def test_a_group_is_judged_by_its_rule(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look-alikes are no references and short lists at the end are; without the rule it is the other way round."""
    page = segment_page(Page(page_id=name, url="https://knee.example/", body=PROSE + PAGES[name], kind=PageKind.HTML))
    found = bool(find_references(page, Settings()).references)
    (accepts,) = [rule.accepts for rule in group_rules.GROUP_RULES if rule.name == name]
    assert found == accepts
    delete_rule(monkeypatch, group_rules, "GROUP_RULES", name)
    assert bool(find_references(page, Settings()).references) != accepts


@pytest.mark.parametrize("name", YEARS)
def test_a_year_is_told_by_its_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several years the one in the surest place is taken, and another one where that place is not looked at."""
    text, year = YEARS[name]
    assert find_year(text) == year
    delete_rule(monkeypatch, entry_dates, "YEAR_PLACES", name)
    assert find_year(text) != year


@pytest.mark.parametrize("name", ["doi", "pubmed", "et-al", "volume", "pages"])
def test_a_sign_of_a_citation_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its row a sign weighs nothing."""
    text = "Smith et al. Knee J 2019;4:1-9. 10.5555/kj.2019 PMID 123456"
    points, signs = citation_signs.weigh_text(text)
    assert name in signs
    delete_rule(monkeypatch, citation_signs, "CITATION_SIGNS", name)
    assert citation_signs.weigh_text(text)[0] < points


def test_every_table_names_each_rule_once() -> None:
    """Names tell rules apart."""
    for rows in (TITLE_RULES, YEAR_PLACES, citation_signs.CITATION_SIGNS):
        assert len({row.name for row in rows}) == len(rows)
