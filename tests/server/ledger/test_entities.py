import pytest
from django.core.exceptions import PermissionDenied

from duly.server.ledger.entities import describe_entity
from duly.server.ledger.models import Entity
from duly.server.platform.models import Event
from duly.server.platform.rights import actor_of

SAID = {"name": "Lindvale", "country": "DE", "currency": "EUR"}


def test_an_entity_is_described_and_the_log_tells_what_it_was_before(actor):
    entity = Entity.objects.create(code="DE01", name="Old")
    describe_entity(actor=actor, entity=entity, **SAID)
    assert Entity.objects.get().name == "Lindvale"
    assert '"name":"Old"' in Event.objects.get().facts


def test_describing_it_as_it_is_changes_nothing(actor):
    entity = Entity.objects.create(code="DE01", **SAID)
    describe_entity(actor=actor, entity=entity, **SAID)
    assert not Event.objects.exists()


def test_only_who_manages_settings_describes_entities(person):
    entity = Entity.objects.create(code="DE01")
    with pytest.raises(PermissionDenied):
        describe_entity(actor=actor_of(person("credit_analyst")), entity=entity, **SAID)
