"""Which metrics are there, in which order are they shown?"""

from __future__ import annotations

from duly.analytics.metrics.balances import (
    DISPUTED,
    HIGH_CREDIT,
    OPEN,
    OVERDUE,
    PCT_CURRENT,
    PCT_OVER_90,
)
from duly.analytics.metrics.countback import DSO_COUNTBACK
from duly.analytics.metrics.deductions import DDO
from duly.analytics.metrics.definitions import Metric
from duly.analytics.metrics.dso import (
    ADD,
    AR_TURNOVER,
    BPDSO,
    COLLECTION_PERIOD,
    DSO,
    DSO_AVG,
)
from duly.analytics.metrics.effectiveness import CEI
from duly.analytics.metrics.losses import BAD_DEBT
from duly.analytics.metrics.promises import PROMISE_KEPT_RATE, PROMISE_KEPT_SHARE
from duly.analytics.metrics.sales import CREDIT_SALES
from duly.analytics.metrics.speed import DBT, DBT_SIGNED, WADTP

METRICS: tuple[Metric, ...] = (
    OPEN,
    OVERDUE,
    DISPUTED,
    CREDIT_SALES,
    DSO,
    DSO_AVG,
    DSO_COUNTBACK,
    BPDSO,
    ADD,
    CEI,
    AR_TURNOVER,
    COLLECTION_PERIOD,
    PCT_CURRENT,
    PCT_OVER_90,
    WADTP,
    DBT,
    DBT_SIGNED,
    BAD_DEBT,
    HIGH_CREDIT,
    PROMISE_KEPT_RATE,
    PROMISE_KEPT_SHARE,
    DDO,
)
"""Every metric with its definition; documents and reports are made from this tuple."""
