"""What do the customers' annual accounts say, and when did they become known?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from duly.generator.balance_sheet import draw_lines
from duly.generator.chance import Flags, Indices
from duly.generator.columns import Rows, dates, exponents_of, known, rows, words
from duly.generator.customers import Customers
from duly.generator.days import Days, month_end
from duly.generator.evidence import Sightings, covered
from duly.generator.ledger_rows import Numbering

STATEMENT_RATES = (0.30, 0.75, 0.95)
# Years end with December for most, with March or June for some.
YEAR_END_MONTHS = (12, 3, 6)
YEAR_END_CHANCES = (0.74, 0.14, 0.12)
PUBLISHED_AFTER_DAYS = (120, 275)
YEARS_BEFORE = 2
# Profit and loss by nature shows purchases instead of the cost of sales (handbook 02 section 4).
BY_NATURE_RATE = 0.25
_BY_FUNCTION_LINES = ("cogs", "gross_profit", "sga")
LISTED_RATE = 0.04


def statement_rows(
    customers: Customers, accounts: Indices, since: int, start: Numbering, rng: np.random.Generator
) -> Rows:
    """Annual statements from two years before the book on, each known four to nine months after
    its year's end; none after the day of insolvency."""
    held = covered(customers, accounts, STATEMENT_RATES, rng.random(len(accounts)))
    seen, years_ago = _year_ends(held, since, start.until, rng)
    known_on = seen.day + rng.integers(*PUBLISHED_AFTER_DAYS, len(seen.day))
    published = (known_on <= start.until) & (known_on < customers.fails_on[seen.account])
    seen, known_on, years_ago = seen.where(published), known_on[published], years_ago[published]
    lines = draw_lines(start.plan, customers, seen, years_ago, rng)
    by_nature = _of_account(seen.account, BY_NATURE_RATE, 7)
    listed = _of_account(seen.account, LISTED_RATE, 11)
    hidden = dict.fromkeys(_BY_FUNCTION_LINES, ~by_nature) | {
        "purchases": by_nature,
        "market_cap": listed,
    }
    currency = customers.currency[seen.account]
    return rows(
        "statements",
        exponents_of(start.plan.currencies)[currency],
        account_id=start.account_ids(seen.account),
        period_end=dates(seen.day),
        currency=words(start.plan.currencies, currency),
        months=np.full(len(seen.day), 12),
        known_on=dates(known_on),
        shares=known(pa.array(1e6 + seen.account % 97 * 1e5), listed),
        **{
            f"{name}_units": known(pa.array(units), hidden[name]) if name in hidden else units
            for name, units in lines.items()
        },
    )


def _year_ends(
    held: Indices, since: int, until: int, rng: np.random.Generator
) -> tuple[Sightings, Indices]:
    """Every year's end between two years before the book and `until`, and its age in years."""
    first_year = 1970 + since // 365 - YEARS_BEFORE - 1
    years = np.arange(first_year, 1970 + until // 365 + 2)
    month = rng.choice(YEAR_END_MONTHS, len(held), p=YEAR_END_CHANCES)
    account = np.repeat(held, len(years))
    months = (np.tile(years, len(held)) - 1970) * 12 + np.repeat(month, len(years)) - 1
    day: Days = month_end(months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64))
    inside: Flags = (day >= since - YEARS_BEFORE * 365) & (day <= until)
    return Sightings(account, day).where(inside), (until - day[inside]) // 365


def _of_account(account: Indices, rate: float, salt: int) -> Flags:
    """The same answer for every year of an account, true for this share of accounts."""
    return (account * 2_654_435_761 + salt * 40_503) % 65_536 < rate * 65_536
