"""Makes a `Page`: of whatever a scraping job holds, and of what was found in a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from cleaner.document import Page
from cleaner.errors import LimitError, NotAPageError, SourceError
from cleaner.page.blocks import PageKind
from cleaner.read.file_names import MHTML_SUFFIXES, split_suffix
from cleaner.read.inputs import PageInput, show_path
from cleaner.read.mhtml import unpack_mhtml
from cleaner.read.streams import DAMAGE, open_file, read_up_to

_TREE_LIBRARIES = frozenset(["bs4", "lxml"])

PageSource = bytes | bytearray | memoryview | str | Path | BinaryIO | TextIO | Any


def read_page(source: PageSource, *, url: str | None = None, max_bytes: int) -> Page:
    """Makes a page of what the caller holds.

    Args:
        source: Bytes off the wire; text (a page, never a path); a `Path`; a file open for reading, binary or text; a
            BeautifulSoup soup or tag; an lxml element or tree.
        url: Address that the page was fetched from.
        max_bytes: Files over this size are not read.

    Returns:
        The page; its kind is `None` where only its content can tell.

    Raises:
        SourceError: If a file cannot be read, is closed or is text in another encoding than it was opened with.
        LimitError: If a file is too large.
        TypeError: If the source is nothing of that.
    """
    if isinstance(source, Path):
        return Page(
            page_id=source.name,
            url=url,
            body=_read_file(source, max_bytes),
            kind=PageKind.TEXT if source.suffix.lower() == ".txt" else None,
            origin=str(source),
        )
    library = type(source).__module__.partition(".")[0]
    # The strings in a tree are of its library too; they are text as any other.
    if library in _TREE_LIBRARIES and not isinstance(source, str):
        return Page(page_id=url or "page", url=url, body=_serialise_tree(source, library), kind=PageKind.HTML)
    name = getattr(source, "name", None)
    return Page(page_id=str(name or url or "page"), url=url, body=_read_body(source, max_bytes))


def load_page(found: PageInput, max_bytes: int) -> Page:
    """Takes a page out of what was found, or reads it where it is a file of its own.

    Args:
        found: The page, as found.
        max_bytes: Larger pages are not read; a packed one counts unpacked.

    Returns:
        The page.

    Raises:
        SourceError: If the file cannot be read.
        LimitError: If it is too large.
        NotAPageError: If it is packed and the packing is damaged.
    """
    body = found.body
    if body is None:
        body = _unpack_file(found.path, max_bytes)
        if split_suffix(found.path)[1] in MHTML_SUFFIXES:
            return unpack_mhtml(body, found.page_id, show_path(found.path))
    return Page(
        page_id=found.page_id, url=found.url, body=body, kind=found.kind, charset=found.charset, origin=found.key
    )


def _unpack_file(path: str, max_bytes: int) -> bytes:
    shown = show_path(path)
    try:
        with open_file(path) as file:
            body = read_up_to(file, max_bytes + 1)
    except DAMAGE as error:
        raise NotAPageError(f"{shown}: damaged: {error}") from error
    except OSError as error:
        raise SourceError(f"{shown}: cannot be read: {error.strerror or error}") from error
    if len(body) > max_bytes:
        raise LimitError(f"{shown}: over the limit of max_page_bytes = {max_bytes}")
    return body


def _read_file(path: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise LimitError(f"{path}: {size} bytes; the limit is max_page_bytes = {max_bytes}")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error


def _read_body(source: PageSource, max_bytes: int) -> bytes | str:
    if isinstance(source, str):
        return str(source)
    if isinstance(source, bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    if hasattr(source, "read"):
        # One more than allowed, so that the limit is noticed without reading a file that has no end.
        try:
            return cast("bytes | str", source.read(max_bytes + 1))
        except ValueError as error:
            advice = "; open it in binary mode" if isinstance(error, UnicodeError) else ""
            raise SourceError(f"{getattr(source, 'name', 'page')}: cannot be read: {error}{advice}") from error
    raise _refuse(source)


def _refuse(source: Any) -> TypeError:
    return TypeError(
        f"cannot clean a {type(source).__name__}; give bytes, str, Path, an open file, a soup or an lxml element"
    )


def _serialise_tree(source: Any, library: str) -> str:
    """Writes a parsed tree as HTML, without importing a library that the caller may not use."""
    if library == "bs4":
        if isinstance(source, list):  # what `find_all` gives
            raise _refuse(source)
        return str(source.decode(formatter="minimal"))
    from lxml import etree  # noqa: PLC0415 - loaded already: the caller holds one of its trees

    return str(etree.tostring(source, encoding="unicode", method="html", with_tail=False))
