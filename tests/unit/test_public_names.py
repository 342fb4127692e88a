"""The public names, those included that are loaded when first used; what type checkers see is in `tests/typing`."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest

import cleaner


def test_names_are_listed_before_they_are_loaded() -> None:
    """In a fresh process, `dir` and completion show every public name, and each of them can be had."""
    program = (
        "import cleaner; assert set(cleaner.__all__) <= set(dir(cleaner)); from cleaner import *; print(clean_pages)"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (0, "")


def test_a_name_that_does_not_exist_is_an_error() -> None:
    """The names that are loaded late make no other name valid."""
    with pytest.raises(AttributeError, match="module 'cleaner' has no attribute 'nosuch'"):
        getattr(cleaner, "nosuch")  # noqa: B009 - type checkers know better


def test_the_package_says_that_it_is_typed() -> None:
    """Type checkers read the types of an installed package where it holds this file alone."""
    assert (resources.files("cleaner") / "py.typed").is_file()
