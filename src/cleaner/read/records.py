"""Rows of tables as pages: which field holds what, and what a row becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cleaner.document import Reason
from cleaner.errors import NoPageFieldError
from cleaner.page.blocks import PageKind
from cleaner.read.inputs import (
    Archive,
    Notice,
    PageInput,
    Problem,
    ReadOptions,
    hash_version,
    name_member,
    show_path,
    show_text,
)

# Field names that scrapers and public data sets give to a page, most telling first (Scrapy, Common Crawl exports,
# FineWeb, C4, The Pile, newspaper and trafilatura output; looked up November 2026).
_HTML_FIELDS = ("html", "raw_html", "html_content", "content_html", "page_html", "response_body", "body_html")
_TEXT_FIELDS = ("body", "content", "raw_content", "page", "text", "raw_text", "page_content")
_URL_FIELDS = ("url", "uri", "link", "page_url", "source_url", "warc_target_uri", "target_uri", "href")
_ID_FIELDS = ("id", "page_id", "_id", "doc_id", "document_id", "uuid", "warc_record_id")

# A row may say with `html` or `text` what its page is.
_KIND_FIELD = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Which fields of a row hold the page, its address and its id.

    Attributes:
        page: The field that holds the page.
        url: Its address; None if there is none.
        id: Its id; None if there is none.
    """

    page: str
    url: str | None
    id: str | None


def choose_fields(names: Iterable[str], options: ReadOptions, path: str) -> tuple[Fields, list[Notice]]:
    """Chooses the fields that the user names, else those with the usual names; one notice if any was guessed."""
    known = list(names)
    for chosen in (options.html_field, options.url_field, options.id_field):
        if chosen is not None and chosen not in known:
            raise NoPageFieldError(f"{path}: no field {chosen!r}; there are {', '.join(known)}")
    page = options.html_field or _guess(known, (*_HTML_FIELDS, *_TEXT_FIELDS))
    if page is None:
        raise NoPageFieldError(f"{path}: none of {', '.join(known)} looks like a page; name one with --html-field")
    fields = Fields(
        page=page,
        url=options.url_field or _guess(known, _URL_FIELDS),
        id=options.id_field or _guess(known, _ID_FIELDS),
    )
    if options.html_field is not None:
        return fields, []
    guess = f"{path}: takes the page from {fields.page!r}, its address from {fields.url!r}, its id from {fields.id!r}"
    return fields, [Notice(text=guess)]


def describe_row(row: Mapping[str, Any], number: int, fields: Fields, archive: Archive, version: str) -> PageInput:
    """Makes an input of a row, counted from 0; where the version is empty, the row's own bytes tell."""
    body = row.get(fields.page)
    given, url = (_as_text(row.get(name)) if name else None for name in (fields.id, fields.url))
    if not isinstance(body, str | bytes):
        held = "nothing" if body is None else f"a {type(body).__name__}"
        return describe_bad_row(number, f"no page in {fields.page!r}, which holds {held}", archive, version)
    shown = show_path(archive.path)
    given = "" if given is None else show_text(str(given))
    mark = given.replace("/", "_") or f"{number:08}"
    return PageInput(
        key=f"{shown}#{number}",
        page_id=given or f"{show_path(archive.name)}#{number}",
        name=name_member(archive, mark),
        path=archive.path,
        record=str(number),
        url=show_text(url) if isinstance(url, str) and url else None,
        kind=_read_kind(row.get(_KIND_FIELD)),
        body=body,
        version=version or hash_version(body),
    )


def describe_bad_row(number: int, why: str, archive: Archive, version: str) -> PageInput:
    """Makes an input of a row that holds no page."""
    shown = show_path(archive.path)
    return PageInput(
        key=f"{shown}#{number}",
        page_id=f"{show_path(archive.name)}#{number}",
        name=name_member(archive, f"{number:08}"),
        path=archive.path,
        record=str(number),
        version=version,
        problem=Problem(reason=Reason.UNDECODABLE, detail=f"{shown}: row {number}: {why}"),
    )


def describe_rows(
    rows: Iterable[Mapping[str, Any]], fields: Fields, archive: Archive, version: str
) -> Iterator[PageInput]:
    """Makes inputs of rows, counted from 0."""
    for number, row in enumerate(rows):
        yield describe_row(row, number, fields, archive, version)


def _read_kind(value: Any) -> PageKind | None:
    """What a row says that its page is; the name of the field says nothing: scrapers put flattened text into `html`."""
    said = _as_text(value)
    return PageKind(said) if said in tuple(PageKind) else None


def _as_text(value: Any) -> Any:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


def _guess(known: list[str], usual: tuple[str, ...]) -> str | None:
    by_lower = {name.lower(): name for name in known}
    return next((by_lower[name] for name in usual if name in by_lower), None)
