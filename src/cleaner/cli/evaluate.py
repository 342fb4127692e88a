"""`cleaner evaluate DATA`: the measured quality, beside other tools."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from cleaner.cli.exits import Exit
from cleaner.cli.options import read_options, settings_options
from cleaner.evaluate import (
    GoldPage,
    ToolResult,
    compare_tools,
    load_cross_validated,
    load_extractor,
    measure_tool,
    read_dataset,
    read_predictions,
    show_comparison,
    write_worst_pages,
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
@click.option(
    "--fold-weights",
    type=click.Path(path_type=Path),
    help="Judge each page by weights that have not seen its domain: a folder that tools.train_classifier --fold-weights"
    " wrote for these pages.",
)
@click.option("--views", type=click.Path(path_type=Path), help="Folder for HTML views of the 20 worst pages.")
@settings_options
def evaluate(  # noqa: PLR0913 - one argument an option
    data: Path,
    *,
    tools: str,
    predictions: Path | None,
    fold_weights: Path | None,
    views: Path | None,
    settings_path: Path | None,
    keep: str | None,
) -> int:
    """Scores the main content of DATA's pages: a Parquet file with the columns page_id, html and main_content.

    On pages that the weights were trained on, a figure means nothing: give --fold-weights or --predictions from
    cross-validation there.
    """
    settings = read_options(settings_path, keep)
    extractors = {name: load_extractor(name, settings) for name in tools.split(",") if name}
    pages = read_dataset(data)
    if predictions is not None:
        ours = _score_predictions(predictions, pages)
    elif fold_weights is not None:
        ours = measure_tool("cleaner (cross-validated)", load_cross_validated(settings, fold_weights), pages)
    else:
        if any(page.fold >= 0 for page in pages):
            click.echo("note: these pages have folds; if the weights have seen them, use --fold-weights", err=True)
        ours = measure_tool("cleaner", load_extractor("cleaner", settings), pages)
    peers = [measure_tool(name, extract, pages) for name, extract in extractors.items()]
    comparisons = [compare_tools(ours, peer, pages) for peer in peers]
    for line in show_comparison([ours, *peers], comparisons, pages):
        click.echo(line)
    if views is not None:
        for path in write_worst_pages(views, ours, peers, pages):
            click.echo(f"worst pages: {path}", err=True)
    return Exit.OK


def _score_predictions(path: Path, pages: Sequence[GoldPage]) -> ToolResult:
    texts = read_predictions(path)
    missing = sum(page.page_id not in texts for page in pages)
    click.echo(f"{path}: {missing} of {len(pages)} pages have no prediction", err=True)
    return measure_tool("cleaner (predictions)", lambda page: texts.get(page.page_id, ""), pages, timed=False)
