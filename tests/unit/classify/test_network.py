"""Products of matrices that stay in the thread that asks for them."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from cleaner.classify.network import multiply

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
