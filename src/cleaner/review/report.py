"""One self-contained HTML page about a run: totals, reasons, sites, and the pages behind each number."""

from __future__ import annotations

import heapq
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cleaner.atomic import replace_file
from cleaner.errors import SinkError, SourceError
from cleaner.page.addresses import split_address

# Pages that are listed behind a number, and sites in the table; the manifest has the rest.
_MAX_LISTED = 100
_MAX_SITES = 200
_MAX_SITE_PAGES = 20
_CONFIDENCE_BINS = 10
_LOW_CONFIDENCE = 0.5

# The page runs nothing and loads nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light dark;--line:#8884;--good:#2a7;--warn:#b80;--bad:#c33}
body{font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:70rem;margin:auto;padding:1rem}
h1{font-size:1.6rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
.boxes{display:flex;flex-wrap:wrap;gap:.8rem}
.box{border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem;display:flex;flex-direction:column}
.box b{font-size:1.4rem}
.written{border-color:var(--good)}.empty{border-color:var(--warn)}.rejected{border-color:var(--bad)}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
td,th{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
summary{cursor:pointer;padding:.2rem 0}
ol{overflow-wrap:anywhere}
.label{display:inline-block;width:5rem}
meter{width:20rem;max-width:50%}
"""

Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class _Figures:
    """What is gathered in one pass over the manifest, bounded whatever its length."""

    reasons: Counter[str] = field(default_factory=Counter)
    listed: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    roles: Counter[str] = field(default_factory=Counter)
    role_pages: dict[str, list[tuple[int, int, Row]]] = field(default_factory=lambda: defaultdict(list))
    sites: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bins: Counter[int] = field(default_factory=Counter)
    bin_pages: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    unsure: list[tuple[float, int, Row]] = field(default_factory=list)
    by_id: dict[str, Row] = field(default_factory=dict)
    kept: int = 0
    total: int = 0


def write_report(out: Path) -> Path:
    """Writes the report of a run beside its manifest.

    Args:
        out: The run's output folder.

    Returns:
        The report's path, `OUT/report.html`.

    Raises:
        SourceError: If the folder holds no finished run.
        SinkError: If the report cannot be written.
    """
    page = _build_report(out)
    target = out / "report.html"
    try:
        with replace_file(target) as draft:
            draft.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SinkError(f"{target}: cannot be written: {error.strerror or error}") from error
    return target


def _build_report(out: Path) -> str:
    run = _read_run(out)
    extremes = {name for column in ("slowest_ms", "largest_bytes") for name, _ in run.get(column, [])}
    figures = _Figures()
    for number, row in enumerate(_read_manifest(out)):
        _gather(figures, row, number)
        if row["page_id"] in extremes:
            figures.by_id[row["page_id"]] = row
    sections = (
        _show_totals(run, figures),
        _show_reasons(out, figures),
        _show_confidence(out, figures),
        _show_roles(out, figures),
        _show_sites(out, figures),
        _show_extremes(out, figures, "Slowest pages", "ms", run.get("slowest_ms", [])),
        _show_extremes(out, figures, "Largest pages", "bytes", run.get("largest_bytes", [])),
        _show_request(run),
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>cleaner run: {escape(out.name)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>Run {escape(out.resolve().name)}</h1>{''.join(sections)}</main></body></html>\n"
    )


def _read_run(out: Path) -> dict[str, Any]:
    try:
        run: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"{out}: not the output of a finished run: {error.strerror} (run.json)") from error
    except ValueError as error:
        raise SourceError(f"{out / 'run.json'}: damaged: {error}") from error
    return run


def _read_manifest(out: Path) -> Iterator[Row]:
    path = out / "manifest.jsonl"
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise SourceError(f"{path}: damaged: {error}") from error


def _gather(figures: _Figures, row: Row, number: int) -> None:
    for name in (*row["warnings"], row["reason"] or row["status"]):
        figures.reasons[name] += 1
        if len(figures.listed[name]) < _MAX_LISTED:
            figures.listed[name].append(row)
    site = figures.sites[_site_of(row)]
    site["pages"] += 1
    site[row["status"]] += 1
    accounting = row["accounting"] or {"total": 0, "kept": 0, "dropped": {}}
    site["kept"] += accounting["kept"]
    site["total"] += accounting["total"]
    figures.kept += accounting["kept"]
    figures.total += accounting["total"]
    for role, words in accounting["dropped"].items():
        figures.roles[role] += words
        _keep_largest(figures.role_pages[role], words, number, row)
    if row["confidence"] is not None:
        step = min(int(row["confidence"] * _CONFIDENCE_BINS), _CONFIDENCE_BINS - 1)
        figures.bins[step] += 1
        if len(figures.bin_pages[step]) < _MAX_LISTED:
            figures.bin_pages[step].append(row)
        _keep_largest(figures.unsure, -row["confidence"], number, row)


def _keep_largest(heap: list[tuple[Any, int, Row]], value: float, number: int, row: Row) -> None:
    """Keeps the pages with the highest values; of equal ones, the first."""
    item = (value, -number, row)
    if len(heap) < _MAX_LISTED:
        heapq.heappush(heap, item)
    else:
        heapq.heappushpop(heap, item)


def _site_of(row: Row) -> str:
    return split_address(row["url"]).hostname or str(Path(row["input"]).parent)


def _show_totals(run: dict[str, Any], figures: _Figures) -> str:
    counts = run["counts"]
    cells = [("pages in", f"{counts['inputs']:,}", ""), ("seconds", f"{counts['seconds']:.1f}", "")]
    cells += [(name, f"{counts[name]:,}", name) for name in ("written", "empty", "rejected")]
    cells += [
        ("pages/s", run["pages_per_second"], ""),
        ("MB read", f"{counts['body_bytes'] / 1e6:.1f}", ""),
        ("words kept", f"{figures.kept:,} of {figures.total:,}", ""),
    ]
    boxes = "".join(
        f"<div class='box {kind}'><b>{escape(str(value))}</b><span>{escape(name)}</span></div>"
        for name, value, kind in cells
    )
    skipped = "".join(
        f"<p>Skipped {count:,} since {escape(why)}, such as {escape(counts['skipped_examples'][why])}.</p>"
        for why, count in counts["skipped"].items()
    )
    return f"<section class='boxes'>{boxes}</section>{skipped}"


def _show_reasons(out: Path, figures: _Figures) -> str:
    return "<h2>How pages ended</h2>" + "".join(
        _show_details(f"{name}: {count:,}", _show_pages(out, figures.listed[name], count))
        for name, count in figures.reasons.most_common()
    )


def _show_confidence(out: Path, figures: _Figures) -> str:
    top = max(figures.bins.values(), default=1)
    bars = "".join(
        f"<details><summary><span class='label'>from {step / _CONFIDENCE_BINS:.1f}</span>"
        f"<meter min='0' max='{top}' value='{figures.bins[step]}'></meter> {figures.bins[step]:,}</summary>"
        f"{_show_pages(out, figures.bin_pages[step], figures.bins[step])}</details>"
        for step in range(_CONFIDENCE_BINS)
    )
    unsure = sorted(figures.unsure, key=lambda item: item[:2], reverse=True)
    low = [row for value, _, row in unsure if -value < _LOW_CONFIDENCE]
    return (
        f"<h2>Confidence</h2>{bars}"
        f"{_show_details(f'Low-confidence pages (under {_LOW_CONFIDENCE}), lowest first', _show_pages(out, low))}"
    )


def _show_roles(out: Path, figures: _Figures) -> str:
    parts = []
    for role, words in figures.roles.most_common():
        pages = sorted(figures.role_pages[role], key=lambda item: item[:2], reverse=True)
        rows = [row for _, _, row in pages]
        share = words / max(figures.total, 1)
        parts.append(_show_details(f"{role}: {words:,} words, {share:.1%} of all", _show_pages(out, rows)))
    return "<h2>What was dropped, by role</h2>" + "".join(parts)


def _show_sites(out: Path, figures: _Figures) -> str:
    largest = sorted(figures.sites.items(), key=lambda item: (-item[1]["pages"], item[0]))[:_MAX_SITES]
    # Which sites are shown is known only after the first pass; pages of all of them would not fit in memory.
    pages: dict[str, list[Row]] = {site: [] for site, _ in largest}
    for row in _read_manifest(out):
        listed = pages.get(_site_of(row))
        if listed is not None and len(listed) < _MAX_SITE_PAGES:
            listed.append(row)
    body = "".join(
        _show_site(_show_details(site, _show_pages(out, pages[site], count["pages"])), count) for site, count in largest
    )
    more = f"<p>{len(figures.sites) - len(largest):,} more sites.</p>" if len(figures.sites) > len(largest) else ""
    head = "<tr><th>Site or folder<th>Pages<th>Written<th>Empty<th>Rejected<th>Words a page<th>Words kept</tr>"
    return f"<h2>Yield by site</h2><table><thead>{head}</thead><tbody>{body}</tbody></table>{more}"


def _show_site(name: str, count: Counter[str]) -> str:
    words = f"{count['kept'] / max(count['written'], 1):,.0f}"
    share = f"{count['kept'] / max(count['total'], 1):.0%}"
    figures = (*(f"{count[status]:,}" for status in ("pages", "written", "empty", "rejected")), words, share)
    return f"<tr><td>{name}</td>{''.join(f'<td>{figure}</td>' for figure in figures)}</tr>"


def _show_extremes(out: Path, figures: _Figures, title: str, unit: str, extremes: list[list[Any]]) -> str:
    body = "".join(
        f"<tr><td>{_show_page(out, figures.by_id[name])}</td><td>{value or 0:,.0f} {unit}</td></tr>"
        for name, value in extremes
        if name in figures.by_id
    )
    return (
        f"<h2>{title}</h2>{_show_details('the first ' + str(len(extremes)), f'<table><tbody>{body}</tbody></table>')}"
    )


def _show_request(run: dict[str, Any]) -> str:
    lines = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(str(value))}</td></tr>"
        for name, value in {
            **run["versions"],
            **run["asked"],
            "workers": run["workers"],
            "started": run["started"],
        }.items()
    )
    return f"<h2>What was asked</h2><table><tbody>{lines}</tbody></table>"


def _show_details(summary: str, content: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def _show_pages(out: Path, rows: list[Row], count: int | None = None) -> str:
    items = "".join(f"<li>{_show_page(out, row)}</li>" for row in rows)
    rest = (count or len(rows)) - len(rows)
    return f"<ol>{items}</ol>" + (f"<p>{rest:,} more in manifest.jsonl.</p>" if rest > 0 else "")


def _show_page(out: Path, row: Row) -> str:
    """A page's name with links to its output, its source file and its address."""
    links = []
    if row["output"] is not None:
        links.append(_link(quote(row["output"]), "output"))
    if row.get("quarantine"):
        links.append(_link(quote(row["quarantine"]), "body"))
    if "://" not in row["input"] and row["input"] != "-":
        relative = os.path.relpath(row["input"], out).replace(os.sep, "/")
        links.append(_link(quote(relative), "source"))
    if (row["url"] or "").startswith(("http://", "https://")):
        links.append(_link(row["url"], "web"))
    detail = f" <i>{escape(row['detail'])}</i>" if row["detail"] else ""
    return f"{escape(row['page_id'])} {' '.join(links)}{detail}"


def _link(target: str, text: str) -> str:
    return f'<a href="{escape(target)}" rel="noreferrer">{text}</a>'
