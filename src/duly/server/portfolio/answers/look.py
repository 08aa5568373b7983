"""At which book does a day look, by which policy, and in which currency does it add up?"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any

import ibis.expr.types as ir

from duly.analytics.assessment.assess import Assessment, assess
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.tables import Book
from duly.server.portfolio.rates import StoredRates

Facts = dict[str, Any]
Progress = Callable[[float, str], None]


class Depth(IntEnum):
    """How much of a day is worked out. Of days long past only the figures are ever looked at."""

    FIGURES = 1
    DAY = 2
    FULL = 3


@dataclass(frozen=True)
class Look:
    """One day of one book. `portfolios` says in which part an account is, if in any.

    `since` is the day stored before this one, None for the first.
    """

    book: Book
    policy: CreditPolicy
    as_of: date
    currency: str
    since: date | None = None
    portfolios: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.book, self.policy, as_of=self.as_of)

    @cached_property
    def quotes(self) -> list[Facts]:
        """What one of each currency costs in the reporting currency, on which day, by whom."""
        rates = self.assessment.work.rates
        if rates is None:
            return []
        found = rates.filter(rates.quote == self.currency, rates.base != self.currency)
        return self.rows(found.select("rate", "on", "source", "how", currency="base"))

    @cached_property
    def rates(self) -> StoredRates:
        return StoredRates.listed(self.currency, self.quotes)

    def rows(self, expression: ir.Table) -> list[Facts]:
        """The rows of a table as plain values."""
        found: list[Facts] = self.book.engine.fetch(expression).to_pylist()
        return found

    def worth(self, units: int | None, currency: str) -> int | None:
        """In the reporting currency; None without an amount or without a rate."""
        if units is None or not self.rates.has(currency):
            return None
        return self.rates.worth(units, currency)


def storable(value: Any) -> Any:
    """The value as JSON keeps it: days as ISO text, and what is no number as nothing."""
    if isinstance(value, dict):
        return {key: storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [storable(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
