"""Parts of a page that its authors name: who wrote it, and under which words it is filed."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.document import Role

BODY = "".join(
    f"<p>On day {number} after the operation the knee bends further, and the pain at night is easier to bear.</p>"
    for number in range(1, 9)
)


@pytest.mark.parametrize(
    ("names", "role"),
    [
        ("author-bio", Role.AUTHOR_BIO),
        ("about-author clearfix", Role.AUTHOR_BIO),
        ("post_tags", Role.TAGS),
        ("wp-block-tag-cloud", Role.TAGS),
    ],
)
def test_boxes_are_told_by_two_words_side_by_side(names: str, role: Role) -> None:
    """A box of this name has the role, so that `--keep article` is the body alone."""
    page = f"<body><article>{BODY}</article><div class='{names}'><p>Oakes, knees, motion</p></div>"
    document = cleaner.clean(page, kind="html")
    assert [
        label.role for block, label in zip(document.blocks, document.labels, strict=True) if "Oakes" in block.text
    ] == [role]


def test_a_physicians_bio_is_no_author_box() -> None:
    """On a clinic's page of a physician the part that is called bio is the content."""
    document = cleaner.clean(f"<body><div class='doctor bio'>{BODY}</div>", kind="html")
    assert {label.role for label in document.labels} == {Role.BODY}
