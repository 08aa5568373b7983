"""How well would the forecasts have held, invoice by invoice, on the day each was issued?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.accuracy import Accuracy, Answers
from duly.analytics.foresight.baselines import baselines
from duly.analytics.foresight.choice import Choice
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.evidence import NEVER, Evidence, evidence
from duly.analytics.foresight.fitting import DEFAULT, fit
from duly.analytics.foresight.model import Forecast, TimingModel
from duly.analytics.foresight.moments import at_issue, number_of_day
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Panel, panel, places_of
from duly.analytics.foresight.predictions import Predictions, figures_of, joined, slices
from duly.analytics.foresight.reasons import importances
from duly.analytics.foresight.settings import Settings
from duly.analytics.foresight.shrinkage import customer_shares
from duly.analytics.foresight.trials import age_of_maturity, scores_of
from duly.book.findings import BadInput
from duly.book.tables import Book
from duly.kernel.calendars import month_end


@dataclass(frozen=True, slots=True)
class Backtest:
    """What was forecast for every later invoice, and how it turned out.

    `figures` has the model (`model`) and each baseline. `slices` are the same by length of
    history, amount and month of issue: name of the slicing, then slice, then forecaster.
    `open_count` invoices were scored and are not paid yet; they are not in the figures.
    `importances`: by how many days each group of facts moved the mean of an invoice, on average.
    """

    fit_on: date
    refit: str | None
    choice: Choice
    scored_count: int
    open_count: int
    figures: Mapping[str, Accuracy]
    slices: Mapping[str, Mapping[str, Mapping[str, Accuracy]]]
    predictions: Predictions
    importances: Mapping[str, float]


def backtest(
    book: Book,
    *,
    fit_on: date,
    until: date,
    refit: Literal["monthly"] | None = None,
    score: Sequence[str] | None = None,
    settings: Settings = DEFAULT,
) -> Backtest:
    """Fit on what was known at the end of `fit_on`; score later invoices as of their own issue.

    `until` is the last day of the book: what was known then tells how it turned out. With `refit`
    a new model is fitted at the end of every month and scores what is issued in the next. `score`
    names the invoices to look at; otherwise all that were issued after `fit_on`. Ranges are set
    by the forecasts that had come of age by the day of scoring, those of this backtest included.
    """
    model = fit(book, as_of=fit_on, settings=settings)
    table = book.engine.keep(outcomes(book, as_of=until))
    told = evidence(table, engine=book.engine)
    later = table.filter(table.issued_on > fit_on)
    rows = panel(book, table, at_issue(later), as_of=until)
    if not len(rows):
        raise BadInput(f"no invoice was issued after {fit_on}; choose an earlier day to fit on")
    parts = [
        _scored(model, rows.take(place), told)
        for model, place in _models(book, model, rows, refit=refit, until=until, settings=settings)
    ]
    found = _reported(model, parts, wanted=score, refit=refit)
    return replace(found, importances=importances(model, rows, told))


def _models(
    book: Book,
    model: TimingModel,
    rows: Panel,
    *,
    refit: str | None,
    until: date,
    settings: Settings,
) -> Iterator[tuple[TimingModel, NDArray[np.bool_]]]:
    """Each model with the rows that it scores."""
    if refit is None:
        yield model, np.ones(len(rows), dtype=bool)
        return
    start = model.fit_on
    while start < until:
        end = month_end(start + timedelta(days=1))
        place = (rows.issued > number_of_day(start)) & (rows.issued <= number_of_day(end))
        if place.any():
            fresh = model if start == model.fit_on else fit(book, as_of=start, settings=settings)
            yield fresh, place
        start = end


def _scored(model: TimingModel, rows: Panel, told: Evidence) -> Predictions:
    """What the model says of these moments, each with the ranges of its own day."""
    curves = model.curves(rows, customer_shares(told, rows, days=model.days)).whole()
    late, closed_late = _late_of(rows, told)
    age = age_of_maturity(model.shape)
    since = scores_of(curves, rows, closed_late, age=age)
    held = model.calibration.extended(since.known, since.bands, since.scores)
    forecast = replace(model, calibration=held).forecast(rows, curves)
    usual = float(curves.support_days[np.searchsorted(model.shape, 0.5)])
    return Predictions(
        rows.invoice_ids,
        rows.account_ids,
        rows.issued,
        rows.due,
        np.where(late >= NEVER, np.nan, late),
        np.full(len(rows), model.kind, dtype=object),
        forecast.paid_count,
        _answers(forecast),
        rows.figures[:, rows.names.index("size")],
        baselines(rows, usual=usual),
    )


def _answers(forecast: Forecast) -> Answers:
    return Answers(
        p50=forecast.p50,
        mean=forecast.mean,
        p10=forecast.p10,
        p90=forecast.p90,
        p_late=forecast.p_late,
    )


def _late_of(rows: Panel, told: Evidence) -> tuple[Floats, Floats]:
    """Days late of each row, to its last payment and to its settlement; NEVER while not paid."""
    place, is_told = places_of(rows.invoice_ids, told.invoice_ids)
    late = np.where(is_told, told.late[place], NEVER).astype(np.float64)
    return late, np.where(is_told, told.closed_late[place], NEVER).astype(np.float64)


def _reported(
    model: TimingModel,
    parts: Sequence[Predictions],
    *,
    wanted: Sequence[str] | None,
    refit: str | None,
) -> Backtest:
    told = joined(parts)
    if wanted is not None:
        told = told.take(np.isin(told.invoice_ids.astype(str), np.array(wanted, dtype=str)))
        if not len(told.invoice_ids):
            raise BadInput(
                f"none of the invoices to score was issued after {model.fit_on}; check the numbers"
            )
    is_paid = ~np.isnan(told.late)
    paid = told.take(is_paid)
    return Backtest(
        model.fit_on,
        refit,
        model.choice,
        len(told.invoice_ids),
        int((~is_paid).sum()),
        figures_of(paid),
        {
            name: {label: figures_of(paid.take(place)) for label, place in parts.items()}
            for name, parts in slices(paid).items()
        },
        told,
        {},
    )
