"""How flattened text is cut into blocks."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.page.blocks import BlockKind, SpanKind
from cleaner.segment.text import SEAM_RULES, Flattening, TextSegments, segment_text

_LONG = "The knee is the largest joint of the body and carries most of its weight when we walk, run or climb stairs."


def texts(text: str) -> list[str]:
    return [block.text for block in segment_text(text).blocks]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_every_system_part_blocks(end: str) -> None:
    """Unix, Windows and old Mac line ends are line ends."""
    assert texts(f"One{end}Two{end}{end}Three") == ["One", "Two", "Three"]


def test_form_feeds_part_blocks() -> None:
    """A page break of a print-out is a line end."""
    assert texts("One\fTwo") == ["One", "Two"]


def test_non_breaking_spaces_are_folded() -> None:
    """A non-breaking space is a space, and a line of nothing else is blank."""
    assert texts("a\u00a0b\n\u00a0\nc") == ["a b", "c"]


def test_wrapped_paragraphs_are_joined() -> None:
    """Lines that were wrapped at a column are one paragraph again."""
    words = (_LONG + " " + _LONG).split()
    lines: list[str] = [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 > 72:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    paragraph = "\n".join(lines)
    assert texts(f"{paragraph}\n\n{paragraph}") == [" ".join(words), " ".join(words)]


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    """Menu lines are a block each."""
    assert texts("Home\nAbout us\nContact\n" + _LONG) == ["Home", "About us", "Contact", _LONG]


def test_an_empty_dump_has_no_blocks() -> None:
    """White space is no text."""
    assert texts(" \n\t\n") == []


PROSE = "Strong thigh muscles take load off the joint, and people who train them twice a week report less pain."
WAYS = {
    Flattening.LYNX: """
     * Home
     * Contact

                         Knees that hurt

   Strong thigh muscles take load off the joint, and people who train
   them twice a week report less pain.^1

   (BUTTON) Book now
""",
    Flattening.W3M: """
  • Home
  • Contact

Knees that hurt

Strong thigh muscles take load off the joint, and people who train them twice
a week report less pain.^1
""",
    Flattening.MARKDOWN: f"""
  * [Home](/)
  * [Contact](/contact)

# Knees that hurt

{PROSE}
""",
    Flattening.INSCRIPTIS: f"""
  * Home
  * Contact

Knees that hurt

{PROSE}
""",
    Flattening.TEXT_NODES: f"Home\nContact\nKnees that hurt\n{PROSE}\nOakes T. \nKnee Review\n. 2019;4:1–9.",
    Flattening.ONE_LINE: f"Home Contact {PROSE} {PROSE} {PROSE}",
    Flattening.LINES: f"Home\nContact\nKnees that hurt\n{PROSE}",
    Flattening.PASTED: f"Knees that hurt\n\n{PROSE}\n\nMonday\t9 to 5\nTuesday\t9 to 1",
}


@pytest.mark.parametrize("way", WAYS)
def test_the_way_of_flattening_is_told(way: Flattening) -> None:
    """Each way leaves signs of its own."""
    assert segment_text(WAYS[way]).flattening is way


@pytest.mark.parametrize("way", [way for way in WAYS if way not in (Flattening.ONE_LINE, Flattening.PASTED)])
def test_each_way_gives_the_same_heading_and_paragraph(way: Flattening) -> None:
    """The heading is one, and the paragraph is whole again."""
    blocks = segment_text(WAYS[way]).blocks
    assert [block.text for block in blocks if block.kind is BlockKind.HEADING] == ["Knees that hurt"]
    assert PROSE in [block.text.removesuffix("[1]") for block in blocks]


@pytest.mark.parametrize("way", [Flattening.LYNX, Flattening.W3M, Flattening.MARKDOWN, Flattening.INSCRIPTIS])
def test_bullets_make_items_and_are_counted(way: Flattening) -> None:
    """A menu of two lines is a list of two items, and its bullets are marks, not text."""
    dump = segment_text(WAYS[way])
    items = [block for block in dump.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [block.text for block in items] == ["Home", "Contact"]
    assert len({block.containers[0].list_element for block in items}) == 1  # type: ignore[union-attr]
    assert len(dump.marks["bullet"].split()) == 2


def test_buttons_and_fields_are_controls() -> None:
    """What a terminal's browser writes for a button is no text of the page."""
    dump = segment_text(WAYS[Flattening.LYNX] + "   ____________________\n")
    assert [block.text for block in dump.blocks if block.kind is BlockKind.CONTROL] == ["Book now"]
    assert (dump.marks["button"], dump.marks["field"]) == ("(BUTTON)", "_" * 20)


def test_a_list_of_link_addresses_makes_links() -> None:
    """The numbers before words and the list at the end become links and go."""
    dump = segment_text(
        "     * [1]Home\n     * [2]Contact\n\n   Read our [3]guide to knees. It helps.\n\nReferences\n\n"
        "   1. https://clinic.example/\n   2. https://clinic.example/contact\n   3. https://clinic.example/guide\n"
    )
    assert texts_of(dump) == ["Home", "Contact", "Read our guide to knees. It helps."]
    assert [[span.target for span in block.spans] for block in dump.blocks][2] == ["https://clinic.example/guide"]
    assert "https://clinic.example/guide" in dump.marks["link list"]


def test_markdown_inside_a_line_becomes_spans() -> None:
    """Links, emphasis and escapes are read; the space that html2text leaves before a stop goes."""
    dump = segment_text("# A\n\n[Oakes](https://a.example/x) wrote it in _Knee Review_ , 4\\. ed., **twice**.")
    block = dump.blocks[1]
    assert block.text == "Oakes wrote it in Knee Review, 4. ed., twice."
    shown = [(span.kind, block.text[span.start : span.end]) for span in block.spans]
    assert shown == [(SpanKind.LINK, "Oakes"), (SpanKind.EMPHASIS, "Knee Review"), (SpanKind.STRONG, "twice")]


@pytest.mark.parametrize(
    "rows",
    [
        "   Acupuncture         45 €\n   Shock wave          60 €\n   Travel vaccines too 25 €",
        "# Prices\n\nAcupuncture| 45 €\n---|---\nShock wave| 60 €\nTravel vaccines too| 25 €",
        "Prices\n\nAcupuncture\t45 €\nShock wave\t60 €\nTravel vaccines too\t25 €",
    ],
)
def test_aligned_columns_bars_and_tabs_are_tables(rows: str) -> None:
    """Rows of a price list are rows of one table, also where the longest cell leaves a single space."""
    lead = "     * Home\n     * Contact\n\n" if rows.startswith("   ") else ""
    cells = [block for block in segment_text(lead + rows).blocks if block.kind is BlockKind.TABLE]
    assert [block.text for block in cells][-2:] == ["Travel vaccines too", "25 €"]
    assert [block.containers[0].row for block in cells] == [0, 0, 1, 1, 2, 2]  # type: ignore[union-attr]


SEAMS = {
    "numbered-entry": (["Oakes T. Knees (Knee Review, 2019) and hips ", "[2] Reyes A. Hips."], 2),
    "goes-on-with-a-stop": (["Oakes T. Knees that bend. Knee Review", ". 2019;4:1–9."], 1),
    "space-at-the-edge": (["The word ", "knee stands in the middle of this long sentence."], 1),
    "open-bracket": (["Knees bend further after six weeks (", "Oakes 2019"], 1),
    "address-behind-text": (["Oakes T. Knees that bend further. 2019.", "https://knees.example/a"], 1),
    "goes-on-in-lower-case": (["People who train twice a week report", "less pain after three months."], 1),
    "piece-inside-an-entry": (["Oakes T. Bending the knee after surgery.", "Knee Review", ". 2019;4:1–9."], 1),
}


@pytest.mark.parametrize("rule", [rule.name for rule in SEAM_RULES])
def test_each_seam_is_told_by_its_rule(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that an inline element parted are one again, by the rule alone; without it they are not."""
    lines, count = SEAMS[rule]
    dump = "\n".join([PROSE, "", "The knee ", "bends", ", and so on.", "", *lines])
    without = tuple(other for other in SEAM_RULES if other.name != rule)
    assert len(segment_text(dump).blocks) == 2 + count
    monkeypatch.setattr("cleaner.segment.text.SEAM_RULES", without)
    assert len(segment_text(dump).blocks) != 2 + count


def test_a_number_between_two_pieces_of_a_sentence_is_a_marker() -> None:
    """A raised number that became a line cites; where the numbers begin anew, they begin the entries."""
    dump = f"{PROSE}\n1\n It does so soon.\n{PROSE}\n2\nNotes\n1\nOakes T. Knees. 2019.\n2\nReyes A. Hips. 2020."
    assert texts(dump) == [
        f"{PROSE}[1] It does so soon.",
        f"{PROSE}[2]",
        "Notes",
        "1 Oakes T. Knees. 2019.",
        "2 Reyes A. Hips. 2020.",
    ]


def test_one_line_is_cut_into_sentences() -> None:
    """Sentences are blocks, and a title before a name ends none."""
    line = f"{PROSE} Dr. Ana Reyes sees you e.g. on Monday. {PROSE} Call us!"
    assert texts(line) == [PROSE, "Dr. Ana Reyes sees you e.g. on Monday.", PROSE, "Call us!"]


def test_a_menu_in_one_line_ends_before_the_last_word_with_a_capital() -> None:
    """Where a menu runs into a title without a stop, the title's first word is the last with a capital."""
    line = f"Home About Treatments Blog Contact Knee pain on stairs {PROSE} {PROSE} {PROSE}"
    first, second, *_ = texts(line)
    assert first == "Home About Treatments Blog Contact"
    assert second.startswith("Knee pain on stairs")


@given(st.text(alphabet="ab1 .,[]()*#|_-^\t\n\\•é中", max_size=300))
def test_no_letter_or_digit_is_lost_or_invented(dump: str) -> None:
    """Letters and digits of a dump are those of its blocks and those of its marks."""
    found = segment_text(dump)
    told = "".join([*texts_of(found), *found.marks.values()])
    assert count_letters(told) == count_letters(dump)


def count_letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


def texts_of(dump: TextSegments) -> list[str]:
    return [block.text for block in dump.blocks]


def test_a_byline_may_stand_between_a_heading_and_its_text() -> None:
    """Who wrote the text, and when, is no heading; the line above is."""
    dump = segment_text(f"Home\nKnees that hurt\nPosted on 14 November 2022 by Ana Reyes\n{PROSE}")
    assert [block.text for block in dump.blocks if block.kind is BlockKind.HEADING] == ["Knees that hurt"]


@pytest.mark.parametrize("line", ["Avoiding falls at home", "Diabetes and the foot", "Bypass surgery in short"])
def test_a_heading_that_begins_like_a_byline_is_one(line: str) -> None:
    """Words of bylines are whole words."""
    dump = segment_text(f"Home\n{line}\n{PROSE}")
    assert [block.text for block in dump.blocks if block.kind is BlockKind.HEADING] == [line]
