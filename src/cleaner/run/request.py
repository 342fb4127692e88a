"""What a run is asked for, whether it is possible, and what of it decides about the output."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.document import Reason, to_plain
from cleaner.errors import SettingsError, SinkError
from cleaner.read import ReadOptions, expand_glob
from cleaner.run.naming import MANIFEST_NAME
from cleaner.settings import Settings
from cleaner.write import FORMATS

if TYPE_CHECKING:
    from cleaner.sites import SiteProfiles

# Formats whose output is not one file a page: rows of many pages in files of bounded size.
SHARD_SUFFIXES = {"jsonl": ".jsonl.zst", "parquet": ".parquet"}
RETRYABLE = ("rejected", "empty", "script_only", *(reason.value for reason in Reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a run is asked for.

    Attributes:
        inputs: Paths of files and folders, globs, addresses that fsspec opens, or `-` for stdin.
        out: The output folder.
        settings: What to clean with.
        fields: Which fields of JSON Lines and Parquet hold what.
        output_format: One of `cleaner.write.FORMATS`, or of `SHARD_SUFFIXES`.
        shard_bytes: Size that a shard may reach before the next begins, unpacked.
        workers: How many processes; None for as many as there are cores.
        overwrite: Whether the output of an earlier run is removed first.
        retry: Statuses and reasons of finished pages that are done again.
        quarantine: Whether the bodies of rejected pages are kept in `OUT/rejected`.
        timings: Whether the manifest says how long each page took; its bytes then differ from run to run.
        sites: Profiles of the sites, whose boilerplate is removed from text dumps.
        references: File that gets the references of all pages, one JSON object a line; None for no such file.
    """

    inputs: tuple[str, ...]
    out: Path
    settings: Settings = field(default_factory=Settings)
    fields: ReadOptions = field(default_factory=ReadOptions)
    output_format: str = "text"
    shard_bytes: int = 128_000_000
    workers: int | None = None
    overwrite: bool = False
    retry: frozenset[str] = frozenset()
    quarantine: bool = False
    timings: bool = False
    sites: SiteProfiles | None = None
    references: Path | None = None

    @property
    def suffix(self) -> str:
        """What the names of output files end in."""
        if self.output_format in SHARD_SUFFIXES:
            return SHARD_SUFFIXES[self.output_format]
        return FORMATS[self.output_format].suffix

    @property
    def is_sharded(self) -> bool:
        """Whether the output is rows of many pages in one file."""
        return self.output_format in SHARD_SUFFIXES

    def read_options(self) -> ReadOptions:
        """How the sources are read."""
        return dataclasses.replace(self.fields, leave_out=self.out, max_page_bytes=self.settings.max_page_bytes)

    def check(self) -> None:
        """Says whether the run is possible, before anything is written.

        Raises:
            SettingsError: If it asks for something that there is not.
            SourceError: If an input does not exist.
            SinkError: If the output is no folder.
        """
        known = tuple(dict.fromkeys([*FORMATS, *SHARD_SUFFIXES]))
        if self.output_format not in known:
            raise SettingsError(f"unknown format {self.output_format!r}; known are {', '.join(known)}")
        if self.workers is not None and self.workers < 1:
            raise SettingsError(f"workers is {self.workers}; it must be at least 1")
        unknown = self.retry - set(RETRYABLE)
        if unknown:
            raise SettingsError(f"nothing to retry is called {', '.join(unknown)}; known are {', '.join(RETRYABLE)}")
        for named in self.inputs:
            expand_glob(named)
            if named != "-" and self.out.is_dir() and Path(named).is_dir() and self.out.samefile(named):
                raise SettingsError(f"{self.out}: is the input too; outputs would be the next run's inputs")
        if self.references is not None and self.references.is_dir():
            raise SettingsError(f"{self.references}: is a folder; --references needs a file")
        if self.references is not None and self.references.absolute() == (self.out / MANIFEST_NAME).absolute():
            raise SettingsError(f"{self.references}: is the manifest; choose another file for the references")
        if self.out.exists() and not self.out.is_dir():
            raise SinkError(f"{self.out}: is a file; the output needs a folder")

    def facts(self) -> dict[str, str]:
        """What decides about the output: a run may only be continued by one that was asked for the same."""
        settings = to_plain({f.name: getattr(self.settings, f.name) for f in dataclasses.fields(Settings)})
        if not isinstance(self.settings.keep_roles, str):
            settings["keep_roles"] = sorted(role.value for role in self.settings.keep_roles)
        return {
            "cleaner version": find_version(),
            "inputs": json.dumps(self.inputs),
            "format": self.output_format,
            "shard bytes": str(self.shard_bytes) if self.is_sharded else "-",
            "quarantine": str(self.quarantine),
            "sites": self.sites.profile_id if self.sites else "-",
            "fields": json.dumps([self.fields.html_field, self.fields.url_field, self.fields.id_field]),
            **({} if self.fields.kind is None else {"kind": self.fields.kind.value}),
            **({} if self.references is None else {"references": "kept"}),
            **{f"setting {name}": json.dumps(value) for name, value in settings.items()},
        }


def find_version() -> str:
    """This project's version, or `unknown` where it runs from its source without being installed."""
    from importlib import metadata  # noqa: PLC0415 - read while the workers start

    try:
        return metadata.version("cleaner")
    except metadata.PackageNotFoundError:
        return "unknown"
