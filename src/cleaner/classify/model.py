"""Loads the trained networks and checks that they are the ones that were measured."""

from __future__ import annotations

import functools
import hashlib
import io
import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.features import FEATURE_NAMES, PageFeatures
from cleaner.classify.network import KnownInputs, NetworkWeights, predict_blocks, soften
from cleaner.errors import ModelError
from cleaner.page.blocks import PageKind

MANIFEST = "manifest.json"
_REMEDY = "install cleaner again, or check the setting weights"


class Model(NamedTuple):
    """The networks for one kind of pages.

    Attributes:
        known: What the networks know of their inputs.
        networks: Their probabilities are averaged.
        temperature: What logits are divided by: networks that fit their pages well are too sure of others (Guo et al.
            2017, "On calibration of modern neural networks").
        expected: Expected F1 as computed, ascending, and `reached`: the mean F1 that pages with it had in
            cross-validation.
        reached: See `expected`.
    """

    known: KnownInputs
    networks: tuple[NetworkWeights, ...]
    temperature: float
    expected: tuple[float, ...]
    reached: tuple[float, ...]


def predict_content(features: PageFeatures, model: Model) -> NDArray[np.float64]:
    """Predicts how probable it is that each block of a page is main content, `[n_blocks]`."""
    return soften(predict_blocks(features, model.known, model.networks), model.temperature)


@functools.cache
def load_model(kind: PageKind, folder: str = "") -> Model:
    """Loads the networks for a kind of pages; they are read once a process.

    Args:
        kind: HTML or flattened text.
        folder: Where `tools.train_classifier` wrote them; empty for those in the package.

    Returns:
        The model.

    Raises:
        ModelError: If a file is missing, altered or made for other features.
    """
    entry = _read_manifest(folder).get(kind.value)
    if entry is None:
        raise ModelError(f"{_place(folder, MANIFEST)}: no weights for {kind.value} pages; {_REMEDY}")
    body = _read_file(folder, entry["file"])
    place = _place(folder, entry["file"])
    if hashlib.sha256(body).hexdigest() != entry["sha256"]:
        raise ModelError(f"{place}: not the file that its manifest describes; {_REMEDY}")
    if entry["features_sha256"] != hash_features():
        raise ModelError(f"{place}: made for other features; train again with tools.train_classifier")
    with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
        known = KnownInputs(**{name: arrays[f"known/{name}"] for name in KnownInputs._fields})
        networks = tuple(_unpack(arrays, number) for number in range(entry["networks"]))
    return Model(known, networks, entry["temperature"], tuple(entry["expected"]), tuple(entry["reached"]))


def hash_features() -> str:
    """A fingerprint of the features' names and order."""
    return hashlib.sha256("\n".join(FEATURE_NAMES).encode()).hexdigest()


def pack_networks(known: KnownInputs, networks: Sequence[NetworkWeights]) -> bytes:
    """Writes networks as one file; weights are halved in size, which costs less than 0.0001 of F1.

    Args:
        known: What the networks know of their inputs.
        networks: What training learned.

    Returns:
        The file.
    """
    arrays = {f"known/{name}": value for name, value in known._asdict().items()}
    for number, network in enumerate(networks):
        arrays |= {f"{number}/{name}": value.astype(np.float16) for name, value in network._asdict().items()}
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _unpack(arrays: Any, number: int) -> NetworkWeights:
    return NetworkWeights(**{name: arrays[f"{number}/{name}"].astype(np.float32) for name in NetworkWeights._fields})


def _read_manifest(folder: str) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(_read_file(folder, MANIFEST))
    except ValueError as error:
        raise ModelError(f"{_place(folder, MANIFEST)}: not readable: {error}; {_REMEDY}") from error
    return manifest


def _read_file(folder: str, name: str) -> bytes:
    try:
        place = Path(folder) if folder else resources.files("cleaner.classify") / "weights"
        return (place / name).read_bytes()
    except OSError as error:
        raise ModelError(f"{_place(folder, name)}: the classifier's weights are missing; {_REMEDY}") from error


def _place(folder: str, name: str) -> str:
    return str(Path(folder) / name)
