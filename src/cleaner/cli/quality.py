"""Commands about how good the output is: `cleaner check SAMPLES GOLDEN`, `cleaner evaluate DATA`."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.exits import Exit, tell
from cleaner.cli.options import settings_options
from cleaner.evaluate import (
    compare_tools,
    load_cleaner,
    load_cross_validated,
    load_peer,
    measure_tool,
    read_dataset,
    read_predictions,
    show_comparison,
    write_worst_pages,
)
from cleaner.review.golden import accept_samples, check_samples
from cleaner.settings import Settings


@click.command()
@click.argument("samples", type=click.Path(path_type=Path))
@click.argument("golden", type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="Write the golden files from what the samples give now.")
@settings_options
def check(samples: Path, golden: Path, accept: bool, settings: Settings) -> int:
    """Cleans every page of SAMPLES and shows in what it differs from its files in GOLDEN."""
    if accept:
        names = accept_samples(samples, golden, settings)
        tell(f"golden files of {len(names)} samples written to {golden}")
        return Exit.OK
    total = different = 0
    for result in check_samples(samples, golden, settings):
        total += 1
        different += bool(result.differences)
        for difference in result.differences:
            click.echo(f"{result.name}: {difference.change.value}: {difference.detail}")
    tell(f"{total} samples = {total - different} as expected + {different} different")
    return Exit.DIFFERENCES if different else Exit.OK


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
def evaluate(
    data: Path,
    *,
    tools: str,
    predictions: Path | None,
    fold_weights: Path | None,
    views: Path | None,
    settings: Settings,
) -> int:
    """Scores the main content of DATA's pages: a Parquet file with the columns page_id, html and main_content.

    On pages that the weights were trained on, a figure means nothing: give --fold-weights or --predictions from
    cross-validation there.
    """
    extractors = {name: load_peer(name) for name in tools.split(",") if name}
    pages = read_dataset(data)
    if predictions is not None:
        texts = read_predictions(predictions)
        missing = sum(page.page_id not in texts for page in pages)
        tell(f"{predictions}: {missing} of {len(pages)} pages have no prediction")
        ours = measure_tool("cleaner (predictions)", lambda page: texts.get(page.page_id, ""), pages, timed=False)
    elif fold_weights is not None:
        ours = measure_tool("cleaner (cross-validated)", load_cross_validated(settings, fold_weights), pages)
    else:
        if any(page.fold >= 0 for page in pages):
            tell("these pages have folds; if the weights have seen them, use --fold-weights")
        ours = measure_tool("cleaner", load_cleaner(settings), pages)
    peers = [measure_tool(name, extract, pages) for name, extract in extractors.items()]
    comparisons = [compare_tools(ours, peer, pages) for peer in peers]
    for line in show_comparison([ours, *peers], comparisons, pages):
        click.echo(line)
    if views is not None:
        for path in write_worst_pages(views, ours, peers, pages):
            tell(f"worst pages: {path}")
    return Exit.OK
