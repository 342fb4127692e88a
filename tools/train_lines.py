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

from cleaner.classify import choose_threshold
from cleaner.classify.line_features import Lines, read_context, read_lines
from cleaner.classify.lines import MANIFEST, WEIGHTS, LineNetwork, judge_lines
from cleaner.page.columns import tabulate_blocks
from cleaner.segment.text import segment_text
from tools.line_network import ROW_BITS, LineTrainer, export_network
from tools.make_dumps import label_dump, make_dump
from tools.train_dataset import _label

_MAX_LINES = 900
_MAX_CHARS = 60_000
_WAYS_A_PAGE = 2
_BATCH_LINES = 6000
_SURE_SHARE = 0.7
_FOREIGN_SHARE = 0.3
_ROW_SPEED = 8.0


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
    parser.add_argument("--rounds", type=int, default=6, help="how often training sees each page")
    parser.add_argument("--dumps", type=int, default=12000, help="made-up pages")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--fold-weights", type=Path, help="folder for the networks of the folds")
    parser.add_argument("--out", type=Path, help="folder for the weights; without it, validation is all")
    args = parser.parse_args()
    torch.set_num_threads(1)
    pages = load_pages(args.flat, args.cache, args.workers)
    for fold in map(int, filter(None, args.folds.split(","))):
        made = load_dumps(args.dumps, args.cache, args.workers, held_out=False)
        network = train([page for page in pages if page.fold != fold], made, rounds=args.rounds, seed=args.seed)
        if args.fold_weights:
            write_weights(args.fold_weights / str(fold), network, args)
        strange = load_dumps(1500, args.cache, args.workers, held_out=True)
        report(network, [page for page in pages if page.fold == fold], strange, f"fold {fold} seed {args.seed}")
    if args.out is not None:
        made = load_dumps(args.dumps, args.cache, args.workers, held_out=None)
        network = train(pages, made, rounds=args.rounds, seed=args.seed)
        write_weights(args.out, network, args)


def write_weights(folder: Path, network: LineNetwork, args: argparse.Namespace) -> None:
    """Writes the weights and what they are made of."""
    body = network.pack()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(body)
    manifest = {
        "sha256": hashlib.sha256(body).hexdigest(),
        "data": "WCXB development split (Foley 2026), CC-BY-4.0, flattened; pages made up by tools.make_dumps",
        "rounds": args.rounds,
        "dumps": args.dumps,
        "seed": args.seed,
        "expected": [0, 1000],
        "reached": [0.0, 1.0],
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")


# ---- data


def load_pages(flat: Path, cache: Path, workers: int) -> list[LabelledLines]:
    """Labelled pages; those that this segmenter has cut before are read from the cache."""
    place = cache / f"pages-{_hash_code()}.pkl"
    if not place.exists():
        started = time.time()
        rows = _choose_rows(pq.read_table(flat).to_pylist())
        with multiprocessing.Pool(workers) as pool:
            pages = [page for page in pool.imap(_label_row, rows, chunksize=16) if page is not None]
        place.write_bytes(pickle.dumps(pages, protocol=5))
        print(f"labelled {len(pages)} dumps in {time.time() - started:.0f} s", flush=True)
    loaded: list[LabelledLines] = pickle.loads(place.read_bytes())
    return loaded


def _choose_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two ways a page, by turns."""
    by_page: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if len(row["html"]) <= _MAX_CHARS:
            by_page.setdefault(row["page_id"], []).append(row)
    chosen = []
    for number, ways in enumerate(by_page.values()):
        turn = number % len(ways)
        chosen += [*ways[turn:], *ways[:turn]][:_WAYS_A_PAGE]
    return chosen


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
        shares=np.array(_label(table.texts, (row["main_content"] or "")), dtype=np.float32),
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
        if size > 6 and chance.random() < 0.25:
            middle = chance.randint(2, size - 2)
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
    """What the network reads of a dump, and what it should say."""

    bits: NDArray[np.uint8]
    tokens: NDArray[np.uint32]
    token_counts: NDArray[np.int64]
    target: NDArray[np.float32]
    weight: NDArray[np.float32]


def make_window(page: LabelledLines, chance: random.Random, *, foreign: float = _FOREIGN_SHARE) -> Window:
    """Reads a dump's context and weighs its lines."""
    lines, shares = page.lines, page.shares
    if len(shares) > _MAX_LINES:
        start = chance.randint(0, len(shares) - _MAX_LINES)
        rows = np.arange(start, start + _MAX_LINES)
        lines, shares = take_lines([(lines, rows)]), shares[rows]
    tokens = lines.tokens
    if chance.random() < foreign:
        tokens = (tokens * np.uint32(chance.getrandbits(32) | 1)) ^ np.uint32(chance.getrandbits(32))
    weight = np.sqrt(np.minimum(lines.words, 25))
    weight[shares < 0] = 0
    weight *= np.where((shares > 0.3) & (shares < 0.7), 0.3, 1)
    return Window(
        bits=np.concatenate([lines.bits, read_context(lines)], axis=1),
        tokens=tokens,
        token_counts=lines.token_counts,
        target=np.clip(shares, 0, 1),
        weight=weight.astype(np.float32),
    )


def train(pages: Sequence[LabelledLines], made: Sequence[LabelledLines], *, rounds: int, seed: int) -> LineNetwork:
    """Trains a network."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    trainer = LineTrainer()
    rate = 3e-3
    rows = [trainer.rows]
    layers = [value for name, value in trainer.named_parameters() if name != "rows"]
    # A word comes once in many batches: its row has to learn from the few.
    groups = [{"params": rows, "speed": _ROW_SPEED}, {"params": layers, "speed": 1.0}]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=1e-4)
    by_page: dict[str, list[LabelledLines]] = {}
    for page in pages:
        by_page.setdefault(page.page_id, []).append(page)
    started = time.time()
    for round_number in range(rounds):
        trainer.quantised = round_number >= rounds // 2
        windows = [make_window(page, chance) for group in by_page.values() for page in group]
        windows += [make_window(page, chance) for page in cut_windows(pages, chance, 3 * len(by_page))]
        share = chance.sample(range(len(made)), len(made) // 2)
        windows += [make_window(made[index], chance, foreign=0.1) for index in share]
        chance.shuffle(windows)
        batches = list(_batch(windows))
        total = 0.0
        for number, batch in enumerate(batches):
            passed = (round_number + number / len(batches)) / rounds
            for group in optimizer.param_groups:
                group["lr"] = group["speed"] * (rate * min(1, passed * 20 + 0.05) * (1 - passed) + 2e-5)
            optimizer.zero_grad()
            loss = _measure_loss(trainer, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(trainer.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        print(f"round {round_number}: loss {total / len(batches):.4f}, {time.time() - started:.0f} s", flush=True)
    return export_network(trainer)


def _batch(windows: Sequence[Window]) -> Iterator[list[Window]]:
    batch: list[Window] = []
    size = 0
    for window in windows:
        batch.append(window)
        size += len(window.target)
        if size >= _BATCH_LINES:
            yield batch
            batch, size = [], 0


def _measure_loss(trainer: LineTrainer, batch: Sequence[Window]) -> Tensor:
    bits = torch.from_numpy(np.concatenate([window.bits for window in batch]).astype(np.float32))
    tokens = np.concatenate([window.tokens for window in batch])
    counts = np.concatenate([window.token_counts for window in batch])
    sizes = [len(window.target) for window in batch]
    target = torch.from_numpy(np.concatenate([window.target for window in batch]))
    weight = torch.from_numpy(np.concatenate([window.weight for window in batch]))
    logits = trainer(bits, torch.from_numpy((tokens >> np.uint32(32 - ROW_BITS)).astype(np.int64)), counts, sizes)
    losses = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (losses * weight).sum() / weight.sum()


# ---- results


def report(network: LineNetwork, pages: Sequence[LabelledLines], made: Sequence[LabelledLines], name: str) -> None:
    """Prints what the network does on pages and lines that it has not seen."""
    chance = random.Random(99)
    f1s: dict[str, list[float]] = {}
    for page in pages:
        scores = judge_lines(page.lines, network)
        f1s.setdefault(page.way, []).append(_score(page, scores))
    whole = sum(map(sum, f1s.values())) / sum(map(len, f1s.values()))
    print(f"{name}: F1 {whole:.4f}", {way: round(sum(row) / len(row), 4) for way, row in sorted(f1s.items())})
    windows = list(cut_windows(pages, chance, 2000))
    for title, dumps in (
        ("content alone", [page for page in windows if page.way == "content"]),
        ("windows", [page for page in windows if page.way != "content"]),
        ("made up", [page for page in made if page.way not in ("once", "raw")]),
    ):
        for foreign in (False, True):
            results = [(page, judge_lines(_rename(page.lines) if foreign else page.lines, network)) for page in dumps]
            print(f"  {title}{', words replaced' if foreign else ''}: ", end="")
            for threshold in (50, 100, 200, 300, 400, 500):
                lost, left = _count_words(results, threshold)
                print(f"<{threshold / 1000}: lost {lost:.2f} left {left:.1f} %", end="; ")
            print(flush=True)


def _rename(lines: Lines) -> Lines:
    return lines._replace(tokens=lines.tokens * np.uint32(0x9E3779B1) ^ np.uint32(0x5BD1E995))


def _score(page: LabelledLines, scores: NDArray[np.int64]) -> float:
    """Word-level F1 by aligned words, at the threshold that the expected F1 chooses."""
    words = page.lines.words
    threshold = max(choose_threshold(scores / 1000, words).threshold, 0.15)
    kept = scores / 1000 > threshold
    hits = float((words * np.clip(page.shares, 0, 1))[kept].sum())
    gold = len(page.gold.split())
    if not gold:
        return float(not kept.any())
    return min(1.0, 2 * hits / (float(words[kept].sum()) + gold))


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
