"""The weights in the wheel are the ones that were measured, or nothing is judged by them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cleaner.classify import find_content, model
from cleaner.classify.features import FEATURE_NAMES, read_features
from cleaner.document import Judge, Page
from cleaner.errors import ModelError
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page
from cleaner.settings import Settings

WEIGHTS = Path(model.__file__).parent / "weights"
PAGE = "<nav><a href=/>Home</a></nav><main><h1>Ice</h1><p>Cool the ankle for ten minutes every hour.</p></main>"


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A copy of the weights in a folder of their own."""
    for path in WEIGHTS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_weights_are_attributed() -> None:
    """The manifest says what the weights were trained on, how, and for which features."""
    entry = json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))["page"]
    assert "CC-BY-4.0" in json.loads((WEIGHTS / "lines.json").read_text(encoding="utf-8"))["data"]
    assert entry["licence"] == "CC-BY-4.0"
    assert entry["features"] == list(FEATURE_NAMES)
    assert "tools.train_classifier" in entry["command"]
    assert 0 < entry["cross_validated_f1"] < 1


def test_weights_are_small() -> None:
    """All weights together take at most two megabytes."""
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 2_000_000


def test_altered_weights_are_refused(weights: Path) -> None:
    """One changed byte is a ModelError that names the file."""
    body = bytearray((weights / "page.npz").read_bytes())
    body[100] ^= 1
    (weights / "page.npz").write_bytes(bytes(body))
    with pytest.raises(ModelError, match=r"page\.npz"):
        model.load_model(model.ModelKind.PAGE, str(weights))


def test_weights_for_other_features_are_refused(weights: Path) -> None:
    """Weights whose features have other names or another order are not used."""
    manifest = json.loads((weights / "manifest.json").read_text(encoding="utf-8"))
    manifest["page"]["features_sha256"] = "0" * 64
    (weights / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match="other features"):
        model.load_model(model.ModelKind.PAGE, str(weights))


def test_broken_manifest_is_refused(weights: Path) -> None:
    """A manifest that is no JSON is a ModelError."""
    (weights / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json"):
        model.load_model(model.ModelKind.PAGE, str(weights))


def test_missing_weights_are_named(tmp_path: Path) -> None:
    """A folder without weights is a ModelError that says which file is missing and which setting named the folder."""
    with pytest.raises(ModelError, match=r"manifest\.json.* weights"):
        model.load_model(model.ModelKind.PAGE, str(tmp_path))


def test_weights_of_ones_own_judge_the_page(weights: Path) -> None:
    """The setting `weights` names the folder whose weights judge."""
    page = segment_page(Page(page_id="ankle", body=PAGE + f"<p>{' '.join(ARTICLE)}", kind=PageKind.HTML))
    ours = find_content(page, Settings())
    assert find_content(page, Settings(weights=str(weights))) == ours
    manifest = json.loads((weights / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest.values():
        entry["temperature"] = 4.0
    softer = weights / "softer"
    softer.mkdir()
    for name in ("page.npz", "piece.npz"):
        (softer / name).write_bytes((WEIGHTS / name).read_bytes())
    (softer / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert find_content(page, Settings(weights=str(softer))) != ours


def test_every_feature_has_a_name_and_a_finite_value() -> None:
    """There is one column a name, and no value is infinite or not a number."""
    page = segment_page(Page(page_id="ice", body=PAGE))
    features = read_features(page)
    assert features.dense.shape == (len(page.blocks), len(FEATURE_NAMES))
    assert features.dense.dtype == np.float32
    assert np.isfinite(features.dense).all()


def test_the_article_is_more_probable_than_the_menu() -> None:
    """On a plain page the paragraph scores over the navigation."""
    page = segment_page(Page(page_id="ice", body=PAGE))
    scores = model.predict_content(read_features(page), model.load_model(model.ModelKind.PAGE))
    assert scores[-1] > scores[0]


MENU = [
    *("Home", "About us", "Services", "Our team", "Contact", "Book an appointment", "Log in", "Search"),
    *("Ankle", "Knee", "Hip", "Shoulder", "Wrist", "Spine", "Physiotherapy", "Surgery", "Sports medicine", "Imaging"),
]
ARTICLE = [
    "Sprained ankles: what helps and what does not",
    "A sprained ankle swells because small vessels in the torn ligament leak into the tissue around it.",
    "Cool it for ten minutes every hour on the first day, and keep the foot above the level of the heart.",
    "Most people walk without a limp after two weeks; those who cannot should have the joint examined again.",
    "A brace holds the joint from both sides. It is worn in the shoe for six weeks, and for a year at sports.",
    "Pain that sits on the bone, two finger breadths above the tip of the ankle, calls for an image on the same day.",
    "Standing on one leg, first on the floor and later on a cushion, trains the muscles that hold the ankle.",
    "Nobody needs an operation for a first sprain, as large trials in four countries have shown beyond doubt.",
    "Exercises on one leg, begun in the third week, halve the number of sprains that come back within a year.",
]
FOOTER = [
    *("Privacy policy", "Terms of use", "Cookie settings", "Accessibility", "Careers", "Press", "Site map"),
    *("Facebook", "Instagram", "YouTube", "Subscribe to our newsletter", "Your e-mail address", "Sign up"),
    "© 2026 Harbour Clinic. All rights reserved.",
]

CONTENT_ALONE = [
    "Carpal tunnel syndrome is pressure on the median nerve at the wrist.",
    "It is three times as common in women as in men.",
    "Symptoms",
    "Tingling in the thumb, index and middle finger",
    "Pain at night that wakes you up",
    "A weak grip",
    "Dropping things",
    "Numbness that does not go away",
    "Swelling that others cannot see",
    "Risk factors",
    "Pregnancy",
    "Diabetes",
    "Thyroid disease",
    "Rheumatoid arthritis",
    "Work with vibrating tools",
    "A wrist fracture in the past",
    "Diagnosis",
    "The doctor taps on the nerve and bends the wrist for a minute.",
    "A nerve test shows how fast the nerve conducts.",
    "An ultrasound scan shows whether the nerve is swollen.",
    "Treatment without surgery",
    "Wear a splint at night for six weeks.",
    "Take breaks from work that strains the wrist.",
    "One injection of cortisone can help for months.",
    "Nerve gliding exercises",
    "Make a fist, then open the hand",
    "Bend the wrist back",
    "Pull the thumb gently",
    "Surgery",
    "The surgeon cuts the band that presses on the nerve.",
    "It takes ten minutes and you go home the same day.",
    "Stitches come out after twelve days.",
    "Most people drive after one week and lift after six.",
    "Risks",
    "Infection in one of a hundred",
    "A tender scar",
    "Stiff fingers",
    "Pain that comes back in one of twenty",
    "Questions for your doctor",
    "Will the numbness go away?",
    "When can I go back to work?",
    "Do I need both hands done?",
]


def test_flattened_menus_and_footers_go() -> None:
    """Of a page that was flattened to lines the article stays, and the menu and the footer around them go."""
    page = Page(page_id="ankle", body="\n".join([*MENU, *ARTICLE, *FOOTER]), kind=PageKind.TEXT)
    segmented = segment_page(page)
    content = find_content(segmented, Settings()).content
    kept = [text for text, is_content in zip(segmented.blocks.texts, content, strict=True) if is_content]
    assert kept == ARTICLE


def test_what_another_scraper_has_left_of_a_page_stays() -> None:
    """A dump of a few lines holds no menus, so that nothing of it goes by the look of its lines."""
    cards = ["Dr. Ana Reyes", "Orthopedic Surgery", "Dr. Ben Ode", "Rheumatology", *ARTICLE]
    segmented = segment_page(Page(page_id="team", body="\n".join(cards), kind=PageKind.TEXT))
    assert all(find_content(segmented, Settings()).content)


def test_no_line_is_lost_from_a_long_dump_of_content_alone() -> None:
    """Short items of a list score as the items of a menu do; where a dump has no menu, they all stay."""
    segmented = segment_page(Page(page_id="wrist", body="\n".join(CONTENT_ALONE), kind=PageKind.TEXT))
    assert len({block.text for block in segmented.blocks}) >= 40
    assert all(find_content(segmented, Settings()).content)


def test_the_floor_holds_for_a_dump_of_content_alone() -> None:
    """`min_content_score` goes for every page, so that a caller can ask for less; a title has its rule."""
    segmented = segment_page(Page(page_id="wrist", body="\n".join(CONTENT_ALONE), kind=PageKind.TEXT))
    found = find_content(segmented, Settings(min_content_score=0.5))
    assert set(found.content) == {True, False}
    titles = {index for finding in found.parts if finding.judge is Judge.TITLE for index in finding.blocks}
    kept = {index for index, is_content in enumerate(found.content) if is_content} - titles
    assert kept
    assert all(found.scores[index] >= 0.5 for index in kept)


TITLED = "<title>Sprained ankles</title>"
LONG = "".join(f"<p>{' '.join(ARTICLE)}</p>" for _ in range(5))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<div><p>{' '.join(ARTICLE)}</p></div>", model.ModelKind.PIECE),
        (f"{TITLED}<div><p>{' '.join(ARTICLE)}</p></div>", model.ModelKind.PAGE),
        (f"<link rel=canonical href=/a><p>{' '.join(ARTICLE)}</p>", model.ModelKind.PAGE),
        (f"<div>{LONG}</div>", model.ModelKind.PAGE),
    ],
)
def test_html_that_says_nothing_about_itself_is_judged_as_a_piece(
    monkeypatch: pytest.MonkeyPatch, body: str, kind: model.ModelKind
) -> None:
    """Up to 600 words without a title, meta or link element are what a selector returns; all else is a page."""
    asked: list[model.ModelKind] = []

    def load(kind: model.ModelKind, folder: str) -> model.Model:
        asked.append(kind)
        return model.load_model(kind, folder)

    monkeypatch.setattr("cleaner.classify.load_model", load)
    find_content(segment_page(Page(page_id="ankle", body=body, kind=PageKind.HTML)), Settings())
    assert asked == [kind]


@pytest.mark.parametrize("kind", list(PageKind))
def test_more_weight_of_recall_keeps_more_and_less_keeps_less(monkeypatch: pytest.MonkeyPatch, kind: PageKind) -> None:
    """Blocks of falling probability go one after the other, on pages and in dumps of any kind."""
    falling = np.arange(990, 0, -10)
    monkeypatch.setattr("cleaner.classify.predict_content", lambda features, model: falling)
    monkeypatch.setattr("cleaner.classify.lines.judge_lines", lambda lines, network: falling)
    lines = [f"Kettle number {place} holds as much tea as two people drink." for place in range(len(falling))]
    body = "\n\n".join(lines) if kind is PageKind.TEXT else "".join(f"<p>{line}</p>" for line in lines)
    page = segment_page(Page(page_id="tea", body=body, kind=kind))
    kept = [sum(find_content(page, Settings(recall_weight=weight)).content) for weight in (0.25, 0.5, 1, 2, 4)]
    assert kept == sorted(set(kept))
