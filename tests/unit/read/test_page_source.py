"""What a scraping job holds is taken as a page, or refused in one clear sentence."""

import io

import bs4
import pytest
from lxml import html

from cleaner.errors import SourceError
from cleaner.read import read_page

PAGE = "<article><p>Ice cools the ankle.</p></article>"


def test_a_string_out_of_a_tree_is_text():
    """The strings that BeautifulSoup and XPath give are taken as any other text."""
    for held in (bs4.BeautifulSoup(PAGE, "lxml").p.string, html.fromstring(PAGE).xpath("string(//p)")):
        assert read_page(held, max_bytes=1000).body == "Ice cools the ankle."


def test_a_list_of_tags_is_refused_as_any_list():
    """What `find_all` gives is many pages or none, never one."""
    with pytest.raises(TypeError, match="cannot clean a ResultSet; give bytes, str, Path"):
        read_page(bs4.BeautifulSoup(PAGE, "lxml").find_all("p"), max_bytes=1000)


def test_a_file_opened_with_a_wrong_encoding_is_a_source_error():
    """The error says how to open it, since the page's own encoding is found in its bytes."""
    file = io.TextIOWrapper(io.BytesIO("Café".encode()), encoding="ascii")
    with pytest.raises(SourceError, match=r"page: cannot be read: 'ascii' codec.*; open it in binary mode"):
        read_page(file, max_bytes=1000)


def test_a_closed_file_is_a_source_error():
    """A file that is closed already cannot be read, and is named."""
    file = io.BytesIO(PAGE.encode())
    file.close()
    with pytest.raises(SourceError, match="page: cannot be read: I/O operation on closed file"):
        read_page(file, max_bytes=1000)
