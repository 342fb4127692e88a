"""Turns the entries of a group into references: clean text, marker, addresses, identifiers and fields."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise

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
    markers = _choose_markers(page, group)
    found = []
    for entry, (marker, visible) in zip(group.entries, markers, strict=True):
        reference = _build(page, entry, marker, visible, own_dois)
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


def _choose_markers(page: PageColumns, group: Group) -> list[tuple[str | None, bool]]:
    """For each entry its marker, and whether the entry's text begins with it.

    Numbers at the start of single entries may belong to the text ("100 years of …"); a run of them does not.
    """
    read = [_visible_marker(page, entry) for entry in group.entries]
    sound = _are_sound(read, group)
    chosen: list[tuple[str | None, bool]] = []
    for entry, marker in zip(group.entries, read, strict=True):
        if marker is None:
            chosen.append((entry.marker, False))
        elif sound or marker.value == entry.marker:
            value = entry.marker if group.kind is GroupKind.LINKED and entry.marker else marker.value
            chosen.append((value, True))
        elif marker.shape in (MarkerShape.BRACKET, MarkerShape.LENS, MarkerShape.DOT) and entry.marker is not None:
            chosen.append((entry.marker, True))
        else:
            chosen.append((entry.marker, False))
    return chosen


def _visible_marker(page: PageColumns, entry: Entry) -> EntryMarker | None:
    text = _clean_text(page, entry)
    return read_entry_marker(text)


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


def _build(page: PageColumns, entry: Entry, marker: str | None, visible: bool, own_dois: frozenset[str]) -> Reference:
    text = _strip_marker(_clean_text(page, entry), visible=visible)
    urls = collect_urls(page, entry.parts)
    ids = find_identifiers(text, urls, own_dois=own_dois)
    is_cut = len(entry.parts) > 1 or any("\n" in page.blocks[part.block].text for part in entry.parts)
    parsed = _strip_marker(_clean_text(page, entry, cut=True), visible=visible) if is_cut else text
    fields = parse_fields(parsed, read_hints(page, entry, urls))
    return Reference(
        marker=marker,
        text=text,
        raw=text_of(page, entry),
        title=fields.title,
        container=fields.container,
        authors=fields.authors,
        year=fields.year,
        date=fields.date,
        accessed=fields.accessed,
        volume=fields.volume,
        issue=fields.issue,
        pages=fields.pages,
        publisher=fields.publisher,
        urls=urls,
        doi=ids.doi,
        pmid=ids.pmid,
        pmcid=ids.pmcid,
        arxiv=ids.arxiv,
        isbn=ids.isbn,
        trial_ids=ids.trial_ids,
        type=fields.type,
        blocks=tuple(dict.fromkeys(part.block for part in entry.parts)),
    )


def _strip_marker(text: str, *, visible: bool) -> str:
    if visible:
        read = read_entry_marker(text)
        if read is not None:
            text = text[read.length :]
    return _LEADING.sub("", text)


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
    block = page.blocks[part.block]
    text = block.text
    kept = []
    offset = part.start
    for span in block.spans:
        if span.kind is not SpanKind.LINK or span.start < offset or span.end > part.end:
            continue
        words = text[span.start : span.end]
        fragment = page.address.fragment_of(span.target)
        back = fragment is not None and (
            _leads_back(words)
            or (span.start <= part.start + 1 and _names_entry(words) and page.find_place(fragment) < part.block)
        )
        utility = (
            fragment is None
            and span.start > part.start
            and words.strip(" []()").casefold() in UTILITY_LABELS
            and _ends_entry(text, span.end, part.end)
        )
        if back or utility:
            kept.append(text[offset : span.start])
            offset = span.end
    kept.append(text[offset : part.end])
    joined = _EMPTY_BRACKETS.sub("", "".join(kept))
    return _BACK_ARROW.sub(" ", joined).rstrip() if not joined.isascii() else joined


def _leads_back(words: str) -> bool:
    return bool(_BACK_ARROW.search(words) or (BACK_LABEL.fullmatch(words) and not words.strip("[]().").isdigit()))


def _names_entry(words: str) -> bool:
    """Whether a link back to the text is the entry's label: `Adeyemi et al., 2019` before the work itself."""
    match = AUTHOR_YEAR.match(words.strip("[( "))
    return len(words) < 80 and match is not None and len(words) - match.end() < 4


def _ends_entry(text: str, start: int, end: int) -> bool:
    """Whether nothing but more such labels follows."""
    rest = text[start:end]
    return len(rest) < 80


def read_hints(page: PageColumns, entry: Entry, urls: tuple[str, ...]) -> Hints:
    """What the markup says about an entry's parts: its links' and emphasised words, with white space folded."""
    links, emphasised = [], []
    lead = ""
    for part in entry.parts:
        block = page.blocks[part.block]
        for span in block.spans:
            if span.start < part.start or span.end > part.end or span.start == span.end:
                continue
            words = _SPACES.sub(" ", block.text[span.start : span.end])
            if span.kind is SpanKind.LINK and not page.address.fragment_of(span.target):
                links.append(words)
            elif span.kind in (SpanKind.EMPHASIS, SpanKind.STRONG):
                emphasised.append(words)
                if (
                    span.kind is SpanKind.STRONG
                    and span.start == part.start
                    and block.text[span.end : span.end + 1] == "\n"
                ):
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
        block = page.blocks[part.block]
        links = links_of(block, part.start, part.end)
        places = [
            (link.start, unwrap(page.address.resolve(target)))
            for link in links
            if (target := (link.target or "").strip())
            and not target.lower().startswith(_NO_PAGES)
            and not page.address.fragment_of(target)
        ]
        for start, end in find_printed(block.text[part.start : part.end]):
            first, last = start + part.start, end + part.start
            if not any(link.start < last and first < link.end for link in links):
                printed = block.text[first:last]
                places.append((first, printed if "://" in printed else "https://" + printed))
        for _, url in sorted(places):
            found.setdefault(same_address_key(url), url)
    return tuple(found.values())
