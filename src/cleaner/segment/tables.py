"""Tag sets and patterns of segmentation, from the HTML Standard (https://html.spec.whatwg.org, 2026-11)."""

import re

from cleaner.page.blocks import BlockKind, SpanKind
from cleaner.page.markers import BACK_SIGNS

# Rendered as blocks by the standard's user-agent style sheet (section 15.3), with the parts of tables and forms that
# people read as units of their own.
BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main menu nav noframes ol
    optgroup p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp
    """.split()
)

# Blocks that change nothing but where text is cut.
PLAIN_BLOCK_TAGS = frozenset(
    """
    address article aside body center dir div dl fieldset footer form header hgroup html main nav p search section
    """.split()
)

HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}

# A block inside one of these is of its kind, whatever paragraphs and divisions lie between; flow.py has the others.
BLOCK_KINDS = {
    "dt": BlockKind.TERM,
    "dd": BlockKind.DESCRIPTION,
    "figcaption": BlockKind.CAPTION,
    "label": BlockKind.CONTROL,
    "legend": BlockKind.CONTROL,
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

# Their text is code for the browser, never text of the page.
SCRIPT_TAGS = frozenset(["script", "style"])

# Elements without text that change nothing about the text around them.
SHAPE_TAGS = frozenset(
    "circle defs ellipse g line lineargradient path polygon polyline radialgradient rect stop symbol use".split()
)
SILENT_TAGS = SHAPE_TAGS | frozenset("area col colgroup head optgroup param picture track wbr".split())
# Elements of SVG and MathML that hold HTML again (sections 13.2.6.5 and 13.2.6.6).
SVG_POINT_TAGS = frozenset("desc foreignObject title".split())
MATH_POINT_TAGS = frozenset("annotation-xml mi mn mo ms mtext".split())
HTML_ENCODINGS = frozenset(["text/html", "application/xhtml+xml"])
RARE_TAGS = frozenset("base embed hr input label link meta option q rp rt source template title".split())

# JSON scripts in which frameworks ship the page's own text.
DATA_SCRIPT_IDS = frozenset(["__NEXT_DATA__", "__NUXT_DATA__", "__APOLLO_STATE__", "serverApp-state", "ng-state"])

# The App Router of Next.js pushes the page's data in pieces from scripts without a type.
FLIGHT_DATA = re.compile(r"\s*\(?self\.__next_f\s*=?")

# Values of data-toggle and data-bs-toggle (Bootstrap 3-5) by which a control opens a panel of the page.
PANEL_TOGGLES = frozenset(["collapse", "tab", "pill", "list"])

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
    "mw-cite-backlink": BlockKind.CONTROL,
    "mw-editsection": BlockKind.CONTROL,
    "sidenote": BlockKind.PARAGRAPH,
    "marginnote": BlockKind.PARAGRAPH,
    "modern-footnotes-footnote__note": BlockKind.PARAGRAPH,
}
BESIDE_ROLES = frozenset(["doc-backlink"])
MARGIN_TOGGLE = "margin-toggle"
# What a link within the page shows where it only leads back to a note's marker or names the heading it stands in.
LINK_SIGN = re.compile(rf"[\s\u200b\ufe0e\ufe0f]*[{BACK_SIGNS}¶#§🔗][\s\u200b\ufe0e\ufe0f]*")
# What a marker sticks to where nothing sets it apart from the words.
MARKED_TEXT = re.compile(r"""(?:\w|[^\W\d_][,;:]|[.!?…%’”»"'\])])$""")
# Elements that number the lines of code (Pygments, Rouge, Chroma, Hexo, Prism, highlight.js, GitHub).
GUTTER_CLASSES = frozenset(
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
# Classes of images whose alternative text is the formula that they show (MediaWiki, WordPress).
FORMULA_IMAGES = re.compile(r"(?:^|\s)(?:mwe-math-fallback-image-\w+|latex|tex|math-tex)(?:\s|$)")

# Formulas in TeX that a script would render: \( \), \[ \] and $$ $$ (MathJax's and KaTeX's default delimiters).
RAW_TEX = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,5000}?)\\\]|\$\$([^$]{1,5000}?)\$\$", re.DOTALL)

CODE_LANGUAGE_PREFIXES = ("language-", "lang-", "highlight-source-", "brush:", "src-")
# Languages that highlighters write as a class, or a `lang`, of their own beside the names of styles.
CODE_LANGUAGES = frozenset(
    """
    bash c clojure console cpp csharp css dart diff dockerfile elixir go graphql haskell html ini java javascript js json
    jsx kotlin latex less lua makefile markdown matlab nginx objectivec perl php powershell py python r rb rs ruby rust
    scala scss sh shell sql swift toml ts tsx typescript vb xml yaml yml
    """.split()
)
NO_LANGUAGES = frozenset(["none", "nohighlight", "no-highlight"])
VERSE_CLASSES = frozenset(["wp-block-verse", "verse", "poem", "poetry", "lyrics"])

# Hosts whose frames are players of something to watch or hear.
PLAYER_HOSTS = re.compile(
    r"//(?:www\.|player\.|w\.|open\.|embed\.|fast\.|play\.)?(?:youtube(?:-nocookie)?\.com/embed|youtu\.be|vimeo\.com"
    r"|dailymotion\.com|wistia\.(?:com|net)|soundcloud\.com|spotify\.com/embed|ted\.com|brightcove\.net|jwplayer\.com"
    r"|bilibili\.com|rutube\.ru|vidyard\.com|loom\.com|podbean\.com|libsyn\.com|simplecast\.com|buzzsprout\.com"
    r"|podcasts\.apple\.com|anchor\.fm|mixcloud\.com|archive\.org/embed|kaltura\.com|twitch\.tv|streamable\.com)",
    re.IGNORECASE,
)

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
PLAIN_SUPERSCRIPT = re.compile(
    r"(?:st|nd|rd|th|e|er|re|ère|ème|o|os|as|ª|º|°|me|mes|lle|lles|nde|™|®|©|℠|\*+|†|‡)", re.IGNORECASE
)
TRADEMARKS = {"TM": "™", "SM": "℠"}

# Keys under which frameworks' data holds what stands around an article, and keys that hold an article's text.
CHROME_KEYS = frozenset(
    """
    ad ads analytics banner breadcrumbs button config consent cookie cookies cta footer form header i18n labels locale
    locales menu meta nav navigation newsletter popup promo promotion related runtime script seo settings share sidebar
    social styles subscribe teaser theme tracking translations
    """.split()
)
TEXT_KEYS = frozenset(
    "answer body caption content description heading headline html intro lead question text title".split()
)

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = (
    "\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff65\U00020000-\U0003ffff"
)

# Invisible characters that carry no meaning: soft hyphen, byte-order mark and word joiner anywhere; U+200B outside the
# scripts whose words it divides; the joiners U+200C and U+200D, which shape Persian, Indic and emoji, inside ASCII.
INVISIBLE = re.compile(
    f"[\u00ad\ufeff\u2060]|(?<![{_UNSPACED}])\u200b+(?![{_UNSPACED}])|(?:(?<=[\x00-\x7f])|^)[\u200b-\u200d]+(?=[\x00-\x7f]|\\Z)"
)
# Text without any of these needs no closer look.
MAYBE_INVISIBLE = re.compile("[\u00ad\ufeff\u2060\u200b-\u200d]")
# Characters for which white space or the count of words has rules of its own; most text has none.
UNUSUAL = re.compile("[^\x00-\u00ac\u00ae-\u0dff\u1100-\u177f\u1800-\u200a\u200e-\u205f\u2061-\u2e7f\ua000-\uf8ff]")
# Chinese and Japanese text, in which a line break of the source is no space (CSS Text 3, section 4.1.3).
WIDE = re.compile(f"[{_WIDE}]")
FIRST_WIDE = "\u2e80"
LINE_BREAK_IN_CJK = re.compile(f"(?<=[{_WIDE}])[ \\t\\r\\f]*\\n[ \\t\\r\\f\\n]*(?=[{_WIDE}])")

QUESTION_MARKS = ("?", "？", "؟")
RUBY_BRACKETS = frozenset("()（）[]【】〔〕〈〉《》「」")

# Operators and letters of MathML as TeX writes them (unicode-math's names).
TEX_OPERATORS = dict(
    zip(
        "−×÷±∓·⋅≤≥≠≈≡∼∝∞∑∏∫∮∂∇√∈∉⊂⊆∪∩∅∀∃¬∧∨→←↔⇒⇐⇔…⋯∘°′αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩϵϕ%&#\u2061\u2062\u2063\u2064",
        r"- \times \div \pm \mp \cdot \cdot \le \ge \ne \approx \equiv \sim \propto \infty \sum \prod \int \oint"
        r" \partial \nabla \surd \in \notin \subset \subseteq \cup \cap \emptyset \forall \exists \neg \wedge \vee \to"
        r" \leftarrow \leftrightarrow \Rightarrow \Leftarrow \Leftrightarrow \dots \cdots \circ ^{\circ} '"
        r" \alpha \beta \gamma \delta \varepsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu \xi \pi \rho \sigma"
        r" \tau \upsilon \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi \Omega \epsilon"
        r" \phi \% \& \#".split()
        + 4 * [""],
        strict=True,
    )
)
