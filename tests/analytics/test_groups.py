"""To which group of companies does each account belong?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics import oracle
from tests.books import AS_OF, book_of, few_books, rows

from duly.analytics.groups import group_roots, roots_of_accounts


def groups(parents: dict[str, str | None]) -> dict[str, str]:
    accounts = [{"account_id": each, "parent_id": up} for each, up in parents.items()]
    found = rows(roots_of_accounts(book_of({"accounts": accounts})))
    assert len(found) == len(parents)
    return {row["account_id"]: row["group_id"] for row in found}


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ({"A": None}, {"A": "A"}),
        ({"A": ""}, {"A": "A"}),
        ({"A": "A"}, {"A": "A"}),
        ({"A": None, "B": "A", "C": "B"}, {"A": "A", "B": "A", "C": "A"}),
        # A holding that buys nothing is still the top of its children.
        ({"A": "HOLDING", "B": "HOLDING"}, {"A": "HOLDING", "B": "HOLDING"}),
        # A circle, and one that hangs on it.
        ({"C": "B", "B": "C", "A": "C"}, {"A": "B", "B": "B", "C": "B"}),
    ],
)
def test_an_account_belongs_to_the_top_of_its_tree(parents, expected):
    assert groups(parents) == expected


def test_a_tree_is_climbed_sixteen_levels():
    chain = {f"L{n:02}": f"L{n - 1:02}" if n else None for n in range(17)}
    assert set(groups(chain).values()) == {"L00"}


def test_a_deeper_account_ends_on_an_ancestor_and_is_not_lost():
    chain = {f"L{n:02}": f"L{n - 1:02}" if n else None for n in range(30)}
    assert groups(chain)["L29"] in chain


_ids = st.sampled_from("ABCDEFG")


@few_books
@given(parents=st.dictionaries(_ids, st.none() | st.just("") | st.just("X") | _ids))
def test_groups_equal_those_found_by_climbing_one_by_one(parents):
    tables = {"accounts": [{"account_id": each, "parent_id": up} for each, up in parents.items()]}
    assert groups(parents) == {each: oracle.group_of(tables, each) for each in parents}


def test_accounts_known_only_from_facts_are_groups_of_their_own():
    dated = {"currency": "EUR", "amount_units": 1}
    tables = {
        "accounts": [{"account_id": "A"}],
        "invoices": [
            {"invoice_id": n, "account_id": account, "issued_on": AS_OF, "due_on": AS_OF, **dated}
            for n, account in enumerate("AB")
        ],
        "payments": [
            {"payment_id": n, "account_id": account, "received_on": AS_OF, **dated}
            for n, account in enumerate(("B", "C", None))
        ],
        "orders": [{"order_id": "O", "account_id": "D", "placed_on": AS_OF, **dated}],
    }
    for name, key in (("invoices", "invoice_id"), ("payments", "payment_id")):
        tables[name] = [{**row, key: str(row[key])} for row in tables[name]]
    found = rows(group_roots(book_of(tables)))
    assert [(row["account_id"], row["group_id"]) for row in found] == [(a, a) for a in "ABCD"]
