"""References on invented pages in the forms that real sites emit: entries, fields and marker links, by file.

Usage: python -m benchmarks.quality.references_written [NAME ...]

NAME is a file of `tests/unit/references/pages` without `.txt`; all of them where none is given. The pages and what is
to be found on them were written before the code was run on them; `benchmarks/RESULTS.md` has figures of first sight.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.unit.references.written_pages import FOLDER, Case, fields_of, find_case, overlap, read_cases, wanted_of


def main() -> None:
    """Prints one line of figures a file."""
    for name in sys.argv[1:] or sorted(path.stem for path in FOLDER.glob("*.txt")):
        print(name, measure([case for case in read_cases(name) if not case.is_open]))


def measure(cases: list[Case]) -> dict[str, str]:
    """Counts what is found on cases."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    f1 = 0.0
    for case in cases:
        found = find_case(case)
        left = list(found.references)
        matched = 0
        for row in case.rows:
            match = max(left, key=lambda reference: overlap(row.text, reference.text), default=None)
            if match is None or overlap(row.text, match.text) < 0.8:
                continue
            left.remove(match)
            matched += 1
            fields = fields_of(match)
            for field, value in wanted_of(row).items():
                asked[field] += 1
                right[field] += fields[field] == value
        f1 += 2 * matched / max(1, len(case.rows) + len(found.references)) if case.rows or left else 1.0
        right["alarms"] += bool(found.references) and not case.rows
        right["links"] += sum((Counter(case.targets) & Counter((m.target or 0) + 1 for m in found.markers)).values())
        asked["links"] += len(case.targets)
        asked["alarms"] += not case.rows
    shares = {field: f"{right[field]}/{asked[field]}" for field in asked if asked[field]}
    return {"pages": str(len(cases)), "entry F1 (macro)": f"{f1 / len(cases):.3f}", **shares}


if __name__ == "__main__":
    main()
