from datetime import date, timedelta

import pytest
from tests.analytics.late_risk.ledgers import AS_OF, invoice, monthly_tables, payment
from tests.books import book_of, rows

from duly.analytics.late_risk.observation import CHARACTERISTICS, DIRECTIONS, observation

DAY = AS_OF - timedelta(days=365)


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


@pytest.fixture(scope="module")
def account():
    invoices = [
        invoice("old", "A", due=ago(200)),
        invoice("late", "A", due=ago(40), amount=3000),
        invoice("new", "A", due=ago(-20), amount=1000),
        invoice("yen", "B", due=ago(10), currency="JPY"),
        invoice("gone", "C", due=ago(500)),
    ]
    allocations = [payment("old", on=ago(190)), payment("gone", on=ago(490))]
    disputes = [{"dispute_id": "D", "invoice_id": "late", "opened_on": ago(5)}]
    tables = {"invoices": invoices, "allocations": allocations, "disputes": disputes}
    return {row["account_id"]: row for row in rows(observation(book_of(tables), as_of=AS_OF))}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("overdue_share", 0.75),
        ("overdue_30_share", 0.75),
        ("overdue_60_share", 0.0),
        ("oldest_days_past_due", 40),
        ("disputed_share", 0.75),
        ("dispute_share", 1 / 3),
        ("open_to_year", 0.8),
        ("exposure_share", 1.0),
        ("recent_purchases_share", 0.8),
        ("days_since_paid", 190),
        ("days_since_invoice", 10),
        ("known_days", 230),
        ("weighted_days_late", 10.0),
        ("severe_share_before", 0.0),
        ("first_late_count", 2),
        ("change_days_late", None),
    ],
)
def test_an_account_is_seen_as_its_ledger_stands(account, name, value):
    assert account["A"][name] == (None if value is None else pytest.approx(value))


def test_an_account_that_owes_nothing_and_buys_nothing_is_not_seen(account):
    assert set(account) == {"A", "B"}


def test_money_of_another_currency_is_no_part_of_the_exposure(account):
    assert account["B"]["exposure_share"] == 1


def test_every_direction_belongs_to_a_characteristic():
    assert set(DIRECTIONS) <= set(CHARACTERISTICS)


def test_nothing_after_the_day_is_looked_at():
    tables = monthly_tables()
    known = [row for row in tables["invoices"] if row["issued_on"] <= DAY]
    later = [row | {"amount_units": 7, "account_id": "A000"}
             for row in tables["invoices"] if row["issued_on"] > DAY]  # fmt: skip
    paid = [row if row["allocated_on"] <= DAY else row | {"allocated_on": AS_OF}
            for row in tables["allocations"]]  # fmt: skip
    turned = {"invoices": known + later, "allocations": paid}
    before, after = (rows(observation(book_of(some), as_of=DAY)) for some in (tables, turned))
    assert len(before) > 100
    assert after == before


def test_a_leak_planted_in_the_past_is_seen():
    tables = monthly_tables()
    hidden = [row for row in tables["allocations"] if row["allocated_on"] > DAY - timedelta(days=9)]
    early = [row | {"allocated_on": min(row["allocated_on"], DAY)} for row in hidden]
    leaked = {"invoices": tables["invoices"], "allocations": early}
    assert rows(observation(book_of(leaked), as_of=DAY)) != rows(
        observation(book_of(tables), as_of=DAY)
    )
