"""Why this score: which characteristics cost a firm the most points?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from duly.analytics.failure.scorecard import Scorecard, points_received, values_of

MOST_REASONS = 4
"""More are unlikely to help anyone (handbook 03 sections 6 and 7)."""


def reasons(table: pa.Table, card: Scorecard, *, key: str, most: int = MOST_REASONS) -> pa.Table:
    """One row a firm and reason, the costliest first; what costs nothing is no reason.

    Columns: `key`, rank (int64, from 1), characteristic, observed (float64, null where missing),
    points, points_lost (int64; the best bin's points less these, ties in the order of the card).
    Source: handbook 03 section 6.
    """
    values = values_of(table, card)
    received = points_received(values, card)
    best = np.array([max(points) for points in card.points], dtype=np.int64)
    firm, column, rank = ranked_losses(best - received, most=most)
    observed = values[firm, column]
    lost = best[column] - received[firm, column]
    return pa.table(
        {
            key: table.column(key).take(pa.array(firm, pa.int64())),
            "rank": pa.array(rank, pa.int64()),
            "characteristic": pa.array(np.asarray(card.names, dtype=object)[column], pa.string()),
            "observed": pa.array(observed, pa.float64(), mask=np.isnan(observed)),
            "points": pa.array(received[firm, column], pa.int64()),
            "points_lost": pa.array(lost, pa.int64()),
        }
    )


_Places = npt.NDArray[np.int64]


def ranked_losses(
    lost: npt.NDArray[np.int64] | npt.NDArray[np.float64], *, most: int
) -> tuple[_Places, _Places, _Places]:
    """Row, column and rank (from 1) of the largest losses of each row, if above zero."""
    columns = np.argsort(-lost, axis=1, kind="stable")[:, :most]
    rows = np.broadcast_to(np.arange(len(lost))[:, None], columns.shape)
    counts = lost[rows, columns] > 0
    ranks = np.broadcast_to(np.arange(1, columns.shape[1] + 1), columns.shape)
    return rows[counts], columns[counts], ranks[counts]
