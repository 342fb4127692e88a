"""The judge of lines while it learns: floats, rounded as the whole numbers of `cleaner.classify.lines` will be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from cleaner.classify.lines import (
    ACT_UNIT,
    FAR_TAPS,
    NEAR_TAPS,
    SHIFT,
    SLOT_UNIT,
    LineNetwork,
)

BIT_COUNT = 210
ROW_BITS = 14
SLOT_WIDTH = 16
WIDTH = 40
_MAX_ACT = 255 / ACT_UNIT
_MAX_SLOT = 127 / SLOT_UNIT
_SLOT_DROPOUT = 0.08


def _round(values: Tensor) -> Tensor:
    """Rounds, and passes gradients as if it had not."""
    return values + (torch.floor(values + 0.5) - values).detach()


class _Layer(nn.Module):
    """A product whose weights can be whole numbers, a scale each output."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) * (1.0 / inputs) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.quantised = False

    def forward(self, values: Tensor) -> Tensor:
        return values @ self.rounded() + self.bias

    def rounded(self) -> Tensor:
        if not self.quantised:
            return self.weight
        unit = self.unit()
        return _round(self.weight / unit) * unit

    def unit(self) -> Tensor:
        return torch.clamp(self.weight.detach().abs().amax(dim=0) / 127, min=1e-6)


class LineTrainer(nn.Module):
    """The network."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = nn.Parameter(torch.randn(2**ROW_BITS, SLOT_WIDTH) * 0.05)
        self.enter = _Layer(BIT_COUNT + SLOT_WIDTH, WIDTH)
        self.page = _Layer(2 * WIDTH, WIDTH)
        self.near = _Layer(len(NEAR_TAPS) * WIDTH, WIDTH)
        self.far = _Layer(len(FAR_TAPS) * WIDTH, WIDTH)
        self.page_again = _Layer(2 * WIDTH, WIDTH)
        self.last = _Layer(len(NEAR_TAPS) * WIDTH, WIDTH)
        self.leave = _Layer(WIDTH, 1)
        self._quantised = False

    @property
    def quantised(self) -> bool:
        return self._quantised

    @quantised.setter
    def quantised(self, value: bool) -> None:
        self._quantised = value
        for module in self.children():
            if isinstance(module, _Layer):
                module.quantised = value

    def forward(self, bits: Tensor, tokens: Tensor, token_counts: np.ndarray, sizes: Sequence[int]) -> Tensor:
        counts = torch.from_numpy(token_counts)
        rows = self.rows
        if self._quantised:
            rows = torch.clamp(_round(rows * SLOT_UNIT), -127, 127) / SLOT_UNIT
        offsets = torch.cumsum(counts, 0) - counts
        slots = nn.functional.embedding_bag(tokens, rows, offsets, mode="sum")
        slots = slots / torch.sqrt(torch.clamp(counts, min=1).float())[:, None]
        if self._quantised:
            slots = _round(slots * SLOT_UNIT) / SLOT_UNIT
        slots = torch.clamp(slots, -_MAX_SLOT, _MAX_SLOT)
        if self.training:
            slots = slots * (torch.rand(len(slots), 1) > _SLOT_DROPOUT)
        owners = torch.repeat_interleave(torch.arange(len(sizes)), torch.tensor(sizes))
        reach = max(FAR_TAPS)
        places = torch.arange(len(bits)) + reach * (owners + 1)
        total = len(bits) + reach * (len(sizes) + 1)
        hidden = self._act(self.enter(torch.cat([bits, slots], dim=1)))
        hidden = self._act(hidden + self._read_page(hidden, owners, sizes, self.page))
        hidden = self._act(hidden + self._convolve(hidden, places, total, NEAR_TAPS, self.near))
        hidden = self._act(hidden + self._convolve(hidden, places, total, FAR_TAPS, self.far))
        hidden = self._act(hidden + self._read_page(hidden, owners, sizes, self.page_again))
        hidden = self._act(hidden + self._convolve(hidden, places, total, NEAR_TAPS, self.last))
        return self.leave(hidden)[:, 0]

    def _act(self, values: Tensor) -> Tensor:
        if self._quantised:
            values = _round(values * ACT_UNIT) / ACT_UNIT
        return torch.clamp(values, 0, _MAX_ACT)

    @staticmethod
    def _read_page(hidden: Tensor, owners: Tensor, sizes: Sequence[int], layer: _Layer) -> Tensor:
        count = len(sizes)
        sums = torch.zeros(count, hidden.shape[1]).index_add(0, owners, hidden)
        means = sums / torch.tensor(sizes)[:, None]
        tops = torch.zeros(count, hidden.shape[1]).scatter_reduce(
            0, owners[:, None].expand_as(hidden), hidden, "amax", include_self=True
        )
        return layer(torch.cat([means, tops], dim=1))[owners]

    @staticmethod
    def _convolve(hidden: Tensor, places: Tensor, total: int, taps: Sequence[int], layer: _Layer) -> Tensor:
        padded = torch.zeros(total, hidden.shape[1]).index_copy(0, places, hidden)
        return torch.relu(layer(torch.cat([padded[places + tap] for tap in taps], dim=1)))


def export_network(trainer: LineTrainer) -> LineNetwork:
    """Writes the network in whole numbers."""
    arrays: dict[str, np.ndarray] = {
        "rows": torch.clamp(torch.floor(trainer.rows * SLOT_UNIT + 0.5), -127, 127).detach().numpy().astype(np.int8)
    }
    for name in LineNetwork.LAYERS:
        layer: _Layer = getattr(trainer, name)
        unit = layer.unit()
        weight = torch.floor(layer.weight / unit + 0.5)
        arrays[f"{name}_weights"] = weight.detach().numpy().astype(np.int8)
        entering = SLOT_UNIT if name == "enter" else ACT_UNIT
        scale = unit.numpy().astype(np.float64) * ACT_UNIT / entering * 2**SHIFT
        arrays[f"{name}_scale"] = np.rint(scale).astype(np.int64)
        bias = layer.bias.detach().numpy().astype(np.float64) * ACT_UNIT * 2**SHIFT
        arrays[f"{name}_bias"] = np.rint(bias).astype(np.int64)
    return LineNetwork(arrays)
