"""With what probability is each open item paid by each day, by a fitted model?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from duly.analytics.foresight.curves import SUPPORT_DAYS, PaymentCurves
from duly.analytics.foresight.evidence import evidence
from duly.analytics.foresight.model import TimingModel, shares_of
from duly.analytics.foresight.moments import at_ends, number_of_day
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Texts, panel, places_of
from duly.analytics.foresight.scoring import refuse_later_model
from duly.analytics.foresight.shrinkage import prior_shape, shrunk_shares
from duly.analytics.foresight.thresholds import filled_in
from duly.book.tables import Book

CurvesAt = Callable[[Texts, date], PaymentCurves]
"""For invoices by number and a day, their curves in the same order, given they are open."""


def past_curves(model: TimingModel, book: Book, days: Sequence[date], *, as_of: date) -> CurvesAt:
    """The curves of what was open at the end of each of some days, all looked up at once.

    Each is from what was known on its own day; `as_of` is the day up to which the book is read.
    Raises BadInput where the model has seen later days than the first.
    """
    refuse_later_model(model, as_of=min(days))
    table = book.engine.keep(outcomes(book, as_of=as_of))
    rows = panel(book, table, at_ends(table, days, engine=book.engine), as_of=as_of)
    told = evidence(table, engine=book.engine)
    base = shrunk_shares(told, rows, days=model.days)
    held = {}
    for day in days:
        own = np.flatnonzero(rows.scored == number_of_day(day) + 1)
        some = rows.take(own)
        shares = shares_of(some, base[own], line=model.line, boosted=model.boosted)
        held[day] = some.invoice_ids, some.due, shares

    def curves(invoice_ids: Texts, day: date) -> PaymentCurves:
        numbers, due, shares = held[day]
        found = filled_in(numbers, shares, days=model.days, shape=model.shape)
        return aligned(found.conditional_on_open(number_of_day(day) - due), invoice_ids)

    return curves


def aligned(scored: PaymentCurves, invoice_ids: Texts) -> PaymentCurves:
    """The curves of these invoices, in their order.

    What the model does not score (it has no amount above zero) is paid as is usual between
    businesses.
    """
    place, is_scored = places_of(invoice_ids, scored.invoice_ids)
    usual = np.broadcast_to(prior_shape(), (len(invoice_ids), len(SUPPORT_DAYS)))
    if not len(scored):
        return PaymentCurves(invoice_ids, SUPPORT_DAYS, usual.copy())
    rows = np.where(is_scored[:, None], scored.cumulative[place], usual)
    known = scored.open_through_days
    assert known is not None  # what is scored is open, and known to be
    through = np.where(is_scored, known[place], -1_000_000)
    return PaymentCurves(invoice_ids, scored.support_days, rows, through)
