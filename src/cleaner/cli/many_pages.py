"""`cleaner run INPUT… -o OUT`: many pages to a folder."""

from __future__ import annotations

import dataclasses
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.exits import Exit, tell
from cleaner.cli.options import field_options, settings_options
from cleaner.read import ReadOptions, count_files, read_list
from cleaner.run.pool import start_server
from cleaner.run.request import RETRYABLE, SHARD_SUFFIXES, RunRequest
from cleaner.settings import Settings
from cleaner.write import FORMATS

if TYPE_CHECKING:
    from cleaner.run.execute import RunSummary
    from cleaner.sites import SiteProfiles


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the output.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(list(dict.fromkeys([*FORMATS, *SHARD_SUFFIXES]))),
    default="text",
    show_default=True,
    help="One file a page, or jsonl and parquet: rows of many pages in files of bounded size.",
)
@click.option("--from-file", "lists", multiple=True, help="A file that lists inputs, one a line; `-` is stdin.")
@field_options
@click.option("--workers", default="auto", show_default=True, help="Processes; auto is as many as there are cores.")
@click.option("--overwrite", is_flag=True, help="Remove what an earlier run has written to OUT, and start anew.")
@click.option(
    "--retry",
    multiple=True,
    type=click.Choice(list(dict.fromkeys(RETRYABLE))),
    metavar="rejected|empty|REASON",
    help="Do finished pages with this status or reason again.",
)
@click.option("--quarantine", is_flag=True, help="Keep the bodies of rejected pages in OUT/rejected.")
@click.option(
    "--sites", help="Site profiles to apply: a file of `cleaner sites learn`, or `learn` to learn them first."
)
@click.option(
    "--references",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the references of all pages to FILE, one JSON object a line.",
)
@click.option("--timings", is_flag=True, help="Add each page's milliseconds to the manifest.")
@settings_options
def run(*, settings: Settings, **choices: Any) -> int:
    """Cleans every page of the INPUTs into OUT.

    An INPUT is a file or folder of pages, a glob, JSON Lines, Parquet, WARC, WET, WACZ, ZIP or TAR, an address that
    fsspec opens, or `-` for stdin.

    The same command again continues where an earlier run stopped. OUT/manifest.jsonl has one row for every input.
    """
    signal.signal(signal.SIGTERM, _terminate)
    # Whatever is loaded from here on is loaded while that process loads the pipeline.
    start_server()
    from cleaner.run.execute import execute_run  # noqa: PLC0415
    from cleaner.run.progress import Progress  # noqa: PLC0415

    try:
        request = _build_request(settings, **choices)
        with Progress(sys.stderr, partial(count_files, request.inputs, request.out)) as progress:
            summary = execute_run(request, tell=tell, count=progress.count)
    except KeyboardInterrupt as interrupt:
        is_termination = isinstance(interrupt, _Terminated)
        what = "terminated" if is_termination else "interrupted"
        tell(f"{what}; run the same command again to continue")
        return Exit.TERMINATED if is_termination else Exit.INTERRUPTED
    return _report(summary)


class _Terminated(KeyboardInterrupt):
    """SIGTERM, which `kill`, `timeout` and job schedulers send: as orderly an end as Ctrl-C."""


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated


def _build_request(
    settings: Settings,
    *,
    lists: tuple[str, ...],
    inputs: tuple[str, ...],
    workers: str,
    retry: tuple[str, ...],
    sites: str | None,
    **choices: Any,
) -> RunRequest:
    fields = ReadOptions(**{name: choices.pop(name) for name in ("html_field", "url_field", "id_field", "kind")})
    named = (*inputs, *(path for listed in lists for path in read_list(listed)))
    if not named:
        raise click.UsageError("no INPUT; name files, folders or archives, or a list of them with --from-file")
    if workers != "auto" and not workers.isdecimal():
        raise click.UsageError(f"--workers is {workers!r}; give a number or auto")
    return RunRequest(
        inputs=named,
        fields=fields,
        settings=settings,
        workers=None if workers == "auto" else int(workers),
        retry=frozenset(retry),
        sites=_find_sites(sites, named, dataclasses.replace(fields, leave_out=choices["out"]), settings),
        **choices,
    )


def _find_sites(
    sites: str | None, inputs: tuple[str, ...], fields: ReadOptions, settings: Settings
) -> SiteProfiles | None:
    if sites is None:
        return None
    # The process that hands pages out loads no stage unless it has to.
    from cleaner.run.learn import learn_sites  # noqa: PLC0415
    from cleaner.sites import read_profiles  # noqa: PLC0415

    return learn_sites(inputs, fields, settings, tell) if sites == "learn" else read_profiles(Path(sites))


def _report(summary: RunSummary) -> int:
    for note in summary.notes():
        tell(note)
    tell(str(summary))
    if not summary.inputs:
        tell("no page was found in the inputs")
    if not summary.adds_up:
        tell("the figures do not add up; please report this")
    is_fine = summary.inputs and summary.adds_up and not summary.rejected
    return Exit.OK if is_fine else Exit.DIFFERENCES
