"""The tools that can be compared: each is a function from a page to its main content."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cleaner.document import Page
from cleaner.errors import PageError, SettingsError
from cleaner.evaluate.datasets import GoldPage
from cleaner.pipeline import clean_page
from cleaner.settings import Settings

Extractor = Callable[[GoldPage], str]


def load_cleaner(settings: Settings) -> Extractor:
    """This project, with a caller's choices; what it rejects has no text."""
    return lambda page: _clean(page, settings)


def load_cross_validated(settings: Settings, folder: Path) -> Extractor:
    """This project with weights that have not seen the domain of the page that they judge.

    Args:
        settings: What `cleaner` is run with.
        folder: As `tools.train_classifier --fold-weights` wrote it: a folder of weights for each fold of the dataset.

    Returns:
        The function; it raises `ModelError` for a page of a fold that has no weights.
    """
    return lambda page: _clean(page, dataclasses.replace(settings, weights=str(folder / str(page.fold))))


def load_peer(name: str) -> Extractor:
    """Loads another tool, one of `PEERS`.

    Raises:
        SettingsError: If there is no such tool, or it is not installed.
    """
    if name not in PEERS:
        raise SettingsError(f"unknown tool {name!r}; known are {', '.join(PEERS)}")
    try:
        return PEERS[name]()
    except ImportError as error:
        raise SettingsError(f"{name} is not installed: pip install 'cleaner[bench]'") from error


def _clean(page: GoldPage, settings: Settings) -> str:
    source = Page(page_id=page.page_id, body=page.html, kind=page.kind, url=page.url or None)
    try:
        return clean_page(source, settings).text
    except PageError:
        return ""


def _load_trafilatura() -> Extractor:
    trafilatura: Any = importlib.import_module("trafilatura")
    return lambda page: trafilatura.extract(page.html) or ""


def _load_resiliparse() -> Extractor:
    text: Any = importlib.import_module("resiliparse.extract.html2text")
    encoding: Any = importlib.import_module("resiliparse.parse.encoding")

    def extract(page: GoldPage) -> str:
        decoded = encoding.bytes_to_str(page.html, encoding.detect_encoding(page.html))
        # Alternative texts of images are no main content in any gold text here; without them it scores .010 higher.
        return str(text.extract_plain_text(decoded, main_content=True, alt_texts=False))

    return extract


PEERS: Mapping[str, Callable[[], Extractor]] = {
    "trafilatura": _load_trafilatura,
    "resiliparse": _load_resiliparse,
}
