"""When will what is open today be paid?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from duly.analytics.foresight.evidence import evidence
from duly.analytics.foresight.model import Forecast, TimingModel
from duly.analytics.foresight.moments import at_ends, number_of_day
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Panel, panel
from duly.analytics.foresight.shrinkage import CustomerShares, customer_shares
from duly.book.findings import BadInput
from duly.book.tables import Book


@dataclass(frozen=True, slots=True)
class Scored:
    """What was open, how its customers usually pay, and the forecast of the one from the other."""

    panel: Panel
    usual: CustomerShares
    forecast: Forecast


def score(
    model: TimingModel, book: Book, *, as_of: date, invoices: Sequence[str] | None = None
) -> Forecast:
    """The forecast for what was open at the end of `as_of` (or those of it that are named).

    Curves are conditional on still being open that day. Raises BadInput where the model has seen
    later days than `as_of`: it would know the answers.
    """
    return scored(model, book, as_of=as_of, invoices=invoices).forecast


def scored(
    model: TimingModel, book: Book, *, as_of: date, invoices: Sequence[str] | None = None
) -> Scored:
    """`score` with what it looked at, for the reasons."""
    refuse_later_model(model, as_of=as_of)
    table = book.engine.keep(outcomes(book, as_of=as_of))
    moments = at_ends(table, [as_of], engine=book.engine)
    rows = panel(book, table, moments, as_of=as_of, figures=model.figures)
    if invoices is not None:
        rows = rows.take(np.isin(rows.invoice_ids.astype(str), np.array(invoices, dtype=str)))
    usual = customer_shares(evidence(table, engine=book.engine), rows, days=model.days)
    curves = model.curves(rows, usual)
    elapsed = number_of_day(as_of) - rows.due
    given_open = replace(curves, open_through_days=elapsed)
    return Scored(rows, usual, model.forecast(rows, given_open))


def refuse_later_model(model: TimingModel, *, as_of: date) -> None:
    """Raise BadInput where the model has seen later days: it would know the answers."""
    if as_of < model.fit_on:
        raise BadInput(
            f"the model was fitted on what was known on {model.fit_on}, later than {as_of};"
            " fit one as of that day or earlier",
            code="model_is_later",
            fitted_on=str(model.fit_on),
            as_of=str(as_of),
        )
