"""How do accounts pay: how late, how steadily, on which days, and is it changing?"""

from duly.analytics.behaviour.accounts import behaviour, behaviour_of
from duly.analytics.behaviour.first_payment import first_payment
from duly.analytics.behaviour.index import payment_index, portfolio_index
from duly.analytics.behaviour.portfolio import (
    book_behaviour,
    days_late_histogram,
    portfolio_behaviour,
    slowest_accounts,
)
from duly.analytics.behaviour.runs import payment_runs
from duly.analytics.behaviour.trend import trend

__all__ = [
    "behaviour",
    "behaviour_of",
    "book_behaviour",
    "days_late_histogram",
    "first_payment",
    "payment_index",
    "payment_runs",
    "portfolio_behaviour",
    "portfolio_index",
    "slowest_accounts",
    "trend",
]
