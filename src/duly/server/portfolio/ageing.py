"""How old was what customers owe on a recorded day, in buckets of the reader's choice?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, QuerySet, Sum, Value, When

from duly.book.policy.ageing import AgeingPolicy
from duly.server.ledger.models import Invoice
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform.rights import Actor
from duly.server.portfolio.models import AgeingCell, Snapshot
from duly.server.portfolio.rates import StoredRates
from duly.server.portfolio.stored import account_days, snapshot_on

# What every cell knows; any buckets can be made of these.
OF_CELLS = ("", "currency", "entity", "portfolio")
_OF_ACCOUNTS = {
    "account": "account__account_id",
    "segment": "account__segment",
    "country": "account__country",
    "sector": "account__sector",
    "grade": "grade",
    "collector": "account__collector__username",
}
SPLITS = (*OF_CELLS, *_OF_ACCOUNTS)


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """Open money of one key and currency by bucket, what is not due first.

    `credits_units` (open credit notes, not above zero) stand apart: with the buckets they make
    `open_units`. `items` counts open invoices; None where only sums by account are known.
    """

    key: str
    currency: str
    buckets_units: tuple[int, ...]
    credits_units: int
    disputed_units: int
    items: int | None

    @property
    def open_units(self) -> int:
        return sum(self.buckets_units) + self.credits_units


@dataclass(frozen=True, slots=True)
class Ageing:
    """The ageing of a recorded day. `whole` is in `currency`, the reporting currency.

    `missing_rates` names the currencies that could not be brought into `whole`.
    """

    as_of: date
    currency: str
    edges: tuple[int, ...]
    buckets: tuple[str, ...]
    rows: tuple[AgeingRow, ...]
    whole: AgeingRow
    missing_rates: tuple[str, ...]


class OtherBuckets(ValueError):
    """This split is known in the policy's buckets only."""


def ageing_on(
    actor: Actor, as_of: date, buckets: Sequence[int] | None = None, by: str = ""
) -> Ageing | None:
    """The ageing by due date of the newest recorded day not after `as_of`; None: there is none.

    `buckets` are the last days of each (see AgeingPolicy; None: the policy's). `by` is one of
    SPLITS; those that are not in OF_CELLS are known in the policy's buckets and in the reporting
    currency only (OtherBuckets). Raises ValueError for buckets that make no sense.
    """
    snapshot = snapshot_on(as_of)
    if snapshot is None:
        return None
    known = tuple(snapshot.ageing["edges"])
    edges = known if buckets is None else tuple(buckets)
    policy = AgeingPolicy(edges=edges)
    if by not in OF_CELLS and edges != known:
        raise OtherBuckets(by)
    rows = _of_cells(actor, snapshot, policy, by if by in OF_CELLS else "")
    rates = StoredRates.of(snapshot)
    whole = _whole(rows, rates, snapshot.currency, policy)
    if by not in OF_CELLS:
        rows = _of_accounts(actor, snapshot, _OF_ACCOUNTS[by])
    missing = tuple(sorted({row.currency for row in rows if not rates.has(row.currency)}))
    return Ageing(
        snapshot.as_of, snapshot.currency, edges, policy.buckets, tuple(rows), whole, missing
    )


def cells_of(actor: Actor, snapshot: Snapshot) -> QuerySet[AgeingCell]:
    """The cells of the actor's part of the book."""
    cells = AgeingCell.objects.filter(snapshot=snapshot)
    if actor.scope.entities is not None:
        cells = cells.filter(entity__in=actor.scope.entities)
    if actor.scope.portfolios is not None:
        cells = cells.filter(portfolio__in=actor.scope.portfolios)
    return cells


def tie_out(snapshot: Snapshot) -> list[dict[str, Any]]:
    """By currency: what the cells add up to, what the ledger's open items do, the difference.

    The ledger is today's: the two tie as long as nothing was recorded since the day was run.
    """
    cells = AgeingCell.objects.filter(snapshot=snapshot)
    items = Invoice.objects.filter(CURRENT, issued_on__lte=snapshot.as_of).exclude(open_units=0)
    of_cells, of_items = _by_currency(cells), _by_currency(items)
    return [
        {
            "currency": currency,
            "cells_units": of_cells.get(currency, 0),
            "items_units": of_items.get(currency, 0),
            "difference_units": of_cells.get(currency, 0) - of_items.get(currency, 0),
        }
        for currency in sorted({*of_cells, *of_items})
    ]


def _by_currency(rows: QuerySet[Any]) -> dict[str, int]:
    summed = rows.order_by().values("currency").annotate(units=Sum("open_units"))
    return {row["currency"]: row["units"] for row in summed}


def _of_cells(
    actor: Actor, snapshot: Snapshot, policy: AgeingPolicy, by: str
) -> tuple[AgeingRow, ...]:
    key = F("currency") if by in {"", "currency"} else F(by)
    cells = cells_of(actor, snapshot).order_by()
    sums_of = cells.values("currency", "is_credit", split=key, bucket=_bucket(snapshot, policy))
    days = sums_of.annotate(
        open=Sum("open_units"), disputed=Sum("disputed_units"), count=Sum("items")
    )
    buckets = len(policy.buckets)
    found: dict[tuple[str, str], _Sums] = {}
    for day in days:
        sums = found.setdefault((day["split"], day["currency"]), _Sums(buckets))
        if day["is_credit"]:
            sums.credits += day["open"]
        else:
            sums.buckets[day["bucket"]] += day["open"]
            sums.items += day["count"]
        sums.disputed += day["disputed"]
    return tuple(found[pair].row(*pair) for pair in sorted(found))


class _Sums:
    def __init__(self, buckets: int) -> None:
        self.buckets, self.credits, self.disputed, self.items = [0] * buckets, 0, 0, 0

    def row(self, key: str, currency: str) -> AgeingRow:
        return AgeingRow(
            key, currency, tuple(self.buckets), self.credits, self.disputed, self.items
        )


def _bucket(snapshot: Snapshot, policy: AgeingPolicy) -> Case:
    """Which bucket is a due day in? The same edges as `analytics.ageing`: inclusive at the end."""
    ends = [0, *policy.edges]
    places = [
        When(due_on__gte=snapshot.as_of - timedelta(days=end), then=Value(place))
        for place, end in enumerate(ends)
    ]
    return Case(*places, default=Value(len(ends)))


def _whole(
    rows: Iterable[AgeingRow], rates: StoredRates, currency: str, policy: AgeingPolicy
) -> AgeingRow:
    sums = _Sums(len(policy.buckets))
    for row in rows:
        if rates.has(row.currency):
            for place, units in enumerate(row.buckets_units):
                sums.buckets[place] += rates.worth(units, row.currency)
            sums.credits += rates.worth(row.credits_units, row.currency)
            sums.disputed += rates.worth(row.disputed_units, row.currency)
            sums.items += row.items or 0
    return sums.row("", currency)


def _of_accounts(actor: Actor, snapshot: Snapshot, split: str) -> tuple[AgeingRow, ...]:
    count = len(snapshot.ageing["buckets"])
    days = account_days(actor, snapshot).exclude(open_units=0, overdue_units=0)
    columns = days.values_list(split, "buckets_units", "open_units", "disputed_units")
    found: dict[str, _Sums] = {}
    for key, buckets, open_units, disputed in columns.iterator(chunk_size=5_000):
        sums = found.setdefault(key or "", _Sums(count))
        sums.buckets = [units + more for units, more in zip(sums.buckets, buckets, strict=True)]
        sums.credits += open_units - sum(buckets)
        sums.disputed += disputed
    return tuple(
        AgeingRow(key, snapshot.currency, tuple(of.buckets), of.credits, of.disputed, None)
        for key, of in sorted(found.items())
    )
