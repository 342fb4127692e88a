"""Writes a document as JSON."""

from __future__ import annotations

import json

from cleaner.document import Document
from cleaner.write.options import WriteOptions


def render_json(document: Document, options: WriteOptions) -> str:
    """Renders everything that is known about a document as one JSON object."""
    del options
    return json.dumps(document.to_dict(), ensure_ascii=False, indent=1) + "\n"
