"""Are holidays shown of the place asked for, and is nonsense answered calmly?"""

import pytest

from duly.server.ledger.models import Entity
from duly.server.platform import clock


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?place=DE&year=2026", "German Unity Day"),
        ("?place=de-by&year=2026", "Epiphany"),
        ("?place=ZZ", "No holidays are known"),
        ("?place=%00", "No holidays are known"),
        ("?year=abcd", "business day"),
        ("?year=99999", "business day"),
    ],
)
def test_a_place_and_year_are_shown(desk, db, query, told):
    assert told in desk.get(f"/settings/calendars{query}").text


def test_the_places_of_our_entities_are_offered_first(desk, db):
    Entity.objects.create(code="FR01", country="FR")
    assert desk.get("/settings/calendars").context["place"] == "FR"


def test_a_weekend_is_no_business_day(desk, book):
    page = desk.get("/settings/calendars?place=DE")
    assert page.context["is_open_today"]


SENT = {"where": "country:DE", "name": "Stock-taking", "first_on": "2026-12-30"}


def test_closed_days_of_our_own_are_shown_and_taken_back(desk, book):
    assert desk.post("/settings/calendars/close", SENT).status_code == 302
    page = desk.get("/settings/calendars?place=DE&year=2026")
    (closure,) = page.context["closures"]
    assert "Stock-taking" in page.text
    assert desk.get("/settings/calendars?place=DE&year=2027").context["closures"] == []
    desk.post(f"/settings/calendars/{closure.pk}/reopen")
    assert desk.get("/settings/calendars?place=DE&year=2026").context["closures"] == []


def test_a_day_we_closed_is_no_business_day(desk, book):
    desk.post("/settings/calendars/close", SENT | {"first_on": clock.today().isoformat()})
    context = desk.get("/settings/calendars?place=DE").context
    assert not context["is_open_today"]
    assert context["next_open"] > clock.today()


def test_days_of_an_entity_can_be_closed(desk, book):
    desk.post("/settings/calendars/close", SENT | {"where": "entity:DE01"})
    assert "DE01" in desk.get("/settings/calendars?year=2026").text


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"where": "country:Germany"}, 409),
        ({"where": "entity:ZZ99"}, 422),
        ({"where": ""}, 422),
        ({"first_on": "soon"}, 422),
        ({"last_on": "2026-12-01"}, 409),
    ],
)
def test_what_makes_no_sense_is_answered_calmly(desk, book, given, status):
    assert desk.post("/settings/calendars/close", SENT | given).status_code == status


def test_who_does_not_manage_settings_sees_and_closes_nothing(desk_of, book):
    client = desk_of("viewer")
    assert client.get("/settings/calendars").context["form"] is None
    assert client.post("/settings/calendars/close", SENT).status_code == 403
