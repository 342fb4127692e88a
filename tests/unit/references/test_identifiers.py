"""Identifiers are read from text and addresses, and never the citing page's own."""

from __future__ import annotations

import pytest

from cleaner.references.identifiers import find_identifiers, is_isbn


@pytest.mark.parametrize(
    ("text", "url", "doi"),
    [
        ("doi: 10.5555/Abc.DEF.", "", "10.5555/abc.def"),
        ("(doi:10.5555/s0140-6736(17)30041-2)", "", "10.5555/s0140-6736(17)30041-2"),
        ("", "https://doi.org/10.5555%2Fabc", "10.5555/abc"),
        ("", "https://example.org/doi/full/10.5555/abc.123/full?x=1", "10.5555/abc.123"),
        ("", "https://example.org/linkout?doi=10.5555/citing&key=10.5555/cited", "10.5555/cited"),
    ],
)
def test_dois_are_cleaned(text: str, url: str, doi: str) -> None:
    """Punctuation, paths and resolvers around a DOI go; a resolver's `key` is the cited work."""
    assert find_identifiers(text, [url]).doi == doi


def test_the_pages_own_doi_is_no_entrys() -> None:
    """A DOI that the page has itself is left out."""
    assert find_identifiers("10.5555/own", [], own_dois=frozenset(["10.5555/own"])).doi is None


def test_pubmed_numbers_are_read_from_text_and_links() -> None:
    """PMID and PMCID come from labels in the text or from the addresses of PubMed."""
    found = find_identifiers("PMID: 28010002", ["https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5010002/"])
    assert (found.pmid, found.pmcid) == ("28010002", "PMC5010002")
    assert find_identifiers("", ["https://pubmed.ncbi.nlm.nih.gov/28010002/"]).pmid == "28010002"


def test_isbn_needs_its_check_digit() -> None:
    """A number with a wrong check digit is no ISBN."""
    assert is_isbn("9783161484100")
    assert not is_isbn("9783161484101")


def test_trials_and_preprints_are_read() -> None:
    """NCT, ISRCTN and arXiv numbers are read."""
    found = find_identifiers("NCT01234567, ISRCTN 12345678, arXiv:2503.20634v2", [])
    assert (found.trial_ids, found.arxiv) == (("NCT01234567", "ISRCTN12345678"), "2503.20634v2")
