"""Pages for people to look at: what a tool lost and added on the pages where it did worst."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Sequence
from pathlib import Path

from cleaner.errors import SinkError
from cleaner.evaluate.compare import ToolResult, compare_tools
from cleaner.evaluate.datasets import GoldPage

# The scraped page is hostile until shown otherwise: the frame runs no script, sends no form and loads nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = (
    "body{font:15px/1.5 sans-serif;margin:1em;max-width:110em}del{background:#fbb;text-decoration:none}"
    "ins{background:#bfb;text-decoration:none}.text{white-space:pre-wrap;max-height:40em;overflow:auto}"
    "iframe{width:100%;height:40em;border:1px solid #888}"
)
_UNSAFE_NAME = re.compile(r"[^\w.-]")
_TOKENS = re.compile(r"\w+|[^\w]+")


def write_worst_pages(
    folder: Path, ours: ToolResult, peers: Sequence[ToolResult], pages: Sequence[GoldPage], *, count: int = 20
) -> tuple[Path, ...]:
    """Writes HTML pages about the pages with the lowest F1, and of those on which each peer did better by most.

    Args:
        folder: Where to; each list gets a folder of its own in it.
        ours: The tool.
        peers: The tools that it was compared with.
        pages: The dataset.
        count: Pages of each list.

    Returns:
        The lists' paths.

    Raises:
        SinkError: If the folder cannot be written.
    """
    lowest = sorted(range(len(pages)), key=lambda index: (ours.scores[index].f1, index))[:count]
    paths = [_write_list(folder / "lowest", lowest, pages, ours)]
    for peer in peers:
        worst = compare_tools(ours, peer, pages, worst_count=count).worst
        paths.append(_write_list(folder / f"against-{peer.tool}", worst, pages, ours, peer))
    return tuple(paths)


def _write_list(
    folder: Path, worst: Sequence[int], pages: Sequence[GoldPage], ours: ToolResult, peer: ToolResult | None = None
) -> Path:
    """Writes one HTML page for each of some pages, the worst first, and a list of them, whose path is given back."""
    items = []
    index_path = folder / "index.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for rank, index in enumerate(worst, 1):
            name = f"{rank:02d}-{_UNSAFE_NAME.sub('_', pages[index].page_id)[:80]}.html"
            (folder / name).write_text(_show_page(pages[index], index, ours, peer), encoding="utf-8", errors="replace")
            figures = _show_scores(index, ours, peer)
            label = html.escape(f"{pages[index].page_id} {pages[index].page_type} {pages[index].url}")
            items.append(f'<li><a href="{html.escape(name)}">{label}</a>: {figures}</li>')
        index_path.write_text(_frame("Worst pages", f"<ol>{''.join(items)}</ol>"), encoding="utf-8", errors="replace")
    except OSError as error:
        raise SinkError(f"{folder}: cannot write: {error.strerror}") from error
    return index_path


def _show_scores(index: int, ours: ToolResult, peer: ToolResult | None) -> str:
    shown = [f"{html.escape(result.tool)} F1 {result.scores[index].f1:.3f}" for result in (ours, peer) if result]
    return ", ".join(shown)


def _show_page(page: GoldPage, index: int, ours: ToolResult, peer: ToolResult | None) -> str:
    source = page.html.decode("utf-8", "replace")
    parts = [
        f"<p>{html.escape(page.url)}</p><p>{_show_scores(index, ours, peer)}</p>",
        "<h2>Lost (red) and added (green) against the gold text</h2>",
        f'<div class="text">{mark_differences(page.gold, ours.texts[index])}</div>',
        "<h2>The page, without scripts and without anything from the network</h2>",
        f'<iframe sandbox="" srcdoc="{html.escape(source)}"></iframe>',
    ]
    return _frame(page.page_id, "".join(parts))


def _frame(title: str, body: str) -> str:
    return (
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style><h1>{html.escape(title)}</h1>{body}"
    )


def mark_differences(gold: str, predicted: str) -> str:
    """Marks what a text lacks and what it has too much.

    Args:
        gold: The text that was wanted.
        predicted: The text that came out.

    Returns:
        Escaped HTML: `<del>` around what was lost, `<ins>` around what was added.
    """
    wanted, found = _TOKENS.findall(gold), _TOKENS.findall(predicted)
    marked = []
    for change, start, end, other_start, other_end in difflib.SequenceMatcher(None, wanted, found).get_opcodes():
        lost, added = html.escape("".join(wanted[start:end])), html.escape("".join(found[other_start:other_end]))
        if change == "equal":
            marked.append(lost)
            continue
        marked.append((f"<del>{lost}</del>" if lost else "") + (f"<ins>{added}</ins>" if added else ""))
    return "".join(marked)
