"""Takes in pages: from a caller's hands, from files, from archives of many."""

from __future__ import annotations

from cleaner.read.page import PageSource, read_page

__all__ = ["PageSource", "read_page"]
