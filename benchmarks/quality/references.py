"""References against hand-made gold: entries, page flags, fields, marker links, false alarms and CPU time.

Usage: python -m benchmarks.quality.references BENCH [--list]

BENCH holds `wcxb_dev.parquet` and `references/` with the gold and its scorer `score_refs.py`, run as it is. The
gold's pages were read while the rules were written: figures on them are tuned. On the other pages every find is a
candidate false alarm; `--list` prints them for judgement by eye.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow.parquet

from cleaner.document import Document, Page
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean_page
from cleaner.references import find_references
from cleaner.segment import segment_page
from cleaner.settings import Settings

CONTEXT_CHARS = 40


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--list", action="store_true", help="print what is found on pages without gold")
    arguments = parser.parse_args()
    scorer = load_scorer(arguments.bench / "references" / "score_refs.py")
    gold = [json.loads(path.read_text()) for path in sorted((arguments.bench / "references" / "gold").glob("*.json"))]
    gold_ids = {page["page"] for page in gold}
    settings = Settings()
    predicted: dict[str, Any] = {}
    alarms: list[Document] = []
    times: dict[bool, list[float]] = {True: [], False: []}
    others = 0
    for page in read_pages(arguments.bench / "wcxb_dev.parquet"):
        document = clean_page(page, settings)
        times[bool(document.references)].append(time_references(page, settings))
        if page.page_id in gold_ids:
            predicted[page.page_id] = predict(document)
        else:
            others += 1
            alarms.extend([document] if document.references else [])
    table, _ = scorer.score(gold, predicted)
    for name, value in table.items():
        print(f"{name:15s}", value)
    print(f"references on {len(alarms)} of {others} pages without gold ({len(alarms) / others:.1%})")
    for found, values in times.items():
        print(f"CPU ms a page {'with' if found else 'without'} references: {1000 * sum(values) / len(values):.2f}")
    if arguments.list:
        print_alarms(alarms)


def load_scorer(path: Path) -> ModuleType:
    """Loads the gold's own scorer."""
    spec = importlib.util.spec_from_file_location("score_refs", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_pages(path: Path) -> Iterator[Page]:
    """Reads the pages of a Parquet file."""
    for batch in pyarrow.parquet.ParquetFile(path).iter_batches(64, columns=["page_id", "url", "html"]):
        for row in batch.to_pylist():
            yield Page(page_id=row["page_id"], url=row["url"], body=row["html"], kind=PageKind.HTML)


def predict(document: Document) -> dict[str, Any]:
    """A document's references and markers in the form that the scorer reads."""
    names = ("marker", "text", "urls", "doi", "pmid", "pmcid", "title")
    return {
        "references": [
            {name: getattr(reference, name) for name in names}
            | {"year": str(reference.year) if reference.year else None}
            for reference in document.references
        ],
        "links": [
            {
                "marker": marker.marker,
                "context": document.text[max(0, marker.offset - CONTEXT_CHARS) : marker.offset],
                "target": marker.target,
            }
            for marker in document.markers
        ],
    }


def time_references(page: Page, settings: Settings) -> float:
    """CPU seconds of the stage alone."""
    segmented = segment_page(page)
    start = time.process_time()
    find_references(segmented, settings)
    return time.process_time() - start


def print_alarms(alarms: list[Document]) -> None:
    """Prints what was found on pages without gold."""
    for document in alarms:
        print(f"## {document.page_id} {document.url} ({len(document.references)})")
        for reference in document.references[:3]:
            print(f"   {reference.marker} | {reference.text[:140]}")


if __name__ == "__main__":
    main()
