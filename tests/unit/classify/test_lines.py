"""The judge of lines: whole numbers, any length, any machine."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.classify.line_features import _read_stretch, read_context, read_lines
from cleaner.classify.lines import SHIFT, LineNetwork, judge_lines, load_line_model
from cleaner.errors import ModelError
from cleaner.page.blocks import BlockKind
from cleaner.page.columns import KIND_CODES
from cleaner.pipeline import clean

MENU = ["Skip to content", "Home", "About us", "Our services", "Blog", "Contact"]
TEXT = [
    "Frozen shoulder",
    "A frozen shoulder is stiff and hurts at night, and it can take a year until the arm moves freely again.",
    "Exercises help if they are done every day, but they should never hurt for longer than an hour.",
]
FOOTER = [
    "We use cookies to improve your experience.",
    "Accept all",
    "Privacy policy",
    "© 2024 Clinic. All rights reserved.",
]


def _judge(texts: list[str]) -> list[int]:
    kinds = np.full(len(texts), KIND_CODES[BlockKind.PARAGRAPH], dtype=np.uint8)
    return [int(score) for score in judge_lines(read_lines(texts, kinds), load_line_model().network)]


def test_short_dump_loses_menu_and_footer_and_keeps_its_text() -> None:
    """A dump of a dozen lines is judged as a long one is."""
    assert clean("\n".join([*MENU, *TEXT, *FOOTER]), kind="text").text.strip().split("\n\n") == TEXT


@pytest.mark.parametrize("count", [1, 2, 3])
def test_content_alone_stays_whole(count: int) -> None:
    """A dump without furniture loses nothing."""
    document = clean("\n".join(TEXT[:count]), kind="text")
    assert all(label.kept for label in document.labels)


def test_scores_are_thousandths_whatever_the_dump() -> None:
    """Empty lines, signs and one line alone have scores too."""
    for texts in (["x"], ["!"], ["۱۲۳", "日本語", "…"], MENU * 300):
        assert all(0 <= score <= 1000 for score in _judge(texts))


def test_sums_are_exact_in_single_precision() -> None:
    """No layer can reach 2**24, where single precision begins to round."""
    network = load_line_model().network
    for name in LineNetwork.LAYERS:
        highest = 64 if name == "enter" else 255
        weights = np.abs(network.weights[name]).astype(np.int64)
        own = len(weights) - (network.rows.shape[1] if name == "enter" else 0)
        reach = highest * weights[:own].sum(axis=0) + 127 * weights[own:].sum(axis=0)
        assert reach.max() < 2**24
        assert (reach.max() * np.abs(network.scales[name]).max()) < 2**62
        assert SHIFT < 32


def test_context_counts_copies_and_places() -> None:
    """The same line three times differs from three lines."""
    kinds = np.full(3, KIND_CODES[BlockKind.PARAGRAPH], dtype=np.uint8)
    same, other = (read_context(read_lines(texts, kinds)) for texts in (["Book now"] * 3, ["Book now", "Home", "Blog"]))
    assert (same != other).any()


def test_context_tells_words_that_other_lines_share() -> None:
    """A line whose words other prose has differs from one whose words stand nowhere else."""
    kinds = np.full(3, KIND_CODES[BlockKind.PARAGRAPH], dtype=np.uint8)
    shared, alone = (
        read_context(read_lines([TEXT[1], line, TEXT[2]], kinds))[1] for line in ("frozen shoulder", "newest articles")
    )
    assert (shared != alone).any()


def test_context_tells_the_longest_stretch_of_prose() -> None:
    """The same short line is in the stretch between two sentences, and out of it below a long menu."""
    texts = [*TEXT[1:], "Home", TEXT[1], *["Home"] * 30]
    kinds = np.full(len(texts), KIND_CODES[BlockKind.PARAGRAPH], dtype=np.uint8)
    inside = _read_stretch(read_lines(texts, kinds), 3)[:, 0]
    assert inside.tolist() == [1] * 4 + [0] * 30


def test_missing_weights_are_named() -> None:
    """A folder without weights is refused by name."""
    with pytest.raises(ModelError, match="nowhere"):
        load_line_model("nowhere")
