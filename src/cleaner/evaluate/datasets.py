"""Reads pages with gold text from Parquet, and texts that were extracted elsewhere from JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.errors import SettingsError, SourceError
from cleaner.page.blocks import PageKind

_NEEDED = ("page_id", "html", "main_content")
_OPTIONAL = ("url", "domain", "fold", "kind", "page_type", "must_have", "must_not_have")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """One page and what people agreed that its main content is.

    Attributes:
        page_id: Name of the page in its dataset.
        html: The page as scraped, or the text that somebody made of it.
        kind: Which of the two it is.
        gold: Its main content.
        url: Its address, empty if unknown.
        domain: Its site; the page's own id where the dataset does not say.
        page_type: Such as article or forum; empty where the dataset does not say.
        fold: Part of the dataset for cross-validation, -1 where there is none.
        must_have: Snippets that the output must hold.
        must_not_have: Snippets that it must not hold.
    """

    page_id: str
    html: bytes
    gold: str
    kind: PageKind = PageKind.HTML
    url: str = ""
    domain: str = ""
    page_type: str = ""
    fold: int = -1
    must_have: tuple[str, ...] = ()
    must_not_have: tuple[str, ...] = ()


def read_dataset(path: Path) -> tuple[GoldPage, ...]:
    """Reads a dataset.

    Args:
        path: Parquet with the columns page_id, html and main_content; kind (`text` for text that was flattened), url,
            domain, fold, page_type, must_have and must_not_have are read where they are.

    Returns:
        Its pages, in order.

    Raises:
        SourceError: If the file cannot be read or a needed column is missing.
        SettingsError: If pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError("reading Parquet needs pyarrow: pip install 'cleaner[parquet]'") from error
    try:
        names = pq.read_schema(path).names
        missing = [name for name in _NEEDED if name not in names]
        if missing:
            raise SourceError(f"{path}: no column {', '.join(missing)}; a dataset has {', '.join(_NEEDED)}")
        rows = pq.read_table(path, columns=[name for name in (*_NEEDED, *_OPTIONAL) if name in names]).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise SourceError(f"{path}: cannot read the dataset: {error}") from error
    if not rows:
        raise SourceError(f"{path}: the dataset has no pages")
    return tuple(_build_page(row) for row in rows)


def read_predictions(path: Path) -> dict[str, str]:
    """Reads texts that were extracted elsewhere, such as by cross-validated weights.

    Args:
        path: JSON Lines of `{"page_id", "text"}`.

    Returns:
        Text by page id.

    Raises:
        SourceError: If the file cannot be read or a line is no such object.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        return {str(row["page_id"]): row["text"] or "" for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{path}: cannot read predictions: {error!r}") from error


def _build_page(row: Mapping[str, Any]) -> GoldPage:
    html = row["html"] or b""
    page_id = str(row["page_id"])
    fold = row.get("fold")
    return GoldPage(
        page_id=page_id,
        html=html.encode("utf-8", "replace") if isinstance(html, str) else bytes(html),
        gold=row["main_content"] or "",
        kind=PageKind(row.get("kind") or PageKind.HTML),
        url=row.get("url") or "",
        domain=row.get("domain") or page_id,
        page_type=row.get("page_type") or "",
        fold=-1 if fold is None else int(fold),
        must_have=tuple(row.get("must_have") or ()),
        must_not_have=tuple(row.get("must_not_have") or ()),
    )
