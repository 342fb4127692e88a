"""Addresses: whatever a page writes, a link leads somewhere or nowhere, and nothing is raised."""

from __future__ import annotations

import pytest

from cleaner import Settings, clean
from cleaner.page.addresses import PageAddress
from cleaner.write import FORMATS, render_document


@pytest.mark.parametrize(
    ("target", "followed"),
    [
        ("/b", "https://e.example/b"),
        ("#part", "https://e.example/a/page#part"),
        (" //x.example/c ", "https://x.example/c"),
        ("mailto:ada@e.example", "mailto:ada@e.example"),
        ("java\nscript:alert(1)", None),
        ("DATA:text/html,x", None),
        ("//[x/c", None),
        ("", None),
    ],
)
def test_a_link_leads_somewhere_or_nowhere(target: str, followed: str | None) -> None:
    """A link is absolute beside its page's address; what runs, is empty or is no address leads nowhere."""
    assert PageAddress("https://e.example/a/page", None).follow(target) == followed


def test_without_an_address_links_stay_as_they_are() -> None:
    """Of a page that came without its address, relative links stay relative, and those within it lead nowhere."""
    here = PageAddress(None, None)
    assert (here.follow("b/c"), here.follow("#part")) == ("b/c", None)


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_base_that_is_no_address_harms_no_format(name: str) -> None:
    """A page whose `<base>` is no address is written all the same, its links beside the page's own address."""
    page = b"<base href='http://[x'><p>See <a href='/b'>the leaflet about tea</a> before you drink any of it.</p>"
    settings = Settings(keep_roles="everything", references=False)
    document = clean(page, kind="html", url="https://e.example/a", settings=settings)
    assert render_document(document, name)
    assert "(https://e.example/b)" in document.markdown
