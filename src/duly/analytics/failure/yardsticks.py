"""Which published scores are in the table, to be compared with rather than fitted on?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from duly.analytics.failure.labelled import numbers

Floats = npt.NDArray[np.float64]

# Column of `analytics.statements`, and whether a higher value is safer (1) or riskier (-1).
YARDSTICKS = {
    "altman_z": 1,
    "altman_z_prime": 1,
    "altman_z_double_prime": 1,
    "ohlson_o": -1,
    "zmijewski_x": -1,
    "springate_s": 1,
    "taffler_t": 1,
    "published_pd": -1,
}


def yardsticks_of(table: pa.Table) -> Mapping[str, Floats]:
    """The riskiness by each published score that the table has; NaN where there is none."""
    present = [name for name in YARDSTICKS if name in table.column_names]
    return {name: -YARDSTICKS[name] * numbers(table, name) for name in present}
