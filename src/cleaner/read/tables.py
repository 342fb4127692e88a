"""File names that hold pages or archives of pages, and the usual names of fields that do."""

from __future__ import annotations

# Ending -> name of the packing; the rest of the name says what is packed.
PACKED_SUFFIXES = {".gz": "gzip", ".zst": "zstd"}

HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht"])
MHTML_SUFFIXES = frozenset([".mhtml", ".mht"])
TEXT_SUFFIXES = frozenset([".txt"])
PAGE_SUFFIXES = HTML_SUFFIXES | TEXT_SUFFIXES

# Ending of the unpacked name -> what reads it; see `cleaner.read.sources`.
ARCHIVE_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tbz2": "tar",
    ".txz": "tar",
    ".tar.bz2": "tar",
    ".tar.xz": "tar",
}

# Field names that scrapers and public data sets give to a page, most telling first (Scrapy, Common Crawl exports,
# FineWeb, C4, The Pile, newspaper and trafilatura output; looked up November 2026).
HTML_FIELDS = ("html", "raw_html", "html_content", "content_html", "page_html", "response_body", "body_html")
TEXT_FIELDS = ("body", "content", "raw_content", "page", "text", "raw_text", "page_content")
URL_FIELDS = ("url", "uri", "link", "page_url", "source_url", "warc_target_uri", "target_uri", "href")
ID_FIELDS = ("id", "page_id", "_id", "doc_id", "document_id", "uuid", "warc_record_id")

# Media types of WARC records that are pages, and what they are.
PAGE_MEDIA_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
