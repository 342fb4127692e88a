"""The network's arithmetic: whole numbers, the same bits on every machine, in the thread that asks for them."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.classify.features import _log
from cleaner.classify.model import ModelKind, load_model
from cleaner.classify.network import MAX_ACT, MAX_INPUT, multiply

MEASURE = """
import time
import numpy as np
from cleaner.classify.network import multiply
rows, matrix = np.ones((2000, 241), dtype=np.float32), np.ones((241, 64), dtype=np.float32)
time.sleep(0.2)
process, thread = time.process_time(), time.thread_time()
for _ in range(50):
    multiply(rows, matrix)
thread = time.thread_time() - thread
print((time.process_time() - process) / thread)
"""


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 500])
def test_a_product_in_pieces_is_the_product(count: int) -> None:
    """Whatever the number of rows, the result is that of one multiplication."""
    numbers = np.random.default_rng(count)
    rows = numbers.standard_normal((count, 241), dtype=np.float32)
    matrix = numbers.standard_normal((241, 64), dtype=np.float32)
    np.testing.assert_allclose(multiply(rows, matrix), rows @ matrix, rtol=1e-4, atol=1e-4)


def test_no_other_thread_works_on_a_product() -> None:
    """The CPU time of the process is that of the thread: nothing waits in a loop beside it."""
    # With threads forbidden from outside, plain products would pass too.
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", MEASURE]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environment)
    assert float(run.stdout) < 1.2


def test_no_sum_of_products_can_lose_a_bit() -> None:
    """Whatever the inputs, sums stay under 2**24, below which single precision is exact."""
    layers = load_model(ModelKind.PAGE).network.layers
    for name, layer in layers.items():
        highest = MAX_INPUT if name == "enter" else MAX_ACT
        assert float(np.abs(layer.weights).sum(axis=0).max()) * highest < 2**24


def test_products_are_those_of_whole_numbers() -> None:
    """A product in single precision has the bits of the same product in whole numbers."""
    numbers = np.random.default_rng(7)
    for name, layer in load_model(ModelKind.PAGE).network.layers.items():
        rows = numbers.integers(0, MAX_INPUT if name == "enter" else MAX_ACT, (40, len(layer.weights)))
        exact = rows @ layer.weights.astype(np.int64)
        assert multiply(rows.astype(np.float32), layer.weights).tolist() == exact.tolist()


@given(st.integers(1, 5000), st.integers(1, 60))
def test_a_logarithm_rises_and_is_exact_at_powers_of_two(value: int, power: int) -> None:
    """One more than the value, to base 2: no processor's own logarithm is asked."""
    low, high, exact = _log(np.array([value, value + 1, 2.0**power - 1]))
    assert low < high
    assert exact == power
