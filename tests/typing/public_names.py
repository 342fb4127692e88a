"""What type checkers must know of the public names: read by mypy (`make lint`), never run.

A line with `type: ignore[...]` must be an error: mypy refuses an ignore that nothing needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

import cleaner
from cleaner import Document, PageError, Rejection, Role, Settings

document = cleaner.clean(b"<p>Ice helps.</p>", url="https://clinic.example/", kind="html", settings=Settings())
assert_type(document, Document)
assert_type(document.text, str)
assert_type(document.markdown, str)
assert_type(document.blocks[0], cleaner.Block)
assert_type(document.labels, tuple[cleaner.Label, ...])
assert_type(document.labels[0].role, Role)
assert_type(document.references, tuple[cleaner.Reference, ...])
assert_type(document.references[0].doi, str | None)
assert_type(document.metadata, cleaner.Metadata)
assert_type(document.accounting, cleaner.Accounting)
assert_type(cleaner.clean(Path("page.html")), Document)

pages = cleaner.clean_pages([b"<p>One.</p>", "<p>Two.</p>", Path("three.html")], workers=2)
assert_type(pages, Iterator[Document | Rejection])
for page in pages:
    if isinstance(page, Rejection):
        assert_type(page.detail, str)
    else:
        assert_type(page, Document)

try:
    cleaner.clean("")
except PageError as error:
    assert_type(error, PageError)

cleaner.nosuch  # type: ignore[attr-defined]  # noqa: B018
cleaner.clean("", urls="")  # type: ignore[call-arg]
Settings(keep_role="main")  # type: ignore[call-arg]
document.text = ""  # type: ignore[misc]
