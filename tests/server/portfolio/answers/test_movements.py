from dataclasses import replace
from datetime import timedelta

from duly.server.portfolio.answers.movements import movement_facts


def over(look, days):
    return movement_facts(replace(look, since=look.as_of - timedelta(days=days)))


def test_of_the_first_day_nothing_can_be_told(look):
    assert movement_facts(replace(look, since=None)) == {
        "new_overdue": [], "paid": [], "broken_promises": []
    }  # fmt: skip


def test_what_is_overdue_now_fell_overdue_at_some_time(look, answers):
    ever = over(look, 2_000)["new_overdue"]
    assert sum(row["items"] for row in ever) == answers.figures["items"]["overdue"]


def test_every_payment_of_a_known_payer_was_received_once(look, tables):
    week, before = over(look, 7)["paid"], over(look, 14)["paid"]
    received = tables["payments"].to_pylist()
    since = look.as_of - timedelta(days=7)
    expected = sum(row["account_id"] is not None and row["received_on"] > since for row in received)
    assert sum(row["items"] for row in week) == expected
    assert sum(row["items"] for row in before) >= expected


def test_a_promise_is_broken_on_one_day_only(look):
    found = [over(replace(look, as_of=look.as_of - timedelta(days=n)), 1) for n in range(2)]
    numbers = [row["promise_id"] for day in found for row in day["broken_promises"]]
    assert len(set(numbers)) == len(numbers)
