"""Shards, rejections by class, quarantine, retry and warnings of a run."""

import io
import json

import pyarrow.json
import pyarrow.parquet
import pytest
import zstandard

from cleaner.errors import SettingsError
from cleaner.run.execute import execute_run
from cleaner.run.request import SHARD_SUFFIXES, RunRequest
from cleaner.settings import Settings
from run_outputs import read_rows

COLUMNS = (
    "id", "url", "text", "markdown", "title", "author", "date", "language", "references", "confidence", "words_kept",
    "words_dropped",
)  # fmt: skip
PAGE = (
    "<main><h1>Tea {0}</h1>"
    + "<p>Kettle {0} sings when the water in it is about to boil over the flame.</p>" * 4
    + "</main>"
)


@pytest.fixture
def folder(tmp_path):
    """Twelve good pages, an error page, a block and a page without text."""
    place = tmp_path / "in"
    place.mkdir()
    for number in range(12):
        (place / f"page-{number:02}.html").write_text(PAGE.format(number))
    (place / "gone.html").write_text(
        "<title>404 Not Found</title><h1>Page not found</h1><p>Sorry, nothing is here.</p>"
    )
    (place / "wall.html").write_text(
        "<title>Just a moment...</title><h1>Checking your browser</h1><p>Verify you are human to go on.</p>"
    )
    (place / "void.html").write_text("<html></html>")
    return place


def _shard_rows(out, output_format):
    for path in sorted(out.glob(f"part-*{SHARD_SUFFIXES[output_format]}")):
        if output_format == "parquet":
            yield path.name, pyarrow.parquet.read_table(path).to_pylist()
        else:
            text = zstandard.ZstdDecompressor().decompressobj().decompress(path.read_bytes()).decode()
            yield path.name, [json.loads(line) for line in text.splitlines()]


def _bytes(out):
    return {p.name: p.read_bytes() for p in out.iterdir() if p.is_file() and p.name != "run.json"}


@pytest.mark.parametrize("output_format", list(SHARD_SUFFIXES))
def test_shards_hold_every_row_where_the_manifest_says(folder, tmp_path, output_format):
    """Shards are cut by size, rows stand in the order of the inputs, the manifest points to each."""
    out = tmp_path / "out"
    execute_run(RunRequest(inputs=(str(folder),), out=out, output_format=output_format, shard_bytes=4000))
    shards = dict(_shard_rows(out, output_format))
    assert len(shards) > 1
    ids = [row["id"] for rows in shards.values() for row in rows]
    assert ids == [f"page-{number:02}.html" for number in range(12)]
    for row in read_rows(out):
        if row["status"] == "written":
            assert shards[row["output"]][row["output_row"]]["id"] == row["page_id"]


def test_rows_have_the_columns_that_data_set_tools_read_without_mapping(folder, tmp_path):
    """JSON Lines and Parquet hold the same rows, in the columns of `build_row`, references as structs."""
    notes = "<ol>" + "".join(f'<li id="n{n}">Smith A. Tea {n}. London; 200{n}.</li>' for n in range(1, 4)) + "</ol>"
    cited = "".join(f'<p>Tea {n} sings when it boils, as is known.<a href="#n{n}">[{n}]</a></p>' for n in range(1, 4))
    (folder / "cited.html").write_text(f"<main><h1>Tea</h1>{cited * 3}<h2>References</h2>{notes}</main>")
    rows = {}
    for output_format in SHARD_SUFFIXES:
        out = tmp_path / output_format
        execute_run(RunRequest(inputs=(str(folder),), out=out, output_format=output_format))
        rows[output_format] = [row for _, shard in _shard_rows(out, output_format) for row in shard]
    assert rows["jsonl"] == rows["parquet"]
    assert {tuple(row) for row in rows["jsonl"]} == {COLUMNS}
    schema = pyarrow.parquet.read_schema(next((tmp_path / "parquet").glob("part-*.parquet")))
    assert pyarrow.types.is_struct(schema.field("references").type.value_type)
    cited = next(row for row in rows["parquet"] if row["id"] == "cited.html")
    assert [reference["marker"] for reference in cited["references"]] == ["1", "2", "3"]
    packed = next((tmp_path / "jsonl").glob("part-*")).read_bytes()
    lines = io.BytesIO(zstandard.ZstdDecompressor().decompressobj().decompress(packed))
    assert tuple(pyarrow.json.read_json(lines).column_names) == COLUMNS


def test_shards_are_the_same_bytes_for_any_workers_and_any_rerun(folder, tmp_path):
    """Neither the number of workers nor a second run changes a shard; a changed page changes its row."""
    outs = [tmp_path / "one", tmp_path / "three"]
    for out, workers in zip(outs, (1, 3), strict=True):
        request = RunRequest(inputs=(str(folder),), out=out, output_format="jsonl", workers=workers, shard_bytes=4000)
        execute_run(request)
    before = _bytes(outs[0])
    assert before == _bytes(outs[1])
    request = RunRequest(inputs=(str(folder),), out=outs[0], output_format="jsonl", shard_bytes=4000)
    assert execute_run(request).reused == 15
    assert _bytes(outs[0]) == before
    (folder / "page-03.html").write_text(PAGE.format("changed"))
    assert execute_run(request).reused == 14
    assert any("Kettle changed" in row["text"] for _, rows in _shard_rows(outs[0], "jsonl") for row in rows)


def test_error_pages_and_walls_are_rejected_by_class(folder, tmp_path):
    """A page that only says that there is none, or asks for a proof of humanity, is no content."""
    out = tmp_path / "out"
    summary = execute_run(RunRequest(inputs=(str(folder),), out=out))
    reasons = {row["page_id"]: row["reason"] for row in read_rows(out) if row["reason"]}
    assert reasons == {"gone.html": "soft_404", "wall.html": "blocked", "void.html": "empty"}
    assert (summary.written, summary.empty, summary.rejected) == (12, 1, 2)
    assert str(summary) == "in 15 = written 12 + empty 1 + rejected 2"


def test_walls_are_written_where_the_caller_wants_them(folder, tmp_path):
    """The judgement can be switched off."""
    request = RunRequest(inputs=(str(folder),), out=tmp_path / "out", settings=Settings(reject_walls=False))
    assert execute_run(request).rejected == 0


def test_quarantine_keeps_the_bodies_of_rejected_pages(folder, tmp_path):
    """Byte for byte, at the place that the manifest names."""
    out = tmp_path / "out"
    execute_run(RunRequest(inputs=(str(folder),), out=out, quarantine=True))
    kept = {row["page_id"]: row["quarantine"] for row in read_rows(out) if row["quarantine"]}
    assert kept.keys() == {"gone.html", "wall.html"}
    assert all((out / place).read_bytes() == (folder / name).read_bytes() for name, place in kept.items())


def test_retry_does_the_named_again_and_nothing_else(folder, tmp_path):
    """Finished pages stay finished, those with the status or reason are done again."""
    base = {"inputs": (str(folder),), "out": tmp_path / "out"}
    execute_run(RunRequest(**base))
    assert execute_run(RunRequest(**base)).reused == 15
    assert execute_run(RunRequest(**base, retry=frozenset(["rejected"]))).reused == 13
    assert execute_run(RunRequest(**base, retry=frozenset(["soft_404"]))).reused == 14
    with pytest.raises(SettingsError, match="nothing to retry"):
        execute_run(RunRequest(**base, retry=frozenset(["everything"])))


def test_a_page_that_keeps_far_less_than_its_siblings_is_marked(folder, tmp_path):
    """It is written all the same."""
    (folder / "thin.html").write_text(
        "<main><p>Only this.</p></main><nav><ul>" + "<li><a href=/page>Page of the menu</a></li>" * 60 + "</ul></nav>"
    )
    summary = execute_run(RunRequest(inputs=(str(folder),), out=tmp_path / "out"))
    assert summary.low_yields == 1
    assert [row["page_id"] for row in read_rows(tmp_path / "out") if row["warnings"] == ["low_yield"]] == ["thin.html"]


def test_run_json_says_what_was_asked_and_what_came_of_it(folder, tmp_path):
    """Counts, settings, versions and the slowest pages are in one file."""
    execute_run(RunRequest(inputs=(str(folder),), out=tmp_path / "out"))
    described = json.loads((tmp_path / "out/run.json").read_text())
    assert described["counts"]["written"] == 12
    assert described["asked"]["format"] == "text"
    assert len(described["slowest_ms"]) == 15


def test_timings_are_in_the_manifest_only_where_asked_for(folder, tmp_path):
    """Times differ from run to run, so the manifest has none unless the user wants them."""
    execute_run(RunRequest(inputs=(str(folder),), out=tmp_path / "out", timings=True))
    execute_run(RunRequest(inputs=(str(folder),), out=tmp_path / "plain"))
    assert all(row["ms"] >= 0 for row in read_rows(tmp_path / "out"))
    assert all("ms" not in row for row in read_rows(tmp_path / "plain"))
