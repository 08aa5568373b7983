import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from duly.server.ledger.models import Entity
from duly.server.ledger.recording.staging import waiting_room

pytestmark = pytest.mark.django_db
TABLE = Entity._meta.db_table
REST = {"country": "", "currency": ""}


def entities():
    return list(Entity.objects.order_by("code").values_list("pk", "code", "name"))


def test_rows_wait_until_they_are_let_in_and_are_the_same_then():
    with waiting_room() as room:
        room.add(TABLE, ("id", "code"), [(7, "007"), (8, "O'Hara")], 2)
        room.add(TABLE, ("id", "code"), [(9, "1e3")], 1)
        assert entities() == []
        assert list(room.enter(TABLE, {"name": "Alder %s", **REST})) == [2, 1]
        assert list(room.enter("ledger_account", {})) == []
    assert entities() == [(7, "007", "Alder %s"), (9, "1e3", "Alder %s"), (8, "O'Hara", "Alder %s")]


def fails(room):
    room.add(TABLE, ("code", "name"), [("A", "")], 1)
    raise KeyError


def enters_twice(room):
    room.add(TABLE, ("code", "name"), [("A", ""), ("A", "")], 2)
    with transaction.atomic():
        list(room.enter(TABLE, REST))


@pytest.mark.parametrize(("happens", "error"), [(fails, KeyError), (enters_twice, IntegrityError)])
def test_after_a_failure_the_room_is_empty_again_and_the_ledger_as_it_was(happens, error):
    with pytest.raises(error), waiting_room() as room:
        happens(room)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM waiting_0")
    assert entities() == []
