"""What a tag is to the segmenter, and what the end of an element has to undo, as numbers."""

from __future__ import annotations

from cleaner.segment.tables import (
    ASIDE_TAGS,
    BLOCK_TAGS,
    PLAIN_BLOCK_TAGS,
    RARE_TAGS,
    SCRIPT_TAGS,
    SILENT_TAGS,
    SPAN_KINDS,
)

# The end of a block that changes nothing but where text is cut finds the ordinal of the block around it, -1 or more, in
# place of one of these.
PLAIN, BLOCK, LIST, TABLE, LINK, INLINE, MARKED, NOTHING, BREAK, IMAGE, SCRIPT, ASIDE, RARE, OTHER = range(-2, -16, -1)
TITLE, QUOTED, RUBY, BRACKET, TEMPLATE, FORMULA, LINE, COPY, MATH, NOTE, STALE = range(-16, -27, -1)

CODES = (
    dict.fromkeys(BLOCK_TAGS, BLOCK)
    | dict.fromkeys(PLAIN_BLOCK_TAGS, PLAIN)
    | dict.fromkeys(("ul", "ol", "menu"), LIST)
    | dict.fromkeys(SPAN_KINDS, MARKED)
    | dict.fromkeys(SCRIPT_TAGS, SCRIPT)
    | dict.fromkeys(ASIDE_TAGS, ASIDE)
    | dict.fromkeys(SILENT_TAGS, NOTHING)
    | dict.fromkeys(RARE_TAGS, RARE)
    | {"table": TABLE, "a": LINK, "span": INLINE, "br": BREAK, "img": IMAGE}
)
