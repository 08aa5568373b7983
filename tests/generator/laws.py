"""What must be true of every generated book, whatever the plan. Each law asserts."""

import pandas as pd
from tests.generator.reading import Pages

from duly.book.schema import TABLES
from duly.generator import BookPlan


def money_is_conserved(plan: BookPlan, book: Pages) -> None:
    invoices = book.invoices.set_index("invoice_id")
    allocations = book.allocations
    by_payment = allocations.groupby("payment_id").amount_units.sum()
    by_note = allocations.groupby("credit_note_id").amount_units.sum()
    payments = book.payments.set_index("payment_id").amount_units
    assert (allocations.amount_units > 0).all()
    assert (by_payment <= payments.reindex(by_payment.index)).all()
    assert (book.paid_units <= invoices.amount_units.reindex(book.paid_units.index)).all()
    assert (by_note <= -invoices.amount_units.reindex(by_note.index)).all()
    left = book.open_units().groupby(invoices.currency).sum()
    assert left.to_dict() == {c: u for c, u in book.totals.open_units.items() if c in left.index}


def allocations_stay_within_account_and_currency(plan: BookPlan, book: Pages) -> None:
    legs = book.allocations.merge(book.invoices, on="invoice_id")
    paid = legs.merge(book.payments, on="payment_id", suffixes=("", "_paid"))
    notes = book.invoices.rename(columns={"invoice_id": "credit_note_id"})
    noted = legs.merge(notes, on="credit_note_id", suffixes=("", "_noted"))
    for other, pairs in (("_paid", paid), ("_noted", noted)):
        assert (pairs.account_id == pairs[f"account_id{other}"]).all()
        assert (pairs.currency == pairs[f"currency{other}"]).all()
    assert legs.payment_id.notna().ne(legs.credit_note_id.notna()).all()
    assert set(noted.kind_noted) <= {"credit_note"}


def keys_are_unique_and_required_cells_are_filled(plan: BookPlan, book: Pages) -> None:
    for name, schema in TABLES.items():
        page = book.frames[name]
        assert list(page.columns) == list(schema.fields)
        assert not schema.key or not page.duplicated(list(schema.key)).any(), name
        for column in schema.required:
            assert page[column.field].notna().all(), (name, column.name)
    assert len(book.invoices) == plan.invoices
    assert len(book.accounts) == plan.account_count
    assert set(book.invoices.account_id) == set(book.accounts.account_id)


def nothing_is_known_after_the_last_day(plan: BookPlan, book: Pages) -> None:
    until = pd.Timestamp(plan.until)
    may_lie_ahead = {("invoices", "due_on"), ("promises", "due_on")}
    for name, page in book.frames.items():
        for column in page.select_dtypes("datetime").columns:
            if (name, column) not in may_lie_ahead:
                assert not (page[column] > until).any(), (name, column)


def days_follow_each_other(plan: BookPlan, book: Pages) -> None:
    invoices, orders, disputes = book.invoices, book.orders, book.disputes
    legs = book.allocations.merge(invoices, on="invoice_id")
    assert (invoices.due_on >= invoices.issued_on).all()
    assert (invoices.issued_on >= pd.Timestamp(plan.since)).all()
    assert (legs.allocated_on >= legs.issued_on).all()
    assert not (legs.written_off_on < legs.allocated_on).any()
    assert not (orders.shipped_on < orders.placed_on).any()
    assert not (orders.invoiced_on < orders.shipped_on).any()
    assert not (disputes.closed_on < disputes.opened_on).any()
    assert (book.promises.due_on > book.promises.made_on).all()
    assert (book.statements.known_on > book.statements.period_end).all()
    opened = invoices.merge(book.accounts[["account_id", "created_on"]], on="account_id")
    assert (opened.issued_on >= opened.created_on).all()


def groups_are_trees(plan: BookPlan, book: Pages) -> None:
    parents = book.accounts.set_index("account_id").parent_id.dropna()
    assert (parents < parents.index).all()


LAWS = (
    money_is_conserved,
    allocations_stay_within_account_and_currency,
    keys_are_unique_and_required_cells_are_filled,
    nothing_is_known_after_the_last_day,
    days_follow_each_other,
    groups_are_trees,
)
