"""The tools that can be compared: each is a function from a page to its main content."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cleaner.document import Page
from cleaner.errors import PageError, SettingsError
from cleaner.evaluate.datasets import GoldPage
from cleaner.page.blocks import PageKind
from cleaner.pipeline import clean_page
from cleaner.settings import Settings

Extractor = Callable[[GoldPage], str]


def load_extractor(name: str, settings: Settings) -> Extractor:
    """Loads a tool.

    Args:
        name: One of `EXTRACTORS`.
        settings: What `cleaner` itself is run with.

    Returns:
        The function.

    Raises:
        SettingsError: If there is no such tool, or it is not installed.
    """
    if name not in EXTRACTORS:
        raise SettingsError(f"unknown tool {name!r}; known are {', '.join(EXTRACTORS)}")
    try:
        return EXTRACTORS[name](settings)
    except ImportError as error:
        raise SettingsError(f"{name} is not installed: pip install 'cleaner[bench]'") from error


def load_cross_validated(settings: Settings, folder: Path) -> Extractor:
    """Loads cleaner with weights that have not seen the domain of the page that they judge.

    Args:
        settings: What `cleaner` is run with.
        folder: As `tools.train_classifier --fold-weights` wrote it: a folder of weights for each fold of the dataset.

    Returns:
        The function; it raises `ModelError` for a page of a fold that has no weights.
    """
    return lambda page: _clean(page, dataclasses.replace(settings, weights=str(folder / str(page.fold))))


def _load_cleaner(settings: Settings) -> Extractor:
    return lambda page: _clean(page, settings)


def _clean(page: GoldPage, settings: Settings) -> str:
    source = Page(page_id=page.page_id, body=page.html, kind=PageKind.HTML, url=page.url or None)
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


EXTRACTORS: dict[str, Callable[[Settings], Extractor]] = {
    "cleaner": _load_cleaner,
    "trafilatura": lambda _: _load_trafilatura(),
    "resiliparse": lambda _: _load_resiliparse(),
}
