"""Turns MathML into TeX while its elements go by."""

from __future__ import annotations

import re

from cleaner.page.tree import Attributes

# Deeper elements add to the one around them; formulas of people are never so deep.
_MAX_DEPTH = 60
_LEAVES = frozenset(["mi", "mn", "mo", "ms", "mtext"])
_DROPPED = frozenset(["annotation", "annotation-xml", "mphantom", "none", "mprescripts"])
_TEX_ENCODINGS = frozenset(["application/x-tex", "tex", "latex", "application/x-latex"])
_STYLE = re.compile(r"\{\\(?:displaystyle|textstyle)\s*(.*)\}", re.DOTALL)
_SCRIPTS = {"msub": "_", "munder": "_", "msup": "^", "mover": "^"}
_ACCENTS = {
    "¯": r"\bar",
    "‾": r"\bar",
    "^": r"\hat",
    "ˆ": r"\hat",
    "~": r"\tilde",
    "˜": r"\tilde",
    "→": r"\vec",
    "˙": r"\dot",
}
_FUNCTIONS = frozenset(
    "arccos arcsin arctan cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln log max min sec sin sinh sup"
    " tan tanh".split()
)
# Operators and letters of MathML as TeX writes them (unicode-math's names).
_TEX_OPERATORS = dict(
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


class FormulaReader:
    """Follows the elements of one `<math>`.

    Attributes:
        display: Whether the formula stands on a line of its own.
    """

    __slots__ = ("_alternative", "_annotation", "_stack", "display")

    def __init__(self, attributes: Attributes) -> None:
        names = dict(attributes)
        self.display = names.get("display") == "block" or names.get("mode") == "display"
        self._alternative = names.get("alttext") or ""
        self._annotation = ""
        self._stack: list[tuple[str, bool, list[str]]] = [("math", False, [])]

    def open(self, tag: str, attributes: Attributes) -> None:
        """An element starts."""
        is_tex = tag == "annotation" and (dict(attributes).get("encoding") or "").lower() in _TEX_ENCODINGS
        parts = self._stack[-1][2] if len(self._stack) > _MAX_DEPTH else []
        self._stack.append((tag, is_tex, parts))

    def add_text(self, text: str) -> None:
        """Text of the innermost element."""
        if text and not text.isspace():
            self._stack[-1][2].append(text.strip())

    def close(self) -> None:
        """The innermost element ends."""
        tag, is_tex, parts = self._stack.pop()
        if is_tex:
            self._annotation = self._annotation or " ".join(parts)
        if parts is self._stack[-1][2] or tag in _DROPPED:
            return
        tex = write_tex(tag, parts)
        if tex:
            self._stack[-1][2].append(tex)

    def finish(self) -> str:
        """Gives the formula's TeX: as the page annotates it, else made from its elements."""
        while len(self._stack) > 1:
            self.close()
        tex = self._annotation or self._alternative or _join(self._stack[0][2])
        return unwrap_style(tex)


def unwrap_style(tex: str) -> str:
    """Takes off the braces in which MediaWiki sets the style of a whole formula."""
    tex = tex.strip()
    match = _STYLE.fullmatch(tex)
    return match[1].strip() if match else tex


def write_tex(tag: str, parts: list[str]) -> str:  # noqa: PLR0911 - one for each form
    """Writes one MathML element as TeX.

    Args:
        tag: The element's name.
        parts: Its text, or the TeX of its children.

    Returns:
        The TeX; elements without a form of their own are the sequence of their children.
    """
    if tag in _LEAVES:
        return _write_leaf(tag, " ".join(parts))
    if tag in _SCRIPTS and len(parts) == 2:
        if tag == "mover" and parts[1] in _ACCENTS:
            return f"{_ACCENTS[parts[1]]}{{{parts[0]}}}"
        return f"{parts[0]}{_SCRIPTS[tag]}{{{parts[1]}}}"
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{parts[0]}_{{{parts[1]}}}^{{{parts[2]}}}"
    if tag == "mfrac" and len(parts) == 2:
        return f"\\frac{{{parts[0]}}}{{{parts[1]}}}"
    if tag == "mroot" and len(parts) == 2:
        return f"\\sqrt[{parts[1]}]{{{parts[0]}}}"
    if tag == "msqrt":
        return f"\\sqrt{{{_join(parts)}}}"
    return _write_group(tag, parts)


def _write_group(tag: str, parts: list[str]) -> str:
    if tag == "mfenced":
        return f"({', '.join(parts)})"
    if tag == "mtd":
        return _join(parts) or " "
    if tag in ("mtr", "mlabeledtr"):
        return " & ".join(parts)
    if tag == "mtable":
        return r"\begin{matrix} " + r" \\ ".join(parts) + r" \end{matrix}"
    return _join(parts)


def _write_leaf(tag: str, text: str) -> str:
    if tag in ("mtext", "ms"):
        return f"\\text{{{text}}}"
    written = _TEX_OPERATORS.get(text, text)
    if tag == "mi" and len(text) > 1 and text.isascii() and text.isalpha():
        return f"\\{text}" if text in _FUNCTIONS else f"\\mathrm{{{text}}}"
    return written


def _join(parts: list[str]) -> str:
    """Joins pieces of TeX; a command that ends in a letter needs a space before a letter."""
    joined: list[str] = []
    for part in parts:
        if joined and part[:1].isalpha() and _ends_in_command(joined[-1]):
            joined.append(" ")
        joined.append(part)
    return "".join(joined)


def _ends_in_command(tex: str) -> bool:
    slash = tex.rfind("\\")
    return slash >= 0 and tex[slash + 1 :].isalpha()
