"""Turns scraped web pages into clean text, references and metadata, and loses nothing in silence.

read > segment > classify > references > dedupe > write

>>> import cleaner
>>> document = cleaner.clean("<main><h1>Tea</h1><p>Green tea steeps for two minutes at eighty degrees.</p></main>")
>>> print(document.text)
Tea
<BLANKLINE>
Green tea steeps for two minutes at eighty degrees.
<BLANKLINE>
"""

from cleaner.batch.pages import clean_pages
from cleaner.document import (
    Accounting,
    Block,
    Document,
    Label,
    Marker,
    Metadata,
    Page,
    Reference,
    Rejection,
    Role,
)
from cleaner.errors import CleanerError, PageError
from cleaner.pipeline import clean
from cleaner.settings import Settings

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
