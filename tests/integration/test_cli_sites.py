"""`cleaner sites` and `cleaner run --sites`: learn, look, mark, apply."""

from __future__ import annotations

from pathlib import Path

from conftest import RunCleaner
from dedupe_sites import make_site


def write_pages(folder: Path) -> list[list[tuple[str, bool]]]:
    folder.mkdir()
    truths = []
    for number, made in enumerate(make_site("a.example", pages=12)):
        assert isinstance(made.page.body, str)
        (folder / f"{number:02d}.txt").write_text(made.page.body, encoding="utf-8")
        truths.append(list(made.lines))
    return truths


def test_learned_profile_is_applied(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """A profile learned from a folder of dumps takes the menu and the footer out of them, and no content."""
    truths = write_pages(tmp_path / "pages")
    profile = tmp_path / "profiles.sqlite"
    assert run_cleaner("sites", "learn", str(tmp_path / "pages"), "-o", str(profile)).returncode == 0
    shown = run_cleaner("sites", "show", str(profile)).stdout
    assert "12 pages" in shown
    out = tmp_path / "out"
    assert run_cleaner("run", str(tmp_path / "pages"), "-o", str(out), "--sites", str(profile)).returncode == 0
    for number, lines in enumerate(truths):
        text = next(out.rglob(f"{number:02d}*.txt")).read_text(encoding="utf-8")
        assert not any(line in text for line, is_content in lines if not is_content)
        assert all(line in text for line, is_content in lines if is_content)


def test_run_learns_first(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """`--sites learn` gives the same output as learning and applying in two steps, for any number of workers."""
    write_pages(tmp_path / "pages")
    profile = tmp_path / "profiles.sqlite"
    run_cleaner("sites", "learn", str(tmp_path / "pages"), "-o", str(profile))
    texts = set()
    for name, sites, workers in (("a", str(profile), "1"), ("b", "learn", "2")):
        out = tmp_path / name
        run_cleaner("run", str(tmp_path / "pages"), "-o", str(out), "--sites", sites, "--workers", workers)
        texts.add("".join(path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.txt"))))
    assert len(texts) == 1


def test_marking_an_unknown_line_is_a_usage_error(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """A mark on a line that the profile does not hold ends with exit code 2."""
    write_pages(tmp_path / "pages")
    profile = tmp_path / "profiles.sqlite"
    run_cleaner("sites", "learn", str(tmp_path / "pages"), "-o", str(profile))
    assert run_cleaner("sites", "keep", str(profile), "nowhere", "00").returncode == 2


def test_missing_profile_is_an_input_error(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """A profile that is not there ends with exit code 3."""
    assert run_cleaner("sites", "show", str(tmp_path / "none.sqlite")).returncode == 3
