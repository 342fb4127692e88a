"""Loads the trained networks and checks that they are the ones that were measured."""

from __future__ import annotations

import functools
import hashlib
import io
import json
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.features import FEATURE_NAMES, PageFeatures
from cleaner.classify.network import KnownInputs, Network, judge_blocks
from cleaner.errors import ModelError

MANIFEST = "manifest.json"
_REMEDY = "install cleaner again, or check the setting weights"


class ModelKind(StrEnum):
    """What a network judges: whole pages, or pieces such as a scraper's selector returns."""

    PAGE = "page"
    PIECE = "piece"


class Model(NamedTuple):
    """The network for one kind of HTML.

    Attributes:
        known: What the network knows of its inputs.
        network: Its weights.
        temperature: What logits are divided by.
        expected: Expected F1 as computed, in thousandths, ascending, and `reached`: the mean F1 that pages with it had
            in cross-validation.
        reached: See `expected`.
    """

    known: KnownInputs
    network: Network
    temperature: float
    expected: tuple[int, ...]
    reached: tuple[float, ...]


def predict_content(features: PageFeatures, model: Model) -> NDArray[np.int64]:
    """Predicts how probable it is that each block of a page is main content: thousandths, `[n_blocks]`."""
    return judge_blocks(features, model.known, model.network, model.temperature)


@functools.cache
def load_model(kind: ModelKind, folder: str = "") -> Model:
    """Loads the network for a kind of HTML; it is read once a process.

    Args:
        kind: What it is to judge.
        folder: Where `tools.train_classifier` wrote them; empty for those in the package.

    Returns:
        The model.

    Raises:
        ModelError: If a file is missing, altered or made for other features.
    """
    entry = _read_manifest(folder).get(kind.value)
    if entry is None:
        raise ModelError(f"{_place(folder, MANIFEST)}: no weights for {kind.value}s; {_REMEDY}")
    body = _read_file(folder, entry["file"])
    place = _place(folder, entry["file"])
    if hashlib.sha256(body).hexdigest() != entry["sha256"]:
        raise ModelError(f"{place}: not the file that its manifest describes; {_REMEDY}")
    if entry["features_sha256"] != hash_features():
        raise ModelError(f"{place}: made for other features; train again with tools.train_classifier")
    with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
        known = KnownInputs(**{name: arrays[f"known/{name}"] for name in KnownInputs._fields})
        network = Network({name: arrays[name] for name in arrays.files if not name.startswith("known/")})
    return Model(known, network, entry["temperature"], tuple(entry["expected"]), tuple(entry["reached"]))


def hash_features() -> str:
    """A fingerprint of the features' names and order."""
    return hashlib.sha256("\n".join(FEATURE_NAMES).encode()).hexdigest()


def pack_network(known: KnownInputs, network: Network) -> bytes:
    """Writes a network as one file.

    Args:
        known: What the network knows of its inputs.
        network: What training learned.

    Returns:
        The file.
    """
    arrays = {f"known/{name}": value for name, value in known._asdict().items()} | network.arrays
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


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
