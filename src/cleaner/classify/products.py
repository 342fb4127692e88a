"""Multiplies matrices without waking other threads (docs/decisions/0002-one-thread-a-page.md)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

# OpenBLAS gives a product to a second thread from this many multiplications on (interface/gemm.c:
# SMP_THRESHOLD_MIN * GEMM_MULTITHREAD_THRESHOLD); on a page's small matrices its threads wait for each other in a loop.
_MAX_MULTIPLICATIONS = 65_536 * 4
# Rows that OpenBLAS' kernels for these processors multiply at once: eight rows take a fifth less time than nine.
_KERNEL_ROWS = 4


def multiply(rows: Array, matrix: Array) -> Array:
    """Multiplies matrices, so many rows at a time that OpenBLAS stays in the calling thread.

    Args:
        rows: `[n, k]`, contiguous.
        matrix: `[k, m]`.

    Returns:
        `[n, m]`.
    """
    count, inner = rows.shape
    width = matrix.shape[1]
    piece = max(_MAX_MULTIPLICATIONS // (inner * width), 1)
    if piece > _KERNEL_ROWS:
        piece -= piece % _KERNEL_ROWS
    whole = count - count % piece
    product = np.empty((count, width), dtype=np.float32)
    # One call: numpy multiplies the pieces one after the other.
    np.matmul(rows[:whole].reshape(-1, piece, inner), matrix, out=product[:whole].reshape(-1, piece, width))
    np.matmul(rows[whole:], matrix, out=product[whole:])
    return product
