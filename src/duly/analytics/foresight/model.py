"""What does a fitted payment-timing model consist of, and what does it say of an invoice?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from duly.analytics.foresight.boosted import Boosted
from duly.analytics.foresight.choice import Choice
from duly.analytics.foresight.conformal import Calibration, history_band
from duly.analytics.foresight.curves import SUPPORT_DAYS, Floats, PaymentCurves, Whole
from duly.analytics.foresight.evidence import Evidence
from duly.analytics.foresight.line import Line
from duly.analytics.foresight.panel import Panel, Texts
from duly.analytics.foresight.shrinkage import shrunk_shares
from duly.analytics.foresight.thresholds import filled_in

Kind = Literal["shrinkage", "line", "boosted"]
LAST_DAY = float(SUPPORT_DAYS[-1])


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

    def curves(self, panel: Panel, evidence: Evidence) -> PaymentCurves:
        """The curves of these moments, not yet conditional on being open."""
        base = shrunk_shares(evidence, panel, days=self.days)
        shares = shares_of(panel, base, line=self.line, boosted=self.boosted)
        return filled_in(panel.invoice_ids, shares, days=self.days, shape=self.shape)

    def forecast(self, panel: Panel, curves: PaymentCurves) -> Forecast:
        """The forecast of these moments from their curves, with calibrated ranges."""
        count = panel.figures[:, panel.names.index("count")]
        tails = self.calibration.tails(panel.scored, history_band(count))
        return Forecast(
            curves=curves,
            account_ids=panel.account_ids,
            kind=self.kind,
            is_shown=self.choice.is_shown,
            paid_count=np.nan_to_num(count).astype(np.int64),
            tails=tails,
            p10=within_a_year(curves.quantile(tails)),
            p50=within_a_year(curves.quantile(0.5)),
            p90=within_a_year(curves.quantile(1.0 - tails)),
            mean=within_a_year(curves.mean()),
            p_late=curves.probability_late,
        )


@dataclass(frozen=True, slots=True)
class Forecast:
    """One row an invoice, in the order of `curves.invoice_ids`.

    p10, p50, p90 and mean are days late against the due date; 365 stands for a year or never.
    P10 and P90 hold 80 % of the time by past forecasts (`tails` is what was cut off the curve on
    each side), so they may differ from the curve's own tenth and ninetieth percentile. The mean
    is that of what is paid within a year; P(late) counts never as late. `paid_count` is how many
    invoices of the account were paid by then. Where `is_shown` is false the book does not carry a
    forecast of single invoices, for the reason in the model's `choice`.
    """

    curves: PaymentCurves
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
