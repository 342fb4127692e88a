"""`cleaner evaluate DATA`: the measured quality, beside other tools."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.exits import Exit
from cleaner.cli.options import read_options, settings_options
from cleaner.evaluate import (
    compare_tools,
    load_extractor,
    measure_tool,
    read_dataset,
    read_predictions,
    show_comparison,
    write_all_views,
)


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--tools", default="", metavar="TOOL,TOOL…", help="Compare with trafilatura, resiliparse.")
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    help='Score these texts (JSON Lines of {"page_id", "text"}), such as the cross-validated ones of'
    " tools.train_classifier, in place of running cleaner.",
)
@click.option("--views", type=click.Path(path_type=Path), help="Folder for HTML views of the 20 worst pages.")
@settings_options
def evaluate(
    data: Path,
    *,
    tools: str,
    predictions: Path | None,
    views: Path | None,
    settings_path: Path | None,
    keep: str | None,
) -> int:
    """Scores the main content of DATA's pages: a Parquet file with the columns page_id, html and main_content.

    On pages that the weights were trained on, a figure means nothing: give --predictions from cross-validation there.
    """
    settings = read_options(settings_path, keep)
    extractors = {name: load_extractor(name, settings) for name in tools.split(",") if name}
    pages = read_dataset(data)
    if predictions is None:
        if any(page.fold >= 0 for page in pages):
            click.echo("note: these pages have folds; if the weights were trained on them, use --predictions", err=True)
        ours = measure_tool("cleaner", load_extractor("cleaner", settings), pages)
    else:
        texts = read_predictions(predictions)
        missing = sum(page.page_id not in texts for page in pages)
        click.echo(f"{predictions}: {missing} of {len(pages)} pages have no prediction", err=True)
        ours = measure_tool("cleaner (predictions)", lambda page: texts.get(page.page_id, ""), pages, timed=False)
    peers = [measure_tool(name, extract, pages) for name, extract in extractors.items()]
    comparisons = [compare_tools(ours, peer, pages) for peer in peers]
    for line in show_comparison([ours, *peers], comparisons, pages):
        click.echo(line)
    if views is not None:
        for path in write_all_views(views, ours, peers, pages):
            click.echo(f"worst pages: {path}", err=True)
    return Exit.OK
