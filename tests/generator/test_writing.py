"""The laws every generated book keeps, whatever the plan."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generator.conftest import UNTIL
from tests.generator.reading import Pages, read_book

from duly.book.findings import BadInput
from duly.book.schema import TABLES
from duly.generator import BookPlan, generate
from duly.generator import writing as writing_module

PLANS = st.builds(
    BookPlan,
    invoices=st.integers(40, 400),
    until=st.just(UNTIL),
    accounts=st.integers(1, 40),
    seed=st.integers(0, 10_000),
    years=st.sampled_from([0.25, 1.0, 3.0, 8.0]),
    entities=st.integers(1, 9),
    currencies=st.sampled_from([("EUR",), ("JPY", "KWD"), ("EUR", "USD", "GBP"), ("BHD", "CLF")]),
)


def book_of(plan: BookPlan, folder) -> Pages:
    return read_book(folder, generate(plan, folder, overwrite=True))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return tmp_path_factory.mktemp("shelf")


@settings(max_examples=40, deadline=None)
@given(plan=PLANS)
def test_money_is_conserved(plan, shelf):
    book = book_of(plan, shelf)
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


@settings(max_examples=25, deadline=None)
@given(plan=PLANS)
def test_allocations_stay_within_account_and_currency(plan, shelf):
    book = book_of(plan, shelf)
    legs = book.allocations.merge(book.invoices, on="invoice_id")
    paid = legs.merge(book.payments, on="payment_id", suffixes=("", "_paid"))
    notes = book.invoices.rename(columns={"invoice_id": "credit_note_id"})
    noted = legs.merge(notes, on="credit_note_id", suffixes=("", "_noted"))
    for other, pairs in (("_paid", paid), ("_noted", noted)):
        assert (pairs.account_id == pairs[f"account_id{other}"]).all()
        assert (pairs.currency == pairs[f"currency{other}"]).all()
    assert legs.payment_id.notna().ne(legs.credit_note_id.notna()).all()
    assert set(noted.kind_noted) <= {"credit_note"}


@settings(max_examples=25, deadline=None)
@given(plan=PLANS)
def test_keys_are_unique_and_required_cells_are_filled(plan, shelf):
    book = book_of(plan, shelf)
    for name, schema in TABLES.items():
        page = book.frames[name]
        assert list(page.columns) == list(schema.fields)
        assert not schema.key or not page.duplicated(list(schema.key)).any(), name
        for column in schema.required:
            assert page[column.field].notna().all(), (name, column.name)
    assert len(book.invoices) == plan.invoices
    assert len(book.accounts) == plan.account_count
    assert set(book.invoices.account_id) == set(book.accounts.account_id)


@settings(max_examples=25, deadline=None)
@given(plan=PLANS)
def test_nothing_is_known_after_the_last_day(plan, shelf):
    book = book_of(plan, shelf)
    until = pd.Timestamp(plan.until)
    may_lie_ahead = {("invoices", "due_on"), ("promises", "due_on")}
    for name, page in book.frames.items():
        for column in page.select_dtypes("datetime").columns:
            if (name, column) not in may_lie_ahead:
                assert not (page[column] > until).any(), (name, column)


@settings(max_examples=25, deadline=None)
@given(plan=PLANS)
def test_days_follow_each_other(plan, shelf):
    book = book_of(plan, shelf)
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


@settings(max_examples=20, deadline=None)
@given(plan=PLANS)
def test_groups_are_trees(plan, shelf):
    parents = book_of(plan, shelf).accounts.set_index("account_id").parent_id.dropna()
    assert (parents < parents.index).all()


def test_the_same_plan_writes_the_same_bytes(tmp_path):
    plan = BookPlan(1_000, UNTIL)
    for folder in ("one", "two"):
        generate(plan, tmp_path / folder)
    for name in TABLES:
        one, two = (tmp_path / f / f"{name}.parquet" for f in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ({"seed": 2}, "invoices"),
        ({"until": date(2026, 10, 30)}, "invoices"),
        ({"invoices": 1_001}, "invoices"),
        ({"accounts": 41}, "accounts"),
        ({"years": 2.0}, "invoices"),
        ({"entities": 3}, "invoices"),
        ({"currencies": ("EUR", "USD", "CHF")}, "rates"),
        ({"currency_shares": (0.8, 0.1, 0.1)}, "invoices"),
        ({"countries": ("FR", "US", "GB")}, "accounts"),
        ({"story": True}, "accounts"),
    ],
)
def test_every_wish_changes_the_book(change, table, tmp_path):
    wish = {"invoices": 1_000, "until": UNTIL, "accounts": 40, "seed": 1}
    pages = [
        book_of(BookPlan(**asked), tmp_path / str(n)).frames[table]
        for n, asked in enumerate((wish, wish | change))
    ]
    assert not pages[0].equals(pages[1])


def test_blocks_join_without_a_seam(tmp_path, monkeypatch):
    monkeypatch.setattr(writing_module, "BLOCK_INVOICES", 100)
    seen = []
    plan = BookPlan(1_000, UNTIL)
    totals = generate(plan, tmp_path, progress=lambda done, total: seen.append((done, total)))
    book = read_book(tmp_path, totals)
    assert len(seen) > 5
    assert seen[-1] == (1_000, 1_000)
    for name in ("invoices", "payments", "disputes", "promises", "orders"):
        assert book.frames[name][TABLES[name].key[0]].is_unique


def test_one_invoice_makes_a_book(tmp_path):
    book = book_of(BookPlan(1, UNTIL), tmp_path)
    assert book.totals.rows["invoices"] == 1


def test_a_currency_without_decimals_and_one_with_three_are_written_in_their_units(tmp_path):
    book = book_of(BookPlan(2_000, UNTIL, currencies=("JPY", "KWD")), tmp_path)
    typical = book.invoices.groupby("currency").amount_units.median()
    # 160 yen or 330 fils to the euro: about half as many units of the one as of the other.
    assert 0.1 < typical["JPY"] / typical["KWD"] < 2.5


def test_a_generated_book_looks_like_a_ledger(pages):
    late = (pages.days_late().days_late > 0).mean()
    open_share = pages.totals.open_invoices / 20_000
    disputed = pages.disputes.invoice_id.nunique() / 20_000
    assert 0.35 <= late <= 0.50
    assert 0.08 <= open_share <= 0.15
    assert 0.02 <= disputed <= 0.06
    assert pages.payments.amount_units.sum() > pages.allocations.amount_units.sum() * 0.9


def test_one_payment_often_covers_many_invoices(pages):
    invoices_paid = pages.allocations.groupby("payment_id").size()
    assert (invoices_paid > 1).mean() > 0.1
    assert invoices_paid.max() >= 5


def test_some_invoices_are_paid_in_parts_or_short(pages):
    payments = pages.allocations.dropna(subset="payment_id").groupby("invoice_id").size()
    assert (payments == 2).sum() > 100
    assert payments.max() == 2


def test_a_few_accounts_make_most_of_the_sales(pages):
    by_account = pages.invoices.groupby("account_id").size().sort_values(ascending=False)
    assert by_account.head(150).sum() > 0.35 * 20_000


def test_insolvent_accounts_pay_nothing_after_their_end(pages):
    ends = pd.to_datetime(pd.Series(dict(pages.totals.insolvencies)))
    last = pages.payments.groupby("account_id").received_on.max().reindex(ends.index).dropna()
    assert len(ends) > 20
    assert (last < ends.reindex(last.index)).all()


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(BadInput, match="is not empty"):
        generate(BookPlan(10, UNTIL), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
