"""What moved an invoice's forecast away from its customer's usual?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.analytics.foresight.boosted import side_by_side
from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.evidence import Evidence
from duly.analytics.foresight.line import COLUMNS, log_odds
from duly.analytics.foresight.model import TimingModel, shares_of
from duly.analytics.foresight.panel import Panel
from duly.analytics.foresight.shrinkage import shrunk_shares

CUSTOMER = "customer_history"
# Enough rows to tell which facts matter.
MOST_WEIGHED = 1_000
_NOTHING = 1e-9
_BY_PREFIX = (
    ("weekday_", "due_weekday"),
    ("terms_", "terms"),
    ("paid_share_", "payment_run"),
    ("same_", "issued_together"),
    ("cash_", "cash_on_account"),
    ("short_", "recent_payments"),
    ("fast_", "recent_payments"),
    ("run_", "last_payments"),
    ("last_", "last_payments"),
)
_BY_NAME = {
    "second_last_late": "last_payments",
    "third_last_late": "last_payments",
    "run_weekday_share": "payment_run",
    "days_to_run": "payment_run",
    "usual_month_day": "payment_run",
    "days_to_usual_month_day": "payment_run",
    "terms_days": "terms",
    "size": "amount",
    "size_above_usual": "amount",
    "size_score": "amount",
    "usual_size": "amount",
    "spread_of_size": "amount",
    "open_count": "open_position",
    "overdue_count": "open_position",
    "overdue_share": "open_position",
    "due_after_last_paid_days": "open_position",
    "due_weekday": "due_weekday",
    "issue_weekday": "calendar",
    "due_month_day": "calendar",
    "issue_month_day": "calendar",
    "days_to_month_end": "calendar",
    "days_to_business_day": "calendar",
    "days_since_business_day": "calendar",
    "disputed_share": "disputes",
    **dict.fromkeys(("kind", "currency", "entity", "segment", "country", "sector"), "profile"),
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """One row an invoice: days by which each group of facts moved the mean; sooner below zero.

    `codes` names the columns of `days`; a row adds up to `moved_days`, which is counted from
    `usual_days`, the mean of the account's own shrunk history.
    """

    codes: tuple[str, ...]
    days: Floats
    usual_days: Floats
    moved_days: Floats

    def strongest(self, row: int, *, at_most: int = 3) -> list[tuple[str, float]]:
        """The groups that moved this invoice most, and by how many days."""
        order = np.argsort(-np.abs(self.days[row]), kind="stable")[:at_most]
        found = [(self.codes[place], float(self.days[row, place])) for place in order]
        return [(code, days) for code, days in found if days]


def reasons(model: TimingModel, panel: Panel, usual: Floats) -> Reasons:
    """Why the model departs from the customer's usual, not yet conditional on being open.

    At each threshold the probability moved from the usual one by the sum of what the figures add
    to the log odds; each group takes its part of the move, so that nothing is left over. A day's
    probability of being open still counts for the days around it (the mean is their sum). `usual`
    are the shrunk shares of these moments.
    """
    shares = shares_of(panel, usual, line=model.line, boosted=model.boosted)
    gaps = _gaps(model.days)
    names = _names(model)
    codes = tuple(sorted({code_of(name) for name in names}))
    member = np.array([[code_of(name) == code for code in codes] for name in names], dtype=float)
    moved = np.zeros((len(panel), len(codes)))
    every = side_by_side(
        lambda place: _added(model, panel, usual, place) @ member, len(gaps) if codes else 0
    )
    for place, added in enumerate(every):
        total = added.sum(axis=1)
        step = shares[:, place] - usual[:, place]
        slope = np.divide(step, total, out=np.zeros(len(panel)), where=np.abs(total) > _NOTHING)
        moved -= gaps[place] * slope[:, None] * added
    return Reasons(codes, moved, _mean(usual, model.days, gaps), moved.sum(axis=1))


def importances(model: TimingModel, panel: Panel, evidence: Evidence) -> dict[str, float]:
    """By how many days each group moved the mean, on average over some rows; the largest first."""
    step = -(-len(panel) // MOST_WEIGHED)
    some = panel.take(np.arange(0, len(panel), step))
    told = reasons(model, some, shrunk_shares(evidence, some, days=model.days))
    days = np.abs(told.days).mean(axis=0)
    order = np.argsort(-days, kind="stable")
    return {told.codes[place]: float(days[place]) for place in order}


def code_of(name: str) -> str:
    """The group that a figure belongs to."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    return next((code for prefix, code in _BY_PREFIX if name.startswith(prefix)), CUSTOMER)


def _names(model: TimingModel) -> tuple[str, ...]:
    """The figures that the model adds up, in its order; the constant is the customer's."""
    if model.boosted is not None:
        return (*model.boosted.names, *model.boosted.levels, CUSTOMER)
    if model.line is not None:
        return (CUSTOMER, CUSTOMER, *COLUMNS, CUSTOMER)
    return ()


def _added(model: TimingModel, panel: Panel, usual: Floats, place: int) -> Floats:
    """What each figure adds to the log odds of the usual share, at one threshold."""
    if model.boosted is not None:
        return model.boosted.contributions(panel, place)
    assert model.line is not None
    added = model.line.contributions(panel, usual, place)
    # The line starts from nothing; the usual is what it is compared with.
    added[:, -1] -= log_odds(usual[:, place])
    return added


def _gaps(days: Whole) -> Floats:
    """How many days each threshold stands for: up to halfway to its neighbours."""
    edges = np.concatenate([[days[0]], (days[1:] + days[:-1]) / 2, [days[-1]]])
    return np.asarray(np.diff(edges), dtype=np.float64)


def _mean(shares: Floats, days: Whole, gaps: Floats) -> Floats:
    """Mean days late between the first threshold and the last."""
    return np.asarray(days[0] + ((1.0 - shares) * gaps).sum(axis=1))
