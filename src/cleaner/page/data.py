"""The JSON that a page's scripts hold, read once a page, with one repair of the usual slips."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_DECODER = json.JSONDecoder(strict=False)
_BETWEEN_VALUES = re.compile(r"[\s;]*")
# Old browsers were kept from showing scripts by a comment, XML parsers from reading them by a section of CDATA.
_WRAPPING = re.compile(r"<!--|-->|(?://\s*)?(?:<!\[CDATA\[|\]\]>)")
# A string is matched as a whole, so that nothing inside it is taken for a comment or a comma; one without an end goes
# to the end of the text.
_STRING = r'(?P<string>"(?:[^"\\]|\\.)*+(?:"|\\?\Z))'
_COMMENT = re.compile(rf"{_STRING}|/\*.*?(?:\*/|\Z)|//[^\n]*|{_WRAPPING.pattern}", re.DOTALL)
_TRAILING_COMMA = re.compile(rf"{_STRING}|,(?=\s*[}}\]])", re.DOTALL)
_MAX_VALUES = 2000
# Real data nests a few dozen levels; what nests deeper was made to hurt.
_MAX_DEPTH = 200


@dataclass(frozen=True)
class DataScript:
    """A script that holds data.

    Attributes:
        text: Its source.
    """

    text: str

    @cached_property
    def value(self) -> Any:
        """What `read_json` makes of it."""
        return read_json(self.text)


def read_json(text: str) -> Any:
    """Reads JSON as pages write it.

    Strings may hold control characters, and several values may stand behind each other. Comments, sections of CDATA and
    commas before a closing bracket are taken out where the text cannot be read as it is.

    Args:
        text: A script or a part of one.

    Returns:
        The value; a list of them where there are several; None where the text is no JSON, as on one page in fifty.
    """
    for repair in (str, _repair):
        try:
            return _decode(repair(text))
        except (ValueError, RecursionError):
            continue
    return None


def walk_json(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Goes through JSON in the order of the page: (keys from the root, value), without recursion.

    Items of lists have an empty key; what nests over 200 levels deep is left out.
    """
    stack: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while stack:
        keys, current = stack.pop()
        yield keys, current
        if len(keys) > _MAX_DEPTH:
            continue
        if isinstance(current, dict):
            stack += [((*keys, str(key)), item) for key, item in reversed(current.items())]
        elif isinstance(current, list):
            stack += [((*keys, ""), item) for item in reversed(current)]


def _repair(text: str) -> str:
    return _TRAILING_COMMA.sub(_keep_string, _COMMENT.sub(_keep_string, text))


def _keep_string(match: re.Match[str]) -> str:
    return match["string"] or ""


def _decode(text: str) -> Any:
    values: list[Any] = []
    position, end = 0, len(text.rstrip("; \t\r\n\f"))
    while position < end or not values:
        match = _BETWEEN_VALUES.match(text, position)
        value, position = _DECODER.raw_decode(text, match.end() if match else position)
        values.append(value)
        if len(values) > _MAX_VALUES:
            break
    return values[0] if len(values) == 1 else values
