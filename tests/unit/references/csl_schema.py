"""A JSON Schema of CSL-JSON, written from the facts of the CSL project's own (`csl-data.json`, read 2026-11).

The types and variables of CSL 1.0.2, which of them are numbers, names or dates, and that nothing else may stand beside
them. The project's file itself is not shipped here.
"""

from __future__ import annotations

from typing import Any

_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case legislation manuscript
map motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post
post-weblog regulation report review review-book software song speech standard thesis treaty webpage
""".split()
_NAMES = """
author chair collection-editor compiler composer container-author contributor curator director editor
editorial-director executive-producer illustrator interviewer organizer original-author performer producer recipient
reviewed-author translator
""".split()
_DATES = "accessed available-date event-date issued original-date submitted".split()
_NUMBERS = """
chapter-number citation-number collection-number edition first-reference-note-number issue locator number
number-of-pages number-of-volumes page page-first part printing supplement volume
""".split()
_TEXTS = """
abstract annote archive archive_collection archive_location archive-place authority call-number citation-label
collection-title container-title container-title-short dimensions division DOI event event-place genre ISBN ISSN
journalAbbreviation jurisdiction keyword language medium note original-publisher original-publisher-place
original-title part-title PMCID PMID publisher publisher-place references reviewed-title scale section shortTitle
source status title title-short translated-title URL version year-suffix
""".split()


def _each(names: list[str], rule: dict[str, Any]) -> dict[str, Any]:
    """One rule for many variables."""
    return {name: rule for name in names}  # noqa: C420 - dict.fromkeys is refused for mutable values


_NUMBER = {"type": ["string", "number"]}
_TEXT = {"type": "string"}
_FLAG = {"type": ["string", "number", "boolean"]}
_NAME = {
    "type": "object",
    "properties": {
        **_each("family given dropping-particle non-dropping-particle suffix literal".split(), _TEXT),
        **_each("comma-suffix static-ordering parse-names".split(), _FLAG),
    },
    "additionalProperties": False,
}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": _NUMBER},
        },
        "season": _NUMBER,
        "circa": _FLAG,
        "literal": {"type": "string"},
        "raw": {"type": "string"},
    },
    "additionalProperties": False,
}

CSL_SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": _TYPES},
            "id": _NUMBER,
            "custom": {"type": "object"},
            "categories": {"type": "array", "items": {"type": "string"}},
            **_each(_NAMES, {"type": "array", "items": _NAME}),
            **_each(_DATES, _DATE),
            **_each(_NUMBERS, _NUMBER),
            **_each(_TEXTS, _TEXT),
        },
    },
}
