"""Checks a folder of sample pages against its golden files, and accepts what a person has looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import PageError, SettingsError, SinkError, SourceError
from cleaner.pipeline import clean
from cleaner.settings import Settings
from cleaner.write.golden import Change, Difference, compare_with_golden, golden_json, golden_text

PAGE_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".txt"])


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleResult:
    """What the check of one sample found.

    Attributes:
        name: The sample's path in its folder, without suffix.
        differences: From its golden files; empty if all is well.
    """

    name: str
    differences: tuple[Difference, ...]


def check_samples(samples: Path, golden: Path, settings: Settings) -> Iterator[SampleResult]:
    """Cleans every sample and compares it with its golden files.

    Args:
        samples: Folder of pages.
        golden: Folder with `NAME.txt` and `NAME.json` for every page `NAME.html` or `NAME.txt`.
        settings: What to clean with.

    Yields:
        One result a sample, by name; then one for every golden file without a sample.

    Raises:
        SourceError: If a folder does not exist or holds no page, a file cannot be read or two samples share a name.
    """
    pages = _find_samples(samples)
    for name, path in pages.items():
        yield SampleResult(name=name, differences=tuple(_check_sample(path, golden / name, settings)))
    for name in sorted(_golden_names(golden) - pages.keys()):
        difference = Difference(change=Change.LOST, detail="a golden file without a sample")
        yield SampleResult(name=name, differences=(difference,))


def accept_samples(samples: Path, golden: Path, settings: Settings) -> list[str]:
    """Writes the golden files of every sample from what the pages give now.

    Args:
        samples: Folder of pages.
        golden: Folder of golden files; made if it does not exist.
        settings: What to clean with.

    Returns:
        Names of the samples, in order.

    Raises:
        SettingsError: On continuous integration, which may check but never bless.
        SourceError: If a sample cannot be read or cleaned.
        SinkError: If a golden file cannot be written.
    """
    if os.environ.get("CI"):
        raise SettingsError("golden files are never written where CI is set; accept them on your own machine")
    pages = _find_samples(samples)
    for name, path in pages.items():
        document = clean(path, settings=settings)
        target = golden / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _golden_path(target, ".txt").write_text(golden_text(document), encoding="utf-8", newline="\n")
            _golden_path(target, ".json").write_text(golden_json(document), encoding="utf-8", newline="\n")
        except OSError as error:
            raise SinkError(f"{target}: golden file cannot be written: {error.strerror}") from error
    return list(pages)


def _check_sample(path: Path, target: Path, settings: Settings) -> list[Difference]:
    try:
        document = clean(path, settings=settings)
    except PageError as error:
        return [Difference(change=Change.LOST, detail=f"the page was rejected: {error}")]
    try:
        expected = [_golden_path(target, suffix).read_text(encoding="utf-8") for suffix in (".txt", ".json")]
    except FileNotFoundError as error:
        return [Difference(change=Change.ADDED, detail=f"no golden file {Path(error.filename).name}; see --accept")]
    except OSError as error:
        raise SourceError(f"{target}: golden file cannot be read: {error.strerror}") from error
    try:
        return compare_with_golden(document, *expected)
    except ValueError as error:
        raise SourceError(f"{target}.json: not a golden file: {error}") from error


def _find_samples(samples: Path) -> dict[str, Path]:
    if not samples.is_dir():
        raise SourceError(f"{samples}: no such folder of samples")
    pages: dict[str, Path] = {}
    for path in sorted(samples.rglob("*")):
        if path.suffix.lower() not in PAGE_SUFFIXES or not path.is_file():
            continue
        name = path.relative_to(samples).with_suffix("").as_posix()
        if name in pages:
            raise SourceError(
                f"{path}: {pages[name].name} has the same name and would share its golden files; rename one"
            )
        pages[name] = path
    if not pages:
        raise SourceError(f"{samples}: no page in this folder; a check of nothing would always pass")
    return pages


def _golden_names(golden: Path) -> set[str]:
    if not golden.is_dir():
        raise SourceError(f"{golden}: no such folder of golden files; make it with --accept")
    return {
        path.relative_to(golden).as_posix().removesuffix(suffix)
        for suffix in (".txt", ".json")
        for path in golden.rglob(f"*{suffix}")
    }


def _golden_path(target: Path, suffix: str) -> Path:
    """Adds a suffix to a name that may hold dots of its own."""
    return target.with_name(target.name + suffix)
