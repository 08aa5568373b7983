"""How would each kind of model have done on invoices issued after what it learned from?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.accuracy import Answers
from duly.analytics.foresight.baselines import baselines
from duly.analytics.foresight.boosted import fit_boosted
from duly.analytics.foresight.choice import Trial, trial
from duly.analytics.foresight.conformal import Calibration, history_band, insideness
from duly.analytics.foresight.curves import SUPPORT_DAYS, Floats, PaymentCurves, Whole
from duly.analytics.foresight.evidence import NEVER, Evidence
from duly.analytics.foresight.line import fit_line
from duly.analytics.foresight.model import shares_of
from duly.analytics.foresight.panel import Panel, places_of
from duly.analytics.foresight.settings import Settings
from duly.analytics.foresight.shrinkage import shrunk_shares
from duly.analytics.foresight.thresholds import filled_in

# An invoice is of age when so large a share of what is ever paid has been paid.
_OF_AGE = 0.95
_EARLIEST_AGE, _LATEST_AGE = 7, 45


@dataclass(frozen=True, slots=True)
class Lesson:
    """Moments at issue with what became of them; credited invoices teach nothing."""

    panel: Panel
    late: Whole
    closed: Whole
    base: Floats
    days: Whole

    def take(self, places: NDArray[np.bool_]) -> Lesson:
        """Some of the rows."""
        return Lesson(
            self.panel.take(places),
            self.late[places],
            self.closed[places],
            self.base[places],
            self.days,
        )


@dataclass(frozen=True)
class Trials:
    """Forecasts of each kind, cut by cut, and those of the baselines."""

    by_kind: dict[str, list[Trial]] = field(default_factory=dict)
    baselines: dict[str, Floats] = field(default_factory=dict)
    scores: dict[str, Calibration] = field(default_factory=dict)

    def calibration(self, kind: str) -> Calibration:
        """The past forecasts of a kind that its ranges are set by."""
        empty = np.array([], dtype=np.int64)
        return self.scores.get(kind, Calibration(empty, empty, np.array([])))


def lesson(rows: Panel, told: Evidence, *, days: Whole) -> Lesson:
    """Join moments to the evidence; rows whose outcome teaches nothing are left out."""
    place, is_told = places_of(rows.invoice_ids, told.invoice_ids)
    found, kept = place[is_told], rows.take(is_told)
    base = shrunk_shares(told, kept, days=days)
    return Lesson(kept, told.late[found], kept.due + told.closed_late[found], base, days)


def age_of_maturity(shape: Floats) -> int:
    """Days late at which an invoice has come of age."""
    found = int(SUPPORT_DAYS[np.searchsorted(shape, _OF_AGE * shape[-1])])
    return int(np.clip(found, _EARLIEST_AGE, _LATEST_AGE))


def run_trials(
    known: Lesson, *, shape: Floats, today: int, paid_count: int, settings: Settings
) -> Trials:
    """Fit each kind on what was known at several days, and score what was issued up to the next.

    Only invoices that have come of age are judged, paid or not; one still open is as late as it
    had become, which is what its quantiles can at least be held to.
    """
    if paid_count < settings.fewest_paid:
        return Trials()
    issued = known.panel.issued
    cuts = [int(day) for day in np.quantile(issued, settings.trial_cuts, method="lower")]
    age = age_of_maturity(shape)
    trials = Trials()
    if paid_count < settings.fewest_for_trees:
        settings = replace(settings, kinds=tuple(set(settings.kinds) - {"boosted"}))
    usual = float(np.median(known.late[known.late < NEVER]))
    for cut, end in zip(cuts, [*cuts[1:], today], strict=True):
        is_judged = (issued > cut) & (issued <= end) & (known.panel.due + age <= today)
        learned, judged = known.take(issued <= cut), known.take(is_judged)
        if not len(judged.late) or not (learned.closed <= cut).any():
            continue
        late = np.minimum(judged.late, today - judged.panel.due + 1).astype(np.float64)
        for kind, shares in _each_kind(_thinned(learned, settings), judged, cut, settings).items():
            curves = filled_in(judged.panel.invoice_ids, shares, days=known.days, shape=shape)
            trials.by_kind.setdefault(kind, []).append(trial(curves, late))
            found = scores_of(curves, judged.panel, late, age=age)
            held = trials.calibration(kind)
            trials.scores[kind] = held.extended(found.known, found.bands, found.scores)
        for name, answers in baselines(judged.panel, usual=usual).items():
            trials.baselines[name] = _joined(trials.baselines.get(name), late, answers)
    return trials


def scores_of(curves: PaymentCurves, rows: Panel, late: Floats, *, age: int) -> Calibration:
    """How far out each forecast lay, known from the day after its invoice came of age.

    What is paid later than that counts as paid the day after, so that nothing is used before it
    was known.
    """
    count = rows.figures[:, rows.names.index("count")]
    scores = insideness(curves, np.minimum(late, age + 1.0))
    return Calibration(rows.due + age + 1, history_band(count), scores)


def _joined(held: Floats | None, late: Floats, answers: Answers) -> Floats:
    errors = np.abs(late - answers.p50)
    return errors if held is None else np.concatenate([held, errors])


def _thinned(learned: Lesson, settings: Settings) -> Lesson:
    step = -(-len(learned.late) // settings.most_trial_rows)
    return learned.take(np.arange(len(learned.late)) % step == 0)


def _each_kind(learned: Lesson, judged: Lesson, cut: int, settings: Settings) -> dict[str, Floats]:
    """P(late <= day) of what is judged, by each kind fitted on what was known at the cut."""
    late = np.where(learned.closed <= cut, learned.late, NEVER)
    horizon = cut - learned.panel.due
    found = {"shrinkage": judged.base}
    if "line" in settings.kinds:
        line = fit_line(learned.panel, late, horizon, learned.base, days=learned.days)
        found["line"] = shares_of(judged.panel, judged.base, line=line)
    if "boosted" in settings.kinds:
        boosted = fit_boosted(
            learned.panel,
            late,
            horizon,
            learned.base,
            days=learned.days,
            seed=settings.seed,
            rounds=settings.rounds,
            workers=settings.workers,
        )
        found["boosted"] = shares_of(judged.panel, judged.base, boosted=boosted)
    return found
