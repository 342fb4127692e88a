"""How bytes are read as text."""

from __future__ import annotations

import codecs

import pytest

from cleaner.page.decoding import decode_body

_FRENCH = "<p>L’arthrose du genou : où, quand, comment — traitée très tôt, elle évolue différemment. " * 30
_JAPANESE = "<p>膝の変形性関節症について、治療の方法を説明します。" * 30


def test_utf8_is_read_without_a_declaration() -> None:
    """Valid UTF-8 is UTF-8."""
    assert decode_body(_FRENCH.encode()) == (_FRENCH, "utf-8", 0)


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1252"])
def test_one_bad_byte_changes_nothing_else(declared: str | None) -> None:
    """A bad byte in a UTF-8 page becomes one U+FFFD, whatever the header says."""
    body = _FRENCH.encode() + b"bad \xff byte " + _FRENCH.encode()
    assert decode_body(body, declared) == (f"{_FRENCH}bad \ufffd byte {_FRENCH}", "utf-8", 1)


def test_one_bad_byte_in_a_short_page_changes_nothing_else() -> None:
    """A short page may hold one bad byte, though that is more than one in a thousand."""
    assert decode_body("été à la plage ".encode() + b"\xff").text == "été à la plage \ufffd"


def test_valid_utf8_beats_a_wrong_declaration() -> None:
    """A page that is valid UTF-8 is read so, though it says windows-1252."""
    html = f'<meta charset="windows-1252">{_FRENCH}'
    assert decode_body(html.encode(), "iso-8859-1").text == html


def test_undeclared_windows_1252_is_found_by_statistics() -> None:
    """French in windows-1252 without a declaration is read with its accents and quotes."""
    assert decode_body(_FRENCH.encode("windows-1252")).text == _FRENCH


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("iso-8859-1", "windows-1252"),
        ("latin1", "windows-1252"),
        ("Windows-1252", "windows-1252"),
        ('"windows-1252"', "windows-1252"),
    ],
)
def test_labels_mean_what_the_standard_says(label: str, codec: str) -> None:
    """The WHATWG label table reads latin1 as windows-1252."""
    assert decode_body("’é".encode(codec) * 50, label).text == "’é" * 50


@pytest.mark.parametrize("codec", ["shift_jis", "euc-jp", "iso-2022-jp"])
def test_declared_japanese_is_read(codec: str) -> None:
    """Japanese encodings are read when the page names them."""
    html = f'<meta http-equiv="Content-Type" content="text/html; charset={codec}">{_JAPANESE}'
    assert decode_body(html.encode(codec)).text == html


def test_undeclared_shift_jis_is_found_by_statistics() -> None:
    """Shift_JIS without a declaration is read."""
    assert decode_body(_JAPANESE.encode("shift_jis")).text == _JAPANESE


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [True, False])
def test_utf16_is_read_with_and_without_a_mark(codec: str, mark: bool) -> None:
    """UTF-16 is told by its mark, or by its NUL bytes."""
    start = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[codec] if mark else b""
    assert decode_body(start + _FRENCH.encode(codec)).text == _FRENCH


def test_byte_order_marks_win_over_the_header() -> None:
    """A UTF-8 mark decides, and is no text."""
    assert decode_body(codecs.BOM_UTF8 + b"a", "windows-1251") == ("a", "utf-8", 0)


def test_a_page_cut_within_a_character_is_still_utf8() -> None:
    """A truncated last character is one bad byte."""
    read = decode_body(_FRENCH.encode() + "é".encode()[:1])
    assert (read.encoding, read.replaced_bytes) == ("utf-8", 1)


def test_unknown_labels_are_passed_over() -> None:
    """A label that nobody knows leaves the page to statistics."""
    assert decode_body(_FRENCH.encode("windows-1252"), "klingon").text == _FRENCH


def test_lone_surrogates_in_text_are_replaced() -> None:
    """Text that came in decoded holds no lone surrogates afterwards."""
    assert decode_body("a\ud800b") == ("a\ufffdb", None, 1)
