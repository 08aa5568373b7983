"""What is paying early worth, to the one who gets the discount and the one who gives it?"""

from __future__ import annotations

from decimal import Decimal

from duly.kernel.money import round_ratio

DAYS_IN_YEAR = 365


class SenselessDiscount(ValueError):
    """The terms describe no early-payment discount. The message says why."""


def simple_apr(
    rate: float, *, discount_days: int, net_days: int, days_in_year: int = DAYS_IN_YEAR
) -> float:
    """The yearly interest (0.37 is 37 %) a buyer forgoes by not taking the discount.

    `rate` 0.02, `discount_days` 10, `net_days` 30 is 2/10 net 30: rate / (1 - rate) for
    `net_days` - `discount_days` days. `days_in_year` is 365, or 360 by bank custom. Raises
    `SenselessDiscount` unless 0 <= rate < 1 and 0 <= discount_days < net_days.
    Source: handbook 04 section 5.
    """
    return _gain(rate) * days_in_year / _days_gained(discount_days, net_days)


def effective_apr(
    rate: float, *, discount_days: int, net_days: int, days_in_year: int = DAYS_IN_YEAR
) -> float:
    """As `simple_apr`, but compounded: what taking every such discount earns in a year."""
    periods = days_in_year / _days_gained(discount_days, net_days)
    return float((1 + _gain(rate)) ** periods - 1)


def dynamic_discount_units(
    amount_units: int, *, apr: Decimal, days_early: int, days_in_year: int = DAYS_IN_YEAR
) -> int:
    """The discount for paying `days_early` at a yearly rate: amount x apr x days / year.

    In smallest units of the amount's currency, rounded once. A credit note (negative amount)
    gives the mirror image. Raises `SenselessDiscount` for a negative rate or number of days.
    """
    if apr < 0 or days_early < 0:
        raise SenselessDiscount("neither the yearly rate nor the days early may be negative")
    numerator, denominator = apr.as_integer_ratio()
    return round_ratio(amount_units * numerator * days_early, denominator * days_in_year)


def _gain(rate: float) -> float:
    if not 0 <= rate < 1:
        raise SenselessDiscount(f"a discount is a share from 0 to below 1, not {rate}")
    return rate / (1 - rate)


def _days_gained(discount_days: int, net_days: int) -> int:
    if not 0 <= discount_days < net_days:
        raise SenselessDiscount("the discount must end before the net day")
    return net_days - discount_days
