"""What the judge of groups said is in the trail of each label."""

from __future__ import annotations

import cleaner
from cleaner.document import Judge

PAGE = """
<main><p>Early motion helps after an operation on the knee, as many people who had one have told their doctors.</p>
<p>Source: <a href="https://knee.example/a">Knees of today</a></p>
<h2>References</h2><ol><li>Oakes T. Bending the knee. Knee Review. 2019;4:1–9.</li></ol></main>
"""


def test_the_trail_tells_which_rule_accepted_the_entries() -> None:
    """The label of an entry names the finder, its trail the rule of the judge too; a source line needs no judge."""
    document = cleaner.clean(PAGE, kind="html")
    told = {
        block.text[:6]: [finding.rule for finding in label.trail if finding.judge is Judge.REFERENCE]
        for block, label in zip(document.blocks, document.labels, strict=True)
    }
    assert told["Oakes "] == ["label-references", "references-label"]
    assert told["Source"] == ["source-line"]
    assert told["Early "] == []
