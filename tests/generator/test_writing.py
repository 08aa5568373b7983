"""The laws every generated book keeps, whatever the plan."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generator.conftest import UNTIL
from tests.generator.laws import LAWS
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


VARIED = (
    BookPlan(400, UNTIL, 40),
    BookPlan(400, UNTIL, 1, seed=3),
    BookPlan(300, UNTIL, 30, years=0.25, currencies=("JPY", "KWD")),
    BookPlan(3_000, UNTIL, 60, seed=9, years=8.0, entities=9, countries=("IT", "GB", "US")),
)


@pytest.fixture(scope="module", params=VARIED, ids=range(len(VARIED)))
def written(request, tmp_path_factory):
    return request.param, book_of(request.param, tmp_path_factory.mktemp("varied"))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_book_keeps(law, written):
    law(*written)


@settings(max_examples=25, deadline=None)
@given(plan=PLANS)
def test_no_plan_breaks_a_law(plan, shelf):
    book = book_of(plan, shelf)
    for law in LAWS:
        law(plan, book)


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
    book = book_of(BookPlan(4_000, UNTIL, 800, currencies=("JPY", "KWD")), tmp_path)
    by_account = book.invoices.groupby(["currency", "account_id"]).amount_units.median()
    typical = by_account.groupby("currency").median()
    # 160 yen or 330 fils to the euro: about half as many units of the one as of the other.
    assert 0.2 < typical["JPY"] / typical["KWD"] < 1.2


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
