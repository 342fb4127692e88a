"""Reads what a page states for machines: its head, and the things of its JSON-LD, its own one first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cleaner.document import Candidate
from cleaner.metadata.vocabularies import (
    CLINIC_FIELDS,
    CLINIC_TYPES,
    CONTENT_TYPES,
    LINK_FIELDS,
    META_FIELDS,
    PARSELY_FIELDS,
    SCHEMA_FIELDS,
    WEB_PAGE_TYPES,
)
from cleaner.page.data import DataScript, read_json
from cleaner.page.head import Head

Thing = Mapping[str, Any]
_SCHEMA_NAME = re.compile(r"^https?://schema\.org/")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
# Deep enough for every page seen; a hostile graph that nests a million times must not be walked.
_MAX_DEPTH = 6
_MAX_THINGS = 2000
_DUBLIN_CORE = ("dc:", "dcterms:")
_DATES = frozenset(["published", "modified", "last_reviewed"])


def read_head(head: Head) -> Iterator[Candidate]:
    """Reads the candidates of a page's `<title>`, metas and links; those of one name in the order of the page."""
    stated = _group_metas(head)
    for name, field in META_FIELDS:
        for content in stated.get(name, ()):
            yield Candidate(field=field, value=content, source=f"meta:{name}")
    for content in stated.get("parsely-page", ()):
        yield from _read_parsely(content)
    if head.title:
        yield Candidate(field="title", value=head.title, source="title")
    if head.language:
        yield Candidate(field="language", value=head.language, source="html:lang")
    for rels, href in head.links:
        for rel in rels.split():
            if rel in LINK_FIELDS:
                yield Candidate(field=LINK_FIELDS[rel], value=href, source=f"link:{rel}")


def _group_metas(head: Head) -> dict[str, list[str]]:
    stated: dict[str, list[str]] = {}
    for name, content in head.metas:
        if content.strip():
            key = name.replace(":", ".", 1) if name.startswith(_DUBLIN_CORE) else name
            stated.setdefault(key, []).append(content)
    return stated


class Graph(NamedTuple):
    """The things of a page's JSON-LD.

    Attributes:
        things: Top-level things and those of graphs, in order.
        known: The same and nested ones by `@id`.
    """

    things: list[Thing]
    known: dict[str, Thing]


def read_json_ld(scripts: tuple[DataScript, ...]) -> list[Candidate]:
    """Reads the candidates that a page's JSON-LD gives.

    Args:
        scripts: The scripts; one that is no JSON is left out.

    Returns:
        Candidates, the page's main thing first.
    """
    graph = _collect_things(scripts)
    found: list[Candidate] = []
    for thing in sorted(graph.things, key=_rank_type):
        rank = _rank_type(thing)
        if rank < _CLINIC_RANK:
            found.extend(_read_fields(thing, SCHEMA_FIELDS, graph))
            found.extend(_read_publisher(thing, graph))
        elif rank == _CLINIC_RANK:
            found.extend(_read_fields(thing, CLINIC_FIELDS, graph))
        if "WebSite" in _types_of(thing) and isinstance(thing.get("name"), str):
            found.append(Candidate(field="site_name", value=thing["name"], source="json_ld:WebSite.name"))
    return found


_PAGE_RANK = len(CONTENT_TYPES)
_CLINIC_RANK = _PAGE_RANK + 1


def _rank_type(thing: Thing) -> int:
    """Place of a thing: the page's content, the page, the clinic behind it, anything else."""
    rank = _CLINIC_RANK + 1
    for name in _types_of(thing):
        if name in WEB_PAGE_TYPES:
            rank = min(rank, _PAGE_RANK)
        elif name in CLINIC_TYPES:
            rank = min(rank, _CLINIC_RANK)
        else:
            rank = min(rank, next((place for place, end in enumerate(CONTENT_TYPES) if name.endswith(end)), rank))
    return rank


def _types_of(thing: Thing) -> tuple[str, ...]:
    stated = thing.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def _collect_things(scripts: tuple[DataScript, ...]) -> Graph:
    graph = Graph([], {})
    for script in scripts:
        _add_things(script.value, graph, 0)
    return graph


def _read_parsely(content: str) -> Iterator[Candidate]:
    """Reads the JSON of a `parsely-page` tag."""
    value = read_json(content)
    if isinstance(value, dict):
        for name, field in PARSELY_FIELDS.items():
            for text in _read_values(value.get(name), field, Graph([], {}), 0):
                yield Candidate(field=field, value=text, source=f"parsely-page:{name}")


def _add_things(value: Any, graph: Graph, depth: int) -> None:
    if depth > _MAX_DEPTH or len(graph.things) > _MAX_THINGS:
        return
    if isinstance(value, list):
        for item in value:
            _add_things(item, graph, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            graph.things.append(value)
        if isinstance(value.get("@id"), str) and len(value) > 1:
            graph.known.setdefault(value["@id"], value)
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), list | dict):
                _add_things(value[key], graph, depth + 1)


def _read_fields(thing: Thing, table: tuple[tuple[str, str], ...], graph: Graph) -> Iterator[Candidate]:
    kind = next(iter(_types_of(thing)), "")
    for name, field in table:
        if name in thing:
            for value in _read_values(thing[name], field, graph, 0):
                yield Candidate(field=field, value=value, source=f"json_ld:{kind}.{name}")


def _read_publisher(thing: Thing, graph: Graph) -> Iterator[Candidate]:
    for value in _read_values(thing.get("publisher"), "site_name", graph, 0):
        yield Candidate(field="site_name", value=value, source="json_ld:publisher.name")


def _read_values(value: Any, field: str, graph: Graph, depth: int) -> Iterator[str]:
    """The texts of a property: itself, of each in a list, or what names the thing that it leads to."""
    if isinstance(value, str):
        text = _clean_text(value)
        if text:
            yield text
    elif field in _DATES and isinstance(value, int):
        yield str(value)
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value[:50]:
            yield from _read_values(item, field, graph, depth + 1)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        if "name" not in value and isinstance(value.get("@id"), str):
            value = graph.known.get(value["@id"], value)
        yield from _read_thing(value, field, graph, depth)


def _read_thing(value: Thing, field: str, graph: Graph, depth: int) -> Iterator[str]:
    """The texts that name a thing, or say when or where it is."""
    if field == "opening_hours":
        yield from _read_hours(value)
    elif field == "address":
        yield from _read_address(value)
    else:
        if isinstance(value.get("@list"), list):
            yield from _read_values(value["@list"], field, graph, depth + 1)
        named = value.get("name") or _join_name(value) or value.get("@value") or value.get("url")
        yield from _read_values(named if isinstance(named, str | list) else None, field, graph, depth + 1)


def _clean_text(value: str) -> str:
    """A text without the entities and tags that editors leave in JSON, or the name in an address of schema.org."""
    value = _SCHEMA_NAME.sub("", value)
    if "&" in value:
        value = html.unescape(value)
    return " ".join((_TAG.sub("", value) if "<" in value else value).split())


def _join_name(person: Thing) -> str:
    names = (person.get("givenName"), person.get("familyName"))
    return " ".join(name for name in names if isinstance(name, str))


def _read_hours(value: Thing) -> Iterator[str]:
    days = value.get("dayOfWeek", "")
    names = [day.rsplit("/", 1)[-1] for day in (days if isinstance(days, list) else [days]) if isinstance(day, str)]
    if isinstance(value.get("opens"), str) and isinstance(value.get("closes"), str):
        yield f"{', '.join(names)} {value['opens']}-{value['closes']}".strip()


def _read_address(value: Thing) -> Iterator[str]:
    names = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
    parts = [value[name] for name in names if isinstance(value.get(name), str) and value[name].strip()]
    if parts:
        yield ", ".join(" ".join(part.split()) for part in parts)
