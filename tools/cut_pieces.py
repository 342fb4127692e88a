"""Cuts labelled pages into pieces, such as a scraper's selector returns: an element, with or without strays."""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lxml.html
import pyarrow.parquet as pq
from lxml.html import HtmlElement

from tools.train_dataset import LabelledPage, label_page, label_texts, read_page

WAY = "piece"
_WORDS = (12, 600)
_CONTENT_PIECES = 2
_ANY_PIECE_RATIO = 0.5
# A piece whose blocks do not come back under the same texts would be labelled by chance.
_MAX_UNKNOWN_SHARE = 0.05
_MIN_CONTENT_SHARE = 0.6
_STRAY_RATIO, _MAX_STRAYS, _MAX_STRAY_WORDS = 0.4, 3, 60
_BARE_RATIO = 0.3
_SILENT = frozenset(["script", "style", "noscript", "template", "head", "svg", "iframe", "html", "body"])
_NAMES = re.compile(
    r"""\s(?:class|id|role|aria-[a-z]+|data-[\w-]+|itemprop)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE
)


def cut_pieces(path: Path) -> Iterator[LabelledPage]:
    """Cuts the pages of a data set into pieces: some that are mostly content, and some of any kind.

    Args:
        path: Parquet file as `read_dataset` reads it.

    Yields:
        Pieces of 12 to 600 words, each in the fold of its page; their gold is the best choice of their blocks.
    """
    columns = ["page_id", "url", "fold", "page_type", "html", "main_content"]
    for row in pq.read_table(path, columns=columns).to_pylist():
        texts = _map_texts(row)
        elements = _list_elements(row["html"]) if texts else []
        if not elements:
            continue
        chance = random.Random(zlib.crc32(row["page_id"].encode()))
        contents = [element for element in elements if _is_content(element, texts)]
        chosen = chance.sample(contents, min(len(contents), _CONTENT_PIECES))
        if not contents or chance.random() < _ANY_PIECE_RATIO:
            chosen.append(chance.choice(elements))
        for element in chosen:
            yield from _label_piece(row, _write_piece(element, elements, chance), texts)


def _map_texts(row: dict[str, Any]) -> dict[str, float]:
    """The mean share of the blocks of a page with each text."""
    page = read_page(row, row["url"], row["html"])
    found = page.blocks.texts if page is not None else ()
    sums: defaultdict[str, list[float]] = defaultdict(list)
    for text, share in zip(found, label_texts(found, row["main_content"] or ""), strict=True):
        sums[text].append(share)
    return {text: sum(values) / len(values) for text, values in sums.items()}


def _list_elements(html: bytes) -> list[HtmlElement]:
    parser = lxml.html.HTMLParser(huge_tree=True, encoding="utf-8")
    return [
        element
        for element in lxml.html.document_fromstring(html, parser=parser).iter()
        if isinstance(element.tag, str)
        and element.tag not in _SILENT
        and _WORDS[0] <= _count_words(element) <= _WORDS[1]
    ]


def _count_words(element: HtmlElement) -> int:
    return len(element.text_content().split())


def _is_content(element: HtmlElement, texts: dict[str, float]) -> bool:
    parts = [" ".join(part.text_content().split()) for part in element.iter("p", "li", "h2", "h3", "td", "dd")]
    known = [(len(part), texts[part]) for part in parts if part in texts]
    whole = sum(size for size, _ in known)
    return bool(whole) and sum(size * share for size, share in known) > _MIN_CONTENT_SHARE * whole


def _write_piece(element: HtmlElement, others: Sequence[HtmlElement], chance: random.Random) -> str:
    pieces = [_write(element)]
    if chance.random() < _STRAY_RATIO:
        small = [other for other in others if _count_words(other) < _MAX_STRAY_WORDS]
        for stray in chance.sample(small, min(len(small), chance.randint(1, _MAX_STRAYS))):
            pieces.insert(chance.choice((0, len(pieces))), _write(stray))
    html = "\n".join(pieces)
    return _NAMES.sub("", html) if chance.random() < _BARE_RATIO else html


def _write(element: HtmlElement) -> str:
    return str(lxml.html.tostring(element, encoding="unicode", with_tail=False))


def _label_piece(row: dict[str, Any], html: str, texts: dict[str, float]) -> Iterator[LabelledPage]:
    page = read_page(row, None, html)
    if page is None:
        return
    found = page.blocks.texts
    unknown = sum(len(text) for text in found if text not in texts)
    if unknown <= _MAX_UNKNOWN_SHARE * sum(map(len, found)):
        shares = [texts.get(text, 0.0) for text in found]
        gold = "\n".join(text for text, share in zip(found, shares, strict=True) if share > 0.5)
        yield label_page(row, WAY, page, shares, gold)
