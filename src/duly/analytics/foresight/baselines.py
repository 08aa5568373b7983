"""What would one forecast without a model?"""

from __future__ import annotations

import numpy as np

from duly.analytics.foresight.accuracy import Answers
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.panel import Panel

NAMES = ("due_date", "customer_median", "customer_mean")


def baselines(panel: Panel, *, usual: float) -> dict[str, Answers]:
    """Payment on the due date; as late as the customer's median, or mean, as then known.

    `usual` stands in for customers of whom nothing is known yet. All order by risk as they
    forecast, but for the due date, which has no opinion.
    """
    median, mean = (_known(panel, name, usual) for name in ("median", "raw_mean"))
    nothing = np.zeros(len(panel))
    return {
        "due_date": Answers(p50=nothing, mean=nothing),
        "customer_median": Answers(p50=median, mean=median, ranking=median),
        "customer_mean": Answers(p50=mean, mean=mean, ranking=mean),
    }


def _known(panel: Panel, name: str, usual: float) -> Floats:
    figures = panel.figures[:, panel.names.index(name)]
    return np.where(np.isnan(figures), usual, figures)
