"""`cleaner report OUT`: a page for people about a run."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.exits import Exit
from cleaner.review.report import write_report


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
def report(out: Path) -> int:
    """Writes OUT/report.html, one page with nothing to load, about the run whose output is in OUT."""
    click.echo(str(write_report(out)))
    return Exit.OK
