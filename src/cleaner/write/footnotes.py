"""Turns cited references into Markdown footnotes: `[^1]` in the text, and the entry under it at the end."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from cleaner.document import Document, Reference, Role
from cleaner.page.blocks import Block, BlockKind, Span, SpanKind
from cleaner.write.inline import render_inline

# A block with entries leaves the text if they are most of it; a line among other lines does not take these along.
_MIN_ENTRY_RATIO = 0.6
_MAX_LABEL_WORDS = 6
# "Smith 2020" is text that a reader needs, not a mere sign.
_WORD = re.compile(r"[^\W\d_]{3}")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\x00-\x1f]")


def move_footnotes(document: Document, blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """Makes footnotes of the references that signs in the text lead to; the others stay where they are.

    Args:
        document: The cleaned page.
        blocks: Its kept blocks.

    Returns:
        The blocks without the entries that move, the signs marked as anchors; and one line for each footnote.
    """
    signs = _group_signs(document, blocks)
    cited = sorted({target for targets in signs.values() for target in targets})
    if not cited:
        return blocks, []
    notes = [f"[^{target + 1}]: {_render_note(document.references[target])}" for target in cited]
    gone = _find_moved(document, frozenset(cited))
    spans: dict[int, list[Span]] = {}
    for (block, start, end), targets in signs.items():
        # Written as `[^…]`: one anchor over `[1, 3]` stands for both.
        label = "][^".join(str(target + 1) for target in targets)
        spans.setdefault(block, []).append(Span(kind=SpanKind.ANCHOR, start=start, end=end, target=label))
    marked = [
        dataclasses.replace(block, spans=(*spans[block.index], *block.spans)) if block.index in spans else block
        for block in blocks
        if block.index not in gone
    ]
    return marked, notes


def _group_signs(document: Document, blocks: Iterable[Block]) -> dict[tuple[int, int, int], list[int]]:
    """For each sign in the kept text its block, start and end, and the references that it leads to."""
    texts = {block.index: block.text for block in blocks}
    signs: dict[tuple[int, int, int], list[int]] = {}
    for marker in document.inline_markers:
        start, end = marker.offset, marker.offset + marker.length
        if marker.target is None or _WORD.search(texts.get(marker.block, "and"), start, end):
            continue
        if marker.block in texts:
            targets = signs.setdefault((marker.block, start, end), [])
            if marker.target not in targets:
                targets.append(marker.target)
    return signs


def _find_moved(document: Document, cited: frozenset[int]) -> set[int]:
    """Indices of the blocks that hold nothing but entries that move, and of the labels of lists that all move."""
    lengths: dict[int, int] = {}
    staying: set[int] = set()
    for place, reference in enumerate(document.references):
        for index in reference.blocks:
            text = document.blocks[index].text
            lengths[index] = lengths.get(index, 0) + (len(reference.raw) if len(reference.blocks) == 1 else len(text))
            if place not in cited:
                staying.add(index)
    gone = {
        index
        for index, length in lengths.items()
        if index not in staying and length >= _MIN_ENTRY_RATIO * len(document.blocks[index].text)
    }
    if gone == set(lengths):
        gone.update(_find_labels(document, lengths))
    return gone


def _find_labels(document: Document, entries: Mapping[int, int]) -> Iterable[int]:
    for block, label in zip(document.blocks, document.labels, strict=True):
        if label.role is Role.REFERENCE and block.index not in entries and block.words <= _MAX_LABEL_WORDS:
            yield block.index


def _render_note(reference: Reference) -> str:
    """An entry's text in one line, with the addresses that its links led to after it."""
    block = Block(index=-1, kind=BlockKind.PARAGRAPH, text=reference.text, words=0)
    text = render_inline(block, lambda target: target).replace("\\\n", " ").replace("\n", " ")
    hidden = [url for url in reference.urls if _bare(url) not in reference.text and "://" in url]
    links = [f"<{_NOT_IN_ADDRESS.sub(lambda found: f'%{ord(found.group()):02X}', url)}>" for url in hidden]
    return " ".join([text, *links]).strip()


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
