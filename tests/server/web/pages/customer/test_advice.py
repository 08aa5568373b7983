"""Is what would raise a grade said in words, each figure in its unit?"""

import pytest

from duly.server.web.pages.customer import advice as page

CHANGE = {"threshold": 8.0, "observed": 52.4, "is_below": True, "wanted": 8, "also": {}}
CHANGES = [
    ("weighted_days_late", "Days late by amount below 8 days (now 52.4 days)"),
    ("overdue_share", "below 800.0% (now 5,240.0%)"),
    ("insured_limit_units", "insured limit of €\u00a00"),
]


@pytest.mark.parametrize(("characteristic", "said"), CHANGES)
def test_a_change_is_said_in_its_unit(characteristic, said):
    assert said in page._change({**CHANGE, "characteristic": characteristic}, "EUR")


def test_the_ways_are_shown(desk, book, monkeypatch):
    way = {"changes": [{**CHANGE, "characteristic": "weighted_days_late"}], "before": {}}
    found = {"grade": [{**way, "after": {"grade": "C", "limit_units": None}}], "limit": []}
    monkeypatch.setattr(page, "advice_of", lambda reasons: found)
    account = book.accounts.first().account
    text = desk.get(f"/customers/{account.pk}/advice").text
    assert "limit not known" in text
    assert "Nothing within reach" in text


def test_a_customer_that_was_never_judged_has_no_advice(desk, book):
    account = book.accounts.first().account
    account.reasons.delete()
    assert desk.get(f"/customers/{account.pk}/advice").status_code == 404
