"""Commands about the output of a finished run: `cleaner report OUT`, `cleaner duplicates OUT`."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.exits import Exit
from cleaner.cli.options import settings_options
from cleaner.errors import SettingsError
from cleaner.review.report import write_report
from cleaner.run.clusters import mark_duplicates
from cleaner.run.naming import CLUSTERS_NAME, MARKS_NAME
from cleaner.settings import Settings


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
def report(out: Path) -> int:
    """Writes OUT/report.html, one page with nothing to load, about the run whose output is in OUT."""
    click.echo(str(write_report(out)))
    return Exit.OK


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--min-percent",
    type=int,
    help="Share of common five-word shingles from which two texts are duplicates; by default 80.",
)
@settings_options
def duplicates(out: Path, min_percent: int | None, settings: Settings) -> int:
    """Writes which pages of the run in OUT are duplicates of each other, and deletes nothing.

    OUT/duplicates.jsonl has one cluster a line; OUT/duplicate-marks.jsonl names, for every page but a cluster's
    representative, the page that stands for it.
    """
    percent = settings.duplicates_min_percent if min_percent is None else min_percent
    if not 1 <= percent <= 100:
        raise SettingsError(f"--min-percent is {percent}; it must be from 1 to 100")
    clusters = mark_duplicates(out, percent)
    count = sum(len(cluster.duplicates) for cluster in clusters)
    click.echo(f"{len(clusters)} clusters, {count} pages that another stands for: {out / CLUSTERS_NAME}")
    click.echo(f"marks: {out / MARKS_NAME}")
    return Exit.OK
