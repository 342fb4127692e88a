"""The language of a page, as far as grouping a site's pages needs it."""

from __future__ import annotations

import pytest

from cleaner.sites.page_languages import guess_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wir sind für Sie da und können helfen, wenn ein Knie nicht heilt", "de"),
        ("We are here for you, and there is much that this clinic should do", "en"),
        ("Nous sommes là et vous pouvez venir quand cette douleur est forte", "fr"),
        ("Home Contact Imprint", ""),
    ],
)
def test_small_words_tell_the_language(text: str, code: str) -> None:
    """Verbs, pronouns and conjunctions tell the language; labels alone tell none."""
    assert guess_language([text]) == code
