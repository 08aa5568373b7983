"""Which model does this book carry, and may its forecasts of single invoices be shown?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from duly.analytics.foresight.accuracy import pinball_loss
from duly.analytics.foresight.curves import Floats, PaymentCurves
from duly.analytics.foresight.settings import KINDS, Settings

_DECILES = tuple(level / 10 for level in range(1, 10))


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a model was chosen, by forecasts of later invoices than those it had learned from.

    `reason` is `too_few_paid`, `too_few_trials` (nothing could be compared), or `least_loss`.
    `loss` is the mean pinball loss of the deciles, in days, of each kind tried; `error` the mean
    error of its median; `baseline_error` that of each baseline on the same invoices. `refusal` is
    None where forecasts of single invoices may be shown, else `too_few_paid`, `too_few_trials` or
    `no_better_than_baseline`.
    """

    kind: str
    reason: str
    refusal: str | None
    paid_count: int
    trial_count: int = 0
    loss: Mapping[str, float] = field(default_factory=dict)
    error: Mapping[str, float] = field(default_factory=dict)
    baseline_error: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        """Whether the book carries a forecast of single invoices."""
        return self.refusal is None


@dataclass(frozen=True, slots=True)
class Trial:
    """One kind's forecasts of later invoices: the curves' loss and the medians' errors."""

    loss: Floats
    error: Floats


def trial(curves: PaymentCurves, late: Floats) -> Trial:
    """How these curves did on invoices of which `late` is known."""
    levels = np.broadcast_to(np.array(_DECILES), (len(curves), len(_DECILES)))
    told = np.nan_to_num(curves.quantile(levels), nan=float(curves.support_days[-1]))
    losses = [pinball_loss(late, told[:, place], level) for place, level in enumerate(_DECILES)]
    return Trial(np.mean(losses, axis=0), np.abs(late - told[:, 4]))


def choose(
    trials: Mapping[str, Sequence[Trial]],
    baseline_errors: Mapping[str, Floats],
    *,
    paid_count: int,
    settings: Settings,
) -> Choice:
    """The simplest kind that no richer one beats by more than the gain asked for."""
    if not trials:
        return Choice("shrinkage", "too_few_paid", "too_few_paid", paid_count)
    count = sum(len(part.loss) for part in trials["shrinkage"])
    if count < settings.fewest_trials:
        return Choice("shrinkage", "too_few_trials", "too_few_trials", paid_count, count)
    loss = {kind: _mean([part.loss for part in parts]) for kind, parts in trials.items()}
    error = {kind: _mean([part.error for part in parts]) for kind, parts in trials.items()}
    kind = KINDS[0]
    for richer in KINDS[1:]:
        if richer in loss and loss[richer] < loss[kind] * (1 - settings.gain):
            kind = richer
    naive = {name: float(errors.mean()) for name, errors in baseline_errors.items()}
    is_better = error[kind] <= min(naive.values()) * settings.most_error
    refusal = None if is_better else "no_better_than_baseline"
    return Choice(kind, "least_loss", refusal, paid_count, count, loss, error, naive)


def _mean(parts: Sequence[Floats]) -> float:
    return float(np.concatenate(parts).mean())
