"""How far was the cash of each week off, had every invoice been paid when forecast?"""

from __future__ import annotations

import numpy as np

from duly.analytics.foresight.accuracy import wape
from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.panel import Texts, places_of
from duly.analytics.foresight.predictions import MODEL, Predictions
from duly.book.tables import Book

_WEEK = 7
# The first day of 1970 was a Thursday: weeks begin on Monday.
_MONDAY = 3


def weekly_cash(told: Predictions, book: Book) -> dict[str, dict[str, float | None]]:
    """By forecaster and currency, the currency with most invoices first: WAPE of weekly cash.

    Each paid invoice counts with its whole amount in the week (Monday to Sunday) of its P50, and
    in that of its payment. Source: handbook 10 section 4.
    """
    paid = told.take(~np.isnan(told.late))
    invoices = book.invoices.select("invoice_id", "currency", "amount_units")
    rows = book.engine.fetch(invoices)
    held = np.asarray(rows.column("invoice_id").to_numpy(zero_copy_only=False), dtype=object)
    place, is_held = places_of(paid.invoice_ids, held)
    units = rows.column("amount_units").to_numpy()[place] * is_held
    currency = np.asarray(rows.column("currency").to_numpy(zero_copy_only=False), dtype=object)[
        place
    ]
    codes, counts = np.unique(currency.astype(str), return_counts=True)
    order = codes[np.argsort(-counts, kind="stable")]
    forecasts = {MODEL: paid.answers, **paid.by_baseline}
    return {
        name: {
            str(code): _wape(paid, answers.p50, units, currency == code) for code in order.tolist()
        }
        for name, answers in forecasts.items()
    }


def _wape(paid: Predictions, p50: Floats, units: Whole, own: Texts) -> float | None:
    came = _week(paid.due + paid.late)[own]
    told = _week(paid.due + np.round(p50))[own]
    first = int(min(came.min(), told.min()))
    width = int(max(came.max(), told.max())) - first + 1
    weights = units[own].astype(np.float64)
    return wape(
        np.bincount(told - first, weights, minlength=width),
        np.bincount(came - first, weights, minlength=width),
    )


def _week(day: Floats) -> Whole:
    return np.asarray((day + _MONDAY) // _WEEK, dtype=np.int64)
