"""Are customers listed, filtered and shown with the figures of the latest day?"""

from datetime import date

import pytest

from duly.server.ledger.search_text import search_text
from duly.server.platform import clock
from duly.server.portfolio.models import AccountDay, AccountReasons, Snapshot


@pytest.fixture
def judged(customer):
    """Three customers, two of them judged on the latest day."""
    accounts = [
        customer(number, name=name, country=country, search_text=search_text(name, number))
        for number, name, country in (
            ("A/1", "Bücher Weber", "DE"),
            ("B 2", "Åkerlund", "SE"),
            ("C-3", "Unjudged", "SE"),
        )
    ]
    snapshot = _snapshot(date(2026, 10, 30))
    for account, overdue, score, grade in zip(accounts, (5, 900), (70, 40), "AD", strict=False):
        _day(snapshot, account, overdue_units=overdue, score=score, grade=grade)
    facts = {"characteristics": [{"code": "late_days", "points": 7}]}
    AccountReasons.objects.create(account=accounts[0], snapshot=snapshot, facts=facts)
    return accounts


def _snapshot(as_of):
    now = clock.now()
    return Snapshot.objects.create(
        as_of=as_of, is_complete=True, currency="EUR", started_at=now, completed_at=now
    )


def _day(snapshot, account, **given):
    zero = ("open_units", "disputed_units", "unapplied_units", "exposure_units")
    return AccountDay.objects.create(
        snapshot=snapshot, account=account, **dict.fromkeys(zero, 1_000), **given
    )


def numbers(response):
    assert response.status_code == 200, response.content
    return [row["account_id"] for row in response.json()["items"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["A/1", "C-3", "B 2"]),
        ({"country": "SE"}, ["C-3", "B 2"]),
        ({"q": "BUCHER"}, ["A/1"]),
        ({"q": "weber bücher"}, ["A/1"]),
        ({"q": "b 2"}, ["A/1", "B 2"][1:]),
        ({"grade": "D"}, ["B 2"]),
        ({"order": "overdue"}, ["B 2", "A/1"]),
        ({"order": "score"}, ["B 2", "A/1"]),
        ({"overdue_from_units": 6}, ["B 2"]),
        ({"grade": "E"}, []),
        ({"account_id": "A/1"}, ["A/1"]),
        ({"account_id": "a/1"}, []),
    ],
)
def test_a_filter_finds_what_it_says(judged, api, asked, found):
    assert sorted(numbers(api.get("accounts", **asked))) == sorted(found)


def test_the_order_is_as_asked(judged, api):
    assert numbers(api.get("accounts", order="overdue")) == ["B 2", "A/1"]
    assert numbers(api.get("accounts", order="score")) == ["B 2", "A/1"]


def test_figures_say_as_of_when(judged, api):
    told = api.get("accounts", account_id="A/1").json()
    assert told["as_of"] == told["items"][0]["figures"]["as_of"] == "2026-10-30"
    assert told["items"][0]["figures"]["grade"] == "A"


def test_an_account_that_was_not_judged_has_no_figures(judged, api):
    assert api.get("accounts/C-3").json()["figures"] is None


def test_a_number_with_a_slash_is_an_address_too(judged, api):
    told = api.get("accounts/A%2F1").json()
    assert told["account_id"] == "A/1"
    assert told["reasons"]["characteristics"][0]["code"] == "late_days"


def test_before_the_first_day_there_are_accounts_and_no_figures(customer, api):
    customer("A")
    assert numbers(api.get("accounts")) == ["A"]
    assert api.get("accounts", order="overdue").json() == {"as_of": None, "items": [], "next": None}


def test_history_is_of_one_account_newest_first(judged, api):
    _day(_snapshot(date(2026, 10, 31)), judged[0], overdue_units=1, score=71, grade="A")
    days = [row["as_of"] for row in api.get("account-days", account_id="A/1").json()["items"]]
    assert days == ["2026-10-31", "2026-10-30"]


def test_a_list_takes_as_many_queries_whatever_it_shows(judged, api, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        api.get("accounts")
