"""What was an amount worth in the reporting currency, at the rates stored with the day?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from duly.kernel.currencies import EXPONENTS
from duly.kernel.money import round_ratio

if TYPE_CHECKING:
    from duly.server.portfolio.models import Snapshot


@dataclass(frozen=True, slots=True)
class StoredRates:
    """One unit of each currency in units of the reporting currency."""

    currency: str
    factors: Mapping[str, float]

    @classmethod
    def of(cls, snapshot: Snapshot) -> StoredRates:
        """The rates a snapshot was made with."""
        return cls.listed(snapshot.currency, snapshot.figures["rates"])

    @classmethod
    def listed(cls, currency: str, rows: Iterable[Mapping[str, Any]]) -> StoredRates:
        """From the rows of figures.rates."""
        return cls.quoted(currency, {row["currency"]: row["rate"] for row in rows})

    @classmethod
    def quoted(cls, currency: str, rates: Mapping[str, float]) -> StoredRates:
        """From prices as people quote them: one euro costs so many dollars."""
        factors = {
            other: rate * _size(currency) / _size(other)
            for other, rate in rates.items()
            if other != currency
        }
        return cls(currency, factors)

    def has(self, currency: str) -> bool:
        return currency == self.currency or currency in self.factors

    def worth(self, units: int, currency: str) -> int:
        """Rounded once, half away from zero, as the core does. KeyError without a rate."""
        if currency == self.currency:
            return units
        numerator, denominator = self.factors[currency].as_integer_ratio()
        return round_ratio(units * numerator, denominator)


def _size(currency: str) -> int:
    """Smallest units in one of the currency; codes out of the standard count two decimals."""
    return int(10 ** EXPONENTS.get(currency, 2))
