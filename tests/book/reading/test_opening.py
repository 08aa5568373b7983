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
    assert book.findings == () and book.counts == ()


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


# The accounts that invoices of these books name.
MORE = {"accounts": ["A,,,,,,,", "B,,,,,,,"]}

# One row with the fault and one that nearly has it. The second is accepted without a finding.
INVOICES = [
    ("missing_required", "X,,invoice,EUR,1,2024-01-01,2024-01-31,", "Y,A,,EUR,1,2024-01-01,2024-01-31,"),
    ("unreadable_date", "X,A,,EUR,1,2024-02-30,2024-03-31,", "Y,A,,EUR,1,2024-02-29,2024-03-31,"),
    ("unreadable_date", "X,A,,EUR,1,2024-1-05,2024-03-31,", "Y,A,,EUR,1,2024-01-05,2024-03-31,"),
    ("unreadable_date", "X,A,,EUR,1,2024-01-05,soon,", "Y,A,,EUR,1,2024-01-05,2024-01-05,"),
    ("impossible_date", "X,A,,EUR,1,1989-12-31,1990-01-31,", "Y,A,,EUR,1,1990-01-01,1990-01-31,"),
    ("impossible_date", "X,A,,EUR,1,2024-01-01,2101-01-01,", "Y,A,,EUR,1,2024-01-01,2100-12-31,"),
    ("unreadable_amount", 'X,A,,EUR,"1,5",2024-01-01,2024-01-31,', "Y,A,,EUR,1.5,2024-01-01,2024-01-31,"),
    ("unreadable_amount", "X,A,,EUR,1e3,2024-01-01,2024-01-31,", "Y,A,,EUR,1000,2024-01-01,2024-01-31,"),
    ("unreadable_amount", "X,A,,EUR,NaN,2024-01-01,2024-01-31,", "Y,A,,EUR,0,2024-01-01,2024-01-31,"),
    ("too_precise_amount", "X,A,,EUR,1.500,2024-01-01,2024-01-31,", "Y,A,,KWD,1.500,2024-01-01,2024-01-31,"),
    ("too_precise_amount", "X,A,,JPY,1.5,2024-01-01,2024-01-31,", "Y,A,,JPY,15,2024-01-01,2024-01-31,"),
    ("too_large_amount", f"X,A,,EUR,{10**15},2024-01-01,2024-01-31,", f"Y,A,,EUR,{10**15 - 1},2024-01-01,2024-01-31,"),
    ("unknown_currency", "X,A,,EURO,1,2024-01-01,2024-01-31,", "Y,A,,EUR,1,2024-01-01,2024-01-31,"),
    ("unknown_currency", "X,A,,eur,1,2024-01-01,2024-01-31,", "Y,A,,EUR,1,2024-01-01,2024-01-31,"),
    ("unknown_kind", "X,A,credit,EUR,1,2024-01-01,2024-01-31,", "Y,A,debit_note,EUR,1,2024-01-01,2024-01-31,"),
    ("duplicate_key", "I1,A,invoice,EUR,100.01,2024-01-01,2024-01-31,", "I1 B,A,,EUR,100.00,2024-01-01,2024-01-31,"),
    ("duplicate_row", "I1,A,invoice,EUR,100.00,2024-01-01,2024-01-31,", "i1,A,,EUR,100.00,2024-01-01,2024-01-31,"),
    ("positive_credit_note", "X,A,credit_note,EUR,1,2024-01-01,2024-01-31,", "Y,A,credit_note,EUR,0,2024-01-01,2024-01-31,"),
    ("written_off_before_issue", "X,A,,EUR,1,2024-01-02,2024-01-31,2024-01-01", "Y,A,,EUR,1,2024-01-02,2024-01-31,2024-01-02"),
    ("wrong_cell_count", "X,A,,EUR,1,2024-01-01,2024-01-31,,", "Y,A,,EUR,1,2024-01-01,2024-01-31,"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "bad", "near"), INVOICES)
def test_a_wrong_invoice_is_set_aside_and_one_that_is_nearly_wrong_is_not(opened, code, bad, near):
    first = "I1,B,invoice,EUR,100.00,2024-01-01,2024-01-31,"
    book = opened(invoices=[first, bad, near], payments=None, allocations=None)
    assert codes(book) == {f"invoices.{code}": 1}
    assert book.rows[1] == RowTotals("invoices", 3, 2)
    assert [(f.row, f.set_aside, f.file) for f in book.findings] == [(3, True, "invoices.csv")]


NOTED_INVOICES = [
    ("due_before_issue", "X,A,,EUR,1,2024-01-02,2024-01-01,", "Y,A,,EUR,1,2024-01-02,2024-01-02,"),
    ("negative_invoice", "X,A,invoice,EUR,-1,2024-01-01,2024-01-31,", "Y,A,credit_note,EUR,-1,2024-01-01,2024-01-31,"),
    ("negative_invoice", "X,A,,EUR,-1,2024-01-01,2024-01-31,", "Y,A,,EUR,-0,2024-01-01,2024-01-31,"),
    ("unknown_account", "X,Z,,EUR,1,2024-01-01,2024-01-31,", "Y,B,,EUR,1,2024-01-01,2024-01-31,"),
    ("mixed_currencies", "X,A,,USD,1,2024-01-01,2024-01-31,", "Y,B,,USD,1,2024-01-01,2024-01-31,"),
    ("surrounding_spaces", " X ,A,,EUR,1,2024-01-01,2024-01-31,", "Y Y,A,,EUR,1,2024-01-01,2024-01-31,"),
    ("surrounding_spaces", "X,A,,EUR, 1,2024-01-01,2024-01-31,", "Y,A,,EUR,1,2024-01-01,2024-01-31,"),
    ("control_characters", "X\x0b,A,,EUR,1,2024-01-01,2024-01-31,", '"Y\nY",A,,EUR,1,2024-01-01,2024-01-31,'),
    ("blank_row", "", "Y,A,,EUR,1,2024-01-01,2024-01-31,"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "odd", "near"), NOTED_INVOICES)
def test_an_odd_invoice_is_noted_and_one_that_is_nearly_odd_is_not(opened, code, odd, near):
    first = "I1,A,invoice,EUR,100.00,2024-01-01,2024-01-31,"
    book = opened(invoices=[first, odd, near], payments=None, allocations=None)
    assert codes(book) == {f"invoices.{code}": 1}
    assert book.rows[1].set_aside == 0
    assert [found.row for found in book.findings] == [3 if code != "mixed_currencies" else None]


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


PAYMENTS = [
    ("negative_amount", "X,A,EUR,-1,2024-01-01,", False),
    ("unknown_account", "X,Z,EUR,1,2024-01-01,", False),
    ("unreadable_amount", "X,A,EUR,one,2024-01-01,", True),
]


@pytest.mark.parametrize(("code", "row", "set_aside"), PAYMENTS)
def test_a_payment_is_checked(opened, code, row, set_aside):
    book = opened(payments=[row, "Y,A,EUR,0,2024-01-01,"], allocations=None)
    assert codes(book) == {f"payments.{code}": 1}
    assert book.findings[0].set_aside == set_aside


ALLOCATIONS = [
    ("unknown_invoice", "I9,1,2024-02-06,P2,", "I2,1,2024-02-06,P2,"),
    ("unknown_payment", "I2,1,2024-02-06,P9,", "I2,10,2024-02-06,P2,"),
    ("unknown_credit_note", "I2,1,2024-02-06,,I1", "I2,0,2024-02-06,,C1"),
    ("missing_required", "I2,1,2024-02-06,,", "I2,1,2024-03-06,P2,"),
    ("two_sources", "I2,1,2024-02-06,P2,C1", "I2,1.5,2024-02-06,P2,"),
    ("allocation_currency_mismatch", "U1,1,2024-02-06,P2,", "U1,1,2024-02-06,P3,"),
]


@pytest.mark.parametrize(("code", "bad", "near"), ALLOCATIONS)
def test_a_wrong_allocation_is_set_aside_and_one_that_is_nearly_wrong_is_not(
    opened, code, bad, near
):
    book = opened(**usd(), allocations=[bad, near])
    assert codes(book) == {f"allocations.{code}": 1}
    assert next(r for r in book.rows if r.table == "allocations").set_aside == 1
    assert book.findings[0].row == 2


def usd() -> dict[str, list[str]]:
    """Invoices and payments of two currencies and accounts."""
    return {
        "accounts": ["A,,,,,,,", "B,,,,,,,", "U,,,,,,,"],
        "invoices": [
            "I1,A,invoice,EUR,100.00,2024-01-01,2024-01-31,",
            "I2,B,invoice,EUR,50.00,2024-02-01,2024-03-02,",
            "C1,A,credit_note,EUR,-20.00,2024-01-10,2024-01-10,",
            "U1,U,invoice,USD,50.00,2024-02-01,2024-03-02,",
        ],
        "payments": ["P2,,EUR,10.00,2024-02-06,", "P3,,USD,10.00,2024-02-06,"],
    }


NOTED_ALLOCATIONS = [
    ("allocations.negative_amount", "I2,-1,2024-02-06,P2,", "I2,0,2024-02-06,P2,", True),
    ("allocations.allocation_predated", "I2,1,2024-02-05,P2,", "I2,1,2024-02-06,P2,", False),
    ("payments.allocation_over_payment", "I2,10.01,2024-02-06,P2,", "I2,10.00,2024-02-06,P2,", False),
    ("invoices.over_allocated_invoice", "I2,50.01,2024-02-06,P4,", "I2,50.00,2024-02-06,P4,", False),
    ("invoices.over_used_credit_note", "I1,20.01,2024-02-06,,C1", "I1,20.00,2024-02-06,,C1", False),
    ("allocations.payment_before_issue", "I2,1,2024-02-01,P5,", "I1,1,2024-01-31,P5,", False),
]  # fmt: skip


@pytest.mark.parametrize(("code", "odd", "near", "others_too"), NOTED_ALLOCATIONS)
def test_an_odd_allocation_is_kept_and_noted(opened, code, odd, near, others_too):
    more = ["P2,,EUR,10.00,2024-02-06,", "P4,,EUR,99.00,2024-02-06,", "P5,,EUR,9.00,2024-01-31,"]
    book = opened(payments=more, allocations=[odd])
    assert codes(book)[code] == 1 and (others_too or len(codes(book)) == 1)
    assert all(row.set_aside == 0 for row in book.rows)


@pytest.mark.parametrize(("code", "odd", "near", "others_too"), NOTED_ALLOCATIONS)
def test_an_allocation_that_is_nearly_odd_is_not_noted(opened, code, odd, near, others_too):
    more = ["P2,,EUR,10.00,2024-02-06,", "P4,,EUR,99.00,2024-02-06,", "P5,,EUR,9.00,2024-01-31,"]
    assert codes(opened(payments=more, allocations=[near])) == {}


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


SMALL = [
    ("accounts", "limit_without_currency", "M,,,,,,100,", "N,,,,EUR,,100,", False),
    ("accounts", "self_parent", "M,,M,,,,,", "N,,B,,,,,", False),
    ("accounts", "unknown_parent", "M,,Z,,,,,", "N,,B,,,,,", False),
    ("accounts", "unknown_country", "M,,,Germany,,,,", "N,,,DE,,,,", False),
    ("accounts", "negative_amount", "M,,,,EUR,,-1,", "N,,,,EUR,,0,", True),
    ("accounts", "negative_days", "M,,,,,-1,,", "N,,,,,0,,", True),
    ("accounts", "unreadable_number", "M,,,,,3.5,,", "N,,,,,3,,", True),
    ("disputes", "unknown_invoice", "D,I9,,,2024-02-01,", "N,I1,,,2024-02-01,", True),
    ("disputes", "negative_amount", "D,I1,-1,,2024-02-01,", "N,I1,0,,2024-02-01,", True),
    ("disputes", "ends_before_start", "D,I1,,,2024-02-02,2024-02-01", "N,I1,,,2024-02-02,2024-02-02", True),
    ("disputes", "too_precise_amount", "D,I1,1.001,,2024-02-01,", "N,I1,1.01,,2024-02-01,", True),
    ("promises", "negative_amount", "R,A,-1,EUR,2024-02-01,2024-02-02", "N,A,1,EUR,2024-02-01,2024-02-02", True),
    ("promises", "ends_before_start", "R,A,1,EUR,2024-02-03,2024-02-02", "N,A,1,EUR,2024-02-02,2024-02-02", False),
    ("promises", "unknown_account", "R,Z,1,EUR,2024-02-01,2024-02-02", "N,B,1,EUR,2024-02-01,2024-02-02", False),
    ("orders", "negative_amount", "O,A,EUR,-1,2024-02-01,,", "N,A,EUR,1,2024-02-01,,", True),
    ("orders", "ends_before_start", "O,A,EUR,1,2024-02-01,2024-01-01,", "N,A,EUR,1,2024-02-01,2024-02-01,", False),
    ("orders", "ends_before_start", "O,A,EUR,1,2024-02-01,,2024-01-01", "N,A,EUR,1,2024-02-01,,2024-02-01", False),
    ("statements", "not_positive", "A,2023-12-31,EUR,0,5", "B,2023-12-31,EUR,12,-5", True),
    ("statements", "unreadable_amount", "A,2023-12-31,EUR,12,5k", "B,2023-12-31,EUR,12,", True),
    ("reports", "limit_without_currency", "A,CRIF,2024-01-01,5,100,", "B,CRIF,2024-01-01,5,,", False),
    ("reports", "negative_amount", "A,CRIF,2024-01-01,5,-1,EUR", "B,CRIF,2024-01-01,5,0,EUR", True),
    ("reports", "unreadable_number", "A,CRIF,2024-01-01,1e999,,", "B,CRIF,2024-01-01,1e9,,", True),
    ("reports", "unreadable_number", "A,CRIF,2024-01-01,nan,,", "B,CRIF,2024-01-01,-0.5,,", True),
    ("cover", "negative_amount", "A,X,1,EUR,-1,0.9,2024-01-01,", "B,X,1,EUR,1,0.9,2024-01-01,", True),
    ("cover", "impossible_share", "A,X,1,EUR,1,90,2024-01-01,", "B,X,1,EUR,1,1,2024-01-01,", True),
    ("cover", "ends_before_start", "A,X,1,EUR,1,,2024-01-02,2024-01-01", "B,X,1,EUR,1,,2024-01-02,2024-01-02", True),
    ("rates", "not_positive", "EUR,USD,2024-01-01,0", "EUR,USD,2024-01-02,0.0001", True),
    ("rates", "unknown_currency", "EUR,ZZZ,2024-01-01,1", "EUR,USD,2024-01-02,1", True),
]  # fmt: skip


@pytest.mark.parametrize(("table", "code", "bad", "near", "set_aside"), SMALL)
def test_a_row_of_a_smaller_table_is_checked(opened, table, code, bad, near, set_aside):
    book = opened(payments=None, allocations=None, **{table: [bad, *MORE.get(table, []), near]})
    assert codes(book) == {f"{table}.{code}": 1}
    assert [(found.row, found.set_aside) for found in book.findings] == [(2, set_aside)]
