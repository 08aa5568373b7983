"""Is what is said of an entity kept, checked and told, and only by who may?"""

import pytest

from duly.server.ledger.models import Entity
from duly.server.platform.models import Event


def save(client, **given):
    number = Entity.objects.get(code="DE01").pk
    said = {"name": "Lindvale GmbH", "country": "de", "currency": "eur"} | given
    return client.post(f"/settings/entities/{number}/save", said)


def test_name_country_and_currency_are_kept_and_told(desk, book):
    save(desk)
    entity = Entity.objects.get(code="DE01")
    assert (entity.name, entity.country, entity.currency) == ("Lindvale GmbH", "DE", "EUR")
    assert Event.objects.get().kind == "entity.described"


def test_saying_the_same_again_is_no_event(desk, book):
    save(desk)
    save(desk)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"country": "D1"}, {"currency": "XXY"}, {"name": ""}])
def test_what_cannot_be_is_refused(desk, book, wrong):
    assert save(desk, **wrong).status_code == 422
    assert not Event.objects.exists()


def test_an_analyst_looks_and_changes_nothing(client, person, book):
    client.force_login(person("credit_analyst"))
    assert client.get("/settings/entities").status_code == 200
    assert save(client).status_code == 403


def test_who_sees_one_entity_sees_only_that(client, person, book):
    client.force_login(person("viewer", entities=["US01"]))
    page = client.get("/settings/entities").text
    assert "US01" in page
    assert "DE01" not in page
