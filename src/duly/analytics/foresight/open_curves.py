"""With what probability is each open item paid by each day, by a fitted model?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.curves import SUPPORT_DAYS, Curves, PaymentCurves, Whole
from duly.analytics.foresight.evidence import evidence
from duly.analytics.foresight.model import TimingModel
from duly.analytics.foresight.moments import at_ends, number_of_day
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Texts, panel, places_of
from duly.analytics.foresight.scoring import refuse_later_model
from duly.analytics.foresight.shrinkage import customer_shares, prior_shape
from duly.analytics.foresight.thresholds import ThresholdCurves
from duly.book.tables import Book

CurvesAt = Callable[[Texts, date], Curves]
"""For invoices by number and a day, their curves in the same order, given they are open."""


def past_curves(model: TimingModel, book: Book, days: Sequence[date], *, as_of: date) -> CurvesAt:
    """The curves of what was open at the end of each of some days, all looked up at once.

    Each is from what was known on its own day; `as_of` is the day up to which the book is read.
    Raises BadInput where the model has seen later days than the first.
    """
    refuse_later_model(model, as_of=min(days))
    table = book.engine.keep(outcomes(book, as_of=as_of))
    moments = at_ends(table, days, engine=book.engine)
    rows = panel(book, table, moments, as_of=as_of, figures=model.figures)
    told = evidence(table, engine=book.engine)
    every = model.curves(rows, customer_shares(told, rows, days=model.days))
    held = {}
    for day in days:
        own = np.flatnonzero(rows.scored == number_of_day(day) + 1)
        through = number_of_day(day) - rows.due[own]
        ids, shares = every.invoice_ids[own], every.shares[own]
        held[day] = ThresholdCurves(ids, shares, model.days, model.shape, through)
    return lambda invoice_ids, day: aligned(held[day], invoice_ids)


@dataclass(frozen=True, slots=True)
class AlignedCurves:
    """The curves of these invoices, in their order: where each stands among what was scored.

    What the model does not score (it has no amount above zero) is paid as is usual between
    businesses.
    """

    invoice_ids: Texts
    scored: Curves
    place: Whole
    is_scored: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.invoice_ids)

    def take(self, places: Whole) -> PaymentCurves:
        """The curves of some invoices by the day, in the order of `places`."""
        is_scored = self.is_scored[places]
        rows = np.tile(prior_shape(), (len(places), 1))
        through = np.full(len(places), -1_000_000, dtype=np.int64)
        known = self.scored.take(self.place[places[is_scored]])
        assert known.open_through_days is not None  # what is scored is open, and known to be
        rows[is_scored], through[is_scored] = known.cumulative, known.open_through_days
        return PaymentCurves(self.invoice_ids[places], SUPPORT_DAYS, rows, through)


def aligned(scored: Curves, invoice_ids: Texts) -> AlignedCurves:
    """The curves of these invoices, in their order."""
    return AlignedCurves(invoice_ids, scored, *places_of(invoice_ids, scored.invoice_ids))
