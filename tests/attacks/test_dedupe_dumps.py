"""Dumps made to slow deduplication down: the cost grows with their length, not with its square."""

from __future__ import annotations

import time

import pytest

from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from dedupe_sites import label_repeats

LINES = 20_000
ARTICLE = (
    "Knee pain after a long run often comes from the tendon below the kneecap, and it settles in a few weeks of rest."
)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([f"word {n // 2}" for n in range(LINES)], id="pairs"),
        pytest.param([f"Join our newsletter {n // 2}" for n in range(LINES)], id="worded pairs"),
        pytest.param([f"q{n} z{n * 7919 % 99991}" if n % 2 else "Submit" for n in range(LINES)], id="forms with gaps"),
        pytest.param([f"zz {n}" if n % 4 == 3 else "Submit" for n in range(LINES)], id="many tails"),
        pytest.param(["Submit"] * LINES, id="one line"),
    ],
)
def test_twenty_thousand_lines_take_seconds(lines: list[str]) -> None:
    """Twenty thousand lines that repeat in the worst of ways are judged within seconds."""
    page = segment_page(Page(page_id="p", body="\n\n".join([ARTICLE, *lines]), kind=PageKind.TEXT))
    start = time.process_time()
    judged = label_repeats(page)
    assert time.process_time() - start < 15
    assert judged[0].kept
