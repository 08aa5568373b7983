"""Are holidays shown of the place asked for, and is nonsense answered calmly?"""

import pytest

from duly.server.ledger.models import Entity


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
