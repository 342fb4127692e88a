"""The effect of every rule: on how many pages the output changes when the rule is deleted from its table.

    python -m benchmarks.quality.rules wcxb_dev.parquet other_dev.parquet samples/ [--every 5] [--table TITLE_RULES]

Each page of a Parquet file is read as HTML and as two kinds of text dumps of it; pages of folders (`.html`, `.txt`)
are read as they are. A rule without effect changes no page: it needs a source that says why it stays, or it goes.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from tools.digest import Job, flatten_page, hash_text

import cleaner
from cleaner import pipeline


class Table(NamedTuple):
    """Where the code looks a table of rules up: a tuple of rows with a name each."""

    module: str
    attribute: str


TABLES = (
    Table("cleaner.classify", "SURE_RULES"),
    Table("cleaner.classify.parts", "PART_RULES"),
    Table("cleaner.classify.parts", "FRAGMENT_RULES"),
    Table("cleaner.classify.parts", "ZONE_RULES"),
    Table("cleaner.classify.walls", "WALL_RULES"),
    Table("cleaner.decide", "TABLE"),
    Table("cleaner.references.citation_signs", "CITATION_SIGNS"),
    Table("cleaner.references.group_rules", "GROUP_RULES"),
    Table("cleaner.references.titles", "TITLE_RULES"),
    Table("cleaner.references.names", "AUTHOR_STYLES"),
    Table("cleaner.references.entry_dates", "YEAR_PLACES"),
    Table("cleaner.references.link", "LOOSE_MARKERS"),
    Table("cleaner.dedupe.in_page", "REPEAT_RULES"),
    Table("cleaner.dedupe.forms", "FORM_JOINTS"),
)
WAYS = ("html", "lines", "wrapped")
# What is done once a page for all rules that stand in other rooms.
STAGES = ("segment_page", "find_content", "find_references")


class Watched(tuple[Any, ...]):
    """The rows of a table, counting how far they were read: rows that a page never gets to do nothing on it."""

    reached = 0

    def __iter__(self) -> Iterator[Any]:
        for place, row in enumerate(super().__iter__(), 1):
            self.reached = max(self.reached, place)
            yield row

    def __reversed__(self) -> Iterator[Any]:
        self.reached = len(self)
        return reversed(tuple(super().__iter__()))


class Effect(NamedTuple):
    """A rule that changes a page."""

    table: str
    rule: str
    way: str


def main() -> None:
    """Reads the arguments, measures, and prints a line a rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+", help="Parquet files with page_id, url and html, or folders")
    parser.add_argument("--every", type=int, default=1, help="take every N-th page (default: 1)")
    parser.add_argument("--table", action="append", help="measure this table alone; may be given several times")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    tables = [table for table in TABLES if not args.table or table.attribute in args.table]
    counts: Counter[Effect] = Counter()
    pages: Counter[str] = Counter()
    work = ((job, tables) for path in args.data for job in list_pages(path, args.every))
    with multiprocessing.get_context("spawn").Pool(args.workers) as pool:
        for way, effects in pool.imap_unordered(measure_page, work, chunksize=8):
            pages[way] += 1
            counts.update(effects)
    print_effects(tables, counts, pages)


def print_effects(tables: Iterable[Table], counts: Counter[Effect], pages: Counter[str]) -> None:
    """Prints for every rule the number of pages that it changes."""
    ways = [way for way in (*WAYS, "text") if pages[way]]
    for table in tables:
        print(f"\n{table.attribute:40}" + "".join(f"{way:>10}" for way in ways))
        for name in map(name_row, read_rows(table)):
            print(f"{name:40}" + "".join(f"{counts[Effect(table.attribute, name, way)]:10}" for way in ways))
    print(f"\n{'pages':40}" + "".join(f"{pages[way]:10}" for way in ways))


def list_pages(path: Path, every: int) -> Iterator[Job]:
    """The pages of a Parquet file, each in three ways, or of a folder."""
    if path.is_dir():
        found = sorted(found for found in path.rglob("*") if found.suffix in (".html", ".txt"))
        for page in found[::every]:
            way = "html" if page.suffix == ".html" else "text"
            yield Job(str(page), page.read_bytes(), way, "https://clinic.example/page")
        return
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    for row in pq.read_table(path, columns=["page_id", "url", "html"]).to_pylist()[::every]:
        for way in WAYS:
            yield Job(row["page_id"], row["html"], way, row["url"])


def measure_page(work: tuple[Job, list[Table]]) -> tuple[str, list[Effect]]:
    """Says which rules of the tables change a page when each is deleted alone."""
    job, tables = work
    page = flatten_job(job)
    stages = {name: lru_cache(1)(getattr(pipeline, name)) for name in STAGES}
    watched = {table: Watched(read_rows(table)) for table in tables}
    with mock.patch.multiple(pipeline, **stages), ExitStack() as replaced:
        for table, rows in watched.items():
            replaced.enter_context(replace_rows(table, rows))
        before = hash_page(page)
    effects = []
    for table, rows in watched.items():
        other = {name: stage for name, stage in stages.items() if not table.module.startswith(room_of(stage))}
        for place in range(rows.reached):
            with mock.patch.multiple(pipeline, **other), replace_rows(table, rows[:place] + rows[place + 1 :]):
                if hash_page(page) != before:
                    effects.append(Effect(table.attribute, name_row(rows[place]), job.kind))
    return job.kind, effects


def room_of(stage: Callable[..., Any]) -> str:
    """The room that a stage is in: what it did before a rule of its own was deleted says nothing."""
    return ".".join(stage.__module__.split(".")[:2])


def read_rows(table: Table) -> tuple[Any, ...]:
    """The rows of a table."""
    return tuple(getattr(importlib.import_module(table.module), table.attribute))


def replace_rows(table: Table, rows: tuple[Any, ...]) -> AbstractContextManager[Any]:
    """Puts other rows in the place of a table's."""
    return mock.patch.object(importlib.import_module(table.module), table.attribute, rows)


def name_row(row: Any) -> str:
    """The name of a rule: its field of that name, or its first field."""
    return str(getattr(row, "name", None) or row[0])


def flatten_job(job: Job) -> Job:
    """A page that is to be read as a dump, as one."""
    if job.kind not in ("lines", "wrapped"):
        return job
    return job._replace(body=flatten_page(job.body, wrapped=job.kind == "wrapped"), kind="text")


def hash_page(page: Job) -> str:
    """The hash of all that cleaning a page gives."""
    try:
        document = cleaner.clean(page.body, url=page.url, kind=page.kind)
    except cleaner.PageError as error:
        return str(error)
    return hash_text(json.dumps(document.to_dict(), ensure_ascii=False))


if __name__ == "__main__":
    main()
