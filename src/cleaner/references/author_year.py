"""Links author–year citations such as `(Smith et al., 2020; Jones 2019)` to entries without numbers."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.document import Block, BlockKind, InlineMarker, Reference
from cleaner.references.names import surname_of
from cleaner.references.tables import AUTHOR_YEAR
from cleaner.references.view import PageView

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


def link_author_years(view: PageView, index: AuthorYears, inside: set[int]) -> list[InlineMarker]:
    """Finds author–year citations that name an indexed reference.

    Args:
        view: The page.
        index: What `index_author_years` gave.
        inside: Blocks that are reference material.

    Returns:
        The markers, in document order; where a letter tells works of one year apart, it counts from `a`.
    """
    years = {str(year) for _, year in index}
    found: list[InlineMarker] = []
    for block in view.blocks:
        if block.index in inside or block.kind is BlockKind.CODE:
            continue
        if any(year in block.text for year in years):
            found.extend(_link_block(block, index))
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
