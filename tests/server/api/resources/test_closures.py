"""Can a program close days, and take that back, as the page does?"""

from datetime import date

import pytest

from duly.server.ledger.models import Entity

GIVEN = {"name": "Stock-taking", "first_on": "2026-12-30"}


def listed(api):
    return [row["place"] for row in api.get("closed-days").json()["items"]]


@pytest.mark.parametrize("where", [{"country": "DE-BY"}, {"entity": "DE01"}])
def test_days_are_closed_listed_and_taken_back(api, where):
    Entity.objects.create(code="DE01", name="Lindvale")
    made = api.post("closed-days", GIVEN | where)
    assert made.status_code == 201, made.content
    assert made.json()["last_on"] == "2026-12-30"
    assert listed(api) == list(where.values())
    assert api.call("DELETE", f"closed-days/{made.json()['id']}").status_code == 200
    assert listed(api) == []


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"country": "Germany"}, 422),
        ({"entity": "ZZ99"}, 404),
        ({}, 409),
        ({"country": "DE", "last_on": "2026-12-29"}, 409),
        ({"country": "DE", "first_on": "soon"}, 422),
    ],
)
def test_what_makes_no_sense_closes_nothing(api, given, status):
    assert api.post("closed-days", GIVEN | given).status_code == status
    assert listed(api) == []


def test_who_only_sees_the_book_reads_and_closes_nothing(api, program, person):
    api.post("closed-days", GIVEN | {"country": "DE", "first_on": str(date(2026, 1, 2))})
    viewer = program(person("viewer"))
    assert listed(viewer) == ["DE"]
    assert viewer.post("closed-days", GIVEN | {"country": "DE"}).status_code == 403
