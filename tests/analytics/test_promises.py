"""Which promises to pay were kept, which were broken, and whose word is good?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, few_books, only, rows

from duly.analytics.promises import OUTCOMES, promise_outcomes, promise_summary

MADE, DUE = ago(60), ago(50)  # the deadline, with three days of tolerance, is 47 days ago


def promised(
    ledger: Ledger,
    account: str,
    units: int = 100,
    *,
    made: date = MADE,
    due: date = DUE,
    currency: str = "EUR",
    invoices: str | None = None,
) -> Ledger:
    number = f"M{len(ledger.rows['promises']):03d}"
    return ledger.add(
        "promises", promise_id=number, account_id=account, amount_units=units,
        currency=currency, made_on=made, due_on=due, invoice_ids=invoices,
    )  # fmt: skip


PAYMENTS = {
    # what came: (units, days ago) ... -> kept units, status
    "ON_THE_DAY": (((100, 50),), 100, "kept"),
    "WITHIN_TOLERANCE": (((100, 47),), 100, "kept"),
    "A_DAY_LATER": (((100, 46),), 0, "broken"),
    "DAY_OF_PROMISE": (((100, 60),), 100, "kept"),
    "DAY_BEFORE_PROMISE": (((100, 61),), 0, "broken"),
    "NOTHING": ((), 0, "broken"),
    "PART": (((60, 50),), 60, "broken"),
    "INSTALMENTS": (((60, 55), (40, 47)), 100, "kept"),
    "REST_TOO_LATE": (((60, 55), (40, 46)), 60, "broken"),
    "MORE_THAN_PROMISED": (((500, 50),), 100, "kept"),
    "TAKEN_BACK": (((100, 55), (-100, 50)), 0, "broken"),
}


@pytest.fixture(scope="module")
def outcomes():
    ledger = Ledger()
    for account, (payments, _, _) in PAYMENTS.items():
        promised(ledger, account)
        for units, days_ago in payments:
            ledger.pay(account, None, units, ago(days_ago))
    table = promise_outcomes(ledger.book(), as_of=AS_OF)
    return {row["account_id"]: row for row in rows(table)}


@pytest.mark.parametrize("account", PAYMENTS)
def test_a_promise_is_kept_by_what_comes_from_its_day_to_its_deadline(outcomes, account):
    _, units, status = PAYMENTS[account]
    row = outcomes[account]
    assert (row["kept_units"], row["status"]) == (units, status)
    assert row["deadline_on"] == ago(47)


@pytest.mark.parametrize(
    ("due_in_days", "status"), [(-4, "broken"), (-3, "open"), (0, "open"), (10, "open")]
)
def test_an_unpaid_promise_is_open_up_to_its_deadline(due_in_days, status):
    ledger = promised(Ledger(), "A", due=AS_OF + timedelta(days=due_in_days))
    assert only(promise_outcomes(ledger.book(), as_of=AS_OF))["status"] == status


def test_a_promise_paid_before_its_day_is_kept_at_once():
    ledger = promised(Ledger(), "A", due=ago(-10)).pay("A", None, 100, ago(1))
    assert only(promise_outcomes(ledger.book(), as_of=AS_OF))["status"] == "kept"


def test_money_to_come_and_promises_to_be_made_are_not_known():
    ledger = promised(Ledger(), "A", due=ago(-1)).pay("A", None, 100, ago(-1))
    promised(ledger, "A", made=ago(-1), due=ago(-9))
    row = only(promise_outcomes(ledger.book(), as_of=AS_OF))
    assert (row["status"], row["kept_units"]) == ("open", 0)


def test_a_promise_of_nothing_is_no_promise():
    assert rows(promise_outcomes(promised(Ledger(), "A", 0).book(), as_of=AS_OF)) == []


def test_another_account_and_another_currency_keep_no_promise():
    ledger = promised(Ledger(), "A").pay("B", None, 100, DUE)
    ledger.pay("A", None, 100, DUE, currency="USD")
    assert only(promise_outcomes(ledger.book(), as_of=AS_OF))["kept_units"] == 0


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ((), (0, 0)),
        (((100, 55),), (100, 0)),
        (((200, 55),), (100, 100)),
        (((150, 55),), (100, 50)),
        (((60, 55), (100, 40)), (60, 100)),
        (((60, 55), (30, 40)), (60, 30)),
        (((200, 40),), (0, 100)),
    ],
)
def test_one_payment_does_not_keep_two_promises(came, kept):
    ledger = promised(promised(Ledger(), "A"), "A", made=ago(59), due=ago(30))
    for units, days_ago in came:
        ledger.pay("A", None, units, ago(days_ago))
    found = rows(promise_outcomes(ledger.book(), as_of=AS_OF).order_by("promise_id"))
    assert tuple(row["kept_units"] for row in found) == kept


def test_what_was_paid_too_much_before_does_not_keep_a_later_promise():
    ledger = promised(promised(Ledger(), "A"), "A", made=ago(40), due=ago(30))
    ledger.pay("A", None, 200, ago(55))
    found = rows(promise_outcomes(ledger.book(), as_of=AS_OF).order_by("promise_id"))
    assert [row["status"] for row in found] == ["kept", "broken"]


@pytest.mark.parametrize("named", ["I00000", "I00000,I00001", "I00000; I00001", " I00000 I00000 "])
def test_a_promise_for_invoices_counts_what_was_allocated_to_them(named):
    ledger = promised(Ledger(), "A", invoices=named)
    ledger.invoice("A", 100, DUE, parts=((100, 0),)).invoice("A", 900, DUE)
    row = only(promise_outcomes(ledger.book(), as_of=AS_OF))
    assert (row["kept_units"], row["status"]) == (100, "kept")


def test_money_for_other_invoices_does_not_keep_a_promise_for_these():
    ledger = promised(Ledger(), "A", invoices="I00001")
    ledger.invoice("A", 100, DUE, parts=((100, 0),)).invoice("A", 100, DUE)
    ledger.pay("A", None, 100, DUE)
    assert only(promise_outcomes(ledger.book(), as_of=AS_OF))["kept_units"] == 0


def ten_promises() -> Ledger:
    """Handbook 01, example B: ten due, seven paid in full, one paid 60 %."""
    ledger = Ledger()
    for turn in range(10):
        made = ago(300 - 20 * turn)
        promised(ledger, "A", made=made, due=made + timedelta(days=5))
        units = 100 if turn < 7 else 60 if turn == 7 else 0
        if units:
            ledger.pay("A", None, units, made + timedelta(days=8))
    return ledger


def summary(ledger: Ledger) -> dict[str, object]:
    outcomes = promise_outcomes(ledger.book(), as_of=AS_OF)
    return only(promise_summary(outcomes, as_of=AS_OF), account_id="A")


def test_a_part_payment_breaks_the_promise_but_its_cash_counts_by_value():
    row = summary(ten_promises())
    assert (row["fell_due_count"], row["kept_count"], row["broken_count"]) == (10, 7, 3)
    assert row["kept_rate"] == 0.7
    assert row["kept_value_rate"] == 0.76
    assert row["last_broken_on"] == ago(115)


def test_an_open_promise_is_in_neither_rate():
    row = summary(promised(ten_promises(), "A", made=ago(1), due=ago(-5)))
    assert (row["open_count"], row["kept_rate"], row["kept_value_rate"]) == (1, 0.7, 0.76)


def test_who_has_only_open_promises_has_no_rate():
    row = summary(promised(Ledger(), "A", due=ago(-5)))
    assert (row["fell_due_count"], row["broken_count"]) == (0, 0)
    assert (row["kept_rate"], row["kept_value_rate"], row["last_broken_on"]) == (None, None, None)


@pytest.mark.parametrize(("days_ago", "count"), [(364, 1), (365, 0)])
def test_broken_of_late_means_a_deadline_in_the_last_year(days_ago, count):
    deadline = ago(days_ago)
    row = summary(promised(Ledger(), "A", made=ago(400), due=deadline - timedelta(days=3)))
    assert (row["broken_count"], row["broken_last_year_count"]) == (1, count)


def test_values_are_added_in_the_currency_of_most_promises_only():
    ledger = promised(promised(Ledger(), "A"), "A", made=ago(30), due=ago(20))
    promised(ledger, "A", 10**6, currency="JPY").pay("A", None, 10**6, DUE, currency="JPY")
    row = summary(ledger)
    assert (row["currency"], row["due_units"], row["kept_value_rate"]) == ("EUR", 200, 0.0)
    assert row["kept_count"] == 1


drawn_promises = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 12), st.integers(0, 6)), max_size=7
)
drawn_payments = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 14)), max_size=7)
# Many accounts a book, so that one query tries many histories.
histories = st.lists(st.tuples(drawn_promises, drawn_payments), min_size=15, max_size=15)


def by_hand(promises, payments) -> list[int]:
    """Pots filled and emptied one promise at a time. Days count from day 0."""
    kept = [0] * len(promises)
    order = sorted(range(len(promises)), key=lambda n: (promises[n][1], sum(promises[n][1:]), n))
    pots: list[list[int]] = []
    for n in order:
        busy = max((sum(promises[m][1:]) for m in pots[-1]), default=-1) if pots else -1
        pots.append([n]) if promises[n][1] > busy else pots[-1].append(n)
    for pot in pots:
        opened, taken = min(promises[n][1] for n in pot), 0
        for n in sorted(pot, key=lambda n: (sum(promises[n][1:]), promises[n][1], n)):
            come = sum(u for u, on in payments if opened <= on <= sum(promises[n][1:]))
            kept[n] = min(promises[n][0], come - taken)
            taken += kept[n]
    return kept


@few_books
@given(drawn=histories)
def test_kept_units_equal_those_of_pots_emptied_one_by_one(drawn):
    ledger = Ledger()
    for account, (promises, payments) in enumerate(drawn):
        for units, made, days in promises:
            due = ago(60 - made - days)
            promised(ledger, str(account), units, made=ago(60 - made), due=due)
        for units, on in payments:
            ledger.pay(str(account), None, units, ago(60 - on))
    table = promise_outcomes(ledger.book(), as_of=AS_OF, tolerance_days=0).order_by("promise_id")
    kept: dict[int, list[int]] = {account: [] for account in range(len(drawn))}
    for row in rows(table):
        kept[int(row["account_id"])].append(row["kept_units"])
    for account, (promises, payments) in enumerate(drawn):
        assert kept[account] == by_hand(promises, payments)
        assert sum(kept[account]) <= sum(units for units, _ in payments)


def test_a_book_without_promises_has_the_same_columns_as_one_with():
    assert promise_outcomes(Ledger().book(), as_of=AS_OF).schema() == OUTCOMES
