"""Trains the network of `cleaner.classify.network` with PyTorch on the CPU."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cleaner.classify.network import (
    POOLED_LEVELS,
    SLOT_COUNT,
    TAPS,
    KnownInputs,
    NetworkWeights,
    find_tokens,
    standardise,
)
from cleaner.page.blocks import PageKind
from tools.train_dataset import LabelledPage

HIDDEN = 64
DIMENSIONS = 12
# Flattened text is seen in four ways each time.
EPOCHS = {PageKind.HTML: 14, PageKind.TEXT: 4}
PAGES_A_STEP = 8
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 0.02
# Names and words that fewer pages use are those of one site or one subject.
MIN_NAME_PAGES = 12
MIN_WORD_PAGES = 15
MIN_PAGE_NAME_PAGES = 10
MAX_TOKENS = 3000
DROPOUT = 0.2
# How often training hides the names of all elements of a page, its words and its own names, so that pages without
# telling names and in languages that are not in the training data are learned too.
HIDE_NAMES_RATIO = 0.15
HIDE_WORDS_RATIO = 0.3
HIDE_PAGE_NAMES_RATIO = 0.25
# Weights of the parts of the loss beside the cross-entropy of the blocks.
F1_WEIGHT = 0.5
PAGE_TYPE_WEIGHT = 0.3
# Seen apart from its words, each block counts this much of the page.
BLOCK_WEIGHT = 0.3


class _Hidden(NamedTuple):
    """Which pages of a batch show nothing of their names, their words and their own names: booleans by page."""

    names: Tensor
    words: Tensor
    page_names: Tensor


class _Embedding(nn.Module):
    """A row a token; row 0, for unknown ones, stays zero."""

    def __init__(self, tokens: int) -> None:
        super().__init__()
        self.rows = nn.Embedding(tokens + 1, DIMENSIONS, padding_idx=0)
        nn.init.normal_(self.rows.weight, std=0.1)
        with torch.no_grad():
            self.rows.weight[0].zero_()

    def add_up(self, tokens: Tensor, owners: Tensor, count: int) -> Tensor:
        return torch.zeros(count, DIMENSIONS).index_add(0, owners, self.rows(tokens))

    def export(self) -> NDArray[np.float32]:
        return self.rows.weight.detach().numpy().copy()


class _Prepared:
    """A page as tensors."""

    def __init__(self, page: LabelledPage, known: KnownInputs, types: Sequence[str]) -> None:
        features, paths = page.features, page.features.paths
        counts = np.diff(paths.token_starts)
        self.count = len(features.dense)
        self.dense = torch.from_numpy(standardise(features.dense, known.center, known.scale))
        self.tokens = torch.from_numpy(find_tokens(paths.token_hashes, known.names))
        self.token_rows = torch.from_numpy(np.repeat(np.arange(len(counts)), counts))
        self.row_count = len(counts)
        self.pair_rows = torch.from_numpy(paths.pair_rows.astype(np.int64))
        self.pair_slots = torch.from_numpy(paths.pair_slots.astype(np.int64))
        self.firsts = torch.from_numpy(paths.firsts.astype(np.int64))
        self.lasts = torch.from_numpy(paths.lasts.astype(np.int64))
        self.groups = torch.from_numpy(paths.full_paths.ids)
        self.group_count = len(paths.full_paths.counts)
        words = find_tokens(features.text.hashes, known.words)
        self.words = torch.from_numpy(words[words > 0])
        self.word_owners = torch.from_numpy(features.text.owners[words > 0].astype(np.int64))
        names = find_tokens(features.page_names, known.page_names)
        self.page_names = torch.from_numpy(names[names > 0])
        self.shares = torch.from_numpy(page.shares)
        self.word_counts = torch.from_numpy(features.text.counts.astype(np.float32))
        self.weights = self.word_counts / self.word_counts.sum().clamp(min=1) + BLOCK_WEIGHT * (
            self.word_counts > 0
        ) / max(self.count, 1)
        self.page_type = types.index(page.page_type)


class _Batch:
    """Pages one after the other, as if they were one."""

    def __init__(self, pages: Sequence[_Prepared]) -> None:
        self.page_count = len(pages)
        counts = [page.count for page in pages]
        self.count = sum(counts)
        starts = _start_each(counts)
        rows = _start_each([page.row_count for page in pages])
        groups = _start_each([page.group_count for page in pages])
        self.row_count = sum(page.row_count for page in pages)
        self.owners = torch.repeat_interleave(torch.arange(len(pages)), torch.tensor(counts))
        self.dense = torch.cat([page.dense for page in pages])
        self.tokens = torch.cat([page.tokens for page in pages])
        self.token_rows = _shift([page.token_rows for page in pages], rows)
        self.pair_rows = _shift([page.pair_rows for page in pages], rows)
        self.pair_slots = _shift([page.pair_slots for page in pages], [start * SLOT_COUNT for start in starts])
        self.firsts = _shift([page.firsts for page in pages], starts)
        self.lasts = _shift([page.lasts for page in pages], starts)
        self.groups = _shift([page.groups for page in pages], groups)
        self.words = torch.cat([page.words for page in pages])
        self.word_owners = _shift([page.word_owners for page in pages], starts)
        self.page_names = torch.cat([page.page_names for page in pages])
        self.page_name_owners = torch.repeat_interleave(
            torch.arange(len(pages)), torch.tensor([len(page.page_names) for page in pages])
        )
        self.shares = torch.cat([page.shares for page in pages])
        self.word_counts = torch.cat([page.word_counts for page in pages])
        self.weights = torch.cat([page.weights for page in pages])
        self.page_types = torch.tensor([page.page_type for page in pages])
        self.group_sizes = torch.bincount(self.groups).clamp(min=1)[:, None]
        self.page_sizes = torch.tensor(counts)[:, None]
        # Zeros between the pages keep the convolutions of one out of the others.
        reach = max(max(taps) for taps in TAPS)
        self.places = torch.arange(self.count) + (self.owners + 1) * reach
        self.padded_count = self.count + (len(pages) + 1) * reach


def _start_each(counts: Sequence[int]) -> list[int]:
    return [0, *np.cumsum(counts).tolist()][:-1]


def _shift(parts: Sequence[Tensor], starts: Sequence[int]) -> Tensor:
    return torch.cat([part + start for part, start in zip(parts, starts, strict=True)])


class Network(nn.Module):
    """The same computation as `predict_blocks`, differentiable, and a guess at the page's type to learn from."""

    def __init__(self, features: int, known: KnownInputs, types: int) -> None:
        super().__init__()
        pooled = (len(POOLED_LEVELS) + 1) * HIDDEN
        self.names = _Embedding(len(known.names))
        self.words = _Embedding(len(known.words))
        self.page_names = _Embedding(len(known.page_names))
        self.input = nn.Linear(features + (SLOT_COUNT + 1) * DIMENSIONS, HIDDEN)
        self.page = nn.Linear(2 * HIDDEN + DIMENSIONS, HIDDEN)
        self.page_type = nn.Linear(HIDDEN, types)
        self.near = nn.Linear(len(TAPS[0]) * HIDDEN, HIDDEN)
        self.near_pool = nn.Linear(pooled, HIDDEN)
        self.far = nn.Linear(len(TAPS[1]) * HIDDEN, HIDDEN)
        self.far_pool = nn.Linear(pooled, HIDDEN)
        self.output = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, batch: _Batch, hide: _Hidden) -> tuple[Tensor, Tensor]:
        """Logits by block, and logits of each type by page."""
        hidden = torch.relu(self.input(self.dropout(self._read_inputs(batch, hide))))
        means = torch.zeros(batch.page_count, HIDDEN).index_add(0, batch.owners, hidden) / batch.page_sizes
        owners = batch.owners[:, None].expand_as(hidden)
        tops = torch.zeros(batch.page_count, HIDDEN).scatter_reduce(0, owners, hidden, "amax")
        names = self.page_names.add_up(batch.page_names, batch.page_name_owners, batch.page_count)
        sizes = torch.bincount(batch.page_name_owners, minlength=batch.page_count).clamp(min=1).sqrt()[:, None]
        names = self.dropout(torch.tanh(names / sizes) * ~hide.page_names[:, None])
        page = self.page(torch.cat([means, tops, names], dim=1))
        hidden = self.dropout(torch.relu(hidden + page[batch.owners]))
        hidden = hidden + torch.relu(self.near(_spread(hidden, batch, TAPS[0])))
        hidden = hidden + torch.relu(self.near_pool(_pool(self.dropout(hidden), batch)))
        hidden = self.dropout(hidden)
        hidden = hidden + torch.relu(self.far(_spread(hidden, batch, TAPS[1])))
        hidden = hidden + torch.relu(self.far_pool(_pool(self.dropout(hidden), batch)))
        return self.output(self.dropout(hidden))[:, 0], self.page_type(torch.relu(page))

    def _read_inputs(self, batch: _Batch, hide: _Hidden) -> Tensor:
        rows = self.names.add_up(batch.tokens, batch.token_rows, batch.row_count)
        slots = torch.zeros(batch.count * SLOT_COUNT, DIMENSIONS).index_add(0, batch.pair_slots, rows[batch.pair_rows])
        names = torch.tanh(slots).reshape(batch.count, -1) * ~hide.names[batch.owners, None]
        words = self.words.add_up(batch.words, batch.word_owners, batch.count)
        words = torch.tanh(words / batch.word_counts.clamp(min=1).sqrt()[:, None]) * ~hide.words[batch.owners, None]
        return torch.cat([batch.dense, names, words], dim=1)


def _spread(hidden: Tensor, batch: _Batch, taps: tuple[int, ...]) -> Tensor:
    padded = torch.zeros(batch.padded_count, HIDDEN).index_copy(0, batch.places, hidden)
    return torch.cat([padded[batch.places + tap] for tap in taps], dim=1)


def _pool(hidden: Tensor, batch: _Batch) -> Tensor:
    running = torch.cat([torch.zeros(1, HIDDEN), hidden.cumsum(0)])
    means = []
    for level in POOLED_LEVELS:
        first, last = batch.firsts[:, level], batch.lasts[:, level]
        means.append((running[last + 1] - running[first]) / (last - first + 1)[:, None])
    sums = torch.zeros(len(batch.group_sizes), HIDDEN).index_add(0, batch.groups, hidden)
    means.append((sums / batch.group_sizes)[batch.groups])
    return torch.cat(means, dim=1)


def train_network(pages: Sequence[LabelledPage], known: KnownInputs, *, seed: int, epochs: int) -> NetworkWeights:
    """Trains a network.

    Args:
        pages: What to learn from.
        known: What `read_known_inputs` found in them.
        seed: Of the random numbers; the same seed and pages give the same weights.
        epochs: How often to see each page.

    Returns:
        The weights.
    """
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    chance = np.random.default_rng(seed)
    page_types = sorted({page.page_type for page in pages})
    prepared = [_Prepared(page, known, page_types) for page in pages]
    network = Network(len(known.center), known, len(page_types))
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * (len(prepared) // PAGES_A_STEP + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps + 1, pct_start=0.15)
    network.train()
    for _ in range(epochs):
        shuffled = chance.permutation(len(prepared))
        for start in range(0, len(shuffled), PAGES_A_STEP):
            batch = _Batch([prepared[index] for index in shuffled[start : start + PAGES_A_STEP]])
            optimiser.zero_grad()
            logits, types = network(batch, _choose_hidden(chance, batch.page_count))
            _measure_loss(logits, types, batch).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return _export(network)


def read_known_inputs(pages: Sequence[LabelledPage]) -> KnownInputs:
    """Finds the names and words that most pages use, as a site's own are no use elsewhere, and how features spread."""
    dense = np.concatenate([page.features.dense for page in pages])
    return KnownInputs(
        names=_choose_tokens((page.features.paths.token_hashes for page in pages), MIN_NAME_PAGES),
        words=_choose_tokens((page.features.text.hashes for page in pages), MIN_WORD_PAGES),
        page_names=_choose_tokens((page.features.page_names for page in pages), MIN_PAGE_NAME_PAGES),
        center=dense.mean(axis=0).astype(np.float32),
        scale=(1 / np.maximum(dense.std(axis=0), 0.02)).astype(np.float32),
    )


def _choose_tokens(hashes: Iterable[NDArray[np.uint64]], min_pages: int) -> NDArray[np.uint64]:
    seen: Counter[int] = Counter()
    for page in hashes:
        seen.update(set(page.tolist()))
    return np.array(sorted(token for token, count in seen.most_common(MAX_TOKENS) if count >= min_pages), np.uint64)


def _choose_hidden(chance: np.random.Generator, count: int) -> _Hidden:
    ratios = (HIDE_NAMES_RATIO, HIDE_WORDS_RATIO, HIDE_PAGE_NAMES_RATIO)
    return _Hidden(*(torch.from_numpy(chance.random(count) < ratio) for ratio in ratios))


def _measure_loss(logits: Tensor, types: Tensor, batch: _Batch) -> Tensor:
    """Cross-entropy, where each page counts the same, one minus the soft F1 that users feel, and the page's type."""

    def add_up(values: Tensor) -> Tensor:
        return torch.zeros(batch.page_count).index_add(0, batch.owners, values)

    entropy = nn.functional.binary_cross_entropy_with_logits(logits, batch.shares, reduction="none")
    kept = torch.sigmoid(logits) * batch.word_counts
    hits, gold = add_up(kept * batch.shares), add_up(batch.word_counts * batch.shares)
    soft_f1 = 2 * hits / (add_up(kept) + gold + 1)
    blocks = ((entropy * batch.weights).sum() + F1_WEIGHT * (1 - soft_f1).sum()) / batch.page_count
    return blocks + PAGE_TYPE_WEIGHT * nn.functional.cross_entropy(types, batch.page_types)


def _export(network: Network) -> NetworkWeights:
    layers = {
        name: getattr(network, name) for name in ("input", "page", "near", "near_pool", "far", "far_pool", "output")
    }
    weights = {
        f"{name}_weights": np.ascontiguousarray(layer.weight.detach().numpy().T) for name, layer in layers.items()
    }
    biases = {f"{name}_bias": layer.bias.detach().numpy().copy() for name, layer in layers.items()}
    return NetworkWeights(
        name_embeddings=network.names.export(),
        word_embeddings=network.words.export(),
        page_embeddings=network.page_names.export(),
        **weights,
        **biases,
    )
