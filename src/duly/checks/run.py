"""Which invariants does a book break?"""

from __future__ import annotations

from datetime import date

from duly.book.tables import Book
from duly.checks import (
    account_known,
    ageing_ties,
    allocation_dated,
    balance_rolls_forward,
    credit_note_used,
    group_tree,
    invoice_allocated,
    invoice_known,
    keys_unique,
    kind_signed,
    one_currency,
    one_source,
    order_of_days,
    payment_allocated,
)
from duly.checks.check import Check, CheckResult

ALL_CHECKS: tuple[Check, ...] = (
    *keys_unique.CHECKS,
    account_known.CHECK,
    invoice_known.CHECK,
    kind_signed.CHECK,
    one_source.CHECK,
    one_currency.CHECK,
    allocation_dated.CHECK,
    payment_allocated.CHECK,
    invoice_allocated.CHECK,
    credit_note_used.CHECK,
    *order_of_days.CHECKS,
    group_tree.CHECK,
    ageing_ties.CHECK,
    balance_rolls_forward.CHECK,
)

MAX_EXAMPLES = 20


def run_checks(
    book: Book, *, as_of: date, checks: tuple[Check, ...] = ALL_CHECKS
) -> tuple[CheckResult, ...]:
    """Every check with its answer, in the order given."""
    return tuple(_result(check, book, as_of) for check in checks)


def _result(check: Check, book: Book, as_of: date) -> CheckResult:
    found = check.run(book, as_of=as_of)
    count = book.engine.fetch(found.agg(n=found.count())).column("n")[0].as_py()
    if count == 0:
        return CheckResult(check, 0, ())
    columns = ("table", "key", "observed", "expected")
    first = book.engine.fetch(found.order_by("key").limit(MAX_EXAMPLES).select(*columns))
    return CheckResult(check, count, tuple(first.to_pylist()))
