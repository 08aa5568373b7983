"""Opening a book: what is accepted, what is set aside, and that the totals reconcile."""

from __future__ import annotations

import pytest

from duly.book.findings import BadInput, FindingCount, MoneyTotals, RowTotals
from duly.book.reading import open_book
from duly.book.schema import TABLES


def codes(book) -> dict[str, int]:
    return {f"{found.table}.{found.code}": found.count for found in book.counts}


def rows_of(book, table) -> list[dict]:
    return book.book.engine.fetch(book.book.tables[table]).to_pylist()


def test_a_clean_book_has_nothing_to_report(opened):
    book = opened()
    assert book.findings == ()
    assert book.counts == ()


def test_a_clean_book_comes_in_whole(opened):
    book = opened()
    assert book.rows == (
        RowTotals("accounts", 2, 2),
        RowTotals("invoices", 3, 3),
        RowTotals("payments", 2, 2),
        RowTotals("allocations", 2, 2),
    )


def test_money_is_counted_by_table_and_currency(opened):
    assert MoneyTotals("invoices", "EUR", 13000, 13000) in opened().money


def test_every_table_of_the_contract_is_there_if_only_empty(opened):
    book = opened().book
    assert set(book.tables) == set(TABLES)
    assert book.present == {"accounts", "invoices", "payments", "allocations"}
    for name, schema in TABLES.items():
        assert dict(book.tables[name].schema().items()).keys() == schema.fields.keys()


def test_values_are_typed(opened):
    first = min(rows_of(opened(), "invoices"), key=lambda row: row["due_on"])
    assert (first["invoice_id"], first["amount_units"], first["kind"]) == (
        "C1",
        -2000,
        "credit_note",
    )


def test_leading_zeros_of_identifiers_stay(opened):
    book = opened(
        accounts=None,
        invoices=["007,010,,EUR,1,2024-01-01,2024-01-31,"],
        payments=None,
        allocations=None,
    )
    assert [(r["invoice_id"], r["account_id"]) for r in rows_of(book, "invoices")] == [
        ("007", "010")
    ]


def test_an_invoice_below_zero_becomes_a_credit_note(opened):
    book = opened(
        invoices=["I1,A,invoice,EUR,-1.00,2024-01-01,2024-01-31,"], payments=None, allocations=None
    )
    assert rows_of(book, "invoices")[0]["kind"] == "credit_note"


def test_texts_are_stripped_of_blanks_and_control_characters(opened):
    book = opened(
        invoices=[" I\x001 ,\u00a0A,,EUR,1,2024-01-01,2024-01-31,"], payments=None, allocations=None
    )
    row = rows_of(book, "invoices")[0]
    assert (row["invoice_id"], row["account_id"]) == ("I1", "A")


OVERUSE = [
    ("payments.allocation_over_payment", "I2,10.01,2024-02-06,P2,", "I2,10.00,2024-02-06,P2,"),
    ("invoices.over_allocated_invoice", "I2,50.01,2024-02-06,P4,", "I2,50.00,2024-02-06,P4,"),
    ("invoices.over_used_credit_note", "I1,20.01,2024-02-06,,C1", "I1,20.00,2024-02-06,,C1"),
]


@pytest.mark.parametrize(("code", "beyond", "just"), OVERUSE)
def test_what_is_allocated_beyond_the_amount_is_kept_and_noted(opened, code, beyond, just):
    payments = ["P2,,EUR,10.00,2024-02-06,", "P4,,EUR,99.00,2024-02-06,"]
    book = opened(payments=payments, allocations=[beyond])
    assert codes(book) == {code: 1}
    assert all(row.set_aside == 0 for row in book.rows)


def test_what_is_allocated_up_to_the_amount_is_not_noted(opened):
    payments = ["P2,,EUR,10.00,2024-02-06,", "P4,,EUR,40.00,2024-02-06,"]
    allocations = ["I2,10.00,2024-02-06,P2,", "I2,40.00,2024-02-06,P4,", "I1,20.00,2024-02-06,,C1"]
    assert codes(opened(payments=payments, allocations=allocations)) == {}


def test_a_refund_undone_by_an_allocation_below_zero_is_not_overused(opened):
    payments = ["P2,,EUR,-10.00,2024-02-06,"]
    book = opened(payments=payments, allocations=["C1,-10.00,2024-02-06,P2,"])
    assert codes(book) == {"payments.negative_amount": 1, "allocations.negative_amount": 1}


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("I1,1,2024-02-04,P1,", "2024-02-05"),
        ("I1,1,2024-02-06,P1,", "2024-02-06"),
        ("I2,1,2024-01-01,,C1", "2024-02-01"),
        ("I1,1,2024-01-01,,C1", "2024-01-10"),
    ],
)
def test_no_allocation_counts_before_its_invoice_and_its_money_are_there(opened, row, day):
    book = opened(allocations=[row])
    assert [str(r["allocated_on"]) for r in rows_of(book, "allocations")] == [day]


def test_an_allocation_is_read_in_the_decimals_of_its_invoice(opened):
    book = opened(
        accounts=None,
        invoices=["J,A,,JPY,100,2024-01-01,2024-01-31,", "K,A,,KWD,1.500,2024-01-01,2024-01-31,"],
        payments=["PJ,A,JPY,100,2024-01-02,", "PK,A,KWD,1.5,2024-01-02,"],
        allocations=["J,100,2024-01-02,PJ,", "K,1.500,2024-01-02,PK,", "J,1.5,2024-01-02,PJ,"],
    )
    assert codes(book)["allocations.too_precise_amount"] == 1
    assert [r["amount_units"] for r in rows_of(book, "allocations")] == [100, 1500]


def test_money_of_an_allocation_to_an_unknown_invoice_is_told_by_its_payment(opened):
    book = opened(allocations=["I9,30.00,2024-02-06,P1,"])
    assert book.money[-1] == MoneyTotals("allocations", "EUR", 3000, 0)
    assert book.findings[0].units == 3000


def test_money_nobody_can_tell_the_currency_of_is_not_counted(opened):
    book = opened(allocations=["I9,30.00,2024-02-06,P9,"])
    assert [m for m in book.money if m.table == "allocations"] == []


def test_an_account_invoiced_in_two_currencies_is_noted(opened):
    rows = ["X,A,,USD,1,2024-01-01,2024-01-31,", "Y,A,,EUR,1,2024-01-01,2024-01-31,"]
    book = opened(invoices=rows, payments=None, allocations=None)
    assert [(f.code, f.value) for f in book.findings] == [("mixed_currencies", "A")]


def test_two_accounts_of_different_currencies_are_not_noted(opened):
    rows = ["X,A,,USD,1,2024-01-01,2024-01-31,", "Y,B,,EUR,1,2024-01-01,2024-01-31,"]
    assert codes(opened(invoices=rows, payments=None, allocations=None)) == {}


def invoices_of(amounts: list[str]) -> list[str]:
    return [f"X{n},A,,EUR,{amount},2024-01-01,2024-01-31," for n, amount in enumerate(amounts)]


def test_an_amount_far_above_the_others_is_noted(opened):
    amounts = [f"{100 + n}.00" for n in range(30)] + ["12500.00"]
    book = opened(invoices=invoices_of(amounts), payments=None, allocations=None)
    assert [(f.code, f.row, f.value) for f in book.findings] == [("outlier_amount", 32, "12500.00")]


@pytest.mark.parametrize(
    "amounts",
    [
        [f"{100 + n}.00" for n in range(30)] + ["1200.00"],
        ["100.00"] * 28 + ["12500.00"],
        ["100.00"] * 40,
    ],
)
def test_a_large_amount_or_a_few_invoices_are_no_outlier(opened, amounts):
    assert codes(opened(invoices=invoices_of(amounts), payments=None, allocations=None)) == {}


def test_accounts_are_derived_from_all_who_are_named(opened):
    book = opened(accounts=None, orders=["O,Z,EUR,1,2024-02-01,,"])
    assert sorted(r["account_id"] for r in rows_of(book, "accounts")) == ["A", "B", "Z"]
    assert codes(book) == {"accounts.accounts_derived": 1}
    assert book.rows[0] == RowTotals("accounts", 0, 0, derived=3)
    assert "accounts" not in book.book.present


def test_accounts_nobody_listed_are_added_to_those_listed(opened):
    book = opened(accounts=["A,Alpha,,DE,EUR,30,5000,2020-01-01"])
    rows = {r["account_id"]: r["name"] for r in rows_of(book, "accounts")}
    assert rows == {"A": "Alpha", "B": None}
    assert book.rows[0] == RowTotals("accounts", 1, 1, derived=1)


def test_parents_in_a_circle_are_taken_away_but_not_those_who_lead_to_it(opened):
    book = opened(accounts=["A,,B,,,,,", "B,,C,,,,,", "C,,A,,,,,", "D,,A,,,,,"])
    assert codes(book) == {"accounts.parent_cycle": 3}
    parents = {r["account_id"]: r["parent_id"] for r in rows_of(book, "accounts")}
    assert parents == {"A": None, "B": None, "C": None, "D": "A"}


def test_a_limit_in_no_currency_is_dropped_and_the_account_stays(opened):
    book = opened(accounts=["A,,,,,,100,", "B,,,,EUR,,100,"])
    limits = {r["account_id"]: r["credit_limit_units"] for r in rows_of(book, "accounts")}
    assert limits == {"A": None, "B": 10000}


def test_the_first_of_three_rows_of_a_key_stays(opened):
    rows = [f"X,A,,EUR,{amount},2024-01-01,2024-01-31," for amount in (1, 1, 2)]
    book = opened(invoices=rows, payments=None, allocations=None)
    found = {f.row: (f.code, f.units) for f in book.findings}
    assert found == {3: ("duplicate_row", 100), 4: ("duplicate_key", 200)}
    assert book.money == (MoneyTotals("invoices", "EUR", 400, 100),)


def test_a_row_with_two_faults_is_counted_under_both_and_set_aside_once(opened):
    rows = ["X,A,,EUR,1.001,2024-02-30,2024-01-31,", "Y,A,,EUR,1,2024-01-01,2024-01-31,"]
    book = opened(invoices=rows, payments=None, allocations=None)
    assert codes(book) == {"invoices.too_precise_amount": 1, "invoices.unreadable_date": 1}
    assert book.rows[1] == RowTotals("invoices", 2, 1)


def test_the_listing_is_capped_and_the_counts_are_not(opened):
    rows = [f"X{n},A,,EUR,1,soon,2024-01-31," for n in range(1200)]
    book = opened(invoices=rows, payments=None, allocations=None)
    assert len(book.findings) == 1000
    assert book.counts == (
        FindingCount("unreadable_date", "invoices", 1200, True, {"EUR": 120000}),
    )


def test_sums_beyond_what_can_be_counted_are_refused(opened):
    rows = [f"X{n},A,,CLF,900000000000000,2024-01-01,2024-01-31," for n in range(2)]
    with pytest.raises(BadInput, match="CLF add up to 18,000,000"):
        opened(invoices=rows, payments=None, allocations=None)


def test_an_unknown_column_is_noted_and_the_rest_read(tmp_path, engine):
    header = "invoice_id,account_id,currency,amount,issued_on,due_on,colour"
    row = "I,A,EUR,1,2024-01-01,2024-01-02,red"
    (tmp_path / "invoices.csv").write_text(f"{header}\n{row}\n")
    book = open_book(tmp_path, engine=engine)
    assert [(f.code, f.column) for f in book.findings][:1] == [("unknown_column", "colour")]
    assert book.rows[1].accepted == 1


def test_progress_names_each_table_before_it_is_read(opened, tmp_path, engine):
    opened()
    said = []
    open_book(tmp_path, engine=engine, progress=lambda *step: said.append(step))
    assert said == [
        ("accounts", 0, 4),
        ("invoices", 1, 4),
        ("payments", 2, 4),
        ("allocations", 3, 4),
    ]


def test_allocations_of_payments_that_are_not_there_are_set_aside(opened):
    book = opened(payments=None, allocations=["I1,80.00,2024-02-05,P1,", "I1,20.00,2024-02-11,,C1"])
    assert codes(book) == {"allocations.unknown_payment": 1}
    assert [r["amount_units"] for r in rows_of(book, "allocations")] == [2000]
