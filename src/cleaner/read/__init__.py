"""Takes in pages: from a caller's hands, from files, from archives of many."""

from __future__ import annotations

from cleaner.read.files import find_files, load_file, show_path
from cleaner.read.inputs import PageInput, Problem, Skipped
from cleaner.read.page import PageSource, read_page

__all__ = ["PageInput", "PageSource", "Problem", "Skipped", "find_files", "load_file", "read_page", "show_path"]
