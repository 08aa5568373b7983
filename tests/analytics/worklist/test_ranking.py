from datetime import date

import pyarrow as pa
import pytest
from tests.analytics.observations import engine

from duly.analytics.worklist.overdue import overdue_accounts
from duly.analytics.worklist.ranking import worklist
from duly.analytics.worklist.reasons import worklist_reasons
from duly.book.policy.worklist import WorklistPolicy

AS_OF = date(2026, 11, 21)
POLICY = WorklistPolicy(
    min_overdue=100,
    grace_days=5,
    moved_share_from_days=(0, 31, 61),
    moved_share=(0.4, 0.2, 0.1),
    broken_promise_weight=1.5,
    warning_weight=1.2,
    usual_lateness_weight=0.5,
)

ITEM = {
    "account_id": pa.string(),
    "currency": pa.string(),
    "open_units": pa.int64(),
    "disputed_units": pa.int64(),
    "days_past_due": pa.int64(),
}
PROMISE = {"account_id": pa.string(), "status": pa.string(), "deadline_on": pa.date32()}
ACCOUNT = {
    "account_id": pa.string(),
    "name": pa.string(),
    "country": pa.string(),
    "grade": pa.string(),
    "weighted_days_late": pa.float64(),
}
WARNED = {"account_id": pa.string(), "code": pa.string()}


def table(schema, rows):
    filled = [{"currency": "EUR", "disputed_units": 0} | row for row in rows]
    kept = [{name: row.get(name) for name in schema} for row in filled]
    return engine().table(pa.Table.from_pylist(kept, schema=pa.schema(list(schema.items()))))


def listed(*items, promises=(), warned=(), usual=None):
    names = sorted({item["account_id"] for item in items})
    accounts = [{"account_id": n, "weighted_days_late": (usual or {}).get(n)} for n in names]
    overdue = overdue_accounts(table(ITEM, items), table(PROMISE, promises))
    warnings = table(WARNED, [{"account_id": name, "code": "x"} for name in warned])
    return worklist(overdue, table(ACCOUNT, accounts), warnings, POLICY, {"JPY": 150})


def rows_of(expression, order):
    return engine().fetch(expression.order_by(order)).to_pylist()


def item(account, units, days, **more):
    return {"account_id": account, "open_units": units, "days_past_due": days, **more}


def promise(account, status, deadline_on):
    return {"account_id": account, "status": status, "deadline_on": deadline_on}


def ranked(*items, **more):
    rows = rows_of(listed(*items, **more), ["rank", "account_id"])
    return [row["account_id"] for row in rows if row["rank"] is not None]


def test_the_money_a_call_is_expected_to_bring_decides_the_order():
    # 1,000 at 40 % are 400; 3,000 at 10 % are 300: the younger money comes first
    assert ranked(item("old", 3_000_00, 90), item("young", 1_000_00, 20)) == ["young", "old"]


def test_the_age_of_the_oldest_undisputed_item_counts():
    items = [item("a", 1_000_00, 90, disputed_units=1_000_00), item("a", 500_00, 20)]
    (row,) = rows_of(listed(*items), "account_id")
    assert (row["oldest_days"], row["collectible_units"]) == (20, 500_00)
    assert row["expected_units"] == 200_00


WEIGHTS = [
    ("nothing special", {}, 400_00),
    ("a broken promise", {"promises": [promise("a", "broken", date(2026, 11, 1))]}, 600_00),
    ("a kept promise", {"promises": [promise("a", "kept", date(2026, 11, 1))]}, 400_00),
    ("an early warning", {"warned": ["a"]}, 480_00),
    ("somebody else's warning", {"warned": ["b"]}, 400_00),
    ("no later than usual", {"usual": {"a": 20.0}}, 200_00),
    ("later than usual", {"usual": {"a": 19.9}}, 400_00),
]


@pytest.mark.parametrize(("why", "more", "expected"), WEIGHTS)
def test_weights_make_a_call_worth_more_or_less(why, more, expected):
    (row,) = rows_of(listed(item("a", 1_000_00, 20), **more), "account_id")
    assert row["expected_units"] == expected


LEFT_ALONE = [
    ("below the minimum", item("a", 99_99, 40), {}, "below_minimum"),
    ("at the minimum", item("a", 100_00, 40), {}, None),
    ("within the days of grace", item("a", 500_00, 4), {}, "within_grace"),
    ("on the last day of grace", item("a", 500_00, 5), {}, None),
    (
        "while a promise runs",
        item("a", 500_00, 40),
        {"promises": [promise("a", "open", AS_OF)]},
        "promise_running",
    ),
    (
        "not after a promise was kept",
        item("a", 500_00, 40),
        {"promises": [promise("a", "kept", AS_OF)]},
        None,
    ),
]


@pytest.mark.parametrize(("why", "owed", "more", "reason"), LEFT_ALONE)
def test_some_accounts_are_left_alone_with_the_reason(why, owed, more, reason):
    (row,) = rows_of(listed(owed, **more), "account_id")
    assert row["wait_reason"] == reason
    assert (row["rank"] is None) is (reason is not None)
    assert row["action"] == ("wait" if reason else "call")


def test_a_running_promise_says_until_when():
    running = [promise("a", "open", date(2026, 11, 25)), promise("a", "open", date(2026, 11, 30))]
    (row,) = rows_of(listed(item("a", 500_00, 40), promises=running), "account_id")
    assert row["wait_until"] == date(2026, 11, 30)


def test_what_is_wholly_disputed_needs_the_dispute_settled():
    (row,) = rows_of(listed(item("a", 500_00, 40, disputed_units=500_00)), "account_id")
    assert (row["action"], row["expected_units"], row["oldest_days"]) == ("settle_dispute", 0, 40)


@pytest.mark.parametrize("owed", [item("a", 500_00, 0), item("a", -500_00, 90)])
def test_what_is_not_due_or_not_owed_is_not_on_the_list(owed):
    assert rows_of(listed(owed), "account_id") == []


def test_currencies_are_compared_by_the_policys_scale():
    yen = item("yen", 450_000, 20, currency="JPY")  # 3,000 on the policy's scale
    assert ranked(item("euro", 2_000_00, 20), yen) == ["yen", "euro"]


def test_equal_money_is_ordered_by_account():
    assert ranked(item("b", 500_00, 20), item("a", 500_00, 20)) == ["a", "b"]


def test_reasons_carry_their_numbers_in_the_order_they_are_said():
    owed = [item("a", 1_000_00, 20, disputed_units=300_00)]
    broken = [promise("a", "broken", date(2026, 11, 1))]
    rows = rows_of(
        worklist_reasons(listed(*owed, promises=broken, warned=["a"], usual={"a": 3.0})), "place"
    )
    said = [(row["code"], row["observed"], row["units"]) for row in rows]
    assert said == [
        ("overdue_amount", None, 700_00),
        ("oldest_item", 20.0, None),
        ("broken_promises", 1.0, None),
        ("early_warnings", 1.0, None),
        ("later_than_usual", 3.0, None),
        ("disputed_amount", None, 300_00),
    ]


def test_who_is_left_alone_has_a_reason_too():
    rows = rows_of(worklist_reasons(listed(item("a", 50_00, 40))), "place")
    assert rows[0]["code"] == "below_minimum"
