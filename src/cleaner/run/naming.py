"""Names of output files: those of a run itself, and readable ones for pages, safe on every file system, none twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator

MANIFEST_NAME = "manifest.jsonl"
RUN_NAME = "run.json"
SITES_NAME = "sites.jsonl"
CLUSTERS_NAME = "duplicates.jsonl"
MARKS_NAME = "duplicate-marks.jsonl"
# What is written beside the output of the pages; the report is `cleaner.review`'s.
RUN_FILES = (MANIFEST_NAME, RUN_NAME, "report.html", SITES_NAME, CLUSTERS_NAME, MARKS_NAME)

# Microsoft, "Naming Files, Paths, and Namespaces", 2024: names that Windows keeps for devices, with any suffix.
_DEVICE_NAME = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f\ud800-\udfff]')
_PAGE_SUFFIX = re.compile(r"(?i)\.(?:x?html?|xht|shtml|mht(?:ml)?|txt)(?:\.(?:gz|zst))?$")
# File systems allow 255 bytes a name; what is added (a mark, a suffix) needs less than 40.
_MAX_NAME_BYTES = 200


def fold_path(path: str) -> str:
    """Folds together the paths that some file system takes for the same: by case and by Unicode normalisation.

    Args:
        path: A relative path, parted by `/`.

    Returns:
        The key; two paths with different keys are different files everywhere.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", path).casefold())


def make_safe(path: str) -> str:
    """Makes a relative path that every file system accepts.

    Args:
        path: Any path, parted by `/`.

    Returns:
        A path without a way out of its folder, forbidden characters, device names, trailing dots or blanks, and
        over-long names.
    """
    parts = [_make_part_safe(part) for part in path.split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "page"


def choose_name(name: str, key: str, suffix: str, claim: Callable[[str], bool]) -> str:
    """Chooses the output's name of one input.

    Args:
        name: The relative path that the output is named after.
        key: What tells the input from all others.
        suffix: The output's suffix, with its dot.
        claim: Says whether a path is still free, and takes it.

    Returns:
        The path that was claimed.
    """
    stem = _PAGE_SUFFIX.sub("", make_safe(name))
    if stem == "" or stem.endswith("/"):
        stem += "page"
    for candidate in _candidates(stem, key):
        path = candidate + suffix
        if claim(path):
            return path
    raise AssertionError("candidates never end")


def _candidates(stem: str, key: str) -> Iterator[str]:
    """The plain name, then names with a mark that depends on the input alone, not on which came first."""
    yield stem
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    yield f"{stem}~{digest[:8]}"
    number = 2
    while True:
        yield f"{stem}~{digest}-{number}"
        number += 1


def _make_part_safe(part: str) -> str:
    part = _FORBIDDEN.sub("_", part)
    if part[-1] in ". ":
        part = part[:-1] + "_"
    part = _DEVICE_NAME.sub(r"\1_", part, count=1) if _DEVICE_NAME.match(part) else part
    encoded = part.encode("utf-8")
    if len(encoded) > _MAX_NAME_BYTES:
        mark = hashlib.sha256(encoded).hexdigest()[:8]
        stem, suffix = _split_page_suffix(part)
        cut = stem.encode("utf-8")[: _MAX_NAME_BYTES - 20].decode("utf-8", "ignore")
        part = f"{cut}~{mark}{suffix}"
    return part


def _split_page_suffix(part: str) -> tuple[str, str]:
    found = _PAGE_SUFFIX.search(part)
    return (part[: found.start()], found.group()) if found else (part, "")
