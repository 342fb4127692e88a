"""Commands about one page, whose answer goes to stdout: `cleaner clean`, `cleaner references`, `cleaner why`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cleaner.cli.exits import Exit, tell
from cleaner.cli.options import page_options, settings_options
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean_page
from cleaner.read import read_page
from cleaner.references.export import REFERENCE_FORMATS, render_references
from cleaner.review.why import explain_words
from cleaner.settings import Settings
from cleaner.sites import read_profiles
from cleaner.write import FORMATS, WriteOptions, render_document


@click.command()
@page_options
@click.option("--format", "output_format", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--wrap", "wrap_columns", type=int, default=0, help="Text: wrap lines to this width.")
@click.option("--front-matter", is_flag=True, help="Markdown: write the metadata first, as YAML.")
@click.option("--footnotes", is_flag=True, help="Markdown: write references as footnotes.")
@settings_options
def clean(*, page: Path, url: str | None, kind: str, settings: Settings, output_format: str, **choices: Any) -> int:
    """Cleans one PAGE (`-` is stdin) and prints it; `cleaner PAGE` means the same."""
    options = WriteOptions(**choices)
    document = clean_page(_read_source(page, url, kind, settings), settings)
    click.echo(render_document(document, output_format, options), nl=False)
    if document.hint:
        tell(f"{page}: {document.hint}")
    return Exit.OK


@click.command()
@page_options
@click.option(
    "--format", "output_format", type=click.Choice(list(REFERENCE_FORMATS)), default="csl-json", show_default=True
)
@settings_options
def references(*, page: Path, url: str | None, kind: str, settings: Settings, output_format: str) -> int:
    """Prints the references of one PAGE (`-` is stdin), for a reference manager or a program."""
    document = clean_page(_read_source(page, url, kind, settings), settings)
    click.echo(render_references(document, output_format), nl=False)
    if not document.references:
        tell(f"{page}: no references found")
    return Exit.OK


@click.command()
@page_options
@click.argument("words")
@click.option("--sites", type=click.Path(path_type=Path), help="Site profiles, as `cleaner run --sites` applies them.")
@settings_options
def why(*, page: Path, url: str | None, kind: str, settings: Settings, words: str, sites: Path | None) -> int:
    """Says which block of PAGE holds the WORDS, what became of it and why, and what would change that."""
    profiles = None if sites is None else read_profiles(sites)
    explanations = explain_words(_read_source(page, url, kind, settings), words, settings, profiles)
    if not explanations:
        tell(f"{page}: {words!r} stands nowhere on the page")
        return Exit.DIFFERENCES
    click.echo("\n\n".join(explanations))
    return Exit.OK


def _read_source(path: Path, url: str | None, kind: str, settings: Settings) -> Page:
    """Reads the page at a path, or the one on stdin."""
    source = sys.stdin.buffer if str(path) == "-" else path
    page = read_page(source, url=url, max_bytes=settings.max_page_bytes)
    return page if kind == "auto" else page.with_kind(PageKind(kind))
