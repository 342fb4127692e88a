"""The form that the project exists for: a `Source:` line and `[n]` notes at the end of flattened text."""

from __future__ import annotations

import cleaner

TEXT = """Knees wear out with age, and by the age of seventy one adult in four lives with pain[1].

Implants last for twenty years in most people[2].

Source: “Cell Injection for Knees – Joint Archive.” 17 Nov. 2020, https://www.example.org/articles/PMC4471902/.

[1] “Knee pain – Overview – Harrow Clinic.” 7 Jan. 2022, https://www.example.org/knee-pain/syc-20350269.

[2] “Living Long | The Joint Society.” https://society.example.org/Learn/Life-Span.
"""


def test_source_line_and_notes_are_found_with_their_addresses() -> None:
    """A `Source:` line and two numbered notes give three references, each with its address."""
    document = cleaner.clean(TEXT, kind="text")
    assert [(reference.marker, reference.urls) for reference in document.references] == [
        (None, ("https://www.example.org/articles/PMC4471902/",)),
        ("1", ("https://www.example.org/knee-pain/syc-20350269",)),
        ("2", ("https://society.example.org/Learn/Life-Span",)),
    ]


def test_markers_lead_to_their_notes_by_offsets_in_the_text() -> None:
    """`[1]` and `[2]` in the text stand at their markers' offsets and lead to the second and third reference."""
    document = cleaner.clean(TEXT, kind="text")
    assert [(document.text[m.offset : m.offset + 3], m.target) for m in document.markers] == [("[1]", 1), ("[2]", 2)]
