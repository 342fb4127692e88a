"""`cleaner check SAMPLES GOLDEN`: samples against their golden files."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.exits import Exit
from cleaner.cli.options import read_options, settings_options
from cleaner.review.golden import accept_samples, check_samples


@click.command()
@click.argument("samples", type=click.Path(path_type=Path))
@click.argument("golden", type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="Write the golden files from what the samples give now.")
@settings_options
def check(samples: Path, golden: Path, accept: bool, settings_path: Path | None, keep: str | None) -> int:
    """Cleans every page of SAMPLES and shows in what it differs from its files in GOLDEN."""
    settings = read_options(settings_path, keep)
    if accept:
        names = accept_samples(samples, golden, settings)
        click.echo(f"cleaner: golden files of {len(names)} samples written to {golden}", err=True)
        return Exit.OK
    total = different = 0
    for result in check_samples(samples, golden, settings):
        total += 1
        different += bool(result.differences)
        for difference in result.differences:
            click.echo(f"{result.name}: {difference.change.value}: {difference.detail}")
    click.echo(f"cleaner: {total} samples = {total - different} as expected + {different} different", err=True)
    return Exit.DIFFERENCES if different else Exit.OK
