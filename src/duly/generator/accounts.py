"""What does the master data say about each customer, and which limit was it given?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from duly.generator.chance import Indices, Stream, stream
from duly.generator.columns import Rows, account_ids, dates, exponents_of, known, rows, words
from duly.generator.customers import Customers, level
from duly.generator.days import Days
from duly.generator.markets import COUNTRIES, MARKETS, SECTORS, SEGMENTS
from duly.generator.names import mailbox
from duly.generator.plan import BookPlan
from duly.kernel.currencies import exponent

NEAR_LIMIT_SHARE = 0.96
NO_LIMIT_RATE = 0.07


def account_rows(plan: BookPlan, customers: Customers, counts: Indices, exposure: Indices) -> Rows:
    """The table accounts. `exposure` is what each owes and has on order at the
    end, in units of its own currency.

    VAT numbers and LEIs stay empty: an invented one that passes its check digits may belong
    to somebody.
    """
    count = len(customers)
    place = np.arange(count)
    currency = customers.currency
    return rows(
        "accounts",
        exponents_of(plan.currencies)[currency],
        account_id=account_ids(place, count),
        name=customers.names,
        parent_id=known(account_ids(np.maximum(customers.parent, 0), count), customers.parent >= 0),
        country=words(COUNTRIES, customers.market),
        currency=words(plan.currencies, currency),
        segment=words(SEGMENTS, customers.segment),
        sector=words(SECTORS, customers.sector),
        language=words([market.language for market in MARKETS], customers.market),
        email=pa.array(map(_email, customers.names)),
        phone=_phones(customers, place),
        registration_no=_registrations(customers, place),
        terms_days=customers.terms_days,
        credit_limit_units=_limits(plan, customers, counts, exposure),
        created_on=dates(_created(plan, customers)),
    )


def _email(name: str) -> str:
    stem, trade, *_ = name.split()
    return mailbox(stem, trade)


def _phones(customers: Customers, place: Indices) -> pa.Array:
    """Numbers that cannot be dialled: no network begins with 000."""
    codes = words([f"+{market.dialling} 000 " for market in MARKETS], customers.market)
    digits = pc.utf8_lpad(pc.cast(pa.array(place * 7919 % 1_000_000), pa.string()), 6, "0")
    return pc.binary_join_element_wise(codes, digits, "")


def _registrations(customers: Customers, place: Indices) -> pa.Array:
    heads = words([f"{market.country}-X" for market in MARKETS], customers.market)
    digits = pc.utf8_lpad(pc.cast(pa.array(place + 100_000), pa.string()), 7, "0")
    return pc.binary_join_element_wise(heads, digits, "")


def _created(plan: BookPlan, customers: Customers) -> Days:
    """Accounts that buy from the first day are up to twelve years older than the book."""
    rng = stream(plan.seed, Stream.LIMITS, 1)
    older = rng.integers(0, 12 * 365, len(customers))
    is_old = customers.starts <= customers.starts.min()
    return customers.starts - np.where(is_old, older, rng.integers(0, 20, len(customers)))


def _limits(plan: BookPlan, customers: Customers, counts: Indices, exposure: Indices) -> pa.Array:
    """Need of the year with the slack its clerk allowed; near-limit characters get little more
    than they owe. Some accounts never got a limit."""
    unit = np.array([level(c) * 10 ** exponent(c) for c in plan.currencies])[customers.currency]
    active_days = np.maximum(customers.ends - customers.starts, 30)
    a_day = customers.ticket * unit * counts / active_days
    wanted = a_day * (customers.terms_days + 20) * customers.limit_slack
    near = customers.limit_slack < 0
    limit = np.where(near, exposure / NEAR_LIMIT_SHARE, wanted)
    step = np.where(near, 100, 1000) * 10 ** exponents_of(plan.currencies)[customers.currency]
    rounded = np.maximum(np.ceil(limit / step), 1).astype(np.int64) * step
    without = stream(plan.seed, Stream.LIMITS).random(len(customers)) < NO_LIMIT_RATE
    return known(pa.array(rounded), ~without | near | customers.documented)
