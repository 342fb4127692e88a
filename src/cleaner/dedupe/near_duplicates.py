"""Exact and near-duplicate texts of a corpus: verified pairs, clusters, and a representative of each."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

# Words of one shingle: the usual size for prose, long enough that two articles on one subject share few.
SHINGLE_WORDS = 5

_TOKENS = re.compile(
    r"[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]|[^\W_]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusText:
    """One text of a corpus, as much of it as comparing needs.

    Attributes:
        page_id: Unique name of its page.
        url: The page's address, if known.
        words: Words of the text.
        digest: Hash of its words; equal for texts that differ in case, white space and punctuation alone.
        shingles: Hashes of its runs of `SHINGLE_WORDS` words, sorted, 8 bytes each.
    """

    page_id: str
    url: str | None
    words: int
    digest: bytes
    shingles: bytes

    def read_shingles(self) -> np.ndarray:
        """The hashes as unsigned 64-bit numbers."""
        return np.frombuffer(self.shingles, dtype=np.uint64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A text that is the same as its cluster's representative, or nearly.

    Attributes:
        page_id: Name of its page.
        similarity: Exact Jaccard index of its shingles and the representative's, 0–1.
        exact: Whether all words are the same.
    """

    page_id: str
    similarity: float
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Texts that are duplicates of each other, directly or over others.

    Attributes:
        representative: Page of the longest text; of several, the one with the shortest address, then the first.
        duplicates: The other texts, by page.
    """

    representative: str
    duplicates: tuple[Duplicate, ...]


def sketch_text(page_id: str, url: str | None, text: str) -> CorpusText:
    """Makes what comparing needs of a text.

    Args:
        page_id: Unique name of its page.
        url: The page's address, if known.
        text: The text.

    Returns:
        The sketch; of a text shorter than a shingle, its one shingle is all of it.
    """
    tokens = _TOKENS.findall(text.casefold())
    last = max(len(tokens) - SHINGLE_WORDS + 1, 1)
    shingles = {_hash(" ".join(tokens[i : i + SHINGLE_WORDS])) for i in range(last if tokens else 0)}
    return CorpusText(
        page_id=page_id,
        url=url,
        words=len(tokens),
        digest=blake2b(" ".join(tokens).encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        shingles=array("Q", sorted(shingles)).tobytes(),
    )


def measure_similarity(a: CorpusText, b: CorpusText) -> float:
    """The exact Jaccard index of two texts' shingles.

    Args:
        a: A text.
        b: Another.

    Returns:
        0 to 1; 0 where neither has any words.
    """
    ours, theirs = a.read_shingles(), b.read_shingles()
    common = len(np.intersect1d(ours, theirs, assume_unique=True))
    return common / ((len(ours) + len(theirs) - common) or 1)


def cluster_texts(
    texts: Sequence[CorpusText], candidates: Iterable[Sequence[int]], min_percent: int
) -> tuple[Cluster, ...]:
    """Joins texts whose similarity, measured exactly, reaches a limit.

    Args:
        texts: The corpus.
        candidates: Groups of indices of texts that may be similar; each pair within a group is measured, unless other
            pairs have joined its texts already.
        min_percent: The limit, in percent of common shingles.

    Returns:
        Clusters of two texts or more, by representative: the same for any order of texts and groups.
    """
    roots = list(range(len(texts)))

    def find_root(index: int) -> int:
        while roots[index] != index:
            roots[index] = roots[roots[index]]
            index = roots[index]
        return index

    for group in candidates:
        for place, one in enumerate(group):
            for other in group[:place]:
                if find_root(one) != find_root(other) and _is_near(texts[one], texts[other], min_percent):
                    roots[find_root(one)] = find_root(other)
    members: dict[int, list[CorpusText]] = {}
    for index, text in enumerate(texts):
        members.setdefault(find_root(index), []).append(text)
    clusters = [_describe(group) for group in members.values() if len(group) > 1]
    return tuple(sorted(clusters, key=lambda cluster: cluster.representative))


def group_equal(texts: Sequence[CorpusText]) -> list[list[int]]:
    """Groups texts of the same words.

    Args:
        texts: The corpus.

    Returns:
        Indices of the texts of each group; texts without words are in none.
    """
    groups: dict[bytes, list[int]] = {}
    for index, text in enumerate(texts):
        if text.words:
            groups.setdefault(text.digest, []).append(index)
    return list(groups.values())


def _is_near(a: CorpusText, b: CorpusText, min_percent: int) -> bool:
    if a.digest == b.digest:
        return True
    short, long = sorted((len(a.shingles), len(b.shingles)))
    return 100 * short >= min_percent * long and 100 * measure_similarity(a, b) >= min_percent


def _describe(group: Sequence[CorpusText]) -> Cluster:
    first, *others = sorted(group, key=_rank)
    duplicates = [
        Duplicate(
            page_id=text.page_id,
            similarity=round(measure_similarity(first, text), 4),
            exact=text.digest == first.digest,
        )
        for text in others
    ]
    return Cluster(
        representative=first.page_id, duplicates=tuple(sorted(duplicates, key=lambda duplicate: duplicate.page_id))
    )


def _rank(text: CorpusText) -> tuple[int, int, str, str]:
    address = text.url or text.page_id
    return (-text.words, len(address), address, text.page_id)


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
