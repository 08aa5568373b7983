"""Which late customers promised to pay, and did they keep their word?"""

from __future__ import annotations

import numpy as np

from duly.generator.chance import Flags, Indices
from duly.generator.columns import Rows, dates, exponents_of, numbered, rows, words
from duly.generator.customers import Customers
from duly.generator.days import Days
from duly.generator.ledger_rows import Numbering
from duly.generator.sales import INVOICE, Sales
from duly.generator.settlement import Settlement

FIRST_CALL_DAYS = 7


def promise_rows(
    sales: Sales,
    settlement: Settlement,
    customers: Customers,
    start: Numbering,
    rng: np.random.Generator,
) -> Rows:
    """One promise per invoice that was called about. A kept one falls due after the money came,
    a broken one before; `invoice_ids` names the invoice."""
    made = sales.due + FIRST_CALL_DAYS + rng.integers(0, 12, len(sales))
    row = np.flatnonzero(_promised(sales, settlement, customers, rng, made=made, until=start.until))
    account, paid_on = sales.account[row], settlement.first_on[row]
    paid = paid_on <= settlement.stops_on[row]
    kept = paid & (rng.random(len(row)) < customers.temper.kept_rate[account])
    promised_on = _promised_on(rng, made[row], paid_on, kept)
    return rows(
        "promises",
        exponents_of(start.plan.currencies)[sales.currency[row]],
        promise_id=numbered("PRM-", np.arange(len(row)) + start.promises + 1),
        account_id=start.account_ids(account),
        amount_units=settlement.first_units[row],
        currency=words(start.plan.currencies, sales.currency[row]),
        made_on=dates(made[row]),
        due_on=dates(promised_on),
        invoice_ids=start.invoice_ids(row),
    )


def _promised(
    sales: Sales,
    settlement: Settlement,
    customers: Customers,
    rng: np.random.Generator,
    *,
    made: Days,
    until: int,
) -> Flags:
    called = rng.random(len(sales)) < customers.temper.promise_rate[sales.account]
    owing = (settlement.first_units > 0) & (settlement.first_on > made + 1)
    possible = (made <= until) & (made < customers.fails_on[sales.account])
    return called & owing & possible & (sales.kind == INVOICE)


def _promised_on(rng: np.random.Generator, made: Days, paid_on: Days, kept: Flags) -> Indices:
    """Kept promises leave some days for the desk; broken ones lie between the call and the
    payment."""
    gap = np.minimum(paid_on - made - 1, 14)
    broken_on = made + 1 + (rng.random(len(made)) * gap).astype(np.int64)
    return np.where(kept, paid_on + rng.integers(3, 8, len(made)), broken_on)
