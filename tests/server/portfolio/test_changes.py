from datetime import date
from types import SimpleNamespace

from duly.server.portfolio.changes import Before, change_facts

YESTERDAY = SimpleNamespace(
    as_of=date(2026, 10, 30), figures={"open_units": 100, "overdue_units": 40}
)


def account(number, grade="B", exposure=10, limit=20, score=70):
    return {
        "account_id": number, "grade": grade, "score": score,
        "exposure_units": exposure, "limit_units": limit,
    }  # fmt: skip


def changes(now, then, *, warnings=(), warned=(), snapshot=YESTERDAY):
    movements = {"new_overdue": [{"account_id": "A", "items": 2, "units": 5}], "paid": []}
    answers = SimpleNamespace(
        accounts=now, warnings=warnings, movements={**movements, "broken_promises": []},
        figures={"open_units": 90, "overdue_units": 45},
    )  # fmt: skip
    known = {row["account_id"]: row for row in then}
    return change_facts(answers, Before(snapshot, known, dict.fromkeys(warned)))


def test_of_the_first_day_nothing_is_said_to_have_changed():
    found = changes([account("A", exposure=30)], [], snapshot=None)
    assert (found["since"], found["grade_moves"], found["limit_breaches"]) == (None, [], [])


def test_falls_come_before_rises_and_the_deepest_first():
    then = [account(name, grade) for name, grade in zip("ABC", "BCA", strict=True)]
    now = [account(name, grade) for name, grade in zip("ABC", "CBE", strict=True)]
    moves = [
        (row["account_id"], row["before"], row["after"])
        for row in changes(now, then)["grade_moves"]
    ]
    assert moves == [("C", "A", "E"), ("A", "B", "C"), ("B", "C", "B")]


def test_who_keeps_its_grade_did_not_move_nor_did_who_is_new():
    found = changes([account("A"), account("NEW", "A")], [account("A")])
    assert found["grade_moves"] == []


def test_a_breach_is_told_on_the_day_it_begins_and_not_again():
    beyond = account("A", exposure=30)
    assert changes([beyond], [account("A")])["limit_breaches"] == [
        {"account_id": "A", "exposure_units": 30, "limit_units": 20}
    ]
    assert changes([beyond], [beyond])["limit_breaches"] == []
    assert changes([account("A")], [beyond])["limit_breaches"] == []


def test_only_a_warning_that_was_not_raised_before_is_new():
    raised = [{"account_id": name, "code": "slowing_payment", "severity": 2} for name in "AB"]
    found = changes([], [], warnings=raised, warned=[("A", "slowing_payment")])
    assert found["new_warnings"] == [{"account_id": "B", "code": "slowing_payment", "severity": 2}]


def test_totals_say_how_the_book_moved():
    totals = changes([], [])["totals"]
    assert (totals["new_overdue_units"], totals["new_overdue_items"]) == (5, 2)
    assert (totals["open_units"], totals["overdue_units"]) == (-10, 5)
