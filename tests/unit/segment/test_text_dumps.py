"""How flattened text is cut into blocks."""

from __future__ import annotations

import pytest

from cleaner.segment.text import segment_text

_LONG = "The knee is the largest joint of the body and carries most of its weight when we walk, run or climb stairs."


def texts(text: str) -> list[str]:
    return [block.text for block in segment_text(text)]


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
