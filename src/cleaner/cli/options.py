"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cleaner.settings import ROLE_PRESETS, Settings, build_settings, find_settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


def settings_options(command: _Command) -> _Command:
    """Adds the options that choose settings; `read_options` makes the settings of them."""
    for option in (
        click.option(
            "--keep",
            metavar="PRESET|ROLE,ROLE…",
            help=f"What to keep: {', '.join(ROLE_PRESETS)}, or roles parted by commas.",
        ),
        click.option(
            "--settings",
            "settings_path",
            type=click.Path(path_type=Path),
            help="A cleaner.toml or pyproject.toml; by default the one in this folder or above it.",
        ),
    ):
        command = option(command)
    return command


def read_options(settings_path: Path | None, keep: str | None) -> Settings:
    """Makes settings of the shared options; the command line wins over the file.

    Args:
        settings_path: Value of `--settings`.
        keep: Value of `--keep`.

    Returns:
        The settings.

    Raises:
        SettingsError: If the file or an option asks for something impossible.
        SourceError: If the file cannot be read.
    """
    values = find_settings(Path.cwd()) if settings_path is None else find_settings(settings_path)
    if keep is not None:
        values = {**values, "keep_roles": keep if keep in ROLE_PRESETS else keep.split(",")}
    return build_settings(values, origin=str(settings_path or "settings"))
