"""Duplicates of a corpus: measured exactly, clustered in any order alike, one text standing for each cluster."""

from __future__ import annotations

import random

import pytest

from cleaner.dedupe.near_duplicates import CorpusText, cluster_texts, measure_similarity, sketch_text
from cleaner.run.clusters import find_duplicates

WORDS = "knee hip shoulder tendon joint muscle nerve spine ankle wrist elbow cartilage ligament bone heart lung".split()


def make_text(seed: int, words: int = 200) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice(WORDS) + str(rng.randint(0, 99)) for _ in range(words)]


def make_corpus() -> list[CorpusText]:
    """Thirty texts: ten articles, each with a copy in capitals under a longer address and one of a changed word."""
    texts = []
    for number in range(10):
        words = make_text(number)
        changed = [*words[:100], "changed", *words[101:]]
        texts.append(sketch_text(f"{number}-a", f"https://a.example/{number}", " ".join(words)))
        texts.append(sketch_text(f"{number}-b", f"https://a.example/{number}?print=1", " ".join(words).upper()))
        texts.append(sketch_text(f"{number}-c", f"https://a.example/{number}/c", " ".join(changed)))
    return texts


def test_similarity_is_the_share_of_common_shingles() -> None:
    """Of six words and the same six with another last word, one of three five-word shingles is common."""
    a, b = (
        sketch_text("a", None, "one two three four five six"),
        sketch_text("b", None, "One two, three four five seven"),
    )
    assert measure_similarity(a, b) == pytest.approx(1 / 3)


def test_copies_are_found_whatever_their_case_and_a_changed_word() -> None:
    """Every article is a cluster with its copy in capitals, marked exact, and the one of a changed word."""
    clusters = find_duplicates(make_corpus(), 80)
    assert [cluster.representative for cluster in clusters] == [f"{number}-a" for number in range(10)]
    for number, cluster in enumerate(clusters):
        found = [(duplicate.page_id, duplicate.exact) for duplicate in cluster.duplicates]
        assert found == [(f"{number}-b", True), (f"{number}-c", False)]
        assert cluster.duplicates[0].similarity == 1


def test_any_order_gives_the_same_clusters() -> None:
    """Clusters and their representatives do not depend on the order of the texts."""
    corpus = make_corpus()
    found = set()
    for seed in range(5):
        random.Random(seed).shuffle(corpus)
        found.add(find_duplicates(corpus, 80))
    assert len(found) == 1


def test_candidates_are_all_measured_exactly() -> None:
    """Texts that share a third of their words are no duplicates, though they are candidates."""
    texts = [sketch_text(str(n), None, " ".join([*make_text(0, 100), *make_text(n + 1, 200)])) for n in range(5)]
    assert cluster_texts(texts, [range(5)], 80) == ()


def test_chain_of_changes_is_one_cluster() -> None:
    """Texts of which each is like the next are one cluster, and each says how like the representative it is."""
    words = make_text(0)
    texts = [sketch_text(str(n), None, " ".join([*make_text(99, 12 * n), *words[12 * n :]])) for n in range(4)]
    (cluster,) = find_duplicates(texts, 80)
    assert cluster.representative == "0"
    similarities = [duplicate.similarity for duplicate in cluster.duplicates]
    assert similarities == sorted(similarities, reverse=True)
    assert similarities[-1] < 0.8 < similarities[0]


def test_nearly_every_pair_at_the_limit_is_found() -> None:
    """Of pairs of which just over 80 % is common, at least 95 of a hundred are found."""
    texts = []
    for number in range(100):
        words = make_text(number, 300)
        changed = [*words[:150], *make_text(1000 + number, 28), *words[178:]]
        texts += [sketch_text(f"{number}a", None, " ".join(words)), sketch_text(f"{number}b", None, " ".join(changed))]
    near = sum(measure_similarity(a, b) >= 0.8 for a, b in zip(texts[::2], texts[1::2], strict=True))
    assert near == 100
    assert len(find_duplicates(texts, 80)) >= 95


def test_unspaced_scripts_are_compared_by_character() -> None:
    """Chinese texts that differ in one character are near-duplicates."""
    text = "".join(chr(0x4E00 + random.Random(7).randint(0, 2000) + n) for n in range(200))
    texts = [sketch_text("a", None, text), sketch_text("b", None, text[:100] + "变" + text[101:])]
    assert [cluster.representative for cluster in find_duplicates(texts, 80)] == ["a"]


def test_texts_without_words_are_no_duplicates() -> None:
    """Empty texts have nothing in common."""
    assert find_duplicates([sketch_text("a", None, ""), sketch_text("b", None, "…")], 80) == ()
