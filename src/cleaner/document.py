"""The immutable values that pass between the stages, from the page as scraped to the cleaned document."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cleaner.page.blocks import PageKind
from cleaner.page.columns import BlockTable


class Role(StrEnum):
    """What part a block plays on its page."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    BODY = "body"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"
    REFERENCE = "reference"
    COMMENT = "comment"
    AUTHOR_BIO = "author_bio"
    TAGS = "tags"
    SHARE = "share"
    RELATED = "related"
    NAVIGATION = "navigation"
    PROMOTION = "promotion"
    REPEATED = "repeated"
    FORM = "form"
    CONTROL = "control"
    CONSENT = "consent"
    FOOTER = "footer"
    HIDDEN = "hidden"
    MEDIA = "media"
    BOILERPLATE = "boilerplate"


class Status(StrEnum):
    """How the cleaning of a page ended."""

    OK = "ok"
    EMPTY = "empty"
    SCRIPT_ONLY = "script_only"
    BLOCKED = "blocked"


class Reason(StrEnum):
    """Why an input was rejected."""

    NOT_A_PAGE = "not_a_page"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    UNDECODABLE = "undecodable"
    UNREADABLE = "unreadable"
    CRASHED = "crashed"
    BLOCKED = "blocked"
    LOGIN_WALL = "login_wall"
    CONSENT_WALL = "consent_wall"
    SOFT_404 = "soft_404"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it was scraped.

    Attributes:
        page_id: Stable name of the page within its source.
        body: Bytes off the wire, or text that somebody has already decoded.
        kind: HTML or flattened text; None where only the body can tell.
        url: Address that the page was fetched from, if known.
        charset: Character set from the HTTP header, if known.
        origin: Where the page came from: a file's path, with a record or row number where there is one.
    """

    page_id: str
    body: bytes | str
    kind: PageKind | None = None
    url: str | None = None
    charset: str | None = None
    origin: str = ""

    def with_kind(self, kind: PageKind) -> Page:
        """The same page, known to be of a kind."""
        return dataclasses.replace(self, kind=kind)


class Judge(StrEnum):
    """Who saw something on a page."""

    TITLE = "title"
    AUTHOR_BOX = "author box"
    TAG_LIST = "tag list"
    COMMENT = "comment"
    BYLINE = "byline"
    DATE_LINE = "date line"
    KIND = "kind"
    CONTROL = "control"
    HIDDEN = "hidden"
    LINKS = "links"
    ZONE = "zone"
    UNKNOWN = "unknown"
    LINES = "lines"
    SCRIPT_NOTICE = "script notice"
    PAGE_DATA = "page data"
    REFERENCE = "reference"
    CITATION = "citation"
    REPEAT = "repeat"
    SITE_LINE = "site line"
    SITE_HEADING = "site heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one judge saw; it decides nothing by itself.

    Attributes:
        judge: Who saw it.
        rule: Name of the rule by which.
        blocks: Indices of the blocks that it is about, ascending.
        role: What part they play by it; None where it is only told.
        evidence: What was seen, in words, where the rule's name does not say it.
    """

    judge: Judge
    rule: str
    blocks: tuple[int, ...]
    role: Role | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFindings:
    """What `classify` saw on a page.

    Attributes:
        scores: How sure the classifier is that each block belongs to the main content, 0–1.
        content: Whether each block belongs to it, where judges that are surer than the scores have spoken.
        parts: Which parts of the page the blocks are.
        confidence: Predicted word-level F1 of what is content, 0–1.
    """

    scores: tuple[float, ...] = ()
    content: tuple[bool, ...] = ()
    parts: tuple[Finding, ...] = ()
    confidence: float = 0.0

    @property
    def title(self) -> int | None:
        """Index of the block that shows the page's title; None where no block does."""
        return next((part.blocks[0] for part in self.parts if part.judge is Judge.TITLE), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The decision on one block: `labels[i]` is about `blocks[i]`.

    Attributes:
        role: What part the block plays.
        kept: Whether it is in the output.
        score: How sure the classifier is that it belongs to the main content, 0–1; 0 for what repeats. The rule may
            know better.
        rule: Name of the rule that decided.
        evidence: What the rule saw, in words, where the rule's name does not say it.
        trail: Everything that was found about the block, what decided first.
    """

    role: Role
    kept: bool
    score: float
    rule: str
    evidence: str = ""
    trail: tuple[Finding, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One cited work; what the page does not say is `None`, what can be several is a tuple.

    Attributes:
        marker: The number or letter that the page shows (or counts) for the entry.
        text: The entry as the page shows it, without its marker and back-links.
        raw: The entry's text untouched.
        title: Title of the cited work.
        container: Journal, book or site that holds the work.
        authors: Names as the entry prints them.
        year: Year of the work, never of access.
        date: ISO 8601 date of the work, as exact as the entry gives it.
        accessed: ISO 8601 date on which the citing author read it.
        volume, issue, pages, publisher: As printed.
        urls: Absolute addresses, linked or printed, in order of appearance, no repeats.
        doi: Lower-case DOI without resolver.
        pmid: PubMed number.
        pmcid: PubMed Central number with its `PMC`.
        arxiv: arXiv identifier.
        isbn: ISBN-13 or ISBN-10 digits with a valid check digit.
        trial_ids: NCT and ISRCTN numbers.
        type: CSL type, such as `article-journal` or `webpage`.
        blocks: Indices of the blocks that the entry came from; empty where only metadata names it.
    """

    text: str
    marker: str | None = None
    raw: str = ""
    title: str | None = None
    container: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    date: str | None = None
    accessed: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    urls: tuple[str, ...] = ()
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    arxiv: str | None = None
    isbn: str | None = None
    trial_ids: tuple[str, ...] = ()
    type: str | None = None
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineMarker:
    """A marker in the running text, by block.

    Attributes:
        marker: What it shows, without brackets.
        block: Index of the block that it stands in.
        offset: Offset of its first character (brackets included) in that block's text.
        length: Characters that it takes in that block's text.
        target: Index of its reference, or None where it leads to none.
    """

    marker: str
    block: int
    offset: int
    length: int
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFindings:
    """What `references` found on a page.

    Attributes:
        references: The entries, in the order of the page.
        markers: The markers in the running text, in document order.
        blocks: Index of every block that is reference material, with the name of the rule that found it.
        verdicts: For blocks of entries that might have been something else, the name of the rule that accepted them.
    """

    references: tuple[Reference, ...] = ()
    markers: tuple[InlineMarker, ...] = ()
    blocks: Mapping[int, str] = field(default_factory=dict)
    verdicts: Mapping[int, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found: the entries, by rule; what cites one of them; and, told only, by which rules they passed."""
        if not self.blocks:
            return ()
        judge = Judge.REFERENCE
        entries = [Finding(judge=judge, rule=r, blocks=b, role=Role.REFERENCE) for r, b in _group_by_rule(self.blocks)]
        verdicts = [Finding(judge=judge, rule=rule, blocks=blocks) for rule, blocks in _group_by_rule(self.verdicts)]
        citing = sorted({marker.block for marker in self.markers if marker.target is not None})
        citation = Finding(judge=Judge.CITATION, rule="cites-an-entry", blocks=tuple(citing), role=Role.BODY)
        return (*entries, citation, *verdicts)


def _group_by_rule(rules: Mapping[int, str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The blocks of each rule, in the order of the page."""
    found: dict[str, list[int]] = {}
    for index, rule in sorted(rules.items()):
        found.setdefault(rule, []).append(index)
    return ((rule, tuple(blocks)) for rule, blocks in found.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A marker in the document's text.

    Attributes:
        marker: What it shows, without brackets.
        offset: Offset of its first character (brackets included) in `Document.text`.
        target: Index of its reference in `Document.references`, or None where it leads to none.
    """

    marker: str
    offset: int
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One value that the page gives for a metadata field.

    Attributes:
        field: Name of the field of `Metadata`.
        value: The value.
        source: Where on the page it stands, such as `json_ld:headline` or `meta:og:title`.
    """

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about the page; what it does not say is `None` or an empty tuple.

    Attributes:
        title, site_name, description, licence, image: As the page gives them; addresses are absolute.
        authors: Names, in the page's order.
        published, modified, last_reviewed: ISO 8601 dates.
        language: BCP 47 tag.
        canonical_url: Absolute address.
        tags: Categories and keywords.
        reviewers: Names of medical reviewers.
        specialty: Medical specialty.
        phone, address, opening_hours: Of the clinic, from its structured data.
        sources: For each field that has a value, where it came from.
        candidates: Every value that was found, the chosen one included.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    site_name: str | None = None
    description: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    licence: str | None = None
    image: str | None = None
    tags: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    last_reviewed: str | None = None
    specialty: str | None = None
    phone: str | None = None
    address: str | None = None
    opening_hours: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounting:
    """Where a page's words went: `total == kept + sum(dropped.values()) + unaccounted`.

    Attributes:
        total: Words on the page.
        kept: Words of the blocks that were kept.
        dropped: Words of the blocks that were dropped, by role.
        unaccounted: Words in no block; always 0, or this project has a bug.
    """

    total: int
    kept: int
    dropped: Mapping[str, int]
    unaccounted: int


SAID_OF_SOME = frozenset(["wall", "flattening"])
"""Fields of a document that are written only where they say something."""

RenderDocument = Callable[["Document", str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A cleaned page.

    Attributes:
        page_id: As in `Page`.
        url: As in `Page`.
        status: Whether there is content, and if not, why.
        hint: What is wrong and what to do, in words; empty when all is well.
        text: The main content, its reference entries included, as plain text; `render` makes the other formats.
        metadata: What is known about the page.
        blocks: Every piece of the page's text.
        labels: The decision on each block; same length as `blocks`.
        references: The cited works.
        markers: The markers in `text`.
        confidence: Predicted quality of the result, 0–1.
        accounting: Where the page's words went.
        encoding: Encoding that the bytes were read in.
        replaced_bytes: Bytes that were no valid text.
        base_url: What the page's relative addresses are relative to.
        wall: Where the status is `blocked`: an error page, a block, or a wall of which kind.
        flattening: Of a text dump, how it was made.
    """

    page_id: str
    url: str | None
    status: Status
    hint: str
    text: str
    metadata: Metadata
    blocks: BlockTable
    labels: tuple[Label, ...]
    references: tuple[Reference, ...]
    markers: tuple[Marker, ...]
    confidence: float
    accounting: Accounting
    encoding: str | None
    replaced_bytes: int
    base_url: str | None
    inline_markers: tuple[InlineMarker, ...] = field(repr=False)
    render: RenderDocument = field(repr=False, compare=False)
    wall: Reason | None = None
    flattening: str = ""

    @property
    def markdown(self) -> str:
        """The main content as CommonMark with GitHub's tables."""
        return self.render(self, "markdown")

    def to_dict(self) -> dict[str, Any]:
        """The document as plain dictionaries, lists, strings and numbers, ready for JSON."""
        skipped = {"render", "inline_markers"} | {name for name in SAID_OF_SOME if not getattr(self, name)}
        return {f.name: to_plain(getattr(self, f.name)) for f in dataclasses.fields(self) if f.name not in skipped}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An input that could not be used.

    Attributes:
        page_id: As in `Page`.
        url: As in `Page`.
        reason: Class of the failure.
        stage: Stage that gave up.
        detail: What happened and what to do, in words.
    """

    page_id: str
    url: str | None
    reason: Reason
    stage: str
    detail: str


def to_plain(value: Any) -> Any:
    """Turns values of this module into what `json` can write; keys keep their order.

    Args:
        value: A dataclass, mapping, tuple with or without names, enum, string, number or None.

    Returns:
        The same as dictionaries, lists, strings, numbers and None.
    """
    if dataclasses.is_dataclass(value):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name != "trail"}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | BlockTable):
        return [to_plain(item) for item in value]
    return value
