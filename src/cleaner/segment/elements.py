"""What the tags, attributes and classes of HTML mean for the text in them.

Tags are told apart as the HTML Standard does (https://html.spec.whatwg.org, 2026-11).
"""

from __future__ import annotations

import re

from cleaner.page.blocks import BlockKind, SpanKind
from cleaner.page.columns import KIND_CODES
from cleaner.page.tree import Attributes

# Kinds of blocks as the numbers that stand for them in a table.
KIND_CAPTION = KIND_CODES[BlockKind.CAPTION]
KIND_CODE = KIND_CODES[BlockKind.CODE]
KIND_CONTROL = KIND_CODES[BlockKind.CONTROL]
KIND_DESCRIPTION = KIND_CODES[BlockKind.DESCRIPTION]
KIND_FORMULA = KIND_CODES[BlockKind.FORMULA]
KIND_HEADING = KIND_CODES[BlockKind.HEADING]
KIND_LIST_ITEM = KIND_CODES[BlockKind.LIST_ITEM]
KIND_MEDIA = KIND_CODES[BlockKind.MEDIA]
KIND_PARAGRAPH = KIND_CODES[BlockKind.PARAGRAPH]
KIND_QUOTE = KIND_CODES[BlockKind.QUOTE]
KIND_TABLE = KIND_CODES[BlockKind.TABLE]
KIND_TERM = KIND_CODES[BlockKind.TERM]

# ---- tags

# Rendered as blocks by the standard's user-agent style sheet (section 15.3), with the parts of tables and forms that
# people read as units of their own.
BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main menu nav noframes ol
    p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp
    """.split()
)

# Blocks that change nothing but where text is cut.
PLAIN_BLOCK_TAGS = frozenset(
    """
    address article aside body center dir div dl fieldset footer form header hgroup html main nav p search section
    """.split()
)

HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}

# A block inside one of these is of its kind, whatever paragraphs and divisions lie between.
BLOCK_KINDS = {
    "dt": KIND_TERM,
    "dd": KIND_DESCRIPTION,
    "figcaption": KIND_CAPTION,
    "label": KIND_CONTROL,
    "legend": KIND_CONTROL,
}

SPAN_KINDS = {
    "b": SpanKind.STRONG,
    "strong": SpanKind.STRONG,
    "i": SpanKind.EMPHASIS,
    "em": SpanKind.EMPHASIS,
    "cite": SpanKind.EMPHASIS,
    "dfn": SpanKind.EMPHASIS,
    "var": SpanKind.EMPHASIS,
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
ASIDE_TAGS = frozenset("applet audio canvas datalist iframe noembed noscript object select textarea video".split())
ASIDE_CONTROLS = frozenset("datalist select textarea".split())
# Shown only where the browser cannot do what the page asks for.
ASIDE_HIDDEN = (ASIDE_TAGS | {"svg"}) - {"select", "textarea"}
PLAYER_TAGS = frozenset("audio embed iframe object video".split())

# Elements without text that change nothing about the text around them.
SHAPE_TAGS = frozenset(
    "circle defs ellipse g line lineargradient path polygon polyline radialgradient rect stop symbol use".split()
)
SILENT_TAGS = SHAPE_TAGS | frozenset("area col colgroup head optgroup param picture track wbr".split())
# Elements of SVG and MathML that hold HTML again (sections 13.2.6.5 and 13.2.6.6).
SVG_POINT_TAGS = frozenset("desc foreignObject title".split())
MATH_POINT_TAGS = frozenset("annotation-xml mi mn mo ms mtext".split())
HTML_ENCODINGS = frozenset(["text/html", "application/xhtml+xml"])

# JSON scripts in which frameworks ship the page's own text.
DATA_SCRIPT_IDS = frozenset(["__NEXT_DATA__", "__NUXT_DATA__", "__APOLLO_STATE__", "serverApp-state", "ng-state"])

# The App Router of Next.js pushes the page's data in pieces from scripts without a type.
FLIGHT_DATA = re.compile(r"\s*\(?self\.__next_f\s*=?")

# ---- attributes

# Values of data-toggle and data-bs-toggle (Bootstrap 3-5) by which a control opens a panel of the page.
_PANEL_TOGGLES = frozenset(["collapse", "tab", "pill", "list"])

# Attributes of a block-level element that change what its blocks are, and of an inline one that need a closer look.
BLOCK_ATTRIBUTES = frozenset(["style", "hidden", "role"])
INLINE_ATTRIBUTES = frozenset(["style", "hidden", "role", "id", "name", "class"])

# Classes of inline elements, as their whole attribute, whose text is for screen readers beside what others see
# (Bootstrap, WordPress, Foundation, Drupal, Amazon, GOV.UK).
SPOKEN_CLASSES = frozenset(
    """
    sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only show-for-sr element-invisible
    a-offscreen govuk-visually-hidden u-visually-hidden sr-text assistive-text
    """.split()
)
# Classes of inline elements that stand beside the sentence they are written in: MediaWiki's links back to the text and
# to the editor; notes that a style sheet sets in the margin (Tufte CSS) or shows on demand.
BESIDE_CLASSES = {
    "mw-cite-backlink": KIND_CONTROL,
    "mw-editsection": KIND_CONTROL,
    "sidenote": KIND_PARAGRAPH,
    "marginnote": KIND_PARAGRAPH,
    "modern-footnotes-footnote__note": KIND_PARAGRAPH,
}
BESIDE_ROLES = frozenset(["doc-backlink"])
MARGIN_TOGGLE = "margin-toggle"
# Elements that number the lines of code (Pygments, Rouge, Chroma, Hexo, Prism, highlight.js, GitHub).
_GUTTER_CLASSES = frozenset(
    """
    blob-num gutter hljs-ln-numbers linenos lineno line-number line-numbers linenumber linenumbers ln lnt rouge-gutter
    react-syntax-highlighter-line-number
    """.split()
)

# Visual copies of a formula that KaTeX and MathJax 2 put beside its source.
FORMULA_COPIES = frozenset(
    ["katex-html", "MathJax", "MathJax_Preview", "MathJax_SVG", "MathJax_CHTML", "mjx-chtml", "mjx-chtml MathJax_CHTML"]
)
# Classes, as the whole attribute, by which an inline element turns into something else.
TURNING_CLASSES = SPOKEN_CLASSES | FORMULA_COPIES | BESIDE_CLASSES.keys()
_CODE_LANGUAGE_PREFIXES = ("language-", "lang-", "highlight-source-", "brush:", "src-")
# Languages that highlighters write as a class, or a `lang`, of their own beside the names of styles.
_CODE_LANGUAGES = frozenset(
    """
    bash c clojure console cpp csharp css dart diff dockerfile elixir go graphql haskell html ini java javascript js
    json jsx kotlin latex less lua makefile markdown matlab nginx objectivec perl php powershell py python r rb rs ruby
    rust scala scss sh shell sql swift toml ts tsx typescript vb xml yaml yml
    """.split()
)
_NO_LANGUAGES = frozenset(["none", "nohighlight", "no-highlight"])
VERSE_CLASSES = frozenset(["wp-block-verse", "verse", "poem", "poetry", "lyrics"])

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def hides(style: str | None) -> bool:
    """Says whether a `style` hides its element."""
    return style is not None and _HIDING_STYLE.search(style) is not None


def changes_block(name: str, value: str | None, attributes: Attributes) -> bool:
    """Says whether one of `BLOCK_ATTRIBUTES` makes a plain block something else."""
    return hides(value) if name == "style" else name == "hidden" or heads(value, attributes)


def heads(role: str | None, attributes: Attributes) -> bool:
    """Says whether an element with this `role` heads a part of the page."""
    return role in ("heading", "tab") or (role == "button" and opens_panel(attributes))


def opens_panel(attributes: Attributes) -> bool:
    """Says whether a control opens and closes a panel of the page, not a menu or a dialogue over it."""
    names = dict(attributes)
    if names.get("aria-haspopup") not in (None, "false"):
        return False
    toggle = names.get("data-bs-toggle") or names.get("data-toggle")
    return "aria-expanded" in names or names.get("role") == "tab" or toggle in _PANEL_TOGGLES


def find_code_language(attributes: Attributes) -> str | None:
    """Finds the language of a code block in the attributes of one of its elements, as highlighters write it."""
    names = dict(attributes)
    for name in ("data-lang", "data-language"):
        if names.get(name):
            return names[name]
    classes = (names.get("class") or "").split()
    for index, token in enumerate(classes):
        for prefix in _CODE_LANGUAGE_PREFIXES:
            if token.startswith(prefix) and len(token) > len(prefix):
                language = token[len(prefix) :].rstrip(";")
                return None if language in _NO_LANGUAGES else language
        if token in ("brush:", "sourceCode") and index + 1 < len(classes):
            return classes[index + 1].rstrip(";")
    stated = (token for token in (*classes, names.get("lang") or "") if token in _CODE_LANGUAGES)
    return next(stated, None)


def numbers_lines(attributes: Attributes) -> bool:
    """Says whether an element holds the numbers of a code block's lines."""
    return any(
        name == "class" and value and not _GUTTER_CLASSES.isdisjoint(value.split()) for name, value in attributes
    )


def read_number(value: str | None, default: int) -> int:
    """Reads a whole number of an attribute; what is none gives the default."""
    text = (value or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
