"""`cleaner clean`: one page in, clean text out, and an exit code that tells the truth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import RunCleaner

SAMPLES = Path(__file__).parents[2] / "samples"

PAGE = """<!doctype html><html lang=en><head><title>Tea and sleep</title></head><body>
<nav><a href=/>Home</a> <a href=/shop>Shop</a></nav>
<main><h1>Tea and sleep</h1>
<p>A cup of green tea holds about a third of the caffeine of a cup of coffee, and most people sleep well after it.</p>
<p>Those who do not may drink it before noon, or choose a tea of herbs, which holds no caffeine at all.</p></main>
<footer>Copyright 2026 The Tea House. All rights reserved.</footer></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "tea.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_prints_the_main_content(run_cleaner: RunCleaner, page: Path) -> None:
    """The article goes to stdout, navigation and footer do not, and nothing goes to stderr."""
    result = run_cleaner("clean", page)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Tea and sleep\n\nA cup of green tea" in result.stdout
    assert "Shop" not in result.stdout
    assert "Copyright" not in result.stdout


def test_page_alone_means_clean(run_cleaner: RunCleaner, page: Path) -> None:
    """`cleaner PAGE` is short for `cleaner clean PAGE`."""
    assert run_cleaner(page).stdout == run_cleaner("clean", page).stdout != ""


def test_dash_is_stdin(run_cleaner: RunCleaner, page: Path) -> None:
    """`-` reads the page from stdin."""
    assert run_cleaner("clean", "-", stdin=PAGE.encode()).stdout == run_cleaner("clean", page).stdout


def test_json_holds_the_whole_document(run_cleaner: RunCleaner, page: Path) -> None:
    """`--format json` gives text, labels and accounting as one JSON document."""
    document = json.loads(run_cleaner("clean", page, "--format", "json").stdout)
    assert document["text"] == run_cleaner("clean", page).stdout
    assert document["accounting"]["unaccounted"] == 0
    assert len(document["labels"]) == len(document["blocks"])


def test_keep_everything_drops_nothing(run_cleaner: RunCleaner, page: Path) -> None:
    """`--keep everything` keeps navigation and footer too."""
    text = run_cleaner("clean", page, "--keep", "everything").stdout
    assert "Shop" in text
    assert "Copyright" in text


def test_output_is_utf8_whatever_the_locale(run_cleaner: RunCleaner, page: Path) -> None:
    """Output is UTF-8 where the terminal says ASCII."""
    page.write_text(PAGE.replace("green tea", "grüner Tee 茶"), encoding="utf-8")
    assert "grüner Tee 茶" in run_cleaner("clean", page, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}).stdout


def test_missing_page_is_one_sentence_and_exit_3(run_cleaner: RunCleaner) -> None:
    """A path that does not exist ends in exit 3, without a traceback."""
    result = run_cleaner("clean", "nowhere.html")
    assert result.returncode == 3
    assert result.stdout == ""
    assert result.stderr == "cleaner: nowhere.html: cannot be read: No such file or directory\n"


def test_pdf_named_html_is_rejected_with_exit_1(run_cleaner: RunCleaner, tmp_path: Path) -> None:
    """PDF bytes are no page, whatever the file is called."""
    (tmp_path / "leaflet.html").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    result = run_cleaner("clean", "leaflet.html")
    assert result.returncode == 1
    assert "PDF" in result.stderr
    assert "Traceback" not in result.stderr


def test_empty_page_says_what_is_wrong(run_cleaner: RunCleaner, tmp_path: Path) -> None:
    """A page of scripts alone gives no text, and a hint on stderr."""
    (tmp_path / "app.html").write_text('<html><body><div id="root"></div><script src="app.js"></script></body></html>')
    result = run_cleaner("clean", "app.html")
    assert result.stdout == ""
    assert "JavaScript" in result.stderr


def test_unknown_option_is_exit_2(run_cleaner: RunCleaner, page: Path) -> None:
    """A misspelt option is a usage error."""
    assert run_cleaner("clean", page, "--fromat", "text").returncode == 2


def test_unknown_setting_is_exit_2_with_a_suggestion(run_cleaner: RunCleaner, page: Path, tmp_path: Path) -> None:
    """A misspelt key in cleaner.toml stops the run and names the key that was meant."""
    (tmp_path / "cleaner.toml").write_text('keep_role = "everything"\n')
    result = run_cleaner("clean", page)
    assert result.returncode == 2
    assert "did you mean 'keep_roles'?" in result.stderr


def test_settings_come_from_pyproject(run_cleaner: RunCleaner, page: Path, tmp_path: Path) -> None:
    """`[tool.cleaner]` of a pyproject.toml in the folder is read."""
    (tmp_path / "pyproject.toml").write_text('[tool.cleaner]\nkeep_roles = "everything"\n')
    assert "Copyright" in run_cleaner("clean", page).stdout


def test_help_lists_the_commands(run_cleaner: RunCleaner) -> None:
    """`cleaner --help` ends with exit 0 and lists the commands."""
    result = run_cleaner("--help")
    assert result.returncode == 0
    assert "clean" in result.stdout


def test_precision_and_recall_choose_how_much_of_what_is_doubtful_stays(run_cleaner: RunCleaner) -> None:
    """`--precision` keeps less of a page than `--recall` does, and each is a point of `--recall-weight`."""
    sample = str(SAMPLES / "patient-reviews-page.html")
    words = {
        options: len(run_cleaner("clean", sample, *options).stdout.split())
        for options in ((), ("--precision",), ("--recall",), ("--recall-weight", "0.5"), ("--recall-weight", "2"))
    }
    assert words["--precision",] < words["--recall",]
    assert words["--precision",] == words["--recall-weight", "0.5"] <= words[()]
    assert words["--recall",] == words["--recall-weight", "2"] >= words[()]


def test_an_impossible_recall_weight_is_named(run_cleaner: RunCleaner) -> None:
    """Outside its bounds the option is an error that gives them, exit code 2."""
    run = run_cleaner("clean", str(SAMPLES / "patient-reviews-page.html"), "--recall-weight", "20")
    assert run.returncode == 2
    assert "recall_weight is 20.0; it must be from 0.1 to 10" in run.stderr
