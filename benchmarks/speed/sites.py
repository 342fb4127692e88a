"""Costs of site profiles: keys a second, learning and applying, resident memory of a sample, disk a million keys.

    python benchmarks/speed/sites.py [keys|learn|memory …]
    python benchmarks/speed/sites.py disk wcxb_dev.parquet

Pages are made up: lines of a vocabulary of 20,000 words with the frequencies of natural text (Zipf), a fifth of them
their site's; for the disk, where it matters how well text packs, the lines are those of the pages of a Parquet file.
CPU time, the least of three rounds; memory is the process's peak.
"""

from __future__ import annotations

import itertools
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

from cleaner.dedupe import find_repeats
from cleaner.document import Page
from cleaner.page.blocks import Block, BlockKind, PageKind
from cleaner.page.columns import PageColumns, tabulate_blocks
from cleaner.page.head import Head
from cleaner.page.tree import ElementTree
from cleaner.segment import segment_page
from cleaner.settings import Settings
from cleaner.sites import SiteLearner, SiteLine, SiteProfiles, find_site_lines, key_line, write_profiles
from cleaner.sites.learner import TEXT_CHARS

SETTINGS = Settings()
_WORDS = [f"{chr(97 + n % 26)}{'aeiou'[n % 5]}{chr(97 + n * 7 % 26)}{n:x}"[: 3 + n % 8] for n in range(20_000)]
_CUMULATED = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(_WORDS))))


def main() -> None:
    """Prints the figures that are asked for, by default all."""
    measures: dict[str, Callable[[], None]] = {
        "keys": measure_keys,
        "learn": measure_learning,
        "memory": measure_memory,
    }
    if sys.argv[1:2] == ["disk"]:
        measure_disk(sys.argv[2])
        return
    for name in sys.argv[1:] or measures:
        measures[name]()


def measure_keys() -> None:
    """Lines a second through `key_line`."""
    lines = [make_line(random.Random(n)) for n in range(50_000)]
    seconds = time_least(lambda: [key_line(line) for line in lines])
    print(f"normalise + key: {len(lines) / seconds:,.0f} lines/s")


def measure_learning() -> None:
    """Blocks a second through learning and applying."""
    pages = [page for site in range(20) for page in make_pages(site, 64)]
    blocks = sum(len(page.blocks) for page in pages)

    def learn_and_apply() -> None:
        learner = SiteLearner(SETTINGS)
        for page in pages:
            learner.add_page(page)
        profiles = learner.freeze()
        for page in pages:
            find_repeats(page, [True] * len(page.blocks), (), SETTINGS)
            find_site_lines(page, [0.0] * len(page.blocks), [True] * len(page.blocks), (), SETTINGS, profiles)

    print(f"learn + apply: {blocks / time_least(learn_and_apply):,.0f} blocks/s, {blocks} blocks")


def measure_memory() -> None:
    """Peak of resident memory while 40,000 pages of 625 sites are learned."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    learner = SiteLearner(SETTINGS)
    for site in range(625):
        for page in make_pages(site, 64):
            learner.add_page(page)
    learned = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    profiles = learner.freeze()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"40,000 pages: {learned / 1024:.0f} MB learned, {after / 1024:.0f} MB frozen, {before / 1024:.0f} MB before;"
        f" {sum(map(len, profiles.sites.values()))} lines"
    )


def measure_disk(data: str) -> None:
    """Size of a file of profiles with a million lines of 10,000 sites of a hundred lines each."""
    lines = itertools.cycle(read_lines(data))
    sites = {}
    for site in range(10_000):
        chosen = itertools.islice(lines, 100)
        named = {key_line(f"{site} {text}"): SiteLine(pages=40 + len(text) % 24, of=64, text=text) for text in chosen}
        sites[f"www{site}.clinic.example"] = named
    count = sum(map(len, sites.values()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.sqlite"
        write_profiles(SiteProfiles(sites=sites), path)
        size = path.stat().st_size
    print(f"profiles on disk: {size / count:.1f} MB a million keys ({count} keys)")


def read_lines(data: str) -> list[str]:
    """The beginnings of the lines of all pages, as a profile keeps them, page after page, none twice on one page."""
    found: list[str] = []
    for batch in pq.ParquetFile(data).iter_batches(64, columns=["html"]):
        for html in batch["html"].to_pylist():
            page = segment_page(Page(page_id="p", body=html, kind=PageKind.HTML))
            found += dict.fromkeys(" ".join(block.text[:TEXT_CHARS].split()) for block in page.blocks if block.text)
    return found


def make_pages(site: int, count: int) -> Iterator[PageColumns]:
    """Makes pages of 100 lines, 20 of them their site's."""
    rng = random.Random(site)
    shared = [make_line(rng) for _ in range(20)]
    for number in range(count):
        lines = [*shared[:12], *(make_line(rng) for _ in range(80)), *shared[12:]]
        yield make_page(f"https://site{site}.example/{number}", lines)


def make_page(url: str, lines: list[str]) -> PageColumns:
    """Makes a text dump of lines, cut into blocks."""
    blocks = tabulate_blocks(
        Block(index=n, kind=BlockKind.PARAGRAPH, text=text, words=text.count(" ") + 1) for n, text in enumerate(lines)
    )
    return PageColumns(page_id=url, url=url, kind=PageKind.TEXT, blocks=blocks, tree=ElementTree(), head=Head())


def make_line(rng: random.Random) -> str:
    """Makes a line of 1 to 20 words."""
    return " ".join(rng.choices(_WORDS, cum_weights=_CUMULATED, k=rng.randint(1, 20)))


def time_least(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return min(rounds)


if __name__ == "__main__":
    main()
