"""Every fault a row can have: one row that has it, and one that nearly has."""
# ruff: noqa: E501 (a line of the table is a row of a file)

from __future__ import annotations

from collections import defaultdict

import pytest
from tests.book.reading.conftest import HEADERS, ROWS

from duly.book.reading import open_book

# Table, code, a row with the fault, a row that nearly has it, whether the row is set aside.
FAULTS = [
    ("invoices", "missing_required", "{},,invoice,EUR,1,2024-01-01,2024-01-31,", "{},A,,EUR,1,2024-01-01,2024-01-31,", True),
    ("invoices", "unreadable_date", "{},A,,EUR,1,2024-02-30,2024-03-31,", "{},A,,EUR,1,2024-02-29,2024-03-31,", True),
    ("invoices", "unreadable_date", "{},A,,EUR,1,2024-1-05,2024-03-31,", "{},A,,EUR,1,2024-01-05,2024-03-31,", True),
    ("invoices", "unreadable_date", "{},A,,EUR,1,2024-01-05,soon,", "{},A,,EUR,1,2024-01-05,2024-01-05,", True),
    ("invoices", "impossible_date", "{},A,,EUR,1,1989-12-31,1990-01-31,", "{},A,,EUR,1,1990-01-01,1990-01-31,", True),
    ("invoices", "impossible_date", "{},A,,EUR,1,2024-01-01,2101-01-01,", "{},A,,EUR,1,2024-01-01,2100-12-31,", True),
    ("invoices", "unreadable_amount", '{},A,,EUR,"1,5",2024-01-01,2024-01-31,', "{},A,,EUR,1.5,2024-01-01,2024-01-31,", True),
    ("invoices", "unreadable_amount", "{},A,,EUR,1e3,2024-01-01,2024-01-31,", "{},A,,EUR,1000,2024-01-01,2024-01-31,", True),
    ("invoices", "unreadable_amount", "{},A,,EUR,NaN,2024-01-01,2024-01-31,", "{},A,,EUR,0,2024-01-01,2024-01-31,", True),
    ("invoices", "too_precise_amount", "{},A,,EUR,1.500,2024-01-01,2024-01-31,", "{},A,,KWD,1.500,2024-01-01,2024-01-31,", True),
    ("invoices", "too_precise_amount", "{},A,,JPY,1.5,2024-01-01,2024-01-31,", "{},A,,JPY,15,2024-01-01,2024-01-31,", True),
    ("invoices", "too_large_amount", f"{{}},A,,EUR,{10**15},2024-01-01,2024-01-31,", f"{{}},C,,CHF,{10**15 - 1},2024-01-01,2024-01-31,", True),
    ("invoices", "unknown_currency", "{},A,,EURO,1,2024-01-01,2024-01-31,", "{},A,,EUR,1,2024-01-01,2024-01-31,", True),
    ("invoices", "unknown_currency", "{},A,,eur,1,2024-01-01,2024-01-31,", "{},A,,EUR,1,2024-01-01,2024-01-31,", True),
    ("invoices", "unknown_kind", "{},A,credit,EUR,1,2024-01-01,2024-01-31,", "{},A,debit_note,EUR,1,2024-01-01,2024-01-31,", True),
    ("invoices", "duplicate_key", "I2,B,invoice,EUR,50.01,2024-01-01,2024-01-31,", "I1 B,A,,EUR,100.00,2024-01-01,2024-01-31,", True),
    ("invoices", "duplicate_row", "I1,A,invoice,EUR,100.00,2024-01-01,2024-01-31,", "i1,A,,EUR,100.00,2024-01-01,2024-01-31,", True),
    ("invoices", "positive_credit_note", "{},A,credit_note,EUR,1,2024-01-01,2024-01-31,", "{},A,credit_note,EUR,0,2024-01-01,2024-01-31,", True),
    ("invoices", "written_off_before_issue", "{},A,,EUR,1,2024-01-02,2024-01-31,2024-01-01", "{},A,,EUR,1,2024-01-02,2024-01-31,2024-01-02", True),
    ("invoices", "wrong_cell_count", "{},A,,EUR,1,2024-01-01,2024-01-31,,", "{},A,,EUR,1,2024-01-01,2024-01-31,", True),
    ("invoices", "due_before_issue", "{},A,,EUR,1,2024-01-02,2024-01-01,", "{},A,,EUR,1,2024-01-02,2024-01-02,", False),
    ("invoices", "negative_invoice", "{},A,invoice,EUR,-1,2024-01-01,2024-01-31,", "{},A,credit_note,EUR,-1,2024-01-01,2024-01-31,", False),
    ("invoices", "negative_invoice", "{},A,,EUR,-1,2024-01-01,2024-01-31,", "{},A,,EUR,-0,2024-01-01,2024-01-31,", False),
    ("invoices", "unknown_account", "{},Z,,EUR,1,2024-01-01,2024-01-31,", "{},B,,EUR,1,2024-01-01,2024-01-31,", False),
    ("invoices", "surrounding_spaces", " {} ,A,,EUR,1,2024-01-01,2024-01-31,", "{} Y,A,,EUR,1,2024-01-01,2024-01-31,", False),
    ("invoices", "surrounding_spaces", "{},A,,EUR, 1,2024-01-01,2024-01-31,", "{},A,,EUR,1,2024-01-01,2024-01-31,", False),
    ("invoices", "control_characters", "{}\x0b,A,,EUR,1,2024-01-01,2024-01-31,", '"{}\nY",A,,EUR,1,2024-01-01,2024-01-31,', False),
    ("invoices", "blank_row", "", "{},A,,EUR,1,2024-01-01,2024-01-31,", False),
    ("accounts", "limit_without_currency", "{},,,,,,100,", "{},,,,EUR,,100,", False),
    ("accounts", "self_parent", "{0},,{0},,,,,", "{},,B,,,,,", False),
    ("accounts", "unknown_parent", "{},,Z,,,,,", "{},,B,,,,,", False),
    ("accounts", "unknown_country", "{},,,Germany,,,,", "{},,,DE,,,,", False),
    ("accounts", "negative_amount", "{},,,,EUR,,-1,", "{},,,,EUR,,0,", True),
    ("accounts", "negative_days", "{},,,,,-1,,", "{},,,,,0,,", True),
    ("accounts", "unreadable_number", "{},,,,,3.5,,", "{},,,,,3,,", True),
    ("disputes", "unknown_invoice", "{},I9,,,2024-02-01,", "{},I1,,,2024-02-01,", True),
    ("disputes", "negative_amount", "{},I1,-1,,2024-02-01,", "{},I1,0,,2024-02-01,", True),
    ("disputes", "ends_before_start", "{},I1,,,2024-02-02,2024-02-01", "{},I1,,,2024-02-02,2024-02-02", True),
    ("disputes", "too_precise_amount", "{},I1,1.001,,2024-02-01,", "{},I1,1.01,,2024-02-01,", True),
    ("promises", "negative_amount", "{},A,-1,EUR,2024-02-01,2024-02-02", "{},A,1,EUR,2024-02-01,2024-02-02", True),
    ("promises", "ends_before_start", "{},A,1,EUR,2024-02-03,2024-02-02", "{},A,1,EUR,2024-02-02,2024-02-02", False),
    ("promises", "unknown_account", "{},Z,1,EUR,2024-02-01,2024-02-02", "{},B,1,EUR,2024-02-01,2024-02-02", False),
    ("orders", "negative_amount", "{},A,EUR,-1,2024-02-01,,", "{},A,EUR,1,2024-02-01,,", True),
    ("orders", "ends_before_start", "{},A,EUR,1,2024-02-01,2024-01-01,", "{},A,EUR,1,2024-02-01,2024-02-01,", False),
    ("orders", "ends_before_start", "{},A,EUR,1,2024-02-01,,2024-01-01", "{},A,EUR,1,2024-02-01,,2024-02-01", False),
    ("statements", "not_positive", "A,2018-12-31,EUR,0,5", "B,2018-12-31,EUR,12,-5", True),
    ("statements", "unreadable_amount", "A,2019-12-31,EUR,12,5k", "B,2019-12-31,EUR,12,", True),
    ("reports", "limit_without_currency", "A,{},2024-01-01,5,100,", "B,{},2024-01-01,5,,", False),
    ("reports", "negative_amount", "A,{},2024-01-01,5,-1,EUR", "B,{},2024-01-01,5,0,EUR", True),
    ("reports", "unreadable_number", "A,{},2024-01-01,1e999,,", "B,{},2024-01-01,1e9,,", True),
    ("reports", "unreadable_number", "A,{},2024-01-01,nan,,", "B,{},2024-01-01,-0.5,,", True),
    ("cover", "negative_amount", "A,X,{},EUR,-1,0.9,2024-01-01,", "B,X,{},EUR,1,0.9,2024-01-01,", True),
    ("cover", "impossible_share", "A,X,{},EUR,1,90,2024-01-01,", "B,X,{},EUR,1,1,2024-01-01,", True),
    ("cover", "ends_before_start", "A,X,{},EUR,1,,2024-01-02,2024-01-01", "B,X,{},EUR,1,,2024-01-02,2024-01-02", True),
    ("rates", "not_positive", "EUR,USD,2024-04-01,0", "EUR,USD,2024-04-02,0.0001", True),
    ("rates", "unknown_currency", "EUR,ZZZ,2024-05-01,1", "EUR,USD,2024-05-02,1", True),
    ("payments", "negative_amount", "{},A,EUR,-1,2024-01-01,", "{},A,EUR,0,2024-01-01,", False),
    ("payments", "unknown_account", "{},Z,EUR,1,2024-01-01,", "{},,EUR,1,2024-01-01,", False),
    ("payments", "unreadable_amount", "{},A,EUR,one,2024-01-01,", "{},A,EUR,1,2024-01-01,", True),
    ("allocations", "unknown_invoice", "I9,1,2024-02-06,P3,", "I2,1,2024-02-06,P3,", True),
    ("allocations", "unknown_payment", "I2,1,2024-02-06,P9,", "I2,10,2024-02-06,P3,", True),
    ("allocations", "unknown_credit_note", "I2,1,2024-02-06,,I1", "I2,0,2024-02-06,,C1", True),
    ("allocations", "missing_required", "I2,1,2024-02-06,,", "I2,1,2024-03-06,P3,", True),
    ("allocations", "two_sources", "I2,1,2024-02-06,P3,C1", "I2,1.5,2024-02-06,P3,", True),
    ("allocations", "allocation_currency_mismatch", "U1,1,2024-02-06,P3,", "U1,1,2024-02-06,P4,", True),
    ("allocations", "too_precise_amount", "I2,1.001,2024-02-06,P3,", "I2,1.01,2024-02-06,P3,", True),
    ("allocations", "negative_amount", "I2,-1,2024-02-06,P3,", "I2,0,2024-02-06,P3,", False),
    ("allocations", "allocation_predated", "I2,1,2024-02-05,P3,", "I2,1,2024-02-06,P3,", False),
    ("allocations", "payment_before_issue", "I2,1,2024-02-01,P5,", "I1,1,2024-01-31,P5,", False),
]  # fmt: skip

MORE_ROWS = {
    **ROWS,
    "accounts": [*ROWS["accounts"], "C,,,,,,,", "U,,,,,,,"],
    "invoices": [*ROWS["invoices"], "U1,U,invoice,USD,50.00,2024-02-01,2024-03-02,"],
    "payments": [
        *ROWS["payments"],
        "P3,,EUR,10.00,2024-02-06,",
        "P4,,USD,10.00,2024-02-06,",
        "P5,,EUR,9.00,2024-01-31,",
    ],
}


@pytest.fixture(scope="module")
def found(tmp_path_factory, engine) -> dict[str, set[tuple[str, bool]]]:
    """All those rows in one book, and by row what was found of it."""
    folder = tmp_path_factory.mktemp("faults")
    lines = {name: [HEADERS[name], *MORE_ROWS.get(name, [])] for name in HEADERS}
    places = {}
    for number, (table, _, bad, near, _) in enumerate(FAULTS):
        for which, row in enumerate((bad, near)):
            lines[table].append(row.format(f"X{number}{which}"))
            places[table, len(lines[table])] = (number, which)
    for name, rows in lines.items():
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", newline="")
    by_row = defaultdict(set)
    for finding in open_book(folder, engine=engine).findings:
        place = places.get((finding.table, finding.row))
        by_row[place].add((finding.code, finding.set_aside))
    return by_row


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=lambda n: "-".join(FAULTS[n][:2]))
def test_the_fault_and_nothing_else_is_found(found, number):
    _, code, _, _, set_aside = FAULTS[number]
    assert found[number, 0] == {(code, set_aside)}


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=lambda n: "-".join(FAULTS[n][:2]))
def test_a_row_that_is_nearly_wrong_is_in_order(found, number):
    assert found[number, 1] == set()
