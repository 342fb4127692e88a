"""Turns scraped web pages into clean text, references and metadata, and loses nothing in silence.

read > segment > classify > references > dedupe > write

>>> import cleaner
>>> document = cleaner.clean("<nav>Home</nav><main><p>Green tea steeps for two minutes at eighty degrees.</p></main>")
>>> print(document.text.strip())
Green tea steeps for two minutes at eighty degrees.
>>> document.accounting
Accounting(total=10, kept=9, dropped={'navigation': 1}, unaccounted=0)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from cleaner.document import Accounting, Document, Label, Marker, Metadata, Page, Reference, Rejection, Role
from cleaner.errors import CleanerError, PageError
from cleaner.page.blocks import Block
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.pipeline import clean
    from cleaner.run.pages import clean_pages

# Loaded when first used: the process that only hands pages to workers starts in half the time.
_LAZY = {"clean": "cleaner.pipeline", "clean_pages": "cleaner.run.pages"}

__all__ = [
    "Accounting",
    "Block",
    "CleanerError",
    "Document",
    "Label",
    "Marker",
    "Metadata",
    "Page",
    "PageError",
    "Reference",
    "Rejection",
    "Role",
    "Settings",
    "clean",
    "clean_pages",
]


def __dir__() -> list[str]:
    """All public names, those that are not loaded yet too."""
    return sorted({*globals(), *__all__})


if not TYPE_CHECKING:  # Type checkers would take any name for one that exists.

    def __getattr__(name: str) -> Any:
        """Loads the functions that need the whole pipeline."""
        if name not in _LAZY:
            raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
        return getattr(importlib.import_module(_LAZY[name]), name)
