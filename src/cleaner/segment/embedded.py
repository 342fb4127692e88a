"""Finds the page's text in its JSON where the elements do not hold it: JSON-LD and the data of frameworks."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from cleaner.page.blocks import Block, BlockKind, Source, count_words
from cleaner.page.data import DataScript, read_json, walk_json
from cleaner.page.head import Head
from cleaner.segment.html import segment_html
from cleaner.segment.inline import fold_text
from cleaner.segment.tables import CHROME_KEYS, FLIGHT_DATA, TEXT_KEYS

_MARKUP = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.IGNORECASE)
_ESCAPED_MARKUP = re.compile(r"&lt;/?(?:p|br|ul|li|h[1-6]|div|strong|a)\b", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\W_]+")
_CODE_LIKE = re.compile(r"[{};]\s*[\w.#-]*\s*[{:]|^\s*(?:https?:|data:|/|\.|#)\S*$")
_NAME_PART = re.compile("[A-Z]?[a-z]+|[A-Z]+")
# Text of which half stands among the elements is on the page already.
_MIN_LACKING_RATIO = 0.5
_SAMPLE_CHARS = 40
# A page with fewer words among its elements is a shell that a script fills.
_MAX_SHELL_WORDS = 120
_MIN_PROSE_WORDS = 8
# A text row ends where the next row begins; JSON rows are a line each.
_FLIGHT_ROW = re.compile(r"^[0-9a-f]+:(?:([\[{\"].*)$|T[0-9a-f]+,((?:(?!^[0-9a-f]+:).*\n?)+))", re.MULTILINE)


def find_embedded_blocks(head: Head, blocks: Sequence[Block]) -> list[Block]:
    """Finds text that the page's JSON holds and its elements lack.

    Args:
        head: The page's scripts.
        blocks: The blocks of its elements.

    Returns:
        Further blocks, numbered on from the page's own; their `source` says where they stood.
    """
    found = [(Source.JSON_LD, text) for script in head.json_ld for text in _read_json_ld(script)]
    if head.data_scripts and sum(block.words for block in blocks if _is_shown(block)) < _MAX_SHELL_WORDS:
        values = [script.value for script in head.data_scripts] + [_read_flight(head.data_scripts)]
        found += [(Source.NEXT_DATA, text) for value in values for text in _read_data(value)]
    if not found:
        return []
    known = _squeeze(" ".join(block.text for block in blocks))
    added: list[Block] = []
    for source, text in found:
        if not _is_lacking(text, known):
            continue
        known += _squeeze(text)
        for block in _segment_string(text):
            added.append(dataclasses.replace(block, index=len(blocks) + len(added), source=source, element=-1))
    return added


def _is_shown(block: Block) -> bool:
    return not block.hidden and block.kind is not BlockKind.CONTROL


def _squeeze(text: str) -> str:
    return _NOT_WORDS.sub("", _MARKUP.sub(" ", text)).lower()


def _is_lacking(text: str, known: str) -> bool:
    squeezed = _squeeze(text)
    samples = [squeezed[start : start + _SAMPLE_CHARS] for start in range(0, len(squeezed), _SAMPLE_CHARS)]
    lacking = sum(sample not in known for sample in samples)
    return lacking > _MIN_LACKING_RATIO * len(samples)


def _segment_string(text: str) -> list[Block]:
    """Cuts a string of JSON, which may be HTML, escaped HTML or lines of text."""
    if _ESCAPED_MARKUP.search(text):
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", '"')
    if _MARKUP.search(text) or "&" in text:
        return segment_html(text if _MARKUP.search(text) else text.replace("\n", "<p>")).blocks
    lines = [fold_text(line) for line in text.splitlines()]
    return [
        Block(index=index, kind=BlockKind.PARAGRAPH, text=line, words=words)
        for index, (line, words) in enumerate(folded for folded in lines if folded[0])
    ]


def _read_json_ld(script: DataScript) -> Iterator[str]:
    if "articleBody" not in script.text and "acceptedAnswer" not in script.text:
        return
    for _, node in walk_json(script.value):
        if not isinstance(node, dict):
            continue
        text = node.get("articleBody")
        if isinstance(text, str):
            headline = node.get("headline")
            yield f"{headline}\n\n{text}" if isinstance(headline, str) and not _MARKUP.search(text) else text
        answer = node.get("acceptedAnswer")
        answers = answer if isinstance(answer, list) else [answer]
        texts = [item["text"] for item in answers if isinstance(item, dict) and isinstance(item.get("text"), str)]
        if texts:
            question = node.get("name") or node.get("text")
            yield f"<h3>{question}</h3>" * isinstance(question, str) + "".join(f"<div>{text}</div>" for text in texts)


def _read_flight(scripts: Sequence[DataScript]) -> list[Any]:
    """Reads what the App Router of Next.js pushes: pieces of one stream of rows, `id:JSON` or `id:Tlength,text`."""
    pushed = [
        read_json(text[text.find("[", text.find("push")) : text.rfind("]") + 1])
        for text in (script.text for script in scripts)
        if FLIGHT_DATA.match(text)
    ]
    stream = "".join(
        item[1] for item in pushed if isinstance(item, list) and len(item) > 1 and isinstance(item[1], str)
    )
    return [row[2] or read_json(row[1]) for row in _FLIGHT_ROW.finditer(stream)]


def _read_data(data: Any) -> Iterator[str]:
    for keys, value in walk_json(data):
        if not isinstance(value, str) or not value.strip() or _is_chrome(keys):
            continue
        if (
            _MARKUP.search(value)
            or _is_prose(value)
            or (keys and _last_word(keys) in TEXT_KEYS and " " in value.strip())
        ):
            yield value


def _is_chrome(keys: tuple[str, ...]) -> bool:
    return any(part.lower() in CHROME_KEYS for key in keys for part in _NAME_PART.findall(key))


def _last_word(keys: tuple[str, ...]) -> str:
    named = [key for key in keys if key]
    parts = _NAME_PART.findall(named[-1]) if named else []
    return parts[-1].lower() if parts else ""


def _is_prose(value: str) -> bool:
    return count_words(value) >= _MIN_PROSE_WORDS and not _CODE_LIKE.search(value)
