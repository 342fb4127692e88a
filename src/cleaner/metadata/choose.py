"""Chooses one value for each field of the metadata from all that the page gives: ordered, named rules a field."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from cleaner.document import Candidate, Metadata
from cleaner.lexicon import MONTHS, read_date
from cleaner.metadata.bylines import read_names
from cleaner.page.addresses import join_address, split_address
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns

# Best source first, by the start of its name; measured on wcxb_dev, docs/decisions/0050-metadata-sources.md.
_SOURCE_ORDER: dict[str, tuple[str, ...]] = {
    "title": ("meta:og:title", "json_ld:", "meta:"),
    "authors": (
        "meta:citation_author",
        "json_ld:",
        "meta:author",
        "microdata:",
        "rdfa:",
        "rel:author",
        "block:byline-near",
        "class:authors",
        "meta:",
        "block:byline-far",
    ),
    "published": (
        "meta:article:published_time",
        "json_ld:",
        "parsely-page",
        "microdata:",
        "rdfa:",
        "meta:citation",
        "meta:",
        "time",
        "block:date-stated",
        "class:published",
        "block:date-near",
        "block:date-far",
    ),
    "modified": ("json_ld:", "meta:", "microdata:", "rdfa:", "time", "block:"),
    "language": ("html", "meta:", "json_ld:"),
    "canonical_url": ("link:canonical", "meta:"),
    "description": ("meta:", "json_ld:"),
    "image": ("meta:", "json_ld:"),
    "licence": ("link:license", "json_ld:", "meta:"),
    "site_name": ("meta:og:site_name", "json_ld:WebSite", "meta:", "json_ld:"),
    "tags": ("meta:article:tag", "meta:", "json_ld:"),
    "reviewers": ("json_ld:", "microdata:", "block:"),
}
_STRUCTURED = ("json_ld:", "meta:", "microdata:", "rdfa:")
_BYLINES = ("rel:author", "block:byline-near", "class:authors")
_SHOWN_DATES = ("block:date-near", "block:date-stated")
_WEAK_DATES = ("block:date-far", "block:date-near", "class:")
# Titles that the page tells nobody but its own readers.
_UNSHARED_TITLES = ("block:", "title", "microdata", "rdfa")
# Sources of which one element alone is the page's own.
_SINGLE = ("block:", "class:", "rel:author", "microdata:", "rdfa:")
_MAX_TAGS = 50
_MAX_NAMES = 50
# Fields that have all values of their source, and how many at most.
_LISTED = {"authors": _MAX_NAMES, "reviewers": _MAX_NAMES, "tags": _MAX_TAGS, "opening_hours": _MAX_NAMES}

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)(?:([/_-])(0?[1-9]|1[0-2]|[a-z]{3})\2(0?[1-9]|[12]\d|3[01])"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?=[/_.-]|$)",
    re.IGNORECASE,
)
_UTC_TIME = re.compile(r"^\d{4}-\d\d-\d\d[T ](\d\d):\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]00:?00)$")
_NOON_HOUR = 12
# The last piece of a title that a separator parts from the rest.
_SITE_TAIL = re.compile(r"\s+(?:[|–—\-·•»:]|::)\s+([^|–—·•»]+)")
_MAX_SITE_CHARS = 40
_TITLE_SEPARATOR = re.compile(r"\s+[|–—\-·•»«:/~]+\s+|\s*\|\s*|\s+::\s+")
_NOT_WORD = re.compile(r"[\W_]+")
# Shorter headings stand in a title by chance.
_MIN_MATCH_CHARS = 9
_HOST_NOISE = frozenset(["www", "com", "org", "net", "blog", "co", "gov", "edu", "en"])


class Found(NamedTuple):
    """What a rule chose.

    Attributes:
        value: The field's value.
        source: Where it came from, as in `Metadata.sources`.
    """

    value: Any
    source: str


class Statements:
    """All that a page says of itself, as the rules ask for it.

    Attributes:
        page: The page.
        by_field: The candidates of each field, in the order in which they were found.
        chosen: What the rules before have chosen, by field.
    """

    def __init__(self, page: PageColumns, candidates: Iterable[Candidate]) -> None:
        self.page = page
        self.by_field: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            self.by_field.setdefault(candidate.field, []).append(candidate)
        self.chosen: dict[str, Found] = {}

    def list_candidates(self, field: str) -> list[Candidate]:
        """The candidates of a field, in the order in which they were found."""
        return self.by_field.get(field, [])

    def rank_candidates(self, field: str) -> list[Candidate]:
        """The candidates of a field, the best source first."""
        order = _SOURCE_ORDER.get(field, ())
        return sorted(
            self.list_candidates(field),
            key=lambda c: next((i for i, start in enumerate(order) if c.source.startswith(start)), len(order)),
        )

    def read_value(self, candidate: Candidate) -> Any:
        """What a candidate makes of its field; None or empty where it is no such value."""
        if candidate.field in _DAYS:
            return self.read_day(candidate)
        if candidate.field in _ADDRESSES:
            address = candidate.value.strip()
            return join_address(self.page.address.base, address) if address else None
        return _READERS.get(candidate.field, _fold_space)(candidate.value)

    def read_day(self, candidate: Candidate) -> str | None:
        """The day that a candidate names."""
        return read_date(candidate.value, day_first=self.page.day_first)

    def find_best(self, field: str) -> Found | None:
        """The first value of the best source that gives one."""
        for candidate in self.rank_candidates(field):
            value = self.read_value(candidate)
            if value:
                return Found(value, candidate.source)
        return None

    @cached_property
    def site_key(self) -> str:
        """Letters and digits of the site's name, where the page gives it."""
        best = self.find_best("site_name")
        return fold_key(best.value) if best else ""

    @cached_property
    def headings(self) -> list[str]:
        """The visible headings of the first level."""
        return [c.value for c in self.list_candidates("title") if c.source == "block:h1"]

    @cached_property
    def shared_titles(self) -> list[Candidate]:
        """What the page tells other sites that it is called (OpenGraph and the like), best first."""
        return [c for c in self.rank_candidates("title") if not c.source.startswith(_UNSHARED_TITLES)]

    @cached_property
    def shared_title(self) -> str:
        """The best of these, without the site's name."""
        return self._strip_site(self.shared_titles[0].value) if self.shared_titles else ""

    @cached_property
    def document_title(self) -> str:
        """`<title>` without the site's name."""
        return self._strip_site(self.page.head.title or "")

    @cached_property
    def title_keys(self) -> set[str]:
        """Letters and digits of the two."""
        return {fold_key(text) for text in (self.shared_title, self.document_title)} - {""}

    def names_site(self, text: str) -> bool:
        """Whether a text is the site's name, a part of it or of the host's, or nothing at all."""
        key = fold_key(text)
        if not key or (self.site_key and (key in self.site_key or self.site_key in key)):
            return True
        host = [fold_key(label) for label in (split_address(self.page.url).hostname or "").split(".")]
        labels = [label for label in host if len(label) > 2 and label not in _HOST_NOISE]
        return any(
            key == label or (len(label) > 3 and label in key) or (len(key) > 3 and key in label) for label in labels
        )

    def _strip_site(self, title: str) -> str:
        """Takes the site's name off a title's ends."""
        title = " ".join(title.split())
        for _ in range(3):
            cuts = list(_TITLE_SEPARATOR.finditer(title))
            if not cuts:
                break
            if cuts[-1].start() and self.names_site(title[cuts[-1].end() :]):
                title = title[: cuts[-1].start()]
            elif title[cuts[0].end() :] and self.names_site(title[: cuts[0].start()]):
                title = title[cuts[0].end() :]
            else:
                break
        return title


def choose_metadata(page: PageColumns, candidates: Iterable[Candidate]) -> Metadata:
    """Chooses the value of every field: the first rule of its field that finds one.

    Args:
        page: The page.
        candidates: Everything that was found, in the order of the page within each source.

    Returns:
        The metadata; addresses absolute, dates ISO 8601.
    """
    candidates = tuple(candidates)
    statements = Statements(page, candidates)
    for rule in _RULES:
        found = rule.find(statements) if rule.field not in statements.chosen else None
        if found is not None:
            source = f"{found.source} ({rule.name})" if rule.is_told else found.source
            statements.chosen[rule.field] = Found(found.value, source)
    values: dict[str, Any] = {
        field: _gather_values(statements, field, found.source) if field in _LISTED else found.value
        for field, found in statements.chosen.items()
    }
    sources = {field: found.source for field, found in statements.chosen.items()}
    return Metadata(**values, sources=sources, candidates=tuple(dict.fromkeys(candidates)))


def fold_key(text: str) -> str:
    """A text's letters and digits in lower case: what stays when people retype it."""
    return _NOT_WORD.sub("", text).lower()


def _gather_values(statements: Statements, field: str, source: str) -> tuple[str, ...]:
    """All values that the chosen source gives for a field that may have several."""
    values: dict[str, str] = {}
    for candidate in statements.list_candidates(field):
        if candidate.source == source:
            for value in statements.read_value(candidate):
                values.setdefault(fold_key(value), value)
            if source.startswith(_SINGLE):
                break
    return tuple(values.values())[: _LISTED[field]]


# ---- authors


def _find_person_beside_site(statements: Statements) -> Found | None:
    """The byline's person, where the structured author is only the site itself."""
    best = statements.find_best("authors")
    site = statements.site_key
    if best is None or not site or [fold_key(name) for name in best.value] != [site]:
        return None
    for candidate in statements.rank_candidates("authors"):
        names = read_names(candidate.value) if candidate.source.startswith(_BYLINES) else ()
        if names and all(fold_key(name) != site for name in names):
            return Found(names, candidate.source)
    return None


# ---- dates


def _find_shown_instead(statements: Statements) -> Found | None:
    """The date line near the heading, where the structured date is the machine's rather than the author's.

    That is where publication and change are the same day, as systems write it that know the last change alone, and
    where the line shows the day before or after in the author's time zone. Measured: decision 0052.
    """
    best = statements.find_best("published")
    if best is None or not best.source.startswith(_STRUCTURED):
        return None
    candidates = statements.list_candidates("published")
    stated = [c for c in candidates if c.source.startswith(_STRUCTURED)]
    shown = next((c for c in candidates if c.source in _SHOWN_DATES), None)
    if shown is None or shown.value in map(statements.read_day, stated):
        return None
    changed = [c for c in statements.list_candidates("modified") if c.source.startswith(_STRUCTURED)]
    clocks = (_UTC_TIME.match(c.value.strip()) for c in stated if c.source == best.source)
    clock = next((match for match in clocks if match), None)
    is_last_change = best.value in map(statements.read_day, changed)
    is_zone_apart = clock is not None and _is_zone_apart(shown.value, best.value, int(clock[1]))
    return Found(shown.value, shown.source) if is_last_change or is_zone_apart else None


def _is_zone_apart(shown: str, stated: str, hour: int) -> bool:
    """Whether a day that is shown is that of a moment in UTC, seen from another time zone."""
    if len(shown) != len(stated):
        return False
    gap = (datetime.date.fromisoformat(shown) - datetime.date.fromisoformat(stated)).days
    return gap == (-1 if hour < _NOON_HOUR else 1)


def _find_firm_date(statements: Statements) -> Found | None:
    """The best date, unless a line of text is all that gives it."""
    best = statements.find_best("published")
    return best if best is not None and not best.source.startswith(_WEAK_DATES) else None


def _find_address_date(statements: Statements) -> Found | None:
    """The day in the page's address."""
    match = _URL_DATE.search(statements.page.url or "")
    if not match:
        return None
    month, day = match[3] or match[5], match[4] or match[6]
    number = MONTHS.get(month.lower(), 0) if month.isalpha() else int(month)
    date = read_date(f"{match[1]}-{number}-{day}", day_first=statements.page.day_first)
    return Found(date, "url") if date else None


def _find_address_date_before_line(statements: Statements) -> Found | None:
    """The day in the page's address, where a line of text is all that gives another."""
    return _find_address_date(statements) if statements.find_best("published") is not None else None


def _find_change(statements: Statements) -> Found | None:
    """The date of change, one that is shown rather than stated, where nothing else gives a date."""
    changed = sorted(
        statements.list_candidates("modified"), key=lambda c: not c.source.startswith(("block:date-near", "time"))
    )
    date = statements.read_day(changed[0]) if changed else None
    return Found(date, changed[0].source) if date else None


# ---- titles


def _find_title_line(statements: Statements) -> Found | None:
    """The line of a dump that was found to show its title."""
    lines = (c for c in statements.list_candidates("title") if c.source == "block:title")
    return next((Found(line.value, line.source) for line in lines), None)


def _find_heading_that_is_title(statements: Statements) -> Found | None:
    keys = statements.title_keys
    return _take_heading(heading for heading in statements.headings if fold_key(heading) in keys)


def _find_heading_in_title(statements: Statements) -> Found | None:
    shared = [c.value for c in statements.shared_titles[:1]]
    whole = [fold_key(text) for text in (*shared, statements.page.head.title) if text]
    return _take_heading(
        heading
        for heading in statements.headings
        if len(key := fold_key(heading)) >= _MIN_MATCH_CHARS
        and key != statements.site_key
        and any(key in text for text in whole)
        and not statements.names_site(heading)
    )


def _find_heading_around_title(statements: Statements) -> Found | None:
    keys = [key for key in statements.title_keys if len(key) >= _MIN_MATCH_CHARS]
    return _take_heading(heading for heading in statements.headings if any(key in fold_key(heading) for key in keys))


def _find_only_heading(statements: Statements) -> Found | None:
    return _take_heading(statements.headings) if len(statements.headings) == 1 else None


def _find_first_heading(statements: Statements) -> Found | None:
    return _take_heading(statements.headings)


def _take_heading(headings: Iterable[str]) -> Found | None:
    heading = next(iter(headings), None)
    return None if heading is None else Found(heading, "block:h1")


def _find_shared_title(statements: Statements) -> Found | None:
    title = statements.shared_title
    return Found(title, statements.shared_titles[0].source) if title else None


def _find_document_title(statements: Statements) -> Found | None:
    title = statements.document_title
    return Found(title, "title") if title else None


def _find_site_behind_title(statements: Statements) -> Found | None:
    """What stands in `<title>`, which may be a dump's first line, behind the page's own title."""
    title = statements.chosen.get("title")
    texts = statements.page.blocks.texts
    first = texts[0] if statements.page.kind is PageKind.TEXT and texts else ""
    whole = " ".join((statements.page.head.title or first).split())
    if title is None or not whole.lower().startswith(title.value.lower()):
        return None
    match = _SITE_TAIL.fullmatch(whole[len(title.value) :])
    return Found(match[1], "title") if match and len(match[1]) <= _MAX_SITE_CHARS else None


# ---- values


def _fold_space(value: str) -> str:
    return " ".join(value.split())


def _read_language(value: str) -> str | None:
    value = value.strip().split(",")[0]
    return value.replace("_", "-") if _LANGUAGE.match(value) else None


def _read_list(value: str) -> tuple[str, ...]:
    return tuple(part for part in map(_fold_space, value.split(",")) if part)


def _read_whole(value: str) -> tuple[str, ...]:
    return (_fold_space(value),)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "authors": read_names,
    "reviewers": read_names,
    "language": _read_language,
    "tags": _read_list,
    "opening_hours": _read_whole,
}
_DAYS = frozenset(["published", "modified", "last_reviewed"])
_ADDRESSES = frozenset(["canonical_url", "image"])


# ---- the order


class _Rule(NamedTuple):
    """One way to find a field's value.

    Attributes:
        field: The field.
        name: What the rule is called.
        find: Finds a value and its source.
        is_told: Whether the name stands behind the source in `Metadata.sources`.
    """

    field: str
    name: str
    find: Callable[[Statements], Found | None]
    is_told: bool = False


def _take_best(field: str) -> _Rule:
    return _Rule(field, "best-source", lambda statements: statements.find_best(field))


# The first rule of a field that finds a value decides; what a rule asks about other fields stands before it.
_RULES = (
    _Rule("authors", "person-beside-site", _find_person_beside_site),
    _take_best("authors"),
    _Rule("published", "shown", _find_shown_instead, is_told=True),
    _Rule("published", "best-source-but-lines", _find_firm_date),
    _Rule("published", "address-before-lines", _find_address_date_before_line),
    _take_best("published"),
    *map(
        _take_best,
        (
            "modified",
            "site_name",
            "description",
            "language",
            "canonical_url",
            "licence",
            "image",
            "tags",
            "reviewers",
            "last_reviewed",
            "specialty",
            "phone",
            "address",
            "opening_hours",
        ),
    ),
    _Rule("title", "title-line", _find_title_line),
    _Rule("title", "heading-is-title", _find_heading_that_is_title, is_told=True),
    _Rule("title", "heading-in-title", _find_heading_in_title, is_told=True),
    _Rule("title", "title-in-heading", _find_heading_around_title, is_told=True),
    _Rule("title", "only-heading", _find_only_heading, is_told=True),
    _Rule("title", "shared", _find_shared_title, is_told=True),
    _Rule("title", "document", _find_document_title, is_told=True),
    _Rule("title", "first-heading", _find_first_heading, is_told=True),
    _Rule("site_name", "behind-title", _find_site_behind_title),
    _Rule("published", "address", _find_address_date),
    _Rule("published", "modified", _find_change, is_told=True),
)
