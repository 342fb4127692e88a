"""Judges every block of a page: its role, and whether it belongs to the main content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.choice import choose_threshold
from cleaner.classify.labels import make_label
from cleaner.classify.model import load_model, predict_page
from cleaner.classify.roles import PageFacts, find_script_notices, find_title, name_parts
from cleaner.classify.rules import classify_by_rules
from cleaner.classify.zones import Zone, find_comments, find_zones
from cleaner.document import Label, Role
from cleaner.page.blocks import Block, PageKind, Source
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings

# The model has learned from whole pages of a site; one page in fifty of theirs has fewer words.
_MIN_MODEL_WORDS = 80
# A dump with fewer different lines is no page flattened whole, with its menus and footers, but what another scraper has
# left of one: 2.6 % of wcxb_dev's pages. On invented dumps of that size the model dropped a third of the content.
_MIN_DUMP_LINES = 40
# A dump with hardly any line that is surely none of the content has no menus and no footer: it is what another scraper
# took for the content. The threshold of a whole page would take a line here and there out of its lists.
_SURE_BOILERPLATE = 0.1
_MAX_SURE_SHARE = 0.02
# The rules keep nearly every line; all text of the flattened pages of wcxb_dev that they judge has an F1 of .48.
_RULES_CONFIDENCE = 0.5

_DATA_SOURCES = frozenset([Source.JSON_LD, Source.NEXT_DATA])

__all__ = ["Judgement", "classify_blocks", "classify_by_rules"]


class Judgement(NamedTuple):
    """What is judged of a page.

    Attributes:
        labels: One a block, in order.
        confidence: Predicted word-level F1 of what is kept, 0–1.
    """

    labels: tuple[Label, ...]
    confidence: float


def classify_blocks(page: PageColumns, settings: Settings) -> Judgement:
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
    if not _is_whole_page(page):
        return Judgement(classify_by_rules(page, settings), _RULES_CONFIDENCE)
    model = load_model(page.kind, settings.weights)
    prediction = predict_page(page, model)
    choice = choose_threshold(prediction.probabilities, prediction.words)
    threshold = settings.min_content_score
    if not (page.kind is PageKind.TEXT and _holds_content_alone(prediction.probabilities)):
        threshold = max(choice.threshold, threshold)
    content = _keep_media(page.blocks, _find_content(page, (prediction.probabilities > threshold).tolist()))
    title = find_title(page)
    if title is not None and any(content):
        # Whether a title belongs to the text is a convention that data sets differ in; here roles choose.
        content[title] = True
    link_ratios = prediction.link_share.tolist()
    facts = PageFacts(
        blocks=page.blocks,
        content=content,
        zones=find_zones(page, link_ratios),
        in_comments=find_comments(page),
        link_ratios=link_ratios,
        title=title,
    )
    scores = np.round(prediction.probabilities, 4).tolist()
    confidence = float(np.interp(choice.expected, model.expected, model.reached))
    return Judgement(_label_blocks(name_parts(facts), scores, settings), confidence)


def _is_whole_page(page: PageColumns) -> bool:
    if page.kind is PageKind.TEXT and len({block.text for block in page.blocks}) < _MIN_DUMP_LINES:
        return False
    return page.word_count >= _MIN_MODEL_WORDS


def _holds_content_alone(probabilities: NDArray[np.float64]) -> bool:
    return float(np.mean(probabilities < _SURE_BOILERPLATE)) <= _MAX_SURE_SHARE


def _find_content(page: PageColumns, likely: list[bool]) -> list[bool]:
    """Says of every block whether it is content, where rules are more certain than the model."""
    for index in find_script_notices(page):
        likely[index] = False
    data = [block for block in page.blocks if block.source in _DATA_SOURCES]
    if data:
        shown = sum(block.words for block in page.blocks if likely[block.index] and block.source not in _DATA_SOURCES)
        # Text that the page holds in its data alone was put there to be shown, if nothing else of the page is; beside a
        # text that is shown, it is what other pages show. The model has not learned from such pages.
        takes = 2 * shown < sum(block.words for block in data)
        for block in data:
            likely[block.index] = takes
    return likely


def _keep_media(blocks: Sequence[Block], content: list[bool]) -> list[bool]:
    """An image has no words to judge: it belongs to the content if the words before and after it do."""
    if all(block.words for block in blocks):
        return content
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


def _label_blocks(parts: list[Zone], scores: list[float], settings: Settings) -> tuple[Label, ...]:
    wanted = settings.kept_roles
    # By identity: an enumeration's members hash in Python.
    kept = {id(role): role in wanted for role in Role}
    names = {rule: f"model:{rule}" for rule in {rule for _, rule in parts}}
    return tuple(
        make_label(role, kept[id(role)], score, names[rule]) for (role, rule), score in zip(parts, scores, strict=True)
    )
