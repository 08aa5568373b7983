"""Does an account at risk tell what it owes, and in which currency?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.analytics.late_risk.ledgers import AS_OF, invoice, observations
from tests.analytics.late_risk.test_model import REFUSED
from tests.books import book_of

from duly.analytics.late_risk.fitting import model_of
from duly.report.outlook import late_risk
from duly.report.outlook.late_risk import late_risk_facts

BOOK = book_of(
    {
        "invoices": [
            invoice("late", "BAD", due=AS_OF - timedelta(days=50), amount=700)
            | {"currency": "SEK"},
            invoice("fresh", "GOOD", due=AS_OF + timedelta(days=10)),
        ]
    }
)


def facts(monkeypatch: pytest.MonkeyPatch, model: object) -> dict:
    monkeypatch.setattr(late_risk, "fit_late_risk", lambda book, as_of: model)
    return late_risk_facts(BOOK, as_of=AS_OF, names={"BAD": "Sen AB"})


def test_an_account_at_risk_tells_what_it_owes_beside_its_currency(monkeypatch):
    found = facts(monkeypatch, model_of(observations(rate=0.5), fit_until=738000))
    (row,) = [row for row in found["late_risk"] if row["account_id"] == "BAD"]
    assert (row["name"], row["currency"], row["open_units"]) == ("Sen AB", "SEK", 700)
    assert row["reasons"][0]["code"] == "overdue_share"


def test_a_refusal_names_no_account(monkeypatch):
    found = facts(monkeypatch, REFUSED)
    assert found == {"late_risk": [], "late_risk_refusal": "too_few_events"}
