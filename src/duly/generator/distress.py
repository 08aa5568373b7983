"""How near is a failing customer to its end, and how early does it show?

One ramp for every kind of evidence, so that statements, bureau reports and payments tell the
same story at their own pace: accounts worsen first, the bureau sees it next, payments last.
"""

from __future__ import annotations

import numpy as np

from duly.generator.chance import Floats
from duly.generator.days import Days

STATEMENT_DAYS = 800
BUREAU_DAYS = 330
PAYMENT_DAYS = 300


def distress(fails_on: Days, day: Days, shows_days: int) -> Floats:
    """0 while nothing shows, rising to 1 on the day of insolvency and staying there."""
    return np.clip(1 - (fails_on - day) / shows_days, 0.0, 1.0)
