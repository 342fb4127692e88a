"""References are found by label, link and number, and told from look-alikes."""

from __future__ import annotations

import pytest

import cleaner

PROSE = (
    "Pain in the knee is common among adults who walk a lot, and most of them get well without any operation at all."
)
LIST = (
    "<ol><li>Ngata P. Urate and gout. Joint Arch. 2017;24:990.</li>"
    '<li><a href="https://who.example.org/gout">Health Body. Gout facts. 2020.</a></li></ol>'
)
LABELS = [
    "References", "Works cited", "Article Sources", "3 Sources", "Literatur", "Quellen:", "Einzelnachweise", "Références",
    "Sources et références", "Referencias", "Bibliografía", "Riferimenti bibliografici", "Referências", "Bronnen",
    "Piśmiennictwo", "Список литературы", "Källor", "Kilder", "Lähteet", "Kaynakça", "Βιβλιογραφία", "المراجع", "参考文献",
    "参考資料", "참고문헌", "Tài liệu tham khảo", "References [edit]", "View References +",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_labels_in_many_languages_announce_references(label: str) -> None:
    """A list under such words is references, and the words belong to them."""
    document = cleaner.clean(f"<main><h1>Gout</h1><p>{PROSE}</p><h2>{label}</h2>{LIST}</main>", kind="html")
    assert [reference.marker for reference in document.references] == ["1", "2"]
    roles = [label.role for label in document.labels]
    assert roles.count(cleaner.Role.REFERENCE) == 3


def test_a_hidden_list_behind_a_button_is_found() -> None:
    """References in a closed panel are found."""
    html = f'<main><p>{PROSE}</p><button aria-expanded="false">Sources</button><div style="display:none">{LIST}</div></main>'
    assert len(cleaner.clean(html, kind="html").references) == 2


def test_linked_notes_lose_their_back_links() -> None:
    """Notes that links lead to are entries; arrows back are no part of them."""
    html = (
        f'<main><p>{PROSE}<sup id="r1"><a href="#n1">1</a></sup></p><p>{PROSE}</p>'
        '<section><ol><li id="n1"><p>See the guide of the society. <a href="#r1">↩</a></p></li></ol></section></main>'
    )
    document = cleaner.clean(html, kind="html")
    assert [(r.marker, r.text) for r in document.references] == [("1", "See the guide of the society.")]
    assert [(m.marker, m.target) for m in document.markers] == [("1", 0)]


def test_ranges_name_every_number_between() -> None:
    """`[1,3–5]` gives a marker for each number, all at the place of the brackets."""
    entries = "".join(f"<li>Ngata P. Study {n}. Joint Arch. 201{n};2:3.</li>" for n in range(1, 6))
    html = f"<main><p>{PROSE} [1,3–5]</p><h2>References</h2><ol>{entries}</ol></main>"
    document = cleaner.clean(html, kind="html")
    assert [(m.marker, m.target) for m in document.markers] == [("1", 0), ("3", 2), ("4", 3), ("5", 4)]
    assert len({m.offset for m in document.markers}) == 1


def test_exponents_are_no_markers() -> None:
    """`10²` and `m²` are not markers, though the list has a second entry."""
    html = f"<main><p>{PROSE} It took 10<sup>2</sup> days and 5 m<sup>2</sup>.</p><h2>References</h2>{LIST}</main>"
    assert cleaner.clean(html, kind="html").markers == ()


def test_author_year_citations_lead_to_unnumbered_entries() -> None:
    """`(Ngata et al., 2017)` and `Harrow (2018)` lead to the entries of those authors and years."""
    html = (
        f"<main><p>{PROSE} Urate matters (Ngata et al., 2017). Harrow (2018) disagrees.</p><h2>References</h2><ul>"
        "<li>Ngata P, Sorrel VL. Urate and gout. Joint Arch. 2017;24:990.</li>"
        "<li>Harrow, P. (2018). Tai chi and falls. Gerontology, 15(2), 77–84.</li></ul></main>"
    )
    document = cleaner.clean(html, kind="html")
    assert [(document.text[m.offset :][:5], m.target) for m in document.markers] == [("Ngata", 0), ("Harro", 1)]


def test_organisations_with_quoted_titles_are_references() -> None:
    """Lines such as `Clinic: "Knee pain."` under a label are entries, one a line."""
    html = (
        f"<main><p>{PROSE}</p><h4>Medical References</h4><div>Mayo Clinic: “Knee pain.”<br>"
        "Health Foundation: “Knee exercises.”<br>National Institute: “Arthritis.”</div></main>"
    )
    titles = [reference.title for reference in cleaner.clean(html, kind="html").references]
    assert titles == ["Knee pain", "Knee exercises", "Arthritis"]


LOOKALIKES = [
    '<h2>Further reading</h2><ul><li><a href="/a">Ten tips</a></li><li><a href="/b">Five diets</a></li></ul>',
    "<ol><li>Wash your hands.</li><li>Warm the knee.</li><li>Call us.</li></ol>",
    '<nav><h3>Resources</h3><ul><li><a href="https://x.example.org">X</a></li></ul></nav>',
    "<p>Source: Getty Images</p>",
    '<h2>Reference</h2><h3>useState(initial)</h3><p>Call it at the top of your component.</p>',
    "<h3>Notes</h3><ul><li>Use cold butter.</li><li>Keeps for two days.</li></ul>",
    '<p>How to cite this page: Clinic. Knees. 2020.</p>',
]  # fmt: skip


@pytest.mark.parametrize("html", LOOKALIKES)
def test_look_alikes_are_refused(html: str) -> None:
    """Related posts, advice in steps, menus, credits, interfaces and kitchen notes are no references."""
    page = f"<main><h1>Knees</h1><p>{PROSE}</p>{html}<p>{PROSE}</p></main>"
    assert cleaner.clean(page, url="https://clinic.example.com/knees", kind="html").references == ()


def test_settings_can_turn_references_off() -> None:
    """With `references=False` none are looked for."""
    page = f"<main><p>{PROSE}</p><h2>References</h2>{LIST}</main>"
    assert cleaner.clean(page, kind="html", settings=cleaner.Settings(references=False)).references == ()


def test_a_site_named_right_after_a_picture_is_its_credit() -> None:
    """The same line cites where a paragraph stands before it."""
    line = '<p>Source: <a href="https://clinic.example.org/knee">Example Clinic</a></p>'
    picture = '<figure><img src="/knee.png" alt="A knee"></figure>'
    cited, credited = (
        cleaner.clean(f"<main><p>{PROSE}</p>{before}{line}<p>{PROSE}</p></main>", kind="html").references
        for before in ("", picture)
    )
    assert [reference.urls for reference in cited] == [("https://clinic.example.org/knee",)]
    assert credited == ()


def test_words_with_a_year_that_link_to_an_entry_cite_it() -> None:
    """The link says which work is meant where the words do not name its authors."""
    entries = (
        "<ul><li id=r1>Health Body. Knees of adults. Joint Arch. 2019;24:990.</li>"
        "<li id=r2>Sorrel V. Hips. Joint Arch. 2018;25:1.</li></ul>"
    )
    html = (
        f'<main><p>{PROSE} (<a href="#r1">the survey of 2019</a>)</p><p>{PROSE}</p><h2>References</h2>{entries}</main>'
    )
    document = cleaner.clean(html, kind="html")
    assert [(marker.marker, marker.target) for marker in document.markers] == [("the survey of 2019", 0)]
