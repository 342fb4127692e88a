"""Links the markers in the running text to their entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cleaner.document import InlineMarker, Reference
from cleaner.page.blocks import BlockKind, Span, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import (
    GLUED_NUMBERS,
    LOWERED_NUMBERS,
    MAX_LINK_MARKER_CHARS,
    NUMBERS_IN_BRACKETS,
    NUMBERS_IN_ROUND_BRACKETS,
    RAISED_DIGIT_VALUES,
    RAISED_NUMBERS,
    expand_numbers,
    read_link_marker,
    read_number,
)
from cleaner.references.identifiers import same_address_key
from cleaner.references.linked import NoteLink
from cleaner.references.names import surname_of
from cleaner.references.patterns import AUTHOR_YEAR

# Numbers after these count figures, steps or sections.
_NUMBERED_THINGS = re.compile(
    r"\b(?:fig(?:ure|s)?|abb(?:ildung)?|tab(?:le|elle|leau)?|eq(?:uation)?|gleichung|step|schritt|étape|section|abschnitt|chapter|kapitel|"
    r"chapitre|no|nr|n°|item|part|teil|phase|type|typ|grade|grad|stage|level|page|seite|version|vitamin)\.?\s?$",
    re.IGNORECASE,
)
# Before a raised digit that is an exponent: units and single-letter symbols.
_EXPONENT_BASE = re.compile(
    r"(?:^|[^A-Za-zÀ-ÿ])(?:m|cm|mm|km|dm|nm|µm|μm|ft|in|yd|mi|s|sec|min|h|kg|g|mg|ha|kg/m|g/m|W/m|mg/m|m/s|cells/mm|/mm|/m|/cm|"
    r"[A-Zxyznrktcpχσπηωαβγλρ])$"
)

# Below this share of entries with a marker, the text may cite by names instead.
_MIN_CITED_RATIO = 0.5
_OPENING = "[(（［"
_CLOSING = "])）］"


class _Places(NamedTuple):
    """Where the entries of a page can be found again.

    Attributes:
        by_block: Place of the entry of each block that is one.
        by_number: Place of the entry of each number.
        by_url: Place of the entry of each address.
        inside: The blocks that are reference material, which cite nothing.
    """

    by_block: dict[int, int]
    by_number: dict[int, int]
    by_url: dict[str, int]
    inside: Mapping[int, str]


Taken = dict[int, list[tuple[int, int]]]
"""For each block the stretches that are markers already."""


def link_markers(
    page: PageColumns, links: Sequence[NoteLink], references: Sequence[Reference], inside: Mapping[int, str]
) -> list[InlineMarker]:
    """Links the markers in the text to the entries: the surest signs first, weaker ones where these say little.

    Args:
        page: The page.
        links: Numbered links into the page.
        references: The entries, in order.
        inside: Blocks that are reference material.

    Returns:
        The markers in document order; one for each number that a group names, at the group's place.
    """
    places = _index_places(references, inside)
    taken: Taken = {}
    found = list(_follow_links(page, links, places, taken))
    found += _fill_ranges(page, found, places.by_number)
    found += _link_shown(page, places, taken)
    if len({marker.target for marker in found}) < _MIN_CITED_RATIO * len(references):
        found += _link_names(page, references, places)
    if not found and places.by_number:
        found += _link_loose_numbers(page, places)
    found.sort(key=lambda m: (m.block, m.offset, int(m.marker) if m.marker.isdecimal() else 0))
    return found


def _index_places(references: Sequence[Reference], inside: Mapping[int, str]) -> _Places:
    """The first entry of each block, number and address."""
    places = _Places({}, {}, {}, inside)
    for place, reference in enumerate(references):
        for index in reference.blocks:
            places.by_block.setdefault(index, place)
        for url in reference.urls:
            places.by_url.setdefault(same_address_key(url), place)
        number = read_number(reference.marker)
        if number is not None:
            places.by_number.setdefault(number, place)
    return places


def _mark(marker: str, block: int, stretch: tuple[int, int], target: int | None) -> InlineMarker:
    start, end = stretch
    return InlineMarker(marker=marker, block=block, offset=start, length=end - start, target=target)


def _overlaps(stretch: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < stretch[1] and stretch[0] < end for start, end in taken)


# ---- links


def _follow_links(
    page: PageColumns, links: Sequence[NoteLink], places: _Places, taken: Taken
) -> Iterator[InlineMarker]:
    """Markers that are links to an entry."""
    for link in links:
        target = places.by_block.get(link.target)
        if target is None or link.block in places.inside:
            continue
        stretch = _widen(page.blocks.texts[link.block], link.start, link.end)
        taken.setdefault(link.block, []).append(stretch)
        yield _mark(link.value, link.block, stretch, target)


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
        _mark(str(number), block, (offset, offset + length), by_number[number])
        for (block, offset, length), shown in groups.items()
        if length > 4
        for number in expand_numbers(page.blocks.texts[block][offset : offset + length])
        if number in by_number and str(number) not in shown
    ]


# ---- addresses and numbers


def _link_shown(page: PageColumns, places: _Places, taken: Taken) -> Iterator[InlineMarker]:
    """Markers that lead straight to the source, and numbers in brackets or raised."""
    if not places.by_number and not places.by_url:
        return
    code = page.blocks.is_kind(BlockKind.CODE).tolist()
    for index, text in enumerate(page.blocks.texts):
        if index in places.inside or code[index] or not text:
            continue
        stretches = taken.get(index, [])
        yield from _link_addresses(page, index, places.by_url, stretches)
        if places.by_number:
            yield from _link_numbers(page, index, places.by_number, stretches)


def _link_addresses(
    page: PageColumns, index: int, by_url: Mapping[str, int], taken: list[tuple[int, int]]
) -> Iterator[InlineMarker]:
    """`[3]` linked to the third entry's own address."""
    text = page.blocks.texts[index]
    for span in page.blocks.spans[index]:
        is_short = span.kind is SpanKind.LINK and span.end - span.start <= MAX_LINK_MARKER_CHARS
        if not is_short or not span.target or span.target.startswith("#"):
            continue
        value = read_link_marker(text[span.start : span.end])
        if value is None or not value.isdigit():
            continue
        stretch = _widen(text, span.start, span.end)
        target = by_url.get(same_address_key(page.address.resolve(span.target)))
        if target is not None and not _overlaps(stretch, taken):
            taken.append(stretch)
            yield _mark(value, index, stretch, target)


def _link_numbers(
    page: PageColumns, index: int, by_number: Mapping[int, int], taken: list[tuple[int, int]]
) -> Iterator[InlineMarker]:
    """`[3, 5–7]` and `³`: numbers of which some entry has one."""
    for start, end, values in find_number_groups(page.blocks.texts[index], page.blocks.spans[index]):
        if _overlaps((start, end), taken) or not any(value in by_number for value in values):
            continue
        taken.append((start, end))
        for value in values:
            yield _mark(str(value), index, (start, end), by_number.get(value))


TextNumbers = list[tuple[int, list[int]]]
"""Groups of numbers in brackets or raised: the index of their block, and the numbers."""


def find_text_numbers(page: PageColumns) -> TextNumbers:
    """Collects the numbers of bracketed and raised markers on a page."""
    code = page.blocks.is_kind(BlockKind.CODE).tolist()
    return [
        (index, values)
        for index, text in enumerate(page.blocks.texts)
        if ("[" in text or not text.isascii()) and not code[index]
        for _, _, values in find_number_groups(text, page.blocks.spans[index])
    ]


def count_text_numbers(found: TextNumbers, inside: set[int]) -> set[int]:
    """The numbers that stand outside the blocks that are entries themselves."""
    return {value for block, values in found if block not in inside for value in values}


def find_number_groups(text: str, spans: Sequence[Span]) -> list[tuple[int, int, list[int]]]:
    """Finds bracketed and raised numbers in a block.

    Args:
        text: The block's text.
        spans: What stands in it.

    Returns:
        For each group its start, end, and the numbers it names, ranges written out; in the order of the text.
    """
    found: list[tuple[int, int, str]] = []
    if "[" in text or "［" in text or "【" in text:
        found += [
            (*match.span(), next(group for group in match.groups() if group))
            for match in NUMBERS_IN_BRACKETS.finditer(text)
            if not _is_code(spans, match.start())
        ]
    if not text.isascii():
        found += [
            (*match.span(), match.group().translate(RAISED_DIGIT_VALUES))
            for match in RAISED_NUMBERS.finditer(text)
            if match.start() and not _is_exponent(text, match)
        ]
        found += [
            (*match.span(), match.group().strip().translate(RAISED_DIGIT_VALUES))
            for match in LOWERED_NUMBERS.finditer(text)
        ]
    return [(start, end, values) for start, end, numbers in sorted(found) if (values := expand_numbers(numbers))]


def _is_code(spans: Sequence[Span], offset: int) -> bool:
    return any(span.kind in (SpanKind.CODE, SpanKind.FORMULA) and span.start <= offset < span.end for span in spans)


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
    return match.group()[0] == "⁻" or bool(_EXPONENT_BASE.search(before))


# ---- names and years

_MAX_NAMED_CHARS = 80
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\b")

_NEXT_YEAR = re.compile(r"[,;]\s?(?P<year>(?:1[89]|20)\d\d)(?P<letter>[a-z])?\b")

AuthorYears = dict[tuple[str, int], list[int]]
"""For each surname and year the places of the references."""


def _link_names(page: PageColumns, references: Sequence[Reference], places: _Places) -> list[InlineMarker]:
    """Author–year citations: those that link to their entry, then those whose names and year say which it is."""
    found: list[InlineMarker] = []
    for markers in (
        _follow_names(page, places),
        _match_organisations(page, references, places.inside),
        _match_names(page, _index_author_years(references), places.inside),
    ):
        taken: Taken = {}
        for marker in found:
            taken.setdefault(marker.block, []).append((marker.offset, marker.offset + marker.length))
        found += [
            marker
            for marker in markers
            if not _overlaps((marker.offset, marker.offset + marker.length), taken.get(marker.block, ()))
        ]
    return found


def _follow_names(page: PageColumns, places: _Places) -> Iterator[InlineMarker]:
    """Author–year citations such as `Smith et al., 2020` that link to their entry."""
    for index, spans in enumerate(page.blocks.spans):
        if index in places.inside:
            continue
        text = page.blocks.texts[index]
        for span in spans:
            if span.kind is not SpanKind.LINK or not span.target or "#" not in span.target:
                continue
            words = text[span.start : span.end]
            if len(words) > _MAX_NAMED_CHARS or not _YEAR.search(words):
                continue
            target = places.by_block.get(page.find_place(page.address.fragment_of(span.target)))
            if target is not None:
                yield _mark(words.strip("()[] "), index, (span.start, span.end), target)


def _index_author_years(references: Sequence[Reference]) -> AuthorYears:
    found: AuthorYears = {}
    for place, reference in enumerate(references):
        if reference.authors and reference.year:
            found.setdefault((surname_of(reference.authors[0]), reference.year), []).append(place)
    return found


def _match_names(page: PageColumns, index: AuthorYears, inside: Mapping[int, str]) -> Iterator[InlineMarker]:
    """Author–year citations that name an entry; where a letter tells works of one year apart, it counts from `a`."""
    years = {str(year) for _, year in index}
    code = page.blocks.is_kind(BlockKind.CODE).tolist()
    for block, text in enumerate(page.blocks.texts):
        if block in inside or code[block] or not any(year in text for year in years):
            continue
        for match in AUTHOR_YEAR.finditer(text):
            cited = _read_years(text, match)
            stretch = (match.start(), cited[-1].end())
            for year in cited:
                named = index.get((surname_of(match.group("names")), int(year.group("year"))))
                if named is not None:
                    nth = ord(year.group("letter") or "a") - ord("a")
                    shown = match.group("names") + ", " + year.group("year") + (year.group("letter") or "")
                    shown = match.group().rstrip(" )") if len(cited) == 1 else shown
                    yield _mark(shown, block, stretch, named[nth] if nth < len(named) else None)


def _read_years(text: str, citation: re.Match[str]) -> list[re.Match[str]]:
    """The year of a citation and those that follow it: "(2016a, 2016b)"."""
    years = [citation]
    while (following := _NEXT_YEAR.match(text, years[-1].end())) is not None:
        years.append(following)
    return years


def _match_organisations(
    page: PageColumns, references: Sequence[Reference], inside: Mapping[int, str]
) -> Iterator[InlineMarker]:
    """Citations that give an organisation's whole name, as the entry does, and the year: `(Pollen Board, 2020)`."""
    named = [
        (place, reference.authors[0].strip(" ."), str(reference.year))
        for place, reference in enumerate(references)
        if reference.authors and reference.year and " " in reference.authors[0].strip()
    ]
    code = page.blocks.is_kind(BlockKind.CODE).tolist()
    for block, text in enumerate(page.blocks.texts) if named else ():
        if block in inside or code[block]:
            continue
        for place, name, year in named:
            if name in text and year in text:
                for match in re.finditer(rf"{re.escape(name)},? \(?{year}\b", text):
                    yield _mark(match.group(), block, match.span(), place)


# ---- numbers that nothing sets apart

# On the gold's pages no enumeration, equation or unit meets all of these; they stay loose for lists cited in part.
_MIN_COVERED_RATIO = 0.4
_MIN_ORDERED_RATIO = 0.7
_LOOSE_SKIPPED = (BlockKind.CODE, BlockKind.FORMULA, BlockKind.CONTROL)


class LooseMarkers(NamedTuple):
    """Markers that only their numbers show.

    Attributes:
        name: What they look like.
        pattern: How they are found.
        min_closing_ratio: Share of them that must stand at the end of a clause.
        min_covered_ratio: Share of the entries that they must name.
    """

    name: str
    pattern: re.Pattern[str]
    min_closing_ratio: float
    min_covered_ratio: float


# The first that run through the text as citations do are linked.
LOOSE_MARKERS = (
    LooseMarkers("round-brackets", NUMBERS_IN_ROUND_BRACKETS, 0.6, _MIN_COVERED_RATIO),
    LooseMarkers("round-brackets-of-all", NUMBERS_IN_ROUND_BRACKETS, 0, 1),
    LooseMarkers("lost-raising", GLUED_NUMBERS, 0, _MIN_COVERED_RATIO),
)


class _LooseNumbers(NamedTuple):
    block: int
    stretch: tuple[int, int]
    numbers: list[int]
    closes: bool


def _link_loose_numbers(page: PageColumns, places: _Places) -> list[InlineMarker]:
    for markers in LOOSE_MARKERS:
        found = list(_search_loose(page, markers.pattern, places))
        if _run_as_citations(found, places.by_number, markers):
            return [_mark(str(n), hit.block, hit.stretch, places.by_number[n]) for hit in found for n in hit.numbers]
    return []


def _search_loose(page: PageColumns, pattern: re.Pattern[str], places: _Places) -> Iterator[_LooseNumbers]:
    """Numbers of entries, save for those of figures, steps and the like."""
    skipped = np.logical_or.reduce([page.blocks.is_kind(kind) for kind in _LOOSE_SKIPPED]).tolist()
    for index, text in enumerate(page.blocks.texts):
        for match in pattern.finditer(text) if index not in places.inside and not skipped[index] else ():
            start, end = match.span()
            numbers = expand_numbers(match.group("numbers"))
            is_cited = bool(numbers) and all(number in places.by_number for number in numbers)
            if start and is_cited and not _NUMBERED_THINGS.search(text, max(0, start - 16), start):
                following = text[end:].lstrip()[:1]
                closes = not following or following in ".,;:!?)(–" or text[start - 1] in ".,;:!?"
                yield _LooseNumbers(index, (start, end), numbers, closes)


def _run_as_citations(found: Sequence[_LooseNumbers], by_number: Mapping[int, int], markers: LooseMarkers) -> bool:
    """Whether the numbers name a good part of the entries, for the first time in order, and close clauses."""
    firsts = list(dict.fromkeys(number for hit in found for number in hit.numbers))
    if len(firsts) < markers.min_covered_ratio * len(by_number):
        return False
    ordered = sum(a < b for a, b in pairwise(firsts))
    closing = sum(hit.closes for hit in found)
    return ordered >= _MIN_ORDERED_RATIO * (len(firsts) - 1) and closing >= markers.min_closing_ratio * len(found)
