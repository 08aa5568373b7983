"""When is each open invoice paid, as a table?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from duly.analytics.cash_forecast.horizon import Whole
from duly.analytics.cash_forecast.items import CashItems
from duly.analytics.foresight.curves import Floats, parts
from duly.analytics.foresight.model import LAST_DAY, TimingModel
from duly.analytics.foresight.panel import places_of
from duly.analytics.foresight.reasons import reasons
from duly.analytics.foresight.scoring import Scored

_REASONS = pa.list_(pa.struct([("code", pa.string()), ("days", pa.float64())]))


def invoice_table(
    model: TimingModel, found: Scored, items: CashItems, *, explained: int | None
) -> pa.Table:
    """One row an open invoice above zero, by number; none where the model refuses to show them.

    Columns: invoice_id, account_id, currency, open_units (int64, less credits of the account),
    due_on, p10_on, p50_on, p90_on (date, null: not within a year), p10_days, p50_days, p90_days,
    mean_days (float64, late against the due date), p_late, p_later_than_30, _60, _90, p_never
    (float64), usual_days, moved_days (float64), reasons (list of code and days, sooner below
    zero, the strongest first): the last three for the `explained` largest, for all if None.
    """
    place, is_item = places_of(found.panel.invoice_ids, items.invoice_ids)
    rows = np.flatnonzero(is_item) if found.forecast.is_shown else np.zeros(0, dtype=np.int64)
    rows = rows[np.argsort(found.panel.invoice_ids[rows].astype(str), kind="stable")]
    item = place[rows]
    due = found.panel.due[rows]
    forecast = found.forecast
    late = {name: getattr(forecast, name)[rows] for name in ("p10", "p50", "p90", "mean")}
    told = {
        "invoice_id": pa.array(found.panel.invoice_ids[rows], pa.string()),
        "account_id": pa.array(found.panel.account_ids[rows], pa.string()),
        "currency": pa.array(items.currencies[item], pa.string()),
        "open_units": pa.array(items.units[item], pa.int64()),
        "due_on": _dates(due, due >= 0),
        **{f"{name}_on": _day(due, late[name]) for name in ("p10", "p50", "p90")},
        **{f"{name}_days": pa.array(values) for name, values in late.items()},
        "p_late": pa.array(forecast.p_late[rows]),
        **{
            f"p_later_than_{days}": pa.array(later[rows])
            for days, later in forecast.p_later.items()
        },
        "p_never": pa.array(forecast.p_never[rows]),
    }
    return pa.table({**told, **_why(model, found, rows, items.units[item], explained)})


def _why(
    model: TimingModel, found: Scored, rows: Whole, units: Whole, explained: int | None
) -> dict[str, pa.Array]:
    """usual_days, moved_days and reasons; null for those that are not explained."""
    largest = np.argsort(-units, kind="stable")[: len(rows) if explained is None else explained]
    usual, moved = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    listed: list[list[dict[str, object]] | None] = [None] * len(rows)
    for part in parts(len(largest)) if len(largest) else ():
        some = largest[part]
        why = reasons(model, found.panel.take(rows[some]), found.usual.take(rows[some]))
        usual[some], moved[some] = why.usual_days, why.moved_days
        for at, row in enumerate(some.tolist()):
            listed[row] = [{"code": code, "days": days} for code, days in why.strongest(at)]
    return {
        "usual_days": pa.array(usual, from_pandas=True),
        "moved_days": pa.array(moved, from_pandas=True),
        "reasons": pa.array(listed, _REASONS),
    }


def _day(due: Whole, late: Floats) -> pa.Array:
    """The day of payment; what is written as a year late is not within the year."""
    return _dates(due + np.round(late).astype(np.int64), late < LAST_DAY)


def _dates(days: Whole, is_known: np.ndarray) -> pa.Array:
    whole = pa.array(days.astype(np.int32), pa.int32(), mask=~is_known)
    return whole.cast(pa.date32())
