"""Trains the network of `cleaner.classify.network` with PyTorch on the CPU."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cleaner.classify.network import SLOT_COUNT, TAPS, NetworkWeights, find_tokens, standardise
from tools.train_dataset import LabelledPage

HIDDEN = 64
DIMENSIONS = 12
EPOCHS = 14
PAGES_A_STEP = 8
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 0.02
# Names that fewer pages use are names of one site.
MIN_PAGES = 12
MAX_TOKENS = 3000
DROPOUT = 0.2
# How often training hides the names of all elements of a page, so that pages without telling names are learned too.
HIDE_NAMES_RATIO = 0.15


class Network(nn.Module):
    """The same computation as `predict_blocks`, differentiable."""

    def __init__(self, features: int, tokens: int) -> None:
        super().__init__()
        self.embeddings = nn.Embedding(tokens + 1, DIMENSIONS, padding_idx=0)
        nn.init.normal_(self.embeddings.weight, std=0.1)
        with torch.no_grad():
            self.embeddings.weight[0].zero_()
        self.input = nn.Linear(features + SLOT_COUNT * DIMENSIONS, HIDDEN)
        self.page = nn.Linear(2 * HIDDEN, HIDDEN)
        self.near = nn.Linear(len(TAPS[0]) * HIDDEN, HIDDEN)
        self.far = nn.Linear(len(TAPS[1]) * HIDDEN, HIDDEN)
        self.output = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, page: _Prepared, *, hide_names: bool = False) -> Tensor:
        slots = torch.zeros(len(page.dense) * SLOT_COUNT, DIMENSIONS)
        if len(page.tokens) and not hide_names:
            rows = torch.zeros(page.row_count, DIMENSIONS).index_add(0, page.token_rows, self.embeddings(page.tokens))
            slots = slots.index_add(0, page.pair_slots, rows[page.pair_rows])
        slots = torch.tanh(slots).reshape(len(page.dense), -1)
        hidden = torch.relu(self.input(self.dropout(torch.cat([page.dense, slots], dim=1))))
        summary = torch.cat([hidden.mean(dim=0), hidden.max(dim=0).values])
        hidden = self.dropout(torch.relu(hidden + self.page(summary)))
        hidden = hidden + torch.relu(self.near(_spread(hidden, TAPS[0])))
        hidden = self.dropout(hidden)
        hidden = hidden + torch.relu(self.far(_spread(hidden, TAPS[1])))
        logits: Tensor = self.output(self.dropout(hidden))[:, 0]
        return logits


class _Prepared:
    """A page as tensors."""

    def __init__(
        self,
        page: LabelledPage,
        vocabulary: NDArray[np.uint64],
        center: NDArray[np.float32],
        scale: NDArray[np.float32],
    ) -> None:
        paths = page.features.paths
        counts = np.diff(paths.token_starts)
        self.dense = torch.from_numpy(standardise(page.features.dense, center, scale))
        self.tokens = torch.from_numpy(find_tokens(page.features, vocabulary))
        self.token_rows = torch.from_numpy(np.repeat(np.arange(len(counts)), counts))
        self.row_count = len(counts)
        self.pair_rows = torch.from_numpy(paths.pair_rows)
        self.pair_slots = torch.from_numpy(paths.pair_slots)
        self.shares = torch.from_numpy(page.shares)
        words = torch.from_numpy(page.features.words.astype(np.float32))
        self.words = words
        self.weights = words / words.sum().clamp(min=1) + 0.3 * (words > 0) / max(len(words), 1)


def train_network(pages: Sequence[LabelledPage], *, seed: int, epochs: int = EPOCHS) -> NetworkWeights:
    """Trains a network.

    Args:
        pages: What to learn from.
        seed: Of the random numbers; the same seed and pages give the same weights.
        epochs: How often to see each page.

    Returns:
        The weights.
    """
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    order = np.random.default_rng(seed)
    vocabulary = choose_vocabulary(pages)
    dense = np.concatenate([page.features.dense for page in pages])
    center = dense.mean(axis=0).astype(np.float32)
    scale = (1 / np.maximum(dense.std(axis=0), 0.02)).astype(np.float32)
    prepared = [_Prepared(page, vocabulary, center, scale) for page in pages]
    network = Network(dense.shape[1], len(vocabulary))
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * (len(prepared) // PAGES_A_STEP + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps + 1, pct_start=0.15)
    network.train()
    for _ in range(epochs):
        shuffled = order.permutation(len(prepared))
        for start in range(0, len(shuffled), PAGES_A_STEP):
            batch = [prepared[index] for index in shuffled[start : start + PAGES_A_STEP]]
            optimiser.zero_grad()
            for page in batch:
                loss = _measure_loss(network(page, hide_names=bool(order.random() < HIDE_NAMES_RATIO)), page)
                (loss / len(batch)).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return _export(network, vocabulary, center, scale)


def choose_vocabulary(pages: Sequence[LabelledPage]) -> NDArray[np.uint64]:
    """Chooses the tokens that most pages use; a site's own names are no use elsewhere."""
    seen: Counter[int] = Counter()
    for page in pages:
        seen.update(set(page.features.paths.token_hashes.tolist()))
    common = [token for token, count in seen.most_common(MAX_TOKENS) if count >= MIN_PAGES]
    return np.array(sorted(common), dtype=np.uint64)


def _measure_loss(logits: Tensor, page: _Prepared) -> Tensor:
    """Cross-entropy, where each page counts the same, and one minus the soft F1 that users feel."""
    entropy = nn.functional.binary_cross_entropy_with_logits(logits, page.shares, reduction="none")
    kept = torch.sigmoid(logits) * page.words
    hits, gold = (kept * page.shares).sum(), (page.words * page.shares).sum()
    return (entropy * page.weights).sum() + 0.5 * (1 - 2 * hits / (kept.sum() + gold + 1))


def _spread(hidden: Tensor, taps: tuple[int, ...]) -> Tensor:
    reach = max(taps)
    padded = nn.functional.pad(hidden, (0, 0, reach, reach))
    return torch.cat([padded[reach + tap : reach + tap + len(hidden)] for tap in taps], dim=1)


def _export(
    network: Network, vocabulary: NDArray[np.uint64], center: NDArray[np.float32], scale: NDArray[np.float32]
) -> NetworkWeights:
    def matrix(layer: nn.Linear) -> NDArray[np.float32]:
        return np.ascontiguousarray(layer.weight.detach().numpy().T)

    def bias(layer: nn.Linear) -> NDArray[np.float32]:
        return layer.bias.detach().numpy().copy()

    return NetworkWeights(
        vocabulary=vocabulary,
        embeddings=network.embeddings.weight.detach().numpy().copy(),
        center=center,
        scale=scale,
        input_weights=matrix(network.input),
        input_bias=bias(network.input),
        page_weights=matrix(network.page),
        page_bias=bias(network.page),
        near_weights=matrix(network.near),
        near_bias=bias(network.near),
        far_weights=matrix(network.far),
        far_bias=bias(network.far),
        output_weights=matrix(network.output),
        output_bias=bias(network.output),
    )
