"""`cleaner report`: one page about a run that loads nothing and trusts nothing."""

from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from cleaner.errors import SourceError
from cleaner.review.report import write_report
from cleaner.run.execute import execute_run
from cleaner.run.request import RunRequest

PAGE = "<main><h1>Tea</h1><p>The kettle sings when the water in it is about to boil over the flame.</p></main>"


class _Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def report(tmp_path):
    """The report of a run over names and addresses that try to break out of it."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "<script>alert(1)<").with_name('a"><img src=x onerror=alert(1)>.html').write_text(PAGE)
    (folder / "b #1?.html").write_text(PAGE)
    (folder / "pages.jsonl").write_text('{"html": "<p>tea</p>", "url": "javascript:alert(1)"}\n{"html": 1}\n')
    execute_run(RunRequest(inputs=(str(folder),), out=tmp_path / "out"))
    return write_report(tmp_path / "out")


def test_the_report_loads_nothing_and_runs_nothing(report):
    """No script, image, frame or style sheet; no link but to files beside it and to the web pages."""
    seen = _Seen()
    seen.feed(report.read_text(encoding="utf-8"))
    assert not set(seen.tags) & {"script", "img", "iframe", "link", "object", "embed", "form"}
    assert not any(link.startswith(("javascript:", "data:")) for link in seen.links)
    assert any("<img src=x" in text for text in seen.text)


def test_every_link_of_the_report_leads_to_a_file(report):
    """Outputs and sources are where the links say, whatever characters their names hold."""
    seen = _Seen()
    seen.feed(report.read_text(encoding="utf-8"))
    assert len(seen.links) > 4
    assert all((report.parent / unquote(link)).exists() for link in seen.links)


def test_the_pages_of_each_site_are_behind_its_name(report):
    """Every number can be followed to pages: here, those of the table of sites."""
    page = report.read_text(encoding="utf-8")
    table = page[page.index("<table><thead>") :]
    assert table.count("<li>") == len((report.parent / "manifest.jsonl").read_text(encoding="utf-8").splitlines())


def test_a_folder_without_a_run_has_no_report(tmp_path):
    """The message says what is missing."""
    with pytest.raises(SourceError, match=r"run\.json"):
        write_report(tmp_path)
