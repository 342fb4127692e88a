"""Pages that try to reach out: while they are cleaned and written, nothing is connected to, started, run or written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """<!doctype html [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY far SYSTEM "http://127.0.0.1:9/e">]>
<html manifest="http://127.0.0.1:9/m"><head><base href="http://127.0.0.1:9/"><title>&secret;&far;</title>
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/r"><link rel="stylesheet" href="s.css">
<link rel="canonical" href="http://127.0.0.1:9/c"><script src="x.js"></script>
<script>require("child_process").exec("touch ran")</script>
<script type="application/ld+json">{"@context": "http://127.0.0.1:9/context", "@type": "Article",
"headline": "{{ 7 * 7 }}", "author": {"@type": "Person", "name": "__import__('os').system('touch ran')"}}</script>
</head><body><main><h1>&secret; ${7*7} {{ 7 * 7 }}</h1><img src="file:///etc/passwd" onerror="alert(1)">
<p>Cool the ankle for ten minutes every hour on the first day, with a cloth between ice and skin.[1]</p>
<iframe src="http://127.0.0.1:9/f"></iframe><object data="file:///etc/passwd"></object>
<math><mi xlink:href="http://127.0.0.1:9/x">x</mi></math><xi:include href="file:///etc/passwd" parse="text"/>
<h2>References</h2><ol><li>Ngata B. Ice and skin. J Cold. 2020;1(2):3-4. <a href="http://127.0.0.1:9/d">doi</a>
https://doi.org/10.1000/182 <!--#include virtual="/etc/passwd"--> <?php system("touch ran"); ?></li></ol>
</main></body></html>"""

# Imports compile and run code, so everything is loaded by a first page before the hook listens.
PROGRAM = """
import os, sys
import cleaner
from cleaner.references.export import REFERENCE_FORMATS, render_references
from cleaner.write import FORMATS, render_document

def clean(body, kind):
    document = cleaner.clean(body, kind=kind, url="http://127.0.0.1:9/page")
    made = [render_document(document, name) for name in FORMATS]
    return made + [render_references(document, name) for name in REFERENCE_FORMATS]

REFUSED = ("socket.", "subprocess.", "os.", "exec", "compile", "pickle.", "urllib.", "ctypes.", "sqlite3.")

def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event.startswith(REFUSED):
        print("seen:", event)

page = sys.stdin.read()
for kind in ("html", "text"):
    clean(page.replace("127.0.0.1", "clinic.example"), kind)
sys.addaudithook(watch)
made = [text for kind in ("html", "text") for text in clean(page, kind)]
print("files stolen:", sum("root:" in text for text in made))
"""


def run_watched(folder: Path, *, then: str = "") -> list[str]:
    """Cleans the page in a process that prints each event which is no business of a page's."""
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM + then],
        input=PAGE,
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=60,
        check=True,
    )
    return finished.stdout.splitlines()


def test_a_page_that_reaches_out_reaches_nothing(tmp_path: Path) -> None:
    """No connection, process, evaluation or file comes of cleaning a hostile page and writing it in every format."""
    assert run_watched(tmp_path) == ["files stolen: 0"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("__import__('socket').socket().connect_ex(('127.0.0.1', 9))", "socket.connect"),
        ("eval('7 * 7')", "compile"),
        ("os.system('true')", "os.system"),
        ("open('ran', 'w').close()", "open"),
    ],
)
def test_what_a_page_must_not_do_would_be_seen(tmp_path: Path, code: str, event: str) -> None:
    """The watch sees a connection, an evaluation, a command and a file that is written."""
    assert f"seen: {event}" in run_watched(tmp_path, then=code)
