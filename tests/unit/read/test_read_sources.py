"""Every kind of source gives the same pages, and what is damaged says so."""

import gzip
import io
import json
import tarfile
import zipfile

import fsspec
import pyarrow
import pyarrow.parquet
import pytest
import zstandard

from cleaner.document import Reason
from cleaner.errors import SourceError
from cleaner.page.blocks import PageKind
from cleaner.read import Notice, PageInput, ReadOptions, Skipped, find_pages

BODIES = [f"<p>Page {number} tells of tea.</p>" for number in range(3)]


def _find(*inputs, **options):
    return list(find_pages([str(path) for path in inputs], ReadOptions(**options)))


def _pages(found):
    return [item for item in found if isinstance(item, PageInput)]


def _bodies(found):
    return [item.body if isinstance(item.body, str) else item.body.decode() for item in _pages(found)]


def _warc_record(number, body, *, head="Content-Type: text/html; charset=latin1\r\n", status="200 OK"):
    http = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
    warc = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: http://example.org/{number}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return warc.encode() + http + b"\r\n\r\n"


def _zip(names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, body in names:
            zipped.writestr(name, body)
    return buffer.getvalue()


def _tar(names, mode="w:gz"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as tar:
        for name, body in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            tar.addfile(entry, io.BytesIO(body.encode()))
    return buffer.getvalue()


_LINES = "".join(
    json.dumps({"id": f"n{n}", "html": body, "url": f"http://e.org/{n}"}) + "\n" for n, body in enumerate(BODIES)
)
_MEMBERS = [(f"deep/{number}.html", body) for number, body in enumerate(BODIES)]
_WARC = [_warc_record(number, body.encode()) for number, body in enumerate(BODIES)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pages.jsonl", _LINES.encode()),
        ("pages.jsonl.gz", gzip.compress(_LINES.encode(), mtime=0)),
        ("pages.jsonl.zst", zstandard.compress(_LINES.encode())),
        ("pages.warc", b"".join(_WARC)),
        ("pages.warc.gz", b"".join(gzip.compress(record, mtime=0) for record in _WARC)),
        ("pages.zip", _zip(_MEMBERS)),
        ("pages.tar.gz", _tar(_MEMBERS)),
        ("pages.tar", _tar(_MEMBERS, "w")),
        ("pages.tar.zst", zstandard.compress(_tar(_MEMBERS, "w"))),
        ("pages.tar.xz", _tar(_MEMBERS, "w:xz")),
        (
            "pages.wacz",
            _zip([("archive/data.warc.gz", b"".join(map(gzip.compress, _WARC))), ("datapackage.json", "{}")]),
        ),
    ],
)
def test_every_source_gives_its_pages_in_order(tmp_path, name, content):
    """Three pages in are three pages out, with keys and ids that tell them apart."""
    (tmp_path / name).write_bytes(content)
    found = _find(tmp_path / name)
    pages = _pages(found)
    assert _bodies(found) == BODIES
    assert len({page.key for page in pages}) == len({page.page_id for page in pages}) == 3
    assert all(page.problem is None for page in pages)
    assert _find(tmp_path) == [item for item in found if not isinstance(item, Notice)] or name.startswith("pages.jsonl")


def test_parquet_columns_are_guessed_and_the_guess_is_told(tmp_path):
    """The usual names are found, and a notice says which."""
    table = pyarrow.table({"doc_id": ["a", "b", "c"], "URL": ["http://e.org/1", None, "x"], "html": BODIES})
    pyarrow.parquet.write_table(table, tmp_path / "pages.parquet", row_group_size=2)
    found = _find(tmp_path / "pages.parquet")
    assert _bodies(found) == BODIES
    assert [page.page_id for page in _pages(found)] == ["a", "b", "c"]
    assert _pages(found)[0].url == "http://e.org/1"
    assert "'html'" in found[0].text


def test_a_named_field_that_is_not_there_is_an_error(tmp_path):
    """The message lists those that are."""
    (tmp_path / "pages.jsonl").write_text(_LINES)
    with pytest.raises(SourceError, match="there are id, html, url"):
        _find(tmp_path / "pages.jsonl", html_field="markup")


def test_a_bad_line_is_a_row_with_a_problem(tmp_path):
    """Broken JSON costs one line, not the file."""
    (tmp_path / "pages.jsonl").write_text(_LINES + '{"html": \n[1]\n{"html": null}\n' + _LINES)
    pages = _pages(_find(tmp_path / "pages.jsonl"))
    assert [page.problem is not None for page in pages] == [False] * 3 + [True] * 3 + [False] * 3
    assert pages[3].problem.reason is Reason.UNDECODABLE


def test_warc_records_that_are_no_pages_are_skipped(tmp_path):
    """Images and error pages are counted apart; charset, address and kind come from the headers."""
    (tmp_path / "crawl.warc").write_bytes(
        _WARC[0]
        + _warc_record(7, b"\x89PNG", head="Content-Type: image/png\r\n")
        + _warc_record(8, b"gone", status="404 Not Found")
        + _warc_record(
            9, gzip.compress(b"<p>packed</p>", mtime=0), head="Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
        )
    )
    found = _find(tmp_path / "crawl.warc")
    assert [item.why for item in found if isinstance(item, Skipped)] == ["its type is image/png", "HTTP status 404"]
    first, packed = _pages(found)
    assert (first.url, first.charset, first.kind) == ("http://example.org/0", "latin1", PageKind.HTML)
    assert packed.body == b"<p>packed</p>"


@pytest.mark.parametrize("packed", [False, True])
def test_a_truncated_warc_keeps_what_came_before(tmp_path, packed):
    """The cut is one row with a problem, the records before it are pages."""
    records = [_warc_record(number, b"<p>tea</p>" * 500) for number in range(3)]
    content = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    (tmp_path / "cut.warc.gz").write_bytes(content[: -60 if packed else -3000])
    pages = _pages(_find(tmp_path / "cut.warc.gz"))
    assert [page.problem is None for page in pages] == [True, True, False]
    assert pages[-1].problem.reason is Reason.UNREADABLE


def test_a_wet_file_holds_text(tmp_path):
    """Conversion records are flattened pages."""
    (tmp_path / "crawl.wet").write_bytes(
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://e.org/\r\n"
        b"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ntea.\r\n\r\n"
    )
    (page,) = _pages(_find(tmp_path / "crawl.wet"))
    assert (page.kind, page.body, page.url) == (PageKind.TEXT, b"tea.", "http://e.org/")


@pytest.mark.parametrize(
    "name", ["x.zip", "x.tar", "x.tar.gz", "x.jsonl.gz", "x.jsonl.zst", "x.warc", "x.wacz", "x.parquet"]
)
def test_damaged_archives_are_rows_with_a_problem(tmp_path, name):
    """Bytes that are not what the name says never raise anything else."""
    (tmp_path / name).write_bytes(b"these bytes are something else entirely " * 20)
    (page,) = _pages(_find(tmp_path / name))
    assert page.problem.reason is Reason.UNREADABLE
    assert name in page.problem.detail


def test_globs_are_sorted_and_must_match(tmp_path):
    """A pattern stands for what it matches; nothing at all is an error."""
    for name in ("b.html", "a.html", "c.txt"):
        (tmp_path / name).write_text("<p>tea</p>")
    assert [page.name for page in _pages(_find(tmp_path / "*.html"))] == ["a.html", "b.html"]
    with pytest.raises(SourceError, match="no such file"):
        _find(tmp_path / "*.php")


def test_a_remote_file_is_read_by_its_address():
    """What fsspec can open is a page when the user names it."""
    fsspec.filesystem("memory").pipe("/pages/one.html", b"<p>far away</p>")
    fsspec.filesystem("memory").pipe("/pages/more.jsonl", _LINES.encode())
    assert _bodies(_find("memory://pages/one.html")) == ["<p>far away</p>"]
    assert _bodies(_find("memory://pages/")) == [*BODIES, "<p>far away</p>"]
