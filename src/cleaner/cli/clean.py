"""`cleaner clean PAGE`: one page to stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cleaner.cli.exits import Exit
from cleaner.cli.options import read_options, settings_options
from cleaner.document import Document
from cleaner.pipeline import clean as clean_page
from cleaner.settings import Settings
from cleaner.write import FORMATS, WriteOptions, render_document


@click.command()
@click.argument("page", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--url", help="Address that the page was fetched from; relative links are resolved against it.")
@click.option(
    "--kind",
    type=click.Choice(["auto", "html", "text"]),
    default="auto",
    help="What the page is; by default its content tells.",
)
@click.option("--format", "output_format", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--wrap", "wrap_columns", type=int, default=0, help="Text: wrap lines to this width.")
@click.option("--front-matter", is_flag=True, help="Markdown: write the metadata first, as YAML.")
@click.option("--footnotes", is_flag=True, help="Markdown: write references as footnotes.")
@settings_options
def clean(
    page: Path, *, url: str | None, kind: str, settings_path: Path | None, keep: str | None, **writing: Any
) -> int:
    """Cleans one PAGE (`-` is stdin) and prints it; `cleaner PAGE` means the same."""
    output_format = writing.pop("output_format")
    options = WriteOptions(**writing)
    settings = read_options(settings_path, keep)
    document = read_and_clean(page, url=url, kind=kind, settings=settings)
    click.echo(render_document(document, output_format, options), nl=False)
    if document.hint:
        click.echo(f"cleaner: {page}: {document.hint}", err=True)
    return Exit.OK


def read_and_clean(page: Path, *, url: str | None, kind: str, settings: Settings) -> Document:
    """Cleans the page at a path, or the one on stdin."""
    source = sys.stdin.buffer if str(page) == "-" else page
    return clean_page(source, url=url, kind=kind, settings=settings)
