"""How is the payment-timing model of a book made, from what was known on a day?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np

from duly.analytics.foresight.boosted import fit_boosted
from duly.analytics.foresight.choice import Choice, choose
from duly.analytics.foresight.conformal import Calibration
from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.evidence import NEVER, Evidence, evidence
from duly.analytics.foresight.line import fit_line
from duly.analytics.foresight.model import TimingModel
from duly.analytics.foresight.moments import Moments, at_issue, number_of_day
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Panel, panel
from duly.analytics.foresight.settings import Settings
from duly.analytics.foresight.shrinkage import prior_shape
from duly.analytics.foresight.thresholds import portfolio_shape, thresholds
from duly.analytics.foresight.trials import Lesson, lesson, run_trials
from duly.book.findings import BadInput
from duly.book.tables import Book

DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to learn from on a day: invoices at their issue, and what became of them."""

    rows: Panel
    told: Evidence


def fit(book: Book, *, as_of: date, settings: Settings = DEFAULT) -> TimingModel:
    """A model from what was known at the end of `as_of`.

    Raises BadInput where there is nothing to learn from: no invoice by then, no paid one, one
    customer only, or all paid on one day.
    """
    there = known(book, as_of=as_of, settings=settings)
    return fitted(there.rows, there.told, as_of=as_of, settings=settings)


def known(book: Book, *, as_of: date, settings: Settings = DEFAULT) -> Known:
    """What a model is fitted on. Raises BadInput as `fit` does."""
    table = book.engine.keep(outcomes(book, as_of=as_of))
    told = evidence(table, engine=book.engine)
    _refuse_nothing(told, as_of)
    moments = _to_learn_from(table, as_of, len(told), settings)
    return Known(panel(book, table, moments, as_of=as_of), told)


def refitted(
    there: Known, choice: Choice, *, on: date, settings: Settings = DEFAULT
) -> TimingModel:
    """A model of the kind that was chosen, from what was known on an earlier day.

    It is not tried out again and has no ranges of its own: for curves alone. Raises BadInput as
    `fit` does.
    """
    today = number_of_day(on)
    told = there.told.as_known_on(today)
    _refuse_nothing(told, on)
    rows = there.rows.take(there.rows.issued <= today)
    days, shape = _scale(told, today)
    none = np.zeros(0, dtype=np.int64)
    model = TimingModel(on, "shrinkage", days, shape, choice, Calibration(none, none, np.zeros(0)))
    return _learned(model, lesson(rows, told, days=days), today=today, settings=settings)


def fitted(rows: Panel, told: Evidence, *, as_of: date, settings: Settings) -> TimingModel:
    """A model from moments at issue and the evidence of the same day."""
    today = number_of_day(as_of)
    days, shape = _scale(told, today)
    taught = lesson(rows, told, days=days)
    paid_count = int((told.late < NEVER).sum())
    trials = run_trials(taught, shape=shape, today=today, paid_count=paid_count, settings=settings)
    choice = choose(trials.by_kind, trials.baselines, paid_count=paid_count, settings=settings)
    calibration = trials.calibration(choice.kind)
    model = TimingModel(as_of, "shrinkage", days, shape, choice, calibration)
    return _learned(model, taught, today=today, settings=settings)


def _scale(told: Evidence, today: int) -> tuple[Whole, Floats]:
    """The thresholds, and how the whole book is paid between them."""
    return thresholds(told.late), portfolio_shape(told, on=today + 1, prior=prior_shape())


def _learned(model: TimingModel, taught: Lesson, *, today: int, settings: Settings) -> TimingModel:
    """The model of the kind that was chosen, from everything taught."""
    if model.choice.kind == "shrinkage":
        return model
    horizon = today - taught.panel.due
    if model.choice.kind == "line":
        line = fit_line(taught.panel, taught.late, horizon, taught.base, days=model.days)
        return replace(model, kind="line", line=line)
    boosted = fit_boosted(
        taught.panel,
        taught.late,
        horizon,
        taught.base,
        days=model.days,
        seed=settings.seed,
        rounds=settings.rounds,
        workers=settings.workers,
    )
    return replace(model, kind="boosted", boosted=boosted)


def _to_learn_from(table: ir.Table, as_of: date, count: int, settings: Settings) -> Moments:
    """Moments at issue; of too many, evenly spaced ones of the last years."""
    if count <= settings.most_rows:
        return at_issue(table)
    first = ibis.literal(as_of) - ibis.interval(days=settings.most_days)
    recent = table.filter(table.issued_on > first.cast("date"))
    place = ibis.row_number().over(order_by=[recent.issued_on, recent.invoice_id])
    step = -(-count // settings.most_rows)
    placed = recent.mutate(place=place)
    return at_issue(placed.filter(placed.place % step == 0).drop("place"))


def _refuse_nothing(told: Evidence, as_of: date) -> None:
    paid = told.late < NEVER
    if not len(told):
        raise BadInput(
            f"no invoice was issued by {as_of}; fit on a later day",
            code="nothing_issued",
            as_of=str(as_of),
        )
    if not paid.any():
        raise BadInput(
            f"no invoice was paid by {as_of}, so there is nothing to learn from; add payments and"
            " allocations (or a paid_on column), or fit on a later day",
            code="nothing_paid",
            as_of=str(as_of),
        )
    if len(np.unique(told.account_ids[paid])) == 1:
        raise BadInput(
            "only one customer ever paid; a model compares customers, so give the whole ledger",
            code="one_customer_paid",
        )
    if len(np.unique((told.due + told.closed_late)[paid])) == 1:
        raise BadInput(
            "all payments are on one day, which looks like a day of export rather than of payment;"
            " give the day each payment came",
            code="paid_on_one_day",
        )
