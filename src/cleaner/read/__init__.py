"""Takes in pages: from a caller's hands, from files, from archives of many."""

from __future__ import annotations

from cleaner.read.inputs import Found, Notice, PageInput, Problem, ReadOptions, Skipped, show_path, show_text
from cleaner.read.page_source import PageSource, load_page, read_page
from cleaner.read.sources import count_files, expand_glob, find_pages, read_list

__all__ = [
    "Found",
    "Notice",
    "PageInput",
    "PageSource",
    "Problem",
    "ReadOptions",
    "Skipped",
    "count_files",
    "expand_glob",
    "find_pages",
    "load_page",
    "read_list",
    "read_page",
    "show_path",
    "show_text",
]
