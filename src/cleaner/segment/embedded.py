"""Finds the page's text in its JSON where the elements do not hold it: JSON-LD and the data of frameworks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cleaner.page.blocks import Source, count_words
from cleaner.page.columns import SOURCE_CODES, Row
from cleaner.page.data import DataScript, read_json, walk_json
from cleaner.page.head import Head
from cleaner.segment.elements import FLIGHT_DATA, KIND_CONTROL, KIND_PARAGRAPH
from cleaner.segment.folding import fold_text
from cleaner.segment.html import segment_html

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

# Keys under which frameworks' data holds what stands around an article, and keys that hold an article's text.
_CHROME_KEYS = frozenset(
    """
    ad ads analytics banner breadcrumbs button config consent cookie cookies cta footer form header i18n labels locale
    locales menu meta nav navigation newsletter popup promo promotion related runtime script seo settings share sidebar
    social styles subscribe teaser theme tracking translations
    """.split()
)
_TEXT_KEYS = frozenset(
    "answer body caption content description heading headline html intro lead question text title".split()
)


def find_embedded_rows(head: Head, rows: Sequence[Row]) -> list[Row]:
    """Finds text that the page's JSON holds and its elements lack.

    Args:
        head: The page's scripts.
        rows: The blocks of its elements.

    Returns:
        Further blocks; their `source` says where they stood.
    """
    found = [(Source.JSON_LD, text) for script in head.json_ld for text in _read_json_ld(script)]
    if head.data_scripts and sum(row.words for row in rows if _is_shown(row)) < _MAX_SHELL_WORDS:
        values = [script.value for script in head.data_scripts] + [_read_flight(head.data_scripts)]
        found += [(Source.NEXT_DATA, text) for value in values for text in _read_data(value)]
    if not found:
        return []
    known = _squeeze(" ".join(row.text for row in rows))
    added: list[Row] = []
    for source, text in found:
        if _is_lacking(text, known):
            known += _squeeze(text)
            added += [row._replace(source=SOURCE_CODES[source], element=-1) for row in _segment_string(text)]
    return added


def _is_shown(row: Row) -> bool:
    return not row.hidden and row.kind != KIND_CONTROL


def _squeeze(text: str) -> str:
    return _NOT_WORDS.sub("", _MARKUP.sub(" ", text)).lower()


def _is_lacking(text: str, known: str) -> bool:
    squeezed = _squeeze(text)
    samples = [squeezed[start : start + _SAMPLE_CHARS] for start in range(0, len(squeezed), _SAMPLE_CHARS)]
    lacking = sum(sample not in known for sample in samples)
    return lacking > _MIN_LACKING_RATIO * len(samples)


def _segment_string(text: str) -> list[Row]:
    """Cuts a string of JSON, which may be HTML, escaped HTML or lines of text."""
    if _ESCAPED_MARKUP.search(text):
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", '"')
    if _MARKUP.search(text) or "&" in text:
        return segment_html(text if _MARKUP.search(text) else text.replace("\n", "<p>")).rows
    return [Row(KIND_PARAGRAPH, line, words) for line, words in map(fold_text, text.splitlines()) if line]


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
            or (keys and _last_word(keys) in _TEXT_KEYS and " " in value.strip())
        ):
            yield value


def _is_chrome(keys: tuple[str, ...]) -> bool:
    return any(part.lower() in _CHROME_KEYS for key in keys for part in _NAME_PART.findall(key))


def _last_word(keys: tuple[str, ...]) -> str:
    named = [key for key in keys if key]
    parts = _NAME_PART.findall(named[-1]) if named else []
    return parts[-1].lower() if parts else ""


def _is_prose(value: str) -> bool:
    return count_words(value) >= _MIN_PROSE_WORDS and not _CODE_LIKE.search(value)
