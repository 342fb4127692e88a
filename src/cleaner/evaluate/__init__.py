"""Measures how well main content is found, beside other tools, on pages with gold text."""

from __future__ import annotations

from cleaner.evaluate.compare import Comparison, ToolResult, compare_tools, measure_tool, show_comparison
from cleaner.evaluate.datasets import GoldPage, read_dataset, read_predictions
from cleaner.evaluate.extractors import load_cleaner, load_cross_validated, load_peer
from cleaner.evaluate.worst_pages import write_worst_pages

__all__ = [
    "Comparison",
    "GoldPage",
    "ToolResult",
    "compare_tools",
    "load_cleaner",
    "load_cross_validated",
    "load_peer",
    "measure_tool",
    "read_dataset",
    "read_predictions",
    "show_comparison",
    "write_worst_pages",
]
