"""How much money is it, how is it rounded, and how is it split without losing a cent?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

from duly.kernel.amounts import format_units, parse_units
from duly.kernel.currencies import exponent


class MixedCurrencies(ValueError):
    """Two currencies met in one sum or comparison. Convert first, at a dated rate."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """A whole number of a currency's smallest unit. `Money(123450, "EUR")` is 1,234.50 euros.

    Adds, subtracts and orders within one currency only (else `MixedCurrencies`). Amounts of
    different currencies are never equal, zeros included.
    """

    units: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.units) is not int:
            raise TypeError(f"units are a whole number, not {self.units!r}")
        exponent(self.currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """From canonical text; raises `BadAmount` as `parse_units` does."""
        return cls(parse_units(text, currency), currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.units + self._units_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.units - self._units_of(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.units, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.units < self._units_of(other)

    def __str__(self) -> str:
        return f"{format_units(self.units, self.currency)} {self.currency}"

    def share(self, rate: Decimal) -> Money:
        """This part of the amount, rounded once: `Money(999, "EUR").share(Decimal("0.5"))`."""
        return Money(share(self.units, rate), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Parts in proportion to the weights that add up to the whole; see `split_units`."""
        return [Money(part, self.currency) for part in split_units(self.units, weights)]

    def _units_of(self, other: Money) -> int:
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} met {other.currency}")
        return other.units


def round_units(exact: Decimal) -> int:
    """THE rounding of money: to the nearest unit, half away from zero (commercial rounding).

    The same as `round` in DuckDB and Spark, so that a figure does not depend on who computed it.
    Raises `TypeError` for floats and `ValueError` for what is not a number.
    """
    _refuse_inexact(exact)
    return round_ratio(*exact.as_integer_ratio())


def round_ratio(numerator: int, denominator: int) -> int:
    """`round_units` of an exact fraction, for quotients that no Decimal holds exactly.

    Interest of 8 % over 45 days of 365 is `round_ratio(units * 8 * 45, 100 * 365)`.
    """
    negative = (numerator < 0) != (denominator < 0)
    top, bottom = abs(numerator), abs(denominator)
    units = (2 * top + bottom) // (2 * bottom)
    return -units if negative else units


def share(units: int, rate: Decimal) -> int:
    """`units` × `rate`, rounded once by `round_units`. A rate of 8 % is `Decimal("0.08")`.

    Computed in whole numbers: the 28 digits of Decimal's context cannot round it twice.
    """
    _refuse_inexact(rate)
    numerator, denominator = rate.as_integer_ratio()
    return round_ratio(units * numerator, denominator)


def split_units(units: int, weights: Sequence[int]) -> list[int]:
    """Split by largest remainder: parts in proportion to the weights, which always add up.

    The units left over go one each to the parts with the largest remainders, ties to the first.
    A negative amount is split as its positive mirror, so that a credit note undoes its invoice.
    Raises `ValueError` if a weight is negative or all are zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative, nor all zero")
    if units < 0:
        return [-part for part in split_units(-units, weights)]
    parts = [units * weight // total for weight in weights]
    remainders = [units * weight % total for weight in weights]
    largest_first = sorted(range(len(parts)), key=lambda index: (-remainders[index], index))
    for index in largest_first[: units - sum(parts)]:
        parts[index] += 1
    return parts


def _refuse_inexact(number: Decimal) -> None:
    # A float has as_integer_ratio too, and would pass with the noise of its last bits.
    if not isinstance(number, Decimal):
        raise TypeError(f"a Decimal is needed, not {number!r}")
    if not number.is_finite():
        raise ValueError(f"not a number: {number}")
