"""Which lines repeat an earlier line in every cell?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.book.recognition.grid import Flags


def repeated_lines(columns: Iterable[pa.Array], group: NDArray[np.int64]) -> Flags:
    """True for the second and later of lines that are equal in all columns and under one heading.

    Only lines that still look alike are compared further, so that unlike lines cost little.
    """
    count = len(group)
    rows = np.arange(count)
    key = _numbered(group)
    for column in columns:
        alike = np.bincount(key)[key] > 1
        rows, key = rows[alike], key[alike]
        if not len(rows):
            break
        encoded = column.take(pa.array(rows)).dictionary_encode()
        values = len(encoded.dictionary)
        codes = encoded.indices.fill_null(values).to_numpy(zero_copy_only=False)
        key = _numbered(key * (values + 1) + codes)
    repeated = np.zeros(count, dtype=bool)
    if len(rows):
        _, first = np.unique(key, return_index=True)
        repeated[rows] = True
        repeated[rows[first]] = False
    return repeated


def _numbered(key: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same key as numbers from 0 without gaps."""
    return np.unique(key, return_inverse=True)[1].astype(np.int64)
