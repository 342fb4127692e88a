"""`cleaner run INPUT… -o OUT`: many pages to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cleaner.batch import OUTPUT_SUFFIXES, RunRequest, RunSummary, run_batch
from cleaner.cli.exits import Exit
from cleaner.cli.options import read_options, settings_options
from cleaner.read import ReadOptions, read_list
from cleaner.settings import Settings
from cleaner.write import FORMATS


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@click.option("--from-file", "lists", multiple=True, help="A file that lists inputs, one a line; `-` is stdin.")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the output.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice([name for name in FORMATS if name in OUTPUT_SUFFIXES]),
    default="text",
    show_default=True,
)
@click.option("--workers", type=int, help="Processes; by default as many as there are cores.")
@click.option("--overwrite", is_flag=True, help="Remove what an earlier run has written to OUT, and start anew.")
@click.option("--html-field", help="Field or column that holds the page; by default guessed by the usual names.")
@click.option("--url-field", help="The one that holds its address.")
@click.option("--id-field", help="The one that holds its id.")
@settings_options
def run(*, settings_path: Path | None, keep: str | None, **choices: Any) -> int:
    """Cleans every page of the INPUTs into OUT.

    An INPUT is a file or folder of pages, a glob, JSON Lines, Parquet, WARC, WET, WACZ, ZIP or TAR, an address that
    fsspec opens, or `-` for stdin.

    The same command again continues where an earlier run stopped. OUT/manifest.jsonl has one row for every input.
    """
    try:
        summary = run_batch(_build_request(read_options(settings_path, keep), **choices), tell=_tell)
    except KeyboardInterrupt:
        click.echo("cleaner: interrupted; run the same command again to continue", err=True)
        return Exit.INTERRUPTED
    return _report(summary)


def _build_request(
    settings: Settings, *, lists: tuple[str, ...], inputs: tuple[str, ...], **choices: Any
) -> RunRequest:
    fields = ReadOptions(**{name: choices.pop(name) for name in ("html_field", "url_field", "id_field")})
    named = (*inputs, *(path for listed in lists for path in read_list(listed)))
    if not named:
        raise click.UsageError("no INPUT; name files, folders or archives, or a list of them with --from-file")
    return RunRequest(inputs=named, fields=fields, settings=settings, **choices)


def _tell(sentence: str) -> None:
    click.echo(f"cleaner: {sentence}", err=True)


def _report(summary: RunSummary) -> int:
    for reason, count in summary.reasons.items():
        click.echo(f"cleaner: {count} × {reason}", err=True)
    if summary.skipped:
        click.echo(f"cleaner: skipped {summary.skipped} that are no pages, such as {summary.skipped_example}", err=True)
    if summary.reused:
        click.echo(f"cleaner: {summary.reused} were finished by an earlier run", err=True)
    click.echo(f"cleaner: {summary}", err=True)
    if not summary.adds_up:
        click.echo("cleaner: the figures do not add up; please report this", err=True)
    return Exit.OK if summary.adds_up and not summary.rejected else Exit.DIFFERENCES
