"""Trains the network of `cleaner.classify.network` with PyTorch on the CPU."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cleaner.classify.network import (
    ACT_UNIT,
    INPUT_UNIT,
    MAX_ACT,
    MAX_INPUT,
    POOLED_LEVELS,
    ROW_UNIT,
    SLOT_COUNT,
    TAPS,
    KnownInputs,
    Network,
    find_tokens,
    standardise,
)
from tools.train_dataset import LabelledPage

HIDDEN = 32
DIMENSIONS = 12
# Longer training fits pages of the same sites better and others worse.
EPOCHS = 7
# The last of them in whole numbers.
WHOLE_EPOCHS = 3
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


def _round(values: Tensor) -> Tensor:
    """Rounds, and passes gradients as if it had not."""
    return values + (torch.round(values) - values).detach()


class _Rounded(nn.Module):
    """A part of the network whose weights are whole numbers in the last epochs."""

    def __init__(self) -> None:
        super().__init__()
        self.is_whole = False

    def _fit(self, values: Tensor, unit: float, low: float, high: float) -> Tensor:
        """Values as whole numbers of a unit, within bounds; without rounding in the first epochs."""
        if self.is_whole:
            values = _round(values * unit) / unit
        return torch.clamp(values, low / unit, high / unit)


class _Embedding(_Rounded):
    """A row a token; row 0, for unknown ones, stays zero."""

    def __init__(self, tokens: int) -> None:
        super().__init__()
        self.rows = nn.Embedding(tokens + 1, DIMENSIONS, padding_idx=0)
        nn.init.normal_(self.rows.weight, std=0.1)
        with torch.no_grad():
            self.rows.weight[0].zero_()

    def add_up(self, tokens: Tensor, owners: Tensor, count: int) -> Tensor:
        rows = self._fit(self.rows.weight, ROW_UNIT, -127, 127)
        return torch.zeros(count, DIMENSIONS).index_add(0, owners, nn.functional.embedding(tokens, rows))

    def export(self) -> NDArray[np.int8]:
        return torch.clamp(torch.round(self.rows.weight * ROW_UNIT), -127, 127).detach().numpy().astype(np.int8)


class _Layer(_Rounded):
    """A product whose weights can be whole numbers, a scale each output."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        linear = nn.Linear(inputs, outputs)
        self.weight, self.bias = linear.weight, linear.bias

    def forward(self, values: Tensor) -> Tensor:
        weight = self.weight
        if self.is_whole:
            unit = self.unit()
            weight = _round(weight / unit) * unit
        return nn.functional.linear(values, weight, self.bias)

    def unit(self) -> Tensor:
        return torch.clamp(self.weight.detach().abs().amax(dim=1, keepdim=True) / 127, min=1e-6)

    def export(self, name: str, entering: int) -> dict[str, NDArray[np.generic]]:
        unit = self.unit()
        weights = torch.round(self.weight / unit).detach().numpy().T.astype(np.int8)
        return {
            f"{name}_weights": np.ascontiguousarray(weights),
            f"{name}_scale": (unit[:, 0] * ACT_UNIT / entering).numpy().astype(np.float32),
            f"{name}_bias": (self.bias.detach() * ACT_UNIT).numpy().astype(np.float32),
        }


class _Prepared:
    """A page as tensors."""

    def __init__(self, page: LabelledPage, known: KnownInputs, types: Sequence[str], weight: float) -> None:
        features, paths = page.features, page.features.paths
        counts = np.diff(paths.token_starts)
        self.count = len(features.dense)
        self.dense = torch.from_numpy(standardise(features.dense, known.center, known.scale).astype(np.int8))
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
        self.page_weight = weight


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
        self.dense = torch.cat([page.dense for page in pages]).float() / INPUT_UNIT
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
        self.page_weights = torch.tensor([page.page_weight for page in pages])
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


class Trainer(_Rounded):
    """The same computation as `judge_blocks`, differentiable, and a guess at the page's type to learn from."""

    def __init__(self, features: int, known: KnownInputs, types: int) -> None:
        super().__init__()
        pooled = (len(POOLED_LEVELS) + 1) * HIDDEN
        self.name_rows = _Embedding(len(known.names))
        self.word_rows = _Embedding(len(known.words))
        self.page_name_rows = _Embedding(len(known.page_names))
        self.enter = _Layer(features + (SLOT_COUNT + 1) * DIMENSIONS, HIDDEN)
        self.page = _Layer(2 * HIDDEN + DIMENSIONS, HIDDEN)
        self.page_type = nn.Linear(HIDDEN, types)
        self.near = _Layer(len(TAPS[0]) * HIDDEN, HIDDEN)
        self.near_pool = _Layer(pooled, HIDDEN)
        self.far = _Layer(len(TAPS[1]) * HIDDEN, HIDDEN)
        self.far_pool = _Layer(pooled, HIDDEN)
        self.leave = _Layer(HIDDEN, 1)
        self.dropout = nn.Dropout(DROPOUT)

    def round_weights(self) -> None:
        """Goes on with whole numbers."""
        for part in self.modules():
            if isinstance(part, _Rounded):
                part.is_whole = True

    def forward(self, batch: _Batch, hide: _Hidden) -> tuple[Tensor, Tensor]:
        """Logits by block, and logits of each type by page."""
        hidden = self._act(self.enter(self.dropout(self._read_inputs(batch, hide))))
        means = torch.zeros(batch.page_count, HIDDEN).index_add(0, batch.owners, hidden) / batch.page_sizes
        owners = batch.owners[:, None].expand_as(hidden)
        tops = torch.zeros(batch.page_count, HIDDEN).scatter_reduce(0, owners, hidden, "amax")
        names = self.page_name_rows.add_up(batch.page_names, batch.page_name_owners, batch.page_count)
        sizes = torch.bincount(batch.page_name_owners, minlength=batch.page_count).clamp(min=1).sqrt()[:, None]
        names = self._fit(names / sizes, ACT_UNIT, -MAX_INPUT, MAX_INPUT)
        names = self.dropout(names * ~hide.page_names[:, None])
        page = self.page(torch.cat([self._act(means), tops, names], dim=1))
        hidden = self.dropout(self._act(hidden + page[batch.owners]))
        hidden = self._act(hidden + torch.relu(self.near(_spread(hidden, batch, TAPS[0]))))
        hidden = self._act(hidden + torch.relu(self.near_pool(self._act(_pool(self.dropout(hidden), batch)))))
        hidden = self.dropout(hidden)
        hidden = self._act(hidden + torch.relu(self.far(_spread(hidden, batch, TAPS[1]))))
        hidden = self._act(hidden + torch.relu(self.far_pool(self._act(_pool(self.dropout(hidden), batch)))))
        return self.leave(self.dropout(hidden))[:, 0], self.page_type(torch.relu(page))

    def _act(self, values: Tensor) -> Tensor:
        return self._fit(values, ACT_UNIT, 0, MAX_ACT)

    def _read_inputs(self, batch: _Batch, hide: _Hidden) -> Tensor:
        rows = self.name_rows.add_up(batch.tokens, batch.token_rows, batch.row_count)
        slots = torch.zeros(batch.count * SLOT_COUNT, DIMENSIONS).index_add(0, batch.pair_slots, rows[batch.pair_rows])
        names = self._fit(slots, INPUT_UNIT, -MAX_INPUT, MAX_INPUT).reshape(batch.count, -1)
        words = self.word_rows.add_up(batch.words, batch.word_owners, batch.count)
        words = self._fit(words / batch.word_counts.clamp(min=1).sqrt()[:, None], INPUT_UNIT, -MAX_INPUT, MAX_INPUT)
        hidden_names, hidden_words = hide.names[batch.owners, None], hide.words[batch.owners, None]
        return torch.cat([batch.dense, names * ~hidden_names, words * ~hidden_words], dim=1)


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


def train_network(
    pages: Sequence[LabelledPage], known: KnownInputs, weights: Mapping[str, float], *, seed: int, epochs: int
) -> Network:
    """Trains a network.

    Args:
        pages: What to learn from.
        known: What `read_known_inputs` found in them.
        weights: What a page counts by the way it was made; the others are left out.
        seed: Of the random numbers; the same seed and pages give the same weights.
        epochs: How often to see each page.

    Returns:
        The weights.
    """
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    chance = np.random.default_rng(seed)
    page_types = sorted({page.page_type for page in pages})
    prepared = [_Prepared(page, known, page_types, weights[page.way]) for page in pages if page.way in weights]
    trainer = Trainer(len(known.center), known, len(page_types))
    optimiser = torch.optim.AdamW(trainer.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * (len(prepared) // PAGES_A_STEP + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps + 1, pct_start=0.15)
    trainer.train()
    for epoch in range(epochs):
        if epoch == epochs - WHOLE_EPOCHS:
            trainer.round_weights()
        shuffled = chance.permutation(len(prepared))
        for start in range(0, len(shuffled), PAGES_A_STEP):
            batch = _Batch([prepared[index] for index in shuffled[start : start + PAGES_A_STEP]])
            optimiser.zero_grad()
            logits, types = trainer(batch, _choose_hidden(chance, batch.page_count))
            _measure_loss(logits, types, batch).backward()
            nn.utils.clip_grad_norm_(trainer.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return _export(trainer)


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
    """Cross-entropy of the blocks, one minus the soft F1, and the page's type; each page by its weight."""

    def add_up(values: Tensor) -> Tensor:
        return torch.zeros(batch.page_count).index_add(0, batch.owners, values)

    entropy = nn.functional.binary_cross_entropy_with_logits(logits, batch.shares, reduction="none")
    kept = torch.sigmoid(logits) * batch.word_counts
    hits, gold = add_up(kept * batch.shares), add_up(batch.word_counts * batch.shares)
    soft_f1 = 2 * hits / (add_up(kept) + gold + 1)
    blocks = add_up(entropy * batch.weights) + F1_WEIGHT * (1 - soft_f1)
    guesses = nn.functional.cross_entropy(types, batch.page_types, reduction="none")
    return ((blocks + PAGE_TYPE_WEIGHT * guesses) * batch.page_weights).sum() / batch.page_weights.sum()


def _export(trainer: Trainer) -> Network:
    arrays: dict[str, NDArray[np.generic]] = {name: getattr(trainer, name).export() for name in Network.ROWS}
    for name in Network.LAYERS:
        arrays |= getattr(trainer, name).export(name, INPUT_UNIT if name == "enter" else ACT_UNIT)
    return Network(arrays)
