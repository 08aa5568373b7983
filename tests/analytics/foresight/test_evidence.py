"""Is what was paid counted by customer, by age and by what was known?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import FIT_ON, book, ledger

from duly.analytics.foresight.evidence import NEVER, Evidence, evidence, shares_before
from duly.analytics.foresight.outcomes import outcomes


def told() -> Evidence:
    return evidence(outcomes(book(), as_of=FIT_ON), engine=book().engine)


def test_every_invoice_issued_is_evidence_and_an_open_one_is_never_paid_yet() -> None:
    issued = {row["invoice_id"] for row in ledger()["invoices"] if row["issued_on"] <= FIT_ON}
    paid = {row["invoice_id"] for row in ledger()["allocations"] if row["allocated_on"] <= FIT_ON}
    found = told()
    assert set(found.invoice_ids.to_pylist()) == issued
    is_paid = (found.late < NEVER).tolist()
    assert set(found.invoice_ids.filter(is_paid).to_pylist()) == paid


@pytest.mark.parametrize("day", [-5, 0, 7])
def test_counts_are_those_of_a_count_by_hand(day: int) -> None:
    found = told()
    on = np.array([number(date(2025, 6, 1)), number(date(2025, 9, 1))])
    asked = np.array(["A3", "A7"], dtype=object)
    old, paid = shares_before(found, found.account_ids, asked=asked, on=on, days=np.array([day]))
    for row, (account, today) in enumerate(zip(asked, on, strict=True)):
        is_old = (found.account_ids == account) & (found.due + day < today)
        assert old[row, 0] == is_old.sum()
        assert paid[row, 0] == (is_old & (found.closed_late <= day)).sum()


def test_an_unknown_customer_has_no_evidence() -> None:
    found = told()
    asked = np.array(["Z"], dtype=object)
    old, paid = shares_before(
        found, found.account_ids, asked=asked, on=found.due[:1] + 500, days=np.array([0])
    )
    assert (old.sum(), paid.sum()) == (0, 0)


def number(day: date) -> int:
    return (day - date(1970, 1, 1)).days
