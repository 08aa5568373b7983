"""Which whole amount stands for an expected one?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from duly.analytics.foresight.curves import Floats


def whole_units(expected: Floats) -> pa.Array:
    """Smallest units, rounded half away from zero as everywhere (see `duly.kernel.money`)."""
    rounded = np.copysign(np.floor(np.abs(expected) + 0.5), expected)
    return pa.array(rounded.astype(np.int64), pa.int64())
