"""Takes in pages: from a caller's hands, from files, from archives of many."""

from __future__ import annotations

from cleaner.read.files import count_files, load_page, show_path, show_text
from cleaner.read.inputs import Notice, PageInput, Problem, ReadOptions, Skipped
from cleaner.read.page import PageSource, read_page
from cleaner.read.sources import Found, expand_glob, find_pages, read_list

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
