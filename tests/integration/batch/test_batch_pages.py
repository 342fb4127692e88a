"""`cleaner.clean_pages` with workers gives what it gives without, in the same order."""

import itertools

import pytest

import cleaner
from cleaner.batch.pages import _MAX_HELD_PER_WORKER
from cleaner.document import Reason

PAGE = "<main><h1>Tea {0}</h1><p>Kettle {0} sings when the water in it is about to boil over the flame.</p></main>"


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
    assert next(taken) < 2 * _MAX_HELD_PER_WORKER


def test_a_negative_number_of_workers_is_refused():
    """The message says what is possible."""
    with pytest.raises(cleaner.CleanerError, match="workers is -1"):
        list(cleaner.clean_pages([], workers=-1))
