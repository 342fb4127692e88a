"""Finds which part of its page each block is: by the elements around it, by its kind and by its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.document import Finding, Judge, Role
from cleaner.lexicon import join_patterns
from cleaner.page.blocks import BlockKind, PageKind, SpanKind
from cleaner.page.columns import BLOCK_KINDS, PageColumns
from cleaner.page.tree import Attributes

_NAME_PART = re.compile("[a-z0-9]+")
_MAX_LINE_WORDS = 14
_MIN_PROSE_WORDS = 12
# A zone with more of the page's prose than this is none: templates wrap whole pages in forms, sidebars and pop-ups.
_MAX_ZONE_PROSE_RATIO = 0.4


# ---- rules for parts


class JudgedPage(NamedTuple):
    """A page of which is known what belongs to its main content.

    Attributes:
        page: The page.
        content: Whether each block belongs to it, `[n_blocks]`.
        zones: The zone that each block stands in, None in the open page.
        title: Index of the block that shows the page's title.
    """

    page: PageColumns
    content: NDArray[np.bool_]
    zones: Sequence[ZoneRule | None]
    title: int | None

    @property
    def in_open_page(self) -> NDArray[np.bool_]:
        """Whether each block stands in no zone, `[n_blocks]`."""
        return np.array([zone is None for zone in self.zones])

    def list_short_content(self) -> list[int]:
        """The blocks of content that are no longer than a line."""
        return _list_where(self.content & (self.page.blocks.words <= _MAX_LINE_WORDS))

    def list_content_in(self, role: Role) -> list[int]:
        """The blocks of content in zones of a role."""
        zones = self.zones
        return [i for i in _list_where(self.content) if (zone := zones[i]) is not None and zone.role is role]


class PartRule(NamedTuple):
    """Finds the blocks that are one part of their page."""

    name: str
    judge: Judge
    role: Role
    find: Callable[[JudgedPage], Iterable[int]]


def _list_where(mask: NDArray[np.bool_]) -> list[int]:
    found: list[int] = np.flatnonzero(mask).tolist()
    return found


def _find_bylines(judged: JudgedPage) -> list[int]:
    texts = judged.page.blocks.texts
    return [index for index in judged.list_short_content() if BYLINE.match(texts[index])]


BYLINE = re.compile(
    rf"(?:(?:(?:{join_patterns(lambda language: language.byline_leads)})\s+)?"
    rf"(?:{join_patterns(lambda language: language.bylines)})"
    rf"|{join_patterns(lambda language: language.reviewed_by)})\b[:\s]",
    re.IGNORECASE,
)


def _find_date_lines(judged: JudgedPage) -> list[int]:
    blocks = judged.page.blocks
    is_paragraph = blocks.is_kind(BlockKind.PARAGRAPH)
    return [
        index
        for index in judged.list_short_content()
        if is_paragraph[index]
        and (
            any(span.kind is SpanKind.TIME for span in blocks.spans[index])
            or DATE_LINE.search(blocks.texts[index]) is not None
        )
    ]


DATE_LINE = re.compile(
    r"\b(?:19|20)\d\d\b.{0,20}$"
    r"|^\D{0,25}\d{1,2}[./ -]\s?(?:\d{1,2}|\w{3,9})[./ -]\s?(?:19|20)?\d\d\b"
    rf"|{join_patterns(lambda language: language.reading_times)}",
    re.IGNORECASE,
)


def _find_repeated_links(judged: JudgedPage) -> list[int]:
    blocks = judged.page.blocks
    counts = Counter(blocks.texts)
    return [index for index in _list_where(blocks.link_ratios > 0.5) if counts[blocks.texts[index]] > 2]


_CONTROL = PartRule(
    "control", Judge.CONTROL, Role.CONTROL, lambda judged: _list_where(judged.page.blocks.is_kind(BlockKind.CONTROL))
)
PART_RULES = (
    PartRule("page-title", Judge.TITLE, Role.TITLE, lambda judged: () if judged.title is None else (judged.title,)),
    PartRule("author-bio", Judge.AUTHOR_BOX, Role.AUTHOR_BIO, lambda judged: judged.list_content_in(Role.AUTHOR_BIO)),
    PartRule("tags", Judge.TAG_LIST, Role.TAGS, lambda judged: judged.list_content_in(Role.TAGS)),
    PartRule("comment-words", Judge.COMMENT, Role.COMMENT, lambda judged: find_comments(judged.page)),
    PartRule("byline-words", Judge.BYLINE, Role.BYLINE, _find_bylines),
    PartRule("date-line", Judge.DATE_LINE, Role.DATE, _find_date_lines),
    _CONTROL,
    PartRule(
        "hidden", Judge.HIDDEN, Role.HIDDEN, lambda judged: _list_where(judged.page.blocks.hidden & judged.in_open_page)
    ),
    PartRule(
        "links",
        Judge.LINKS,
        Role.NAVIGATION,
        lambda judged: _list_where((judged.page.blocks.link_ratios > 0.5) & judged.in_open_page),
    ),
)
"""For a page that the network has judged."""
FRAGMENT_RULES = (
    _CONTROL,
    PartRule(
        "hidden-fragment",
        Judge.HIDDEN,
        Role.HIDDEN,
        lambda judged: _list_where(judged.page.blocks.hidden & (judged.page.blocks.words < 8)),
    ),
    PartRule(
        "only-links",
        Judge.LINKS,
        Role.NAVIGATION,
        lambda judged: _list_where((judged.page.blocks.link_ratios > 0.9) & (judged.page.blocks.words < 4)),
    ),
    PartRule("repeated-link", Judge.LINKS, Role.NAVIGATION, _find_repeated_links),
)
"""For a page that is too short for the network."""
KIND_ROLES = {
    BlockKind.HEADING: Role.HEADING,
    BlockKind.LIST_ITEM: Role.LIST,
    BlockKind.TABLE: Role.TABLE,
    BlockKind.CODE: Role.CODE,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.MEDIA: Role.MEDIA,
}
"""What blocks are by their kind alone; others are of the body."""


def find_parts(page: PageColumns, content: NDArray[np.bool_], title: int | None) -> tuple[Finding, ...]:
    """Finds the parts of a page that the network has judged.

    Args:
        page: The page.
        content: Whether each block belongs to the main content.
        title: Index of the block that shows the page's title.

    Returns:
        The findings; their rules are named after the network, without which none of them would decide.
    """
    judged = JudgedPage(page, content, find_zones(page), title)
    return (
        *_apply_rules(PART_RULES, judged, prefix="model:"),
        *_find_in_zones(judged, prefix="model:"),
        *_find_kinds(judged, prefix="model:kind-"),
    )


def find_fragment_parts(page: PageColumns) -> tuple[Finding, ...]:
    """Finds the parts of a page that is too short for the network.

    Args:
        page: The page.

    Returns:
        The findings; what none of them but its kind speaks of is content.
    """
    judged = JudgedPage(page, np.ones(len(page.blocks), dtype=bool), find_zones(page), None)
    return (
        *_apply_rules(FRAGMENT_RULES, judged, prefix=""),
        *_find_in_zones(judged, prefix=""),
        *_find_kinds(judged, prefix="open-"),
    )


def _apply_rules(rules: Iterable[PartRule], judged: JudgedPage, *, prefix: str) -> Iterator[Finding]:
    for rule in rules:
        blocks = tuple(rule.find(judged))
        if blocks:
            yield Finding(judge=rule.judge, rule=prefix + rule.name, blocks=blocks, role=rule.role)


def _find_in_zones(judged: JudgedPage, *, prefix: str) -> Iterator[Finding]:
    grouped: dict[ZoneRule, list[int]] = {}
    for index, zone in enumerate(judged.zones):
        if zone is not None:
            grouped.setdefault(zone, []).append(index)
    for zone, members in grouped.items():
        yield Finding(judge=Judge.ZONE, rule=prefix + zone.name, blocks=tuple(members), role=zone.role)


def _find_kinds(judged: JudgedPage, *, prefix: str) -> Iterator[Finding]:
    """What the blocks of content are by their kind alone."""
    kinds = judged.page.blocks.kinds.tolist()
    grouped: dict[int, list[int]] = {}
    for index in _list_where(judged.content):
        grouped.setdefault(kinds[index], []).append(index)
    for code, members in grouped.items():
        kind = BLOCK_KINDS[code]
        role = KIND_ROLES.get(kind, Role.BODY)
        yield Finding(judge=Judge.KIND, rule=prefix + kind.value, blocks=tuple(members), role=role)


def find_title(page: PageColumns) -> int | None:
    """Finds the block that shows the page's title.

    Args:
        page: The page.

    Returns:
        Index of the first heading whose words stand in the page's own title, else of the only first-level heading.
    """
    blocks = page.blocks
    stated = " ".join((page.head.title or "").lower().split())
    headings = _list_where(blocks.is_kind(BlockKind.HEADING) & (blocks.words > 0))
    for index in headings:
        if blocks.levels[index] <= 2 and blocks.words[index] > 1 and blocks.texts[index].lower() in stated:
            return index
    tops = [index for index in headings if blocks.levels[index] == 1]
    return tops[0] if len(tops) == 1 else None


# ---- zones


class ZoneRule(NamedTuple):
    """Names the part of the page that an element and all inside it is, unless an element around it has a name.

    Attributes:
        name: Of the rule.
        role: What the blocks inside are, where they are no content.
        tags: Names of the element.
        aria_roles: Its `role` attribute.
        words: Words of its class and id; the first one of a value that a rule has names the zone.
        pairs: The same of two words side by side: `author-bio`, `post_tags`.
        outside: Names of elements in which it is no zone by its tag.
    """

    name: str
    role: Role
    tags: str = ""
    aria_roles: str = ""
    words: str = ""
    pairs: tuple[str, ...] = ()
    outside: frozenset[str] = frozenset()


# Sectioning tags (HTML Standard), landmarks of ARIA (https://www.w3.org/TR/wai-aria-1.2/#landmark_roles), and class
# names of common themes and site builders (2026-11).
ZONE_RULES = (
    ZoneRule("nav-element", Role.NAVIGATION, tags="nav"),
    ZoneRule("page-header", Role.NAVIGATION, tags="header", outside=frozenset(["article", "main"])),
    ZoneRule("footer-element", Role.FOOTER, tags="footer"),
    ZoneRule("form-element", Role.FORM, tags="form"),
    ZoneRule("dialog-element", Role.PROMOTION, tags="dialog"),
    ZoneRule("noscript-element", Role.HIDDEN, tags="noscript"),
    ZoneRule("navigation-role", Role.NAVIGATION, aria_roles="navigation"),
    ZoneRule("menu-role", Role.NAVIGATION, aria_roles="menu menubar"),
    ZoneRule("contentinfo-role", Role.FOOTER, aria_roles="contentinfo"),
    ZoneRule("search-role", Role.FORM, aria_roles="search"),
    ZoneRule("dialog-role", Role.PROMOTION, aria_roles="dialog"),
    ZoneRule("alertdialog-role", Role.CONSENT, aria_roles="alertdialog"),
    ZoneRule("banner-role", Role.NAVIGATION, aria_roles="banner"),
    ZoneRule(
        "named-consent",
        Role.CONSENT,
        words="cookie cookies cookiebanner consent gdpr onetrust cmplz cky cookiebot",
    ),
    ZoneRule("named-share", Role.SHARE, words="share shares sharing social socials addthis sharedaddy addtoany follow"),
    ZoneRule(
        "named-related",
        Role.RELATED,
        words="""
            related recommended recommendation recommendations trending popular recent similar outbrain taboola upnext
            readmore readnext
        """,
    ),
    ZoneRule(
        "named-promotion",
        Role.PROMOTION,
        words="""
            newsletter subscribe subscription signup promo promotion advert advertisement sponsor sponsored popup modal
            lightbox cta ad ads paywall optin mailinglist
        """,
    ),
    ZoneRule(
        "named-navigation",
        Role.NAVIGATION,
        words="""
            breadcrumb breadcrumbs nav navbar navigation navigator menu megamenu submenu pagination pager skip toc
            topbar masthead
        """,
    ),
    ZoneRule("named-footer", Role.FOOTER, words="footer copyright colophon"),
    ZoneRule("named-form", Role.FORM, words="login searchform searchbox wpcf7 gform"),
    ZoneRule("named-boilerplate", Role.BOILERPLATE, words="sidebar widget widgets rail"),
    ZoneRule(
        "named-author_bio",
        Role.AUTHOR_BIO,
        pairs=("author bio", "author box", "author info", "author card", "author description", "about author"),
    ),
    ZoneRule(
        "named-tags",
        Role.TAGS,
        pairs=("post tags", "entry tags", "article tags", "tag list", "tags list", "tag cloud", "tags links"),
    ),
)
# A zone's name on one of these says nothing: themes put `has-sidebar` and `newsletter-popup-closed` on the whole page.
_NEVER_NAMED = frozenset(["html", "body", "main", "article"])


class _ZoneWords(NamedTuple):
    """The rules by what they look for."""

    tags: dict[str, ZoneRule]
    aria_roles: dict[str, ZoneRule]
    words: dict[str, ZoneRule]
    pairs: dict[str, ZoneRule]


def _index_rules(rules: tuple[ZoneRule, ...]) -> _ZoneWords:
    return _ZoneWords(
        tags={tag: rule for rule in rules for tag in rule.tags.split()},
        aria_roles={role: rule for rule in rules for role in rule.aria_roles.split()},
        words={word: rule for rule in rules for word in rule.words.split()},
        pairs={pair: rule for rule in rules for pair in rule.pairs},
    )


def find_zones(page: PageColumns) -> list[ZoneRule | None]:
    """Says for every block which part of the page its elements name.

    Args:
        page: The page.

    Returns:
        A zone by block, or None in the open page. A zone that holds most of the page's words in sentences is none.
    """
    if page.kind is PageKind.TEXT:
        return [None] * len(page.blocks)
    origins, zones = _find_origins(page)
    prose = Counter[int]()
    blocks = page.blocks
    is_prose = (blocks.words >= _MIN_PROSE_WORDS) & (blocks.link_ratios < 0.5) & (blocks.elements >= 0)
    elements, words = blocks.elements.tolist(), blocks.words.tolist()
    for index in _list_where(is_prose):
        prose[origins[elements[index]]] += words[index]
    total = prose.total()
    for origin, count in prose.items():
        if count > _MAX_ZONE_PROSE_RATIO * total:
            zones[origin] = None
    return [zones[origins[element]] for element in elements]


def _find_origins(page: PageColumns) -> tuple[list[int], dict[int, ZoneRule | None]]:
    """The outermost element that names a zone around each element, -1 for none, and the zones by such elements."""
    tree, surroundings = page.tree, page.surroundings
    named = _name_rows(surroundings.names, _index_rules(ZONE_RULES))
    parents = tree.parents
    # The last place stands for the parent of the root and for blocks without an element.
    origins = [-1] * (len(parents) + 1)
    zones: dict[int, ZoneRule | None] = {-1: None}
    for element, row in zip(surroundings.elements, surroundings.rows, strict=True):
        origin = origins[parents[element]]
        if origin < 0 and row in named:
            zone, by_attributes = named[row]
            if zone is None or (zone.outside and tree.find_above(element, zone.outside) >= 0):
                zone = by_attributes
            if zone is not None:
                origin = element
                zones[element] = zone
        origins[element] = origin
    return origins, zones


def _name_rows(
    names: Sequence[tuple[str, Attributes]], rules: _ZoneWords
) -> dict[int, tuple[ZoneRule | None, ZoneRule | None]]:
    """For tags with attributes that name a zone, the zone by the tag and the one by the attributes."""
    known: dict[str, ZoneRule | None] = {}
    named: dict[int, tuple[ZoneRule | None, ZoneRule | None]] = {}
    for row, (tag, attributes) in enumerate(names):
        by_tag = rules.tags.get(tag)
        is_sure = tag in _NEVER_NAMED or (by_tag is not None and not by_tag.outside)
        by_attributes = None if is_sure else _read_attributes(attributes, rules, known)
        if by_tag is not None or by_attributes is not None:
            named[row] = (by_tag, by_attributes)
    return named


def _read_attributes(attributes: Attributes, rules: _ZoneWords, known: dict[str, ZoneRule | None]) -> ZoneRule | None:
    """The zone that attributes name, the values of class and id that were read before being known."""
    for name, value in attributes:
        if not value:
            continue
        if name in ("class", "id"):
            if value not in known:
                known[value] = _find_zone_word(value, rules)
            if known[value] is not None:
                return known[value]
        elif name == "role" and value in rules.aria_roles:
            return rules.aria_roles[value]
    return None


def _find_zone_word(value: str, rules: _ZoneWords) -> ZoneRule | None:
    previous = ""
    for part in _NAME_PART.findall(value.lower()):
        zone = rules.words.get(part) or rules.pairs.get(f"{previous} {part}")
        if zone is not None:
            return zone
        previous = part
    return None


# ---- comments

# Words of class names and ids of comments and reviews.
COMMENT_WORDS = frozenset("comment comments review reviews reviewbody testimonial testimonials".split())
_COMMENT_ATTRIBUTES = ("class", "id", "itemprop")
# What each of them begins with: a page without these has none of them.
_COMMENT_STEMS = tuple(sorted({min((s for s in COMMENT_WORDS if w.startswith(s)), key=len) for w in COMMENT_WORDS}))


def find_comments(page: PageColumns) -> list[int]:
    """Finds the blocks that stand in a comment or a review.

    Args:
        page: The page.

    Returns:
        Their indices.
    """
    surroundings = page.surroundings
    rows = {row for row, (_, attributes) in enumerate(surroundings.names) if _names_comment(attributes)}
    if not rows:
        return []
    parents = page.tree.parents
    inside = [False] * (len(parents) + 1)
    for element, row in zip(surroundings.elements, surroundings.rows, strict=True):
        inside[element] = row in rows or inside[parents[element]]
    return [index for index, element in enumerate(page.blocks.elements.tolist()) if inside[element]]


def _names_comment(attributes: Attributes) -> bool:
    for name, value in attributes:
        if value and name in _COMMENT_ATTRIBUTES:
            lowered = value.lower()
            for stem in _COMMENT_STEMS:
                if stem in lowered and not COMMENT_WORDS.isdisjoint(_NAME_PART.findall(lowered)):
                    return True
    return False
