"""Links the markers in the running text to their entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from cleaner.document import Block, BlockKind, InlineMarker, Reference, SpanKind
from cleaner.references.addresses import same_address_key
from cleaner.references.author_year import index_author_years, link_author_years
from cleaner.references.linked import NoteLink, read_marker
from cleaner.references.tables import (
    DIGITS,
    EXPONENT_BASE,
    INLINE_GROUP,
    INLINE_RAISED,
    NUMBER_STEP,
    SUPERSCRIPT_DIGITS,
)
from cleaner.references.view import PageView

_MAX_RANGE = 60
_OPENING = "[(（［"
_CLOSING = "])）］"


TextNumbers = list[tuple[int, list[int]]]


def find_text_numbers(view: PageView) -> TextNumbers:
    """Collects the numbers of bracketed and raised markers on a page.

    Args:
        view: The page.

    Returns:
        For each group of numbers the index of its block and the numbers.
    """
    return [
        (block.index, values)
        for block in view.blocks
        if ("[" in block.text or not block.text.isascii()) and block.kind is not BlockKind.CODE
        for _, _, values in find_number_groups(block)
    ]


def count_text_numbers(found: TextNumbers, inside: set[int]) -> set[int]:
    """The numbers that stand outside the blocks that are entries themselves.

    Args:
        found: What `find_text_numbers` gave.
        inside: Blocks that are entries.
    """
    return {value for block, values in found if block not in inside for value in values}


def find_number_groups(block: Block) -> list[tuple[int, int, list[int]]]:
    """Finds bracketed and raised numbers in a block.

    Args:
        block: The block.

    Returns:
        For each group its start, end, and the numbers it names, ranges written out.
    """
    text = block.text
    found: list[tuple[int, int, list[int]]] = []
    if "[" in text or "［" in text or "【" in text:
        for match in INLINE_GROUP.finditer(text):
            if _is_code(block, match.start()):
                continue
            values = expand_numbers(next(group for group in match.groups() if group))
            if values:
                found.append((match.start(), match.end(), values))
    if not text.isascii():
        for match in INLINE_RAISED.finditer(text):
            if match.start() and not _is_exponent(text, match):
                values = expand_numbers(match.group().translate(SUPERSCRIPT_DIGITS))
                if values:
                    found.append((match.start(), match.end(), values))
    found.sort()
    return found


def _is_code(block: Block, offset: int) -> bool:
    return any(
        span.kind in (SpanKind.CODE, SpanKind.FORMULA) and span.start <= offset < span.end for span in block.spans
    )


def _is_exponent(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    if not before or before[-1].isspace():
        return match.start() == 0
    if before[-1].isdigit():
        # 10² is a power; "in 2019¹²" and "of 1,142¹" are markers on years and counts.
        digits = re.search(r"[\d.,]+$", before)
        return (
            digits is not None and (digits.group().strip(".,") in ("10", "2", "x") or len(digits.group()) < 3)
        ) or match.group()[0] == "⁻"
    return match.group()[0] == "⁻" or bool(EXPONENT_BASE.search(before))


def expand_numbers(text: str) -> list[int]:
    """Reads a list of numbers and ranges such as `1,3–5`.

    Args:
        text: Digits, commas and dashes.

    Returns:
        The numbers, ranges written out; nothing where a range runs backwards or is too long to be one.
    """
    numbers: list[int] = []
    dash = False
    for match in NUMBER_STEP.finditer(text):
        if match.group("dash"):
            dash = True
            continue
        number = int(match.group("number").translate(DIGITS))
        if dash and numbers:
            if not numbers[-1] < number <= numbers[-1] + _MAX_RANGE:
                return []
            numbers.extend(range(numbers[-1] + 1, number))
        dash = False
        numbers.append(number)
    return numbers


def link_markers(
    view: PageView, links: Sequence[NoteLink], references: Sequence[Reference], inside: Mapping[int, str]
) -> list[InlineMarker]:
    """Links the markers in the text to the entries.

    Args:
        view: The page.
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
        start, end = _widen(view.blocks[link.block].text, link.start, link.end)
        taken.setdefault(link.block, []).append((start, end))
        found.append(InlineMarker(marker=link.value, block=link.block, offset=start, length=end - start, target=target))
    found.extend(_fill_ranges(view, found, by_number))
    if by_number or by_url:
        for block in view.blocks:
            if block.index in inside or block.kind is BlockKind.CODE or not block.text:
                continue
            spans = taken.get(block.index, [])
            found.extend(_link_outside(view, block, by_url, spans))
            if by_number:
                found.extend(_link_numbers(block, by_number, spans))
    if not by_number and any(reference.authors for reference in references):
        found.extend(link_author_years(view, index_author_years(references), set(inside)))
    found.sort(key=lambda marker: (marker.block, marker.offset))
    return found


def _index_numbers(references: Sequence[Reference]) -> dict[int, int]:
    found: dict[int, int] = {}
    for place, reference in enumerate(references):
        digits = (reference.marker or "").translate(DIGITS)
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


def _fill_ranges(view: PageView, found: Iterable[InlineMarker], by_number: Mapping[int, int]) -> list[InlineMarker]:
    """Numbers between the linked ends of a range are not links themselves."""
    groups: dict[tuple[int, int, int], set[str]] = {}
    for marker in found:
        groups.setdefault((marker.block, marker.offset, marker.length), set()).add(marker.marker)
    return [
        InlineMarker(marker=str(number), block=block, offset=offset, length=length, target=by_number[number])
        for (block, offset, length), shown in groups.items()
        if length > 4
        for number in expand_numbers(view.blocks[block].text[offset : offset + length])
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
    view: PageView, block: Block, by_url: Mapping[str, int], taken: list[tuple[int, int]]
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
        target = by_url.get(same_address_key(view.resolve(span.target)))
        if target is None or any(a < end and start < b for a, b in taken):
            continue
        taken.append((start, end))
        found.append(InlineMarker(marker=value, block=block.index, offset=start, length=end - start, target=target))
    return found
