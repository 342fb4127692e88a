"""Reads labelled pages for training: features of every block, and the share of its words that the gold text holds."""

from __future__ import annotations

import dataclasses
import random
import re
import string
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from cleaner.classify.features import PageFeatures, read_features
from cleaner.document import Page
from cleaner.errors import PageError
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns, tabulate_blocks
from cleaner.segment import segment_page
from tools.train_alignment import label_blocks

# Digits and what they stand in stay: a number is a number in every language.
_WORD = re.compile(r"[^\W\d_]+")
# A longer product of page and gold would need gigabytes; three pages in wcxb_dev have one.
_MAX_ALIGNED_BITS = 4_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """A page to learn from.

    Attributes:
        page_id: Name of the page.
        way: How it was made of another page, "" for pages as they are.
        fold: Pages of one domain are in one fold.
        page_type: Kind of page, for the tables of results.
        features: What the model sees.
        texts: The blocks' texts.
        shares: Share of each block's words that the gold holds.
        gold: The gold text.
    """

    page_id: str
    way: str
    fold: int
    page_type: str
    features: PageFeatures
    texts: tuple[str, ...]
    shares: NDArray[np.float32]
    gold: str


def read_dataset(path: Path, *, foreign: bool = False) -> Iterator[LabelledPage]:
    """Reads pages with gold text.

    Args:
        path: Parquet file with the columns page_id, url, fold, page_type, html and main_content.
        foreign: Whether every word of the text is replaced by one of the same length that no language has.

    Yields:
        The pages that have text, in the order of the file.
    """
    columns = ["page_id", "url", "fold", "page_type", "html", "main_content"]
    for number, row in enumerate(pq.read_table(path, columns=columns).to_pylist()):
        # Jobs do not always know the address of a page; every other page is read without it.
        page = read_page(row, (row["url"] or None) if number % 2 else None, row["html"])
        if page is not None:
            gold = row["main_content"] or ""
            shares = label_texts(page.blocks.texts, gold)
            yield label_page(row, "", replace_words(page) if foreign else page, shares, gold)


def replace_words(page: PageColumns) -> PageColumns:
    """Writes a page in a language that does not exist: every word becomes another, always the same, of its length."""
    head = page.head
    metas = tuple((name, _WORD.sub(_replace_word, value)) for name, value in head.metas)
    return dataclasses.replace(
        page,
        blocks=tabulate_blocks(
            dataclasses.replace(block, text=_WORD.sub(_replace_word, block.text)) for block in page.blocks
        ),
        head=dataclasses.replace(head, title=head.title and _WORD.sub(_replace_word, head.title), metas=metas),
    )


def _replace_word(match: re.Match[str]) -> str:
    word = match[0]
    letters = random.Random(zlib.crc32(word.lower().encode()))
    return "".join(
        other.upper() if own.isupper() else other
        for own, other in zip(word, letters.choices(string.ascii_lowercase, k=len(word)), strict=True)
    )


def read_page(row: dict[str, Any], address: str | None, body: bytes | str) -> PageColumns | None:
    """Cuts a page of a data set, or one made of it, into blocks; None without text or where it cannot be read."""
    try:
        page = segment_page(Page(page_id=row["page_id"], url=address, body=body, kind=PageKind.HTML))
    except PageError as error:
        print(f"left out: {error}")
        return None
    return page if page.blocks.texts else None


def label_page(row: dict[str, Any], way: str, page: PageColumns, shares: Sequence[float], gold: str) -> LabelledPage:
    """A page with what the model sees of it and what it should say."""
    return LabelledPage(
        page_id=row["page_id"],
        way=way,
        fold=row["fold"],
        page_type=row["page_type"],
        features=read_features(page),
        texts=page.blocks.texts,
        shares=np.array(shares, dtype=np.float32),
        gold=gold,
    )


def label_texts(texts: tuple[str, ...], gold: str) -> list[float]:
    """The share of each block's words that the gold holds."""
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
