"""What does the whole credit policy say, and which version of it?"""

from __future__ import annotations

import hashlib

from pydantic import Field

from duly.book.policy.ageing import AgeingPolicy
from duly.book.policy.exposure import ExposurePolicy
from duly.book.policy.forecast import ForecastPolicy
from duly.book.policy.grades import GradePolicy
from duly.book.policy.limits import LimitPolicy
from duly.book.policy.metrics import MetricsPolicy
from duly.book.policy.part import PolicyPart
from duly.book.policy.scorecard import Scorecard
from duly.book.policy.terms import TermsPolicy
from duly.book.policy.warnings import WarningPolicy
from duly.book.policy.worklist import WorklistPolicy


class CreditPolicy(PolicyPart):
    """All that a credit manager may argue about, frozen, with a name and a version.

    `currency_scale` says how many major units of a currency stand for one major unit of the
    policy's amounts; a currency not listed counts 1. It is a yardstick of policy (a cap of 5 000
    is 5 000 in EUR, USD or GBP, and 750 000 in JPY), not a rate of exchange.
    """

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    currency_scale: dict[str, int] = Field(default_factory=dict)
    ageing: AgeingPolicy = AgeingPolicy()
    metrics: MetricsPolicy = MetricsPolicy()
    exposure: ExposurePolicy = ExposurePolicy()
    warnings: WarningPolicy = WarningPolicy()
    scorecard: Scorecard
    grades: GradePolicy
    limits: LimitPolicy
    terms: TermsPolicy
    worklist: WorklistPolicy = WorklistPolicy()
    forecast: ForecastPolicy = ForecastPolicy()

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits of SHA-256 over the whole content; stored beside every decision."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]
