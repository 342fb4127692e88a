"""`cleaner why PAGE "some words"`: where the words are and what became of them."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.clean import read_and_clean
from cleaner.cli.exits import Exit
from cleaner.cli.options import read_options, settings_options
from cleaner.review.why import explain_words


@click.command()
@click.argument("page", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("words")
@click.option("--url", help="Address that the page was fetched from.")
@settings_options
def why(page: Path, words: str, url: str | None, settings_path: Path | None, keep: str | None) -> int:
    """Says which block of PAGE holds the WORDS, whether it was kept, and which rule decided."""
    settings = read_options(settings_path, keep)
    document = read_and_clean(page, url=url, kind="auto", settings=settings)
    explanations = explain_words(document, words, settings)
    if not explanations:
        click.echo(f"cleaner: {page}: {words!r} stands nowhere on the page", err=True)
        return Exit.DIFFERENCES
    click.echo("\n\n".join(explanations))
    return Exit.OK
