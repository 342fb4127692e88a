"""Runs tools over a dataset and compares them page by page."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.evaluate.datasets import GoldPage
from cleaner.evaluate.extractors import Extractor
from cleaner.evaluate.metrics import Interval, Score, estimate_mean, score_text

# Pages whose F1 differs by less are a tie: a few words of a few hundred.
_TIE_F1 = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """What a tool made of a dataset.

    Attributes:
        tool: Its name.
        texts: What it extracted, a page each.
        scores: How well.
        cpu_ms: CPU time a page; None where the texts were read from a file.
    """

    tool: str
    texts: tuple[str, ...]
    scores: tuple[Score, ...]
    cpu_ms: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One tool against another, page by page.

    Attributes:
        tool, peer: Their names.
        difference: Mean F1 of the tool less that of the peer.
        wins, losses, ties: Pages on which the tool was better, worse, and no different by more than 0.005.
        worst: Indices of the pages on which it lost most, the worst first.
    """

    tool: str
    peer: str
    difference: Interval
    wins: int
    losses: int
    ties: int
    worst: tuple[int, ...]


def measure_tool(tool: str, extract: Extractor, pages: Sequence[GoldPage], *, timed: bool = True) -> ToolResult:
    """Runs a tool over a dataset.

    Args:
        tool: Its name.
        extract: The tool.
        pages: The dataset.
        timed: Whether the time that it takes means anything.

    Returns:
        Its result.
    """
    started = time.process_time()
    texts = tuple(extract(page) for page in pages)
    spent_ms = (time.process_time() - started) * 1000 / len(pages)
    scores = tuple(score_text(text, page.gold) for text, page in zip(texts, pages, strict=True))
    return ToolResult(tool=tool, texts=texts, scores=scores, cpu_ms=spent_ms if timed else None)


def compare_tools(
    ours: ToolResult, peer: ToolResult, pages: Sequence[GoldPage], *, worst_count: int = 20
) -> Comparison:
    """Compares two tools page by page.

    Args:
        ours: A tool's result.
        peer: Another's.
        pages: The dataset of both.
        worst_count: Pages to name.

    Returns:
        The comparison.
    """
    gaps = [own.f1 - other.f1 for own, other in zip(ours.scores, peer.scores, strict=True)]
    order = sorted(range(len(gaps)), key=lambda index: (gaps[index], index))
    wins, losses = sum(gap > _TIE_F1 for gap in gaps), sum(gap < -_TIE_F1 for gap in gaps)
    return Comparison(
        tool=ours.tool,
        peer=peer.tool,
        difference=estimate_mean(gaps, [page.domain for page in pages]),
        wins=wins,
        losses=losses,
        ties=len(gaps) - wins - losses,
        worst=tuple(index for index in order[:worst_count] if gaps[index] < -_TIE_F1),
    )


def show_comparison(
    results: Sequence[ToolResult], comparisons: Sequence[Comparison], pages: Sequence[GoldPage]
) -> Iterator[str]:
    """Writes tables of the results, line by line.

    Args:
        results: Of all tools.
        comparisons: Of the first tool with each other.
        pages: The dataset.

    Yields:
        Lines.
    """
    for result in results:
        yield from _show_tool(result, pages)
        yield ""
    for comparison in comparisons:
        mean, low, high = comparison.difference
        yield (
            f"{comparison.tool} against {comparison.peer}: F1 {mean:+.4f} [{low:+.4f}, {high:+.4f}]"
            f", wins {comparison.wins}, losses {comparison.losses}, ties {comparison.ties}"
        )


def _show_tool(result: ToolResult, pages: Sequence[GoldPage]) -> Iterator[str]:
    yield result.tool + ("" if result.cpu_ms is None else f": {result.cpu_ms:.1f} ms CPU a page")
    types = sorted({page.page_type for page in pages} - {""})
    for group in ("all", *types):
        chosen = [index for index, page in enumerate(pages) if group in ("all", page.page_type)]
        domains = [pages[index].domain for index in chosen]
        f1, precision, recall = (
            estimate_mean([getattr(result.scores[index], name) for index in chosen], domains)
            for name in ("f1", "precision", "recall")
        )
        yield (
            f"  {group:14s} n={len(chosen):5d}  F1={f1.mean:.4f} [{f1.low:.4f}, {f1.high:.4f}]"
            f"  P={precision.mean:.4f}  R={recall.mean:.4f}"
        )
    for column in ("must_have", "must_not_have"):
        total = sum(len(getattr(page, column)) for page in pages)
        if total:
            yield f"  {column} found {_count_snippets(result, pages, column)}/{total}"


def _count_snippets(result: ToolResult, pages: Sequence[GoldPage], column: str) -> int:
    return sum(
        snippet.lower() in text
        for text, page in zip((text.lower() for text in result.texts), pages, strict=True)
        for snippet in getattr(page, column)
    )
