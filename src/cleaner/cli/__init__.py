"""The command line: arguments and exit codes, no logic."""

from __future__ import annotations

import importlib
import sys

import click

# Loaded when called: `cleaner clean` must not wait for what only `cleaner evaluate` needs.
_COMMANDS = {
    "clean": "cleaner.cli.one_page:clean",
    "run": "cleaner.cli.many_pages:run",
    "report": "cleaner.cli.finished_run:report",
    "check": "cleaner.cli.quality:check",
    "why": "cleaner.cli.one_page:why",
    "references": "cleaner.cli.one_page:references",
    "evaluate": "cleaner.cli.quality:evaluate",
    "sites": "cleaner.cli.site_profiles:sites",
    "duplicates": "cleaner.cli.finished_run:duplicates",
}
_DEFAULT_COMMAND = "clean"


class _Commands(click.Group):
    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads `cleaner PAGE` as `cleaner clean PAGE`."""
        if args and args[0] not in _COMMANDS and args[0] not in ("--help", "--version"):
            args = [_DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Commands)
@click.version_option(package_name="cleaner")
def cli() -> None:
    """Turns scraped web pages into clean text, references and metadata."""


def main() -> None:
    """Runs the command line; every error ends in one sentence and the exit code of its class."""
    from cleaner.cli.exits import run_guarded  # noqa: PLC0415

    sys.exit(run_guarded(cli))
