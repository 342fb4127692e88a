"""Judges what of a page is its main content, and which part of the page each block is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.dump_titles import find_dump_title
from cleaner.classify.features import read_features
from cleaner.classify.lines import choose_lines
from cleaner.classify.model import ModelKind, load_model, predict_content
from cleaner.classify.pagers import find_pagers
from cleaner.classify.parts import find_fragment_parts, find_parts, find_title
from cleaner.classify.threshold import SURE, choose_floor, choose_threshold
from cleaner.document import ContentFindings, Finding, Judge, Role
from cleaner.page.blocks import PageKind, Source
from cleaner.page.columns import SOURCE_CODES, PageColumns
from cleaner.settings import Settings

# Of pieces under 80 words, keeping all has an F1 of .93, the network for pieces .90; one page in fifty is so short.
_MIN_NETWORK_WORDS = 80
# The longest pieces that were learned from.
_MAX_PIECE_WORDS = 600
# The rules keep nearly every line.
_RULES_CONFIDENCE = 0.5
_MAX_MENU_WORDS = 4
# Thousandths: as sure as the judge is of a title, which the last line of a menu right above one looks like.
_MAX_LABEL_SCORE = 900
# Below so many lines of a menu a label of so few words is one of them.
_MIN_MENU_LINES = 2
_MAX_LABEL_WORDS = 2
# Notices to switch scripts on have a sentence or two; some pages hold all their text for readers without scripts.
_MAX_NOTICE_WORDS = 60
_NOSCRIPT = frozenset(["noscript"])
_JSON_LD, _NEXT_DATA = SOURCE_CODES[Source.JSON_LD], SOURCE_CODES[Source.NEXT_DATA]

__all__ = ["find_content"]


def find_content(page: PageColumns, settings: Settings) -> ContentFindings:
    """Judges every block.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        The findings; of a page without blocks there are none, and its confidence is 0.

    Raises:
        ModelError: If the model is missing or altered.
    """
    if not page.blocks:
        return ContentFindings()
    if page.kind is PageKind.TEXT:
        return _judge_lines(page, settings)
    is_whole = page.word_count >= _MIN_NETWORK_WORDS
    return _judge_by_network(page, settings) if is_whole else _judge_by_rules(page)


def _judge_lines(page: PageColumns, settings: Settings) -> ContentFindings:
    choice = choose_lines(page, settings.weights, choose_floor(settings), settings.recall_weight)
    content = _keep_media(page.blocks.words, choice.content)
    title = find_dump_title(page, choice.scores, content)
    if title is not None:
        _drop_menu_end(content, choice.scores, page, title)
        content[title] = True
    else:
        _drop_last_label(content, choice.scores, page)
    pagers = find_pagers(page.blocks, content)
    content[pagers] = False
    pager = Finding(judge=Judge.LINES, rule="lines:pager", blocks=tuple(pagers), role=Role.NAVIGATION)
    furniture = Finding(
        judge=Judge.LINES,
        rule="lines:furniture",
        blocks=tuple(np.flatnonzero(~content).tolist()),
        role=Role.BOILERPLATE,
        evidence=f"a score of {choice.threshold / 1000:.3f} would keep it",
    )
    return ContentFindings(
        scores=tuple((choice.scores / 1000).tolist()),
        content=tuple(content.tolist()),
        parts=(*find_parts(page, content, title), *(finding for finding in (pager, furniture) if finding.blocks)),
        confidence=choice.confidence,
    )


def _drop_menu_end(content: NDArray[np.bool_], scores: NDArray[np.int64], page: PageColumns, title: int) -> None:
    """The last lines of a menu look like the title below: short lines right above it, with furniture above them."""
    is_label = content & np.less_equal(page.blocks.words, _MAX_MENU_WORDS) & np.less(scores, _MAX_LABEL_SCORE)
    start = title
    while start and is_label[start - 1]:
        start -= 1
    if start and not content[start - 1]:
        content[start:title] = False


def _drop_last_label(content: NDArray[np.bool_], scores: NDArray[np.int64], page: PageColumns) -> None:
    """The last line of a menu stands where a heading would: a label that the text does not know, below others."""
    words, texts = page.blocks.words, page.blocks.texts
    text = int((content & (words > 2 * _MAX_MENU_WORDS)).argmax())
    label = text - 1
    if label < _MIN_MENU_LINES or words[label] > _MAX_LABEL_WORDS or scores[label] >= 500:
        return
    above = slice(label - _MIN_MENU_LINES, label)
    is_menu = not content[above].any() and (words[above] <= _MAX_MENU_WORDS).all()
    if is_menu and texts[label].lower() not in " ".join(texts[text:]).lower():
        content[label] = False


def _judge_by_rules(page: PageColumns) -> ContentFindings:
    parts = find_fragment_parts(page)
    content = [True] * len(page.blocks)
    for finding in parts:
        if finding.judge is not Judge.KIND:
            for index in finding.blocks:
                content[index] = False
    return ContentFindings(
        scores=tuple(map(float, content)), content=tuple(content), parts=parts, confidence=_RULES_CONFIDENCE
    )


def _is_piece(page: PageColumns) -> bool:
    """Whether HTML is a piece of a page, such as a scraper's selector returns: it says nothing about itself."""
    head = page.head
    return page.word_count <= _MAX_PIECE_WORDS and head.title is None and not head.metas and not head.links


def _judge_by_network(page: PageColumns, settings: Settings) -> ContentFindings:
    model = load_model(ModelKind.PIECE if _is_piece(page) else ModelKind.PAGE, settings.weights)
    features = read_features(page)
    probabilities = predict_content(features, model)
    choice = choose_threshold(probabilities, features.text.counts, settings.recall_weight)
    content = probabilities > max(choice.threshold, choose_floor(settings))
    surer = []
    for rule in SURE_RULES:
        blocks = rule.find(page, content)
        if blocks:
            content[blocks] = rule.is_content
            surer.append(Finding(judge=rule.judge, rule=rule.name, blocks=tuple(blocks)))
    content = _keep_media(page.blocks.words, content)
    title = find_title(page)
    if title is not None and content.any():
        # Whether a title belongs to the text is a convention that data sets differ in; here roles choose.
        content[title] = True
    kept = tuple(content.tolist())
    return ContentFindings(
        scores=tuple((probabilities / SURE).tolist()),
        content=kept,
        parts=(*find_parts(page, content, title), *surer),
        confidence=float(np.interp(choice.expected, model.expected, model.reached)),
    )


class SureRule(NamedTuple):
    """Knows better than the network what some blocks are: content or none."""

    name: str
    judge: Judge
    is_content: bool
    find: Callable[[PageColumns, NDArray[np.bool_]], list[int]]


def _find_script_notices(page: PageColumns, _content: NDArray[np.bool_]) -> list[int]:
    """The blocks in `<noscript>` that hold no more words than a notice to switch scripts on does.

    Some forums hold whole threads in one, for readers without scripts.
    """
    inside: dict[int, list[int]] = {}
    elements = page.blocks.elements.tolist()
    for index in np.flatnonzero(page.blocks.hidden).tolist():
        element = page.tree.find_above(elements[index], _NOSCRIPT)
        if element >= 0:
            inside.setdefault(element, []).append(index)
    words = page.blocks.words
    return sorted(index for group in inside.values() if words[group].sum() <= _MAX_NOTICE_WORDS for index in group)


def _find_shown_data(page: PageColumns, content: NDArray[np.bool_]) -> list[int]:
    """Text that the page holds in its data alone, where hardly anything else of it is content: it was to be shown."""
    is_data, words = _is_data(page), page.blocks.words
    is_shown = bool(2 * words[content & ~is_data].sum() < words[is_data].sum())
    return np.flatnonzero(is_data).tolist() if is_shown else []


def _find_spare_data(page: PageColumns, content: NDArray[np.bool_]) -> list[int]:
    """Text that the page holds in its data beside a text that is shown: it is what other pages show."""
    return [] if _find_shown_data(page, content) else np.flatnonzero(_is_data(page)).tolist()


def _is_data(page: PageColumns) -> NDArray[np.bool_]:
    sources = page.blocks.sources
    found: NDArray[np.bool_] = (sources == _JSON_LD) | (sources == _NEXT_DATA)
    return found


# The model has not learned from pages like these; what the later rules find, the earlier ones have left.
SURE_RULES = (
    SureRule("noscript-notice", Judge.SCRIPT_NOTICE, False, _find_script_notices),
    SureRule("data-instead-of-text", Judge.PAGE_DATA, True, _find_shown_data),
    SureRule("data-beside-text", Judge.PAGE_DATA, False, _find_spare_data),
)


def _keep_media(words: NDArray[np.int64], content: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """An image has no words to judge: it belongs to the content if the words before and after it do."""
    if words.all():
        return content
    worded, kept = (words > 0).tolist(), content.tolist()
    before = _spread_words(worded, kept)
    after = _spread_words(worded[::-1], kept[::-1])[::-1]
    return np.where(words > 0, content, np.logical_and(before, after))


def _spread_words(worded: list[bool], content: list[bool]) -> list[bool]:
    """For each block what the last block with words up to it is, False before the first."""
    pairs = zip(worded, content, strict=True)
    return list(accumulate(pairs, lambda last, pair: pair[1] if pair[0] else last, initial=False))[1:]
