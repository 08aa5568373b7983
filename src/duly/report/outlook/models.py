"""Which model was chosen, and why: as JSON?"""

from __future__ import annotations

from typing import Any

from duly.analytics.foresight.choice import Choice
from duly.analytics.foresight.model import TimingModel

Facts = dict[str, Any]


def model_facts(model: TimingModel) -> Facts:
    """The model in words of the trade: its day, its kind, and how the choice was made."""
    return {"fit_on": model.fit_on, **choice_facts(model.choice)}


def choice_facts(choice: Choice) -> Facts:
    """kind, reason and refusal as in `Choice`; losses and errors in days, by kind and baseline."""
    return {
        "kind": choice.kind,
        "reason": choice.reason,
        "refusal": choice.refusal,
        "paid_count": choice.paid_count,
        "trial_count": choice.trial_count,
        "loss": dict(choice.loss),
        "error": dict(choice.error),
        "baseline_error": dict(choice.baseline_error),
    }
