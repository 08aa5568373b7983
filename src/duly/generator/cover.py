"""Which customers are insured, for how much, and when did the insurer withdraw?"""

from __future__ import annotations

import numpy as np

from duly.generator.chance import Indices
from duly.generator.columns import Rows, dates, exponents_of, repeated, rows, words
from duly.generator.customers import Customers, level
from duly.generator.days import Days
from duly.generator.evidence import covered
from duly.generator.ledger_rows import Numbering
from duly.kernel.currencies import exponent

INSURER, POLICY = "Harbour Mutual", "HM-20417"
COVER_RATES = (0.10, 0.40, 0.60)
WITHDRAWN_DAYS = (60, 150)
LIMIT_STEP = 5_000


def cover_rows(
    customers: Customers, accounts: Indices, start: Numbering, rng: np.random.Generator
) -> Rows:
    """One limit per insured account. Insurers leave a failing customer two to five months
    before the end."""
    held = covered(customers, accounts, COVER_RATES, rng.random(len(accounts)))
    count = len(held)
    valid_from = customers.starts[held] + rng.integers(0, 60, count)
    withdrawn = customers.fails_on[held] - rng.integers(*WITHDRAWN_DAYS, count)
    is_known = (valid_from <= start.until) & (withdrawn > valid_from)
    held, valid_from, withdrawn = held[is_known], valid_from[is_known], withdrawn[is_known]
    currency = customers.currency[held]
    return rows(
        "cover",
        exponents_of(start.plan.currencies)[currency],
        account_id=start.account_ids(held),
        insurer=repeated(INSURER, len(held)),
        policy=repeated(POLICY, len(held)),
        currency=words(start.plan.currencies, currency),
        limit_units=_limits(customers, held, start),
        insured_share=np.where(customers.health[held] > -0.5, 0.9, 0.8),
        valid_from=dates(valid_from),
        valid_until=dates(withdrawn, _is_over(withdrawn, start.until)),
        max_terms_days=np.where(customers.terms_days[held] > 45, 90, 60),
        max_extension_days=np.where(held % 3 == 0, 30, 60),
    )


def _is_over(withdrawn: Days, until: int) -> np.ndarray:
    return withdrawn <= until


def _limits(customers: Customers, held: Indices, start: Numbering) -> Indices:
    codes = start.plan.currencies
    worth = np.array([level(c) * 10 ** exponent(c) for c in codes])[customers.currency[held]]
    step = LIMIT_STEP * worth
    wanted = np.maximum(np.rint(customers.ticket[held] * 6 * worth / step), 1)
    return np.rint(wanted * step).astype(np.int64)
