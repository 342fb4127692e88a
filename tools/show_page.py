"""Shows one cleaned page beside its source in the terminal: what went in on the left, what came out on the right."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from itertools import zip_longest
from pathlib import Path


def main() -> None:
    """Reads the arguments and prints the two columns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="a page that was cleaned")
    parser.add_argument("out", type=Path, help="the folder that `cleaner run` wrote")
    parser.add_argument("--lines", type=int, default=60, help="lines to show of each (default: 60)")
    args = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in pair_columns(args.page, find_output(args.out, args.page), args.lines):
        print(line)


def find_output(out: Path, page: Path) -> Path:
    """Finds the output of a page in the manifest."""
    with (out / "manifest.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["output"] and Path(row["input"]).name == page.name:
                return out / str(row["output"])
    raise SystemExit(f"{out}: no output of {page.name} in the manifest")


def pair_columns(page: Path, output: Path, lines: int) -> list[str]:
    """Sets the two files side by side, the middle of a long source left out."""
    width = (min(shutil.get_terminal_size().columns, 200) - 3) // 2
    left, right = (wrap_lines(path.read_text(encoding="utf-8", errors="replace"), width) for path in (page, output))
    rows = [(page.name, output.name), ("-" * width, "-" * width)]
    rows += list(zip_longest(cut_middle(left, lines), cut_middle(right, lines), fillvalue=""))
    return [f"{before:<{width}} | {after}" for before, after in rows]


def wrap_lines(text: str, width: int) -> list[str]:
    """Wraps every line, empty lines kept."""
    return [part for line in text.splitlines() for part in textwrap.wrap(line, width) or [""]]


def cut_middle(lines: list[str], limit: int) -> list[str]:
    """Leaves out the middle of more lines than the limit and says how many."""
    if len(lines) <= limit:
        return lines
    half = limit // 2
    return [*lines[:half], f"… {len(lines) - 2 * half} lines …", *lines[-half:]]


if __name__ == "__main__":
    main()
