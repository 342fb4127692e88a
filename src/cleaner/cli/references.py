"""`cleaner references PAGE`: the references of one page, for a reference manager or a program."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.clean import read_and_clean
from cleaner.cli.exits import Exit
from cleaner.cli.options import read_options, settings_options
from cleaner.references.export import REFERENCE_FORMATS, render_references


@click.command()
@click.argument("page", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--url", help="Address that the page was fetched from; relative links are resolved against it.")
@click.option(
    "--kind",
    type=click.Choice(["auto", "html", "text"]),
    default="auto",
    help="What the page is; by default its content tells.",
)
@click.option(
    "--format", "output_format", type=click.Choice(list(REFERENCE_FORMATS)), default="csl-json", show_default=True
)
@settings_options
def references(
    page: Path, url: str | None, kind: str, output_format: str, settings_path: Path | None, keep: str | None
) -> int:
    """Prints the references of one PAGE (`-` is stdin)."""
    settings = read_options(settings_path, keep)
    document = read_and_clean(page, url=url, kind=kind, settings=settings)
    click.echo(render_references(document, output_format), nl=False)
    if not document.references:
        click.echo(f"cleaner: {page}: no references found", err=True)
    return Exit.OK
