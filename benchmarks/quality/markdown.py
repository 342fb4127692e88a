"""Markdown fidelity on the structure cases: cases fully right, by tool.

    python -m benchmarks.quality.markdown [tests/golden/structure]

A case is right if the tool's Markdown, parsed by markdown-it-py (CommonMark, tables, deletions), gives the same
elements and the same text as the expected Markdown; addresses and white space do not count, nor does what a tool calls
a line break. The cases are this project's own, written beside its writer: they favour it.
"""

from __future__ import annotations

import argparse
import logging
import re
from collections.abc import Callable
from pathlib import Path

import html_to_markdown
import trafilatura
import turbohtml
from markdown_it import MarkdownIt

from cleaner import Settings, clean
from cleaner.document import Role

_URL = "https://site.example/a/page"
_KEEP_ALL = Settings(keep_roles=frozenset(Role) - {Role.CONTROL, Role.HIDDEN}, dedupe=False, references=False)
_ADDRESS = re.compile(r' (?:href|src|title|start)="[^"]*"')
_BREAK = re.compile(r"<br\s*/?>")


def ask_cleaner(html: str) -> str:
    """Our Markdown, every block but buttons and hidden text kept."""
    return clean(html.encode(), kind="html", url=_URL, settings=_KEEP_ALL).markdown


def ask_trafilatura(html: str) -> str:
    """trafilatura's Markdown with everything it can keep."""
    wrapped = f"<html><body><article>{html}</article></body></html>"
    kept = trafilatura.extract(
        wrapped, url=_URL, output_format="markdown", include_links=True, include_images=True, include_formatting=True,
        favor_recall=True,
    )  # fmt: skip
    return kept or ""


def ask_turbohtml(html: str) -> str:
    """turbohtml's Markdown."""
    return turbohtml.parse(html).to_markdown()


def ask_html_to_markdown(html: str) -> str:
    """html-to-markdown's Markdown."""
    return html_to_markdown.convert(html).content or ""


TOOLS: dict[str, Callable[[str], str]] = {
    "cleaner": ask_cleaner,
    "turbohtml to_markdown": ask_turbohtml,
    "html-to-markdown": ask_html_to_markdown,
    "trafilatura markdown": ask_trafilatura,
}


def main() -> None:
    """Prints the table, and the cases that each tool gets wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="?", default=Path("tests/golden/structure"))
    logging.disable(logging.CRITICAL)
    cases = sorted(path.parent for path in parser.parse_args().cases.glob("*/page.html"))
    for tool, ask in TOOLS.items():
        wrong = [case.name for case in cases if not _is_right(case, ask)]
        print(f"{tool:24s} {len(cases) - len(wrong)}/{len(cases)}   wrong: {', '.join(wrong)}")


def _is_right(case: Path, ask: Callable[[str], str]) -> bool:
    expected = (case / "expected.md").read_text(encoding="utf-8")
    return _parse(ask((case / "page.html").read_text(encoding="utf-8"))) == _parse(expected)


def _parse(markdown: str) -> str:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    html = _BREAK.sub("<br>", _ADDRESS.sub("", html)).replace("<del>", "<s>").replace("</del>", "</s>")
    return re.sub(r"\s+", " ", re.sub(r"\s*(</?[a-z0-9]+[^>]*>)\s*", r"\1", html)).strip()


if __name__ == "__main__":
    main()
