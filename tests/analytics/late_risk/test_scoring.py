from datetime import timedelta

import pytest
from tests.analytics.late_risk.ledgers import AS_OF, invoice, observations
from tests.analytics.late_risk.test_model import REFUSED
from tests.books import book_of

from duly.analytics.late_risk import late_risk
from duly.analytics.late_risk.fitting import model_of

ITEMS = [
    invoice("late", "BAD", due=AS_OF - timedelta(days=50)),
    invoice("fresh", "GOOD", due=AS_OF + timedelta(days=10)),
]
BOOK = book_of({"invoices": ITEMS})


@pytest.fixture(scope="module")
def found():
    return late_risk(BOOK, model_of(observations(), fit_until=738000), as_of=AS_OF)


def test_the_most_probable_account_comes_first(found):
    rows = found.accounts.to_pylist()
    assert [row["account_id"] for row in rows] == ["BAD", "GOOD"]
    assert 1 > rows[0]["probability"] > rows[1]["probability"] > 0
    assert {row["why_null"] for row in rows} == {None}


def test_what_an_account_owes_stands_beside_its_currency():
    """Of two currencies that with more items is the account's; nothing is added across them."""
    items = [
        *ITEMS,
        invoice("more", "BAD", due=AS_OF, amount=250),
        invoice("yen", "BAD", due=AS_OF, amount=9_000) | {"currency": "JPY"},
    ]
    book = book_of({"invoices": items})
    for model in (model_of(observations(), fit_until=738000), REFUSED):
        found = late_risk(book, model, as_of=AS_OF).accounts.to_pylist()
        told = {row["account_id"]: (row["currency"], row["open_units"]) for row in found}
        assert told == {"BAD": ("EUR", 1_250), "GOOD": ("EUR", 1_000)}


def test_reasons_are_what_raises_the_risk(found):
    reasons = [row for row in found.reasons.to_pylist() if row["account_id"] == "BAD"]
    assert reasons[0]["characteristic"] == "overdue_share"
    assert reasons[0]["observed"] == 1.0
    assert [row["rank"] for row in reasons] == list(range(1, len(reasons) + 1))
    assert all(row["contribution"] > 0 for row in found.reasons.to_pylist())


def test_a_refused_model_gives_the_reason_instead_of_a_probability():
    found = late_risk(BOOK, REFUSED, as_of=AS_OF)
    assert {(row["probability"], row["why_null"]) for row in found.accounts.to_pylist()} == {
        (None, "too_few_events")
    }
    assert found.reasons.num_rows == 0


def test_a_book_without_accounts_gives_none():
    model = model_of(observations(), fit_until=738000)
    found = late_risk(book_of({"invoices": []}), model, as_of=AS_OF)
    assert (found.accounts.num_rows, found.reasons.num_rows) == (0, 0)
