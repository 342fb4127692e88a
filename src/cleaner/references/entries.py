"""Turns the entries of a group into references: clean text, marker, addresses, identifiers and fields."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from typing import NamedTuple

from cleaner.document import Reference
from cleaner.page.blocks import PageKind, SpanKind
from cleaner.page.columns import PageColumns
from cleaner.page.markers import BACK_LABEL, BACK_SIGNS, EntryMarker, MarkerShape, read_entry_marker
from cleaner.references.fields import Hints, parse_fields
from cleaner.references.groups import Entry, Group, GroupKind, Part, links_of, text_of
from cleaner.references.identifiers import find_identifiers, find_printed, same_address_key, unwrap
from cleaner.references.patterns import AUTHOR_YEAR, UTILITY_LABELS

_BACK_ARROW = re.compile(rf"[{BACK_SIGNS}][\ufe0e\ufe0f]?")
_BRACKET_UTILITY = re.compile(
    r"\s*\[\s*(?:cross-?ref|medline|pubmed(?: central| abstract)?|pmc(?: free article)?|free full text|full text|google ?scholar|cas|doi|"
    r"article|webcite cache|web of science|link|scopus|publisher full text|ref list|view)\s*\]",
    re.IGNORECASE,
)

# A single marker of these is one whatever it numbers.
_PLAIN_SHAPES = (MarkerShape.BRACKET, MarkerShape.LENS, MarkerShape.RAISED, MarkerShape.ROUND)
# A list that counts its items may show these as well.
_LIST_SHAPES = (MarkerShape.BRACKET, MarkerShape.LENS, MarkerShape.DOT)
# Links to copies of a work stand at the end of its entry.
_MAX_AFTER_COPY_CHARS = 80
_SPACES = re.compile(r"\s+")
_STUDY_NAME = re.compile(r"(?P<name>[A-ZÀ-Þ][\w’'-]+)(?:\s[\w’'-]+)?\s(?:19|20)\d\d[a-z]?(?:\s\{[^{}]*\})?\*?")
# What is left around a back-link that was taken out.
_EMPTY_BRACKETS = re.compile(r"\[\s*\]|^\s*\(\s*\)")
_LEADING = re.compile(r"^(?:[\s•·‣▪▫◦●○■□–—\-*|:,;.]+(?=\S))")
# Ends of blocks and lines that no punctuation marks, before what can begin a part of a citation.
# A single word before the end is an element inside a name or a number.
_CUT = re.compile(r"(?<=[\w.,:)])(?P<word>[ ][\w)\]®™’'-]*[\w)\]®™])\s*\n\s*(?=[A-ZÀ-Þ“„«\"(\d])")
_NO_PAGES = ("#", "mailto:", "javascript:", "tel:", "data:", "about:", "blob:", "sms:")
_ANCHOR_LEAD = re.compile(r"^[\^↑⇧]\s*(?:(?:[a-z]{1,2}|\d+\.\d+)\s+)*(?=\S)")


def build_references(page: PageColumns, group: Group, own_dois: frozenset[str]) -> list[Reference]:
    """Builds the references of a group.

    Args:
        page: The page.
        group: A group that is judged to be references.
        own_dois: DOIs of the page itself.

    Returns:
        One reference for each entry that has text or an address.
    """
    group = _drop_study_names(page, group)
    texts = [_clean_text(page, entry) for entry in group.entries]
    found = []
    for entry, text, marker in zip(group.entries, texts, _choose_markers(group, texts), strict=True):
        reference = _build(page, entry, text, marker, own_dois)
        if reference.text or reference.urls:
            found.append(reference)
    return found


def _drop_study_names(page: PageColumns, group: Group) -> Group:
    """Leaves out lines such as `Avorn 1994 {published data only}` above the entry of that study."""
    if group.kind is GroupKind.LINKED or len(group.entries) < 2:
        return group
    texts = [text_of(page, entry) for entry in group.entries]
    kept = [
        entry
        for place, entry in enumerate(group.entries)
        if place + 1 == len(texts)
        or (name := _STUDY_NAME.fullmatch(texts[place].strip())) is None
        or not texts[place + 1].lstrip("* ").startswith(name.group("name"))
    ]
    return dataclasses.replace(group, entries=tuple(kept))


class _Marker(NamedTuple):
    """The marker of an entry, and how many characters of its text that takes: 0 where the text lacks it."""

    value: str | None
    length: int

    def strip(self, text: str) -> str:
        return _LEADING.sub("", text[self.length :])


def _choose_markers(group: Group, texts: list[str]) -> list[_Marker]:
    """The marker of each entry.

    Numbers at the start of single entries may belong to the text ("100 years of …"); a run of them does not.
    """
    read = [read_entry_marker(text) for text in texts]
    sound = _are_sound(read, group)
    chosen: list[_Marker] = []
    for entry, marker in zip(group.entries, read, strict=True):
        if marker is None:
            chosen.append(_Marker(entry.marker, 0))
        elif sound or marker.value == entry.marker:
            value = entry.marker if group.kind is GroupKind.LINKED and entry.marker else marker.value
            chosen.append(_Marker(value, marker.length))
        else:
            counts_twice = entry.marker is not None and marker.shape in _LIST_SHAPES
            chosen.append(_Marker(entry.marker, marker.length if counts_twice else 0))
    return chosen


def _are_sound(read: list[EntryMarker | None], group: Group) -> bool:
    markers = [marker for marker in read if marker is not None]
    if not markers or len(markers) < 0.6 * len(read):
        return False
    if group.kind is GroupKind.NUMBERED:
        return True
    numbers = [marker.number for marker in markers]
    if any(number is None for number in numbers):
        return all(marker.shape in (MarkerShape.BRACKET, MarkerShape.SIGN) for marker in markers)
    if len(numbers) == 1:
        return markers[0].shape in _PLAIN_SHAPES or numbers[0] == 1
    return all(a is not None and b is not None and a < b for a, b in pairwise(numbers))


def _build(page: PageColumns, entry: Entry, text: str, marker: _Marker, own_dois: frozenset[str]) -> Reference:
    urls = collect_urls(page, entry.parts)
    is_cut = len(entry.parts) > 1 or any("\n" in page.blocks.texts[part.block] for part in entry.parts)
    parsed = marker.strip(_clean_text(page, entry, cut=True) if is_cut else text)
    fields = parse_fields(parsed, read_hints(page, entry, urls))
    shown = marker.strip(text)
    ids = find_identifiers(shown, urls, own_dois=own_dois)
    return Reference(
        marker=marker.value,
        text=shown,
        raw=text_of(page, entry),
        urls=urls,
        blocks=tuple(dict.fromkeys(part.block for part in entry.parts)),
        **fields._asdict(),
        **ids._asdict(),
    )


def _clean_text(page: PageColumns, entry: Entry, *, cut: bool = False) -> str:
    """An entry's text in one line.

    Args:
        page: The page.
        entry: The entry.
        cut: Whether the page's cuts into blocks and lines are written as full stops where punctuation lacks.
    """
    pieces = [piece for part in entry.parts if (piece := _part_text(page, part))]
    joined = "\n".join(pieces)
    if cut and page.kind is PageKind.HTML:
        joined = _CUT.sub(r"\g<word>. ", joined)
    text = _SPACES.sub(" ", joined).strip()
    text = _ANCHOR_LEAD.sub("", text)
    text = _BRACKET_UTILITY.sub("", text)
    return text.strip()


def _part_text(page: PageColumns, part: Part) -> str:
    """A part's text without links back into the page and links to indexes and shops of copies."""
    text = page.blocks.texts[part.block]
    kept = []
    offset = part.start
    for link in links_of(page, part):
        if link.start < offset:
            continue
        words = text[link.start : link.end]
        fragment = page.address.fragment_of(link.target)
        if fragment is None:
            is_copy = words.strip(" []()").casefold() in UTILITY_LABELS
            is_left_out = is_copy and link.start > part.start and part.end - link.end < _MAX_AFTER_COPY_CHARS
        else:
            names_it = link.start <= part.start + 1 and _names_entry(words)
            is_left_out = _leads_back(words) or (names_it and page.find_place(fragment) < part.block)
        if is_left_out:
            kept.append(text[offset : link.start])
            offset = link.end
    kept.append(text[offset : part.end])
    joined = _EMPTY_BRACKETS.sub("", "".join(kept))
    return _BACK_ARROW.sub(" ", joined).rstrip() if not joined.isascii() else joined


def _leads_back(words: str) -> bool:
    return bool(_BACK_ARROW.search(words) or (BACK_LABEL.fullmatch(words) and not words.strip("[]().").isdigit()))


def _names_entry(words: str) -> bool:
    """Whether a link back to the text is the entry's label: `Adeyemi et al., 2019` before the work itself."""
    match = AUTHOR_YEAR.match(words.strip("[( "))
    return len(words) < 80 and match is not None and len(words) - match.end() < 4


def read_hints(page: PageColumns, entry: Entry, urls: tuple[str, ...]) -> Hints:
    """What the markup says about an entry's parts: its links' and emphasised words, with white space folded."""
    links, emphasised = [], []
    lead = ""
    for part in entry.parts:
        text = page.blocks.texts[part.block]
        for span in page.blocks.spans[part.block]:
            if span.start < part.start or span.end > part.end or span.start == span.end:
                continue
            words = _SPACES.sub(" ", text[span.start : span.end])
            if span.kind is SpanKind.LINK and not page.address.fragment_of(span.target):
                links.append(words)
            elif span.kind in (SpanKind.EMPHASIS, SpanKind.STRONG):
                emphasised.append(words)
                if span.kind is SpanKind.STRONG and span.start == part.start and text[span.end : span.end + 1] == "\n":
                    lead = words
    return Hints(links=tuple(links), emphasised=tuple(emphasised), lead=lead, urls=urls, day_first=page.day_first)


def collect_urls(page: PageColumns, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Collects the addresses of an entry.

    Args:
        page: The page.
        parts: The entry's text.

    Returns:
        Absolute addresses, linked or printed, in the order of the text; links back into the page left out.
    """
    found: dict[str, str] = {}
    for part in parts:
        text = page.blocks.texts[part.block]
        links = links_of(page, part)
        places = [
            (link.start, unwrap(page.address.resolve(target)))
            for link in links
            if (target := (link.target or "").strip())
            and not target.lower().startswith(_NO_PAGES)
            and not page.address.fragment_of(target)
        ]
        for start, end in find_printed(text[part.start : part.end]):
            first, last = start + part.start, end + part.start
            if not any(link.start < last and first < link.end for link in links):
                printed = text[first:last]
                places.append((first, printed if "://" in printed else "https://" + printed))
        for _, url in sorted(places):
            found.setdefault(same_address_key(url), url)
    return tuple(found.values())
