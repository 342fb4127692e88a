"""A page's own names tell what it is: its types, the names of its meta elements, the folders of its address."""

from __future__ import annotations

from cleaner.classify.features import read_page_names
from cleaner.document import Page
from cleaner.page.blocks import PageKind
from cleaner.segment import segment_page


def read_names(html: str, url: str | None = None) -> set[int]:
    page = Page(page_id="page", body=f"{html}<p>Text</p>", url=url, kind=PageKind.HTML)
    return set(read_page_names(segment_page(page)).tolist())


def test_a_type_is_one_name_however_often_it_is_given() -> None:
    """Two offers on a page are the type Offer, once."""
    one = read_names('<script type="application/ld+json">{"@type": "Offer"}</script>')
    two = read_names('<script type="application/ld+json">[{"@type": "Offer"}, {"@type": "Offer"}]</script>')
    assert one == two


def test_the_same_word_as_type_and_in_the_address_are_two_names() -> None:
    """A product by schema.org and a folder called product say different things."""
    bare = read_names("")
    typed = read_names('<script type="application/ld+json">{"@type": "product"}</script>') - bare
    filed = read_names("", "https://shop.example.com/product/scale") - bare
    assert typed
    assert filed
    assert not typed & filed


def test_the_stated_address_stands_in_where_none_is_known() -> None:
    """A canonical link gives the same names as the address that a job fetched, the name of the link itself apart."""
    stated = read_names('<link rel="canonical" href="https://docs.example.com/guide/setup/install-on-a-server">')
    assert stated == read_names("", "https://docs.example.com/guide/setup/install-on-a-server")


def test_a_broken_address_has_no_names() -> None:
    """An address that no library can split is no reason to fail."""
    assert read_names("", "https://[broken/path") == read_names("")
