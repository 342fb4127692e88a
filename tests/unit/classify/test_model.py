"""The weights in the wheel are the ones that were measured, or nothing is judged by them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cleaner.classify import model
from cleaner.classify.feature_names import FEATURE_NAMES
from cleaner.classify.features import read_features
from cleaner.classify.network import predict_blocks
from cleaner.document import Page, PageKind
from cleaner.errors import ModelError
from cleaner.segment import segment_page
from cleaner.settings import Settings

WEIGHTS = Path(model.__file__).parent / "weights"
PAGE = "<nav><a href=/>Home</a></nav><main><h1>Ice</h1><p>Cool the ankle for ten minutes every hour.</p></main>"


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights, read in place of those in the package."""
    for path in WEIGHTS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(model, "_read_file", lambda name: (tmp_path / name).read_bytes())
    model.load_model.cache_clear()
    yield tmp_path
    model.load_model.cache_clear()


def test_weights_are_small_and_attributed() -> None:
    """The weights take at most two megabytes, and the manifest says what they were trained on."""
    entry = json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))["html"]
    assert (WEIGHTS / entry["file"]).stat().st_size <= 2_000_000
    assert entry["licence"] == "CC-BY-4.0"
    assert entry["features"] == list(FEATURE_NAMES)


def test_altered_weights_are_refused(weights: Path) -> None:
    """One changed byte is a ModelError that names the file."""
    body = bytearray((weights / "html.npz").read_bytes())
    body[100] ^= 1
    (weights / "html.npz").write_bytes(bytes(body))
    with pytest.raises(ModelError, match=r"html\.npz"):
        model.load_model(PageKind.HTML)


def test_weights_for_other_features_are_refused(weights: Path) -> None:
    """Weights whose features have other names or another order are not used."""
    manifest = json.loads((weights / "manifest.json").read_text(encoding="utf-8"))
    manifest["html"]["features_sha256"] = "0" * 64
    (weights / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match="other features"):
        model.load_model(PageKind.HTML)


def test_broken_manifest_is_refused(weights: Path) -> None:
    """A manifest that is no JSON is a ModelError."""
    (weights / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json"):
        model.load_model(PageKind.HTML)


def test_every_feature_has_a_name_and_a_finite_value() -> None:
    """There is one column a name, and no value is infinite or not a number."""
    page = segment_page(Page(page_id="ice", body=PAGE), Settings())
    features = read_features(page)
    assert features.dense.shape == (len(page.blocks), len(FEATURE_NAMES))
    assert features.dense.dtype == np.float32
    assert np.isfinite(features.dense).all()


def test_the_article_is_more_probable_than_the_menu() -> None:
    """On a plain page the paragraph scores over the navigation."""
    page = segment_page(Page(page_id="ice", body=PAGE), Settings())
    scores = predict_blocks(read_features(page), model.load_model(PageKind.HTML).networks[0])
    assert scores[-1] > scores[0]
