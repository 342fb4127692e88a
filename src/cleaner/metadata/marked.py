"""Reads what the markup of the page's body marks as author, date and the like: microdata, RDFa, rel and class names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.document import Candidate
from cleaner.lexicon import read_date
from cleaner.metadata.shown_lines import MODIFIED_WORDS
from cleaner.metadata.vocabularies import CLINIC_FIELDS, SCHEMA_FIELDS
from cleaner.page.blocks import Block, SpanKind
from cleaner.page.columns import PageColumns

_PROPERTIES = dict(reversed(SCHEMA_FIELDS)) | dict(CLINIC_FIELDS)
# Itemprop of these names stands on too many things that are not the page.
_AMBIGUOUS = frozenset(
    ["name", "description", "image", "url", "keywords", "address", "thumbnailUrl", "license", "uploadDate"]
)
# Words of class names, parted by white space, `-` and `_`.
_AUTHOR_CLASS_WORDS = frozenset("author authors byline writer authorname postauthor username creator".split())
_DATE_CLASS_WORDS = frozenset("date dateline pubdate published publish posted time timestamp postdate".split())
# Lists of other pages carry their own bylines and dates.
_OTHER_PAGES = re.compile(
    r"relat|recommend|more-|sidebar|widget|comment|footer|popular|trending|latest|recent|teaser|card|reply|replies|bio\b",
    re.IGNORECASE,
)
_CLASS_WORDS = _AUTHOR_CLASS_WORDS | _DATE_CLASS_WORDS
_WATCHED = frozenset(["itemprop", "property", "rel", "class", "datetime"])
_VALUE_ATTRIBUTES = ("content", "datetime")
_MAX_CLASS_CHARS = 300
_MAX_TEXT_CHARS = 200
_MAX_ELEMENTS_INSIDE = 40
_MAX_CANDIDATES = 60


class _Body(NamedTuple):
    """A page with its visible blocks by element."""

    page: PageColumns
    blocks: dict[int, list[Block]]


def read_marked(page: PageColumns) -> list[Candidate]:
    """Reads the candidates that attributes of the page's elements give, in document order.

    Args:
        page: The page, cut into blocks.

    Returns:
        Candidates whose source is `microdata:`, `rdfa:`, `rel:`, `time` or `class:` and the property's name.
    """
    blocks: dict[int, list[Block]] = {}
    for block in page.blocks:
        blocks.setdefault(block.element, []).append(block)
    body = _Body(page, blocks)
    found: list[Candidate] = []
    # Pages repeat their classes hundreds of times: each is judged once.
    fields: dict[str, str] = {}
    for ordinal, attributes in enumerate(page.tree.attributes):
        for name, value in attributes:
            if name not in _WATCHED or not value:
                continue
            if name != "class":
                found.extend(_read_attribute(body, ordinal, name, value))
                continue
            if value not in fields:
                fields[value] = _find_class_field(value)
            if fields[value]:
                found.extend(_make(body, ordinal, fields[value], f"class:{fields[value]}"))
        if len(found) >= _MAX_CANDIDATES:
            break
    return found


def _read_attribute(body: _Body, ordinal: int, name: str, value: str) -> Iterator[Candidate]:
    tag = body.page.tree.tags[ordinal]
    if name == "datetime":
        if tag == "time":
            yield from _read_time(body, ordinal, value)
    elif name == "rel":
        rels = value.lower().split() if tag == "a" else ()
        if "author" in rels:
            yield from _make(body, ordinal, "authors", "rel:author")
        elif "tag" in rels:
            yield Candidate(field="tags", value=_text_around(body, ordinal), source="rel:tag")
        elif "license" in rels and (href := dict(body.page.tree.attributes[ordinal]).get("href")):
            yield Candidate(field="licence", value=href, source="rel:license")
    else:
        yield from _read_property(body, ordinal, name, value)


def _find_class_field(value: str) -> str:
    """The field whose value an element with such a class holds; empty for none."""
    if len(value) > _MAX_CLASS_CHARS:
        return ""
    words = value.lower().replace("-", " ").replace("_", " ").split()
    if _CLASS_WORDS.isdisjoint(words):
        return ""
    return "published" if _AUTHOR_CLASS_WORDS.isdisjoint(words) else "authors"


def _read_property(body: _Body, ordinal: int, name: str, value: str) -> Iterator[Candidate]:
    if body.page.tree.tags[ordinal] == "meta" and name == "property":
        return
    kind = "microdata" if name == "itemprop" else "rdfa"
    for stated in value.split():
        prop = stated.rsplit(":", 1)[-1].rsplit("/", 1)[-1]
        field = _PROPERTIES.get(prop)
        if field and prop not in _AMBIGUOUS:
            yield from _make(body, ordinal, field, f"{kind}:{prop}")


def _read_time(body: _Body, ordinal: int, value: str) -> Iterator[Candidate]:
    if _is_elsewhere(body.page, ordinal):
        return
    text = _text_around(body, ordinal)
    names = " ".join(attribute or "" for _, attribute in body.page.tree.attributes[ordinal])
    modified = MODIFIED_WORDS.search(names) or (MODIFIED_WORDS.search(text) and len(text) < 60)
    yield Candidate(field="modified" if modified else "published", value=value, source="time")


def _make(body: _Body, ordinal: int, field: str, source: str) -> Iterator[Candidate]:
    stated = dict(body.page.tree.attributes[ordinal])
    value = next((stated[name] for name in _VALUE_ATTRIBUTES if stated.get(name)), None)
    if value is None and field == "published" and read_date(stated.get("title") or "", day_first=False):
        value = stated["title"]
    if value is None:
        if _is_elsewhere(body.page, ordinal):
            return
        value = _text_around(body, ordinal)
    if value and len(value) <= _MAX_TEXT_CHARS:
        yield Candidate(field=field, value=value, source=source)


def _is_elsewhere(page: PageColumns, ordinal: int) -> bool:
    """Whether an element stands in a list of other pages, in comments or in the page's shell."""
    steps = 0
    while ordinal >= 0 and steps < 12:
        if page.tree.tags[ordinal] in ("aside", "footer", "nav"):
            return True
        if page.tree.tags[ordinal] in ("body", "main"):
            return False
        for name, value in page.tree.attributes[ordinal]:
            if name in ("class", "id") and value and _OTHER_PAGES.search(value):
                return True
        ordinal = page.tree.parents[ordinal]
        steps += 1
    return False


def _text_around(body: _Body, ordinal: int) -> str:
    """An element's text if it holds blocks, else the part of its block that it most likely is."""
    outline = body.page.tree
    texts = [block.text for block in body.blocks.get(ordinal, ()) if not block.hidden]
    for inner in range(ordinal + 1, min(ordinal + _MAX_ELEMENTS_INSIDE, len(outline.parents))):
        if outline.parents[inner] < ordinal:
            break
        texts.extend(block.text for block in body.blocks.get(inner, ()) if not block.hidden)
    if texts:
        return next((text for text in texts if text.strip()), "")
    href = dict(outline.attributes[ordinal]).get("href")
    for _ in range(5):
        ordinal = outline.parents[ordinal]
        if ordinal < 0:
            return ""
        for block in body.blocks.get(ordinal, ()):
            if href is not None:
                linked = (s for s in block.spans if s.kind is SpanKind.LINK and s.target == href)
                span = next(linked, None)
                if span is None:
                    continue
                return block.text[span.start : span.end]
            if not block.hidden:
                return block.text
    return ""
