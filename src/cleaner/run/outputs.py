"""What a run writes of many pages together: the manifest, and what pages add to other files by parts."""

from __future__ import annotations

import itertools
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from cleaner.atomic import replace_file
from cleaner.document import Document, Status
from cleaner.errors import SourceError
from cleaner.run.naming import MANIFEST_NAME, SITES_NAME
from cleaner.run.request import RunRequest
from cleaner.run.state import RunState, explain_disk_errors, replace_output
from cleaner.write import build_schema, render_document

if TYPE_CHECKING:
    from cleaner.sites import SiteProfiles

# A level that packs text to a quarter at 200 MB/s; fixed, since it is part of the output's bytes.
_ZSTD_LEVEL = 6
_ROW_GROUP_ROWS = 1000

# The parts of all pages in the order of the inputs, each with its page's place among them.
Parts = Iterator[tuple[int, bytes]]


class JointOutput(NamedTuple):
    """Something that is written of many pages: workers make a part of each, the state keeps them until all are done.

    Attributes:
        is_wanted: Whether a run is asked for it.
        make_part: Makes what a page adds to it; empty where that is nothing.
        write: Writes it from the parts, the same whatever the workers did.
    """

    is_wanted: Callable[[RunRequest], bool]
    make_part: Callable[[Document, RunRequest], str]
    write: Callable[[RunRequest, RunState, Parts], None]


def make_parts(document: Document, request: RunRequest) -> dict[str, bytes]:
    """What a page adds to each joint output that is wanted, packed for the state."""
    made = {name: output.make_part(document, request) for name, output in _list_wanted(request)}
    return {name: zlib.compress(part.encode("utf-8"), 1) for name, part in made.items() if part}


def write_joint_outputs(request: RunRequest, state: RunState) -> None:
    """Writes what is wanted of all pages of a finished run.

    Raises:
        SinkError: If it cannot be written.
        SourceError: If an optional package is missing.
    """
    for name, output in _list_wanted(request):
        output.write(request, state, ((ordinal, zlib.decompress(part)) for ordinal, part in state.read_parts(name)))


def write_manifest(request: RunRequest, state: RunState) -> None:
    """Writes a row for every input."""
    with replace_output(request.out, MANIFEST_NAME) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(row + "\n" for row in state.read_rows(timings=request.timings))


def _list_wanted(request: RunRequest) -> list[tuple[str, JointOutput]]:
    return [(name, output) for name, output in JOINT_OUTPUTS.items() if output.is_wanted(request)]


def _make_row(document: Document, _: RunRequest) -> str:
    """The line of JSON that `cleaner clean --format jsonl` writes."""
    return render_document(document, "jsonl").rstrip("\n") if document.status is Status.OK else ""


def _write_shards(request: RunRequest, state: RunState, rows: Parts) -> None:
    """Writes rows into files of bounded size, cut by their sizes alone, and notes where each row went."""
    state.forget_places()
    written = []
    for number, shard in itertools.groupby(_number_shards(rows, request.shard_bytes), itemgetter(0)):
        name = f"part-{number:05}{request.suffix}"
        with replace_output(request.out, name) as draft:
            _SHARD_WRITERS[request.output_format](_note_places(state, name, shard), draft)
        written.append(name)
    with explain_disk_errors(request.out):
        for path in request.out.glob(f"part-*{request.suffix}"):
            if path.name not in written:
                path.unlink()


def _number_shards(rows: Parts, max_bytes: int) -> Iterator[tuple[int, int, bytes]]:
    number = size = 0
    for ordinal, row in rows:
        if size >= max_bytes:
            number, size = number + 1, 0
        size += len(row)
        yield number, ordinal, row


def _note_places(state: RunState, name: str, shard: Iterator[tuple[int, int, bytes]]) -> Iterator[bytes]:
    for place, (_, ordinal, row) in enumerate(shard):
        state.note_place(ordinal, name, place)
        yield row


def _write_jsonl(rows: Iterator[bytes], path: Path) -> None:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError("pip install 'cleaner[zstd]' writes .jsonl.zst") from error
    with path.open("wb") as file, zstandard.ZstdCompressor(level=_ZSTD_LEVEL).stream_writer(file) as packed:
        for row in rows:
            packed.write(row + b"\n")


def _write_parquet(rows: Iterator[bytes], path: Path) -> None:
    """The same rows as typed columns; references are a list of structs."""
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError("pip install 'cleaner[parquet]' writes Parquet") from error
    schema = build_schema()
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := [json.loads(row) for row in itertools.islice(rows, _ROW_GROUP_ROWS)]:
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


_SHARD_WRITERS = {"jsonl": _write_jsonl, "parquet": _write_parquet}


def _make_references(document: Document, _: RunRequest) -> str:
    # Workers cite, the parent does not.
    from cleaner.references.export import render_references_jsonl  # noqa: PLC0415

    return render_references_jsonl(document)


def _write_references(request: RunRequest, _: RunState, parts: Parts) -> None:
    """One JSON object a reference, a line each; an empty file where no page has any."""
    path = cast("Path", request.references)
    with explain_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replace_file(path) as draft, draft.open("wb") as file:
            file.writelines(part for _, part in parts)


def _make_site_lines(document: Document, request: RunRequest) -> str:
    """The lines that a page's site repeats and that are not in the output, with their places, as JSON."""
    from cleaner.sites import find_line, name_site  # noqa: PLC0415 - no stage is loaded unless it has to be

    site = name_site(document)
    known: Mapping[int, Any] = request.sites.sites.get(site, {}) if request.sites else {}
    removed = [
        (block.index, block.text)
        for block, label in zip(document.blocks, document.labels, strict=True)
        if known and not label.kept and block.text and find_line(block.text, known)
    ]
    if not removed:
        return ""
    row = {"site": site, "lines": removed, "phone": document.metadata.phone, "address": document.metadata.address}
    return json.dumps(row, ensure_ascii=False)


def _write_site_lines(request: RunRequest, _: RunState, parts: Parts) -> None:
    """One JSON object for every site from whose pages lines were taken."""
    sites = cast("SiteProfiles", request.sites)
    gathered: dict[str, _Site] = {}
    for _place, part in parts:
        row = json.loads(part)
        gathered.setdefault(row["site"], _Site()).add(row)
    with replace_output(request.out, SITES_NAME) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for name, site in sorted(gathered.items()):
            described = {"site": name, "profile_id": sites.profile_id, **site.describe()}
            file.write(json.dumps(described, ensure_ascii=False) + "\n")


@dataclass(slots=True, kw_only=True)
class _Site:
    """What was taken from the pages of one site; the same for any order of its pages."""

    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, int] = field(default_factory=dict)
    stated: dict[str, set[str]] = field(default_factory=lambda: {"phone": set(), "address": set()})

    def add(self, row: dict[str, Any]) -> None:
        self.pages += 1
        for place, text in row["lines"]:
            self.places[text] = min(place, self.places.get(text, place))
        self.counts.update({text for _, text in row["lines"]})
        for name, values in self.stated.items():
            if row[name]:
                values.add(row[name])

    def describe(self) -> dict[str, Any]:
        from cleaner.sites.contacts import find_addresses, find_phones  # noqa: PLC0415 - as above

        texts = sorted(self.places, key=lambda text: (self.places[text], text))
        return {
            "pages": self.pages,
            "phones": find_phones([*sorted(self.stated["phone"]), *texts]),
            "addresses": list(dict.fromkeys([*sorted(self.stated["address"]), *find_addresses(texts)])),
            "lines": [{"text": text, "pages": self.counts[text]} for text in texts],
        }


# By the names that their parts have in the state; to add one, write two such functions and a line here.
JOINT_OUTPUTS: Mapping[str, JointOutput] = {
    "rows": JointOutput(lambda request: request.is_sharded, _make_row, _write_shards),
    "site lines": JointOutput(lambda request: request.sites is not None, _make_site_lines, _write_site_lines),
    "references": JointOutput(lambda request: request.references is not None, _make_references, _write_references),
}
