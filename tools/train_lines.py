"""Trains the judge of lines: from flattened pages with gold text, and pages made up, to the weights in the wheel.

python -m tools.flatten_pages DATA.parquet FLAT.parquet          # once
python -m tools.train_lines FLAT.parquet --folds 0,1,2,3,4       # cross-validation, tables
python -m tools.train_lines FLAT.parquet --out src/cleaner/classify/weights
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cleaner.classify.line_features import Lines, read_context, read_lines
from cleaner.classify.lines import MANIFEST, WEIGHTS, LineNetwork, judge_lines, load_line_model
from cleaner.classify.threshold import choose_threshold
from cleaner.evaluate.metrics import score_text
from cleaner.page.columns import tabulate_blocks
from cleaner.segment.text import segment_text
from tools.line_network import ROW_BITS, LineTrainer, export_network
from tools.make_dumps import label_dump, make_dump
from tools.train_classifier import Score, calibrate
from tools.train_dataset import label_texts

_MAX_LINES = 900
_MAX_CHARS = 60_000
_BATCH_LINES = 2000
_SURE_SHARE = 0.7
_FOREIGN_SHARE = 0.3
_WINDOWS_A_PAGE = 4


class _Phase(NamedTuple):
    """A part of the training: what share of the dumps a round sees, and how fast it learns.

    A whole page comes in one of its ways a round; `short` is windows a page, `made` the share of the made-up dumps, and
    `importance` what a short dump counts beside a whole page. The rows of words, each of which comes in few batches,
    learn `row_speed` times as fast as the layers.
    """

    rounds: int
    rate: float
    row_speed: float
    short: float
    made: float
    importance: float


# Whole pages first; later phases have three times as many short dumps, and learn in whole numbers throughout.
_PHASES = (
    _Phase(rounds=16, rate=2e-3, row_speed=8, short=1.5, made=0.2, importance=0.4),
    _Phase(rounds=6, rate=1e-3, row_speed=8, short=2.0, made=0.6, importance=0.3),
    _Phase(rounds=4, rate=8e-4, row_speed=2, short=2.5, made=0.6, importance=0.4),
)
# Seen apart from its words, each line counts this much of its dump.
_LINE_WEIGHT = 0.3
_F1_WEIGHT = 0.5
_TYPE_WEIGHT = 0.1
_DECAY = 1e-3
# As `Settings.min_content_score`.
_FLOOR = 150


class LabelledLines(NamedTuple):
    """Lines of a dump and the share of each line's words that is content; -1 where nobody knows."""

    lines: Lines
    shares: NDArray[np.float32]
    page_id: str = ""
    way: str = ""
    fold: int = -1
    page_type: str = ""
    texts: tuple[str, ...] = ()
    gold: str = ""


def main() -> None:
    """Reads the arguments, validates, and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flat", type=Path, help="as tools.flatten_pages wrote it")
    parser.add_argument("--cache", type=Path, default=Path("/tmp"), help="folder for labelled lines")
    parser.add_argument("--folds", default="", help="folds to validate on, parted by commas")
    parser.add_argument("--dumps", type=int, default=7000, help="made-up pages")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--fold-weights", type=Path, help="folder for the networks of the folds")
    parser.add_argument("--out", type=Path, help="folder for the weights; without it, validation is all")
    args = parser.parse_args()
    torch.set_num_threads(1)
    pages = load_pages(args.flat, args.cache, args.workers)
    scores: list[Score] = []
    for fold in map(int, filter(None, args.folds.split(","))):
        network = _train_fold(fold, pages, args)
        strange = load_dumps(1500, args.cache, args.workers, held_out=True)
        scores += report(network, [page for page in pages if page.fold == fold], strange, f"fold {fold}")
    if args.out is not None:
        made = prepare_made(load_dumps(args.dumps, args.cache, args.workers, held_out=None))
        network = train(prepare_dumps(pages, args.seed), made, seed=args.seed)
        write_weights(args.out, network, args, scores)


def _train_fold(fold: int, pages: Sequence[LabelledLines], args: argparse.Namespace) -> LineNetwork:
    """A network that has not seen the domains of a fold, or the one of an earlier run."""
    folder = args.fold_weights and args.fold_weights / str(fold)
    if folder and folder.exists():
        return load_line_model(str(folder)).network
    made = prepare_made(load_dumps(args.dumps, args.cache, args.workers, held_out=False))
    seen = prepare_dumps([page for page in pages if page.fold != fold], args.seed)
    network = train(seen, made, seed=args.seed)
    if folder:
        write_weights(folder, network, args, [])
    return network


def write_weights(folder: Path, network: LineNetwork, args: argparse.Namespace, scores: list[Score]) -> None:
    """Writes the weights, what they are made of, and what their expected F1 is worth."""
    body = network.pack()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(body)
    expected, reached = calibrate(scores) if scores else ([0, 1000], [0.0, 1.0])
    manifest = {
        "sha256": hashlib.sha256(body).hexdigest(),
        "data": "WCXB development split (Foley 2026), CC-BY-4.0, flattened; pages made up by tools.make_dumps",
        "rounds": [phase.rounds for phase in _PHASES],
        "dumps": args.dumps,
        "seed": args.seed,
        "expected": expected,
        "reached": reached,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")


# ---- data


def load_pages(flat: Path, cache: Path, workers: int) -> list[LabelledLines]:
    """Labelled pages; those that this segmenter has cut before are read from the cache."""
    place = cache / f"pages-{_hash_code()}.pkl"
    if not place.exists():
        started = time.time()
        rows = [row for row in pq.read_table(flat).to_pylist() if len(row["html"]) <= _MAX_CHARS]
        with multiprocessing.Pool(workers) as pool:
            pages = [page for page in pool.imap(_label_row, rows, chunksize=16) if page is not None]
        place.write_bytes(pickle.dumps(pages, protocol=5))
        print(f"labelled {len(pages)} dumps in {time.time() - started:.0f} s", flush=True)
    loaded: list[LabelledLines] = pickle.loads(place.read_bytes())
    return loaded


def load_dumps(count: int, cache: Path, workers: int, *, held_out: bool | None) -> list[LabelledLines]:
    """Made-up pages, as `load_pages`."""
    place = cache / f"dumps-{count}-{held_out}-{_hash_code('make_dumps.py', 'line_words/*.txt')}.pkl"
    if not place.exists():
        start = 10_000_000 if held_out else 0
        jobs = [(seed, held_out) for seed in range(start, start + count)]
        with multiprocessing.Pool(workers) as pool:
            dumps = pool.starmap(_label_made, jobs, chunksize=64)
        place.write_bytes(pickle.dumps([dump for dump in dumps if dump is not None], protocol=5))
    loaded: list[LabelledLines] = pickle.loads(place.read_bytes())
    return loaded


def _hash_code(*tools: str) -> str:
    """A fingerprint of what cuts and reads dumps, and of some tools."""
    root = Path(__file__).parents[1]
    files = [*sorted((root / "src/cleaner/segment").glob("text*.py")), root / "src/cleaner/classify/line_features.py"]
    files += [root / "src/cleaner/classify/words.py"]
    files += [path for tool in tools for path in sorted((root / "tools").glob(tool))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def _label_row(row: dict[str, Any]) -> LabelledLines | None:
    blocks = segment_text(row["html"]).blocks
    if not blocks:
        return None
    table = tabulate_blocks(blocks)
    return LabelledLines(
        lines=read_lines(table.texts, table.kinds),
        shares=np.array(label_texts(table.texts, (row["main_content"] or "")), dtype=np.float32),
        page_id=row["page_id"],
        way=row["way"],
        fold=row["fold"],
        page_type=row["page_type"],
        texts=table.texts,
        gold=(row["main_content"] or ""),
    )


def _label_made(seed: int, held_out: bool | None) -> LabelledLines | None:
    dump = make_dump(seed, held_out=held_out)
    blocks = segment_text(dump.text).blocks
    if not blocks:
        return None
    table = tabulate_blocks(blocks)
    shares = np.array(label_dump(table.texts, dump.items), dtype=np.float32)
    return LabelledLines(read_lines(table.texts, table.kinds), shares, way=dump.way, texts=table.texts)


# ---- windows


def take_lines(parts: Sequence[tuple[Lines, NDArray[np.int64]]]) -> Lines:
    """Puts rows of several pages together."""
    tokens = []
    for lines, rows in parts:
        ends = np.cumsum(lines.token_counts)
        tokens += [lines.tokens[ends[row] - lines.token_counts[row] : ends[row]] for row in rows]
    joined = {
        name: np.concatenate([getattr(lines, name)[rows] for lines, rows in parts])
        for name in Lines._fields
        if name != "tokens"
    }
    return Lines(tokens=np.concatenate(tokens) if tokens else np.zeros(0, dtype=np.uint32), **joined)


def cut_windows(pages: Sequence[LabelledLines], chance: random.Random, count: int) -> Iterator[LabelledLines]:
    """Content of pages, alone or with furniture of the same page or of others around and inside.

    Yields:
        Short dumps.
    """
    content = [np.flatnonzero(page.shares >= _SURE_SHARE) for page in pages]
    usable = [index for index, rows in enumerate(content) if len(rows) >= 3]
    edges = [_find_edges(page, content[index]) for index, page in enumerate(pages)]
    with_edges = [index for index, rows in enumerate(edges) if len(rows) >= 3]
    for _ in range(count):
        index = chance.choice(usable)
        rows = content[index]
        size = min(len(rows), chance.choice((3, 5, 8, 12, 18, 25, 40, 60)))
        start = 0 if chance.random() < 0.4 else chance.randint(0, len(rows) - size)
        page = pages[index].lines
        chosen = rows[start : start + size]
        if chance.random() < 0.35:
            yield LabelledLines(take_lines([(page, chosen)]), np.ones(size, dtype=np.float32), way="content")
            continue
        parts: list[tuple[Lines, NDArray[np.int64]]] = [(page, chosen)]
        labels = [1.0]
        if size > 2 and chance.random() < 0.4:
            middle = chance.randint(1, size - 1)
            stray = _pick_stray(pages, edges, chance, with_edges, index)
            parts = [(page, chosen[:middle]), stray, (page, chosen[middle:])]
            labels = [1.0, 0.0, 1.0]
        for before in (True, False):
            if chance.random() < 0.75:
                stray = _pick_stray(pages, edges, chance, with_edges, index)
                parts, labels = ([stray, *parts], [0.0, *labels]) if before else ([*parts, stray], [*labels, 0.0])
        shares = np.concatenate([np.full(len(rows), label) for (_, rows), label in zip(parts, labels, strict=True)])
        yield LabelledLines(take_lines(parts), shares.astype(np.float32), way="window")


def _find_edges(page: LabelledLines, content: NDArray[np.int64]) -> NDArray[np.int64]:
    """Lines above and below the content that are surely none."""
    first, last = (content[0], content[-1]) if len(content) else (0, 0)
    index = np.arange(len(page.shares))
    return np.flatnonzero(((index < first) | (index > last)) & (page.shares == 0) & ~page.lines.prose)


def _pick_stray(
    pages: Sequence[LabelledLines],
    edges: Sequence[NDArray[np.int64]],
    chance: random.Random,
    with_edges: Sequence[int],
    own: int,
) -> tuple[Lines, NDArray[np.int64]]:
    index = own if len(edges[own]) >= 3 and chance.random() < 0.5 else chance.choice(with_edges)
    rows = edges[index]
    size = min(len(rows), chance.choice((1, 2, 4, 7, 12, 20)))
    start = chance.choice((0, len(rows) - size, chance.randint(0, len(rows) - size)))
    return pages[index].lines, rows[start : start + size]


# ---- training


class Window(NamedTuple):
    """What the network reads of a dump, what it should say, and how much it counts."""

    bits: NDArray[np.uint8]
    tokens: NDArray[np.uint32]
    token_counts: NDArray[np.int64]
    words: NDArray[np.float32]
    target: NDArray[np.float32]
    weight: NDArray[np.float32]
    page_type: str
    foreign: float


class Prepared(NamedTuple):
    """Whole dumps by page, and short ones."""

    whole: list[list[Window]]
    short: list[Window]


def prepare_dumps(pages: Sequence[LabelledLines], seed: int) -> Prepared:
    """Reads the context of whole dumps, and cuts short ones out of them."""
    chance = random.Random(seed)
    by_page: dict[str, list[Window]] = {}
    for page in pages:
        by_page.setdefault(page.page_id, []).append(make_window(_shorten(page, chance), _FOREIGN_SHARE))
    count = _WINDOWS_A_PAGE * len(by_page)
    short = [make_window(page, _FOREIGN_SHARE) for page in cut_windows(pages, chance, count)]
    return Prepared(list(by_page.values()), short)


def prepare_made(dumps: Sequence[LabelledLines]) -> list[Window]:
    """Reads the context of made-up dumps."""
    return [make_window(dump, 0.1) for dump in dumps]


def _shorten(page: LabelledLines, chance: random.Random) -> LabelledLines:
    if len(page.shares) <= _MAX_LINES:
        return page
    start = chance.randint(0, len(page.shares) - _MAX_LINES)
    rows = np.arange(start, start + _MAX_LINES)
    return page._replace(lines=take_lines([(page.lines, rows)]), shares=page.shares[rows])


def make_window(page: LabelledLines, foreign: float) -> Window:
    """Reads a dump's context and weighs its lines."""
    lines, shares = page.lines, page.shares
    words = np.where(shares < 0, 0, lines.words).astype(np.float32)
    return Window(
        bits=np.concatenate([lines.bits, read_context(lines)], axis=1),
        tokens=lines.tokens,
        token_counts=lines.token_counts,
        words=words,
        target=np.clip(shares, 0, 1),
        weight=_weigh_lines(words, is_whole=bool(page.page_type)),
        page_type=page.page_type,
        foreign=foreign,
    )


def _weigh_lines(words: NDArray[np.float32], *, is_whole: bool) -> NDArray[np.float32]:
    """Of a whole page the words count, since F1 counts them; of a short dump every line, a long one somewhat more."""
    if not is_whole:
        roots = np.sqrt(np.minimum(words, 25))
        return (roots / max(1.0, float(roots.sum()))).astype(np.float32)
    return (words / max(1.0, float(words.sum())) + _LINE_WEIGHT * (words > 0) / len(words)).astype(np.float32)


def train(seen: Prepared, made: Sequence[Window], *, seed: int) -> LineNetwork:
    """Trains a network."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    types = sorted({window.page_type for page in seen.whole for window in page})
    trainer = LineTrainer(len(types))
    for phase in _PHASES:
        _train_phase(trainer, phase, seen, made, chance)
    trainer.eval()
    return export_network(trainer)


def _train_phase(
    trainer: LineTrainer, phase: _Phase, seen: Prepared, made: Sequence[Window], chance: random.Random
) -> None:
    types = sorted({window.page_type for page in seen.whole for window in page})
    layers = [value for name, value in trainer.named_parameters() if name != "rows"]
    groups = [{"params": [trainer.rows], "speed": phase.row_speed}, {"params": layers, "speed": 1.0}]
    optimizer = torch.optim.AdamW(groups, lr=phase.rate, weight_decay=_DECAY)
    started = time.time()
    for round_number in range(phase.rounds):
        trainer.quantised = trainer.quantised or 2 * round_number >= phase.rounds
        windows = [chance.choice(page) for page in seen.whole]
        windows += chance.sample(seen.short, round(phase.short * len(seen.whole)))
        windows += chance.sample(made, round(phase.made * len(made)))
        chance.shuffle(windows)
        batches = list(_batch(windows))
        total = 0.0
        for number, batch in enumerate(batches):
            passed = (round_number + number / len(batches)) / phase.rounds
            for group in optimizer.param_groups:
                group["lr"] = group["speed"] * (phase.rate * min(1, passed * 20 + 0.05) * (1 - passed) + 2e-5)
            optimizer.zero_grad()
            loss = _measure_loss(trainer, batch, types, phase.importance, chance)
            loss.backward()
            nn.utils.clip_grad_norm_(trainer.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        print(f"round {round_number}: loss {total / len(batches):.4f}, {time.time() - started:.0f} s", flush=True)


def _batch(windows: Sequence[Window]) -> Iterator[list[Window]]:
    batch: list[Window] = []
    size = 0
    for window in windows:
        batch.append(window)
        size += len(window.target)
        if size >= _BATCH_LINES:
            yield batch
            batch, size = [], 0


def _measure_loss(
    trainer: LineTrainer, batch: Sequence[Window], types: Sequence[str], importance: float, chance: random.Random
) -> Tensor:
    """Cross-entropy, where each dump counts by itself; of whole pages one minus the soft F1, and the page's type."""
    bits = torch.from_numpy(np.concatenate([window.bits for window in batch]).astype(np.float32))
    tokens = np.concatenate([_disguise(window, chance) for window in batch])
    places = torch.from_numpy((tokens >> np.uint32(32 - ROW_BITS)).astype(np.int64))
    counts, words, target, weight = (
        torch.from_numpy(np.concatenate([getattr(window, name) for window in batch]))
        for name in ("token_counts", "words", "target", "weight")
    )
    sizes = torch.tensor([len(window.target) for window in batch])
    logits, guesses = trainer(bits, places, counts, sizes)
    losses = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    whole = torch.tensor([bool(window.page_type) for window in batch])
    counted = torch.where(whole, 1.0, importance)
    loss = (losses * weight * counted.repeat_interleave(sizes)).sum()
    if whole.any():

        def add_up(values: Tensor) -> Tensor:
            return torch.segment_reduce(values, "sum", lengths=sizes, unsafe=True)[whole]

        kept = torch.sigmoid(logits) * words
        soft_f1 = 2 * add_up(kept * target) / (add_up(kept) + add_up(words * target) + 1)
        wanted = torch.tensor([types.index(window.page_type) for window in batch if window.page_type])
        loss = loss + _F1_WEIGHT * (1 - soft_f1).sum()
        loss = loss + _TYPE_WEIGHT * nn.functional.cross_entropy(guesses[whole], wanted, reduction="sum")
    return loss / counted.sum()


def _disguise(window: Window, chance: random.Random) -> NDArray[np.uint32]:
    """The words, or others that no language has."""
    if chance.random() >= window.foreign:
        return window.tokens
    return (window.tokens * np.uint32(chance.getrandbits(32) | 1)) ^ np.uint32(chance.getrandbits(32))


# ---- results


def report(
    network: LineNetwork, pages: Sequence[LabelledLines], made: Sequence[LabelledLines], name: str
) -> list[Score]:
    """Prints what the network does on pages and lines that it has not seen, and returns the pages' scores."""
    scores = [_score(page, judge_lines(page.lines, network)) for page in pages]
    groups: dict[str, list[float]] = {}
    for page, score in zip(pages, scores, strict=True):
        for group in ("all", page.way, page.page_type):
            groups.setdefault(group, []).append(score.f1)
    print(name, {group: round(sum(row) / len(row), 4) for group, row in sorted(groups.items())})
    windows = list(cut_windows(pages, random.Random(99), 2000))
    for title, dumps in (
        ("content alone", [page for page in windows if page.way == "content"]),
        ("windows", [page for page in windows if page.way != "content"]),
        ("made up", [page for page in made if page.way not in ("once", "raw")]),
        ("made up, one line", [page for page in made if page.way == "once"]),
    ):
        for foreign in (False, True):
            results = [(page, judge_lines(_rename(page.lines) if foreign else page.lines, network)) for page in dumps]
            print(f"  {title}{', words replaced' if foreign else ''}: ", end="")
            for threshold in (50, 100, 150, 200, 300, 500):
                lost, left = _count_words(results, threshold)
                print(f"<{threshold / 1000}: lost {lost:.2f} left {left:.1f} %", end="; ")
            print(flush=True)
    return scores


def _rename(lines: Lines) -> Lines:
    return lines._replace(tokens=lines.tokens * np.uint32(0x9E3779B1) ^ np.uint32(0x5BD1E995))


def _score(page: LabelledLines, scores: NDArray[np.int64]) -> Score:
    """Word-level score of the network alone, at the threshold that the expected F1 chooses."""
    choice = choose_threshold(scores, page.lines.words)
    kept = scores > max(choice.threshold, _FLOOR)
    text = "\n".join(text for text, keeps in zip(page.texts, kept.tolist(), strict=True) if keeps)
    return Score(*score_text(text, page.gold), choice.expected)


def _count_words(results: Sequence[tuple[LabelledLines, NDArray[np.int64]]], threshold: int) -> tuple[float, float]:
    content = lost = furniture = left = 0
    for page, scores in results:
        words, is_content = page.lines.words, page.shares >= 0.5
        kept = scores >= threshold
        known = page.shares >= 0
        content += int(words[is_content & known].sum())
        lost += int(words[is_content & ~kept & known].sum())
        furniture += int(words[~is_content & known].sum())
        left += int(words[~is_content & kept & known].sum())
    return 100 * lost / max(1, content), 100 * left / max(1, furniture)


if __name__ == "__main__":
    main()
