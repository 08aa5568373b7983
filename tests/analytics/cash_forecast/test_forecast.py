"""How much cash will come, by week and by day, currency, entity and account, and how surely?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, few_books
from tests.analytics.cash_forecast.certainties import (
    QUICK,
    days_from_now,
    expected,
    forecast,
    horizon,
    paid_late,
)
from tests.books import AS_OF as DAY
from tests.books import book_of, random_books

from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.dependence import Dependence
from duly.analytics.cash_forecast.forecast import (
    billing_outlooks,
    of_billing,
    of_open_items,
    parts_of,
)
from duly.analytics.cash_forecast.horizon import Horizon
from duly.analytics.cash_forecast.items import cash_items

ON_THE_DAY = paid_late({0: 1.0})
TABLES = ("weeks", "days", "accounts")


def tables(found) -> list[list[dict[str, object]]]:
    return [getattr(found, name).to_pylist() for name in TABLES]


@pytest.mark.parametrize(
    ("days", "weeks", "single"),
    [
        (0, {1: 100}, {1: 100}),  # the day itself is over: it comes tomorrow
        (1, {1: 100}, {1: 100}),
        (7, {1: 100}, {7: 100}),  # the last day of the first week
        (8, {2: 100}, {8: 100}),
        (11, {2: 100}, {}),  # ten single days
        (28, {4: 100}, {}),
        (29, {}, {}),
    ],
)
def test_cash_comes_in_the_week_and_on_the_day_of_its_payment(days, weeks, single):
    # Due tomorrow: what could have been paid today was not.
    ledger = Ledger().invoice("A", 100, ago(-1))
    found = forecast(ledger.book(), days_from_now(max(days, 1)))
    assert expected(found.weeks, source="all") == weeks
    assert expected(found.days, by="day", source="open") == single
    assert expected(found.accounts, account_id="A") == weeks


@pytest.fixture(scope="module")
def company():
    """Three accounts, two entities and currencies, a dispute, a promise, cash on account."""
    ledger = Ledger()
    for week in range(1, 9):
        ledger.invoice("A", 100, ago(7 * week - 30), entity="E1")
        ledger.invoice("B", 70, ago(7 * week - 20), entity="E2")
        ledger.invoice("C", 9_000, ago(7 * week - 25), currency="JPY", entity="E1")
    ledger.invoice("A", 500, ago(40), parts=((300, 12),), entity="E1")
    ledger.invoice("B", 300, ago(5), disputed=True, entity="E2")
    ledger.pay("B", None, 40, ago(2))
    ledger.add("promises", promise_id="M", account_id="A", currency="EUR", amount_units=150,
               made_on=ago(1), due_on=ago(-9))  # fmt: skip
    return ledger


LATE = paid_late({2: 0.3, 9: 0.4, 16: 0.2, 44: 0.05})


@pytest.fixture(scope="module")
def usual(company):
    return forecast(company.book(), LATE)


def test_the_same_book_and_seed_give_the_same_forecast_and_another_seed_does_not(company, usual):
    again = forecast(company.book(), LATE)
    other = forecast(company.book(), LATE, replace(QUICK, seed=2))
    assert tables(again) == tables(usual)
    assert tables(other) != tables(usual)


def test_another_seed_draws_other_weeks_of_billing():
    ledger = Ledger().invoice("A", 70, ago(13), terms=0, parts=((70, 0),)).invoice("A", 7, AS_OF)
    known = billing_outlooks(ledger.book(), QUICK, horizon())
    sums = [of_billing(known, replace(QUICK, seed=seed), horizon()).sums for seed in (1, 1, 2)]
    assert (sums[0] == sums[1]).all()
    assert (sums[0] != sums[2]).any()


def test_what_is_not_known_yet_changes_nothing(company, usual):
    later = Ledger()
    later.rows = {name: [*rows] for name, rows in company.rows.items()}
    later.invoice("A", 7_777, ago(-40), entity="E3")
    later.pay("A", "I00000", 100, ago(-1))
    later.invoice("C", -500, ago(-40), kind="credit_note", currency="JPY")
    later.add("disputes", dispute_id="L", invoice_id="I00003", opened_on=ago(-1))
    later.add("promises", promise_id="L", account_id="B", currency="EUR", amount_units=70,
              made_on=ago(-1), due_on=ago(-2))  # fmt: skip
    assert tables(forecast(later.book(), LATE)) == tables(usual)


@pytest.mark.parametrize("source", ["open", "to_come", "all"])
@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_seven_days_are_the_first_week(usual, currency, source):
    line = {"currency": currency, "source": source, "entity": None}
    days = expected(usual.days, by="day", **line)
    week = expected(usual.weeks, **line)
    assert sum(days.get(day, 0) for day in range(1, 8)) == pytest.approx(week.get(1, 0), abs=4)


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_accounts_add_up_to_the_open_items_of_their_currency(usual, currency):
    whole = expected(usual.weeks, currency=currency, source="open", entity=None)
    sums = dict.fromkeys(whole, 0)
    for row in usual.accounts.to_pylist():
        if row["currency"] == currency:
            sums[row["week"]] += row["expected_units"]
    assert sums == pytest.approx(whole, abs=2)


def test_a_stopped_account_brings_nothing_and_others_bring_what_they_brought(company, usual):
    stopped = forecast(company.book(), LATE, stopped_accounts=frozenset({"B"}))
    kept = [row for row in usual.accounts.to_pylist() if row["account_id"] != "B"]
    assert stopped.accounts.to_pylist() == kept
    assert expected(stopped.weeks, entity="E2") == {}
    for by in ({"entity": "E1"}, {"currency": "JPY", "entity": None}):
        assert expected(stopped.weeks, **by) == expected(usual.weeks, **by)


def test_a_stranger_who_stops_changes_nothing(company, usual):
    stopped = forecast(company.book(), LATE, stopped_accounts=frozenset({"Z"}))
    assert tables(stopped) == tables(usual)


@pytest.fixture(scope="module")
def a_week_later(company):
    return forecast(company.book(), LATE, later_days=7)


@pytest.mark.parametrize("source", ["open", "to_come", "all"])
def test_everybody_a_week_later_moves_what_is_expected_by_a_week(a_week_later, usual, source):
    for currency in ("EUR", "JPY"):
        line = {"source": source, "currency": currency, "entity": None}
        moved = {week + 1: units for week, units in expected(usual.weeks, **line).items()}
        moved.pop(5, None)
        assert expected(a_week_later.weeks, **line) == pytest.approx(moved, abs=1)


def test_bands_of_past_weeks_widen_the_bands_and_leave_what_is_expected(company, usual):
    wide = forecast(company.book(), LATE, replace(QUICK, bands=Bands(near=2.0)))
    pairs = [*zip(wide.weeks.to_pylist(), usual.weeks.to_pylist(), strict=True)]
    assert all(one["expected_units"] == other["expected_units"] for one, other in pairs)
    assert all(one["p90_units"] >= other["p90_units"] for one, other in pairs)
    assert any(one["p90_units"] > other["p90_units"] for one, other in pairs)


@pytest.mark.parametrize(
    "ledger",
    [
        Ledger(),
        Ledger().invoice("A", 100, ago(5), parts=((100, 5),), terms=0),  # paid, and not a week ago
        Ledger().pay("A", None, 100, ago(5)),
    ],
    ids=["empty", "paid", "cash_alone"],
)
def test_a_book_of_which_nothing_is_to_come_lists_nothing(ledger):
    assert tables(forecast(ledger.book(), ON_THE_DAY)) == [[], [], []]


def test_without_billing_only_open_items_bring_cash():
    ledger = Ledger().invoice("A", 100, ago(-3), terms=5)
    found = forecast(ledger.book(), ON_THE_DAY)
    assert expected(found.weeks, source="open") == {1: 100}
    assert expected(found.weeks, source="to_come") == {}
    assert expected(found.weeks, source="all") == {1: 100}


def test_without_open_items_only_billing_brings_cash():
    """One week of history: 70 were billed in it, and paid on the day."""
    ledger = Ledger().invoice("A", 70, ago(6), parts=((70, 0),), terms=0)
    found = forecast(ledger.book(), ON_THE_DAY)
    assert expected(found.weeks, source="open") == {}
    assert expected(found.weeks, source="to_come") == {1: 70, 2: 70, 3: 70, 4: 70}
    assert found.accounts.num_rows == 0


def width(accounts: list[str]) -> int:
    ledger = Ledger()
    for account in accounts:
        ledger.invoice(account, 10, ago(-3), terms=3)
    setting = replace(QUICK, dependence=Dependence(account=0.35, everybody=0.0))
    found = forecast(ledger.book(), paid_late({0: 0.5, 10: 0.5}), setting)
    first = found.weeks.to_pylist()[0]
    assert first["expected_units"] == 5 * len(accounts)
    return first["p90_units"] - first["p10_units"]


def test_a_book_of_one_customer_has_a_wider_band_than_one_of_many_of_the_same_total():
    assert width(["A"] * 60) > 2 * width([f"A{number}" for number in range(60)])


@few_books
@given(tables=random_books())
def test_no_draw_brings_more_than_is_open_less_what_was_given(tables):
    """All is paid within the horizon, but for what is disputed, which comes or does not."""
    book, ahead = book_of(tables), Horizon(DAY, weeks=5, days=1)
    held = cash_items(book, as_of=DAY)
    parts = parts_of(book, held, days_from_now(12)(held, DAY), QUICK, ahead)
    opened = of_open_items(held, parts, QUICK, ahead)
    for row, key in enumerate(opened.keys):
        own = [key == of for of in zip(held.entities, held.currencies, strict=True)]
        whole, disputed = held.units[own].sum(), held.disputed_units[own].sum()
        for come in (*opened.sums[row].sum(axis=1), opened.mean[row].sum()):
            assert whole - disputed - 0.001 <= come <= whole + 0.001
