import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from duly.server.ledger.contacts import add_contact, remove_contact
from duly.server.ledger.models import Contact
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of


def test_a_contact_is_added_and_taken_away(actor, customer):
    made = add_contact(actor=actor, account=customer(), name=" Ada ", email="ada@example.org")
    assert (made.name, made.removed_at) == ("Ada", None)
    assert remove_contact(actor=actor, contact=made).removed_at is not None
    assert Contact.objects.count() == 1


def test_the_log_knows_the_person_only_where_it_can_be_shredded(actor, customer):
    add_contact(actor=actor, account=customer(), name="Ada", email="ada@example.org")
    event = Event.objects.get(kind="contact.added")
    assert "Ada" not in event.facts
    assert "ada@example.org" not in event.facts
    assert set(json.loads(event.facts)["personal"]) == {"name", "email", "phone"}


def test_a_contact_is_taken_away_once(actor, customer):
    made = add_contact(actor=actor, account=customer(), name="Ada")
    remove_contact(actor=actor, contact=made)
    with pytest.raises(Refused, match="contact_removed"):
        remove_contact(actor=actor, contact=made)


def test_a_contact_has_a_name(actor, customer):
    with pytest.raises(Refused, match="no_name"):
        add_contact(actor=actor, account=customer(), name="  ")


def test_who_only_looks_adds_nobody(person, customer):
    with pytest.raises(PermissionDenied):
        add_contact(actor=actor_of(person(Role.VIEWER)), account=customer(), name="Ada")


def test_nobody_is_added_out_of_sight(person, customer):
    collector = actor_of(person(Role.COLLECTOR, portfolios=["elsewhere"]))
    with pytest.raises(Http404):
        add_contact(actor=collector, account=customer(), name="Ada")
