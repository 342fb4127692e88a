"""Reads images and players: where they lead and what they show."""

from __future__ import annotations

from cleaner.document import Attributes, SpanKind
from cleaner.segment.inline import Point
from cleaner.segment.tables import FORMULA_IMAGES, PLAYER_HOSTS

# Where scripts that load images late leave the address that they will show.
_LATE_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-url")


def read_image(attributes: Attributes) -> Point:
    """Reads an `<img>`; one that shows a formula gives the formula, from its alternative text.

    Args:
        attributes: The element's attributes.

    Returns:
        The image with its address (that which a script will load, where `src` is a stand-in), or the formula.
    """
    names = dict(attributes)
    alternative = names.get("alt")
    if alternative and FORMULA_IMAGES.search(names.get("class") or ""):
        return Point(SpanKind.FORMULA, None, alternative)
    source = names.get("src")
    if not source or source.startswith("data:"):
        source = next((names[name] for name in _LATE_SOURCES if names.get(name)), None) or _read_set(names) or source
    return Point(SpanKind.IMAGE, source, alternative)


def _read_set(names: dict[str, str | None]) -> str | None:
    candidates = (names.get("srcset") or names.get("data-srcset") or "").split(maxsplit=1)
    return candidates[0].rstrip(",") if candidates else None


def read_player(tag: str, attributes: Attributes) -> Point | None:
    """Reads an element that plays something.

    Args:
        tag: `audio`, `video`, `iframe`, `embed` or `object`.
        attributes: The element's attributes.

    Returns:
        The media with its address and title; None for a frame of another kind, or an element without an address.
    """
    names = dict(attributes)
    source = names.get("data" if tag == "object" else "src") or names.get("data-src")
    if not source or (tag not in ("audio", "video") and not PLAYER_HOSTS.search(source)):
        return None
    return Point(SpanKind.MEDIA, source, names.get("title") or names.get("aria-label"))


def read_source(attributes: Attributes) -> str | None:
    """Reads the address of a `<source>`."""
    return dict(attributes).get("src")
