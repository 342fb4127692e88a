"""What cites the page's references is part of its text."""

from __future__ import annotations

from cleaner.decide import decide_labels
from cleaner.document import ContentFindings, Page, Role
from cleaner.page.blocks import PageKind
from cleaner.references import find_references
from cleaner.segment import segment_page
from cleaner.settings import Settings

PAGE = """
<p>Early motion helps<sup id='r1'><a href='#n1'>1</a></sup>.</p><p>Read more of our news.</p>
<h2>References</h2><ol><li id='n1'>Oakes T. Bending the knee. Knee Review. 2019;4:1–9. <a href='#r1'>↩</a></li></ol>
"""


def test_a_block_that_was_dropped_without_a_reason_and_cites_an_entry_is_body_text() -> None:
    """Of two paragraphs that the classifier knew nothing of, the one with a marker that leads to an entry is kept."""
    page = segment_page(Page(page_id="knee", body=PAGE, kind=PageKind.HTML))
    scores = (0.1,) * len(page.blocks)
    content = ContentFindings(scores=scores, content=(False,) * len(page.blocks))
    judged = decide_labels(content, find_references(page, Settings()), (), Settings())
    roles = [(label.role, label.kept) for label in judged]
    assert roles[:2] == [(Role.BODY, True), (Role.BOILERPLATE, False)]
