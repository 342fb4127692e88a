"""Guards a move of code: one hash of every output over many pages, and which page and format changed since before.

    python -m tools.digest write BEFORE.json --data BENCH/wcxb_dev.parquet
    python -m tools.digest compare BEFORE.json --data BENCH/wcxb_dev.parquet

The pages are the samples, the structure cases, the attack pages, and, where a data set is given, its pages as HTML and
flattened in two ways. A folder that `cleaner run` makes of the samples counts as well.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import multiprocessing
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import cleaner
from cleaner.write import FORMATS, WriteOptions, render_document

ROOT = Path(__file__).parents[1]
_SHOWN_CHANGES = 40


class Job(NamedTuple):
    """One page to clean: its name in the record, and how to get its body."""

    name: str
    body: bytes | str
    kind: str
    url: str | None = None


def main() -> None:
    """Reads the arguments, makes the record, and writes it or compares it with the one before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["write", "compare"])
    parser.add_argument("record", type=Path, help="the hashes of every page and format, as JSON")
    parser.add_argument("--data", type=Path, help="a data set as `cleaner evaluate` reads it")
    parser.add_argument("--every", type=int, default=1, help="take every N-th page of the data set (default: 1)")
    parser.add_argument("--no-attacks", action="store_true", help="leave out the attack pages, which take long")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    jobs = list_jobs(args.data, args.every, with_attacks=not args.no_attacks)
    found = digest_all(jobs, args.workers)
    print(f"digest {hash_text(json.dumps(found, sort_keys=True))} of {len(found)} pages")
    if args.action == "write":
        args.record.write_text(json.dumps(found, indent=0, sort_keys=True), encoding="utf-8")
        return
    before = json.loads(args.record.read_text(encoding="utf-8"))
    changed = list(compare_records(before, found, whole=args.every == 1 and not args.no_attacks))
    for name, formats in changed[:_SHOWN_CHANGES]:
        print(f"changed: {name}: {', '.join(formats)}")
    counts = Counter(output_format for _, formats in changed for output_format in formats)
    print(f"{len(changed)} pages changed" + "".join(f"; {count} in {name}" for name, count in sorted(counts.items())))
    sys.exit(1 if changed else 0)


def compare_records(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]], *, whole: bool
) -> Iterator[tuple[str, list[str]]]:
    """Pages whose outputs differ, with the formats that do; `whole` says that pages missing after count too."""
    for name in sorted(before.keys() | after.keys() if whole else after.keys()):
        old, new = before.get(name, {}), after.get(name, {})
        formats = [form for form in sorted(old.keys() | new.keys()) if old.get(form) != new.get(form)]
        if formats:
            yield name, formats


def digest_all(jobs: Iterable[Job], workers: int) -> dict[str, dict[str, str]]:
    """Hashes of every output, by page and format."""
    found = {"run of samples": digest_run()}
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        found.update(pool.imap_unordered(digest_page, jobs, chunksize=8))
    return found


def list_jobs(data: Path | None, every: int, *, with_attacks: bool) -> Iterator[Job]:
    """Every page, in a fixed order."""
    for folder in (ROOT / "samples", ROOT / "tests" / "golden" / "structure"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".html", ".txt") and path.stem != "expected":
                yield Job(str(path.relative_to(ROOT)), path.read_bytes(), "auto", "https://clinic.example/page")
    for name, body in list_attacks().items() if with_attacks else ():
        for kind in ("html", "text"):
            yield Job(f"attack {name} as {kind}", body, kind)
    if data is None:
        return
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    rows = pq.read_table(data, columns=["page_id", "url", "html"]).to_pylist()
    for row in rows[::every]:
        yield Job(f"{data.stem} {row['page_id']}", row["html"], "html", row["url"])
        for way in ("lines", "wrapped"):
            yield Job(f"{data.stem} {row['page_id']} {way}", row["html"], way, row["url"])


def list_attacks() -> dict[str, str]:
    """The hostile pages of the tests, those that take long left out."""
    path = ROOT / "tests" / "attacks" / "test_hostile_pages.py"
    spec = importlib.util.spec_from_file_location("hostile_pages", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not found")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: body for name, body in module.HOSTILE.items() if len(body) < 120_000}


def digest_page(job: Job) -> tuple[str, dict[str, str]]:
    """Cleans one page and hashes what comes of it in every format."""
    body, kind = job.body, job.kind
    if kind in ("lines", "wrapped"):
        body, kind = flatten_page(job.body, wrapped=kind == "wrapped"), "text"
    try:
        document = cleaner.clean(body, url=job.url, kind=kind)
    except cleaner.PageError as error:
        return job.name, {"error": hash_text(f"{error.reason}: {error}")}
    hashes = {"to_dict": hash_text(json.dumps(document.to_dict(), ensure_ascii=False))}
    for name in FORMATS:
        hashes[name] = hash_text(render_document(document, name))
    hashes["footnotes"] = hash_text(render_document(document, "markdown", WriteOptions(footnotes=True)))
    return job.name, hashes


def flatten_page(html: bytes | str, *, wrapped: bool) -> str:
    """The page as scrapers leave it: a line a text node, or paragraphs wrapped at 80 columns."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - slow to import

    soup = BeautifulSoup(html, "lxml")
    for element in soup(["script", "style", "noscript", "template", "svg"]):
        element.decompose()
    if wrapped:
        return "\n\n".join(textwrap.fill(text, 80) for text in soup.stripped_strings)
    return str(soup.get_text("\n"))


def digest_run() -> dict[str, str]:
    """Hashes of the files that a run over the samples writes, and of a sharded one; `run.json` holds times."""
    hashes = {}
    for output_format in ("text", "jsonl"):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            command = [sys.executable, "-m", "cleaner", "run", "samples", "-o", str(out), "--format", output_format]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            for path in sorted(out.rglob("*")):
                relative = path.relative_to(out).as_posix()
                if path.is_file() and path.name != "run.json" and not relative.startswith("."):
                    hashes[f"{output_format} {relative}"] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return hashes


def hash_text(text: str) -> str:
    """The first 16 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


if __name__ == "__main__":
    main()
