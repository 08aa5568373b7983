"""What may a sale on credit lose and earn, and how much of it can we bear?

Probabilities, loss shares and rates are decimals (0.03 is 3 %); money is int units of one
currency, rounded once by the kernel's rounding. Formulas: handbook 04 section 5.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from duly.kernel.money import round_ratio

DAYS_IN_YEAR = 365


def pd_over(days: int, *, yearly_pd: float) -> float:
    """The probability of default within `days`, from that within a year (same risk every day)."""
    _refuse_unless_share(yearly_pd=yearly_pd)
    if days < 0:
        raise ValueError(f"a horizon of {days} days has no probability")
    return float(1 - (1 - yearly_pd) ** (days / DAYS_IN_YEAR))


def expected_loss_units(exposure_units: int, *, pd: Decimal, lgd: Decimal) -> int:
    """Expected loss PD x LGD x EAD; `pd` must be of the exposure's own horizon (`pd_over`)."""
    _refuse_unless_share(pd=pd, lgd=lgd)
    return _rounded(Fraction(pd) * Fraction(lgd) * exposure_units)


def funding_units(amount_units: int, *, rate: Decimal, days: int) -> int:
    """What it costs to wait `days` for an amount at a yearly funding rate (365 days)."""
    return _rounded(_funding(amount_units, rate, days))


def expected_profit_units(
    price_units: int,
    *,
    margin: Decimal,
    pd: Decimal,
    lgd: Decimal,
    funding_rate: Decimal,
    days: int,
) -> int:
    """Margin earned if paid, less the loss on cost if not, less funding; rounded once.

    (1 - PD) x margin x price - PD x LGD x cost - price x rate x days / 365, with cost = price x
    (1 - margin): what is lost when a customer fails is what the goods cost us.
    """
    _refuse_unless_share(pd=pd, lgd=lgd)
    default, earned = Fraction(pd), Fraction(margin) * price_units
    lost = Fraction(lgd) * (price_units - earned)
    waiting = _funding(price_units, funding_rate, days)
    return _rounded((1 - default) * earned - default * lost - waiting)


def break_even_pd(
    *, margin: Decimal, lgd: Decimal, funding_rate: Decimal, days: int
) -> float | None:
    """The PD at which `expected_profit_units` is zero: (margin - funding) / (margin + LGD x cost).

    Below zero when funding alone eats the margin: no PD is low enough. None when neither margin
    nor loss depends on the PD (margin + LGD x cost is not positive).
    """
    _refuse_unless_share(lgd=lgd)
    earned = Fraction(margin)
    at_stake = earned + Fraction(lgd) * (1 - earned)
    if at_stake <= 0:
        return None
    return float((earned - _funding(1, funding_rate, days)) / at_stake)


def risk_premium(*, pd: float, lgd: float) -> float | None:
    """The share of the amount to add to the price for the risk: PD x LGD / (1 - PD).

    Funding comes on top. None for a certain default: no price makes up for it.
    """
    _refuse_unless_share(pd=pd, lgd=lgd)
    return None if pd == 1 else pd * lgd / (1 - pd)


def kelly_share(*, pd: float, loss_share: float, gain_share: float) -> float | None:
    """The share of own risk capital to put on one independent buyer at most: (1 - PD) / L - PD / b.

    `loss_share` L is lost of each unit exposed when the buyer fails, `gain_share` b is earned
    when it pays. Not above zero: no open credit; above one: not binding; use half of it, as is
    custom. None when nothing can be lost or earned. Correlated buyers need concentration caps.
    """
    _refuse_unless_share(pd=pd, loss_share=loss_share)
    if loss_share == 0 or gain_share <= 0:
        return None
    return (1 - pd) / loss_share - pd / gain_share


def deposit_share(*, pd: float, lgd: float, target: float) -> float:
    """The deposit, as a share of the price, that brings PD x LGD x (1 - s) down to `target`.

    0 when the loss is at or below the target already. Raises for shares outside 0 to 1.
    """
    _refuse_unless_share(pd=pd, lgd=lgd, target=target)
    loss = pd * lgd
    return 0.0 if loss <= target else 1 - target / loss


def _funding(amount_units: int, rate: Decimal, days: int) -> Fraction:
    return Fraction(rate) * amount_units * days / DAYS_IN_YEAR


def _rounded(exact: Fraction) -> int:
    return round_ratio(exact.numerator, exact.denominator)


def _refuse_unless_share(**shares: float | Decimal) -> None:
    for name, value in shares.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is a share from 0 to 1, not {value}")
