"""What a caller may choose about an output format."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.errors import SettingsError

_MIN_WRAP_COLUMNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """Choices about how a document is written.

    Attributes:
        wrap_columns: Plain text: width that lines are wrapped to; 0 leaves every paragraph on one line.
        front_matter: Markdown: whether the metadata stands before the text, as YAML.
        footnotes: Markdown: whether references become footnotes, `[^1]`, instead of text as the page shows it.
    """

    wrap_columns: int = 0
    front_matter: bool = False
    footnotes: bool = False

    def __post_init__(self) -> None:
        if self.wrap_columns and self.wrap_columns < _MIN_WRAP_COLUMNS:
            raise SettingsError(
                f"wrap_columns is {self.wrap_columns}; use 0 for no wrapping or at least {_MIN_WRAP_COLUMNS}"
            )
