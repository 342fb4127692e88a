"""Tag sets and patterns of segmentation, from the HTML Standard (https://html.spec.whatwg.org, 2026-11)."""

import re

from cleaner.document import BlockKind, SpanKind

# Rendered as blocks by the standard's user-agent style sheet (section 15.3), with the parts of tables and forms that
# people read as units of their own.
BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html label legend li listing main menu nav noframes ol
    optgroup p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp
    """.split()
)

# Blocks that change nothing but where text is cut.
PLAIN_BLOCK_TAGS = frozenset(
    """
    address article aside body center dir div dl fieldset footer form header hgroup html main nav p search section tbody
    tfoot thead
    """.split()
)

HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}

# A block inside one of these is of its kind, whatever paragraphs and divisions lie between.
BLOCK_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.TERM,
    "dd": BlockKind.DESCRIPTION,
    "td": BlockKind.TABLE,
    "th": BlockKind.TABLE,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "pre": BlockKind.CODE,
    "listing": BlockKind.CODE,
    "xmp": BlockKind.CODE,
    "plaintext": BlockKind.CODE,
    "button": BlockKind.CONTROL,
    "label": BlockKind.CONTROL,
    "legend": BlockKind.CONTROL,
}

SPAN_KINDS = {
    "b": SpanKind.STRONG,
    "strong": SpanKind.STRONG,
    "i": SpanKind.EMPHASIS,
    "em": SpanKind.EMPHASIS,
    "cite": SpanKind.EMPHASIS,
    "code": SpanKind.CODE,
    "kbd": SpanKind.CODE,
    "samp": SpanKind.CODE,
    "tt": SpanKind.CODE,
    "del": SpanKind.DELETED,
    "s": SpanKind.DELETED,
    "strike": SpanKind.DELETED,
    "sup": SpanKind.SUPERSCRIPT,
    "sub": SpanKind.SUBSCRIPT,
    "abbr": SpanKind.ABBREVIATION,
    "acronym": SpanKind.ABBREVIATION,
    "time": SpanKind.TIME,
}

# Text that stands beside the flow it is written in: it becomes blocks of its own without cutting the block around it.
ASIDE_TAGS = frozenset(
    "annotation annotation-xml applet audio canvas datalist iframe noembed noscript object select svg template textarea video".split()
)
ASIDE_CONTROLS = frozenset("datalist select textarea".split())
ASIDE_HIDDEN = frozenset("annotation annotation-xml datalist iframe noembed noscript svg template".split())

# Their text is code for the browser, never text of the page.
SCRIPT_TAGS = frozenset(["script", "style"])

# JSON scripts in which frameworks ship the page's own text.
DATA_SCRIPT_IDS = frozenset(["__NEXT_DATA__", "__NUXT_DATA__", "__APOLLO_STATE__", "serverApp-state", "ng-state"])

# Roles and attributes by which a control says that it opens a panel of the page: it is that panel's heading.
PANEL_ATTRIBUTES = frozenset(["aria-expanded", "aria-controls", "data-bs-toggle", "data-toggle", "data-target"])

HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SHADOW_ROOT = re.compile(r"(<template\b[^<>]*?\s)shadowrootmode(?=[\s=/>])", re.IGNORECASE)
SHADOW_ATTRIBUTE = "data-cleaner-shadow"

# The standard clamps spans of cells to these (section 4.9.11).
MAX_COLUMN_SPAN = 1000
MAX_ROW_SPAN = 65534

SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
SUPERSCRIPT_TEXT = re.compile(r"[0-9+\-−=()ni,–\s]+")
SUBSCRIPT_TEXT = re.compile(r"[0-9+\-−=()]+")
# Superscripts that read right when they are set on the line: ordinals (English, French, Spanish, Italian), trademarks.
PLAIN_SUPERSCRIPT = re.compile(r"(?:st|nd|rd|th|e|er|re|ère|ème|o|a|os|as|ª|º|°|™|®|©|℠|TM|SM|\*+|†|‡)", re.IGNORECASE)
MARKER_TEXT = re.compile(r"(?:\d{1,3}|[a-z])(?:\s*[,;–-]\s*(?:\d{1,3}|[a-z]))*", re.IGNORECASE)

# Invisible characters that carry no meaning in running text: soft hyphen, byte-order mark, word joiner.
# U+200B divides words in scripts without spaces and U+200C/U+200D shape Persian and Indic words: they stay.
INVISIBLE = re.compile("[\u00AD\uFEFF\u2060]")

# Keys under which frameworks' data holds what stands around an article, and keys that hold an article's text.
CHROME_KEYS = frozenset(
    """
    ad ads analytics banner breadcrumbs button config consent cookie cookies cta footer form header i18n labels locale
    locales menu meta nav navigation newsletter popup promo promotion related runtime script seo settings share sidebar
    social styles subscribe teaser theme tracking translations
    """.split()
)
TEXT_KEYS = frozenset("answer body caption content description heading headline html intro lead question text title".split())
