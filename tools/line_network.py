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
    WIDE_REACHES,
    LineNetwork,
)

BIT_COUNT = 285
ROW_BITS = 14
SLOT_WIDTH = 16
WIDTH = 48
_MAX_ACT = 255 / ACT_UNIT
_MAX_SLOT = 127 / SLOT_UNIT
_SLOT_DROPOUT = 0.08
_TOKEN_DROPOUT = 0.1
_DROPOUT = 0.05


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

    def __init__(self, type_count: int) -> None:
        super().__init__()
        self.rows = nn.Parameter(torch.randn(2**ROW_BITS, SLOT_WIDTH) * 0.05)
        self.enter = _Layer(BIT_COUNT + SLOT_WIDTH, WIDTH)
        self.page = _Layer(2 * WIDTH, WIDTH)
        self.near = _Layer(len(NEAR_TAPS) * WIDTH, WIDTH)
        self.far = _Layer(len(FAR_TAPS) * WIDTH, WIDTH)
        self.wide = _Layer((2 + len(WIDE_REACHES)) * WIDTH, WIDTH)
        self.page_again = _Layer(2 * WIDTH, WIDTH)
        self.last = _Layer(len(NEAR_TAPS) * WIDTH, WIDTH)
        self.leave = _Layer(WIDTH, 1)
        self.page_type = nn.Linear(WIDTH, type_count)
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

    def forward(self, bits: Tensor, tokens: Tensor, token_counts: Tensor, sizes: Tensor) -> tuple[Tensor, Tensor]:
        """Logits by line, and logits of each page type by dump."""
        bounds = _Bounds(sizes)
        slots = self._read_slots(tokens, token_counts)
        hidden = self._act(self.enter(torch.cat([bits, slots], dim=1)))
        page = self._read_page(hidden, bounds, self.page)
        hidden = self._act(hidden + page[bounds.owners])
        hidden = self._drop(hidden)
        hidden = self._act(hidden + torch.relu(self.near(bounds.spread(hidden, NEAR_TAPS))))
        hidden = self._act(hidden + torch.relu(self.far(bounds.spread(hidden, FAR_TAPS))))
        hidden = self._drop(hidden)
        hidden = self._act(hidden + torch.relu(self.wide(self._pool(hidden, bounds))))
        hidden = self._act(hidden + self._read_page(hidden, bounds, self.page_again)[bounds.owners])
        hidden = self._drop(hidden)
        hidden = self._act(hidden + torch.relu(self.last(bounds.spread(hidden, NEAR_TAPS))))
        return self.leave(hidden)[:, 0], self.page_type(torch.relu(page))

    def _read_slots(self, tokens: Tensor, token_counts: Tensor) -> Tensor:
        rows = self.rows
        if self._quantised:
            rows = torch.clamp(_round(rows * SLOT_UNIT), -127, 127) / SLOT_UNIT
        offsets = torch.cumsum(token_counts, 0) - token_counts
        kept = (torch.rand(len(tokens)) > _TOKEN_DROPOUT).float() if self.training else torch.ones(len(tokens))
        slots = nn.functional.embedding_bag(tokens, rows, offsets, mode="sum", per_sample_weights=kept)
        slots = slots / torch.sqrt(torch.clamp(token_counts, min=1).float())[:, None]
        if self._quantised:
            slots = _round(slots * SLOT_UNIT) / SLOT_UNIT
        slots = torch.clamp(slots, -_MAX_SLOT, _MAX_SLOT)
        if self.training:
            slots = slots * (torch.rand(len(slots), 1) > _SLOT_DROPOUT)
        return slots

    def _act(self, values: Tensor) -> Tensor:
        if self._quantised:
            values = _round(values * ACT_UNIT) / ACT_UNIT
        return torch.clamp(values, 0, _MAX_ACT)

    def _drop(self, hidden: Tensor) -> Tensor:
        """Hides some units of a whole dump's lines."""
        return nn.functional.dropout(hidden, _DROPOUT, self.training)

    def _divide(self, values: Tensor) -> Tensor:
        return _round(values * ACT_UNIT) / ACT_UNIT if self._quantised else values

    def _read_page(self, hidden: Tensor, bounds: _Bounds, layer: _Layer) -> Tensor:
        means = self._divide(torch.segment_reduce(hidden, "mean", lengths=bounds.sizes, unsafe=True))
        tops = torch.segment_reduce(hidden, "max", lengths=bounds.sizes, unsafe=True)
        return layer(torch.cat([means, tops], dim=1))

    def _pool(self, hidden: Tensor, bounds: _Bounds) -> Tensor:
        sums = torch.cat([torch.zeros(1, hidden.shape[1]), torch.cumsum(hidden, 0)])
        means = [(sums[end] - sums[first]) / (end - first)[:, None] for first, end in bounds.stretches]
        return self._divide(torch.cat(means, dim=1))


class _Bounds:
    """Where the dumps of a batch begin and end."""

    def __init__(self, sizes: Tensor) -> None:
        self.sizes = sizes
        count = int(sizes.sum())
        self.owners = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
        index = torch.arange(count)
        ends = torch.cumsum(sizes, 0)[self.owners]
        starts = ends - sizes[self.owners]
        self.stretches = [(starts, index + 1), (index, ends)]
        for reach in WIDE_REACHES:
            self.stretches.append((torch.maximum(starts, index - reach), torch.minimum(ends, index + reach + 1)))
        self.masks = {
            tap: ((index + tap >= starts) & (index + tap < ends))[:, None].float() for tap in {*NEAR_TAPS, *FAR_TAPS}
        }

    def spread(self, hidden: Tensor, taps: Sequence[int]) -> Tensor:
        """Each line's values beside those of the lines at some distances, zeros beyond a dump's ends."""
        count, reach = len(hidden), max(taps)
        padded = nn.functional.pad(hidden, (0, 0, reach, reach))
        return torch.cat([padded[reach + tap : reach + tap + count] * self.masks[tap] for tap in taps], dim=1)


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
