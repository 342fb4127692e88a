"""Names of the classifier's features, in the order of their columns."""

from __future__ import annotations

from cleaner.classify.paths import LEVEL_COUNT
from cleaner.classify.vocabulary import KIND_CODES

# Blocks on each side that a window takes in.
WINDOWS = (2, 5, 12)
# What is added up over ancestors and windows, a block at a time.
SUMMED = (
    "blocks",
    "words",
    "linked_words",
    "stops",
    "commas",
    "digits",
    "capitals",
    "frequent_words",
    "headings",
    "items",
    "images",
    "controls",
    "hidden",
    "prose_words",
    "repeated",
    "short",
)
RATIOS = SUMMED[2:]
BLOCK_FEATURES = (
    *(f"kind_{kind.value}" for kind in KIND_CODES),
    "level",
    "is_hidden",
    "is_embedded",
    "log_words",
    "log_chars",
    "is_empty",
    "mean_word_chars",
    "short_word_share",
    "long_word_share",
    "frequent_word_share",
    "rare_word_share",
    "unique_word_share",
    "title_word_share",
    "title_cover",
    "description_cover",
    "link_share",
    "log_links",
    "anchor_links",
    "contact_links",
    "script_links",
    "strong_share",
    "emphasis_share",
    "images",
    "has_time",
    "newlines",
    "in_list",
    "in_ordered_list",
    "in_cell",
    "in_header_cell",
    "in_layout_cell",
    "in_quote",
    "in_figure",
    "list_depth",
    *(
        f"share_{name}"
        for name in (
            "lower",
            "upper",
            "letter",
            "digit",
            "stop",
            "comma",
            "colon",
            "quote",
            "bracket",
            "dash",
            "separator",
            "currency",
            "sign",
        )
    ),
    *(f"first_{name}" for name in ("lower", "upper", "digit", "other")),
    *(f"last_{name}" for name in ("stop", "colon", "comma", "letter", "digit")),
    "log_depth",
    "place",
    "word_place",
    "log_place",
    "log_blocks_left",
    "log_same_text",
    "same_text_before",
    "log_same_path",
    "same_path_spread",
    "same_path_words",
    "same_path_link_share",
    "same_path_stop_share",
    "log_same_tags",
    "same_tags_words",
    "same_tags_link_share",
    "same_path_as_previous",
    "same_path_as_next",
    "since_heading_blocks",
    "since_heading_words",
    "heading_level_above",
    "until_heading_blocks",
    "since_h1",
    "before_h1",
    "since_title",
    "before_title",
    "is_best_title",
    "common_level_previous",
    "common_level_next",
)
LEVEL_FEATURES = (
    "log_blocks",
    "log_words",
    "page_word_share",
    "words_per_block",
    "place",
    "path_share",
    *(f"{name}_ratio" for name in RATIOS),
)
WINDOW_FEATURES = (
    "words_per_block",
    *(
        f"{name}_ratio"
        for name in ("linked_words", "stops", "commas", "headings", "items", "controls", "frequent_words")
    ),
)
PAGE_FEATURES = (
    "log_blocks",
    "log_words",
    "words_per_block",
    *(f"{name}_ratio" for name in RATIOS),
    "prose_blocks",
    "log_paths",
    "log_elements",
    "title_found",
    "description_found",
)
FEATURE_NAMES = (
    *BLOCK_FEATURES,
    *(f"level{level}_{name}" for level in range(1, LEVEL_COUNT) for name in LEVEL_FEATURES),
    *(f"window{size}_{name}" for size in WINDOWS for name in WINDOW_FEATURES),
    *(f"page_{name}" for name in PAGE_FEATURES),
)
