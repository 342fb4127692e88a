"""Reads labelled pages for training: features of every block, and the share of its words that the gold text holds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from cleaner.classify.features import PageFeatures, read_features
from cleaner.document import BlockKind, Page, PageKind, SegmentedPage
from cleaner.errors import PageError
from cleaner.segment import segment_page
from cleaner.settings import Settings
from tools.train_alignment import label_blocks

# A longer product of page and gold would need gigabytes; three pages in wcxb_dev have one.
_MAX_ALIGNED_BITS = 4_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """A page to learn from.

    Attributes:
        page_id: Name of the page.
        fold: Pages of one domain are in one fold.
        page_type: Kind of page, for the tables of results.
        features: What the model sees.
        texts: The blocks' texts.
        shares: Share of each block's words that the gold holds.
        gold: The gold text.
    """

    page_id: str
    fold: int
    page_type: str
    features: PageFeatures
    texts: tuple[str, ...]
    shares: NDArray[np.float32]
    gold: str


def read_dataset(path: Path, kind: PageKind) -> Iterator[LabelledPage]:
    """Reads pages with gold text.

    Args:
        path: Parquet file with the columns page_id, fold, page_type, html and main_content.
        kind: HTML to learn from the pages as they are; TEXT to learn from them flattened, each in one of four ways.

    Yields:
        The pages that have text, in the order of the file.
    """
    columns = ["page_id", "fold", "page_type", "html", "main_content"]
    for number, row in enumerate(pq.read_table(path, columns=columns).to_pylist()):
        page = _segment_row(row, number, kind)
        if page is None or not page.blocks:
            continue
        texts = tuple(block.text for block in page.blocks)
        yield LabelledPage(
            page_id=row["page_id"],
            fold=row["fold"],
            page_type=row["page_type"],
            features=read_features(page),
            texts=texts,
            shares=np.array(_label(texts, row["main_content"] or ""), dtype=np.float32),
            gold=row["main_content"] or "",
        )


def _segment_row(row: dict[str, Any], number: int, kind: PageKind) -> SegmentedPage | None:
    settings = Settings()
    try:
        page = segment_page(Page(page_id=row["page_id"], body=row["html"], kind=PageKind.HTML), settings)
        if kind is PageKind.HTML:
            return page
        body = _FLATTENERS[number % len(_FLATTENERS)](page, row["html"])
        return segment_page(Page(page_id=row["page_id"], body=body, kind=PageKind.TEXT), settings)
    except PageError as error:
        print(f"left out: {error}")
        return None


def _shown_texts(page: SegmentedPage) -> list[str]:
    """What a scraper's `get_text` sees: every text but that of icons and other graphics."""
    return [block.text for block in page.blocks if block.text and block.kind is not BlockKind.MEDIA]


def _flatten_lines(page: SegmentedPage, html: bytes) -> str:
    del html
    return "\n".join(_shown_texts(page))


def _flatten_paragraphs(page: SegmentedPage, html: bytes) -> str:
    del html
    return "\n\n".join(_shown_texts(page))


def _flatten_wrapped(page: SegmentedPage, html: bytes) -> str:
    del html
    return "\n\n".join(textwrap.fill(text, 80) for text in _shown_texts(page))


def _flatten_soup(page: SegmentedPage, html: bytes) -> str:
    """As `soup.get_text("\\n")` does: a line wherever an inline element begins or ends."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - slow to import, used in one of four

    del page
    soup = BeautifulSoup(html, "lxml")
    for element in soup(["script", "style", "noscript", "template", "svg"]):
        element.decompose()
    return str(soup.get_text("\n"))


_FLATTENERS = (_flatten_lines, _flatten_paragraphs, _flatten_wrapped, _flatten_soup)


def _label(texts: tuple[str, ...], gold: str) -> list[float]:
    if sum(len(text) for text in texts) * len(gold) > _MAX_ALIGNED_BITS * 25:
        return _label_by_triples(texts, gold)
    return label_blocks(texts, gold)


def _label_by_triples(texts: tuple[str, ...], gold: str) -> list[float]:
    """Labels the blocks of a page that is too long to align: the share of three-word runs that the gold holds."""
    words = gold.lower().split()
    known = set(zip(words, words[1:], words[2:], strict=False))
    shares = []
    for text in texts:
        own = text.lower().split()
        runs = list(zip(own, own[1:], own[2:], strict=False))
        shares.append(sum(run in known for run in runs) / len(runs) if runs else 0.0)
    return shares
