from datetime import date, timedelta

import pytest
from tests.analytics.late_risk.ledgers import invoice, payment
from tests.books import book_of, rows

from duly.analytics.late_risk.delinquency import delinquency

AFTER, UNTIL = date(2025, 1, 31), date(2026, 1, 31)
DUE = date(2025, 6, 1)
IN_TIME = DUE + timedelta(days=90)
EXPECTED = ("value_units", "severe_units", "is_severe")


def found(invoices, allocations=()):
    tables = {"invoices": invoices, "allocations": list(allocations)}
    return rows(delinquency(book_of(tables), after=AFTER, until=UNTIL))


@pytest.mark.parametrize(
    ("allocations", "severe_units"),
    [
        ([], 1000),
        ([payment("I", on=IN_TIME)], 0),
        ([payment("I", on=IN_TIME + timedelta(days=1))], 1000),
        ([payment("I", on=IN_TIME, amount=400)], 600),
        ([payment("I", on=IN_TIME, amount=1500)], 0),
    ],
    ids=["never paid", "on the 90th day", "on the 91st", "in part", "beyond its amount"],
)
def test_what_is_open_through_its_90th_day_past_due_is_severe(allocations, severe_units):
    assert found([invoice("I", "A", due=DUE)], allocations)[0]["severe_units"] == severe_units


@pytest.mark.parametrize(
    ("others", "is_severe"), [(9000, True), (9001, False)], ids=["a tenth", "just below"]
)
def test_an_account_is_severe_from_a_tenth_of_its_value(others, is_severe):
    items = [invoice("I", "A", due=DUE), invoice("J", "A", due=DUE, amount=others)]
    row = found(items, [payment("J", on=DUE, amount=others)])[0]
    assert (row["value_units"], row["is_severe"]) == (1000 + others, is_severe)
    assert row["severe_share"] == pytest.approx(1000 / (1000 + others))


@pytest.mark.parametrize(
    ("day_91", "counts"),
    [(AFTER, False), (AFTER + timedelta(days=1), True), (UNTIL, True),
     (UNTIL + timedelta(days=1), False)],
    ids=["on the first day", "the day after", "on the last day", "after it"],
)  # fmt: skip
def test_only_items_whose_91st_day_lies_in_the_stretch_count(day_91, counts):
    assert bool(found([invoice("I", "A", due=day_91 - timedelta(days=91))])) is counts


def test_of_what_was_paid_before_the_stretch_nothing_counts():
    item = invoice("I", "A", due=date(2025, 1, 1))
    assert found([item], [payment("I", on=AFTER)]) == []
    row = found([item], [payment("I", on=AFTER, amount=700)])[0]
    assert (row["value_units"], row["severe_units"]) == (300, 300)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"written_off_on": AFTER}, None),
        ({"written_off_on": DUE}, (1000, 1000, True)),
        ({"kind": "credit_note", "amount": -1000}, None),
        ({"kind": "debit_note"}, (1000, 1000, True)),
    ],
    ids=["written off before", "written off later", "credit note", "debit note"],
)
def test_write_offs_settle_nothing_and_credit_notes_are_no_value(facts, expected):
    result = found([invoice("I", "A", due=DUE, **facts)])
    assert [tuple(row[name] for name in EXPECTED) for row in result] == (
        [expected] * bool(expected)
    )


def test_an_account_is_judged_in_the_currency_of_most_of_its_items():
    items = [invoice("I", "A", due=DUE, currency="JPY", amount=9_000_000)]
    items += [invoice(name, "A", due=DUE) for name in ("J", "K")]
    row = found(items)[0]
    assert (row["currency"], row["value_units"], row["item_count"]) == ("EUR", 2000, 2)
