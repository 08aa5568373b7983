"""How much of the open items is promised, for which day, and how good is the promise?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from duly.analytics.cash_forecast.horizon import Whole
from duly.analytics.cash_forecast.items import CashItems
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.panel import places_of
from duly.analytics.foresight.shrinkage import STRENGTH
from duly.analytics.open_items import days_between
from duly.analytics.promises import promise_outcomes
from duly.book.tables import Book

_Promise = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PromisedParts:
    """One row a promise and item that it covers.

    `item` is the place of the item, `units` what of its undisputed part is promised, `offsets` the
    promised day (1 is the day after as_of), `kept_shares` how often such promises of the account
    were kept, drawn towards the book's share.
    """

    item: Whole
    units: Whole
    offsets: Whole
    kept_shares: Floats


def promised_parts(
    book: Book, items: CashItems, *, as_of: date, tolerance_days: int, usual_share: float
) -> PromisedParts:
    """The open promises of a day, each for what of its amount has not come yet.

    A promise that names no invoice is of the account's items that are past due, in its currency.
    It covers the oldest first. Where several want the same item, one that names it goes first,
    then the latest made; what they leave is the next one's, so that the instalments of a payment
    plan share an item. `usual_share` is what is thought of promises before any was seen.
    """
    outcomes = promise_outcomes(book, as_of=as_of, tolerance_days=tolerance_days)
    kept = book.engine.keep(outcomes)
    shares = _kept_shares(book, kept, usual_share)
    covered = [
        (place, units, promise["offset"], shares.get(promise["account_id"], shares[None]))
        for promise, place, units in _covered(_open_promises(book, kept, as_of=as_of), items)
    ]
    item, units, offsets, chances = zip(*covered, strict=True) if covered else ((), (), (), ())
    return PromisedParts(
        np.array(item, dtype=np.int64),
        np.array(units, dtype=np.int64),
        np.array(offsets, dtype=np.int64),
        np.array(chances, dtype=np.float64),
    )


def _kept_shares(book: Book, outcomes: ir.Table, usual: float) -> dict[str | None, float]:
    """By account, and under None that of an account that never promised before."""
    due = outcomes.filter(outcomes.status != "open")
    counts = due.group_by("account_id").agg(
        due=due.count(), kept=(due.status == "kept").sum().cast("int64")
    )
    rows = book.engine.fetch(counts).to_pylist()
    kept, made = sum(row["kept"] for row in rows), sum(row["due"] for row in rows)
    everybody = (kept + STRENGTH * usual) / (made + STRENGTH)
    own = {
        row["account_id"]: (row["kept"] + STRENGTH * everybody) / (row["due"] + STRENGTH)
        for row in rows
    }
    return {**own, None: everybody}


def _open_promises(book: Book, outcomes: ir.Table, *, as_of: date) -> list[_Promise]:
    """What is still to come of each, by the day it is promised for, in the order they are served.

    What is promised for a day that has gone, and is open only by tolerance, is awaited tomorrow.
    """
    still = outcomes.filter(outcomes.status == "open")
    listed = still.select(
        "account_id",
        "currency",
        "made_on",
        "due_on",
        "promise_id",
        units=still.amount_units - still.kept_units,
        offset=ibis.greatest(-days_between(still.due_on, as_of), 1),
        invoices=still.invoice_ids.fill_null("").strip().re_replace(r"[,;\s]+", ","),
    )
    is_unnamed = listed.invoices == ""
    order = [is_unnamed, listed.made_on.desc(), "due_on", "promise_id"]
    return list(book.engine.fetch(listed.order_by(order)).to_pylist())


def _covered(promises: list[_Promise], items: CashItems) -> Iterator[tuple[_Promise, int, int]]:
    """Each promise with the places of the items it covers, and how much of them."""
    some = _asked_for(promises, items)
    order = np.lexsort((items.invoice_ids[some].astype(str), -items.past_due_days[some]))
    meant = _Meant(items, some[order].tolist())
    left = (items.units - items.disputed_units).tolist()
    for promise in promises:
        units = promise["units"]
        for place in meant.by(promise):
            taken = min(units, left[place])
            left[place] -= taken
            units -= taken
            if taken > 0:
                yield promise, place, taken


def _asked_for(promises: list[_Promise], items: CashItems) -> Whole:
    """The places of the items that any of the promises may be about; of a large book, few."""
    named = [promise["invoices"].split(",") for promise in promises]
    numbers = np.array([*chain.from_iterable(named)], dtype=object)
    accounts = np.array([promise["account_id"] for promise in promises], dtype=object)
    is_named, is_theirs = (
        places_of(own, asked)[1]
        for own, asked in ((items.invoice_ids, numbers), (items.account_ids, accounts))
    )
    return np.flatnonzero(is_named | is_theirs)


class _Meant:
    """Which items is a promise about? Those it names, or the account's that are past due."""

    def __init__(self, items: CashItems, places: list[int]):
        self._named: dict[tuple[str, str], int] = {}
        self._past_due: dict[tuple[str, str], list[int]] = {}
        for place in places:
            currency = items.currencies[place]
            self._named[items.invoice_ids[place], currency] = place
            if items.past_due_days[place] > 0:
                account = (items.account_ids[place], currency)
                self._past_due.setdefault(account, []).append(place)
        self._rank = {place: rank for rank, place in enumerate(places)}

    def by(self, promise: _Promise) -> list[int]:
        """The places in the order given at first."""
        currency = promise["currency"]
        if not promise["invoices"]:
            return self._past_due.get((promise["account_id"], currency), [])
        asked = {(number, currency) for number in promise["invoices"].split(",")}
        found = [self._named[one] for one in asked if one in self._named]
        return sorted(found, key=self._rank.__getitem__)
