"""Datasets and predictions as files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import cleaner.classify
from cleaner.cli.quality import evaluate
from cleaner.errors import ModelError, SettingsError, SourceError
from cleaner.evaluate import GoldPage, load_cross_validated, load_peer, read_dataset, read_predictions
from cleaner.settings import Settings

PROSE = "The clinic opens at nine, and patients who come early can wait in the hall beside the garden. " * 4


def write_dataset(path: Path) -> Path:
    """A dataset of one page with the needed columns alone."""
    body = f"<html><body><nav><a href='/'>Home</a></nav><main><p>{PROSE}</p></main></body></html>"
    pq.write_table(pa.table({"page_id": ["p"], "html": [body.encode()], "main_content": [PROSE]}), path)
    return path


def test_columns_that_a_dataset_lacks_are_filled(tmp_path: Path) -> None:
    """Any Parquet file with pages and gold text is a dataset."""
    [page] = read_dataset(write_dataset(tmp_path / "data.parquet"))
    assert (page.page_id, page.domain, page.fold, page.page_type) == ("p", "p", -1, "")


@pytest.mark.parametrize("content", [None, b"no parquet"])
def test_a_dataset_that_cannot_be_read_is_a_source_error(tmp_path: Path, content: bytes | None) -> None:
    """A missing file and another kind of file are told apart from a bug."""
    path = tmp_path / "data.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=r"data\.parquet"):
        read_dataset(path)


def test_a_dataset_without_gold_is_refused(tmp_path: Path) -> None:
    """The missing column is named."""
    path = tmp_path / "data.parquet"
    pq.write_table(pa.table({"page_id": ["p"], "html": [b""]}), path)
    with pytest.raises(SourceError, match="main_content"):
        read_dataset(path)


@pytest.mark.parametrize("line", ["no json", '{"text": "x"}', "[1]"])
def test_broken_predictions_are_a_source_error(tmp_path: Path, line: str) -> None:
    """A line that is no prediction is not skipped."""
    path = tmp_path / "predictions.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"predictions\.jsonl"):
        read_predictions(path)


def test_an_unknown_tool_is_named() -> None:
    """A misspelt tool ends before anything is measured."""
    with pytest.raises(SettingsError, match="trafilaturra"):
        load_peer("trafilaturra")


def test_the_command_prints_a_table(tmp_path: Path) -> None:
    """`cleaner evaluate DATA` runs cleaner and a peer over the pages and compares them."""
    data = write_dataset(tmp_path / "data.parquet")
    result = CliRunner().invoke(
        evaluate, [str(data), "--tools", "trafilatura", "--views", str(tmp_path / "views")], standalone_mode=False
    )
    assert result.exception is None
    assert "cleaner against trafilatura: F1" in result.stdout
    assert (tmp_path / "views" / "lowest" / "index.html").exists()


def test_a_page_is_judged_by_the_weights_of_its_fold(tmp_path: Path) -> None:
    """Each page goes to the folder of its fold, and a fold without weights is an error that names the folder."""
    body = f"<html><body><nav><a href='/'>Home</a></nav><main><p>{PROSE * 2}</p></main></body></html>".encode()
    pages = [
        GoldPage(page_id=str(fold), html=body, gold=PROSE * 2, domain="a", fold=fold, page_type="") for fold in (0, 1)
    ]
    shutil.copytree(Path(cleaner.classify.__file__).parent / "weights", tmp_path / "0")
    extract = load_cross_validated(Settings(), tmp_path)
    assert extract(pages[0]).split() == (PROSE * 2).split()
    with pytest.raises(ModelError, match=re.escape(str(tmp_path / "1"))):
        extract(pages[1])


def test_predictions_are_scored_in_place_of_a_run(tmp_path: Path) -> None:
    """Cross-validated texts are scored as they are."""
    data = write_dataset(tmp_path / "data.parquet")
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text('{"page_id": "p", "text": "nothing alike"}\n', encoding="utf-8")
    result = CliRunner().invoke(evaluate, [str(data), "--predictions", str(predictions)], standalone_mode=False)
    assert result.exception is None
    assert "F1=0.0000" in result.stdout
