"""With what probability has each item come in by the end of each span of the horizon?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from duly.analytics.cash_forecast.correction import NO_CORRECTION, Correction
from duly.analytics.cash_forecast.horizon import Horizon, Whole
from duly.analytics.cash_forecast.items import CashItems
from duly.analytics.cash_forecast.payment_runs import Rhythm, on_runs
from duly.analytics.cash_forecast.promised import PromisedParts
from duly.analytics.foresight.curves import Curves, Floats, parts
from duly.book.tables import Book


@dataclass(frozen=True, slots=True)
class Chances:
    """One row a part of an item: what is promised of it, the clean rest, the disputed part.

    `item` is the place of the item, `by_end` P(in by the end of each span).
    """

    item: Whole
    units: Whole
    is_disputed: NDArray[np.bool_]
    by_end: Floats

    @property
    def expected(self) -> Floats:
        """What each part brings in each span on average, in smallest units."""
        return self._expected(np.arange(len(self.units)))

    def expected_by(self, groups: Whole, *, count: int) -> Floats:
        """The same by group and span; each part belongs to one of so many groups."""
        found = np.zeros((count, self.by_end.shape[1]))
        for part in parts(len(groups)):
            np.add.at(found, groups[part], self._expected(part))
        return found

    def _expected(self, places: Whole) -> Floats:
        return self.units[places, None] * np.diff(self.by_end[places], axis=1, prepend=0.0)


def chances(
    items: CashItems,
    curves: Curves,
    promised: PromisedParts,
    horizon: Horizon,
    *,
    dispute_days: int,
    correction: Correction = NO_CORRECTION,
    rhythms: Mapping[str, Rhythm] | None = None,
    later_days: int = 0,
) -> Chances:
    """The chances of every part of every item.

    `curves` are those of the items in their order, of any day up to as_of. Nothing of a disputed
    part is expected within `dispute_days`. What is promised comes on the promised day as often
    as such promises are kept, and else as if nothing had been said. `correction` is what past
    forecasts teach of such curves; what accounts of known `rhythms` owe comes at their runs.
    `later_days` moves all that is to come that much further away: everybody pays a week later.
    """
    ends, weeks = horizon.ends - later_days, horizon.week_of_span

    def late(some: Whole, open_days: int = dispute_days) -> Floats:
        told = by_end(items, curves, ends, some=some, open_days=open_days)
        return correction.of(told, items.past_due_days[some], weeks)

    def clean(some: Whole) -> Floats:
        told = late(some, open_days=0)
        return on_runs(told, items.take(some), rhythms or {}, as_of=horizon.as_of, ends=ends)

    rest = items.units - items.disputed_units
    np.subtract.at(rest, promised.item, promised.units)
    undisputed, disputed = np.flatnonzero(rest > 0), np.flatnonzero(items.disputed_units > 0)
    undisputed = np.concatenate([promised.item, undisputed])
    found = np.empty((len(undisputed) + len(disputed), len(ends)))
    for part in parts(len(undisputed)):
        found[part] = clean(undisputed[part])
    for part in parts(len(disputed)):
        found[len(undisputed) + part] = late(disputed[part])
    is_promised = slice(len(promised.item))
    found[is_promised] = _if_kept(found[is_promised], promised, ends)
    item = np.concatenate([undisputed, disputed])
    units = np.concatenate([rest[undisputed], items.disputed_units[disputed]])
    units[is_promised] = promised.units
    return Chances(item, units, np.arange(len(item)) >= len(undisputed), found)


def dispute_days(book: Book, *, as_of: date, usual_days: int) -> int:
    """How many days the book's disputes took to be closed: their median, or what is usual."""
    closed = book.disputes.filter(book.disputes.closed_on <= as_of)
    lasted = (closed.closed_on.epoch_seconds() - closed.opened_on.epoch_seconds()) / 86_400
    (row,) = book.engine.fetch(closed.agg(days=lasted.median(), count=closed.count())).to_pylist()
    return max(1, round(row["days"])) if row["count"] else usual_days


def by_end(
    items: CashItems, curves: Curves, ends: Whole, *, some: Whole, open_days: int = 0
) -> Floats:
    """P(some of the items are in by each of the ends), given that each is open for `open_days` from
    now at least."""
    late = items.past_due_days[some]
    still_open = curves.take(some).conditional_on_open(late + open_days)
    return np.asarray(still_open.probability_by(late[:, None] + ends[None, :]))


def _if_kept(by_end: Floats, promised: PromisedParts, ends: Whole) -> Floats:
    has_come = ends[None, :] >= promised.offsets[:, None]
    return np.asarray(by_end + promised.kept_shares[:, None] * (has_come - by_end))
