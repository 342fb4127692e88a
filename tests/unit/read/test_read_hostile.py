"""Sources that are damaged, odd or meant to hurt: everything in them is a page, a problem or said to be skipped."""

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
import warnings
import zipfile
import zlib

import brotli
import pyarrow
import pyarrow.parquet
import pytest
import zstandard

from cleaner.document import Reason
from cleaner.errors import SourceError
from cleaner.read import PageInput, ReadOptions, Skipped, find_pages, read_list
from cleaner.read.http_response import parse_http

PAGE = b"<p>Tea steeps for two minutes in water of eighty degrees.</p>"


def _find(*inputs, **options):
    return list(find_pages([os.fspath(path) for path in inputs], ReadOptions(**options)))


def _bodies(found):
    return [item.body for item in found if isinstance(item, PageInput) and item.problem is None]


def _problems(found):
    return [item.problem for item in found if isinstance(item, PageInput) and item.problem is not None]


def _skipped(found):
    return [item.why for item in found if isinstance(item, Skipped)]


def _record(number, payload=None, *, head=b"Content-Type: text/html\r\n", kind="response", length=None):
    block = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + (PAGE + b" %d" % number if payload is None else payload)
    warc = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: http://example.org/{number}\r\nWARC-Date: 2026-01-01T00:00:0{number}Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(block)}\r\n\r\n"
    )
    return warc.encode() + block + b"\r\n\r\n"


RECORDS = [_record(number) for number in range(6)]
PACKED = [gzip.compress(record, mtime=0) for record in RECORDS]


def _whole(found):
    return sorted(int(body.rsplit(b" ", 1)[1]) for body in _bodies(found))


def _spoil(packed):
    return packed[:40] + b"\xff" * 20 + packed[60:]


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("spoilt.warc.gz", b"".join([*PACKED[:2], _spoil(PACKED[2]), *PACKED[3:]]), [0, 1, 3, 4, 5]),
        ("checksum.warc.gz", b"".join([*PACKED[:2], PACKED[2][:-8] + bytes(8), *PACKED[3:]]), [0, 1, 3, 4, 5]),
        ("between.warc.gz", b"".join([*PACKED[:2], b"rubbish between members", *PACKED[2:]]), [0, 1, 2, 3, 4, 5]),
        ("between.warc", b"".join([*RECORDS[:2], b"rubbish\r\n\r\n", *RECORDS[2:]]), [0, 1, 2, 3, 4, 5]),
        ("long.warc", b"".join([*RECORDS[:2], _record(2, length=10**9), *RECORDS[3:]]), [0, 1, 3, 4, 5]),
        ("endless.warc", b"".join([*RECORDS[:2], _record(2, length=10**30), *RECORDS[3:]]), [0, 1, 3, 4, 5]),
        ("word.warc", b"".join([*RECORDS[:2], _record(2, length="many"), *RECORDS[3:]]), [0, 1, 3, 4, 5]),
    ],
)
def test_a_damaged_record_costs_itself_and_is_a_problem(tmp_path, name, content, kept):
    """Reading goes on at the next whole record."""
    path = tmp_path / name
    path.write_bytes(content)
    found = _find(path)
    assert _whole(found) == kept
    assert _problems(found)
    assert len({item.key for item in found}) == len(found)


@pytest.mark.parametrize(("name", "content"), [("cut.warc", b"".join(RECORDS)), ("cut.warc.gz", b"".join(PACKED))])
def test_a_warc_that_is_cut_off_anywhere_says_so(tmp_path, name, content):
    """Wherever it ends, but between two records, the last thing found is a problem."""
    path = tmp_path / name
    pieces = PACKED if name.endswith("gz") else RECORDS
    start = len(content) - len(pieces[-1])
    for size in range(start + 1, len(content) - 4, 7):
        path.write_bytes(content[:size])
        found = _find(path)
        assert _whole(found)[:5] == [0, 1, 2, 3, 4]
        assert [problem.reason for problem in _problems(found)] == [Reason.UNREADABLE], size
    path.write_bytes(content[:start])
    assert _problems(_find(path)) == []


def test_revisits_are_counted_and_pages_know_when_they_were_fetched(tmp_path):
    """A revisit has no body of its own; a response has a date."""
    (tmp_path / "a.warc").write_bytes(_record(1) + _record(2, kind="revisit"))
    found = _find(tmp_path / "a.warc")
    assert found[0].fetched == "2026-01-01T00:00:01Z"
    assert len(_skipped(found)) == 1
    assert "revisit" in _skipped(found)[0]


def _chunk(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 9]), body[at : at + 9]) for at in range(0, len(body), 9)) + (
        b"0\r\n\r\n"
    )


def _raw_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Transfer-Encoding: chunked\r\n", _chunk(PAGE)),
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE, mtime=0)),
        (b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", _chunk(gzip.compress(PAGE, mtime=0))),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        (b"Content-Encoding: deflate\r\n", _raw_deflate(PAGE)),
        (b"Content-Encoding: br\r\n", brotli.compress(PAGE)),
        (b"Content-Encoding: zstd\r\n", zstandard.compress(PAGE)),
        (b"Content-Encoding: deflate, gzip\r\n", gzip.compress(zlib.compress(PAGE), mtime=0)),
        (b"Content-Encoding: identity\r\n", PAGE),
        # Archives whose writer has undone the coding but kept the header.
        *((b"Content-Encoding: %s\r\n" % coding, PAGE) for coding in (b"gzip", b"deflate", b"br", b"zstd", b"odd")),
        (b"Transfer-Encoding: chunked\r\n", PAGE),
    ],
)
def test_bodies_are_decoded_whether_or_not_their_headers_tell_the_truth(head, body):
    """What is packed is unpacked; what is not is taken as it is."""
    message = parse_http(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body, 1000)
    assert (message.status, message.body, message.damage) == (200, PAGE, "")


def test_a_body_that_cannot_be_unpacked_says_so():
    """Nothing is made up of rubbish; what comes before a cut is kept."""
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    assert "damaged" in parse_http(head + b"\x1f\x8b\x08rubbish", 1000).damage
    body = os.urandom(3000).hex().encode()
    assert body.startswith(parse_http(head + gzip.compress(body, mtime=0)[:1000], 10_000).body[:500])


@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, brotli.compress, zstandard.compress], ids=["gzip", "deflate", "br", "zstd"]
)
def test_a_bomb_is_unpacked_to_the_limit_only(pack):
    """One byte more than allowed is enough to know."""
    name = {gzip.compress: b"gzip", zlib.compress: b"deflate", brotli.compress: b"br"}.get(pack, b"zstd")
    bomb = b"HTTP/1.1 200 OK\r\nContent-Encoding: " + name + b"\r\n\r\n" + pack(bytes(5_000_000))
    assert len(parse_http(bomb, 1000).body) == 1001


def test_a_damaged_http_body_costs_its_record_alone(tmp_path):
    """The records behind it are read."""
    bad = _record(2, b"\x1f\x8b\x08rubbish", head=b"Content-Encoding: gzip\r\nContent-Type: text/html\r\n")
    (tmp_path / "a.warc").write_bytes(RECORDS[1] + bad + RECORDS[3])
    found = _find(tmp_path / "a.warc")
    assert _whole(found) == [1, 3]
    assert [problem.reason for problem in _problems(found)] == [Reason.UNDECODABLE]


def _zip(*members):
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as zipped:
        warnings.simplefilter("ignore")
        for name, body in members:
            zipped.writestr(name, body)
    return buffer.getvalue()


def _tar(*members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            if name.startswith("link"):
                entry.type, entry.linkname = content, "/etc/passwd"
                tar.addfile(entry)
            else:
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


MEMBERS = [
    ("a.html", b"one"),
    ("a.html", b"two"),
    ("../../up.html", b"three"),
    ("/etc/b.html", b"four"),
    ("c.html.gz", gzip.compress(b"five", mtime=0)),
    ("d.html.zst", zstandard.compress(b"six")),
    ("e.html.gz", b"no gzip"),
    ("f.html", b"seven"),
]


@pytest.mark.parametrize(("name", "make"), [("a.zip", _zip), ("a.tar", _tar)])
def test_every_member_of_an_archive_is_found_once(tmp_path, name, make):
    """Two of the same name are two pages; one that is damaged costs itself; none has a way out of the output."""
    (tmp_path / name).write_bytes(make(*MEMBERS))
    found = _find(tmp_path / name)
    assert _bodies(found) == [b"one", b"two", b"three", b"four", b"five", b"six", b"seven"]
    assert [problem.reason for problem in _problems(found)] == [Reason.UNREADABLE]
    assert len({item.key for item in found}) == len(MEMBERS)


@pytest.mark.parametrize(("name", "make"), [("a.zip", _zip), ("a.tar", _tar)])
def test_a_member_over_the_limit_is_a_problem_without_a_body(tmp_path, name, make):
    """It is not handed on, however small it is packed."""
    (tmp_path / name).write_bytes(make(("a.html", bytes(100_000)), ("b.html", b"small")))
    found = _find(tmp_path / name, max_page_bytes=1000)
    assert _bodies(found) == [b"small"]
    assert [problem.reason for problem in _problems(found)] == [Reason.TOO_LARGE]


def test_links_and_devices_in_a_tar_are_said_to_be_skipped(tmp_path):
    """They lead out of the archive, and are never followed."""
    kinds = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
    (tmp_path / "a.tar").write_bytes(_tar(*((f"link{number}.html", kind) for number, kind in enumerate(kinds))))
    assert _skipped(_find(tmp_path / "a.tar")) == ["it is a link or a device"] * 4


def test_a_tar_that_is_cut_off_or_damaged_between_files_says_so(tmp_path):
    """The library would take both for its end."""
    whole = _tar(*((f"{number}.html", b"x" * 300) for number in range(5)))
    for content in (whole[:3072], whole[:3000], whole[:3072] + b"\xff" * 512 + whole[3584:]):
        (tmp_path / "a.tar").write_bytes(content)
        found = _find(tmp_path / "a.tar")
        assert len(_bodies(found)) in (2, 3)
        assert [problem.reason for problem in _problems(found)] == [Reason.UNREADABLE]


def test_an_encrypted_member_says_what_to_do(tmp_path):
    """The others in the archive are read."""
    packed = bytearray(_zip(("a.html", b"secret"), ("b.html", b"open")))
    packed[packed.find(b"PK\x03\x04") + 6] |= 1
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(packed)
    found = _find(tmp_path / "a.zip")
    assert _bodies(found) == [b"open"]
    assert "encrypted; unpack" in _problems(found)[0].detail


def test_a_damaged_warc_in_a_collection_costs_itself(tmp_path):
    """The WARCs behind it in the same WACZ are read."""
    packed = bytearray(_zip(("archive/a.warc", RECORDS[1]), ("archive/b.warc", RECORDS[2])))
    packed[packed.find(b"eighty")] = 0
    (tmp_path / "a.wacz").write_bytes(packed)
    found = _find(tmp_path / "a.wacz")
    assert _whole(found)[-1] == 2
    assert [problem.reason for problem in _problems(found)] == [Reason.UNREADABLE]


def test_a_parquet_column_that_is_no_unicode_is_read_as_bytes(tmp_path):
    """Sloppy writers call anything a string; the rows behind it are read too."""
    values = pyarrow.array([PAGE, b"caf\xe9", PAGE], pyarrow.binary())
    stray = pyarrow.Array.from_buffers(pyarrow.string(), 3, values.buffers())
    pyarrow.parquet.write_table(pyarrow.table({"html": stray, "id": stray}), tmp_path / "a.parquet")
    found = _find(tmp_path / "a.parquet")
    assert _bodies(found) == [PAGE, b"caf\xe9", PAGE]
    assert [item.page_id for item in found if isinstance(item, PageInput)][1] == r"caf\xe9"


def test_half_characters_in_ids_and_addresses_become_visible(tmp_path):
    """JSON can hold what no file name and no manifest can."""
    (tmp_path / "a.jsonl").write_bytes(rb'{"html": "<p>x</p>", "url": "http://a/\ud800", "id": "\udc00"}')
    item = _find(tmp_path / "a.jsonl")[1]
    assert (item.page_id, item.url) == (r"\udc00", r"http://a/\ud800")


def test_a_table_without_pages_stops_only_who_named_it(tmp_path):
    """Among the files of a folder it is a problem like any other."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"price": 1}))
    (tmp_path / "b.html").write_bytes(PAGE)
    with pytest.raises(SourceError, match="--html-field"):
        _find(tmp_path / "a.jsonl")
    found = _find(tmp_path)
    assert len(found) == 2
    assert "--html-field" in _problems(found)[0].detail


def test_pipes_links_to_folders_and_queries_in_a_folder(tmp_path):
    """No pipe is waited for, no link is followed round and round, wget's names are known."""
    os.mkfifo(tmp_path / "pipe.html")
    os.mkfifo(tmp_path / "pipe.warc")
    (tmp_path / "loop.html").symlink_to(tmp_path)
    (tmp_path / "page.html?id=3").write_bytes(PAGE)
    found = _find(tmp_path)
    assert [item.page_id for item in found if isinstance(item, PageInput)] == ["page.html?id=3"]
    assert sorted(why.split(";")[0] for why in _skipped(found)) == [
        "it is a link to a folder",
        *["it is a pipe, a socket or a device"] * 2,
    ]


def test_names_of_stray_bytes_differ_from_names_that_look_like_them(tmp_path):
    r"""A byte that is no Unicode is shown as `\xff`, which another file may really be called."""
    names = [b"a\xff.html", rb"a\xff.html", b"a\xff" + rb"\xfe.html", rb"a\xff" + b"\xfe.html"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_bytes(PAGE)
    assert len({item.key for item in _find(tmp_path)}) == len(names)


@pytest.mark.parametrize("content", [PAGE, json.dumps({"html": PAGE.decode()}).encode(), RECORDS[1]])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gzip", "zstd"])
def test_a_named_pipe_is_read_like_stdin(tmp_path, content, pack):
    """As `cleaner run <(zcat pages.jsonl.gz)` gives it: told by its first bytes."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(pack(content),))
    writer.start()
    found = _find(path)
    writer.join()
    assert _problems(found) == []
    (body,) = _bodies(found)
    assert (body if isinstance(body, bytes) else body.encode()).startswith(PAGE)


def test_lists_of_inputs_keep_every_name(tmp_path):
    """Lines may end as on Windows and be blank; names keep blanks, odd line breaks and stray bytes."""
    path = tmp_path / "list"
    path.write_bytes(b"\xef\xbb\xbfa.html\r\n\r\n  \n b .html\nc\x0c\xe2\x80\xa8.html\nd\xff.html")
    assert read_list(str(path)) == ["a.html", " b .html", "c\x0c\u2028.html", "d\udcff.html"]
    path.write_bytes(b"a\nb.html\0c.html\0")
    assert read_list(str(path)) == ["a\nb.html", "c.html"]


def test_a_list_from_stdin_keeps_stray_bytes():
    """Whatever encoding the terminal claims."""
    code = "from cleaner.read import read_list; print(ascii(read_list('-')))"
    answer = subprocess.run([sys.executable, "-c", code], input=b"d\xff.html\n", capture_output=True, check=True)
    assert answer.stdout.strip() == rb"['d\udcff.html']"
