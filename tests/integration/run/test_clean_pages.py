"""`cleaner.clean_pages` with workers gives what it gives without, in the same order."""

import itertools
import multiprocessing
import queue
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import cleaner
from cleaner import clean_pages
from cleaner.document import Reason
from cleaner.run.pool import MAX_OPEN_TASKS_PER_WORKER

PAGE = "<main><h1>Tea {0}</h1><p>Kettle {0} sings when the water in it is about to boil over the flame.</p></main>"


PAGES = [PAGE.format(number) for number in range(6)]


def _plain(results):
    return [r.to_dict() if isinstance(r, cleaner.Document) else r for r in results]


def test_workers_change_nothing(tmp_path):
    """Documents and rejections are equal and in order, for values of every kind."""
    path = tmp_path / "page.html"
    path.write_text(PAGE.format("file"))
    pages = [PAGE.format(number) for number in range(30)]
    pages += [
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        path,
        cleaner.Page(page_id="named", body=PAGE.format("x"), url="http://e.org"),
    ]
    alone = _plain(cleaner.clean_pages(pages))
    assert _plain(cleaner.clean_pages(pages, workers=2)) == alone
    assert isinstance(alone[30], cleaner.Rejection)


def test_a_file_over_the_limit_is_a_rejection_in_its_place(tmp_path):
    """What the parent rejects before any worker sees it keeps its place."""
    path = tmp_path / "large.html"
    path.write_text("x" * 1000)
    settings = cleaner.Settings(max_page_bytes=500)
    results = list(cleaner.clean_pages(["<p>tea</p>", path, "<p>milk</p>"], settings=settings, workers=2))
    assert results[1].reason is Reason.TOO_LARGE
    assert results[2].text == "milk\n"


def test_pages_are_taken_as_they_are_needed():
    """An endless source is fine: only a bounded number is read ahead."""
    taken = itertools.count()

    def source():
        while True:
            yield PAGE.format(next(taken))

    results = cleaner.clean_pages(source(), workers=2)
    for _ in range(5):
        next(results)
    results.close()
    assert next(taken) <= 2 * MAX_OPEN_TASKS_PER_WORKER + 5


def test_a_negative_number_of_workers_is_refused():
    """The message says what is possible."""
    with pytest.raises(cleaner.CleanerError, match="workers is -1"):
        list(cleaner.clean_pages([], workers=-1))


SCRIPT = """
import cleaner
print("runs")
pages = ["<p>Water boils at one hundred degrees on the shore of the sea.</p>"] * 20
print(sum(1 for _ in cleaner.clean_pages(pages, workers=2)))
"""


@pytest.mark.parametrize("how", ["file", "stdin", "argument"])
def test_a_script_needs_no_guard_and_runs_once(tmp_path, how):
    """Workers do not load the caller's script, whatever it was started from."""
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    arguments = {"file": [str(path)], "stdin": ["-"], "argument": ["-c", SCRIPT]}[how]
    answer = subprocess.run(
        [sys.executable, *arguments], input=SCRIPT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (answer.stdout, answer.stderr) == ("runs\n20\n", "")


def test_pages_that_come_slowly_are_given_back_before_the_next_comes():
    """A scraper at work has each document before it fetches the next page, were that never to come."""
    given = queue.SimpleQueue()

    def fetch():
        for page in PAGES:
            yield page
            # Not before the document is there; the time only ends a test that would wait for ever.
            given.get(timeout=60)

    for document in clean_pages(fetch(), workers=2):
        given.put(document)
    assert given.empty()


def test_errors_of_the_source_and_of_the_consumer_come_through_and_end_the_workers():
    """Nothing waits for ever, and no process is left."""

    def broken():
        yield PAGES[0]
        raise LookupError("the source is broken")

    with pytest.raises(LookupError, match="broken"):
        list(clean_pages(broken(), workers=2))
    answers = clean_pages(iter(PAGES * 50), workers=2)
    next(answers)
    answers.close()
    assert multiprocessing.active_children() == []


def test_several_threads_each_have_workers_of_their_own():
    """The same documents, whichever thread asks."""
    with ThreadPoolExecutor(3) as threads:
        futures = [threads.submit(lambda: [item.text for item in clean_pages(PAGES * 5, workers=2)]) for _ in range(3)]
    expected = [item.text for item in clean_pages(PAGES * 5)]
    assert all(future.result() == expected for future in futures)


@pytest.mark.parametrize("page", [PAGES[0], PAGES[0].encode()], ids=["str", "bytes"])
def test_one_page_in_place_of_many_is_refused(page):
    """One page's text is no list of pages: its letters would be cleaned one by one."""
    with pytest.raises(TypeError, match=f"pages is one {type(page).__name__}; give a list of pages"):
        list(clean_pages(page))
