"""Names of output files."""

import pytest

from cleaner.run.naming import choose_name, fold_path, make_safe


def _claimer():
    taken = set()

    def claim(path):
        folded = fold_path(path)
        if folded in taken:
            return False
        taken.add(folded)
        return True

    return claim


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b.html", "a/b.html"),
        ("con.html", "con_.html"),
        ("COM1", "COM1_"),
        ("console.html", "console.html"),
        ("a./b .html", "a_/b .html"),
        ("../../etc/passwd", "etc/passwd"),
        ("/absolute.html", "absolute.html"),
        ("what?.html", "what_.html"),
        ("..", "page"),
    ],
)
def test_names_are_made_safe_for_every_file_system(name, expected):
    """Device names, trailing dots and ways out of the folder are gone."""
    assert make_safe(name) == expected


def test_long_names_are_cut_but_stay_apart():
    """Two names that differ only after the cut get different marks."""
    first, second = make_safe("ä" * 300 + "1.html"), make_safe("ä" * 300 + "2.html")
    assert first != second
    assert max(len(first.encode()), len(second.encode())) <= 255
    assert first.endswith(".html")


@pytest.mark.parametrize(
    "pair",
    [
        ("Page.html", "page.html"),
        ("caf\u00e9.html", "cafe\u0301.html"),
        ("page.html", "page.htm"),
        ("page.html", "page.html.gz"),
        ("con.html", "con_.html"),
        ("a?.html", "a*.html"),
    ],
)
def test_names_that_would_meet_are_kept_apart(pair):
    """Names that some file system takes for the same get different outputs."""
    claim = _claimer()
    names = [choose_name(name, name, ".txt", claim) for name in pair]
    assert fold_path(names[0]) != fold_path(names[1])


def test_a_page_without_a_name_gets_one():
    """A file called `.html` does not become a hidden file."""
    assert choose_name("d/.html", "d/.html", ".txt", _claimer()) == "d/page.txt"
