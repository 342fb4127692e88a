"""What judging the blocks of a page costs, beside a bare parse and other extractors, in one run.

    python -m benchmarks.speed.classify PAGES.parquet [--pages 300] [--rounds 5] [--profile]

The Parquet file has a column `html` of bytes. All tools see the same pages, warm, in one thread, and take turns; each
figure is the best round's CPU time a page. Stages are run on the results of the stages before them.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Sequence
from importlib.metadata import version

import trafilatura
from benchmarks.speed.segment import BARE, build_parser, measure, parse_bare, print_figures, read_bodies
from resiliparse.extract.html2text import extract_plain_text

from cleaner.classify import find_content
from cleaner.classify.features import read_features
from cleaner.classify.model import ModelKind, load_model
from cleaner.classify.network import judge_blocks
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.page.decoding import decode_body
from cleaner.segment import segment_page
from cleaner.settings import Settings

_SETTINGS = Settings()


def cut_and_judge(page: Page) -> None:
    """Segments a page and classifies its blocks."""
    find_content(segment_page(page), _SETTINGS)


def profile(pages: Sequence[PageColumns]) -> None:
    """Prints which functions the time of `find_content` goes to."""
    profiler = cProfile.Profile()
    profiler.enable()
    for page in pages:
        find_content(page, _SETTINGS)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats("cleaner|numpy", 25)


def main() -> None:
    """Prints the table."""
    parser = build_parser(__doc__, rounds=5)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    texts = [decode_body(body).text for body in read_bodies(arguments)]
    pages = [Page(page_id=str(number), body=text, kind=PageKind.HTML) for number, text in enumerate(texts)]
    cut = [segment_page(page) for page in pages]
    blocks = [page for page in cut if page.blocks]
    features = [read_features(page) for page in blocks]
    model = load_model(ModelKind.PAGE)
    names = ("turbohtml", "resiliparse", "trafilatura", "numpy")
    print(f"{len(texts)} pages,", ", ".join(f"{name} {version(name)}" for name in names))
    figures = measure(
        {
            BARE: (parse_bare, texts),
            "segment_page": (segment_page, pages),
            "find_content": (lambda page: find_content(page, _SETTINGS), cut),
            "  of that, features": (read_features, blocks),
            "  of that, the network": (lambda page: judge_blocks(page, *model[:3]), features),
            "segment_page + find_content": (cut_and_judge, pages),
            "resiliparse extract_plain_text": (lambda html: extract_plain_text(html, main_content=True), texts),
        },
        arguments.rounds,
    )
    # At thirty times the cost of the others, one round is exact enough.
    figures |= measure({"trafilatura extract": (trafilatura.extract, texts)}, 1)
    print_figures(figures)
    if arguments.profile:
        profile(blocks)


if __name__ == "__main__":
    main()
