"""How probable is it, per account, that a tenth of its value goes more than 90 days past due?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from duly.analytics.failure.binning import Floats
from duly.analytics.failure.labelled import numbers
from duly.analytics.failure.reasons import ranked_losses
from duly.analytics.late_risk.model import LateRiskModel
from duly.analytics.late_risk.observation import CHARACTERISTICS, observation
from duly.book.tables import Book

Texts = npt.NDArray[np.object_]

MOST_REASONS = 4
ACCOUNTS = pa.schema(
    [
        ("account_id", pa.string()),
        ("currency", pa.string()),
        ("open_units", pa.int64()),
        ("probability", pa.float64()),
        ("why_null", pa.string()),
    ]
)
REASONS = pa.schema(
    [
        ("account_id", pa.string()),
        ("rank", pa.int64()),
        ("characteristic", pa.string()),
        ("observed", pa.float64()),
        ("contribution", pa.float64()),
    ]
)


@dataclass(frozen=True, slots=True)
class LateRisk:
    """One row an account in `accounts`, the most probable first; why, in `reasons`."""

    accounts: pa.Table
    reasons: pa.Table


def late_risk(book: Book, model: LateRiskModel, *, as_of: date) -> LateRisk:
    """Score every account that owes anything or bought in the last year, as known on `as_of`.

    | table | columns |
    |---|---|
    | accounts | account_id, currency (its main one), open_units (int64, what it owes in it), |
    | | probability (float64, within 12 months), why_null (a refusal's code) |
    | reasons | account_id, rank (1 weighs most), characteristic, observed, contribution |

    A contribution is what the characteristic adds to the logit; only what raises the risk is a
    reason, at most four an account. With a refusal every probability is null, and no reasons.
    """
    seen = book.engine.fetch(observation(book, as_of=as_of).order_by("account_id"))
    names = np.asarray(seen.column("account_id").to_pylist(), dtype=object)
    if model.refusal is not None:
        return LateRisk(_without_probability(seen, model.refusal), REASONS.empty_table())
    if not len(names):
        return LateRisk(ACCOUNTS.empty_table(), REASONS.empty_table())
    values = np.column_stack([numbers(seen, name) for name in CHARACTERISTICS])
    chances = model.probabilities(values)
    order = np.argsort(-chances, kind="stable")
    told = [*_owing(seen.take(order)), pa.array(chances[order]), pa.nulls(len(names), pa.string())]
    accounts = pa.table(told, schema=ACCOUNTS)
    return LateRisk(accounts, _reasons(names, values, model.contributions(values)))


def _without_probability(seen: pa.Table, why: str) -> pa.Table:
    number = seen.num_rows
    told = [*_owing(seen), pa.nulls(number, pa.float64()), pa.array([why] * number, pa.string())]
    return pa.table(told, schema=ACCOUNTS)


def _owing(seen: pa.Table) -> list[pa.ChunkedArray]:
    """Who owes how much, as the accounts are listed."""
    return [seen.column(name) for name in ACCOUNTS.names[:3]]


def _reasons(names: Texts, values: Floats, added: Floats) -> pa.Table:
    row, column, rank = ranked_losses(added, most=MOST_REASONS)
    observed = values[row, column]
    return pa.table(
        [
            pa.array(names[row], pa.string()),
            pa.array(rank, pa.int64()),
            pa.array(np.asarray(CHARACTERISTICS, dtype=object)[column], pa.string()),
            pa.array(observed, pa.float64(), mask=np.isnan(observed)),
            pa.array(added[row, column], pa.float64()),
        ],
        schema=REASONS,
    )
