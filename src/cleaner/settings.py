"""What a caller may choose, with the measurement or reason behind every default."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.document import Role
from cleaner.errors import SettingsError, SourceError

CONTENT_ROLES = frozenset(
    {
        Role.TITLE,
        Role.BYLINE,
        Role.DATE,
        Role.BODY,
        Role.HEADING,
        Role.LIST,
        Role.TABLE,
        Role.CODE,
        Role.CAPTION,
        Role.REFERENCE,
        Role.COMMENT,
        Role.MEDIA,
    }
)
ARTICLE_ROLES = frozenset({Role.BODY, Role.HEADING, Role.LIST, Role.TABLE, Role.CODE, Role.REFERENCE, Role.MEDIA})
ROLE_PRESETS: Mapping[str, frozenset[Role]] = {
    "main": CONTENT_ROLES,
    "article": ARTICLE_ROLES,
    "everything": frozenset(Role),
}
_LOWEST = {
    "max_page_bytes": 1,
    "max_page_memory_bytes": 1_000_000,
    "dedupe_max_period_lines": 0,
    "site_sample_pages": 1,
    "site_min_pages": 1,
    "site_few_pages": 1,
}
LOWEST_RECALL_WEIGHT, HIGHEST_RECALL_WEIGHT = 0.1, 10.0
# What `--precision` and `--recall` stand for: van Rijsbergen's F0.5 and F2.
PRECISION_WEIGHT, RECALL_WEIGHT = 0.5, 2.0
_PERCENTS = (
    "dedupe_max_body_percent",
    "site_min_percent",
    "site_few_percent",
    "site_same_page_percent",
    "site_same_prose_percent",
    "duplicates_min_percent",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A caller's choices; every field has a default, `Settings()` is what the figures are measured with.

    Attributes:
        keep_roles: Roles whose blocks are in the output, or the name of a preset: `main` (the page's main content),
            `article` (body text alone) or `everything`.
        min_content_score: Blocks that the model gives less are no main content, whatever the page's own threshold.
        recall_weight: How many times as much as precision recall counts where a page's own threshold is chosen, 0.1 to
            10: less drops more of what is doubtful, more keeps more of it.
        weights: Folder with the classifier's weights, as `tools.train_classifier` writes them; empty for those in the
            package.
        max_page_bytes: Pages over this size are rejected.
        max_page_seconds: In a batch, a page that takes longer is rejected and its process ended.
        max_page_memory_bytes: In a batch, a page that needs more memory is rejected and its process ended.
        reject_walls: Whether error pages, blocks, login and consent walls have the status `blocked`, which a batch
            rejects; otherwise they are pages like others.
        dedupe: Whether marketing blocks that repeat within the page are removed.
        dedupe_max_period_lines: Longest block, in lines, that is looked for as one that repeats back to back.
        dedupe_max_body_percent: Share of the body's words, copies counted once, beyond which every first copy stays.
        site_sample_pages: Pages of a site that its profile is learned from.
        site_min_pages: Different pages below which nothing is learned about a site.
        site_min_percent: Share of a site's pages that a line must stand on to be its boilerplate.
        site_few_pages: Different pages from which a site of fewer than `site_min_pages` is learned about all the same.
        site_few_percent: Share of the pages of such a small site that a line must stand on.
        site_same_page_percent: Share of common words from which two pages of a site are the same page.
        site_same_prose_percent: Share of common words in their paragraphs from which they are, too.
        duplicates_min_percent: Share of common five-word shingles from which `cleaner duplicates` joins two pages.
        references: Whether references are looked for.
    """

    keep_roles: frozenset[Role] | str = "main"
    # Cross-validated F1 of one network on wcxb_dev is .8740 without a floor and .8745 with this one; without it, pages
    # unlike any that were learned from keep menus at .06.
    min_content_score: float = 0.15
    recall_weight: float = 1.0
    weights: str = ""
    # The largest page of wcxb_dev has 11 MB; web pages over 64 MB are dumps of something else.
    max_page_bytes: int = 64_000_000
    max_page_seconds: float = 30.0
    max_page_memory_bytes: int = 2_000_000_000
    reject_walls: bool = True
    dedupe: bool = True
    # Forms of clinic sites with every option of their menus flattened have up to about 50 lines.
    dedupe_max_period_lines: int = 60
    # A page of forms alone would be empty without a limit; menus are often 80 % of the text of a flattened page.
    dedupe_max_body_percent: int = 90
    # 64, 8 and 50 were set before anything was measured; copies that differ in a date or a price are above 90.
    site_sample_pages: int = 64
    site_min_pages: int = 8
    site_min_percent: int = 50
    # wcxb_dev, hosts of five to seven pages: 60 loses twice the gold words of 80, 100 gains nothing over it.
    # Two pages share what is repeated; of so few, only what the judge of lines or the wording tells is taken.
    site_few_pages: int = 2
    site_few_percent: int = 80
    site_same_page_percent: int = 90
    # One service's page for each of many towns has its paragraphs in common; pages of a site otherwise share a few.
    site_same_prose_percent: int = 75
    # The usual limit for near-duplicates of web pages; lower, pages of one template with different texts join.
    duplicates_min_percent: int = 80
    references: bool = True

    def __post_init__(self) -> None:
        if isinstance(self.keep_roles, str) and self.keep_roles not in ROLE_PRESETS:
            raise SettingsError(
                f"keep_roles is {self.keep_roles!r}; choose one of {', '.join(ROLE_PRESETS)} or give a list of roles"
            )
        if not isinstance(self.keep_roles, str):
            object.__setattr__(self, "keep_roles", _check_roles(self.keep_roles, "settings"))
        if not 0 <= self.min_content_score <= 1:
            raise SettingsError(f"min_content_score is {self.min_content_score}; it must be from 0 to 1")
        if not LOWEST_RECALL_WEIGHT <= self.recall_weight <= HIGHEST_RECALL_WEIGHT:
            bounds = f"from {LOWEST_RECALL_WEIGHT} to {HIGHEST_RECALL_WEIGHT}"
            raise SettingsError(f"recall_weight is {self.recall_weight}; it must be {bounds}")
        if self.max_page_seconds <= 0:
            raise SettingsError(f"max_page_seconds is {self.max_page_seconds}; it must be over 0")
        for name, lowest in _LOWEST.items():
            if getattr(self, name) < lowest:
                raise SettingsError(f"{name} is {getattr(self, name)}; it must be at least {lowest}")
        for name in _PERCENTS:
            if not 0 <= getattr(self, name) <= 100:
                raise SettingsError(f"{name} is {getattr(self, name)}; it must be from 0 to 100")

    @property
    def kept_roles(self) -> frozenset[Role]:
        """The roles whose blocks are in the output."""
        return ROLE_PRESETS[self.keep_roles] if isinstance(self.keep_roles, str) else self.keep_roles


def build_settings(values: Mapping[str, Any], *, origin: str) -> Settings:
    """Makes settings from plain values, such as a TOML table.

    Args:
        values: Field names and values; roles are strings.
        origin: Where the values come from, for the error's text.

    Returns:
        The settings.

    Raises:
        SettingsError: If a key is unknown or a value impossible.
    """
    types = {field.name: field.type for field in dataclasses.fields(Settings)}
    checked: dict[str, Any] = {}
    for key, value in values.items():
        if key not in types:
            close = difflib.get_close_matches(key, types, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(types)}"
            raise SettingsError(f"{origin}: unknown setting {key!r}{hint}")
        checked[key] = _check_value(key, value, origin)
    return Settings(**checked)


def find_settings(start: Path) -> dict[str, Any]:
    """Finds the settings that a folder's files give.

    Args:
        start: A settings file, or the folder where the search for one begins: in it and in every folder above it, a
            `cleaner.toml`, or a `pyproject.toml` with a table `[tool.cleaner]`.

    Returns:
        Field names and values as written, unchecked; empty where there is no such file.

    Raises:
        SourceError: If a file cannot be read.
        SettingsError: If it is no TOML.
    """
    if not start.is_dir():
        return _read_table(start) or {}
    for folder in (start, *start.resolve().parents):
        for name in ("cleaner.toml", "pyproject.toml"):
            path = folder / name
            if path.is_file() and (table := _read_table(path)) is not None:
                return table
    return {}


def _read_table(path: Path) -> dict[str, Any] | None:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"{path}: cannot read settings: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    if path.name != "pyproject.toml":
        return table
    section: dict[str, Any] | None = table.get("tool", {}).get("cleaner")
    return section


def _check_value(key: str, value: Any, origin: str) -> Any:
    default = getattr(Settings(), key)
    if key == "keep_roles":
        return _check_roles(value, origin)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        raise SettingsError(f"{origin}: {key} is {value!r}; it must be a {type(default).__name__}")
    return value


def _check_roles(value: Any, origin: str) -> frozenset[Role] | str:
    if isinstance(value, str):
        return value
    try:
        return frozenset(Role(name) for name in value)
    except (ValueError, TypeError) as error:
        raise SettingsError(
            f"{origin}: keep_roles: {error}; roles are {', '.join(role.value for role in Role)}"
        ) from error
