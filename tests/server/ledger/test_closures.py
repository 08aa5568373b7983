"""Are closed days kept, taken back by another record, and known to whom they concern?"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from duly.server.ledger.closures import (
    close_days,
    closed_days,
    closed_for,
    closed_in,
    closures_of,
    reopen_days,
)
from duly.server.ledger.models import Closure, Entity
from duly.server.platform.models import Event
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

START, END = date(2026, 12, 1), date(2028, 2, 1)
EVE, NEW_YEAR = date(2026, 12, 24), date(2027, 1, 1)


@pytest.fixture
def close(actor):
    def close(**given):
        return close_days(actor=actor, **({"name": "Holidays", "first_on": EVE} | given))

    return close


def days(found):
    return sorted(day.isoformat() for day in found)


@pytest.mark.parametrize(
    ("given", "count", "last"),
    [
        ({}, 1, "2026-12-24"),
        ({"last_on": NEW_YEAR}, 9, "2027-01-01"),
        ({"last_on": NEW_YEAR, "is_yearly": True}, 18, "2028-01-01"),
        ({"first_on": date(2026, 1, 2), "is_yearly": True}, 2, "2028-01-02"),
        ({"first_on": date(2029, 1, 1), "is_yearly": True}, 0, None),
    ],
)
def test_the_days_between_are_closed_in_every_year_if_yearly(close, given, count, last):
    found = days(closed_days([close(country="DE", **given)], START, END))
    assert (len(found), found[-1] if found else None) == (count, last)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "no_name"),
        ({"last_on": date(2026, 12, 23)}, "ends_before_start"),
        ({"last_on": date(2027, 12, 25)}, "closed_too_long"),
        ({"first_on": date(2100, 1, 1)}, "closed_too_far"),
        ({"country": "Germany"}, "no_such_place"),
        ({"country": ""}, "no_such_place"),
    ],
)
def test_what_makes_no_sense_is_refused(close, given, code):
    with pytest.raises(Refused, match=code):
        close(**({"country": "DE"} | given))
    assert not Closure.objects.exists()


def test_an_entity_and_a_country_at_once_are_refused(close):
    with pytest.raises(Refused, match="no_such_place"):
        close(country="DE", entity=Entity.objects.create(code="DE01"))


def test_only_who_manages_settings_closes_and_reopens(close, person):
    analyst, closure = actor_of(person("credit_analyst")), close(country="DE")
    with pytest.raises(PermissionDenied):
        close_days(actor=analyst, name="Fair", first_on=EVE, country="DE")
    with pytest.raises(PermissionDenied):
        reopen_days(actor=analyst, closure=closure)


def test_what_is_taken_back_holds_no_more_and_stays_on_record(close, actor):
    closure = close(country="DE")
    reopen_days(actor=actor, closure=closure)
    assert closed_in("DE", START, END) == frozenset()
    assert list(closures_of(actor)) == []
    assert Closure.objects.get() == closure
    kinds = Event.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["days.closed", "days.reopened"]


def test_it_is_taken_back_once(close, actor):
    closure = close(country="DE")
    reopen_days(actor=actor, closure=closure)
    with pytest.raises(Refused, match="reopened"):
        reopen_days(actor=actor, closure=closure)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_closure(close, change):
    held = Closure.objects.filter(pk=close(country="DE").pk)
    with pytest.raises(Error), transaction.atomic():
        held.update(name="x") if change == "update" else held.delete()


@pytest.mark.parametrize(
    ("closed", "asked", "is_closed"),
    [("DE", "DE", True), ("DE", "DE-BY", True), ("DE-BY", "DE", False), ("FR", "", False)],
)
def test_a_part_is_closed_with_its_country(close, closed, asked, is_closed):
    close(country=closed)
    assert (EVE in closed_in(asked, START, END)) == is_closed


@pytest.mark.parametrize(
    ("closed", "owed", "is_closed"),
    [
        (["DE01"], ["DE01"], True),
        (["DE01"], ["DE01", "FR01"], False),
        (["DE01", "FR01"], ["DE01", "FR01"], True),
        (["DE01"], ["DE01", None], False),
        (["DE01"], [], False),
    ],
)
def test_a_customer_is_not_reached_where_all_it_owes_are_closed(
    close, customer, invoice, closed, owed, is_closed
):
    account = customer("A", country="IT")
    for number, entity in enumerate(owed):
        invoice(f"I{number}", account, entity=entity)
    for code in closed:
        close(entity=Entity.objects.get_or_create(code=code)[0])
    assert (EVE in closed_for(account, START, END)) == is_closed


def test_a_customer_is_not_reached_where_its_country_is_closed(close, customer):
    close(country="IT")
    assert closed_for(customer("A", country="IT"), START, END) == {EVE}
    assert closed_for(customer("B", country="DE"), START, END) == frozenset()


def test_closures_of_entities_one_does_not_see_are_not_shown(close, person):
    close(entity=Entity.objects.create(code="DE01"))
    shared = close(country="DE")
    assert list(closures_of(actor_of(person("viewer", entities=["FR01"])))) == [shared]
