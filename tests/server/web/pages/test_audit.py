"""Does the audit trail show what happened, in words, to whom it may be shown?"""

import pytest
from django.db import connection
from tests.server.guards_down import guards_down

from duly.server.collecting.services import log_activity
from duly.server.ledger.models import Account
from duly.server.platform.models import Event
from duly.server.platform.rights import actor_of


@pytest.fixture
def events(actor, book):
    for number in ("C01", "C14"):
        account = Account.objects.get(account_id=number)
        log_activity(actor=actor, account=account, kind="note", text=f"word of {number}")
    return list(Event.objects.order_by("number"))


def told(page):
    return [line["event"].subject_id for line in page.context["lines"]]


def test_every_event_is_told_newest_first(desk, events):
    page = desk.get("/audit")
    assert told(page) == ["C14", "C01"]
    assert "Note with C14 noted: –" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("area=account", ["C14", "C01"]),
        ("area=policy", []),
        ("about=C01", ["C01"]),
        ("who=administrator1", ["C14", "C01"]),
        ("who=nobody", []),
        ("from=2026-11-20&until=2026-11-20", ["C14", "C01"]),
        ("from=2026-11-21", []),
        ("until=2026-11-19", []),
        ("from=never&area=%00&about=%00", ["C14", "C01"]),
        ("until=9999-12-31&from=0001-01-01", ["C14", "C01"]),
    ],
)
def test_a_filter_shows_what_it_says(desk, events, query, found):
    assert told(desk.get(f"/audit?{query}")) == found


def test_a_chain_that_holds_is_said_to_hold(desk, events):
    page = desk.post("/audit/check", follow=True)
    assert "The chain holds" in page.text


def test_a_chain_that_was_altered_names_the_event(desk, events):
    connection.check_constraints()  # nothing may be pending where triggers are taken down
    with guards_down(), connection.cursor() as cursor:
        cursor.execute("UPDATE platform_event SET kind = 'x' WHERE number = 1")
        connection.check_constraints()
    page = desk.post("/audit/check", follow=True)
    assert "event 1 was altered" in page.text
    assert "The chain is broken" not in desk.get("/audit").text


def test_who_sees_a_part_sees_what_happened_there_and_what_they_did(client, person, events):
    auditor = person("auditor", portfolios=["south"])
    client.force_login(auditor)
    assert told(client.get("/audit")) == ["C14"]


def test_the_file_holds_no_personal_data(desk, events):
    lines = b"".join(desk.get("/export/audit.csv")).decode("utf-8-sig")
    assert "activity.logged" in lines
    assert "word of" not in lines


@pytest.mark.parametrize("role", ["viewer", "collector", "credit_analyst", "cash_clerk"])
def test_the_file_is_refused_to_who_may_not_see_the_page(client, person, events, role):
    client.force_login(person(role))
    assert client.get("/export/audit.csv").status_code == 403


def test_what_somebody_did_is_found_by_their_name(desk, person, events):
    collector = person("collector")
    account = Account.objects.get(account_id="C02")
    log_activity(actor=actor_of(collector), account=account, kind="note", text="x")
    assert told(desk.get(f"/audit?who={collector.username}")) == ["C02"]
