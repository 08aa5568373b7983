"""What does a fitted payment-timing model consist of, and what does it say of an invoice?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from duly.analytics.foresight.boosted import Boosted
from duly.analytics.foresight.choice import Choice
from duly.analytics.foresight.conformal import Calibration, history_band
from duly.analytics.foresight.curves import (
    SUPPORT_DAYS,
    Curves,
    Floats,
    PaymentCurves,
    Whole,
    parts,
)
from duly.analytics.foresight.line import COLUMNS, OWN, Line
from duly.analytics.foresight.panel import Panel, Texts
from duly.analytics.foresight.shrinkage import CustomerShares
from duly.analytics.foresight.thresholds import ThresholdCurves

Kind = Literal["shrinkage", "line", "boosted"]
LAST_DAY = float(SUPPORT_DAYS[-1])
LATER_THAN = (30, 60, 90)
COUNT = "count"


@dataclass(frozen=True)
class TimingModel:
    """A model as of `fit_on`: nothing later went into it.

    `days` are its thresholds, `shape` how the whole book is paid between them, `kind` which of
    the three was chosen, for the reason in `choice`. What an account had paid is not in the model:
    it is looked up in the book on the day of scoring.
    """

    fit_on: date
    kind: Kind
    days: Whole
    shape: Floats
    choice: Choice
    calibration: Calibration
    line: Line | None = None
    boosted: Boosted | None = None

    @property
    def figures(self) -> frozenset[str]:
        """The figures that it looks at."""
        if self.boosted is not None:
            return frozenset((COUNT, *self.boosted.names))
        return frozenset((COUNT, *OWN, *COLUMNS) if self.line is not None else (COUNT,))

    def curves(self, panel: Panel, usual: CustomerShares) -> ThresholdCurves:
        """The curves of these moments, not yet conditional on being open."""
        shares = np.empty((len(panel), len(self.days)))
        for part in parts(len(panel)):
            some = panel.take(part)
            shares[part] = shares_of(some, usual.take(part), line=self.line, boosted=self.boosted)
        return ThresholdCurves(panel.invoice_ids, shares, self.days, self.shape)

    def forecast(self, panel: Panel, curves: Curves) -> Forecast:
        """The forecast of these moments from their curves, with calibrated ranges."""
        count = panel.figures[:, panel.names.index(COUNT)]
        tails = self.calibration.tails(panel.scored, history_band(count))
        told = [_told(curves.take(part), tails[part]) for part in parts(len(panel))]
        p10, p50, p90, mean, p_late, p_never, *p_later = np.concatenate(told, axis=1)
        return Forecast(
            curves=curves,
            account_ids=panel.account_ids,
            kind=self.kind,
            is_shown=self.choice.is_shown,
            paid_count=np.nan_to_num(count).astype(np.int64),
            tails=tails,
            p10=p10,
            p50=p50,
            p90=p90,
            mean=mean,
            p_late=p_late,
            p_later=dict(zip(LATER_THAN, p_later, strict=True)),
            p_never=p_never,
        )


@dataclass(frozen=True, slots=True)
class Forecast:
    """One row an invoice, in the order of `curves.invoice_ids`.

    p10, p50, p90 and mean are days late against the due date; 365 stands for a year or never.
    P10 and P90 hold 80 % of the time by past forecasts (`tails` is what was cut off the curve on
    each side), so they may differ from the curve's own tenth and ninetieth percentile. The mean
    is that of what is paid within a year; P(late) counts never as late. `p_later` has the chance of
    being later than each of `LATER_THAN`, `p_never` that of no payment within a year.
    `paid_count` is how many invoices of the account were paid by then. Where `is_shown` is false
    the book does not carry a forecast of single invoices, for the reason in the model's `choice`.
    """

    curves: Curves
    account_ids: Texts
    kind: Kind
    is_shown: bool
    paid_count: Whole
    tails: Floats
    p10: Floats
    p50: Floats
    p90: Floats
    mean: Floats
    p_late: Floats
    p_later: Mapping[int, Floats]
    p_never: Floats


def _told(curves: PaymentCurves, tails: Floats) -> Floats:
    """P10, P50, P90, mean, P(late), P(never) and P(later than so many days), a row each."""
    days = (curves.quantile(tails), curves.quantile(0.5), curves.quantile(1.0 - tails))
    never = [within_a_year(each) for each in (*days, curves.mean())]
    later = [curves.probability_later_than(days) for days in LATER_THAN]
    return np.vstack([*never, curves.probability_late, curves.probability_never, *later])


def shares_of(
    panel: Panel, base: Floats, *, line: Line | None = None, boosted: Boosted | None = None
) -> Floats:
    """P(late <= day) by boosted trees, a line, or the shrunk shares themselves."""
    if boosted is not None:
        return boosted.shares(panel, base)
    if line is not None:
        return np.asarray(1.0 / (1.0 + np.exp(-line.log_odds(panel, base))))
    return base


def within_a_year(days: Floats) -> Floats:
    """Never, or not within the grid, is written as its last day."""
    return np.where(np.isnan(days), LAST_DAY, days)
