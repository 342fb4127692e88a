"""`cleaner sites` and `cleaner run --sites`: learn, look, mark, apply."""

from __future__ import annotations

import hashlib
import json
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import cleaner
from cleaner.read import ReadOptions
from cleaner.run.execute import execute_run
from cleaner.run.learn import learn_sites
from cleaner.run.request import RunRequest
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import SiteLearner, read_profiles, write_profiles
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


def write_many_pages(folder: Path) -> None:
    """Writes 3,000 small pages of ten sites; one of them cannot be read."""
    folder.mkdir()
    with (folder / "pages.jsonl").open("w", encoding="utf-8") as file:
        for number in range(3000):
            host = f"site{number % 10}.example"
            text = f"{host} opens at eight\n\nPage {number} of {host} tells about case {number * 7919 % 10007}"
            file.write(json.dumps({"url": f"https://{host}/{number}", "text": text}) + "\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n")


KILLED = """
import os, signal, sys
from cleaner.cli import main
from cleaner.run import learn

find_pages = learn.find_pages

def find_half(*arguments):
    for number, found in enumerate(find_pages(*arguments)):
        if number == 1500:
            os.kill(os.getpid(), signal.SIGKILL)
        yield found

learn.find_pages = find_half
main()
"""


def kill_half_way(folder: Path, out: str) -> None:
    """A learn of `pages` that is killed with SIGKILL after half of them."""
    command = [sys.executable, "-c", KILLED, "sites", "learn", "pages", "-o", out]
    assert subprocess.run(command, cwd=folder, stderr=subprocess.DEVNULL, check=False).returncode == -signal.SIGKILL


def test_killed_learn_goes_on_and_writes_the_same_bytes(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """A learn that was killed half-way leaves no profile; the same command goes on and writes the very same file."""
    write_many_pages(tmp_path / "pages")
    assert run_cleaner("sites", "learn", "pages", "-o", "whole.sqlite").returncode == 0
    kill_half_way(tmp_path, "killed.sqlite")
    assert not (tmp_path / "killed.sqlite").exists()
    finished = run_cleaner("sites", "learn", "pages", "-o", "killed.sqlite")
    assert finished.returncode == 0
    before = re.search(r"goes on after (\d+) pages of an interrupted learn", finished.stderr)
    assert before is not None
    assert 200 <= int(before[1]) <= 1500
    assert (tmp_path / "killed.sqlite").read_bytes() == (tmp_path / "whole.sqlite").read_bytes()
    assert not list(tmp_path.glob("*.learning*"))


def test_learn_starts_anew_where_inputs_have_changed(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """A page that changed or went between a kill and the next learn leaves nothing behind in the profile."""
    write_many_pages(tmp_path / "pages")
    kill_half_way(tmp_path, "killed.sqlite")
    lines = (tmp_path / "pages" / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [line.replace("opens at eight", "opens at nine") for line in lines[:40]] + lines[80:]
    (tmp_path / "pages" / "pages.jsonl").write_text("\n".join(kept), encoding="utf-8")
    finished = run_cleaner("sites", "learn", "pages", "-o", "killed.sqlite")
    assert "it starts anew" in finished.stderr
    run_cleaner("sites", "learn", "pages", "-o", "whole.sqlite")
    assert (tmp_path / "killed.sqlite").read_bytes() == (tmp_path / "whole.sqlite").read_bytes()


def test_damaged_log_is_no_obstacle(tmp_path: Path, run_cleaner: RunCleaner) -> None:
    """What an interrupted learn has left is thrown away where it cannot be read."""
    write_pages(tmp_path / "pages")
    (tmp_path / "p.sqlite.learning").write_bytes(b"no database " * 1000)
    assert run_cleaner("sites", "learn", "pages", "-o", "p.sqlite").returncode == 0
    assert "12 pages" in run_cleaner("sites", "show", "p.sqlite").stdout
    assert not (tmp_path / "p.sqlite.learning").exists()


def test_one_digest_over_workers_and_orders(tmp_path: Path) -> None:
    """Five orders of the inputs give one profile; 1, 2 and 7 workers and a run that is repeated give one output."""
    write_pages(tmp_path / "pages")
    names = sorted(str(path) for path in (tmp_path / "pages").iterdir())
    profiles = set()
    for seed in range(5):
        random.Random(seed).shuffle(names)
        learned = learn_sites(names, ReadOptions(), Settings(), print)
        write_profiles(learned, tmp_path / "p.sqlite")
        profiles.add((tmp_path / "p.sqlite").read_bytes())
    assert len(profiles) == 1
    sites = read_profiles(tmp_path / "p.sqlite")
    digests = set()
    for workers in (1, 2, 7, 7):
        out = tmp_path / f"out{workers}"
        execute_run(RunRequest(inputs=tuple(sorted(names)), out=out, workers=workers, sites=sites))
        digest = hashlib.sha256((out / "manifest.jsonl").read_bytes())
        for path in sorted(out.rglob("*.txt")):
            digest.update(path.read_bytes())
        digests.add(digest.hexdigest())
    assert len(digests) == 1


def test_what_is_taken_from_a_site_is_written_once(tmp_path: Path) -> None:
    """The lines taken from a site's pages, with phone and address, are written once, whatever the workers."""
    (tmp_path / "pages").mkdir()
    footer = "Old Town Clinic\n\nCall (512) 555-0147\n\n12 Main Street, Austin, TX 78701"
    for number in range(10):
        body = f"Case {number} of the knee was treated in spring number {number} and healed well.\n\n{footer}"
        (tmp_path / "pages" / f"{number}.txt").write_text(body, encoding="utf-8")
    inputs = (str(tmp_path / "pages"),)
    sites = learn_sites(inputs, ReadOptions(), Settings(), print)
    records = set()
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        execute_run(RunRequest(inputs=inputs, out=out, workers=workers, sites=sites))
        records.add((out / "sites.jsonl").read_text(encoding="utf-8"))
    (record,) = [json.loads(line) for text in records for line in text.splitlines()]
    assert record["profile_id"] == sites.profile_id
    assert record["pages"] == 10
    assert record["phones"] == ["(512) 555-0147"]
    assert record["addresses"] == ["12 Main Street, Austin, TX 78701"]
    assert [line["text"] for line in record["lines"]] == footer.split("\n\n")
    assert {line["pages"] for line in record["lines"]} == {10}


def test_library_takes_profiles_from_its_caller(tmp_path: Path) -> None:
    """`clean` and `clean_pages`, in this process and in two others, take a site's lines out given its profiles."""
    made = make_site("a.example", pages=10)
    learner = SiteLearner(Settings())
    for page in made:
        learner.add_page(segment_page(page.page))
    sites = learner.freeze()
    alone = cleaner.clean(made[0].page).text
    menu = next(text for text, is_content in made[0].lines if not is_content and text in alone)
    expected = [cleaner.clean(page.page, sites=sites).text for page in made]
    assert menu not in expected[0]
    for workers in (1, 2):
        found = cleaner.clean_pages([page.page for page in made], sites=sites, workers=workers)
        assert [document.text for document in found if isinstance(document, cleaner.Document)] == expected


def test_show_heads_its_columns_and_shows_lines_whole(tmp_path: Path) -> None:
    """The table has a header, and a line of a hundred characters is not cut."""
    line = "Call our friendly team in Sampletown today and ask for a first consultation that costs you nothing at all"
    for number in range(8):
        body = (
            f"{line}\n\nStory number {number} tells of knee {number * 7} and of hip {number * 13} in words of its own."
        )
        (tmp_path / f"{number}.txt").write_text(body, encoding="utf-8")
    profile = tmp_path.parent / "profile.sqlite"
    runner = [sys.executable, "-m", "cleaner", "sites"]
    subprocess.run([*runner, "learn", str(tmp_path), "-o", str(profile)], check=True, capture_output=True)
    sites = subprocess.run(
        [*runner, "show", str(profile)], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert sites[0].split("\t") == ["site", "lines", "pages"]
    site = sites[1].split("\t")[0]
    lines = subprocess.run([*runner, "show", str(profile), "--site", site], check=True, capture_output=True, text=True)
    header, first = lines.stdout.splitlines()[:2]
    assert header.split("\t") == ["key", "pages", "mark", "line"]
    assert first.split("\t")[-1] == line
