"""Turns a page into numbers: one row a block, one named column a feature, in a few passes over whole columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.classify.paths import ITEM_LEVELS, LEVEL_COUNT, PathColumns, read_paths
from cleaner.classify.scope import Scope, find_scope
from cleaner.classify.words import (
    BRACKET,
    COLON,
    COMMA,
    CURRENCY,
    DASH,
    DIGIT,
    IDEOGRAPH,
    LETTER,
    LOWER,
    QUOTE,
    SEPARATOR,
    SIGN,
    STOP,
    UPPER,
    Groups,
    WordColumns,
    group_keys,
    read_words,
)
from cleaner.page.addresses import split_address
from cleaner.page.blocks import BlockKind, Cell, Container, Figure, ListItem, Quotation, Source, SpanKind
from cleaner.page.columns import KIND_CODES, SOURCE_CODES, BlockTable, PageColumns

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
Column = NDArray[np.float64]
ColumnOrNumber = NDArray[np.generic] | float

# Levels take several times the memory of their features: a page of a hundred thousand blocks is read in turns.
_CHUNK_BLOCKS = 4096
# Blocks on each side that a window takes in.
_WINDOWS = (2, 5, 12)


class PageFeatures(NamedTuple):
    """What the model sees of a page.

    Attributes:
        dense: One row a block, columns as `FEATURE_NAMES`, `[n_blocks, n_features]`.
        paths: The elements around the blocks.
        text: The words of the blocks, counted as the metric counts them.
        page_names: Hashes of the names that the page gives itself.
    """

    dense: FloatArray
    paths: PathColumns
    text: WordColumns
    page_names: NDArray[np.uint64]


def read_features(page: PageColumns) -> PageFeatures:
    """Reads the features of all blocks of a page.

    Args:
        page: The page, cut into blocks; at least one.

    Returns:
        The features.
    """
    text = read_words(page.blocks.texts)
    paths = read_paths(page)
    columns = _Columns(page, text, paths)
    dense = np.empty((len(page.blocks), len(FEATURE_NAMES)), dtype=np.float32)
    dense[:, : len(BLOCK_FEATURES)] = _read_rows(BLOCK_FEATURES, columns, np.float32).T
    levels = len(BLOCK_FEATURES)
    windows = levels + (LEVEL_COUNT - 1) * len(LEVEL_FEATURES)
    whole = windows + len(_WINDOWS) * len(WINDOW_FEATURES)
    for start in range(0, len(dense), _CHUNK_BLOCKS):
        rows = slice(start, start + _CHUNK_BLOCKS)
        _read_levels(columns, rows, dense[rows, levels:windows])
        _read_windows(columns, rows, dense[rows, windows:whole])
    dense[:, whole:] = [feature.read(columns) for feature in PAGE_FEATURES]
    return PageFeatures(dense, paths, text, read_page_names(page))


# ---- columns with one number a block, which several features are made of


class _Columns:
    """Columns with one number a block, each made when the first feature asks for it."""

    def __init__(self, page: PageColumns, text: WordColumns, paths: PathColumns) -> None:
        self.page = page
        self.blocks = page.blocks
        self.text = text
        self.paths = paths
        self.count = len(page.blocks)
        self.index = np.arange(self.count)
        self.words = text.counts
        self.stops = text.classes[:, STOP]
        self.levels = page.blocks.levels.astype(np.int64)
        self.chars = np.maximum(page.blocks.characters, 1)
        self.link_share = page.blocks.link_ratios
        # In whole sixteenths: their sums are exact in any order.
        self.linked_words = np.rint(16 * self.link_share * self.words) / 16
        self.is_heading = page.blocks.is_kind(BlockKind.HEADING)
        self.prose = (self.link_share < 0.3) & (self.words >= 12) & (self.stops > 0)

    @cached_property
    def marks(self) -> _Marks:
        return _read_marks(self.blocks)

    @cached_property
    def vocabulary(self) -> _Vocabulary:
        return _read_vocabulary(self.page, self.text)

    @cached_property
    def same_text(self) -> IntArray:
        """A number for each block's text, in the order in which texts appear."""
        # A new key is given the next number as soon as it is looked up.
        known: defaultdict[str, int] = defaultdict(count().__next__)
        return np.array([known[text] for text in self.blocks.texts], dtype=np.int64)

    @cached_property
    def same_text_count(self) -> IntArray:
        """Blocks with the same text."""
        return np.bincount(self.same_text)[self.same_text]

    @cached_property
    def is_copy(self) -> NDArray[np.bool_]:
        """Whether each block's text was there before: its number is not the highest so far."""
        return np.append(False, self.same_text[1:] <= np.maximum.accumulate(self.same_text)[:-1])

    @cached_property
    def sums(self) -> Column:
        """Sums of the columns of `SUMMED` over all blocks before each one, and over all, `[n_blocks + 1, n_summed]`."""
        sums = np.zeros((self.count + 1, len(SUMMED)))
        np.cumsum(_read_rows(SUMMED, self, np.float64).T, axis=0, out=sums[1:])
        return sums

    @cached_property
    def words_before(self) -> Column:
        """Words of all blocks before each one."""
        before: Column = self.sums[:-1, 1]
        return before

    @cached_property
    def page_shares(self) -> Column:
        """The shares of `_SHARES` over the whole page."""
        return _divide_sums(self.sums[-1])

    @cached_property
    def heading_above(self) -> IntArray:
        """The last heading up to each block, -1 for none."""
        above: IntArray = np.maximum.accumulate(np.where(self.is_heading, self.index, -1))
        return above

    @cached_property
    def heading_below(self) -> IntArray:
        """The first heading after each block, `count` for none."""
        from_here = np.minimum.accumulate(np.where(self.is_heading, self.index, self.count)[::-1])[::-1]
        return np.append(from_here[1:], self.count)

    @cached_property
    def main_heading(self) -> int:
        """The first heading of level 1, -1 for none."""
        found = np.flatnonzero(self.is_heading & (self.levels == 1) & (self.words > 0))
        return int(found[0]) if len(found) else -1

    @cached_property
    def title(self) -> int:
        """The block that looks most like the page's title, -1 for none."""
        titled, size = self.vocabulary.titled, self.vocabulary.title_size
        score = (titled**2) / (size * np.maximum(self.words, 1)) + 0.2 * self.is_heading * (titled > 0)
        best = int(np.argmax(score))
        return best if score[best] > 0.3 else -1

    @cached_property
    def scope(self) -> Scope:
        prose = (self.words >= 8) & (self.link_share < 0.5) & ~self.blocks.hidden
        return find_scope(self.paths, self.words, self.linked_words, prose, self.title)

    @cached_property
    def item_sizes(self) -> Column:
        """Words of the item of each of three levels around each block, as a share of its largest sibling's."""
        levels = slice(1, 1 + ITEM_LEVELS)
        passed = self.sums[:, 1]
        sizes = passed[self.paths.lasts[:, levels] + 1] - passed[self.paths.firsts[:, levels]]
        largest = np.empty_like(sizes)
        for level in range(ITEM_LEVELS):
            groups = self.paths.sibling_groups[:, level]
            tops = np.zeros(int(groups.max()) + 1)
            np.maximum.at(tops, groups, sizes[:, level])
            largest[:, level] = tops[groups]
        return _ratio(sizes, largest)

    @cached_property
    def heading_linked(self) -> Column:
        """How much of the heading above each block is a link."""
        return np.where(self.heading_above >= 0, self.link_share[self.heading_above], 0.0)

    @cached_property
    def heading_titled(self) -> Column:
        """How much of the heading above each block is in the page's title."""
        shares = _ratio(self.vocabulary.titled, self.words)
        return np.where(self.heading_above >= 0, shares[self.heading_above], 0.0)

    @cached_property
    def same_path(self) -> _Alike:
        return _add_up_alike(self, self.paths.full_paths)

    @cached_property
    def same_tags(self) -> _Alike:
        return _add_up_alike(self, self.paths.tag_paths)

    @cached_property
    def same_path_as_next(self) -> NDArray[np.bool_]:
        """Whether each block but the last has the path of the next one."""
        ids = self.paths.full_paths.ids
        same: NDArray[np.bool_] = ids[1:] == ids[:-1]
        return same


class _Marks(NamedTuple):
    """What blocks are marked with beside their words, one number a block.

    Attributes:
        links: Links.
        anchor_links, contact_links, script_links: Links within the page, to mail or telephone, to scripts or nowhere.
        strong_chars, emphasis_chars: Characters in bold and in italics.
        images: Images and other media.
        times: Machine-readable times.
        list_depth: Lists around the block.
        in_ordered, in_cell, in_header_cell, in_layout_cell, in_quote, in_figure: 1 where it is.
    """

    links: IntArray
    anchor_links: IntArray
    contact_links: IntArray
    script_links: IntArray
    strong_chars: IntArray
    emphasis_chars: IntArray
    images: IntArray
    times: IntArray
    list_depth: IntArray
    in_ordered: IntArray
    in_cell: IntArray
    in_header_cell: IntArray
    in_layout_cell: IntArray
    in_quote: IntArray
    in_figure: IntArray


_MARK_PLACES = {name: place for place, name in enumerate(_Marks._fields)}
_LINKS = _MARK_PLACES["links"]
# What a span adds to: its characters to the first two columns, one to the others.
_CHAR_PLACES = (_MARK_PLACES["strong_chars"], _MARK_PLACES["emphasis_chars"])
_SPAN_PLACES = {
    SpanKind.LINK: _LINKS,
    SpanKind.STRONG: _MARK_PLACES["strong_chars"],
    SpanKind.EMPHASIS: _MARK_PLACES["emphasis_chars"],
    SpanKind.IMAGE: _MARK_PLACES["images"],
    SpanKind.MEDIA: _MARK_PLACES["images"],
    SpanKind.TIME: _MARK_PLACES["times"],
}
_TARGET_PLACES = (
    ("#", _MARK_PLACES["anchor_links"]),
    ("mailto:", _MARK_PLACES["contact_links"]),
    ("tel:", _MARK_PLACES["contact_links"]),
    ("javascript:", _MARK_PLACES["script_links"]),
)
_TARGET_INITIALS = frozenset(start[0] for start, _ in _TARGET_PLACES)


def _read_marks(blocks: BlockTable) -> _Marks:
    size = len(blocks)
    # Where in the table, row by row, something is added, and what.
    cells: list[int] = []
    values: list[int] = []
    for index, spans in enumerate(blocks.spans):
        for span in spans:
            place = _SPAN_PLACES.get(span.kind)
            if place is None:
                continue
            cells.append(place * size + index)
            values.append(span.end - span.start if place in _CHAR_PLACES else 1)
            if place == _LINKS and (target_place := _sort_target(span.target)) is not None:
                cells.append(target_place * size + index)
                values.append(1)
    # Sums of whole numbers are exact in double precision.
    table = np.bincount(cells, weights=values, minlength=len(_MARK_PLACES) * size).astype(np.int64)
    table = table.reshape(len(_MARK_PLACES), size)
    table[_MARK_PLACES["list_depth"] :] = _read_containers(blocks.containers)
    return _Marks(*table)


def _sort_target(target: str | None) -> int | None:
    """The column of links that lead to such an address, None for those that lead to other pages."""
    if not target:
        return _MARK_PLACES["script_links"]
    if target[0] not in _TARGET_INITIALS:
        return None
    return next((place for start, place in _TARGET_PLACES if target.startswith(start)), None)


def _read_containers(containers: Iterable[tuple[Container, ...]]) -> IntArray:
    """The columns from `list_depth` on."""
    rows: list[tuple[int, ...]] = []
    # Blocks beside each other share one tuple.
    last: tuple[Container, ...] = ()
    described = _describe_containers(last)
    for around in containers:
        if around is not last:
            last, described = around, _describe_containers(around)
        rows.append(described)
    columns: IntArray = np.array(rows, dtype=np.int64).T
    return columns


def _describe_containers(containers: tuple[Container, ...]) -> tuple[int, ...]:
    """The columns from `list_depth` on, of one block."""
    depth = ordered = cell = header = layout = quoted = figure = 0
    for item in containers:
        if isinstance(item, ListItem):
            depth += 1
            ordered |= item.ordered
        elif isinstance(item, Cell):
            cell |= not item.layout
            header |= item.header
            layout |= item.layout
        elif isinstance(item, Quotation):
            quoted = 1
        elif isinstance(item, Figure):
            figure = 1
    return depth, int(ordered), int(cell), int(header), int(layout), quoted, figure


class _Vocabulary(NamedTuple):
    """Which sorts of words blocks are made of: words by block.

    Attributes:
        frequent: Short words that the page uses most often: they stand for the stop words of its language.
        rare: Words that it uses once.
        short, long: Words of at most three and at least eight characters.
        chars: Characters of all words.
        titled, described: Words that stand in the page's title and in its descriptions.
        unique: Different words.
        title_size, description_size: Different words of the title and of the descriptions, at least 1.
    """

    frequent: Column
    rare: Column
    short: Column
    long: Column
    chars: Column
    titled: Column
    described: Column
    unique: IntArray
    title_size: int
    description_size: int

    @property
    def title_shares(self) -> Column:
        """Words of the title in each block, by the title's size; over 1 where they repeat."""
        return self.titled / self.title_size

    @property
    def description_shares(self) -> Column:
        """The same of the descriptions."""
        return self.described / self.description_size


def _read_vocabulary(page: PageColumns, text: WordColumns) -> _Vocabulary:
    groups = group_keys(text.hashes)
    often = np.sort(groups.counts)[-24:]
    threshold = max(often[0] if len(often) else 3, 3, max(len(text.hashes), 1) / 400)
    distinct, lengths = text.hashes[groups.leaders], text.lengths[groups.leaders]
    title, description = _read_titles(page)
    # What is said of a word, said once for all places where it stands.
    facts = np.stack(
        [
            (groups.counts >= threshold) & (lengths <= 6),
            groups.counts == 1,
            lengths <= 3,
            lengths >= 8,
            lengths,
            _is_among(distinct, title),
            _is_among(distinct, description) & (lengths > 2),
        ]
    )
    frequent, rare, short, long, chars, titled, described = _add_up_texts(facts.take(groups.ids, axis=1), text.counts)
    return _Vocabulary(
        frequent=frequent,
        rare=rare,
        short=short,
        long=long,
        chars=chars,
        titled=titled,
        described=described,
        unique=_count_unique(text.owners, groups, len(page.blocks)),
        title_size=max(len(set(title.tolist())), 1),
        description_size=max(len(set(description.tolist())), 1),
    )


def _read_titles(page: PageColumns) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The words of the page's title and those of its descriptions."""
    head = page.head
    described = [content for name, content in head.metas if name.endswith(("description", "og:title", "twitter:title"))]
    known = read_words([head.title or "", *described], with_classes=False)
    return known.hashes[known.owners == 0], known.hashes[known.owners > 0]


def _is_among(hashes: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(known):
        return np.zeros(len(hashes), dtype=bool)
    ordered = np.sort(known)
    found: NDArray[np.bool_] = ordered.take(np.searchsorted(ordered, hashes), mode="clip") == hashes
    return found


def _add_up_texts(rows: NDArray[np.generic], counts: IntArray) -> Column:
    """Sums by text of values that stand in the order of the texts, `counts` of them a text; some rows at once."""
    sums = np.zeros((len(rows), len(counts)))
    filled = np.flatnonzero(counts)
    if len(filled):
        sums[:, filled] = np.add.reduceat(rows, (np.cumsum(counts) - counts)[filled], axis=1)
    return sums


def _count_unique(owners: IntArray, words: Groups, size: int) -> IntArray:
    """Different words by text."""
    texts, ids = owners[words.order], words.ids[words.order]
    # In each group words follow each other as in the page: those of one text are neighbours.
    new = np.ones(len(ids), dtype=bool)
    new[1:] = (ids[1:] != ids[:-1]) | (texts[1:] != texts[:-1])
    return np.bincount(texts[new], minlength=size)


class _Alike(NamedTuple):
    """What the blocks that are like each block are: their number, their words and those in links, their stops.

    Attributes:
        reach: Blocks from the first of them to the last.
    """

    blocks: IntArray
    words: Column
    linked_words: Column
    stops: Column
    reach: IntArray


def _add_up_alike(columns: _Columns, groups: Groups) -> _Alike:
    last = groups.order[np.cumsum(groups.counts) - 1]
    return _Alike(
        blocks=groups.counts[groups.ids],
        words=groups.add_up(columns.words)[groups.ids],
        linked_words=groups.add_up(columns.linked_words)[groups.ids],
        stops=groups.add_up(columns.stops)[groups.ids],
        reach=(last - groups.leaders)[groups.ids],
    )


# ---- what is added up over ancestors and windows, a block at a time


class Feature(NamedTuple):
    """A column with a name."""

    name: str
    read: Callable[[_Columns], ColumnOrNumber]


def _read_rows(
    features: Sequence[Feature], columns: _Columns, dtype: type[np.floating[Any]]
) -> NDArray[np.floating[Any]]:
    """The columns of features as rows, which are written faster: `[n_features, n_blocks]`."""
    rows = np.empty((len(features), columns.count), dtype=dtype)
    for row, feature in zip(rows, features, strict=True):
        row[:] = feature.read(columns)
    return rows


def _of_class(code: int) -> Callable[[_Columns], ColumnOrNumber]:
    return lambda columns: columns.text.classes[:, code]


def _of_kind(kind: BlockKind) -> Callable[[_Columns], ColumnOrNumber]:
    return lambda columns: columns.blocks.is_kind(kind)


SUMMED = (
    Feature("blocks", lambda c: np.ones(c.count)),
    Feature("words", lambda c: c.words),
    Feature("linked_words", lambda c: c.linked_words),
    Feature("stops", _of_class(STOP)),
    Feature("commas", _of_class(COMMA)),
    Feature("digits", _of_class(DIGIT)),
    Feature("capitals", _of_class(UPPER)),
    Feature("frequent_words", lambda c: c.vocabulary.frequent),
    Feature("headings", _of_kind(BlockKind.HEADING)),
    Feature("items", _of_kind(BlockKind.LIST_ITEM)),
    Feature("images", lambda c: c.marks.images),
    Feature("controls", _of_kind(BlockKind.CONTROL)),
    Feature("hidden", lambda c: c.blocks.hidden),
    Feature("prose_words", lambda c: c.prose * c.words),
    Feature("repeated", lambda c: c.same_text_count > 1),
    Feature("short", lambda c: c.words <= 4),
)
# Shares of the words, or else of the blocks.
_WORD_SHARES = ("linked_words", "stops", "commas", "digits", "capitals", "frequent_words", "prose_words")
_SHARES = tuple(feature.name for feature in SUMMED[2:])
_WHOLES = np.array([int(name in _WORD_SHARES) for name in _SHARES])


def _divide_sums(sums: Column) -> Column:
    """Turns sums, columns as `SUMMED`, into shares of the words or blocks that they were taken over."""
    whole = np.maximum(sums[..., :2], 1)[..., _WHOLES]
    shares = sums[..., 2:] / whole
    return np.minimum(shares, 3.0, out=shares)


# ---- features of single blocks


def _log(values: NDArray[np.generic]) -> Column:
    """Logarithm of one more than each value, to base 2, straight between powers of 2.

    Taking a number apart is exact, where processors differ in the last bit of a logarithm.
    """
    mantissas, exponents = np.frexp(np.add(values, 1.0))
    logs: Column = 2 * mantissas + exponents - 2
    return logs


def _log_number(value: float) -> float:
    return float(_log(np.array(value)))


def _ratio(part: NDArray[np.generic], whole: NDArray[np.generic]) -> Column:
    """Part by whole, a whole of less than one taken as one."""
    ratios: Column = part / np.maximum(whole, 1)
    return ratios


def _of_page(place: int) -> Callable[[_Columns], ColumnOrNumber]:
    return lambda columns: columns.page_shares[place]


def _share_of_class(code: int) -> Callable[[_Columns], ColumnOrNumber]:
    return lambda columns: columns.text.classes[:, code] / columns.chars


def _after(columns: _Columns, place: int) -> Column:
    """How far behind a block each one stands; 0 where there is no such block."""
    return _log(np.maximum(columns.index - place, 0)) * (place >= 0)


def _before(columns: _Columns, place: int) -> Column:
    """How far ahead of a block each one stands; 0 where there is no such block."""
    return _log(np.maximum(place - columns.index, 0)) * (place >= 0)


def _count_levels(shared: NDArray[np.bool_]) -> Column:
    """The innermost level of those that a block shares with another, by the number of levels."""
    levels: Column = shared.sum(axis=1) / LEVEL_COUNT
    return levels


def _holds_title(level: int) -> Callable[[_Columns], ColumnOrNumber]:
    """Whether the container of that level around each block holds the title too."""
    return lambda c: (c.paths.firsts[:, level] <= c.title) & (c.paths.lasts[:, level] >= c.title)


def _holds_heading(level: int) -> Callable[[_Columns], ColumnOrNumber]:
    """Whether the container of that level around each block holds the heading above too."""
    return lambda c: (c.heading_above >= 0) & (c.paths.firsts[:, level] <= c.heading_above)


def _count_item_siblings(level: int) -> Callable[[_Columns], ColumnOrNumber]:
    return lambda c: _log(c.paths.siblings[:, level])


def _rank_item(level: int) -> Callable[[_Columns], ColumnOrNumber]:
    return lambda c: _log(c.paths.ranks[:, level])


def _measure_item(level: int) -> Callable[[_Columns], ColumnOrNumber]:
    return lambda c: c.item_sizes[:, level]


_SHOWN_SOURCES = (SOURCE_CODES[Source.DOM], SOURCE_CODES[Source.TEXT])

BLOCK_FEATURES = (
    *(Feature(f"kind_{kind.value}", _of_kind(kind)) for kind in KIND_CODES),
    Feature("level", lambda c: c.levels / 6),
    Feature("is_hidden", lambda c: c.blocks.hidden),
    Feature("is_embedded", lambda c: ~np.isin(c.blocks.sources, _SHOWN_SOURCES)),
    # Words and characters.
    Feature("log_words", lambda c: _log(c.words)),
    Feature("log_chars", lambda c: _log(c.blocks.characters)),
    Feature("is_empty", lambda c: c.words == 0),
    Feature("mean_word_chars", lambda c: _ratio(c.vocabulary.chars, c.words) / 8),
    Feature("short_word_share", lambda c: _ratio(c.vocabulary.short, c.words)),
    Feature("long_word_share", lambda c: _ratio(c.vocabulary.long, c.words)),
    Feature("frequent_word_share", lambda c: _ratio(c.vocabulary.frequent, c.words)),
    Feature("rare_word_share", lambda c: _ratio(c.vocabulary.rare, c.words)),
    Feature("unique_word_share", lambda c: _ratio(c.vocabulary.unique, c.words)),
    Feature("title_word_share", lambda c: _ratio(c.vocabulary.titled, c.words)),
    Feature("title_cover", lambda c: np.minimum(c.vocabulary.title_shares, 2)),
    Feature("description_cover", lambda c: np.minimum(c.vocabulary.description_shares, 2)),
    # Links, emphasis and what stands around.
    Feature("link_share", lambda c: c.link_share),
    Feature("log_links", lambda c: _log(c.marks.links)),
    Feature("anchor_links", lambda c: np.minimum(c.marks.anchor_links, 4) / 4),
    Feature("contact_links", lambda c: np.minimum(c.marks.contact_links, 2) / 2),
    Feature("script_links", lambda c: np.minimum(c.marks.script_links, 2) / 2),
    Feature("strong_share", lambda c: np.minimum(c.marks.strong_chars / c.chars, 1)),
    Feature("emphasis_share", lambda c: np.minimum(c.marks.emphasis_chars / c.chars, 1)),
    Feature("images", lambda c: _log(c.marks.images)),
    Feature("has_time", lambda c: c.marks.times > 0),
    Feature("newlines", lambda c: _log(np.array([text.count("\n") for text in c.blocks.texts]))),
    Feature("in_list", lambda c: c.marks.list_depth > 0),
    Feature("in_ordered_list", lambda c: c.marks.in_ordered),
    Feature("in_cell", lambda c: c.marks.in_cell),
    Feature("in_header_cell", lambda c: c.marks.in_header_cell),
    Feature("in_layout_cell", lambda c: c.marks.in_layout_cell),
    Feature("in_quote", lambda c: c.marks.in_quote),
    Feature("in_figure", lambda c: c.marks.in_figure),
    Feature("list_depth", lambda c: np.minimum(c.marks.list_depth, 4) / 4),
    Feature("share_lower", _share_of_class(LOWER)),
    Feature("share_upper", _share_of_class(UPPER)),
    Feature("share_letter", _share_of_class(LETTER)),
    Feature("share_digit", _share_of_class(DIGIT)),
    Feature("share_stop", _share_of_class(STOP)),
    Feature("share_comma", _share_of_class(COMMA)),
    Feature("share_colon", _share_of_class(COLON)),
    Feature("share_quote", _share_of_class(QUOTE)),
    Feature("share_bracket", _share_of_class(BRACKET)),
    Feature("share_dash", _share_of_class(DASH)),
    Feature("share_separator", _share_of_class(SEPARATOR)),
    Feature("share_currency", _share_of_class(CURRENCY)),
    Feature("share_sign", _share_of_class(SIGN)),
    Feature("first_lower", lambda c: c.text.first == LOWER),
    Feature("first_upper", lambda c: c.text.first == UPPER),
    Feature("first_digit", lambda c: c.text.first == DIGIT),
    Feature("first_other", lambda c: c.text.first >= STOP),
    Feature("last_stop", lambda c: c.text.last == STOP),
    Feature("last_colon", lambda c: c.text.last == COLON),
    Feature("last_comma", lambda c: c.text.last == COMMA),
    Feature("last_letter", lambda c: (c.text.last >= LOWER) & (c.text.last <= IDEOGRAPH)),
    Feature("last_digit", lambda c: c.text.last == DIGIT),
    # Where the block stands on the page.
    Feature("log_depth", lambda c: _log(c.paths.depths)),
    Feature("place", lambda c: c.index / c.count),
    Feature("word_place", lambda c: c.words_before / max(c.sums[-1, 1], 1)),
    Feature("log_place", lambda c: _log(c.index)),
    Feature("log_blocks_left", lambda c: _log(c.count - 1 - c.index)),
    # Blocks with the same text and the same path, and what they are like.
    Feature("log_same_text", lambda c: _log(c.same_text_count)),
    Feature("same_text_before", lambda c: c.is_copy),
    Feature("log_same_path", lambda c: _log(c.same_path.blocks)),
    Feature("same_path_spread", lambda c: c.same_path.reach / c.count),
    Feature("same_path_words", lambda c: _log(c.same_path.words / c.same_path.blocks)),
    Feature("same_path_link_share", lambda c: _ratio(c.same_path.linked_words, c.same_path.words)),
    Feature("same_path_stop_share", lambda c: _ratio(c.same_path.stops, c.same_path.words)),
    Feature("log_same_tags", lambda c: _log(c.same_tags.blocks)),
    Feature("same_tags_words", lambda c: _log(c.same_tags.words / c.same_tags.blocks)),
    Feature("same_tags_link_share", lambda c: _ratio(c.same_tags.linked_words, c.same_tags.words)),
    Feature("same_path_as_previous", lambda c: np.append(False, c.same_path_as_next)),
    Feature("same_path_as_next", lambda c: np.append(c.same_path_as_next, False)),
    # Headings and the title.
    Feature("since_heading_blocks", lambda c: _log(c.index - c.heading_above)),
    Feature(
        "since_heading_words",
        lambda c: _log(c.words_before - c.words_before[np.maximum(c.heading_above, 0)]),
    ),
    Feature(
        "heading_level_above",
        lambda c: np.where(c.heading_above >= 0, c.levels[c.heading_above], 7) / 7,
    ),
    Feature("until_heading_blocks", lambda c: _log(c.heading_below - c.index)),
    Feature("since_h1", lambda c: _after(c, c.main_heading)),
    Feature("before_h1", lambda c: _before(c, c.main_heading)),
    Feature("since_title", lambda c: _after(c, c.title)),
    Feature("before_title", lambda c: _before(c, c.title)),
    Feature("is_best_title", lambda c: c.index == c.title),
    # The innermost level that the block shares with the one before and the one after it.
    Feature("common_level_previous", lambda c: _count_levels(c.paths.firsts[:, 1:] >= c.index[:, None])),
    Feature("common_level_next", lambda c: _count_levels(c.paths.lasts[:, 1:] <= c.index[:, None])),
    # What the block is to the containers that may be the page's main item.
    Feature("in_best_container", lambda c: c.scope.in_best),
    Feature("in_second_container", lambda c: c.scope.in_second),
    Feature("since_best_container", lambda c: _log(c.scope.after_best)),
    Feature("before_best_container", lambda c: _log(c.scope.before_best)),
    Feature("own_container_score", lambda c: c.scope.own_score / max(c.scope.best_score, 1)),
    Feature("in_title_scope", lambda c: c.scope.in_title_scope),
    *(Feature(f"level{level}_holds_title", _holds_title(level)) for level in (1, 2, 3, 4)),
    Feature("heading_above_linked", lambda c: c.heading_linked),
    Feature("heading_above_titled", lambda c: c.heading_titled),
    *(Feature(f"level{level}_holds_heading_above", _holds_heading(level)) for level in (1, 2, 3)),
    *(Feature(f"item{level}_log_siblings", _count_item_siblings(level)) for level in range(ITEM_LEVELS)),
    *(Feature(f"item{level}_log_rank", _rank_item(level)) for level in range(ITEM_LEVELS)),
    *(Feature(f"item{level}_size", _measure_item(level)) for level in range(ITEM_LEVELS)),
)


# ---- features of what stands around blocks, many at a time

LEVEL_FEATURES = (
    "log_blocks",
    "log_words",
    "page_word_share",
    "words_per_block",
    "place",
    "path_share",
    *(f"{name}_ratio" for name in _SHARES),
)


def _read_levels(columns: _Columns, rows: slice, features: FloatArray) -> None:
    """Writes the features of some blocks' levels, `[n_rows, n_levels * n_features]`, in place."""
    total = max(columns.sums[-1, 1], 1)
    first, last = columns.paths.firsts[rows, 1:], columns.paths.lasts[rows, 1:]
    sums = columns.sums.take(last + 1, axis=0) - columns.sums.take(first, axis=0)
    blocks, words = sums[..., 0], sums[..., 1]
    table = features.reshape(*first.shape, len(LEVEL_FEATURES))
    table[..., 0] = _log(blocks)
    table[..., 1] = _log(words)
    table[..., 2] = words / total
    table[..., 3] = _log(words / blocks)
    table[..., 4] = (columns.index[rows, None] - first) / blocks
    table[..., 5] = np.minimum(columns.same_path.blocks[rows, None] / blocks, 1)
    table[..., 6:] = _divide_sums(sums)


_WINDOW_SHARES = ("linked_words", "stops", "commas", "headings", "items", "controls", "frequent_words")
_WINDOW_PLACES = [_SHARES.index(name) for name in _WINDOW_SHARES]
WINDOW_FEATURES = ("words_per_block", *(f"{name}_ratio" for name in _WINDOW_SHARES))


def _read_windows(columns: _Columns, rows: slice, features: FloatArray) -> None:
    """Writes the features of some blocks' windows, `[n_rows, n_windows * n_features]`, in place."""
    sizes = np.array(_WINDOWS)
    low = np.maximum(columns.index[rows, None] - sizes, 0)
    high = np.minimum(columns.index[rows, None] + sizes + 1, columns.count)
    sums = columns.sums.take(high, axis=0) - columns.sums.take(low, axis=0)
    table = features.reshape(*low.shape, len(WINDOW_FEATURES))
    table[..., 0] = _log(sums[..., 1] / sums[..., 0])
    table[..., 1:] = _divide_sums(sums).take(_WINDOW_PLACES, axis=-1)


PAGE_FEATURES = (
    Feature("log_blocks", lambda c: _log_number(c.count)),
    Feature("log_words", lambda c: _log_number(c.sums[-1, 1])),
    Feature("words_per_block", lambda c: _log_number(c.sums[-1, 1] / c.count)),
    *(Feature(f"{name}_ratio", _of_page(place)) for place, name in enumerate(_SHARES)),
    Feature("prose_blocks", lambda c: c.prose.mean()),
    Feature("log_paths", lambda c: _log_number(len(c.paths.full_paths.counts))),
    Feature("log_elements", lambda c: _log_number(len(c.page.tree.tags))),
    Feature("title_found", lambda c: c.title >= 0),
    Feature("best_container_share", lambda c: c.scope.best_prose / max(c.scope.total_prose, 1)),
    Feature("title_scope_share", lambda c: c.scope.title_scope_prose / max(c.scope.total_prose, 1)),
    Feature("second_container", lambda c: c.scope.second_score / max(c.scope.best_score, 1)),
    Feature("log_rival_containers", lambda c: _log_number(c.scope.rivals)),
    Feature("description_found", lambda c: min(c.vocabulary.description_shares.max(), 2.0)),
)

FEATURE_NAMES = (
    *(feature.name for feature in BLOCK_FEATURES),
    *(f"level{level}_{name}" for level in range(1, LEVEL_COUNT) for name in LEVEL_FEATURES),
    *(f"window{size}_{name}" for size in _WINDOWS for name in WINDOW_FEATURES),
    *(f"page_{feature.name}" for feature in PAGE_FEATURES),
)


# ---- names that the page gives itself

# A JSON-LD graph of a shop names the type of every offer; the first ones are those of the page itself.
_MAX_DATA_CHARS = 20_000
_DATA_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"([A-Za-z:/.]{2,60})"')
_NAMING_METAS = frozenset(["og:type", "generator", "twitter:card", "pagetype", "page-type", "page_type", "contenttype"])
# An address says what a page is by its folders; the last part is the page's own name.
_MAX_PATH_PARTS = 6


def read_page_names(page: PageColumns) -> NDArray[np.uint64]:
    """Reads what a page calls itself: its kinds in schema.org and Open Graph, its generator, the words of its address.

    Args:
        page: The page, cut into blocks.

    Returns:
        Hashes of the different names, ascending. The same word as a schema.org type, as the name of a meta element, as
        its value and in the address are different names.
    """
    head = page.head
    types = " ".join(kind for script in head.json_ld for kind in _DATA_TYPE.findall(script.text[:_MAX_DATA_CHARS]))
    values = " ".join(content[:60] for name, content in head.metas if name in _NAMING_METAS)
    keys = " ".join(name.replace(":", "").replace("-", "")[:60] for name, _ in head.metas)
    words = read_words([types, values, keys, *_read_address(page)])
    salts = np.arange(1, 6, dtype=np.uint64) * np.uint64(0xD6E8FEB86659FD93)
    return np.unique(words.hashes ^ salts[words.owners])


def _read_address(page: PageColumns) -> tuple[str, str]:
    """The first words of the host and the folders of the address that the page has, or says to have."""
    stated = [href for rel, href in page.head.links if rel == "canonical"]
    stated += [content for name, content in page.head.metas if name == "og:url"]
    address = split_address(page.url or (stated[0] if stated else ""))
    labels = (address.hostname or "").split(".")
    parts = [part for part in address.path.split("/") if part]
    depth = f"depth{min(len(parts), _MAX_PATH_PARTS)}"
    folders = " ".join(part for part in parts[:-1][:_MAX_PATH_PARTS] if len(part) <= 24)
    last = "lastnone" if not parts else "lastslug" if parts[-1].count("-") >= 2 else f"last{parts[-1][:24]}"
    return " ".join(labels[:-2]), f"{depth} {folders} {last}"
