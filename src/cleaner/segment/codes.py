"""What a tag is to the segmenter, and what the end of an element has to undo, as numbers."""

from __future__ import annotations

from cleaner.segment.tables import (
    ASIDE_TAGS,
    BLOCK_TAGS,
    MATH_POINT_TAGS,
    PLAIN_BLOCK_TAGS,
    RARE_TAGS,
    SCRIPT_TAGS,
    SHAPE_TAGS,
    SILENT_TAGS,
    SPAN_KINDS,
    SVG_POINT_TAGS,
)

# The end of a block that changes nothing but where text is cut finds the ordinal of the block around it, -1 or more, in
# place of one of these.
PLAIN, BLOCK, LIST, TABLE, LINK, INLINE, MARKED, NOTHING, BREAK, IMAGE, SCRIPT, ASIDE, RARE, OTHER = range(-2, -16, -1)
TITLE, QUOTED, RUBY, BRACKET, TEMPLATE, FORMULA, LINE, COPY, MATH, NOTE, STALE, LANGUAGE = range(-16, -28, -1)

CODES = (
    dict.fromkeys(BLOCK_TAGS, BLOCK)
    | dict.fromkeys(PLAIN_BLOCK_TAGS, PLAIN)
    | dict.fromkeys(("ul", "ol", "menu"), LIST)
    | dict.fromkeys(SPAN_KINDS, MARKED)
    | dict.fromkeys(SCRIPT_TAGS, SCRIPT)
    | dict.fromkeys(ASIDE_TAGS, ASIDE)
    | dict.fromkeys(SILENT_TAGS, NOTHING)
    | dict.fromkeys(RARE_TAGS, RARE)
    | {"table": TABLE, "a": LINK, "span": INLINE, "br": BREAK, "img": IMAGE, "svg": LANGUAGE, "math": LANGUAGE}
)

# In a drawing or a formula the other names of HTML mean nothing, until an element that holds HTML again.
SVG_CODES = (
    dict.fromkeys(SHAPE_TAGS, NOTHING)
    | dict.fromkeys(SCRIPT_TAGS, SCRIPT)
    | dict.fromkeys(SVG_POINT_TAGS, LANGUAGE)
    | {"a": LINK, "svg": LANGUAGE}
)
MATH_CODES = (
    dict.fromkeys(SCRIPT_TAGS, SCRIPT) | dict.fromkeys(MATH_POINT_TAGS, LANGUAGE) | {"a": LINK, "svg": LANGUAGE}
)


class _SilentCodes(dict[str, int]):
    """In a script or style of a drawing, elements are nothing but their text, which belongs to the source."""

    def __missing__(self, _tag: str) -> int:
        return NOTHING


SILENT_CODES = _SilentCodes()
