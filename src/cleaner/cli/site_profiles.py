"""`cleaner sites learn|show|keep`: what the pages of a site have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cleaner.cli.exits import Exit, tell
from cleaner.cli.options import field_options, settings_options
from cleaner.errors import SettingsError
from cleaner.read import ReadOptions
from cleaner.run.learn import learn_sites
from cleaner.settings import Settings
from cleaner.sites import read_profiles, write_profiles


@click.group()
def sites() -> None:
    """Learns, shows and edits site profiles: the lines that stand on most pages of a site."""


@sites.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The file of profiles to write.")
@field_options
@settings_options
def learn(inputs: tuple[str, ...], out: Path, settings: Settings, **fields: Any) -> int:
    """Learns from the INPUTs which lines their sites repeat, for `cleaner run --sites`.

    The same command again continues where an interrupted one stopped, and writes the same file.
    """
    options = ReadOptions(max_page_bytes=settings.max_page_bytes, **fields)
    log_path = out.with_name(f"{out.name}.learning")
    try:
        profiles = learn_sites(inputs, options, settings, tell, log_path)
    except KeyboardInterrupt:
        tell("interrupted; run the same command again to continue")
        return Exit.INTERRUPTED
    write_profiles(profiles, out)
    count = sum(map(len, profiles.sites.values()))
    tell(f"{len(profiles.sites)} sites, {count} lines, profile {profiles.profile_id}: {out}")
    return Exit.OK


@sites.command()
@click.argument("profile", type=click.Path(path_type=Path))
@click.option("--site", help="Show the lines of this site.")
def show(profile: Path, site: str | None) -> int:
    """Prints the sites of a PROFILE, or the lines of one of them with their keys."""
    profiles = read_profiles(profile)
    if site is None:
        click.echo("site\tlines\tpages")
        for name, lines in sorted(profiles.sites.items()):
            click.echo(f"{name}\t{len(lines)} lines\t{profiles.pages[name]} pages")
        for name in profiles.list_untaught():
            click.echo(f"{name}\tnothing learned\t{profiles.pages[name]} pages")
        return Exit.OK
    if site in profiles.list_untaught():
        raise SettingsError(f"{profile}: nothing was learned of {site!r} from its {profiles.pages[site]} pages")
    if site not in profiles.sites:
        raise SettingsError(f"{profile}: no site {site!r} in it; `cleaner sites show {profile}` lists them")
    click.echo("key\tpages\tmark\tline")
    for key, line in sorted(profiles.sites[site].items(), key=lambda item: (-item[1].pages, item[0])):
        click.echo(f"{key:016x}\t{line.pages}/{line.of}\t{'keep' if line.keep else ''}\t{line.text}")
    return Exit.OK


@sites.command("keep")
@click.argument("profile", type=click.Path(path_type=Path))
@click.argument("site")
@click.argument("key")
def keep_line(profile: Path, site: str, key: str) -> int:
    """Marks the line KEY of a SITE as content: it is never removed."""
    profiles = read_profiles(profile)
    try:
        marked = profiles.mark_kept(site, int(key, 16))
    except (KeyError, ValueError) as error:
        raise SettingsError(f"{profile}: no line {key!r} of {site!r} in it; `cleaner sites show` lists them") from error
    write_profiles(marked, profile)
    return Exit.OK
