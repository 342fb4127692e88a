"""Finds duplicates among the pages of a finished run, by MinHash and locality-sensitive hashing (Broder 1997)."""

from __future__ import annotations

import html
import itertools
import json
import re
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cleaner.atomic import replace_file
from cleaner.dedupe.near_duplicates import Cluster, CorpusText, cluster_texts, group_equal, sketch_text
from cleaner.errors import SinkError, SourceError
from cleaner.run.naming import CLUSTERS_NAME, MANIFEST_NAME, MARKS_NAME

# 21 bands of 6: of pairs of which 80 % is common 99.8 % become candidates, of pairs with 50 % a quarter; every
# candidate is measured exactly.
_BANDS = 21
_ROWS = 6
_SEED = 20261124
_CHUNK_TEXTS = 512

_TAGS = re.compile(r"<[^>]*>")


def mark_duplicates(out: Path, min_percent: int) -> tuple[Cluster, ...]:
    """Writes clusters of duplicates, and a mark for every page that is one, beside the output of a run.

    Nothing is deleted or changed.

    Args:
        out: The run's output folder.
        min_percent: Share of common five-word shingles from which two texts are duplicates, in percent.

    Returns:
        The clusters.

    Raises:
        SourceError: If the folder holds no finished run, or an optional package is missing.
        SinkError: If the files cannot be written.
    """
    rows: dict[str, dict[str, Any]] = {}
    texts: list[CorpusText] = []
    for row, text in _read_outputs(out):
        rows[row["page_id"]] = row
        texts.append(sketch_text(row["page_id"], row["url"], text))
    clusters = find_duplicates(texts, min_percent)
    try:
        _write(out / CLUSTERS_NAME, (_show_cluster(cluster, rows) for cluster in clusters))
        _write(out / MARKS_NAME, _show_marks(clusters, rows))
    except OSError as error:
        raise SinkError(f"{out}: cannot be written: {error.strerror or error}") from error
    return clusters


def find_duplicates(texts: Sequence[CorpusText], min_percent: int) -> tuple[Cluster, ...]:
    """Finds clusters of exact and near-duplicate texts.

    Args:
        texts: The corpus, in any order.
        min_percent: Share of common shingles from which two texts are duplicates, in percent.

    Returns:
        The clusters; the same for any order.

    Raises:
        SourceError: If the optional package is missing.
    """
    equal = group_equal(texts)
    # Of texts of the same words one is compared with the rest.
    unique = [group[0] for group in equal]
    return cluster_texts(texts, itertools.chain(equal, _find_candidates(texts, unique)), min_percent)


def _find_candidates(texts: Sequence[CorpusText], chosen: Sequence[int]) -> Iterator[list[int]]:
    signatures = [_sign(texts, chosen[start : start + _CHUNK_TEXTS]) for start in range(0, len(chosen), _CHUNK_TEXTS)]
    rows = [row for chunk in signatures for row in chunk]
    for band in range(_BANDS):
        buckets: dict[bytes, list[int]] = {}
        size = 4 * _ROWS
        for index, row in zip(chosen, rows, strict=True):
            buckets.setdefault(row[band * size : (band + 1) * size], []).append(index)
        yield from (bucket for bucket in buckets.values() if len(bucket) > 1)


def _sign(texts: Sequence[CorpusText], chosen: Sequence[int]) -> list[bytes]:
    try:
        from rensa import RMinHash  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError("pip install 'cleaner[duplicates]' finds duplicates") from error
    shingles = [texts[index].read_shingles().tolist() for index in chosen]
    matrix = RMinHash.digest_matrix_from_token_hash_sets(shingles, _BANDS * _ROWS, _SEED)
    return [array("I", row).tobytes() for row in matrix.to_rows()]


def _read_outputs(out: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Gives the manifest's row and the text of every written page."""
    path = out / MANIFEST_NAME
    shards: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["status"] != "written":
                    continue
                if "output_row" in row:
                    if row["output"] not in shards:
                        shards = {row["output"]: _read_shard(out / row["output"])}
                    yield row, shards[row["output"]][row["output_row"]]
                else:
                    yield row, _read_text(out / row["output"])
    except OSError as error:
        raise SourceError(f"{error.filename or path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, LookupError) as error:
        raise SourceError(f"{out}: damaged: {error}; is it the output of a finished `cleaner run`?") from error


def _read_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return str(json.loads(text)["text"])
    return html.unescape(_TAGS.sub(" ", text)) if path.suffix in (".xml", ".html") else text


def _read_shard(path: Path) -> list[str]:
    try:
        if path.suffix == ".parquet":
            from pyarrow import parquet  # noqa: PLC0415 - an extra

            texts: list[str] = parquet.read_table(path, columns=["text"])["text"].to_pylist()
            return texts
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError("pip install 'cleaner[parquet,zstd]' reads the run's rows") from error
    with zstandard.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _show_cluster(cluster: Cluster, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    first = rows[cluster.representative]
    return {
        "representative": cluster.representative,
        "url": first["url"],
        "output": first["output"],
        "duplicates": [
            {
                "page_id": duplicate.page_id,
                "url": rows[duplicate.page_id]["url"],
                "output": rows[duplicate.page_id]["output"],
                "similarity": duplicate.similarity,
                "exact": duplicate.exact,
            }
            for duplicate in cluster.duplicates
        ],
    }


def _show_marks(clusters: Sequence[Cluster], rows: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One mark for every page that has a duplicate that stands for it, in the order of the manifest."""
    marks = {duplicate.page_id: (cluster, duplicate) for cluster in clusters for duplicate in cluster.duplicates}
    for page_id, row in rows.items():
        if page_id in marks:
            cluster, duplicate = marks[page_id]
            yield {
                "page_id": page_id,
                "output": row["output"],
                "duplicate_of": cluster.representative,
                "similarity": duplicate.similarity,
                "exact": duplicate.exact,
            }


def _write(path: Path, values: Iterator[dict[str, Any]]) -> None:
    with replace_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
