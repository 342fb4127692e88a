"""Reads images and players: where they lead and what they show."""

from __future__ import annotations

import re

from cleaner.page.blocks import SpanKind
from cleaner.page.tree import Attributes
from cleaner.segment.folding import Point
from cleaner.segment.formula import unwrap_style

# Where scripts that load images late leave the address that they will show.
_LATE_SOURCES = ("data-src", "data-lazy-src", "data-original")
# The sides of an image that counts visitors, in pixels.
_PIXEL_SIDES = ("0", "1", "0px", "1px")

# One candidate of a `srcset` (HTML Standard, 4.8.4.2.1): an address without spaces, commas or not, and its size.
_CANDIDATE = re.compile(r"[\s,]*(\S+)(?:\s+(\d{1,6}(?:\.\d{1,3})?)[wxh])?[^,]{0,40}")
_MAX_SET_CHARS = 20_000
# Classes of images whose alternative text is the formula that they show (MediaWiki, WordPress).
_FORMULA_IMAGES = re.compile(r"(?:^|\s)(?:mwe-math-fallback-image-\w+|latex|tex|math-tex)(?:\s|$)")
# Hosts whose frames are players of something to watch or hear.
_PLAYER_HOSTS = re.compile(
    r"//(?:www\.|player\.|w\.|open\.|embed\.|fast\.|play\.)?(?:youtube(?:-nocookie)?\.com/embed|youtu\.be|vimeo\.com"
    r"|dailymotion\.com|wistia\.(?:com|net)|soundcloud\.com|spotify\.com/embed|ted\.com|brightcove\.net|jwplayer\.com"
    r"|bilibili\.com|rutube\.ru|vidyard\.com|loom\.com|podbean\.com|libsyn\.com|simplecast\.com|buzzsprout\.com"
    r"|podcasts\.apple\.com|anchor\.fm|mixcloud\.com|archive\.org/embed|kaltura\.com|twitch\.tv|streamable\.com)",
    re.IGNORECASE,
)


def read_image(attributes: Attributes, picture: str = "") -> Point | None:
    """Reads an `<img>`; one that shows a formula gives the formula, from its alternative text.

    Args:
        attributes: The element's attributes.
        picture: Address from the sources of the picture around it, if there is one.

    Returns:
        The image with its address (that which a script will load, where `src` is a stand-in), or the formula; None for
        an image of one pixel.
    """
    names = dict(attributes)
    alternative = names.get("alt")
    classes = names.get("class")
    if alternative and classes and ("tex" in classes or "mwe" in classes) and _FORMULA_IMAGES.search(classes):
        return Point(SpanKind.FORMULA, None, unwrap_style(alternative))
    if names.get("width") in _PIXEL_SIDES and names.get("height") in _PIXEL_SIDES:
        return None
    source = next((late for name in _LATE_SOURCES if _is_address(late := names.get(name))), None) or names.get("src")
    if not source or source.startswith("data:"):
        source = read_source_set(attributes) or picture or names.get("data-url") or source
    return Point(SpanKind.IMAGE, source, alternative)


def _is_address(value: str | None) -> bool:
    return bool(value) and not value.startswith(("data:", "{", "["))  # type: ignore[union-attr]


def read_source_set(attributes: Attributes) -> str | None:
    """Reads the address of the largest image of a `srcset`.

    Args:
        attributes: The element's attributes.

    Returns:
        The address; None if there is none.
    """
    names = dict(attributes)
    stated = names.get("data-srcset") or names.get("srcset") or ""
    candidates = [match for match in _CANDIDATE.finditer(stated[:_MAX_SET_CHARS]) if _is_address(match[1])]
    return max(candidates, key=lambda match: float(match[2] or 0))[1].rstrip(",") if candidates else None


def read_player(tag: str, attributes: Attributes) -> Point | None:
    """Reads an element that plays something.

    Args:
        tag: `audio`, `video`, `iframe`, `embed` or `object`.
        attributes: The element's attributes.

    Returns:
        The media with its address and title; None for a frame of another kind, or an element without an address.
    """
    names = dict(attributes)
    source = names.get("data" if tag == "object" else "src")
    if not source or source.startswith("about:"):
        source = names.get("data-src") or names.get("data-lazy-src")
    if not source or (tag not in ("audio", "video") and not _PLAYER_HOSTS.search(source)):
        return None
    return Point(SpanKind.MEDIA, source, names.get("title") or names.get("aria-label"))


def read_source(attributes: Attributes) -> str | None:
    """Reads the address of a `<source>`."""
    return dict(attributes).get("src")
