from typing import Any

import pytest
from tests.books import ago
from tests.report.examination.examined import examined, export, quiet, settled, unpaid

XRAYS = {
    "invoices": lambda: export("invoices"),
    "open_items": lambda: export("open_items"),
    "buckets": lambda: export("buckets"),
    "quiet": quiet,
    "unpaid": unpaid,
    "settled": settled,
}
MAY_BE_NULL = ("invoices", "paid", "behaviour", "disputed", "unapplied_units")


@pytest.mark.parametrize(
    ("source", "null"),
    [
        ("invoices", {"disputed", "unapplied_units"}),
        ("open_items", {"paid", "behaviour", "disputed", "unapplied_units"}),
        ("buckets", {"invoices", "paid", "behaviour", "disputed", "unapplied_units"}),
        ("quiet", {"disputed"}),
        ("unpaid", {"paid", "behaviour", "disputed", "unapplied_units"}),
        ("settled", set()),
    ],
)
def test_what_a_source_cannot_tell_is_null(source: str, null: set[str]) -> None:
    facts = XRAYS[source]()
    assert {key for key in MAY_BE_NULL if facts[key] is None} == null


@pytest.mark.parametrize("source", XRAYS)
def test_every_null_has_a_reason_and_every_reason_a_null(source: str) -> None:
    facts = XRAYS[source]()
    null = {key for key in facts if facts[key] is None}
    null |= {"dso_days"} if None in facts["dso_days"].values() else set()
    given = set(facts["reasons"]) - {"warnings"}
    assert given == null


@pytest.mark.parametrize(
    ("source", "key", "code"),
    [
        ("buckets", "invoices", "only_buckets"),
        ("buckets", "paid", "only_buckets"),
        ("buckets", "dso_days", "only_buckets"),
        ("open_items", "paid", "only_open_items"),
        ("open_items", "dso_days", "only_open_items"),
        ("open_items", "warnings", "only_open_items"),
        ("unpaid", "dso_days", "only_open_items"),
        ("invoices", "disputed", "no_disputes"),
        ("invoices", "unapplied_units", "no_payments_apart"),
    ],
)
def test_the_reason_says_what_was_missing(source: str, key: str, code: str) -> None:
    assert XRAYS[source]()["reasons"][key] == code


def test_a_book_with_payments_that_pay_nothing_has_no_paid_invoice() -> None:
    facts = _with_allocations([])
    assert facts["paid"] is None
    assert facts["reasons"]["paid"] == "no_paid_invoices"


def test_disputes_of_no_invoice_are_none_of_an_unknown_share() -> None:
    facts = _with_allocations([], invoices=[], disputes=[])
    assert facts["disputed"] == {"count": 0, "share": None}
    assert facts["reasons"]["disputed.share"] == "no_invoices"


def _with_allocations(rows: list[Any], **tables: Any) -> dict[str, Any]:
    payment = {"payment_id": "P", "account_id": "A", "currency": "EUR", "amount_units": 5}
    held = {
        "accounts": [{"account_id": "A"}],
        "invoices": [],
        "payments": [{**payment, "received_on": ago(3)}],
        "allocations": rows,
    }
    return examined({**held, **tables})
