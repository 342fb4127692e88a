"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cleaner.page.blocks import PageKind
from cleaner.settings import PRECISION_WEIGHT, RECALL_WEIGHT, ROLE_PRESETS, Settings, build_settings, find_settings

_Command = Callable[..., Any]


def page_options(command: _Command) -> _Command:
    """Adds one page as the argument `page`, and what tells more about it: `url` and `kind`."""
    return _add(
        command,
        click.argument("page", type=click.Path(path_type=Path, allow_dash=True)),
        click.option("--url", help="Address that the page was fetched from; relative links are resolved against it."),
        click.option(
            "--kind",
            type=click.Choice(["auto", "html", "text"]),
            default="auto",
            help="What the page is; by default its content tells.",
        ),
    )


def field_options(command: _Command) -> _Command:
    """Adds how sources are read: `html_field`, `url_field`, `id_field` and `kind`."""
    return _add(
        command,
        click.option("--html-field", help="Field or column that holds the page; by default the one with a usual name."),
        click.option("--url-field", help="The one that holds its address."),
        click.option("--id-field", help="The one that holds its id."),
        click.option(
            "--kind",
            type=click.Choice(["auto", "html", "text"]),
            default="auto",
            callback=lambda _context, _option, kind: None if kind == "auto" else PageKind(kind),
            help="What the pages are; by default each one's record, name or content tells.",
        ),
    )


def settings_options(command: _Command) -> _Command:
    """Adds the options that choose settings, and gives them to the command as `settings`; it is put on first."""

    @functools.wraps(command)
    def call(
        *arguments: Any, settings_path: Path | None, keep: str | None, recall_weight: float | None, **options: Any
    ) -> Any:
        return command(*arguments, settings=_read_settings(settings_path, keep, recall_weight), **options)

    return _add(
        call,
        click.option(
            "--settings",
            "settings_path",
            type=click.Path(path_type=Path),
            help="A cleaner.toml or pyproject.toml; by default the one in this folder or above it.",
        ),
        click.option(
            "--keep",
            metavar="PRESET|ROLE,ROLE…",
            help=f"What to keep: {', '.join(ROLE_PRESETS)}, or roles parted by commas.",
        ),
        click.option(
            "--precision",
            "recall_weight",
            flag_value=PRECISION_WEIGHT,
            type=float,
            help="Drop more of what is doubtful.",
        ),
        click.option(
            "--recall", "recall_weight", flag_value=RECALL_WEIGHT, type=float, help="Keep more of what is doubtful."
        ),
        click.option(
            "--recall-weight",
            type=float,
            metavar="NUMBER",
            help="The same by degrees: what recall counts beside precision, from 0.1 to 10.",
        ),
    )


def _add(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command


def _read_settings(path: Path | None, keep: str | None, recall_weight: float | None) -> Settings:
    """The settings of a file, the one that is found where none is named; the command line wins over it."""
    values = find_settings(Path.cwd() if path is None else path)
    if keep is not None:
        values = {**values, "keep_roles": keep if keep in ROLE_PRESETS else keep.split(",")}
    if recall_weight is not None:
        values = {**values, "recall_weight": recall_weight}
    return build_settings(values, origin=str(path or "settings"))
