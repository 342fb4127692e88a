"""Links author–year citations such as `(Smith et al., 2020; Jones 2019)` to their entries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleaner.document import InlineMarker, Reference
from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.references.names import surname_of
from cleaner.references.tables import AUTHOR_YEAR

_MAX_NAMED_CHARS = 80
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\b")

AuthorYears = dict[tuple[str, int], list[int]]


def index_author_years(references: Sequence[Reference]) -> AuthorYears:
    """Indexes the references that have an author and a year.

    Args:
        references: The references of a page.

    Returns:
        For each surname and year the places of the references.
    """
    found: AuthorYears = {}
    for place, reference in enumerate(references):
        if reference.authors and reference.year:
            found.setdefault((surname_of(reference.authors[0]), reference.year), []).append(place)
    return found


def link_author_years(page: PageColumns, index: AuthorYears, inside: set[int]) -> list[InlineMarker]:
    """Finds author–year citations that name an indexed reference.

    Args:
        page: The page.
        index: What `index_author_years` gave.
        inside: Blocks that are reference material.

    Returns:
        The markers, in document order; where a letter tells works of one year apart, it counts from `a`.
    """
    years = {str(year) for _, year in index}
    found: list[InlineMarker] = []
    for block in page.blocks:
        if block.index in inside or block.kind is BlockKind.CODE:
            continue
        if any(year in block.text for year in years):
            found.extend(_link_block(block, index))
    return found


def link_named_targets(page: PageColumns, by_block: Mapping[int, int], inside: Mapping[int, str]) -> list[InlineMarker]:
    """Finds author–year citations that link to their entry.

    Args:
        page: The page.
        by_block: Place of the reference of each block that is one.
        inside: Blocks that are reference material.

    Returns:
        The markers, in document order.
    """
    found = []
    for block in page.blocks:
        if block.index in inside:
            continue
        for span in block.spans:
            if span.kind is not SpanKind.LINK or not span.target or "#" not in span.target:
                continue
            words = block.text[span.start : span.end]
            if len(words) > _MAX_NAMED_CHARS or not _YEAR.search(words):
                continue
            target = page.find_place(page.address.fragment_of(span.target))
            if target in by_block:
                found.append(
                    InlineMarker(
                        marker=words.strip("()[] "),
                        block=block.index,
                        offset=span.start,
                        length=span.end - span.start,
                        target=by_block[target],
                    )
                )
    return found


def _link_block(block: Block, index: AuthorYears) -> list[InlineMarker]:
    found = []
    for match in AUTHOR_YEAR.finditer(block.text):
        places = index.get((surname_of(match.group("names")), int(match.group("year"))))
        if places is None:
            continue
        nth = ord(match.group("letter") or "a") - ord("a")
        found.append(
            InlineMarker(
                marker=match.group().rstrip(" )"),
                block=block.index,
                offset=match.start(),
                length=match.end() - match.start(),
                target=places[nth] if nth < len(places) else None,
            )
        )
    return found
