"""COinS fill what an entry lacks, and stand alone where several do."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import cleaner

PROSE = "<p>Pain in the knee is common among adults who walk a lot, and most of them get well without an operation.</p>"


def write_coins(**values: str) -> str:
    """An empty span that states a citation."""
    keys = {"ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal", **values}
    query = urlencode(
        {
            name.replace("_", ".", 1)
            if name.startswith("rft_") and name not in ("rft_id", "rft_val_fmt")
            else name: value
            for name, value in keys.items()
        }
    )
    return f'<span class="Z3988" title="{escape(query)}"></span>'


ARTICLE = write_coins(
    rft_genre="article", rft_atitle="Urate & gout", rft_jtitle="Joint Arch", rft_date="2017-08-03", rft_volume="24",
    rft_spage="990", rft_epage="998", rft_aulast="Ngata", rft_aufirst="Pita", rft_au="Sorrel, V.",
    rft_id="info:doi/10.5555/ja.2017",
)  # fmt: skip
BOOK = write_coins(
    rft_genre="book", rft_btitle="Knees", rft_pub="Harbor Press", rft_isbn="978-3-16-148410-0", rft_date="1999"
)


def test_a_span_fills_the_entry_that_holds_it() -> None:
    """Title, names, date, pages and DOI come from the span inside the entry; the text stays the page's."""
    html = f"<main>{PROSE}<h2>References</h2><ol><li>Ngata P. Urate &amp; gout, in the archive. 2017. {ARTICLE}</li></ol></main>"
    (reference,) = cleaner.clean(html, kind="html").references
    assert reference.text == "Ngata P. Urate & gout, in the archive. 2017."
    assert (reference.title, reference.doi, reference.pages) == ("Urate & gout", "10.5555/ja.2017", "990–998")
    assert (reference.volume, reference.issue) == ("24", None)


def test_several_spans_stand_alone() -> None:
    """Where the page shows no entries, spans are the references."""
    article, book = cleaner.clean(f"<main>{PROSE}<p>{ARTICLE}{BOOK}</p></main>", kind="html").references
    assert (article.authors, article.year, article.type) == (("Ngata, Pita", "Sorrel, V."), 2017, "article-journal")
    assert (book.title, book.isbn, book.publisher) == ("Knees", "9783161484100", "Harbor Press")


def test_one_span_describes_the_page() -> None:
    """A single span, or one with the page's own title, is no reference."""
    assert cleaner.clean(f"<main>{PROSE}{ARTICLE}</main>", kind="html").references == ()
    page = f"<title>Urate &amp; gout – Joint Arch</title><main>{PROSE}{ARTICLE}{BOOK}</main>"
    assert cleaner.clean(page, kind="html").references == ()
