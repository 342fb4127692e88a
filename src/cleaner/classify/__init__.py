"""Judges every block of a page: its role, and whether it belongs to the main content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleaner.classify.choice import choose_threshold
from cleaner.classify.model import load_model, predict_page
from cleaner.classify.roles import find_comment_elements, find_title, is_script_fallback, name_boilerplate, name_content
from cleaner.classify.rules import classify_by_rules, find_zones
from cleaner.document import Block, Label, PageKind, SegmentedPage, Source
from cleaner.settings import Settings

# The model has learned from whole pages of a site; one page in fifty of theirs has fewer words.
_MIN_MODEL_WORDS = 80
# The rules keep nearly every line of flattened and of very short pages; all text of wcxb_dev has this F1.
_RULES_CONFIDENCE = 0.7

__all__ = ["Judgement", "classify_blocks", "classify_by_rules"]


class Judgement(NamedTuple):
    """What is judged of a page.

    Attributes:
        labels: One a block, in order.
        confidence: Predicted word-level F1 of what is kept, 0–1.
    """

    labels: tuple[Label, ...]
    confidence: float


def classify_blocks(page: SegmentedPage, settings: Settings) -> Judgement:
    """Judges every block.

    Args:
        page: The page, cut into blocks.
        settings: The caller's choices.

    Returns:
        The judgement; a page without blocks has confidence 0.

    Raises:
        ModelError: If the model is missing or altered.
    """
    if not page.blocks:
        return Judgement((), 0.0)
    if page.kind is PageKind.TEXT or page.words < _MIN_MODEL_WORDS:
        return Judgement(classify_by_rules(page, settings), _RULES_CONFIDENCE)
    model = load_model(page.kind)
    prediction = predict_page(page, model)
    choice = choose_threshold(prediction.probabilities, prediction.words)
    threshold = max(choice.threshold, settings.min_content_score)
    scores = prediction.probabilities.tolist()
    content = _keep_media(
        page.blocks,
        [_is_content(page, block, score, threshold) for block, score in zip(page.blocks, scores, strict=True)],
    )
    confidence = float(np.interp(choice.expected, model.expected, model.reached))
    return Judgement(_name_roles(page, content, scores, settings), confidence)


def _is_content(page: SegmentedPage, block: Block, score: float, threshold: float) -> bool:
    # Text that the page holds in its data alone was put there to be shown; the model has not learned from such pages.
    if block.source in (Source.JSON_LD, Source.NEXT_DATA):
        return True
    return score > threshold and not (block.hidden and is_script_fallback(page, block))


def _keep_media(blocks: Sequence[Block], content: list[bool]) -> list[bool]:
    """An image has no words to judge: it belongs to the content if the words before and after it do."""
    before = _spread_words(blocks, content)
    after = _spread_words(blocks[::-1], content[::-1])[::-1]
    return [
        kept if block.words else before[index] and after[index]
        for index, (block, kept) in enumerate(zip(blocks, content, strict=True))
    ]


def _spread_words(blocks: Sequence[Block], content: Sequence[bool]) -> list[bool]:
    last = False
    spread = []
    for block, kept in zip(blocks, content, strict=True):
        if block.words:
            last = kept
        spread.append(last)
    return spread


def _name_roles(page: SegmentedPage, content: list[bool], scores: list[float], settings: Settings) -> tuple[Label, ...]:
    zones = find_zones(page)
    comments = find_comment_elements(page)
    title = find_title(page)
    wanted = settings.kept_roles
    if title is not None and any(content):
        # Whether a title belongs to the text is a convention that data sets differ in; here roles choose.
        content = [kept or index == title for index, kept in enumerate(content)]
    labels = []
    for block, is_content, score in zip(page.blocks, content, scores, strict=True):
        zone = zones[block.element] if 0 <= block.element < len(zones) else None
        if is_content:
            in_comment = 0 <= block.element < len(comments) and comments[block.element]
            role, rule = name_content(block, zone, is_title=block.index == title, in_comment=in_comment)
        else:
            role, rule = name_boilerplate(block, zone)
        labels.append(Label(role=role, kept=role in wanted, score=round(score, 4), rule=f"model:{rule}"))
    return tuple(labels)
