"""Links the markers in the running text to their entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cleaner.document import InlineMarker, Reference
from cleaner.page.blocks import Block, BlockKind, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import DIGIT_VALUES, expand_numbers
from cleaner.references.addresses import same_address_key
from cleaner.references.author_year import index_author_years, link_author_years, link_named_targets
from cleaner.references.inline_numbers import find_number_groups
from cleaner.references.linked import NoteLink, read_marker
from cleaner.references.loose_numbers import link_loose_numbers

# Below this share of entries with a marker, the text may cite by names instead.
_MIN_CITED_RATIO = 0.5
_OPENING = "[(（［"
_CLOSING = "])）］"


def link_markers(
    page: PageColumns, links: Sequence[NoteLink], references: Sequence[Reference], inside: Mapping[int, str]
) -> list[InlineMarker]:
    """Links the markers in the text to the entries.

    Args:
        page: The page.
        links: Numbered links into the page.
        references: The entries, in order.
        inside: Blocks that are reference material.

    Returns:
        The markers in document order; one for each number that a group names, at the group's place.
    """
    by_block = {
        index: place for place, reference in reversed(list(enumerate(references))) for index in reference.blocks
    }
    by_number = _index_numbers(references)
    by_url = {same_address_key(url): place for place, ref in reversed(list(enumerate(references))) for url in ref.urls}
    taken: dict[int, list[tuple[int, int]]] = {}
    found: list[InlineMarker] = []
    for link in links:
        target = by_block.get(link.target)
        if target is None or link.block in inside:
            continue
        start, end = _widen(page.blocks[link.block].text, link.start, link.end)
        taken.setdefault(link.block, []).append((start, end))
        found.append(InlineMarker(marker=link.value, block=link.block, offset=start, length=end - start, target=target))
    found.extend(_fill_ranges(page, found, by_number))
    if by_number or by_url:
        for block in page.blocks:
            if block.index in inside or block.kind is BlockKind.CODE or not block.text:
                continue
            spans = taken.get(block.index, [])
            found.extend(_link_outside(page, block, by_url, spans))
            if by_number:
                found.extend(_link_numbers(block, by_number, spans))
    if len({marker.target for marker in found}) < _MIN_CITED_RATIO * len(references):
        found.extend(_link_names(page, references, by_block, inside))
    if not found and by_number:
        found.extend(link_loose_numbers(page, by_number, inside))
    found.sort(key=lambda m: (m.block, m.offset, int(m.marker) if m.marker.isdecimal() else 0))
    return found


def _link_names(
    page: PageColumns, references: Sequence[Reference], by_block: Mapping[int, int], inside: Mapping[int, str]
) -> list[InlineMarker]:
    """Author–year citations: those that link to their entry, then those whose names and year say which it is."""
    linked = link_named_targets(page, by_block, inside)
    taken = {
        (marker.block, place) for marker in linked for place in range(marker.offset, marker.offset + marker.length)
    }
    named = link_author_years(page, index_author_years(references), set(inside))
    return linked + [
        marker
        for marker in named
        if not any((marker.block, place) in taken for place in (marker.offset, marker.offset + marker.length - 1))
    ]


def _index_numbers(references: Sequence[Reference]) -> dict[int, int]:
    found: dict[int, int] = {}
    for place, reference in enumerate(references):
        digits = (reference.marker or "").translate(DIGIT_VALUES)
        if digits.isascii() and digits.isdigit():
            found.setdefault(int(digits), place)
    return found


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes the brackets around a marker in, with other markers in the same brackets."""
    if text[start] in _OPENING:
        return start, end
    left = start
    while left > 0 and start - left < 40 and (text[left - 1].isdigit() or text[left - 1] in " ,;–—-−‑"):
        left -= 1
    if left > 0 and text[left - 1] in _OPENING:
        right = end
        while right < len(text) and right - end < 40 and (text[right].isdigit() or text[right] in " ,;–—-−‑"):
            right += 1
        if right < len(text) and text[right] in _CLOSING:
            return left - 1, right + 1
    return start, end


def _fill_ranges(page: PageColumns, found: Iterable[InlineMarker], by_number: Mapping[int, int]) -> list[InlineMarker]:
    """Numbers between the linked ends of a range are not links themselves."""
    groups: dict[tuple[int, int, int], set[str]] = {}
    for marker in found:
        groups.setdefault((marker.block, marker.offset, marker.length), set()).add(marker.marker)
    return [
        InlineMarker(marker=str(number), block=block, offset=offset, length=length, target=by_number[number])
        for (block, offset, length), shown in groups.items()
        if length > 4
        for number in expand_numbers(page.blocks[block].text[offset : offset + length])
        if number in by_number and str(number) not in shown
    ]


def _link_numbers(block: Block, by_number: Mapping[int, int], taken: list[tuple[int, int]]) -> list[InlineMarker]:
    found: list[InlineMarker] = []
    for start, end, values in find_number_groups(block):
        if any(a < end and start < b for a, b in taken) or not any(value in by_number for value in values):
            continue
        taken.append((start, end))
        found.extend(
            InlineMarker(
                marker=str(value), block=block.index, offset=start, length=end - start, target=by_number.get(value)
            )
            for value in values
        )
    return found


def _link_outside(
    page: PageColumns, block: Block, by_url: Mapping[str, int], taken: list[tuple[int, int]]
) -> list[InlineMarker]:
    """Markers that lead straight to the source: `[3]` linked to the third entry's own address."""
    found = []
    for span in block.spans:
        if (
            span.kind is not SpanKind.LINK
            or span.end - span.start > 14
            or not span.target
            or span.target.startswith("#")
        ):
            continue
        value = read_marker(block.text[span.start : span.end])
        if value is None or not value.isdigit():
            continue
        start, end = _widen(block.text, span.start, span.end)
        target = by_url.get(same_address_key(page.address.resolve(span.target)))
        if target is None or any(a < end and start < b for a, b in taken):
            continue
        taken.append((start, end))
        found.append(InlineMarker(marker=value, block=block.index, offset=start, length=end - start, target=target))
    return found
