"""Loaded once by the process that workers are forked from: imports what they need and cleans a first page."""

from __future__ import annotations

import contextlib
import os

# Workers are as many as the cores; threads of a linear-algebra library would only stand in each other's way.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import cleaner.run.job  # noqa: E402, F401
from cleaner.document import Page  # noqa: E402
from cleaner.errors import CleanerError  # noqa: E402
from cleaner.page.blocks import PageKind  # noqa: E402
from cleaner.pipeline import clean_page  # noqa: E402
from cleaner.settings import Settings  # noqa: E402

# Weights and tables that load at first use are loaded here, once for all workers. What is wrong with them is said by
# the first page, in the worker, where it stops the run. Shorter pages are judged by rules, which load no weights.
_BODY = "<main><h1>Tea</h1>" + "<p>It steeps for two minutes in water of eighty degrees.</p>" * 10 + "</main>"
with contextlib.suppress(CleanerError):
    clean_page(Page(page_id="warm", body=_BODY, kind=PageKind.HTML), Settings())
